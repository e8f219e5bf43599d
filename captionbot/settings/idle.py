"""Settings that are read and checked already, and that nothing acts on yet."""

IDLE = {
    "notify_backup": "Staff are told by `captionbot status` and on the desk.",
    "heartbeat_url": "`captionbot status --json` says when the last tick was.",
}
"""Their names, and how things stand meanwhile."""
