"""A year in seconds: the real program in a world whose clock, Facebook, folder, staff and dice are ours.

Time, the wire, the photos folder and chance are played by this package behind the interfaces that the program
uses; the record is a real SQLite file, and the runner, the mouth and staff's decisions are the program's own. What
stands on the Page is kept apart from what the Page answers, and after every step the one is held against the other.

``python -m tests.simulation --seed 7 --weeks 52 -v`` plays a year again, line by line.
"""
