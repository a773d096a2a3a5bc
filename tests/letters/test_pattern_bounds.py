"""A pattern of the owner's own makes an end and fills no memory, and its flaws are named."""

import resource
import time
from pathlib import Path

import pytest

from callmate.letters.fill import fill, flaw_of
from callmate.letters.kinds import PatternError
from tests.letters.letter_matter import bare, matter


def pattern(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.j2"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def lines(folder: Path, text: str) -> tuple[str, ...]:
    pattern(folder, text)
    return tuple(
        line for block in fill("mine", "en", matter(), own=folder).blocks for line in block.lines
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{% call para() %}x{% endcall %}", None),
        ("", None),
        ("{{ nothing.at.all }}", None),
        ("\n\n{% if x %}", 3),
        ("{{ 1 + }}", 1),
        ("{% no_such_tag %}", 1),
        ("a\n{{ 'x' }", 2),
    ],
)
def test_what_keeps_a_pattern_from_being_understood(
    tmp_path: Path, text: str, line: int | None
) -> None:
    found = flaw_of(pattern(tmp_path, text))
    assert (found.line if found else None) == line
    assert found is None or (found.name, bool(found.why)) == ("mine", True)


def test_what_is_no_text_or_not_there_is_a_flaw_too(tmp_path: Path) -> None:
    for path in (pattern(tmp_path, b"\xff\xfe{{"), tmp_path / "none.j2", tmp_path):
        found = flaw_of(path)
        assert found is not None
        assert found.line is None
    deep = flaw_of(pattern(tmp_path, "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"))
    assert deep is not None


@pytest.mark.parametrize(
    "text",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}",
        "{{ 'x' * 10 }}",
        "{{ 10 ** 2 }}",
        "{{ 1000000 * 1 }}",
        "{{ [1] * 3 }}",
    ],
)
def test_what_would_make_no_end_is_stopped(tmp_path: Path, text: str) -> None:
    with pytest.raises(PatternError) as caught:
        lines(tmp_path, text)
    assert caught.value.why


def test_small_numbers_can_be_multiplied(tmp_path: Path) -> None:
    assert lines(tmp_path, "{% call para() %}{{ 6 * 7 }}{% endcall %}") == ("42",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ case.colour }}", "[...: colour]"),
        ("{{ case.colour.shade }}", None),
        ("{{ 'yes' if case.colour else 'no' }}", "no"),
        ("{% for each in case.colours %}x{% endfor %}none", "none"),
        ("{{ gap('the colour') }}", "[...: the colour]"),
        ("{{ 'Fine.; ' | bare }}!", "Fine!"),
        ("{{ none | bare }}|", "|"),
        ("{{ 'so' | quoted }} {{ '“so”' | quoted }} {{ '\"' | quoted }}", '“so” “so” “"”'),
        ("{{ story.today }}", "2026-11-24"),
        ("a\n  b \n .", "a b."),
    ],
)
def test_what_a_pattern_may_say(tmp_path: Path, text: str, said: str | None) -> None:
    wrapped = para(text)
    if said is None:
        with pytest.raises(PatternError, match="colour"):
            lines(tmp_path, wrapped)
    else:
        assert lines(tmp_path, wrapped) == (said,)


def para(words: str) -> str:
    """A pattern of one paragraph."""
    return "{% call para() %}" + words + "{% endcall %}"


def test_an_item_without_words_is_no_item(tmp_path: Path) -> None:
    empty = "{% call fact() %} {% endcall %}{% call ask() %}\n{% endcall %}"
    assert lines(tmp_path, empty + "{% call fact() %}x{% endcall %}" + empty) == ("x",)


def test_a_day_after_a_day_is_counted_and_no_further_than_ten_years(tmp_path: Path) -> None:
    far = para("{{ after(story.today, 99999) }} {{ after(story.today, 38) }}")
    assert lines(tmp_path, far) == ("2036-12-01 2027-01-01",)


def test_a_rule_that_is_not_known_is_cited_by_nobody(tmp_path: Path) -> None:
    twice = "{{ cite('no.such') }}" * 2
    pattern(tmp_path, twice + para("{{ cited() | length }}"))
    letter = fill("mine", "it", bare(), own=tmp_path)
    assert letter.cited == ("no.such",)
    assert letter.blocks[0].lines == ("0",)


GROWS = "{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}"
INNER = "{% macro inner() %}{% for a in range(99999) %}{% endfor %}{% endmacro %}"
OUTER = "{% macro outer() %}{% for a in range(99999) %}{{ inner() }}{% endfor %}{% endmacro %}"
DEAR = (
    "{{ 'x'.ljust(3000000000) }}",
    "{{ 'x' | center(3000000000) }}",
    "{{ '{:>3000000000}'.format(1) }}",
    "{{ '{:{w}}'.format(1, w='3000000000') }}",
    "{{ '%3000000000d' % 1 }}",
    "{{ '%*d' % (3000000000, 1) }}",
    "{{ '%3000000000d' | format(1) }}",
    "{% set x = 'x'.ljust(99999) %}{{ x.replace('x', x) }}",
    "{% set x = 'x'.ljust(99999) %}{{ x | replace('x', x) }}",
    "{% set n = namespace(x='xxxxxxxx') %}" + GROWS,
    "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    INNER + OUTER + "{{ outer() }}",
    "{{ lipsum(n=99999) }}",
)


@pytest.mark.parametrize("text", DEAR)
def test_no_pattern_takes_long_or_much(tmp_path: Path, text: str) -> None:
    begun, before = time.thread_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PatternError) as caught:
        lines(tmp_path, "{% call para() %}" + text + "{% endcall %}")
    assert caught.value.why
    assert time.thread_time() - begun < 5
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1 << 20  # kB


def test_what_a_letter_needs_is_still_there(tmp_path: Path) -> None:
    text = "{{ 'x'.ljust(3) }}{{ 'y' | center(3) }}{{ '%3d' % 7 }}{{ '{:>3}'.format(1) }}"
    assert lines(tmp_path, "{% call para() %}" + text + "{% endcall %}") == ("x   y   7  1",)
