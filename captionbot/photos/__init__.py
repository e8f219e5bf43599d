"""The photos folder: what waits in the queue, what a file really is, and where each photo has gone.

Only ``picture`` decodes, in a process of its own; a command that merely lists the queue starts at once. No file is
ever deleted or overwritten here: photos and their texts are moved.
"""
