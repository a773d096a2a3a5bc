"""The letters there are, what each is for, and what is said of a pattern that is none."""

from itertools import product
from pathlib import Path

import pytest

from callmate.domain.case import Purpose
from callmate.domain.letter import LetterKind, To
from callmate.letters.kinds import (
    ENDING,
    PATTERNS,
    PatternError,
    goes_to,
    letters_offered,
    own_patterns,
    pattern_of,
    pattern_trouble,
    purpose_of,
    title,
    when,
)
from callmate.locale.messages import Language
from tests.spoken import LANGUAGES

ONLY = {"it": {LetterKind.CONCILIAWEB}, "en": {LetterKind.DEADLOCK}}


@pytest.mark.parametrize("of", LANGUAGES)
@pytest.mark.usefixtures("english")
def test_every_letter_is_offered_but_those_of_another_country(of: Language) -> None:
    other: Language = "en" if of == "it" else "it"
    names = [each.name for each in letters_offered(of, None)]
    assert names == [kind.value for kind in LetterKind if kind not in ONLY[other]]


@pytest.mark.parametrize("of", LANGUAGES)
def test_every_offered_letter_has_its_pattern(of: Language) -> None:
    for each in letters_offered(of, None):
        assert (PATTERNS / of / f"{each.name}{ENDING}").is_file()
        assert pattern_of(each.name, of)


@pytest.mark.usefixtures("language")
def test_every_letter_has_a_title_and_a_reason_of_its_own() -> None:
    said = [words(kind) for words, kind in product((title, when), LetterKind)]
    assert len(set(said)) == len(said)
    assert all(when(kind).endswith(".") for kind in LetterKind)
    assert all(len(when(kind)) <= 78 for kind in LetterKind), "a line of a narrow terminal"


def test_a_letter_goes_to_the_company_unless_its_kind_says_otherwise() -> None:
    others = {kind: goes_to(kind) for kind in LetterKind if goes_to(kind) is not To.COMPANY}
    assert others == {LetterKind.AGCOM: To.AGCOM, LetterKind.ASSOCIATION: To.ASSOCIATION}
    assert goes_to("mine") is To.COMPANY


PURPOSES = {
    "complaint": Purpose.COMPLAINT,
    "follow-up": Purpose.COMPLAINT,
    "deadlock": Purpose.COMPLAINT,
    "agcom": Purpose.REGULATOR,
    "association": Purpose.ASSOCIATION,
    "access": Purpose.ACCESS,
}


@pytest.mark.parametrize("name", [*LetterKind, "mine"])
def test_what_a_sent_letter_starts(name: str) -> None:
    if name == "mine":
        assert purpose_of(name) is None, "only the way it went tells"
    else:
        # What starts no clock is said to be something else, so that it starts none by its way.
        assert purpose_of(name) is PURPOSES.get(name, Purpose.OTHER)


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("nothing", "it"),
        ("deadlock", "it"),
        ("conciliaweb", "en"),
        ("../en/deadlock", "it"),
        ("", "it"),
        ("/etc/passwd", "en"),
    ],
)
def test_a_pattern_that_does_not_come_with_the_program(name: str, of: Language) -> None:
    with pytest.raises(ValueError, match=r"^"):
        pattern_of(name, of)


@pytest.mark.parametrize("shared", ["letter", "words", "pieces"])
def test_what_patterns_build_upon_can_be_read_and_is_no_letter(shared: str) -> None:
    for of in LANGUAGES:
        assert pattern_of(shared, of)
        assert shared not in {each.name for each in letters_offered(of, None)}


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("{% call para() %}x{% endcall %}")


def test_own_patterns_are_offered_in_their_language_at_the_end(tmp_path: Path) -> None:
    put(
        tmp_path,
        "both.j2",
        "it/mia.j2",
        "en/mine.j2",
        "it/both.j2",
        "post.j2",
        "letter.j2",
        "x.txt",
    )
    for of, own in (("it", ["both", "mia"]), ("en", ["both", "mine"])):
        found = [each.name for each in letters_offered(of, tmp_path)]  # type: ignore[arg-type] # the two
        assert found[-2:] == own
        assert found.count("post") == 1
        assert "letter" not in found


def test_a_folder_called_like_a_pattern_is_none(tmp_path: Path) -> None:
    (tmp_path / "folder.j2").mkdir()
    put(tmp_path, "it/a.j2", "b.j2")
    assert own_patterns(tmp_path) == (tmp_path / "b.j2", tmp_path / "it" / "a.j2")
    assert own_patterns(tmp_path / "none") == ()
    assert letters_offered("it", tmp_path / "none") == letters_offered("it", None)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PatternError("a\x1bb", ""), "The pattern “a␛b” is not there."),
        (
            PatternError("mine", "it makes\x07 no end"),
            "Your pattern “mine” cannot be filled: it makes␇ no end",
        ),
        (
            PatternError("mine", "{x} expected", 3),
            "Your pattern “mine” cannot be filled: line 3, {x} expected",
        ),
        (PatternError("mine", "x", 0), "Your pattern “mine” cannot be filled: line 0, x"),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_is_wrong_with_a_pattern_is_a_sentence(error: PatternError, words: str) -> None:
    assert pattern_trouble(error) == words
