"""Crashes, shown by enumeration: a contest week is killed at each of its effects in turn, and must still come right."""
