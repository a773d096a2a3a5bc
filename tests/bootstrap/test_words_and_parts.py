"""The set-up speaks as the program does and knows every package the program is built of."""

import os
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from callmate.bootstrap.place import PARTS, missing
from callmate.bootstrap.progress import _, is_italian, means_yes
from callmate.locale.catalogues import read_catalogue
from callmate.locale.collect import catalogue_path
from callmate.locale.messages import choose
from callmate.locale.said import said_in

ROOT = Path(__file__).parents[2]
SENTENCES = [
    said.message
    for at in sorted((ROOT / "callmate/bootstrap").glob("*.py"))
    for said in said_in(at.read_text("utf-8"))
    if isinstance(said.message, str)
]


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence[:30])
def test_the_set_up_says_what_the_catalogue_says_before_it_is_compiled(
    sentence: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "it")
    entry = read_catalogue(catalogue_path("it"), "it").get(sentence)
    assert entry
    assert _(sentence) == entry.string != sentence
    monkeypatch.setenv("LANGUAGE", "en")
    assert _(sentence) == sentence


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
    assert (_("Fetching") == "Scarico") == is_italian()


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
