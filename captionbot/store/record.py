"""One transaction's view of the record, with its shelves: contests, comments, utterances, staff, papers and others."""

from datetime import datetime
from functools import cached_property

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from captionbot.errors import StoreError
from captionbot.store.accounts import Accounts
from captionbot.store.cards import Cards
from captionbot.store.comments import Comments
from captionbot.store.contests import Contests
from captionbot.store.desk import Desk
from captionbot.store.hall import Hall
from captionbot.store.health import Health
from captionbot.store.lease import Lease, check, give_back, in_words, may_be_alive, take, this_process
from captionbot.store.notices import Notices
from captionbot.store.papers import Papers
from captionbot.store.people import People
from captionbot.store.photos import Photos
from captionbot.store.rows import exchange
from captionbot.store.schema import LeaseRow, Page
from captionbot.store.staff import Staff
from captionbot.store.utterances import Utterances


class Record:
    """What one Page's database holds, inside one transaction."""

    def __init__(self, session: Session, page_id: str) -> None:
        """Use ``Store.transaction`` or ``Store.view`` instead."""
        self._session, self.page_id = session, page_id

    @cached_property
    def contests(self) -> Contests:
        """Contests, slots and decisions."""
        return Contests(self._session, self.page_id)

    @cached_property
    def comments(self) -> Comments:
        """Readings and comments."""
        return Comments(self._session, self.page_id)

    @cached_property
    def utterances(self) -> Utterances:
        """What was said in public, and every attempt at it."""
        return Utterances(self._session, self.page_id)

    @cached_property
    def staff(self) -> Staff:
        """Pauses, skips, what staff left out, notices and the audit."""
        return Staff(self._session, self.page_id)

    @cached_property
    def notices(self) -> Notices:
        """Notices as they are sent."""
        return Notices(self._session, self.page_id)

    @cached_property
    def papers(self) -> Papers:
        """Result slips, and who asked to be forgotten."""
        return Papers(self._session, self.page_id)

    @cached_property
    def people(self) -> People:
        """Whoever wrote comments, and how they are forgotten."""
        return People(self._session, self.page_id)

    @cached_property
    def photos(self) -> Photos:
        """What photos were found to be, and staff's word about them."""
        return Photos(self._session, self.page_id)

    @cached_property
    def cards(self) -> Cards:
        """Which files are the cards of which decisions."""
        return Cards(self._session, self.page_id)

    @cached_property
    def hall(self) -> Hall:
        """What is public for good."""
        return Hall(self._session, self.page_id)

    @cached_property
    def accounts(self) -> Accounts:
        """Who may sign in to the desk, and where they are signed in."""
        return Accounts(self._session, self.page_id)

    @cached_property
    def desk(self) -> Desk:
        """What the desk keeps for itself."""
        return Desk(self._session, self.page_id)

    @cached_property
    def health(self) -> Health:
        """What is known of the program's own state."""
        return Health(self._session, self.page_id)

    def page(self) -> Page:
        """The Page's own row; raises StoreError if `init` was not run for it."""
        row = self._session.get(Page, self.page_id)
        if row is None:
            raise StoreError(
                f"The database knows nothing of the Page {self.page_id}.",
                "Run `captionbot init` for it once, or mend FACEBOOK_PAGE_ID.",
            )
        return row

    def alone(self) -> None:
        """Wait until nobody else writes for this Page, and keep everybody else waiting until the transaction ends.

        A worker's writes lock the lease, staff's the same row and the Page's. On SQLite every writer waits anyway.
        """
        for table in (LeaseRow, Page):
            self._session.get(table, self.page_id, with_for_update=True, populate_existing=True)

    def begin_page(self, now: datetime, post_at: str) -> bool:
        """Note that the Page begins now; slots of before don't exist. False if it had begun already."""
        if self._session.get(Page, self.page_id) is not None:
            return False
        self._session.add(Page(page_id=self.page_id, initialised_at=now, post_at=post_at, slots_since=now))
        return True

    def has_begun(self) -> bool:
        """Whether this database knows of the Page."""
        return self._session.get(Page, self.page_id) is not None

    def exchange(self, source: Connection) -> dict[str, int]:
        """Put the Page's rows of another database in the place of its rows here; the lease stays.

        Gives how many rows of each table were written, read again and found the same.
        """
        self._session.flush()
        sums = exchange(self._session.connection(), self.page_id, source)
        self._session.expunge_all()
        return {name: one.rows for name, one in sums.items()}

    def worker(self) -> str:
        """Who works for the Page, or did last, in words; empty where nobody has."""
        row = self._session.get(LeaseRow, self.page_id)
        return in_words(row.holder) if row and row.holder else ""

    def take_lease(self) -> Lease | None:
        """The right to work for this Page, or None while another worker holds it."""
        return take(self._session, self.page_id, this_process(), may_be_alive)

    def check_lease(self, lease: Lease) -> None:
        """Raise LeaseLost unless the lease is still ours; extends it."""
        check(self._session, lease)

    def give_back_lease(self, lease: Lease) -> None:
        """Let the next worker begin at once."""
        give_back(self._session, lease)
