"""The owner's own patterns: filled like the others, and unable to do anything else."""

import re
from pathlib import Path

import pytest

from callmate.letters.fill import fill
from callmate.letters.kinds import PatternError, letters_offered
from tests.letters.letter_matter import matter


def letter_of(folder: Path, pattern: str, name: str = "mine") -> str:
    (folder / f"{name}.j2").write_text(pattern, encoding="utf-8")
    filled = fill(name, "it", matter(), own=folder)
    return "\n".join(line for block in filled.blocks for line in block.lines)


def test_an_own_pattern_is_offered_and_filled(tmp_path: Path) -> None:
    said = "{% call para() %}Il {{ case.customer_code }}{% endcall %}"
    assert letter_of(tmp_path, said) == "Il C-42"
    names = [each.name for each in letters_offered("it", tmp_path)]
    assert names[-1] == "mine"
    assert "deadlock" not in names
    assert "deadlock" in [each.name for each in letters_offered("en", tmp_path)]


def test_an_own_pattern_takes_the_place_of_ours_in_its_language(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "post.j2").write_text("{% call para() %}mine{% endcall %}")
    assert fill("post", "en", matter(), own=tmp_path).blocks[0].lines == ("mine",)
    assert "Buongiorno" in fill("post", "it", matter(), own=tmp_path).blocks[0].lines[0]


@pytest.mark.parametrize("place", [".", "it"])
@pytest.mark.parametrize(
    ("planted", "marked"), [("complaint", {"complaint"}), ("letter", None), ("mine", set())]
)
def test_an_own_pattern_in_the_place_of_ours_is_marked(
    tmp_path: Path, place: str, planted: str, marked: set[str] | None
) -> None:
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / f"{planted}.j2").write_text("I withdraw my complaint")
    offered = letters_offered("it", tmp_path)
    ours = {each.name for each in letters_offered("it", None)}
    assert {each.name for each in offered if "⚠" in each.when} == (
        ours if marked is None else marked
    )
    if place == "it":
        assert all("⚠" not in each.when for each in letters_offered("en", tmp_path))


def test_an_own_pattern_can_build_upon_ours(tmp_path: Path) -> None:
    pattern = (
        '{% extends "letter.j2" %}{% block body %}{% call para() %}ciao{% endcall %}{% endblock %}'
    )
    assert "ciao" in letter_of(tmp_path, pattern)


def test_a_fact_that_there_is_not_is_a_gap(tmp_path: Path) -> None:
    said = letter_of(tmp_path, "{% call para() %}{{ case.colour }} {{ nothing }}{% endcall %}")
    assert said == "[...: colour] [...: nothing]"


@pytest.mark.parametrize(
    "attack",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ case.__class__.__init__.__globals__ }}",
        "{{ gap.__globals__ }}",
        "{{ cite.__self__.__class__ }}",
        "{{ story.today.__class__.today() }}",
        "{{ case.clear() }}",
        "{{ story.told.append(1) }}",
        "{{ 'x' * 1000000000 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{{ range(100000000) | list }}",
        "{{ '{0.__class__}'.format(case) }}",
        "{% include '../../../etc/passwd' %}",
        "{% include '/etc/passwd' %}",
    ],
)
def test_an_own_pattern_reaches_nothing(tmp_path: Path, attack: str) -> None:
    assert not re.search(r"root:|Struct|<class|builtins", outcome(tmp_path, attack))


def outcome(folder: Path, attack: str) -> str:
    """What a pattern says, or why it cannot say it."""
    try:
        return letter_of(folder, "{% call para() %}" + attack + "{% endcall %}")
    except PatternError as error:
        return error.why


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        ("\n{% if %}", 2),
        ("{{ 1 / 0 }}", None),
        ("{% call para() %}", 1),
        ("{{ me.name.x() }}", None),
    ],
)
def test_a_wrong_pattern_is_named_with_its_line(
    tmp_path: Path, pattern: str, line: int | None
) -> None:
    with pytest.raises(PatternError) as caught:
        letter_of(tmp_path, pattern)
    assert caught.value.name == "mine"
    assert caught.value.why
    assert caught.value.line == line


def test_a_pattern_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(PatternError) as caught:
        fill("nothing", "it", matter(), own=tmp_path)
    assert caught.value.why == ""
