"""One plain line beneath a photo, drawn by Pillow: what a winner's card is held against.

`python bench/plain_line.py PHOTO LINE` draws it in a process of its own, which answers with the JPEG as ours does.
Nothing of ours is imported here, for a stranger's program would have none of it.
"""

import io
import sys
from importlib.resources import files
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont


def draw(jpeg: bytes, line: str) -> bytes:
    """The photo's JPEG above a band with the line in it, which is neither wrapped, fitted nor shaped; a JPEG again.

    Raises OSError where the photo can't be read.
    """
    with Image.open(io.BytesIO(jpeg)) as picture:
        card = Image.new("RGB", (picture.width, picture.height + 300), "#14213d")
        card.paste(picture)
    font = ImageFont.truetype(str(files("manimgx_fonts") / "NotoSans[wght].ttf"), 64)
    ImageDraw.Draw(card).text((60, card.height - 190), f"“{line}”", "#ffffff", font)
    card.save(out := io.BytesIO(), "JPEG", quality=90)
    return out.getvalue()


if __name__ == "__main__":
    sys.stdout.buffer.write(draw(Path(sys.argv[1]).read_bytes(), sys.argv[2]))
