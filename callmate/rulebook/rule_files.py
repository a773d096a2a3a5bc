"""Reads rules from their TOML files; what is wrong in one is named and passed over."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from callmate.domain.rules import Rule

OURS = Path(__file__).parent / "rules"
"""The rules that come with the program, one file per country and sector."""

_ROW = re.compile(r"^\s*\[\[\s*rule\s*\]\]", re.MULTILINE)
_FIELDS = (
    re.compile(r"(?:required|unknown) field `(\w+)`"),
    re.compile(r"`\$\.(\w+)"),
    re.compile(r"^(\w+)[:,]"),
)
"""How msgspec, or a rule itself, names the field that is wrong; the best first."""

_AT_LINE = re.compile(r"line (\d+)")
_FOR_ALL = {"country", "sectors"}
"""What may stand once, at the top of a file, for all its rules."""


@dataclass(frozen=True)
class RuleTrouble:
    """Why a file or one of its rules was passed over."""

    kind: Literal["unreadable", "not_toml", "no_rules", "missing", "wrong", "doubled"]
    path: Path
    line: int
    """The line, from 1; 0 where it is the whole file."""
    name: str = ""
    """The field."""
    detail: str = ""


@dataclass(frozen=True)
class Rulebook:
    """The rules that could be read, and what could not."""

    rules: tuple[Rule, ...]
    troubles: tuple[RuleTrouble, ...] = ()


def read_rules(own: Path | None = None) -> Rulebook:
    """Read all rules, in the order of their files.

    Args:
        own: A folder with the owner's files; a rule of theirs takes the place of one of ours
            with the same id. It need not exist.
    """
    ours = _our_rules()
    if own is None:
        return ours
    theirs = _read_folder(own)
    replaced = {rule.id for rule in theirs.rules}
    kept = tuple(rule for rule in ours.rules if rule.id not in replaced)
    return Rulebook((*kept, *theirs.rules), (*ours.troubles, *theirs.troubles))


@cache
def _our_rules() -> Rulebook:
    """The rules that come with the program, which do not change while it runs."""
    return _read_folder(OURS)


def rule_files(folder: Path) -> list[Path]:
    """The files of rules in a folder, in the order in which they are read."""
    try:
        return sorted(each for each in folder.iterdir() if _is_rules(each))
    except OSError:
        return []


def _is_rules(path: Path) -> bool:
    # A pipe would keep us waiting; a folder, or what cannot be looked at, is told when it is read.
    return path.suffix == ".toml" and not (path.is_fifo() or path.is_char_device())


def _read_folder(folder: Path) -> Rulebook:
    rules: dict[str, Rule] = {}
    troubles: list[RuleTrouble] = []
    for path in rule_files(folder):
        for line, found in _read_file(path):
            if isinstance(found, RuleTrouble):
                troubles.append(found)
            elif found.id in rules:
                troubles.append(RuleTrouble("doubled", path, line, found.id))
            else:
                rules[found.id] = found
    return Rulebook(tuple(rules.values()), tuple(troubles))


def _read_file(path: Path) -> Iterator[tuple[int, Rule | RuleTrouble]]:
    """The rules of a file, each with its line, or what is wrong there."""
    import tomllib  # noqa: PLC0415 - a prompt that says what is due waits for no rules

    try:
        text = path.read_text(encoding="utf-8")
        top = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        yield 0, RuleTrouble("unreadable", path, 0, detail=str(error))
        return
    except (ValueError, RecursionError) as error:
        at = _AT_LINE.search(str(error))
        yield 0, RuleTrouble("not_toml", path, int(at[1]) if at else 0, detail=str(error))
        return
    rows = top.pop("rule", None)
    strange = top.keys() - _FOR_ALL
    if strange or not isinstance(rows, list):
        yield 0, RuleTrouble("no_rules", path, 0, name=min(strange, default=""))
        return
    starts = [text.count("\n", 0, match.end()) + 1 for match in _ROW.finditer(text)]
    lines = text.split("\n")
    for number, row in enumerate(rows):
        first = starts[number] if len(starts) == len(rows) else 0
        last = starts[number + 1] - 1 if first and number + 1 < len(starts) else len(lines)
        try:
            yield first, msgspec.convert(top | row if isinstance(row, dict) else row, Rule)
        except msgspec.ValidationError as error:
            yield first, _trouble(path, error, lines, range(first, last + 1))


def _trouble(
    path: Path, error: msgspec.ValidationError, lines: list[str], where: range
) -> RuleTrouble:
    said = str(error)
    matches = (pattern.search(said) for pattern in _FIELDS)
    name = next((match[1] for match in matches if match), "")
    if "missing required field" in said:
        return RuleTrouble("missing", path, where.start, name)
    spelled = re.compile(rf"\s*{re.escape(name)}\b")
    written = (at for at in where if name and at and spelled.match(lines[at - 1]))
    return RuleTrouble("wrong", path, next(written, where.start), name, said)
