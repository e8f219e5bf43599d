"""Whoever is on duty: they open the runbook at an entry, type what stands there, and look for what it quotes."""

import re
import shlex
from dataclasses import dataclass, field

import click

from captionbot.cli import captionbot
from tests.house.documents import blocks, read, section
from tests.story.town import Ran, Town

HOME = "/var/lib/captionbot"
"""Where captionbot lives in the runbook's examples."""


def flat(text: str) -> str:
    """A text without what differs from one town to the next: addresses, Facebook's numbers, sizes, line ends."""
    plain = re.sub(r"https?://[^\s.]+(?:\.[^\s.]+)*", "LINK", text)
    return " ".join(re.sub(r"\b\d{12,}\b|\d+\.\d(?= MB)", "N", plain).split()).casefold()


@dataclass
class OnDuty:
    """A person in a town with the runbook."""

    town: Town
    heading: str
    heard: list[str] = field(default_factory=list)

    @property
    def entry(self) -> str:
        """What stands under the heading."""
        found = section(read("docs/runbook.md"), self.heading)
        assert found, self.heading
        return found

    def line(self, beginning: str) -> str:
        """The one command of the entry that begins so, from a block or from the running text."""
        shown: list[str] = re.findall(r"^ *captionbot (.+)$", blocks(self.entry), re.MULTILINE)
        shown += re.findall(r"`captionbot ([^`\n]+)`", self.entry)
        found = {one for one in shown if one.startswith(beginning)}
        assert beginning in found or len(found) == 1, found
        return beginning if beginning in found else found.pop()

    def do(self, beginning: str, **own: str) -> Ran:
        """Type it, with one's own in place of a word: ``COMMENT``, or a name that the example has."""
        words = [own.get(word, word) for word in shlex.split(self.line(beginning))]
        ran = self.town.run(*words, *self._named(words[0]))
        self.heard.append(ran.said)
        return ran

    def does(self, beginning: str, **own: str) -> str:
        """Type it, and it works; gives what it said."""
        ran = self.do(beginning, **own)
        assert ran.code == 0, ran.said
        return ran.said

    def pastes(self, beginning: str, answer: str) -> str:
        """Type it and paste what it asks for, which works; gives what it said."""
        words = shlex.split(self.line(beginning))
        ran = self.town.run(*words, *self._named(words[0]), pasted=f"{answer}\n")
        assert ran.code == 0, ran.said
        self.heard.append(ran.said)
        return ran.said

    def ticks(self) -> None:
        """What is due is done; the log says what came of it."""
        self.heard.append(self.town.tick().said)

    def reads(self, *beginnings: str) -> None:
        """What the runbook quotes, by its first words, has been said: on the terminal, in `status`, or to staff."""
        if not all(self._heard(one) for one in beginnings):
            self.heard += [self.town.run("status").said, self.town.told()]
        assert [one for one in beginnings if not self._heard(one)] == [], self.heard

    def _heard(self, beginning: str) -> bool:
        (quote,) = [one for one in self._quotes() if one.startswith(beginning)]
        whole = flat("\n".join(self.heard).replace(str(self.town.folder), HOME))
        return all(flat(part) in whole for part in quote.replace("maria", "dana").split("…"))

    def _quotes(self) -> list[str]:
        lines = map(str.strip, self.entry.splitlines())
        return [line.removeprefix("> ") for line in lines if line.startswith("> ")]

    def _named(self, name: str) -> tuple[str, ...]:
        """Tests may run as root, who must say who decides."""
        command = captionbot.get_command(click.Context(captionbot), name)
        assert command is not None
        return ("--by", "dana") if any("--by" in option.opts for option in command.params) else ()
