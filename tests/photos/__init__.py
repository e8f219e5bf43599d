"""The photos folder, on real files that the tests draw themselves."""
