"""The one list of settings: name, type, default and meaning of each.

`.env.example`, the problems that `load_settings` reports and the README's table are held against this list.
A setting's name in `.env` is its name here in upper case.
"""

from dataclasses import fields
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, ValidationInfo

from captionbot.contest.own_days import NO_DAYS, OwnDays
from captionbot.contest.terms import Terms
from captionbot.contest.wording import BUILT_IN, Wordings
from captionbot.settings import looks, places, words
from captionbot.settings.checklist import checklist as read_checklist
from captionbot.settings.envfile import fingerprint
from captionbot.settings.origin import Notice, Origin

WEEK_IN_HOURS = 24 * 7
MINUTES_IN_AN_HOUR = 60
LONGEST_COMMENT = 8000
"""Characters that Facebook lets a comment have."""


def _settle_minutes(text: str, info: ValidationInfo) -> float:
    """Minutes; an outcome that is settled only after the catch-up window would never be tried again."""
    minutes = words.number(1, 24 * MINUTES_IN_AN_HOUR)(text)
    hours = (info.data or {}).get("catch_up_hours")
    if hours is not None and minutes >= hours * MINUTES_IN_AN_HOUR:
        raise ValueError(f"is {text}, which is not less than the {hours:g} hours of CATCH_UP_HOURS; change one of them")
    return minutes


Read = BeforeValidator
Words = Annotated[str, Read(words.words)]
Weekday = Annotated[str, Read(words.weekly)]
YesNo = Annotated[bool, Read(words.yes_or_no)]
Address = Annotated[str, Read(places.url)]
Secret = Annotated[SecretStr, Read(words.secret)]
NotifyUrls = Annotated[tuple[str, ...], Read(places.notify_urls)]


class Settings(BaseModel):
    """Every setting, checked. Relative paths have become paths beside `.env`."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    facebook_page_id: Annotated[str, Read(words.digits)] = Field(
        description="The Page's id: the number under About, Page transparency; not its name.",
    )
    facebook_page_token: Secret = Field(
        description="The Page token: docs/facebook-setup.md says how to get one. Keep it as you keep a password.",
    )
    timezone: Annotated[str, Read(places.timezone)] = Field(
        description="The Page's time zone; every weekday and hour below is in it. Such as America/Chicago.",
    )

    post_at: Weekday = Field("friday 10:00", description="When the next photo is posted.")
    close_at: Weekday = Field("monday 10:00", description="When entries close: the first such hour after the post.")
    announce_at: Weekday = Field(
        "tuesday 10:00",
        description="When the winner is announced: the first such hour after entries close.",
    )
    catch_up_hours: Annotated[float, Read(words.number(0.25, WEEK_IN_HOURS - 1))] = Field(
        6.0,
        description="How many hours late a photo may still be posted; after that its week is missed.",
    )
    announce_within_days: Annotated[int, Read(words.whole(1, 90))] = Field(
        7,
        description="How many days late a winner may be announced without a person's fresh yes.",
    )
    skip_holidays: Annotated[str, Read(words.holidays)] = Field(
        "",
        description="Post nothing on this country's public holidays: "
        "a country or a country and state, such as US or US-TX.",
    )
    skip_days_file: Annotated[Path | None, Read(places.path)] = Field(
        None,
        description="A file with days of your own on which no photo is posted, one a line: 2027-04-30, or 04-30 for "
        "every year; after it why, for staff alone; empty: none.",
    )

    review: Annotated[str, Read(words.choice("auto", "required", also={"manual": "required", "yes": "required"}))] = (
        Field(
            "auto",
            description="auto: announced at its hour unless held or flagged. required: waits for `approve` or `pick`.",
        )
    )
    one_entry_each: YesNo = Field(
        default=True, description="yes: only a person's best caption counts. no: all of them do."
    )
    caption_max: Annotated[int, Read(words.whole(1, LONGEST_COMMENT))] = Field(
        300,
        description="The longest caption that may win, in characters as a reader counts them.",
    )
    min_entries: Annotated[int, Read(words.whole(1, 10_000))] = Field(
        1,
        description="With fewer entries there is no winner by itself; staff may pick one.",
    )
    min_votes: Annotated[int, Read(words.whole(0, 1_000_000))] = Field(
        1,
        description="With fewer votes for the first there is no winner by itself; staff may pick one.",
    )
    cooldown_weeks: Annotated[int, Read(words.whole(0, 520))] = Field(
        0,
        description="For how many weeks a winner can't win again.",
    )
    counted_reactions: Annotated[tuple[str, ...], Read(words.reactions)] = Field(
        (),
        description="The reactions that count as votes: all, or some of LIKE, LOVE, WOW, HAHA, SAD, ANGRY, CARE.",
        json_schema_extra={"written": "all"},
    )
    announce_by: Annotated[tuple[str, ...], Read(words.ways)] = Field(
        ("reply", "post"),
        description="How a winner is announced: reply (under the caption), post (with the photo again), "
        "edit (of the contest post); with commas between.",
    )
    words_file: Annotated[Path | None, Read(places.path)] = Field(
        None,
        description="A file with words of your own, one a line: a caption or name with one in it waits for a person "
        "before it is announced; empty: none.",
    )

    contest_name: Words = Field("Beat the Caption", description="What the contest is called; every post names it.")
    organiser: Words = Field("", description="Who runs it, as the rules name them, such as Springfield Police.")
    rules_url: Address = Field("", description="Where the rules can be read; the contest post links there.")
    contact: Words = Field("", description="Whom fans write to about the contest.")
    prize: Words = Field("", description="What the winner gets; empty where it is the honour.")
    emergency: Annotated[str, Read(words.number_to_call)] = Field(
        "911",
        description="Where the rules send an emergency: the number to call; no leaves the number out.",
    )
    wordings: Annotated[Path | None, Read(places.path)] = Field(
        None,
        description="A file with wordings of your own for what is said in public; `captionbot wordings` prints one to "
        "edit; empty: captionbot's own.",
    )

    photos_dir: Annotated[Path, Read(places.path)] = Field(
        Path("photos"),
        validate_default=True,
        description="The folder with queue, posted and rejected in it.",
    )
    require_alt: Annotated[str, Read(words.yes_no_or("warn"))] = Field(
        "warn",
        description="A photo without alternative text: warn about it, let it wait for a person (yes), "
        "or say nothing (no).",
    )
    checklist: Annotated[tuple[str, ...], Read(read_checklist)] = Field(
        (),
        description="What a person confirms of each photo (`vouch`) before it may go out: no; yes (no child can be "
        "recognised, nobody who has died in service, no open case); or own sentences, with semicolons between.",
        json_schema_extra={"written": "no"},
    )
    on_this_day: YesNo = Field(
        default=False, description="yes: prefer a photo that was taken in this week of an earlier year."
    )

    card_colours: Annotated[looks.Colours, Read(looks.colours)] = Field(
        looks.Colours(),
        description="The colours of the winner's card: band, ink (the caption) and accent (the name), with spaces "
        "between; the last two must have a contrast of 4.5:1 on the band.",
        json_schema_extra={"written": str(looks.Colours())},
    )
    card_logo: Annotated[Path | None, Read(places.path)] = Field(
        None,
        description="A picture file, PNG or JPEG, that stands on the winner's card; empty: none.",
    )

    database_url: Annotated[str, Read(places.database_url)] = Field(
        "sqlite:///captionbot.db",
        validate_default=True,
        repr=False,
        description="Where the record is kept: a SQLite file, or postgresql+psycopg://user:password@host/database.",
    )
    retention_days: Annotated[int | None, Read(words.whole(30, 36_500))] = Field(
        None,
        description="For how many days after its announcement nothing of a contest may be erased; empty: none.",
    )
    collect_every_minutes: Annotated[float, Read(words.number(1, 24 * MINUTES_IN_AN_HOUR))] = Field(
        15.0,
        description="How often the comments are read while entries are open.",
    )
    settle_minutes: Annotated[float, Read(_settle_minutes)] = Field(
        10.0,
        description="How long to keep looking on the Page for a post whose outcome is unknown.",
    )

    notify_urls: NotifyUrls = Field(
        (),
        repr=False,
        description="Where staff are told of what needs them: Apprise addresses (mail, Slack, Teams, SMS), "
        "with commas between; docs/notices.md has an example of each.",
    )
    notify_backup: NotifyUrls = Field(
        (),
        repr=False,
        description="Where what is urgent goes as well, when nobody has acted for four hours: another person, or a "
        "text message.",
    )
    notify_pace: Annotated[str, Read(words.choice("normal", "all", "weekly"))] = Field(
        "normal",
        description="normal: the photo of the day before, the shortlist, the winner. all: also that a photo went out "
        "just as it was shown. weekly: one message a week. What is urgent comes at once whatever stands here.",
    )
    notify_names: Annotated[str, Read(words.choice("short", "full", "none"))] = Field(
        "short",
        description="How messages name winners: short (Ana L.), full (as Facebook gives it), none (a fan).",
    )
    heartbeat_url: Annotated[str, Read(places.private_url)] = Field(
        "",
        repr=False,
        description="An address that is called every five minutes while all is well: a service there alarms somebody "
        "when the calls stay away.",
    )
    log_format: Annotated[str, Read(words.choice("text", "json"))] = Field(
        "text",
        description="How `run` and `tick` write their log to stderr: text, or json (one object a line).",
    )
    pause_files: Annotated[tuple[Path, ...], Read(places.paths)] = Field(
        (),
        description="Files that pause everything while they exist, beside PAUSE in PHOTOS_DIR; with commas between.",
    )

    desk_bind: Annotated[str, Read(places.bind)] = Field(
        "127.0.0.1:8080",
        description="Where the desk, the staff's web page, listens: host and port. 127.0.0.1 is this machine alone.",
    )
    desk_url: Annotated[str, Read(places.desk_url)] = Field(
        "",
        description="The desk's address as staff open it, where it differs from DESK_BIND: the name that stands in "
        "front with TLS, such as https://desk.example.org; docs/desk.md says how.",
    )
    site_dir: Annotated[Path | None, Read(places.path)] = Field(
        None,
        description="The folder that the hall of fame is written to; empty: not written.",
    )
    site_url: Annotated[str, Read(places.site_url)] = Field(
        "",
        description="Where the hall of fame is on the web; with it there is a feed, and shared links show the card.",
    )
    site_names: Annotated[str, Read(words.choice("short", "full", "none"))] = Field(
        "short",
        description="How it names winners: short (Ana L.), full (as Facebook gives it), none (a fan).",
    )

    facebook_app_id: Annotated[str, Read(words.digits)] = Field(
        "",
        description="The app's id; with the secret, `check` can tell when the token ends.",
    )
    facebook_app_secret: Secret = Field(
        SecretStr(""),
        description="The app's secret; with it every request is signed (appsecret_proof).",
    )
    facebook_graph_url: Annotated[str, Read(places.graph_url)] = Field(
        "https://graph.facebook.com",
        description="Where the Graph API is; `captionbot practice` prints another.",
    )
    facebook_graph_version: Annotated[str, Read(words.version)] = Field(
        "v26.0",
        description="The version of the Graph API; `check` says when it ends.",
    )

    origin: Origin = Field(default=Origin(), exclude=True, repr=False)
    """Not a setting: where these came from."""
    public_words: Wordings = Field(default=BUILT_IN, exclude=True, repr=False)
    """Not a setting: what the file in ``wordings`` says, or our own words."""
    own_days: OwnDays = Field(default=NO_DAYS, exclude=True, repr=False)
    """Not a setting: the days that the file in ``skip_days_file`` names."""

    @property
    def zone(self) -> ZoneInfo:
        """The Page's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def desk_host(self) -> str:
        """The host of ``desk_bind``, without brackets."""
        return self.desk_bind.rpartition(":")[0].strip("[]")

    @property
    def desk_port(self) -> int:
        """The port of ``desk_bind``; 0 takes a free one."""
        return int(self.desk_bind.rpartition(":")[2])

    @property
    def folder(self) -> Path:
        """Where captionbot works: beside its settings."""
        return self.env_file.parent if self.env_file else Path.cwd()

    @property
    def env_file(self) -> Path | None:
        """The file read (absolute), or looked for; relative paths lie beside it."""
        return self.origin.env_file

    @property
    def named_files(self) -> tuple[Path, ...]:
        """The files of staff's own that settings name; whoever moves captionbot takes them along."""
        named = (self.wordings, self.words_file, self.skip_days_file, self.card_logo)
        return tuple(one for one in named if one is not None)

    @property
    def warnings(self) -> tuple[Notice, ...]:
        """What works but ought to be mended."""
        return self.origin.notices

    @property
    def wrong_words(self) -> tuple[str, ...]:
        """What is wrong with the file of wordings, where these were read without need of it."""
        return self.origin.wrong_words

    @property
    def wrong_days(self) -> tuple[str, ...]:
        """What is wrong with the file of days, where these were read without need of it."""
        return self.origin.wrong_days

    def changed(self) -> bool:
        """Whether a file that these were read from has been written, made or taken away since."""
        if self.env_file is None:
            return False
        files, origin = (self.env_file, self.wordings, self.skip_days_file), self.origin
        seen = tuple(fingerprint(file) if file else None for file in files)
        return seen != (origin.seen, origin.wordings_seen, origin.days_seen)

    def terms(self) -> Terms:
        """The terms that a contest begun now would keep."""
        return Terms(**{field.name: getattr(self, field.name) for field in fields(Terms)})
