"""A file of the owner's is read beside ours; what is wrong in it is named by file and line."""

import os
from pathlib import Path

import pytest

from callmate.rulebook.rule_files import read_rules

GOOD = """country = "it"
sectors = ["water"]

[[rule]]
id = "own.water"
kind = "step"
starts = "complaint"
opens = { count = 10, unit = "working_days" }
title.it = "Chiedere"
title.en = "Ask"
sentence.it = "La carta dice dieci giorni."
sentence.en = "The charter says ten days."
source = "carta dei servizi"
checked_on = 2026-11-01
review_by = 2027-11-01
confidence = "medium"
"""


def put(folder: Path, text: str | bytes, name: str = "mine.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_rule_of_the_owners_stands_beside_ours(tmp_path: Path) -> None:
    put(tmp_path, GOOD)
    book = read_rules(tmp_path)
    assert book.troubles == ()
    assert book.rules[-1].id == "own.water"
    assert len(book.rules) == len(read_rules().rules) + 1


def test_one_with_the_id_of_ours_takes_its_place(tmp_path: Path) -> None:
    put(tmp_path, GOOD.replace("own.water", "it.water.reply"))
    found = [rule for rule in read_rules(tmp_path).rules if rule.id == "it.water.reply"]
    assert [rule.source for rule in found] == ["carta dei servizi"]


def without(name: str) -> str:
    return "\n".join(line for line in GOOD.split("\n") if not line.startswith(name))


@pytest.mark.parametrize(
    ("text", "kind", "line", "name"),
    [
        (without("source"), "missing", 4, "source"),
        (without("checked_on"), "missing", 4, "checked_on"),
        (without("sentence.en"), "missing", 4, "en"),
        (GOOD.replace('"medium"', '"certain"'), "wrong", 16, "confidence"),
        (GOOD.replace('"carta dei servizi"', '" "'), "wrong", 13, "source"),
        (GOOD.replace("2027-11-01", "2025-11-01"), "wrong", 15, "review_by"),
        (GOOD.replace("count = 10", "count = 0"), "wrong", 8, "opens"),
        (GOOD.replace("working_days", "moons"), "wrong", 8, "opens"),
        (GOOD.replace("starts =", "begins ="), "wrong", 7, "begins"),
        (GOOD.replace('country = "it"', 'country = "fr"'), "wrong", 4, "country"),
        (GOOD.replace("country =", "land ="), "no_rules", 0, "land"),
        ('country = "it"', "no_rules", 0, ""),
        ("rule = 3", "no_rules", 0, ""),
        ("rule = [3]", "wrong", 0, ""),
        (GOOD.replace('"own.water"', "own"), "not_toml", 5, ""),
        (GOOD + GOOD.split("\n", 2)[2], "doubled", 18, "own.water"),
        (b"\xff\xfe", "unreadable", 0, ""),
    ],
)
def test_what_is_wrong_is_named(
    tmp_path: Path, text: str | bytes, kind: str, line: int, name: str
) -> None:
    path = put(tmp_path, text)
    (trouble,) = read_rules(tmp_path).troubles
    assert trouble.path == path
    assert (trouble.kind, trouble.line, trouble.name) == (kind, line, name)


def test_a_bad_rule_leaves_the_good_ones_of_its_file(tmp_path: Path) -> None:
    bad = GOOD.split("\n", 2)[2].replace("own.water", "own.bad").replace("source", "sauce")
    put(tmp_path, GOOD + bad)
    book = read_rules(tmp_path)
    assert [trouble.line for trouble in book.troubles] == [18 + 9]
    assert book.rules[-1].id == "own.water"


def test_a_folder_that_is_none_is_no_trouble(tmp_path: Path) -> None:
    assert read_rules(tmp_path / "none") == read_rules()
    (tmp_path / "folder.toml").mkdir()
    assert [trouble.kind for trouble in read_rules(tmp_path).troubles] == ["unreadable"]


def test_what_would_keep_us_waiting_or_is_too_much_is_no_rule(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.toml")
    (tmp_path / "b.toml").write_text("a = " + "9" * 5000)
    book = read_rules(tmp_path)
    assert [trouble.kind for trouble in book.troubles] == ["not_toml"]
