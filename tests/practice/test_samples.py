"""The sample photos."""

import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from captionbot.practice.crowd import captions
from captionbot.practice.samples import QUALITY, SAMPLES, write_samples
from captionbot.practice.samples.brush import Canvas, curve, ink, mixed, oval, way


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All samples, drawn once, in no more than two seconds of the processor's time each."""
    began = time.process_time()
    paths = write_samples(tmp_path_factory.mktemp("samples") / "queue")
    assert time.process_time() - began < 2 * len(paths)
    return paths


def test_each_sample_is_a_photo_with_a_text_beside_it(written: list[Path]) -> None:
    """JPEGs of a photo's size and weight, each with a sidecar."""
    assert len(written) == len(SAMPLES) >= 4
    for path in written:
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("JPEG", (1600, 1067))
        assert 50_000 < path.stat().st_size < 1_000_000
        assert path.with_suffix(".txt").exists()


def test_no_sample_is_flat(written: list[Path]) -> None:
    """Each picture has light and shade and many colours."""
    for path in written:
        with Image.open(path) as picture:
            levels = picture.convert("L").resize((160, 107)).tobytes()
            assert max(levels) - min(levels) > 150
            assert len(set(picture.resize((80, 53)).get_flattened_data())) > 1000


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_a_sidecar_has_its_headers_and_then_the_words(sample: object) -> None:
    """Alternative text, credit, fact and date stand first; the words ask for a caption and for nothing else."""
    assert hasattr(sample, "sidecar")
    head, _, words = sample.sidecar.partition("\n\n")
    names = [line.partition(":")[0] for line in head.splitlines()]

    assert names == ["Alt", "Credit", "Fact", "Taken"]
    assert "caption" in words
    assert captions.topic_of(sample.sidecar)


def test_a_sample_is_drawn_the_same_each_time(written: list[Path]) -> None:
    """Two drawings are equal byte for byte, grain and all."""
    again = BytesIO()
    SAMPLES[0].draw().save(again, "JPEG", quality=QUALITY, optimize=True)

    assert again.getvalue() == written[0].read_bytes()


def test_the_paintbox() -> None:
    """Colours are read and mixed, ways are read and mirrored, and a light shape is lighter than what it lies on."""
    assert ink("#ff8000") == (255, 128, 0)
    assert mixed((0, 0, 0), (255, 255, 255), 0.5) == (128, 128, 128)
    assert way("1,2 -3,4", (10, 20), -1) == [(9, 22), (13, 24)]
    assert len(curve(way("0,0 10,0 10,10"))) == 30
    canvas = Canvas()
    canvas.fade((0, 0, 0), (40, 40, 40))
    canvas.fill(oval((800, 500), 100, 60, 30), (255, 255, 255), alpha=0.5, blur=2)
    canvas.light((200, 200), 150, 150, (255, 255, 255))
    drawn = canvas.image.convert("L")
    wide, levels = drawn.width, drawn.tobytes()
    assert levels[1000 * wide + 1600] > levels[1000 * wide + 2400]
    assert levels[400 * wide + 400] > levels[10 * wide + 10]
