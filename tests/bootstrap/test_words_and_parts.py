"""The set-up speaks as the program does and knows every package the program is built of."""

import os
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from string import Formatter

import pytest

from callmate.bootstrap import words as bootstrap_words
from callmate.bootstrap.parts import PARTS, missing
from callmate.bootstrap.words import is_italian, means_yes, words
from callmate.locale.messages import choose

ROOT = Path(__file__).parents[2]
SENTENCES = bootstrap_words._SENTENCES  # noqa: SLF001 - every one of them is looked at


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("name", SENTENCES)
def test_both_languages_say_the_same_things(name: str) -> None:
    pair = SENTENCES[name]
    assert pair.english != pair.italian
    assert fields(pair.english) == fields(pair.italian)


def test_every_sentence_is_used_and_every_one_used_exists() -> None:
    code = "".join(at.read_text("utf-8") for at in (ROOT / "callmate/bootstrap").glob("*.py"))
    asked = set(re.findall(r'\bwords\(\s*"([a-z_]+)"', code))
    assert asked <= SENTENCES.keys()
    assert {name for name in SENTENCES if code.count(f'"{name}"') < 2} == set()


@pytest.mark.parametrize(
    "surroundings",
    [
        {},
        {"LANG": "C.UTF-8"},
        {"LANG": "it_IT.UTF-8"},
        {"LANG": "en_GB.UTF-8"},
        {"LANG": "de_DE.UTF-8"},
        {"LC_ALL": "C", "LANG": "en_US.UTF-8"},
        {"LANGUAGE": "it:en", "LANG": "en_US.UTF-8"},
        {"LC_MESSAGES": "it_CH@euro", "LANG": "de_CH"},
        {"LC_ALL": "POSIX"},
    ],
    ids=str,
)
def test_the_set_up_speaks_the_language_of_the_program(
    surroundings: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in surroundings.items():
        monkeypatch.setenv(name, value)
    assert is_italian() == (choose("auto", os.environ) == "it")
    chosen = SENTENCES["stopped"]
    assert words("stopped") == (chosen.italian if is_italian() else chosen.english)


@pytest.mark.parametrize("answer", ["\n", "y\n", "Yes\n", "s\n", "Sì\n", " si \n"])
def test_what_is_a_yes(answer: str) -> None:
    assert means_yes(answer)


@pytest.mark.parametrize("answer", ["n\n", "no\n", "q\n", "non so\n"])
def test_what_is_not_a_yes(answer: str) -> None:
    assert not means_yes(answer)


def test_the_parts_are_what_the_package_depends_on() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {re.split(r"[^A-Za-z0-9_-]", line)[0] for line in project["dependencies"]}
    if sys.version_info < (3, 13):
        wanted.remove("audioop-lts")
    known = packages_distributions()
    # Capitals count for nothing in such a name.
    assert {name.lower() for part in PARTS for name in known[part]} == wanted
    assert missing() == []
