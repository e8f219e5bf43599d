"""What a browser is called, so that its owner knows it again in a list."""

from flask import request

from captionbot.accounts.knocking import Browser
from captionbot.desk.entrance import known_by

PROGRAMS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
"""Words in what a browser says of itself; the first that stands there counts, for each claims to be the next."""
MACHINES = {
    "iPhone": "an iPhone",
    "iPad": "an iPad",
    "Android": "Android",
    "CrOS": "a Chromebook",
    "Windows": "Windows",
    "Macintosh": "a Mac",
    "Linux": "Linux",
}


def this_browser() -> Browser:
    """The one that asks just now."""
    return Browser(browser_name(request.user_agent.string), request.remote_addr or "", known_by())


def browser_name(said: str) -> str:
    """Such as "Chrome on Android"; anybody may say anything here, so nothing of it is kept but what is known."""
    program = next((name for word, name in PROGRAMS.items() if word in said), "A browser")
    machine = next((name for word, name in MACHINES.items() if word in said), "")
    return f"{program} on {machine}" if machine else program
