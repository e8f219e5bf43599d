"""A pretend Facebook on this machine: one Page, its Graph API over real HTTP, fans, and a page to look at.

It stands apart: it imports nothing of the bot and the bot imports nothing of it (only the command
line starts it), so that the two agree through HTTP or not at all. `server.serve` starts it,
`python -m captionbot.practice` does so from a shell, `control` is what tests and demos steer it by.
"""
