"""How the desk is reached, by DESK_BIND and DESK_URL, and what ought to be mended about it."""

from collections.abc import Iterator
from ipaddress import ip_address

from captionbot.settings.model import Settings
from captionbot.settings.origin import Notice

TLS = "docs/desk.md has how to put TLS in front with nginx or Caddy, and what to ask IT for."


def is_this_machine(host: str) -> bool:
    """Whether only this machine can reach what listens there; names other than localhost are not looked up."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def listens_everywhere(host: str) -> bool:
    """Whether it stands for every address that the machine has, and so is no name to reach it by."""
    try:
        return ip_address(host).is_unspecified
    except ValueError:
        return False


def desk_notices(settings: Settings) -> Iterator[Notice]:
    """What ought to be mended before staff sign in from elsewhere, or follow a link in a notice."""
    secure = settings.desk_url.startswith("https://")
    if not is_this_machine(settings.desk_host) and not secure:
        yield Notice(
            f"DESK_BIND {settings.desk_bind} is open to other machines, and DESK_URL is not https: whoever listens "
            "on the network can read passwords.",
            f"Only inside a VPN, which hides them itself, is that enough. {TLS}",
        )
    if settings.notify_urls and not secure:
        lacks = "is not https" if settings.desk_url else "is empty"
        yield Notice(
            f"NOTIFY_URLS is set, and DESK_URL {lacks}: notices lead nobody to the desk"
            f"{' safely' if settings.desk_url else ''}.",
            f"Set DESK_URL to the https address by which staff open the desk. {TLS}",
        )
