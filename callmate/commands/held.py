"""Looks for what somebody else holds: the fingerprint on a letter that was sent."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from callmate.commands.here import Here
from callmate.domain.seal import digests
from callmate.store.errors import Damaged, NoSuchCall, NoSuchCase

SHORTEST = 8
"""How many of its 64 characters are enough to look for a fingerprint."""


@dataclass(frozen=True)
class Held:
    """The call or case that gives a fingerprint."""

    id: str
    name: str
    """The call's company, or what the case is called."""
    entries: int
    """How many entries it had then; all of these are unchanged."""
    later: int
    """How many were added since."""

    def plain(self) -> dict[str, object]:
        """The same, as programs read it."""
        return {"id": self.id, "entries": self.entries, "later": self.later}


def fingerprint(typed: str) -> str:
    """A fingerprint as it was typed from paper, without what only helps to read it.

    Raises:
        ValueError: It is none.
    """
    bare = "".join(typed.split()).replace("-", "").rstrip("….").lower()
    if not SHORTEST <= len(bare) <= 64 or set(bare) - set("0123456789abcdef"):  # noqa: PLR2004
        raise ValueError
    return bare


def holders(here: Here, wanted: str) -> list[Held]:
    """The calls and cases which had this fingerprint, or one that starts so, at some time."""
    return [*_calls(here, wanted), *_cases(here, wanted)]


def _calls(here: Here, wanted: str) -> Iterator[Held]:
    for call_id in here.cabinet.ids():
        with suppress(Damaged, NoSuchCall):
            records = here.cabinet.records(call_id)
            if place := _place(call_id, records, wanted):
                name = here.cabinet.read(call_id).company
                yield Held(call_id, name, place, len(records) - place)


def _cases(here: Here, wanted: str) -> Iterator[Held]:
    for case_id in here.cases.ids():
        with suppress(Damaged, NoSuchCase):
            records = here.cases.records(case_id)
            if place := _place(case_id, records, wanted):
                yield Held(case_id, here.cases.read(case_id).name, place, len(records) - place)


def _place(chain: str, records: list[dict[str, object]], wanted: str) -> int | None:
    found = enumerate(digests(chain, records), 1)
    return next((place for place, digest in found if digest.startswith(wanted)), None)
