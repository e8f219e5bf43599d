"""Bytes examined as a file, in this process."""

import tempfile

import pytest

from captionbot.errors import PhotoRefused
from captionbot.photos.picture.examined import Examined
from captionbot.photos.picture.here import examine_here


def examined(raw: bytes) -> Examined:
    """What is found in a file of these bytes."""
    with tempfile.TemporaryFile() as file:
        file.write(raw)
        file.flush()
        return examine_here(file.fileno(), "scan.jpg")


def refusal(raw: bytes) -> str:
    """The sentence with which a file of these bytes is refused."""
    with pytest.raises(PhotoRefused) as refused:
        examined(raw)
    assert refused.value.do
    return refused.value.message
