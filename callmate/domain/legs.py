"""The spans of a call: with whom one spoke, what they gave, and for how long one waited."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from callmate.domain.entry import (
    ENDINGS,
    Answered,
    AnyEntry,
    Given,
    HoldBegan,
    HoldEnded,
    Transferred,
)


class Hold(msgspec.Struct, frozen=True):
    """A span of waiting."""

    since: datetime
    until: datetime | None


class Leg(msgspec.Struct, frozen=True):
    """The part of a call with one operator."""

    since: datetime
    until: datetime | None
    operator: str | None
    """The operator's number as given; ``None`` while unknown."""
    name: str | None


class Claim(msgspec.Struct, frozen=True):
    """A claim number, and who gave it first."""

    number: str
    operator: str | None
    """The operator's number; ``None`` while unknown."""


def claims_of(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim number once, as it was first given, in order."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.number, claim)
    return tuple(found.values())


def holds_in(entries: Sequence[AnyEntry]) -> tuple[Hold, ...]:
    """The spans of waiting in ``entries``, the ones in force."""
    spans: list[Hold] = []
    for entry in entries:
        waiting = bool(spans) and spans[-1].until is None
        if isinstance(entry, HoldBegan) and not waiting:
            spans.append(Hold(entry.at, None))
        elif waiting and isinstance(entry, (HoldEnded, Answered, Transferred, *ENDINGS)):
            spans[-1] = Hold(spans[-1].since, max(spans[-1].since, entry.at))
    return tuple(spans)


def legs_in(entries: Sequence[AnyEntry]) -> tuple[Leg, ...]:
    """The parts of a call in ``entries``, the ones in force.

    Who is named after the call takes nobody's place: they only fill what is not known of the last.
    """
    legs: list[Leg] = []
    for entry in entries:
        if isinstance(entry, (Answered, Transferred)):
            if legs:
                legs[-1] = _closed(legs[-1], entry.at)
            legs.append(Leg(entry.at, None, None, None))
        elif isinstance(entry, Given) and entry.item in {"operator", "operator_name"}:
            legs = legs or [Leg(entry.at, None, None, None)]
            legs[-1] = _named(legs[-1], entry)
        elif isinstance(entry, ENDINGS) and legs:
            legs[-1] = _closed(legs[-1], entry.at)
    return tuple(legs)


def _closed(leg: Leg, at: datetime) -> Leg:
    return Leg(leg.since, at, leg.operator, leg.name)


def _named(leg: Leg, entry: Given) -> Leg:
    known = leg.operator if entry.item == "operator" else leg.name
    if entry.late and known:
        return leg
    if entry.item == "operator":
        return Leg(leg.since, leg.until, entry.text, leg.name)
    return Leg(leg.since, leg.until, leg.operator, entry.text)
