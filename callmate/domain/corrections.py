"""What stands of a call's entries: in its latest words, put right, taken back, struck, moved."""

from collections.abc import Sequence

from msgspec.structs import replace

from callmate.domain.entry import (
    AnyEntry,
    CallFacts,
    Given,
    MovedAway,
    MovedHere,
    Note,
    Pressed,
    Promised,
    Refused,
    Reworded,
    Started,
    Struck,
    Undone,
)

WORDED = (Started, Pressed, Note, Given, Refused, Promised, MovedHere)
"""Kinds whose words a later entry may correct."""

RESHAPING = (Undone, Reworded, Struck, CallFacts, MovedAway, MovedHere)
"""Kinds that change what other entries add up to."""


def words_in(entry: AnyEntry) -> str | None:
    """The words of an entry that can be corrected; ``None`` when it can have none."""
    match entry:
        case Started():
            return entry.company
        case MovedHere():
            return entry.entry.text
        case Pressed() | Note() | Given() | Refused() | Promised():
            return entry.text
        case _:
            return None


def taken_back(entries: Sequence[AnyEntry]) -> frozenset[str]:
    """The ids of entries that count no more: taken back, struck out, or moved to another call."""
    undone = {entry.target for entry in entries if isinstance(entry, Undone)}
    return frozenset(undone | {each.target for each in _lifting(entries, undone)})


def _lifting(entries: Sequence[AnyEntry], undone: set[str]) -> list[Struck | MovedAway]:
    kinds = (Struck, MovedAway)
    return [each for each in entries if isinstance(each, kinds) and each.id not in undone]


def lifted_by(entries: Sequence[AnyEntry], target: str) -> Struck | MovedAway | None:
    """What struck out or moved away an entry; ``None`` when it was plainly taken back, or not."""
    undone = {entry.target for entry in entries if isinstance(entry, Undone)}
    found = [each for each in _lifting(entries, undone) if each.target == target]
    return None if target in undone or not found else found[-1]


def corrections(entries: Sequence[AnyEntry]) -> dict[str, Reworded]:
    """The latest correction in force of each entry that has one, by the id of what it corrects."""
    gone = taken_back(entries)
    return {
        entry.target: entry
        for entry in entries
        if isinstance(entry, Reworded) and entry.id not in gone
    }


def reworded(entry: AnyEntry, correction: Reworded | None) -> AnyEntry:
    """``entry`` with the words that a correction gives it, if there is one and it can have any."""
    if correction is None:
        return entry
    match entry:
        case Started():
            return replace(entry, company=correction.text)
        case MovedHere():
            moved = replace(entry.entry, **_new_words(entry.entry, correction))
            return replace(entry, entry=moved)
        case Pressed() | Note() | Given() | Refused() | Promised():
            return replace(entry, **_new_words(entry, correction))
        case _:
            return entry


def _new_words(entry: AnyEntry, correction: Reworded) -> dict[str, object]:
    words: dict[str, object] = {"text": correction.text}
    if isinstance(entry, Promised):
        words |= {"due": correction.due, "due_exact": correction.due_exact}
    return words


def start_of(entries: Sequence[AnyEntry]) -> Started:
    """The start of a call with its facts as last put right.

    Args:
        entries: Those of the call, the start first.

    Raises:
        ValueError: The first is not a start.
    """
    if not entries or not isinstance(entries[0], Started):
        raise ValueError("a call begins with its start")
    return _put_right(entries[0], entries, taken_back(entries))


def _put_right(start: Started, entries: Sequence[AnyEntry], gone: frozenset[str]) -> Started:
    for entry in entries:
        if entry.id in gone:
            continue
        if isinstance(entry, Reworded) and entry.target == start.id:
            start = replace(start, company=entry.text)
        elif isinstance(entry, CallFacts):
            start = replace(start, **changed_facts(entry))
    return start


def changed_facts(entry: CallFacts) -> dict[str, str]:
    """What an entry puts right, by the names of the fields of a start."""
    fields = ("company", "number", "matter", "sector")
    found = ((name, getattr(entry, name)) for name in fields)
    return {name: value for name, value in found if value is not None}


def in_force(entries: Sequence[AnyEntry]) -> tuple[AnyEntry, ...]:
    """The entries that count: none taken back, each with its latest words.

    An entry that was moved here stands among them itself, as one that was added later.
    """
    gone, latest = taken_back(entries), corrections(entries)
    return tuple(
        _put_right(entry, entries, gone)
        if isinstance(entry, Started)
        else _told(reworded(entry, latest.get(entry.id)))
        for entry in entries
        if entry.id not in gone and not isinstance(entry, (Undone, Reworded, Struck, MovedAway))
    )


def _told(entry: AnyEntry) -> AnyEntry:
    return replace(entry.entry, late=True) if isinstance(entry, MovedHere) else entry


def fills_words(entries: Sequence[AnyEntry], entry: AnyEntry) -> bool:
    """Whether ``entry`` gives words to one of ``entries`` that was stamped without any."""
    if not isinstance(entry, Reworded):
        return False
    target = next((each for each in entries if each.id == entry.target), None)
    return target is not None and words_in(target) == ""
