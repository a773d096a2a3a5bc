"""Columns hold, whatever the letters are."""

import pytest
from hypothesis import given, strategies as st
from rich.cells import cell_len

from callmate.domain.text import cells, cut, table, visible, wrapped

texts = st.text(max_size=60).map(visible)


@pytest.mark.parametrize("text", ["plain", "perché", "日本語", "e\u0301", "😀", "│─▸✓✗○●★→", ""])
def test_widths_are_those_of_terminals(text: str) -> None:
    assert cells(text) == cell_len(text)


@given(texts, st.integers(2, 40))
def test_what_is_cut_fits(text: str, columns: int) -> None:
    short = cut(text, columns)
    assert cells(short) <= columns
    assert short == text or short.endswith("…")


@given(texts, st.integers(2, 40))
def test_folded_lines_fit_and_lose_nothing_but_spaces(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert max(map(cells, lines)) <= columns
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=5))
def test_columns_stand_below_one_another(rows: list[tuple[str, str]]) -> None:
    marked = [(left, f"|{right}") for left, right in rows]
    starts = {
        cells(line[: len(line) - len(right.rstrip(" "))])
        for line, (_left, right) in zip(table(marked), marked, strict=True)
    }
    assert len(starts) == 1


def test_columns_give_way_in_order_and_only_as_far_as_needed() -> None:
    rows = [("id", "a long company's name", "a long outcome"), ("i", "short", "x")]
    assert table(rows)[0] == "id  a long company's name  a long outcome"
    assert table(rows, 36, ((1, 10), (2, 5)))[0] == "id  a long company'…  a long outcome"
    assert table(rows, 25, ((1, 10), (2, 5)))[0] == "id  a long co…  a long o…"
