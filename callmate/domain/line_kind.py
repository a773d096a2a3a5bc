"""The kinds of line by which a chronology is gone through."""

from enum import StrEnum

from callmate.domain.case_entry import Channel, Happened, Settled
from callmate.domain.chronology import Line
from callmate.domain.entry import Promised

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


def belongs(line: Line, kind: LineKind) -> bool:
    """Whether a line is of a kind."""
    entry = line.entry
    match kind:
        case LineKind.ALL:
            return True
        case LineKind.CALLS:
            return line.call is not None
        case LineKind.PROMISES:
            return isinstance(entry, (Promised, Settled))
        case _:
            return isinstance(entry, Happened) and kind is _by_channel(entry.channel)


def _by_channel(channel: Channel) -> LineKind:
    if channel in _MONEY:
        return LineKind.MONEY
    return LineKind.POSTS if channel is Channel.POST else LineKind.LETTERS
