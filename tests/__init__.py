"""The tests: they talk to this machine alone, write below ``tmp_path`` and stop by themselves."""
