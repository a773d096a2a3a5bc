"""Everything that happened in a case, in order, and what it adds up to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.case import (
    Case,
    CaseFacts,
    CaseLine,
    Channel,
    Dated,
    Delivered,
    Happened,
    ReplyJudged,
    Settled,
)
from callmate.domain.corrections import fills_words
from callmate.domain.entry import AnyEntry, MovedHere, Promised, Reworded, Sector, Undone
from callmate.domain.legs import Claim, claims_of
from callmate.domain.promise import Promise


@dataclass(frozen=True)
class ChronologyLine:
    """One line of a chronology: an entry of a call, or something that was not a call."""

    at: datetime
    """When it happened."""
    call: Call | None
    entry: AnyEntry | CaseLine
    """An entry of ``call``, or, when that is ``None``, of the case itself."""


@dataclass(frozen=True)
class Totals:
    """What a case has cost, in time and patience."""

    calls: int
    operators: int
    transfers: int
    spent: timedelta
    held: timedelta


def known_facts(case: Case, calls: Sequence[Call]) -> CaseFacts:
    """The facts of a case, its company and sector out of its newest calls where it has none."""
    facts = case.facts
    newest = sorted(calls, key=lambda call: call.start.at, reverse=True)
    sectors = (call.start.sector for call in newest if call.start.sector is not Sector.OTHER)
    companies = (call.company for call in newest if call.company)
    return replace(
        facts,
        sector=next(sectors, facts.sector) if facts.sector is Sector.OTHER else facts.sector,
        company=facts.company or next(companies, ""),
    )


@dataclass(frozen=True)
class Chronology:
    """A case and its calls, told in order.

    Args:
        case: The case.
        calls: The calls that are filed in it, in any order.
    """

    case: Case
    calls: tuple[Call, ...]

    @property
    def facts(self) -> CaseFacts:
        """What is known of the problem; what its facts leave open, its calls may tell."""
        return known_facts(self.case, self.calls)

    @property
    def lines(self) -> tuple[ChronologyLine, ...]:
        """Everything, in the order in which it happened; what was corrected in its last words."""
        lines = [ChronologyLine(_when(entry), None, entry) for entry in self.case.lines]
        for call in self.calls:
            lines += [ChronologyLine(entry.at, call, entry) for entry in _told(call)]
        return tuple(sorted(lines, key=lambda line: line.at))

    @property
    def promises(self) -> tuple[Promise, ...]:
        """Every promise of every call, in order, each with what the case tells of it."""
        made = (
            replace(promise, kept=self.case.kept(promise.call, promise.entry))
            for call in self.calls
            for promise in call.promises
        )
        return tuple(sorted(made, key=lambda promise: promise.at))

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim number of every call, each once, the oldest call's first."""
        calls = sorted(self.calls, key=lambda call: call.start.at)
        return claims_of(claim for call in calls for claim in call.claims)

    def totals(self, now: datetime) -> Totals:
        """What it has cost so far.

        Args:
            now: The time, up to which a call in progress counts.
        """
        operators = {operator for call in self.calls for operator in call.operators}
        return Totals(
            calls=len(self.calls),
            operators=len(operators),
            transfers=sum(max(0, len(call.legs) - 1) for call in self.calls),
            spent=sum((call.length(now) for call in self.calls), timedelta(0)),
            held=sum((call.waited(now) for call in self.calls), timedelta(0)),
        )


def _told(call: Call) -> Sequence[AnyEntry]:
    return [
        entry
        for entry in call.entries
        if entry.id not in call.taken_back
        and not isinstance(entry, Undone)
        and not (isinstance(entry, Reworded) and fills_words(call.entries, entry))
    ]


def _when(entry: CaseLine) -> datetime:
    return entry.on if isinstance(entry, Dated) else entry.at


_MONEY = frozenset({Channel.BILL, Channel.PAYMENT})


class LineKind(StrEnum):
    """Which lines are shown."""

    ALL = "all"
    CALLS = "calls"
    LETTERS = "letters"
    """Letters, e-mails, visits: all that is neither a call, a post nor money."""
    POSTS = "posts"
    PROMISES = "promises"
    MONEY = "money"

    @property
    def following(self) -> "LineKind":
        """The next one, round and round."""
        kinds = list(LineKind)
        return kinds[(kinds.index(self) + 1) % len(kinds)]


def belongs(line: ChronologyLine, kind: LineKind) -> bool:
    """Whether a line is of a kind."""
    entry = line.entry
    match kind:
        case LineKind.ALL:
            return True
        case LineKind.CALLS:
            return line.call is not None
        case LineKind.PROMISES:
            said = entry.entry if isinstance(entry, MovedHere) else entry
            return isinstance(said, (Promised, Settled))
        case _:
            if isinstance(entry, (Delivered, ReplyJudged)):
                return kind is LineKind.LETTERS
            return isinstance(entry, Happened) and kind is _by_channel(entry.channel)


def _by_channel(channel: Channel) -> LineKind:
    if channel in _MONEY:
        return LineKind.MONEY
    return LineKind.POSTS if channel is Channel.POST else LineKind.LETTERS
