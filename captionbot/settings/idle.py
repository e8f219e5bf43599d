"""Settings that are read and checked already, and that nothing acts on yet."""

IDLE = {
    "notify_urls": "Staff are told by `captionbot status` and on the desk.",
    "notify_backup": "Staff are told by `captionbot status` and on the desk.",
    "heartbeat_url": "`captionbot status --json` says when the last tick was.",
    "desk_url": "The desk answers at the address in DESK_BIND alone.",
    "facebook_app_id": "`captionbot check` can't tell when the token ends.",
}
"""Their names, and how things stand meanwhile."""
