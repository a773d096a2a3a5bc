"""What is shown on a line that is edited, and in columns, is one sign for each that was typed."""

import unicodedata

import pytest
from hypothesis import given, strategies as st

from callmate.domain.text import cells, cut, on_paper, one_for_one, padded, visible, wrapped

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=40)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain è", "plain è"),
        ("a\x00\x1b\t\n\x7f", "a␀␛␉␊␡"),
        ("\x85\u202e\ud800\ue000", "\ufffd" * 4),
        ("a\u0301\u0301", "a\u0301\u0301"),
        ("\u0301", "\ufffd"),
        ("👩\u200d👩", "👩\ufffd👩"),
        ("می\u200cخ", "می\u200cخ"),
    ],
)
def test_on_an_edited_line_each_character_has_its_place(text: str, shown: str) -> None:
    assert one_for_one(text) == shown


@given(ANY_TEXT)
def test_an_edited_line_is_as_long_as_what_was_typed(text: str) -> None:
    shown = one_for_one(text)
    assert len(shown) == len(text)
    assert not {unicodedata.category(sign) for sign in shown} & {"Cc", "Cs", "Co", "Zl", "Zp"}


@given(ANY_TEXT)
def test_what_is_shown_on_an_edited_line_is_safe_and_says_so_twice(text: str) -> None:
    assert one_for_one(one_for_one(text)) == one_for_one(text)


@given(ANY_TEXT)
def test_what_is_safe_to_show_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert on_paper(on_paper(text)) == on_paper(text)
    assert visible(visible(text, lines=True), lines=True) == visible(text, lines=True)


@given(ANY_TEXT)
def test_every_letter_that_was_typed_is_still_there(text: str) -> None:
    letters = [sign for sign in text if unicodedata.category(sign)[0] in "LN"]
    for shown in (visible(text), on_paper(text), one_for_one(text)):
        rest = iter(shown)
        unseen = {"\u115f", "\u1160", "\u3164", "\uffa0"}
        assert all(sign in rest for sign in letters if sign not in unseen)


@given(ANY_TEXT.map(visible), st.integers(0, 60))
def test_a_text_is_filled_up_to_its_columns(text: str, columns: int) -> None:
    filled = padded(text, columns)
    assert filled.startswith(text)
    assert cells(filled) == max(cells(text), columns)


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [
        ("", 0, ""),
        ("abc", 3, "abc"),
        ("abcd", 3, "ab…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日…"),
        ("日本", 1, "…"),
        ("e\u0301e\u0301e\u0301", 2, "e\u0301…"),
    ],
)
def test_what_is_cut_ends_in_an_ellipsis_where_it_was_longer(
    text: str, columns: int, short: str
) -> None:
    assert cut(text, columns) == short


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("", 5, [""]),
        ("a b c", 5, ["a b c"]),
        ("aaa bbb", 5, ["aaa", "bbb"]),
        ("aaa  bbb", 4, ["aaa", "bbb"]),
        ("aaaaaaa", 3, ["aaa", "aaa", "a"]),
        ("a\n\nb", 5, ["a", "", "b"]),
        ("日本語", 4, ["日本", "語"]),
    ],
)
def test_a_text_is_broken_at_spaces_where_there_are_any(
    text: str, columns: int, lines: list[str]
) -> None:
    assert wrapped(text, columns) == lines
