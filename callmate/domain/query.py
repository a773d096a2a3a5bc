"""What somebody looks for: words, exact phrases and filters such as ``company:``."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from callmate.domain.entry import Outcome, in_reach
from callmate.domain.text import folded, folded_from
from callmate.domain.times import written_day

FILTERS = {
    "company": "company",
    "azienda": "company",
    "after": "after",
    "dopo": "after",
    "before": "before",
    "prima": "before",
    "claim": "claim",
    "reclamo": "claim",
    "missing": "missing",
    "manca": "missing",
    "outcome": "outcome",
    "esito": "outcome",
}
"""What each name of a filter means."""

ITEMS = {
    "claim": "claim_number",
    "number": "claim_number",
    "reclamo": "claim_number",
    "numero": "claim_number",
    "operator": "operator",
    "operatore": "operator",
    "name": "operator_name",
    "nome": "operator_name",
    "promise": "promise",
    "promessa": "promise",
    "witness": "witness",
    "testimone": "witness",
}
"""The checklist item that each word names."""

OUTCOMES = {
    "none": None,
    "nessuno": None,
    "solved": Outcome.SOLVED,
    "risolto": Outcome.SOLVED,
    "risolta": Outcome.SOLVED,
    "promised": Outcome.PROMISED,
    "promesso": Outcome.PROMISED,
    "promessa": Outcome.PROMISED,
    "refused": Outcome.REFUSED,
    "rifiutato": Outcome.REFUSED,
    "rifiuto": Outcome.REFUSED,
    "transferred": Outcome.TRANSFERRED,
    "trasferito": Outcome.TRANSFERRED,
    "unanswered": Outcome.NO_ANSWER,
    "nessuna-risposta": Outcome.NO_ANSWER,
    "dropped": Outcome.DROPPED,
    "caduta": Outcome.DROPPED,
}
"""The outcome that each word names."""


_OPENING, _CLOSING = '"“«„', '"”»“'
_PIECE = re.compile(rf"([^\W\d_]+:)?(?:[{_OPENING}]([^{_CLOSING}]*)([{_CLOSING}]?)|(\S+))")
_TOKEN = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Needle:
    """A word or a phrase, folded, in tokens that follow each other."""

    tokens: tuple[str, ...]
    whole: bool = False
    """Whether the last token must end there; otherwise a longer word will do."""


@dataclass(frozen=True)
class Query:
    """What is looked for; all of it must be there."""

    needles: tuple[Needle, ...] = ()
    companies: tuple[str, ...] = ()
    """Pieces of the company's name, folded."""
    claims: tuple[str, ...] = ()
    """Pieces of a claim number, or of a letter's number, folded."""
    after: date | None = None
    """The first day that counts."""
    before: date | None = None
    """The last day that counts."""
    missing: tuple[str, ...] = ()
    """Ids of checklist items that must be missing."""
    outcomes: tuple[Outcome | None, ...] = ()
    """The outcomes that will do, ``None`` for none chosen; all when empty."""
    unread: tuple[str, ...] = ()
    """Filters whose value is not understood, as they were typed."""

    @property
    def empty(self) -> bool:
        """Whether nothing is looked for."""
        return replace(self, unread=()) == Query()

    @property
    def calls_only(self) -> bool:
        """Whether only a call can be what is looked for."""
        return bool(self.missing or self.outcomes)


def read_query(text: str, today: date) -> Query:
    """What a line of search asks for.

    Args:
        text: Words, phrases in quotes, filters in English or Italian; as typed so far.
        today: A day without a year is the last such day up to this one.
    """
    query = Query()
    for name, phrase, closed, word in _PIECE.findall(text):
        kind = FILTERS.get(folded(name[:-1])) if name else None
        if word.endswith(":") and folded(word[:-1]) in FILTERS:
            continue  # its value is yet to come
        value = word or phrase
        if kind is not None:
            query = _filtered(query, kind, name + value, value.strip(), today)
            continue
        tokens = tuple(_TOKEN.findall(folded(name + value)))
        if tokens:
            query = replace(query, needles=(*query.needles, Needle(tokens, bool(closed))))
    return query


def _filtered(query: Query, kind: str, typed: str, value: str, today: date) -> Query:
    plain = folded(value)
    if not plain:
        return query
    match kind:
        case "company":
            query = replace(query, companies=(*query.companies, plain))
        case "claim":
            query = replace(query, claims=(*query.claims, plain))
        case "missing" if plain in ITEMS:
            query = replace(query, missing=(*query.missing, ITEMS[plain]))
        case "outcome" if plain in OUTCOMES:
            query = replace(query, outcomes=(*query.outcomes, OUTCOMES[plain]))
        case "after" if day := _day(value, today, (1, 1)):
            query = replace(query, after=day)
        case "before" if day := _day(value, today, (12, 31)):
            query = replace(query, before=day)
        case _:
            query = replace(query, unread=(*query.unread, typed))
    return query


def _day(value: str, today: date, of_year: tuple[int, int]) -> date | None:
    if re.fullmatch(r"[12]\d{3}", value):
        return day if in_reach(day := date(int(value), *of_year)) else None
    return written_day(value, today)


BETWEEN = "\ue000"
"""Put between two texts that are searched as one: no phrase reaches over it."""

_GAP = rf"(?:[^\w{BETWEEN}]|_)+"


def any_in(needles: Sequence[Needle], text: str) -> bool:
    """Whether any of the needles stands in a text."""
    return bool(holding(needles, (text,)))


def holding(needles: Sequence[Needle], texts: Sequence[str]) -> list[int]:
    """The places of those texts in which any of the needles stands, in order."""
    plain = [folded(text) for text in texts]
    found = set[int]()
    for needle in needles:
        first, search = needle.tokens[0], _pattern(needle).search
        # Most texts do not hold the word at all, and that is quickly seen.
        found.update(at for at, text in enumerate(plain) if first in text and search(text))
    return sorted(found)


def spans(needles: Sequence[Needle], text: str) -> tuple[tuple[int, int], ...]:
    """The stretches of a text that the needles cover, in order, none overlapping."""
    plain, places = folded_from(text)
    found = sorted(match.span() for needle in needles for match in _pattern(needle).finditer(plain))
    lit: list[tuple[int, int]] = []
    for begin, end in found:
        first, last = places[begin], places[end - 1] + 1
        if lit and first <= lit[-1][1]:
            lit[-1] = (lit[-1][0], max(last, lit[-1][1]))
        else:
            lit.append((first, last))
    return tuple(lit)


@cache
def _pattern(needle: Needle) -> re.Pattern[str]:
    words = _GAP.join(re.escape(token) for token in needle.tokens)
    return re.compile(rf"(?<![^\W_]){words}" + (r"(?![^\W_])" if needle.whole else ""))
