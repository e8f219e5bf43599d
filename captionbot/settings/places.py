"""What an address, a path or a time zone may be.

The readers have the manner of ``words.py``. A path that is not absolute lies beside `.env`:
its folder comes with pydantic's ``context``.
"""

import ipaddress
import re
from difflib import get_close_matches
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import TZPATH, ZoneInfo, available_timezones

from pydantic import ValidationInfo

from captionbot.settings.words import bare, may_be_secret, shown, words

POSTGRES = frozenset({"postgres", "postgresql", "postgresql+psycopg"})
DATABASES = "write sqlite:///captionbot.db or postgresql+psycopg://user:password@host/database"
ADDRESSES = "docs/notices.md#addresses"
ABBREVIATIONS = {
    "EST": "America/New_York",
    "EDT": "America/New_York",
    "ET": "America/New_York",
    "CST": "America/Chicago",
    "CDT": "America/Chicago",
    "CT": "America/Chicago",
    "MST": "America/Denver",
    "MDT": "America/Denver",
    "MT": "America/Denver",
    "PST": "America/Los_Angeles",
    "PDT": "America/Los_Angeles",
    "PT": "America/Los_Angeles",
    "AKST": "America/Anchorage",
    "HST": "Pacific/Honolulu",
    "GMT": "Europe/London",
    "BST": "Europe/London",
    "WET": "Europe/Lisbon",
    "CET": "Europe/Berlin",
    "CEST": "Europe/Berlin",
    "MET": "Europe/Berlin",
    "EET": "Europe/Helsinki",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "AEST": "Australia/Sydney",
    "NZST": "Pacific/Auckland",
}


def timezone(text: str) -> str:
    """An IANA zone that keeps its place's summer time, such as America/Chicago; UTC too."""
    name = words(text)
    if name.upper() == "UTC":
        return "UTC"
    if "/" in name and not name.startswith("Etc/") and _is_zone(name):
        return name
    if re.search(r"^etc/|^\d|[+-]\d", name, re.IGNORECASE):
        raise ValueError(f"is {shown(name)}, an offset, which knows no summer time; write one such as America/Chicago")
    if place := ABBREVIATIONS.get(re.sub(r"\d.*", "", name.upper())):
        raise ValueError(f"is {shown(name)}, which is short for several zones; did you mean {place}?")
    raise ValueError(f"is {shown(name)}, which is no time zone; {_zone_meant(name)}")


def _is_zone(name: str) -> bool:
    if name.startswith(("posix/", "right/")):  # copies of the others, the second with leap seconds
        return False
    try:
        ZoneInfo(name)
    except (OSError, ValueError, LookupError):
        return False
    # A file system may not mind upper and lower case; to list every zone is slow, so two folders are asked first.
    return any(_is_spelled(Path(root), name) for root in TZPATH) or name in available_timezones()


def _is_spelled(root: Path, name: str) -> bool:
    """Whether a file lies under ``root`` by exactly this name."""
    for part in name.split("/"):
        if not root.is_dir() or part not in {one.name for one in root.iterdir()}:
            return False
        root /= part
    return True


def _zone_meant(name: str) -> str:
    """The zone of that name or of a city of that name, where one is near; else some to choose from."""
    zones = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    known = {zone.rpartition("/")[2].casefold(): zone for zone in zones}
    known |= {zone.casefold(): zone for zone in zones}
    wanted = name.replace(" ", "_").casefold()
    if near := get_close_matches(wanted, known, n=1, cutoff=0.85):
        return f"did you mean {known[near[0]]}?"
    if wanted.startswith(("america", "us")):
        return "in the United States: America/New_York, America/Chicago, America/Denver or America/Los_Angeles"
    return "write one such as America/Chicago or Europe/Berlin"


def path(text: str | Path, info: ValidationInfo) -> Path:
    """A file or folder; a relative one lies beside `.env`."""
    return _beside(words(str(text)), info)


def paths(text: str, info: ValidationInfo) -> tuple[Path, ...]:
    """Several files or folders, with commas between."""
    return tuple(_beside(one.strip(), info) for one in words(text).split(",") if one.strip())


def _beside(written: str, info: ValidationInfo) -> Path:
    folder: Path = (info.context or {}).get("folder", Path())
    try:
        return folder / Path(written).expanduser()
    except RuntimeError:  # no home folder, or no such person
        raise ValueError(f"is {shown(written)}, whose home folder is not known; write the whole path") from None


def _split(text: str) -> SplitResult:
    """The parts of an address, its port known to be a number."""
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:  # says what it choked on, which may be a password
        raise ValueError(
            "can't be read as an address: the port must be a number, a password's / @ : # % are %2F %40 %3A %23 %25",
        ) from None
    return parts


def url(text: str) -> str:
    """An address that a browser opens."""
    address = bare(words(text))
    parts = _split(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or " " in address:
        raise ValueError(f"is {shown(address)}; write a whole address, such as https://example.org/page")
    return address


def site_url(text: str) -> str:
    """Where the pages of a folder are found, without a slash at the end."""
    address = url(text)
    parts = _split(address)
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("holds more than an address; write it without ?, # and @")
    if parts.path.endswith((".html", ".htm", ".xml")):
        folder = address.rpartition("/")[0]
        raise ValueError(f"is the address of one page; did you mean {folder}?")
    return address.rstrip("/")


def desk_url(text: str) -> str:
    """Where staff open the desk: it has the whole name, for its pages begin at the root."""
    address = site_url(text)
    parts = _split(address)
    if parts.path:
        raise ValueError(f"is {shown(address)}, and the desk has no place below a name; did you mean {_root(parts)}?")
    if not parts.netloc.isascii():  # for ß and the like there are two ways, and only one is the browsers'
        raise ValueError(f"is {shown(address)}; write the name as browsers send it, which begins with xn--")
    return _root(parts)


def _root(parts: SplitResult) -> str:
    """As a browser names it: in small letters, without the port that goes without saying."""
    usual = {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{parts.netloc.lower().removesuffix(f':{usual}')}"


def private_url(text: str) -> str:
    """An address that is a secret itself; never shown."""
    try:
        return url(text)
    except ValueError:
        raise ValueError("is no address; write the whole of it, beginning with https://") from None


def is_loopback(host: str) -> bool:
    """Whether ``host`` can only be this machine."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.casefold() == "localhost"


def graph_url(text: str) -> str:
    """Where the Graph API is: https, or plain http on this machine alone (practice)."""
    address = url(text).rstrip("/")
    parts = urlsplit(address)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise ValueError(f"is {shown(address)}: plain http would show the token to the network; write https://")
    if parts.query or parts.fragment or "@" in parts.netloc:
        raise ValueError("holds more than an address; write it without ?, # and @")
    if found := re.search(r"/v\d+\.\d+$", address):
        raise ValueError(f"ends in a version, which has a setting of its own; did you mean {address[: found.start()]}?")
    return address


def database_url(text: str, info: ValidationInfo) -> str:
    """A SQLite file or a PostgreSQL server, as SQLAlchemy names them."""
    written = bare(words(text))
    scheme, separator, rest = written.partition("://")
    if scheme.casefold() == "sqlite" and separator:
        return _sqlite(rest, info)
    if scheme.casefold() in POSTGRES and separator:
        return _postgres(rest)
    if re.fullmatch(r"[\w./-]+\.(db|sqlite3?)", written):
        raise ValueError(f"is {shown(written)}; did you mean sqlite:///{written}?")
    if not separator:
        raise ValueError(f"is no database's address; {DATABASES}")
    hint = "; did you mean postgresql+psycopg?" if scheme.startswith("postgresql+") else f"; {DATABASES}"
    raise ValueError(f"begins with {shown(scheme)}{hint}")


def _sqlite(rest: str, info: ValidationInfo) -> str:
    name = rest.removeprefix("/")
    if not rest.startswith("/"):
        meant = "captionbot.db" if may_be_secret(rest) else rest
        raise ValueError(f"has too few slashes; did you mean sqlite:///{meant}?")
    if name in {"", ":memory:"} or name.startswith("file:"):
        raise ValueError(f"names no file, so nothing would be kept; {DATABASES}")
    file, mark, options = name.partition("?")
    return f"sqlite:///{_beside(file, info)}{mark}{options}"


def _postgres(rest: str) -> str:
    parts = _split(f"postgresql://{rest}")
    if not parts.path.strip("/"):
        raise ValueError(f"names no database; {DATABASES}")
    return f"postgresql+psycopg://{rest}"


def notify_urls(text: str) -> tuple[str, ...]:
    """Apprise addresses, with commas or spaces between; they hold passwords and are never shown."""
    found = [one for one in re.split(r"[\s,]+(?=[A-Za-z][\w+.-]*://)", text.strip()) if one]
    for place, one in enumerate(found, 1):
        if not re.fullmatch(r"[A-Za-z][\w+.-]*://\S+", one.rstrip(",")):
            raise ValueError(f"has no address in place {place}; {_needed(one)}")
    return tuple(one.rstrip(",") for one in found)


def _needed(one: str) -> str:
    """What an address lacks; it is not shown, for a password may stand in it."""
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", one):
        server = "the mail server belongs to it: mailtos://user:password@server?to=name@example.org"
        return f"a mail address alone is not enough, {server} ({ADDRESSES})"
    return f"each is of the form mailto://… or slack://… ({ADDRESSES})"


def bind(text: str) -> str:
    """The host and port that the desk listens on."""
    written = bare(words(text))
    if written.isdecimal() and not may_be_secret(written):
        raise ValueError(f"is {shown(written)}; did you mean 127.0.0.1:{written}?")
    if "//" in written:
        raise ValueError(f"is {shown(written)}; write host and port alone, such as 127.0.0.1:8080")
    parts = _split(f"//{written}")
    if not parts.hostname:
        raise ValueError(f"is {shown(written)}; 127.0.0.1 is this machine alone, 0.0.0.0 every network it is on")
    if parts.port is None:
        meant = "127.0.0.1" if may_be_secret(written) else written
        raise ValueError(f"is {shown(written)}, which has no port; did you mean {meant}:8080?")
    return written
