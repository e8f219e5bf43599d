"""What people drop into a folder: some 250 files that are drawn here, each with the answer that it should have.

Nothing of it is kept: every file is made anew, the same each time, by the libraries that are locked.
`python -m tests.photos.corpus` makes them all, tries each and prints what happened.
"""
