"""The human prompts of a telephone exchange, and the words that are said in them.

Debian has the voices in asterisk-core-sounds-it-wav and -en-wav, and the words in the packages
without ``-wav``. What is not installed is fetched and unpacked beside, and nothing is installed.
"""

import gzip
import re
import shutil
import subprocess
import tempfile
from atexit import register
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from callmate.domain.numerals import english_number, italian_number
from callmate.domain.text import folded
from tests import hearing

_AUDIBLE = 300  # of 32,767
_FEWEST = 3  # words of a prompt that is worth asking for
_OTHER_WORDS = {
    "it": """
conf-adminmenu-18 conf-muted confbridge-mute-in confbridge-mute-out please-try-call-later
priv-callee-options screen-callee-options vm-rec-unv
""",
    "en": "",
}
"""Prompts that were recorded with other words than their text: "la propria voce" where it has
"l'audio", "premere" where it has "prema". They are left out: what is counted is not what was said.
"""
_NO_WORDS = re.compile(r"[\[(]|^un suono|^silence/")
"""What is described in brackets, or as a sound, is not said."""
_LOST_LETTER = re.compile(r"\?(?!\s*$|\s[A-ZÀ-Ù])")
"""A question mark inside a sentence stands for a letter that was lost."""
_TWO_LINES = re.compile(r"\s[a-z]+(?:-[a-z0-9]+)+:")
"""A line with the next one glued to it."""


@dataclass(frozen=True)
class Prompt:
    """A sentence, and how it sounds."""

    name: str
    words: tuple[str, ...]
    sound: hearing.Samples


@cache
def unpacked(package: str) -> Path:
    """The folder below which a package's files lie: the root where it is installed."""
    asked = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    if subprocess.run(asked, capture_output=True, text=True, check=False).stdout == "installed":
        return Path("/")
    folder = Path(tempfile.mkdtemp(prefix="prompts-"))
    register(shutil.rmtree, folder, ignore_errors=True)
    subprocess.run(["apt-get", "download", "-qq", package], cwd=folder, check=True)
    (archive,) = folder.glob("*.deb")
    subprocess.run(["dpkg", "-x", str(archive), str(folder)], check=True)
    return folder


@cache
def sounds(language: str) -> Path:
    """The folder of the voices of a language."""
    root = unpacked(f"asterisk-core-sounds-{language}-wav")
    return next(root.glob(f"usr/share/asterisk/sounds/{language}_*"))


@cache
def other_sounds() -> Path:
    """The folder of a second Italian voice, a woman's; no list tells what she says."""
    root = unpacked("asterisk-prompt-it-menardi-wav")
    return root / "usr/share/asterisk/sounds/it_IT_f_Menardi"


def recorded(language: str, name: str, *, other: bool = False) -> hearing.Samples:
    """A prompt's sound, such as ``digits/4``, without the silence around it.

    Args:
        language: In which it is said.
        name: Of the prompt.
        other: Whether a second voice says it, where the language has one.
    """
    folder = other_sounds() if other and language == "it" else sounds(language)
    sound = hearing.decoded(folder / f"{name}.wav")
    (audible,) = np.nonzero(np.abs(sound) > _AUDIBLE)
    return sound[audible[0] : audible[-1]] if len(audible) else sound


def prompts(language: str) -> Iterator[Prompt]:
    """The prompts of a language whose words are known."""
    root = unpacked(f"asterisk-core-sounds-{language}")
    (listed,) = root.glob(f"usr/share/doc/asterisk-core-sounds-{language}/*.txt.gz")
    for line in gzip.decompress(listed.read_bytes()).decode(errors="replace").splitlines():
        name, _, text = line.partition(":")
        if (
            name.startswith(";")
            or name in _OTHER_WORDS[language].split()
            or not _is_said(text.strip())
        ):
            continue
        words = plain(text, language)
        if len(words) >= _FEWEST and (sounds(language) / f"{name}.wav").is_file():
            yield Prompt(name, words, recorded(language, name))


def _is_said(text: str) -> bool:
    return not any(each.search(text) for each in (_NO_WORDS, _LOST_LETTER, _TWO_LINES))


def plain(text: str, language: str) -> tuple[str, ...]:
    """The words of a text, whatever its signs and accents; each digit of a number is one.

    Digits and numbers in words are the same: ``42`` and ``quarantadue`` are both ``4 2``.
    """
    words = re.findall(r"[a-z]+|[0-9]+", folded(text).replace("perpiacere", "per piacere"))
    found: list[str] = []
    while words:
        number, taken = _number(words, language)
        found += str(number) if number is not None else words[:1]
        words = words[taken:]
    return tuple(found)


def _number(words: list[str], language: str) -> tuple[str | None, int]:
    """The number with which words begin, if they do, and how many words it takes."""
    if words[0].isdigit():
        return words[0], 1
    if language == "en":
        value, taken = english_number(words) or (None, 1)
    else:
        value, taken = italian_number(words[0]), 1
    return (None if value is None else str(value)), taken
