"""Secrets beside a photo: found wherever they stand, and never quoted."""

from dataclasses import fields
from typing import Any

import pytest

from captionbot.photos.words.confidential import secret_beside
from captionbot.photos.words.sidecar import Sidecar, read_sidecar

TOKEN = "EAABpretend"
SECRETS = (TOKEN, "")
TEXTS = [one.name for one in fields(Sidecar) if one.type is str or one.type == "str"]


@pytest.mark.parametrize("field", TEXTS)
def test_a_secret_in_any_field_makes_the_photo_wait(field: str) -> None:
    """In those too that are only kept."""
    texts: dict[str, Any] = {field: f"a {TOKEN} b"}
    told = secret_beside("horse.jpg", Sidecar(**texts), SECRETS)

    assert told is not None
    assert told.waits
    assert "horse.jpg" in told.what
    assert TOKEN not in told.what + told.do


def test_a_copied_settings_file_makes_it_wait() -> None:
    """With a token too that is not the Page's any more."""
    text = f"FACEBOOK_PAGE_ID=1\nFACEBOOK_PAGE_TOKEN=EAA{'x1' * 20}\n"

    assert secret_beside("horse.jpg", read_sidecar(text), SECRETS)


@pytest.mark.parametrize("words", ["", "Biscuit at the EAA fly-in, 1974", "EAAAAAAAAH!"])
def test_other_words_hold_nobody_up(words: str) -> None:
    """A secret that was never set is in no text."""
    assert secret_beside("horse.jpg", Sidecar(words=words), SECRETS) is None
