"""What practice can be told when it starts."""

from dataclasses import dataclass, field
from pathlib import Path

CONTEST_PERMISSIONS = (
    "pages_show_list",
    "pages_read_engagement",
    "pages_read_user_content",
    "pages_manage_posts",
    "pages_manage_engagement",
)


@dataclass(frozen=True, slots=True)
class PracticeSettings:
    """How the pretend Facebook is set up; every part has a default that a demo can use."""

    host: str = "127.0.0.1"
    """Loopback only; anything else is refused."""
    port: int = 0
    """0 lets the machine choose."""
    page_id: str = "610000000000001"
    page_name: str = "Practice Page"
    page_token: str = field(default="practice-page-token", repr=False)
    user_token: str = field(default="practice-user-token", repr=False)
    system_token: str = field(default="practice-system-token", repr=False)
    """A System User's."""
    other_pages: tuple[tuple[str, str, tuple[str, ...]], ...] = (
        ("610000000000002", "Practice Museum", ("CREATE_CONTENT",)),
        ("610000000000003", "Practice Zoo", ("MODERATE", "CREATE_CONTENT")),
    )
    """Pages that the System User may act for as well: id, name and tasks. Nothing ever happens on them."""
    app_id: str = "990000000000001"
    app_secret: str = field(default="", repr=False)
    """Where one is set, `appsecret_proof` is checked against it."""
    demand_proof: bool = False
    """Refuse calls without `appsecret_proof`, as an app may be set to do."""
    file: Path | None = None
    """Kept as a diary, so that a restart goes on; None keeps all in memory."""
    clock: str = ""
    """``<instant>@<real>x<speed>;…`` (see `clock`); empty is the wall clock."""
    crowd: int = 40
    """Fans' comments on every new contest post; 0 keeps it quiet."""
    crowd_seed: int = 1
    crowd_hours: float = 72.0
    """How long the contest is thought to be open: one caption comes too late."""
    faults: tuple[str, ...] = ()
    heaviest: int = 400
    """A read of rows x edges above this is answered with code 1, "reduce the amount of data"."""
    verbose: bool = False
    """Log each request to stderr, without its query string."""
