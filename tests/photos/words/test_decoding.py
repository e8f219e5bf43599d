"""Text out of bytes whose encoding nobody wrote down, and the same bytes again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from captionbot.photos.words.decoding import decode, decode_text, doubtful_word
from captionbot.photos.words.sidecar import read_sidecar

MARKED = {"utf-8-sig", "utf-16", "utf-32"}
WESTERN = [
    "“What’s the caption?” … he said – no — “never”",
    "Don’t feed the café’s horse, naïve Señor Müller: €5, 20°C, ½ price, §5",
    "¿Qué pasó? ¡Olé! São João, coração; L’Église de Saint-Étienne, œuvre",
    "Ærøskøbing, Ålesund, smörgåsbord, töötöö, IÑIGO NÚÑEZ, NOËL À L'HÔTEL",
    "Größe ÜBERGRÖSSE; 5 × 3m², don\u00b4t, Houston–Dallas, Horse™",
]


@pytest.mark.parametrize("encoding", [*sorted(MARKED), "utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["Alt: Größe 🐴\r\n\r\nWords", "Привет, лошадь\nи ещё", "标题 中文\n文字", "a"])
def test_unicode_in_every_form_is_told_by_its_bytes(text: str, encoding: str) -> None:
    """With a mark and without, in both orders; and written again it is the same."""
    raw = text.encode(encoding)
    decoded = decode(raw)

    assert decoded.text == text
    assert decoded.encoded(text) == raw
    assert not decoded.assumed


@pytest.mark.parametrize("text", WESTERN)
def test_windows_1252_is_read_and_not_doubted(text: str) -> None:
    """It is what most old files are in, and no Western word is taken for a mistake."""
    decoded = decode(text.encode("cp1252"))

    assert (decoded.text, decoded.encoding) == (text, "cp1252")
    assert not doubtful_word(text, assumed=True)


@pytest.mark.parametrize("text", [*WESTERN, "Привет, лошадь", "Zażółć gęślą jaźń", "horse🐴horse™ ½cup", "MÜLLER"])
def test_what_is_proven_to_be_unicode_is_not_doubted(text: str) -> None:
    """Words in any script, as they are."""
    assert not doubtful_word(text)


@pytest.mark.parametrize(
    "text",
    ["“What’s the caption?”", "Don’t feed the café’s horse", "Müller’s façade", "He said “no”… and left", "naïve"],
)
def test_what_only_an_old_mac_can_have_written_is_read_so(text: str) -> None:
    """As Windows-1252 its words would have capitals within."""
    decoded = decode(text.encode("mac_roman"))

    assert (decoded.text, decoded.encoding) == (text, "mac_roman")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zażółć gęślą jaźń", "cp1250"),
        ("Koń łaciaty", "cp1250"),
        ("Привет, лошадь", "cp1251"),
        ("Кто это?", "cp1251"),
        ("Καλημέρα", "cp1253"),
        ("שלום", "cp1255"),
    ],
)
def test_what_cant_be_told_is_asked_of_a_person(text: str, encoding: str) -> None:
    """The line is named, and the photo waits: its words would go out as nonsense."""
    decoded = decode(f"Alt: a horse\n\n{text}".encode(encoding))
    (found,) = read_sidecar(decoded.text, assumed=decoded.assumed).mistakes

    assert found.what.startswith("line 3: has letters that were read or written wrongly: “")
    assert found.waits
    assert "UTF-8" in found.do


@pytest.mark.parametrize("text", ["cafÃ©", "donâ€™t", "GrÃ¶ÃŸe", "caf\ufffd"])
def test_letters_that_another_program_has_spoilt_are_named(text: str) -> None:
    """The file is sound, its words are not."""
    assert doubtful_word(f"a {text} b") == text
    assert read_sidecar(f"Fact: {text}").mistakes[0].waits


@given(st.binary(max_size=200))
def test_any_bytes_are_text_and_come_back(raw: bytes) -> None:
    """Or it shows that they can't: then nothing is written."""
    decoded = decode(raw)

    assert isinstance(decode_text(raw).encode(), bytes)
    assert decoded.encoded(decoded.text) == raw or "\ufffd" in decoded.text


def test_a_letter_that_the_encoding_lacks_has_no_bytes() -> None:
    """Whoever writes then takes another encoding."""
    assert decode("Größe".encode("cp1252")).encoded("🐴") is None
