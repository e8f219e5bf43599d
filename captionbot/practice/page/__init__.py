"""The Page as people see it: read, write as an invented fan, react."""
