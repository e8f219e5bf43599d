"""What stands between the honest Graph and the wire: faults on demand, and a note of every call."""
