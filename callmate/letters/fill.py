"""Fills a pattern with the facts of a case; what is missing stays in sight as a gap."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from jinja2 import Template, Undefined
from jinja2.exceptions import TemplateError, TemplateNotFound
from jinja2.loaders import BaseLoader, ChoiceLoader, FileSystemLoader
from jinja2.sandbox import ImmutableSandboxedEnvironment
from msgspec.structs import replace

from callmate.domain.due import without_day
from callmate.domain.letter import GAP, Block, Letter, LetterChoices, Recipient, Sender
from callmate.domain.narrative import Narrative
from callmate.domain.promise import Promise
from callmate.domain.rules import Country, Rule
from callmate.domain.text import on_paper, visible
from callmate.letters.kinds import ENDING, PATTERNS, PatternError
from callmate.letters.privacy import in_public, private_words, story_with
from callmate.locale.messages import Language


@dataclass(frozen=True)
class LetterMatter:
    """A case, who writes, and to whom."""

    story: Narrative
    sender: Sender
    recipient: Recipient
    fingerprint: str
    """The digest, in hex, of the case's last entry."""
    calls: tuple[tuple[str, str], ...] = ()
    """The id of each call, and the digest of its last entry."""
    country: Country = "it"
    """Whose rules apply."""
    rules: Mapping[str, Rule] = field(default_factory=dict)
    """The rules that may be named, by their ids."""
    choices: LetterChoices = field(default_factory=LetterChoices)
    """Which notes go in, and what is shown in public."""


_BREAK: Final = re.compile(r"\s*\n\s*")
_BREAK_BEFORE_STOP: Final = re.compile(r"\s*\n\s*(?=[.,;:])")
_QUOTES: Final = '«»“”„‟"'
_MOST: Final = 1_000_000
"""Characters of a letter; a pattern that makes more is not a letter."""


class _Missing(Undefined):
    """A fact that the pattern names and the case does not have."""

    def __str__(self) -> str:
        return GAP.format(what=self._undefined_name or "?")

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __bool__(self) -> bool:
        return False


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: object, operator: str, left: object, right: object) -> object:
        """Multiply small numbers only: a pattern must not fill the memory."""
        small = all(isinstance(each, int) and abs(each) < _MOST for each in (left, right))
        if operator != "*" or not small:
            raise ValueError("only small numbers can be multiplied")
        return super().call_binop(context, operator, left, right)  # type: ignore[arg-type] # Jinja's own context


class _Collected:
    """What a pattern says, part by part."""

    def __init__(self) -> None:
        self.parts: dict[str, list[str]] = {}
        self.blocks: list[tuple[str, list[str]]] = []
        self.cited: list[str] = []

    def part(self, name: str, caller: Callable[[], str]) -> str:
        """Take a line of a part that stands in one place, such as the sender."""
        if line := _one_line(caller()):
            self.parts.setdefault(name, []).append(line)
        return ""

    def block(self, kind: str, caller: Callable[[], str]) -> str:
        """Take a paragraph or an item."""
        if line := _one_line(caller()):
            if kind != "text" and self.blocks and self.blocks[-1][0] == kind:
                self.blocks[-1][1].append(line)
            else:
                self.blocks.append((kind, [line]))
        return ""

    def cite(self, rule: str) -> str:
        """Note that the letter names a rule."""
        if rule not in self.cited:
            self.cited.append(rule)
        return ""

    def only(self, name: str) -> str:
        """The one line of a part."""
        return " ".join(self.parts.get(name, ()))

    def lines(self, name: str) -> tuple[str, ...]:
        """The lines of a part."""
        return tuple(self.parts.get(name, ()))


def fill(name: str, language: Language, matter: LetterMatter, own: Path | None = None) -> Letter:
    """Fill a pattern.

    Args:
        name: The pattern's.
        language: The language of the letter.
        matter: What it may say.
        own: The folder of the owner's own patterns, which go before the others.

    Raises:
        PatternError: There is no such pattern, or it cannot be filled.
    """
    taken = _Collected()
    named = _verbs(taken, matter.rules, language) | _values(matter)
    try:
        _render(_environment(language, own).get_template(name + ENDING), named)
    except TemplateNotFound as error:
        raise PatternError(name, "") from error
    except Exception as error:  # an owner's pattern can fail in any way
        raise PatternError(name, visible(str(error)), getattr(error, "lineno", None)) from error
    return _letter(language, taken)


def _render(template: Template, named: Mapping[str, object]) -> None:
    # What counts is what the verbs take on the way; the text between them is only spaces.
    size = 0
    for piece in template.generate(named):
        size += len(piece)
        if size > _MOST:
            raise ValueError("it makes no end")


def flaw_of(path: Path) -> PatternError | None:
    """What keeps a pattern of the owner's own from being understood; ``None`` if nothing does.

    Args:
        path: Its file.
    """
    try:
        _Sandbox().parse(path.read_text("utf-8"))
    except (TemplateError, OSError, ValueError, RecursionError) as error:
        return PatternError(path.stem, visible(str(error)), getattr(error, "lineno", None))
    return None


@cache
def _environment(language: Language, own: Path | None) -> _Sandbox:
    folders = [own / language, own] if own is not None else []
    loaders: list[BaseLoader] = [
        FileSystemLoader(str(folder)) for folder in (*folders, PATTERNS / language)
    ]
    sandbox = _Sandbox(
        loader=ChoiceLoader(loaders),
        undefined=_Missing,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sandbox.filters["bare"] = lambda text: str(text or "").rstrip(" .;,")
    opening, closing = "«»" if language == "it" else "“”"
    sandbox.filters["quoted"] = lambda text: _quoted(str(text or ""), opening, closing)
    sandbox.globals["gap"] = lambda what: GAP.format(what=what)
    return sandbox


def _verbs(taken: _Collected, rules: Mapping[str, Rule], language: Language) -> dict[str, object]:
    return {
        "part": taken.part,
        "para": lambda caller: taken.block("text", caller),
        "fact": lambda caller: taken.block("facts", caller),
        "ask": lambda caller: taken.block("asks", caller),
        "enclose": lambda caller: taken.block("enclosed", caller),
        "cite": taken.cite,
        "cited": lambda: [_cited(rules[rule], language) for rule in taken.cited if rule in rules],
        "after": lambda day, days: day + timedelta(days=min(days, 3660)),
    }


def _cited(rule: Rule, language: Language) -> object:
    title = rule.title.it if language == "it" else rule.title.en
    return {"title": visible(title), "checked_on": rule.checked_on}


def _values(matter: LetterMatter) -> dict[str, object]:
    words = private_words(matter.story, matter.sender, matter.choices)
    return {
        "me": _shown(matter.sender),
        "them": _shown(matter.recipient),
        "story": _story(story_with(matter.story, matter.choices)),
        "case": _shown(matter.story.facts),
        "public": _shown(in_public(matter.story, words)),
        "place": _shown(matter.sender.place),
        "country": matter.country,
        "fingerprint": matter.fingerprint,
        "calls_fingerprints": matter.calls,
    }


def _story(story: Narrative) -> dict[str, object]:
    promises = [_promise(promise, story.now) for promise in story.promises]
    shown = {name: _shown(getattr(story, name)) for name in story.__struct_fields__}
    return shown | {"promises": promises}


def _promise(promise: Promise, now: datetime) -> dict[str, object]:
    said = without_day(promise.text, promise.at, promise.due, exact=promise.due_exact)
    undated = said != promise.text
    promise = replace(promise, text=said)
    shown = {name: _shown(getattr(promise, name)) for name in promise.__struct_fields__}
    return (
        shown
        | {"undated": undated}
        | {"operator": _shown(promise.operator or ""), "fate": promise.fate(now).value}
    )


def _shown(value: object) -> object:
    """A value whose every text can be shown: patterns see nothing else."""
    match value:
        case Enum():
            return value.value
        case str():
            # A letter's sentence is one line; a line feed in what was typed becomes a space.
            return on_paper(value).replace("\n", " ")
        case msgspec.Struct():
            return {name: _shown(getattr(value, name)) for name in value.__struct_fields__}
        case dict():
            return {name: _shown(each) for name, each in value.items()}
        case tuple():
            return [_shown(each) for each in value]
        case None | bool() | int() | float() | datetime() | date():
            return value
        case _:
            raise TypeError(type(value).__name__)


def _quoted(text: str, opening: str, closing: str) -> str:
    # Whoever typed quotation marks themselves does not get them twice.
    marked = text[:1] in _QUOTES and text[-1:] in _QUOTES and len(text) > 1
    return text if marked else f"{opening}{text}{closing}"


def _one_line(text: str) -> str:
    # The lines of a pattern are its own; those that were typed have become visible signs.
    return _BREAK.sub(" ", _BREAK_BEFORE_STOP.sub("", text)).strip()


def _letter(language: Language, taken: _Collected) -> Letter:
    blocks = tuple(
        Block(kind, tuple(lines))  # type: ignore[arg-type] # only our own verbs name kinds
        for kind, lines in taken.blocks
    )
    return Letter(
        language=language,
        sender=taken.lines("sender"),
        recipient=taken.lines("recipient"),
        dateline=taken.only("dateline"),
        subject=taken.only("subject"),
        blocks=blocks,
        signature=taken.lines("signature"),
        enclosed=taken.only("enclosed"),
        notes=taken.lines("note"),
        foot=taken.only("foot"),
        cited=tuple(taken.cited),
    )
