"""Nothing a person types can drive, reorder or hide anything on the screen."""

# ruff: noqa: RUF001 - look-alike characters are what is tested here

import time
import unicodedata

import pytest
from hypothesis import given, strategies as st

from callmate.domain.text import on_paper, visible

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "modem spento da lunedì, chiede il riavvio",
        "[abc] [/] [bold]x[/bold] \\[",
        "perché costò 3 € a Nürnberg, cafe\u0301",
        "العربية עברית Ελληνικά Русский 日本語 ไทย",
        "👍 👍🏽 ☎️ 🇮🇹 1️⃣ ❤️",
        "می\u200cخواهم क्\u200dष",
        "‹U+202E›",
        "\ufffd",
    ],
)
def test_ordinary_text_stays_as_typed(text: str) -> None:
    assert visible(text) == text
    assert visible(text, lines=True) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x00", "␀"),
        ("\x07\x08", "␇␈"),
        ("\x1b[31mred\x1b[0m", "␛[31mred␛[0m"),
        ("\x1b]52;c;eA==\x07", "␛]52;c;eA==␇"),
        ("\x7f", "␡"),
        ("a\tb", "a␉b"),
        ("a\nb\r\nc", "a␊b␍␊c"),
        ("\x85\x9b31m", "‹U+0085›‹U+009B›31m"),
        ("a\u2028b\u2029", "a‹U+2028›b‹U+2029›"),
        ("\u202etxt.exe\u202c", "‹U+202E›txt.exe‹U+202C›"),
        ("\u2066x\u2069\u200e\u200f\u061c", "‹U+2066›x‹U+2069›‹U+200E›‹U+200F›‹U+061C›"),
        ("44\u200b71\ufeff\u2060", "44‹U+200B›71‹U+FEFF›‹U+2060›"),
        ("pay\u200dpal\u200c", "pay‹U+200D›pal‹U+200C›"),
        ("soft\xadhyphen", "soft‹U+00AD›hyphen"),
        ("\ud800\udfff", "‹U+D800›‹U+DFFF›"),
        ("hi\U000e0041\U000e007f", "hi‹U+E0041›‹U+E007F›"),
        ("\ue0b0\U000f0000\U0010ffff", "‹U+E0B0›‹U+F0000›‹U+10FFFF›"),
        ("\uffff\ufdd0", "‹U+FFFF›‹U+FDD0›"),
        ("👨\u200d👩\u200d👧 ❤️\u200d🔥", "👨⁺👩⁺👧 ❤️⁺🔥"),
        ("\u200d👩", "‹U+200D›👩"),
        ("\u0301a b \u0301", "◌\u0301a b ◌\u0301"),
        ("\x1b\u0301", "␛◌\u0301"),
    ],
)
def test_what_acts_unseen_is_shown(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_lines_stay_lines_where_asked() -> None:
    assert visible("a\nb\r\nc\rd\x00\n", lines=True) == "a\nb\nc␍d␀\n"
    assert visible("a\n\u0301b", lines=True) == "a\n◌\u0301b"


@given(ANY_TEXT)
def test_nothing_that_drives_a_terminal_comes_through(text: str) -> None:
    for shown in (visible(text), visible(text, lines=True).replace("\n", "")):
        assert {unicodedata.category(character) for character in shown}.isdisjoint(
            {"Cc", "Cs", "Co", "Zl", "Zp"}
        )
        assert shown.encode().decode() == shown
        bidirectional = {unicodedata.bidirectional(character) for character in shown}
        assert bidirectional.isdisjoint(
            {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
        )


@given(st.text("abc è\x00\n\t\u202e\u200b\ud83d👍ي"))
def test_every_character_is_still_told(text: str) -> None:
    told = visible(text)
    for seen in "abc è👍ي":
        assert told.count(seen) == text.count(seen)
    assert told.count("␀") == text.count("\x00")
    assert told.count("‹U+202E›") == text.count("\u202e")


@pytest.mark.parametrize("unit", ["a", "\x1b", "è", "👨\u200d👩", "\u0301", "\u200b", "می\u200c"])
def test_ten_thousand_characters_take_milliseconds(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    began = time.process_time()
    visible(text)
    assert time.process_time() - began < 0.05


@given(ANY_TEXT)
def test_what_was_made_visible_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)


@given(ANY_TEXT)
def test_on_paper_nothing_that_acts_unseen_is_left(text: str) -> None:
    told = on_paper(text)
    assert visible(told, lines=True).replace("⁺", "\u200d") == told
    assert told.count("‹U+0000›") == text.count("\x00")


def test_on_paper_joined_emoji_and_lines_stay_whole() -> None:
    assert on_paper("👩\u200d👧\r\nè \x1b") == "👩\u200d👧\nè ‹U+001B›"
