"""Which entries are in force once corrections are counted in."""

from collections.abc import Sequence

from msgspec.structs import replace

from callmate.domain.entry import WORDED, AnyEntry, Promised, Reworded, Started, Undone


def taken_back(entries: Sequence[AnyEntry]) -> frozenset[str]:
    """The ids of entries that a later entry takes back."""
    return frozenset(entry.target for entry in entries if isinstance(entry, Undone))


def wording(entries: Sequence[AnyEntry], entry: AnyEntry) -> AnyEntry:
    """``entry`` with the words of its latest correction in force."""
    gone = taken_back(entries)
    corrections = [
        later
        for later in entries
        if isinstance(later, Reworded) and later.target == entry.id and later.id not in gone
    ]
    if not corrections or not isinstance(entry, WORDED):
        return entry
    last = corrections[-1]
    if isinstance(entry, Started):
        return replace(entry, company=last.text)
    if isinstance(entry, Promised):
        return replace(entry, text=last.text, due=last.due, due_exact=last.due_exact)
    return replace(entry, text=last.text)


def in_force(entries: Sequence[AnyEntry]) -> tuple[AnyEntry, ...]:
    """The entries that count: none taken back, each with its latest words."""
    gone = taken_back(entries)
    reworded = {entry.target for entry in entries if isinstance(entry, Reworded)}
    return tuple(
        wording(entries, entry) if entry.id in reworded else entry
        for entry in entries
        if entry.id not in gone and not isinstance(entry, (Undone, Reworded))
    )


def fills_words(entries: Sequence[AnyEntry], entry: AnyEntry) -> bool:
    """Whether ``entry`` gives words to one of ``entries`` that was stamped without any."""
    if not isinstance(entry, Reworded):
        return False
    target = next((each for each in entries if each.id == entry.target), None)
    words = target.company if isinstance(target, Started) else getattr(target, "text", None)
    return words == ""
