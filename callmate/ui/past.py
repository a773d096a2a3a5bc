"""What past calls tell about a company that is rung again."""

from itertools import islice

from callmate.domain.call import Call
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NoSuchCall

_LOOKED_AT = 300
"""How many of the latest calls are looked through."""


def last_call(cabinet: Cabinet, company: str) -> Call | None:
    """The latest call to this company, blind to case, among the latest calls."""
    wanted = company.strip().casefold()
    for call in recent(cabinet):
        if call.company.strip().casefold() == wanted:
            return call
    return None


def companies(cabinet: Cabinet) -> list[str]:
    """The companies rung lately, the latest first."""
    names = {call.company.strip(): None for call in recent(cabinet) if call.company.strip()}
    return list(names)


def recent(cabinet: Cabinet) -> list[Call]:
    """The latest calls that can be read, newest first."""
    calls = []
    for call_id in islice(cabinet.ids(), _LOOKED_AT):
        try:
            calls.append(cabinet.read(call_id))
        except (Damaged, NoSuchCall):
            continue
    return calls
