"""On what the sentences of letters stand: each kind of fact, and the entries that say so."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from callmate.domain.letter import Assertion
from callmate.domain.letter_facts import What
from callmate.domain.narrative import CallTold, Narrative
from callmate.domain.promise import Fate

_OPENS, _PARTS, _CLOSES = "\ufdd0", "\ufdd1", "\ufdd2"
"""Signs that stand in no text: they go round what is asserted while a pattern is filled."""


def grounds(told: Narrative) -> dict[str, tuple[str, ...]]:
    """The ids of the entries that each kind of fact stands on; what there is none of is left out.

    Args:
        told: The case.
    """
    found = {
        "facts": (told.stated_facts,),
        "noticed": (told.stated_facts,) if told.facts.noticed_on else (),
        "sent": (told.sent.entry,) if told.sent else (),
        "delivered": (told.delivered_by,) if told.delivered_by else (),
        "replied": tuple(each.entry for each in told.replies),
        "unreplied": (told.sent.entry,) if told.sent and not told.replies else (),
        "enclosed": told.enclosed_by,
        "recorded": told.recorded_by,
        **_of_calls(told),
        **_of_promises(told),
        **{f"stated_{name}": (entry,) for name, entry in told.stated_by.items()},
    }
    return {name: entries for name, entries in found.items() if entries}


def _of_calls(told: Narrative) -> dict[str, tuple[str, ...]]:
    return {
        "called": tuple(call.entry for call in told.calls),
        "rang": tuple(call.entry for call in told.calls if not call.came_in),
        "came_in": tuple(call.came for call in told.calls if call.came_in),
        "spoke": tuple(call.spoke for call in told.calls if call.answered),
        "reported": tuple(call.spoke for call in told.calls if call.answered and not call.came_in),
        "offered": (told.offer.entry,) if told.offer else (),
        "claim_given": _claims(told.calls, What.GIVEN),
        "claim_refused": _claims([call for call in told.calls if call.claim_refused], What.REFUSED),
    }


def _claims(calls: Sequence[CallTold], what: What) -> tuple[str, ...]:
    facts = (fact for call in calls for fact in call.facts)
    return tuple(f.entry for f in facts if f.what is what and f.item == "claim_number")


def _of_promises(told: Narrative) -> dict[str, tuple[str, ...]]:
    fates = {f"{each.call}/{each.entry}": each.fate(told.now) for each in told.promises}
    late = (entry for entry, fate in fates.items() if fate is Fate.OVERDUE)
    broken = (entry for entry, fate in fates.items() if fate is Fate.BROKEN)
    return {
        "promised": tuple(fates),
        "overdue": tuple(late),
        "broken": tuple(told.settled[entry] for entry in broken if entry in told.settled),
    }


class Assertions:
    """What a pattern asserts while it is filled.

    Args:
        told: The case.
    """

    def __init__(self, told: Narrative) -> None:
        self._grounds: Final = grounds(told)
        self._made: list[tuple[str, tuple[str, ...]]] = []

    @property
    def known(self) -> dict[str, bool]:
        """What can be asserted, by name."""
        return dict.fromkeys(self._grounds, True)

    def says(self, ground: str, caller: Callable[[], str]) -> str:
        """Say something that stands on a kind of fact; without that fact nothing is said.

        Args:
            ground: The name of the kind.
            caller: Gives the words.
        """
        entries = self._grounds.get(ground, ())
        return self._marked(ground, entries, caller()) if entries else ""

    def tells(self, entry: str, words: str) -> str:
        """Say what one entry says.

        Args:
            entry: Its id, as in ``Fact.entry``.
            words: The words.
        """
        return self._marked("entry", (entry,), words)

    def _marked(self, ground: str, entries: tuple[str, ...], words: str) -> str:
        if not words.strip():
            return words
        self._made.append((ground, entries))
        return f"{_OPENS}{len(self._made) - 1}{_PARTS}{words}{_CLOSES}"

    def taken_from(self, text: str) -> tuple[str, tuple[Assertion, ...]]:
        """A text without the signs, and what it asserts."""
        pieces = list(_pieces(text))
        made = (
            Assertion(words.strip(), *self._made[number])
            for number, words in pieces
            if number is not None
        )
        return "".join(words for _number, words in pieces), tuple(made)


def _pieces(text: str) -> Iterator[tuple[int | None, str]]:
    # What is asserted within something asserted belongs to the outer, which was said last.
    before, opens, rest = text.partition(_OPENS)
    if before:
        yield None, before
    while opens:
        number, _parts, rest = rest.partition(_PARTS)
        words, _closes, rest = rest.partition(_CLOSES)
        yield int(number), words
        plain, opens, rest = rest.partition(_OPENS)
        if plain:
            yield None, plain
