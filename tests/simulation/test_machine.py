"""Hypothesis plays the same world, rule by rule, and looks for the shortest way to break a promise."""

import os
from collections.abc import Callable
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.simulation import expected, invariants
from tests.simulation.database import sure_instant
from tests.simulation.disk import FAILS, FULL, LOCKED
from tests.simulation.facebook import By, LivePost
from tests.simulation.fans import Fans
from tests.simulation.faults import READS, WRITES_OF_PHOTOS, Fault
from tests.simulation.staff import Staff
from tests.simulation.surroundings import ZERO
from tests.simulation.terms import drawn_settings
from tests.simulation.terms import settings as contest_settings
from tests.simulation.world import APART, World

READING = ("me", "comments", "replies", "comment", "posts", "post", "story")
WRITING = ("upload", "publish", "reply", "edit")
FAULTS = [(name, fault) for name in READING for fault in READS] + [
    (name, fault) for name in WRITING for fault in WRITES_OF_PHOTOS
]
EXAMPLES = 500 if "CAPTIONBOT_LONGER" in os.environ else 50
JUMPS = (
    ZERO,
    timedelta(minutes=14),
    timedelta(minutes=-14),
    timedelta(hours=-2),
    timedelta(days=3),
    timedelta(days=3653),
)
SOON = (timedelta(seconds=30), timedelta(minutes=4), timedelta(minutes=11), timedelta(minutes=45), timedelta(hours=5))


class Town(RuleBasedStateMachine):
    """One world under rules."""

    folder: ClassVar[Path]
    template: ClassVar[Path]
    numbers: ClassVar["count[int]"] = count(1)

    @initialize(
        seed=st.integers(0, 2**16),
        ways=st.sampled_from(["reply,post", "reply,post,edit"]),
        lag=st.booleans(),
        steps=st.integers(0, 3),
    )
    def begin(self, seed: int, ways: str, lag: bool, steps: int) -> None:  # noqa: FBT001 - Hypothesis gives it by name
        """A department begins, and is just before a slot, in an open contest, in a review, or about to announce."""
        folder = self.folder / str(next(self.numbers))
        folder.mkdir()
        self.world = World(seed, folder, self.template, contest_settings(announce_by=ways, collect_every_minutes="360"))
        self.staff, self.fans = Staff(self.world), Fans(self.world)
        if lag:
            self.world.outside.lag_always = True
        self.staff.drop_photo(plain=True)
        self.staff.drop_photo(plain=True)
        self.world.start()
        for _ in range(steps):
            self.on(0)
            self.comment(3)
            self.back_up()

    def teardown(self) -> None:
        """Let go of the file."""
        if hasattr(self, "world"):
            self.world.close()

    # time

    @rule(span=st.sampled_from(SOON), which=st.integers(0, 1))
    def tick(self, span: timedelta, which: int) -> None:
        """A little later somebody ticks."""
        self.world.passes(span)
        self._tick(which)

    @rule(which=st.integers(0, 1))
    def on(self, which: int) -> None:
        """On to the next instant at which something is due."""
        world = self.world
        _, slot, until = expected.current_slot(world)
        instants = [slot + timedelta(weeks=1), until]
        for row in world.database.rows("SELECT * FROM contests WHERE stage IN ('open', 'review', 'announcing')"):
            instants += [sure_instant(row[name]) for name in ("closes_at", "announces_at")]
        world.passes(min(one for one in instants if one > world.time.host) - world.time.host)
        self._tick(which)

    def _then(self) -> None:
        """What was done shows in a tick soon after."""
        world = self.world
        world.passes(world.dice.choice(SOON))
        self._tick(world.dice.randint(0, 1))

    def _tick(self, which: int) -> None:
        world = self.world
        if not world.workers:
            world.start()
        expected.note_excuses(world)
        worker, began = world.workers[which % len(world.workers)], world.time.true
        if world.silenced() or world.faults.bars or abs(world.time.offset) > APART:
            world.calm.disturb()
        stood_by = worker.runner.lease is None
        report = world.tick(worker)
        expected.note_excuses(world)
        works = worker.runner.lease is not None
        invariants.check(world)
        if report is not None and began >= world.calm.since and (works or stood_by):
            expected.check_tick(world, began, works=works)

    # mishaps

    @rule(points=st.integers(1, 40), which=st.integers(0, 1))
    def crash(self, points: int, which: int) -> None:
        """The process dies at some point of its next ticks."""
        self.world.perils.countdown = points
        self._tick(which)

    @rule(orderly=st.booleans(), host=st.sampled_from(["here", "there"]))
    def restart(self, orderly: bool, host: str) -> None:  # noqa: FBT001 - Hypothesis gives it by name
        """Every process ends, and one begins."""
        for worker in list(self.world.workers):
            self.world.stop(worker, orderly=orderly)
        self.world.start(host)

    @precondition(lambda self: len(self.world.workers) == 1)
    @rule(host=st.sampled_from(["here", "there"]))
    def second_daemon(self, host: str) -> None:
        """Another process begins beside the first."""
        self.world.start(host)

    @rule(faults=st.lists(st.sampled_from(FAULTS), min_size=1, max_size=3))
    def graph_faults(self, faults: list[tuple[str, Fault]]) -> None:
        """The next calls of some names go wrong."""
        for name, fault in faults:
            self.world.faults.forced[name].append(fault)
        self._then()

    @rule(offset=st.sampled_from(JUMPS))
    def clock_jump(self, offset: timedelta) -> None:
        """The host's clock is set."""
        self.world.set_clock(offset)
        self._then()

    @rule()
    def token_renewed(self) -> None:
        """A person puts a new token in."""
        self.staff.renew_token()
        self._then()

    @rule()
    def back_up(self) -> None:
        """A backup is made."""
        self.world.back_up()

    @rule()
    def restore(self) -> None:
        """And put back."""
        self.world.restore()
        self._then()

    @rule(trouble=st.sampled_from([FULL, FAILS, LOCKED]), hours=st.sampled_from([0, 0.1, 2, 9]))
    def bad_disk(self, trouble: str, hours: float) -> None:
        """Nothing can be written for a while."""
        self.world.disk.breaks(trouble, timedelta(hours=hours))
        self._then()

    @rule(missing=st.booleans())
    def photos_folder(self, missing: bool) -> None:  # noqa: FBT001 - Hypothesis gives it by name
        """The photos folder goes, or is there again."""
        expected.note_excuses(self.world)
        self.world.shelf.missing = missing
        self._then()

    @rule(read_only=st.booleans())
    def photos_folder_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - Hypothesis gives it by name
        """Nothing in the photos folder can be moved, or it can again."""
        self.world.shelf.read_only = read_only
        self._then()

    @rule()
    def other_settings(self) -> None:
        """Somebody edits the hours and the rules."""
        settle = int(self.world.settings.settle_minutes)
        self.staff.change_settings(drawn_settings(self.world.dice, settle=settle))
        self._then()

    # fans

    def _on_a_post(self, act: Callable[[LivePost], None]) -> None:
        posts = list(self.world.facebook.live(By.BOT))
        if posts:
            act(posts[-1])

    @rule(times=st.integers(1, 3))
    def comment(self, times: int) -> None:
        """Captions come in."""
        for _ in range(times):
            self._on_a_post(self.fans.comment)

    @rule(act=st.sampled_from(["edit", "delete", "react", "hide", "answer", "copy"]))
    def fans_do(self, act: str) -> None:
        """Somebody edits, deletes, reacts, hides, answers or copies."""
        self._on_a_post(getattr(self.fans, act))
        self._then()

    # staff

    @rule()
    def attend(self) -> None:
        """Staff answer what waits for them."""
        self.staff.attend()
        self._then()

    @rule(act=st.sampled_from(["pick_any", "approve", "hold", "release", "void", "settle"]), back=st.integers(0, 1))
    def override(self, act: str, back: int) -> None:
        """A word about a recent contest."""
        self._word(act, back)
        self._then()

    def _word(self, act: str, back: int) -> None:
        for row in self.world.database.rows("SELECT number FROM contests ORDER BY number DESC LIMIT 1 OFFSET ?", back):
            getattr(self.staff, act)(int(row["number"]))

    @rule(acts=st.lists(st.sampled_from(["pick_any", "approve", "hold", "void"]), min_size=2, max_size=2))
    def two_desks(self, acts: list[str]) -> None:
        """Two people at once, while the tick is talking to Facebook."""
        pending = list(acts)

        def meanwhile(_name: str) -> None:
            self.world.calm.disturb()
            if pending:
                self._word(pending.pop(), 0)

        self.world.meanwhile = meanwhile
        self._tick(0)
        self.world.meanwhile = lambda _: None

    @rule(act=st.sampled_from(["pause", "resume", "pause_by_file", "take_pause_file_away", "post_now", "delete_post"]))
    def staff_do(self, act: str) -> None:
        """Staff pause, go on, ask for a contest, or take a post down."""
        getattr(self.staff, act)()
        self._then()

    @rule(act=st.sampled_from(["drop_photo", "drop_again", "vouch", "arrange"]))
    def in_the_folder(self, act: str) -> None:
        """A photo, one that was there before, and staff's word about photos."""
        getattr(self.staff, act)()

    @rule(act=st.sampled_from(["type_by_hand", "copied_by_a_visitor", "congratulate_by_hand"]))
    def by_hand(self, act: str) -> None:
        """What looks like ours and is not."""
        getattr(self.staff, act)()

    @invariant()
    def promises(self) -> None:
        """Every promise holds after every rule."""
        if hasattr(self, "world"):
            invariants.check(self.world)


@pytest.mark.story
@pytest.mark.timeout(3600 if EXAMPLES > 100 else 300)
def test_no_way_breaks_a_promise(template: Path, tmp_path: Path) -> None:
    """Hypothesis finds no sequence of rules that does."""
    Town.folder, Town.template = tmp_path, template
    run_state_machine_as_test(
        Town,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,  # what CI plays is the same each time; the seeds of test_year go on to new ground
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
