"""Where in a text the words that were looked for stand."""

import re
from collections.abc import Sequence
from functools import cache

from callmate.domain.folding import folded, folded_from
from callmate.domain.query import Needle

BETWEEN = "\ue000"
"""Put between two texts that are searched as one: no phrase reaches over it."""

_GAP = rf"(?:[^\w{BETWEEN}]|_)+"


def stands_in(needle: Needle, plain: str) -> bool:
    """Whether a needle stands in a text that is folded already."""
    # Most texts do not hold the word at all, and that is quickly seen.
    return needle.tokens[0] in plain and _pattern(needle).search(plain) is not None


def any_in(needles: Sequence[Needle], text: str) -> bool:
    """Whether any of the needles stands in a text."""
    plain = folded(text)
    return any(stands_in(needle, plain) for needle in needles)


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
