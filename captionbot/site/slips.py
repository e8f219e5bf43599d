"""The public result slips of the hall, each in a file that anybody can check."""

from dataclasses import replace
from datetime import datetime

from captionbot.contest.shortened import short_name
from captionbot.contest.slip import canonical, sha256_of, written
from captionbot.facts import credited
from captionbot.records.dossier import Dossier
from captionbot.records.showing import Showing
from captionbot.site.announced import Announced, Names
from captionbot.site.facts import Proof
from captionbot.site.folder import Folder
from captionbot.store.record import Record

KILO, MEGA = 1_000, 1_000_000


def slip_file(number: int) -> str:
    """The file of a contest's slip."""
    return f"slips/contest-{number}-slip.json"


def made_from(one: Announced, names: Names) -> str:
    """A digest of all that a slip's file depends on; as long as it is the same, the file needs no making."""
    slip = one.slip.digest if one.slip else ""
    named = [one.words.caption, short_name(credited(one.decision).name), *(behind.caption for behind in one.behind)]
    return sha256_of(canonical([slip, names is Names.NONE, one.provable, named]))


def slip_json(record: Record, one: Announced, names: Names, now: datetime) -> bytes:
    """The slip of a contest with what was announced, as `export --public` writes it, and no record of a comment.

    Where the hall names nobody, what was announced is withheld as far as there is a name in it.
    """
    showing = Showing(Dossier.of(record, one.contest, now), public=True)
    shown = {showing.dossier.lines[comment] for comment in one.provable}
    printed = [line for n, line in showing.announced.items() if n in shown and names.may_print(line["name"])]
    return b"".join(written([replace(showing.filed(), announced=printed, comments=())]))


def proof(folder: Folder, one: Announced) -> Proof | None:
    """What a contest's page says of its slip; nothing where there is none yet."""
    file = slip_file(one.number)
    about = folder.about(file)
    if one.slip is None or not about:
        return None
    base = file.rpartition("/")[2]
    return Proof(file, _said(folder.files[file].size), one.slip.number, one.slip.digest, f"captionbot verify {base}")


def _said(size: int) -> str:
    """Bytes in words: ``14 KB``."""
    return f"{size / MEGA:.1f} MB" if size >= MEGA else f"{max(1, round(size / KILO)):,} KB"
