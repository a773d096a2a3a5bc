"""Fills a pattern with the facts of a case; what is missing stays in sight as a gap."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
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
from msgspec.structs import replace

from callmate.domain.due import without_day
from callmate.domain.letter import GAP, Assertion, Block, Letter, LetterChoices, Recipient, Sender
from callmate.domain.narrative import Narrative
from callmate.domain.promise import Promise
from callmate.domain.rules import Country, Rule
from callmate.domain.text import on_paper, visible
from callmate.letters.grounds import Assertions
from callmate.letters.kinds import ENDING, PATTERNS, PatternError, own_patterns
from callmate.letters.pattern_bounds import MOST, Sandbox, bounded_cost
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


_PEC: Final = re.compile(r"@.*(\bpec\b|pec\.|legalmail|postacert|arubapec)", re.IGNORECASE)
"""In an address, what those of certified mail have and others have not."""
_QUOTES: Final = '«»“”„‟"'


class _Missing(Undefined):
    """A fact that the pattern names and the case does not have."""

    def __str__(self) -> str:
        return GAP.format(what=self._undefined_name or "?")

    def __iter__(self) -> Iterator[object]:
        return iter(())

    def __bool__(self) -> bool:
        return False


class _Collected:
    """What a pattern says, part by part, and what of it is asserted.

    Args:
        assertions: Takes note of that.
    """

    def __init__(self, assertions: Assertions) -> None:
        self._assertions = assertions
        self.stated: list[Assertion] = []
        self.annex: list[str] = []
        self.parts: dict[str, list[str]] = {}
        self.blocks: list[tuple[str, list[str]]] = []
        self.cited: list[str] = []

    def part(self, name: str, caller: Callable[[], str]) -> str:
        """Take a line of a part that stands in one place, such as the sender."""
        if line := self._line(caller()):
            self.parts.setdefault(name, []).append(line)
        return ""

    def block(self, kind: str, caller: Callable[[], str]) -> str:
        """Take a paragraph or an item."""
        if line := self._line(caller()):
            if kind != "text" and self.blocks and self.blocks[-1][0] == kind:
                self.blocks[-1][1].append(line)
            else:
                self.blocks.append((kind, [line]))
        return ""

    def tell(self, kind: str, entry: str, caller: Callable[[], str]) -> str:
        """Take a fact, told in its place or in the annex, and note which entry says so."""
        words = _one_line(caller())
        told = self._assertions.tells(entry, words) if entry else words
        if kind == "facts":
            return self.block(kind, lambda: told)
        self.annex += filter(None, [self._line(told)])
        return ""

    def _line(self, text: str) -> str:
        line, made = self._assertions.taken_from(_one_line(text))
        self.stated += made
        return line

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
    assertions = Assertions(matter.story)
    taken = _Collected(assertions)
    named = _verbs(taken, matter.rules, language) | _values(matter)
    named |= {"says": assertions.says, "tells": assertions.tells, "known": assertions.known}
    try:
        pattern = _environment(language, own).get_template(name + ENDING)
        with bounded_cost() if own and own_patterns(own) else nullcontext():
            _render(pattern, named)
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
        if size > MOST:
            raise ValueError("it makes no end")


def flaw_of(path: Path) -> PatternError | None:
    """What keeps a pattern of the owner's own from being understood; ``None`` if nothing does.

    Args:
        path: Its file.
    """
    try:
        Sandbox().parse(path.read_text("utf-8"))
    except (TemplateError, OSError, ValueError, RecursionError) as error:
        return PatternError(path.stem, visible(str(error)), getattr(error, "lineno", None))
    return None


@cache
def _environment(language: Language, own: Path | None) -> Sandbox:
    folders = [own / language, own] if own is not None else []
    loaders: list[BaseLoader] = [
        FileSystemLoader(str(folder)) for folder in (*folders, PATTERNS / language)
    ]
    sandbox = Sandbox(
        loader=ChoiceLoader(loaders),
        undefined=_Missing,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sandbox.filters["bare"] = lambda text: str(text or "").rstrip(" .;,")
    sandbox.filters["stop"] = lambda text: _stopped(str(text or ""))
    opening, closing = "«»" if language == "it" else "“”"
    sandbox.filters["quoted"] = lambda text: _quoted(str(text or ""), opening, closing)
    sandbox.globals["gap"] = lambda what: GAP.format(what=what)
    return sandbox


def _verbs(taken: _Collected, rules: Mapping[str, Rule], language: Language) -> dict[str, object]:
    return {
        "part": taken.part,
        "para": lambda caller: taken.block("text", caller),
        "fact": lambda entry="", *, caller: taken.tell("facts", str(entry), caller),
        "annex": lambda entry="", *, caller: taken.tell("annex", str(entry), caller),
        "ask": lambda caller: taken.block("asks", caller),
        "enclose": lambda caller: taken.block("enclosed", caller),
        "cite": taken.cite,
        "cited": lambda: _cited(rules, taken.cited, language),
        "after": lambda day, days: day + timedelta(days=min(days, 3660)),
    }


def _cited(rules: Mapping[str, Rule], cited: Sequence[str], language: Language) -> list[str]:
    """What the acts are called that a letter names, each once; a rule without an act has none."""
    acts = (rules[each].cite for each in cited if each in rules)
    names = (visible(act.it if language == "it" else act.en) for act in acts if act)
    return list(dict.fromkeys(name.replace("'", "’") for name in names))


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
        "stated": _shown(matter.story.stated),
        "by_pec": bool(_PEC.search(matter.recipient.mail)),
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


def _stopped(text: str) -> str:
    # What ends in a full stop, as “S.p.A.” does, needs no other to end a sentence.
    return text if text.rstrip()[-1:] in {".", "?", "!", "…"} else f"{text}."


def _one_line(text: str) -> str:
    # The lines of a pattern are its own; those that were typed have become visible signs.
    lines = [line for each in text.split("\n") if (line := each.strip())]
    return "".join(line if line[0] in ".,;:" else f" {line}" for line in lines).strip()


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
        annex=tuple(taken.annex),
        annex_title=taken.only("annex"),
        stated=tuple(taken.stated),
    )
