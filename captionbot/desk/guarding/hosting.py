"""Under which names the desk is reached."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from captionbot.settings import Settings, listens_everywhere

LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})


@dataclass(frozen=True, slots=True)
class Hosting:
    """The names the desk answers to, against DNS rebinding, and whether TLS stands in front of it."""

    names: frozenset[str]
    """Hosts without a port, in small letters; IPv6 in brackets."""
    public: str = ""
    """DESK_URL, such as https://desk.example.org: where pages of ours come from, as browsers name it."""
    page: str = ""
    """The Page's id: two desks on one machine keep their cookies apart by it, for cookies know no ports."""

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """By DESK_BIND and DESK_URL."""
        host = settings.desk_host.lower()
        bound = frozenset[str]() if listens_everywhere(host) else frozenset({f"[{host}]" if ":" in host else host})
        public = urlsplit(settings.desk_url)
        named = frozenset({public.netloc.removesuffix(f":{public.port}")} if public.netloc else ())
        return cls(LOOPBACK | bound | named, settings.desk_url, settings.facebook_page_id)

    @property
    def secure(self) -> bool:
        """TLS stands in front: cookies are sent over it alone."""
        return self.public.startswith("https://")

    @property
    def has_port(self) -> bool:
        """DESK_URL names a port, so that the desk shares its name with something else."""
        return urlsplit(self.public).port is not None

    def cookie(self, name: str) -> str:
        """What a cookie of ours is called; over TLS no page of a name below or beside ours can set it."""
        mine = f"{name}-{self.page}" if self.page else name
        return f"__Host-{mine}" if self.secure else mine

    def answers_to(self, host: str) -> bool:
        """Whether that Host header, with a port or without, names this desk."""
        name, _, port = host.lower().rpartition(":")
        return host.lower() in self.names or (name in self.names and port.isdecimal())

    def sends(self, origin: str, scheme: str, host: str) -> bool:
        """Whether a page of that origin is ours, where the request itself came to ``scheme://host``."""
        return bool(origin) and origin in {self.public, f"{scheme}://{host}"}
