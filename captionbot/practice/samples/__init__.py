"""Sample photos, drawn by our own hand, with the text files that go beside them in a queue.

Each is drawn when it is asked for (well under a second), so that no picture needs to be shipped.
"""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image

from captionbot.practice.samples import cat, ducks, horse, statue

QUALITY = 88


@dataclass(frozen=True, slots=True)
class Sample:
    """A picture's file name without its ending, how it is drawn, and its sidecar."""

    name: str
    draw: Callable[[], Image.Image]
    sidecar: str


SAMPLES = (
    Sample(
        "1974-mounted-patrol",
        horse.draw,
        """\
Alt: A police horse outside a diner at dusk stretches its lips towards a milkshake on the counter. The officer in the \
saddle admires the sunset; the waitress holds her head in both hands.
Credit: drawn for captionbot
Fact: The horse, Biscuit, was banned from the diner for a week. He was back on the eighth day.
Taken: 1974-06

They promised the horses a treat. What's the caption?
""",
    ),
    Sample(
        "1958-duck-crossing",
        ducks.draw,
        """\
Alt: A duck leads six ducklings over a crossing in front of a black and white patrol car. One hops, the last one looks \
the other way, and the officer at the wheel rests his head on his hand.
Credit: drawn for captionbot
Fact: The crossing took eleven minutes. The log of the day calls it "assisting pedestrians (7)".
Taken: 1958-05-03

Some mornings the traffic runs you. What's the caption?
""",
    ),
    Sample(
        "1936-card-catalogue",
        cat.draw,
        """\
Alt: A striped cat sleeps in a sunbeam on top of a library's card catalogue, its tail hanging down over the drawer \
marked CAT. Below it another drawer says NAP.
Credit: drawn for captionbot
Fact: Her name was Index. She was on the staff list for nine years, under "pest control and morale".
Taken: 1936

The reference desk was quiet that afternoon. What's the caption?
""",
    ),
    Sample(
        "1999-general-cone",
        statue.draw,
        """\
Alt: A bronze statue of a general with a big moustache points the way with two pigeons on its arm and a traffic cone \
on its head. A police officer, seen from behind, salutes it.
Credit: drawn for captionbot
Fact: The cone has come back every October since. The General has never named a suspect.
Taken: 1999-10

We were asked to investigate a hat. What's the caption?
""",
    ),
)


def write_samples(folder: Path) -> list[Path]:
    """Draw every sample into ``folder`` (made if missing), its text file beside it; gives the pictures' paths."""
    folder.mkdir(parents=True, exist_ok=True)
    return [_write(sample, folder) for sample in SAMPLES]


def jpeg_of(sample: Sample) -> bytes:
    """The picture as it lies in a file."""
    packed = BytesIO()
    sample.draw().save(packed, "JPEG", quality=QUALITY, optimize=True)
    return packed.getvalue()


def _write(sample: Sample, folder: Path) -> Path:
    picture = folder / f"{sample.name}.jpg"
    picture.write_bytes(jpeg_of(sample))
    picture.with_suffix(".txt").write_text(sample.sidecar, encoding="utf-8")
    return picture
