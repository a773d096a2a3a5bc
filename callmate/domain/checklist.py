"""What to ask for in a call, and what is answered, refused or still missing."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

import msgspec

from callmate.domain.entry import Answered, AnyEntry, Given, Promised, Refused, Sector, Transferred
from callmate.domain.legs import read_operator

QUESTION = "question:"
"""What the ids of the owner's own questions begin with; a number from 1 follows."""

_COMMON = ("operator_name", "promise", "witness", "speakerphone", "recording_notice")
_WRITTEN = (Sector.ENERGY, Sector.WATER, Sector.BANK, Sector.INSURANCE)
"""Trades in which the clock runs from a written complaint, so its address is asked for."""

_PER_LEG = frozenset({"operator", "operator_name"})
"""Items that are asked again of every operator."""

STATED = frozenset({"witness", "speakerphone", "recording_notice"})
"""Items that the owner states; nobody needs to be asked."""


class ItemStanding(StrEnum):
    """How an item stands."""

    ANSWERED = "answered"
    REFUSED = "refused"
    MISSING = "missing"


class Item(msgspec.Struct, frozen=True):
    """One thing to ask for."""

    id: str
    standing: ItemStanding = ItemStanding.MISSING
    text: str = ""
    """The answer, the words of the refusal, or a promise whose date is missing."""
    question: str = ""
    """The owner's own question, when the item is one."""


class Checklist(msgspec.Struct, frozen=True):
    """The items of a call, in the order in which to ask for them."""

    items: tuple[Item, ...]
    others: tuple[Item, ...] = ()
    """What was refused and is no item; its id is what the owner calls it."""

    @property
    def missing(self) -> tuple[Item, ...]:
        """The items that have neither an answer nor a refusal."""
        return tuple(item for item in self.items if item.standing is ItemStanding.MISSING)

    @property
    def refused(self) -> tuple[Item, ...]:
        """What was refused, items or not."""
        items = (item for item in self.items if item.standing is ItemStanding.REFUSED)
        return (*items, *self.others)

    @property
    def next(self) -> Item | None:
        """The item to ask for now: the first missing one that somebody must be asked for."""
        askable = [item for item in self.missing if item.id not in STATED]
        unsaid = [item for item in askable if not item.text]
        return next(iter([*unsaid, *askable, *self.missing]), None)

    def item(self, item_id: str) -> Item | None:
        """The item with this id, if the call has it."""
        return next((item for item in self.items if item.id == item_id), None)

    def answer(self, item_id: str) -> str | None:
        """The answer to an item; ``None`` when it was not given."""
        item = self.item(item_id)
        return item.text if item and item.standing is ItemStanding.ANSWERED else None


def is_answered(checklist: Checklist, item: str, text: str) -> bool:
    """Whether an item has the answer that is typed; an operator's may be code and name."""
    if item != "operator":
        return checklist.answer(item) == text
    named = read_operator(text)
    found = {"operator": named.code, "operator_name": named.name}
    return all(checklist.answer(each) == said for each, said in found.items() if said)


def item_ids(sector: Sector, questions: Sequence[str]) -> tuple[str, ...]:
    """The ids of what to ask in a call of this sector, in order."""
    own = tuple(f"{QUESTION}{number}" for number in range(1, len(questions) + 1))
    written = ("written_channel",) if sector in _WRITTEN else ()
    return ("operator", "claim_number", *written, *_COMMON, *own)


def _is_item(item_id: str) -> bool:
    """Whether some call has an item with this id."""
    return item_id.startswith(QUESTION) or item_id in {*item_ids(_WRITTEN[0], ())}


def _is_earlier(entry: Given, began: datetime | None) -> bool:
    return entry.heard and began is not None and entry.at < began


def fill(sector: Sector, questions: Sequence[str], entries: Sequence[AnyEntry]) -> Checklist:
    """The checklist as ``entries``, the ones in force, leave it."""
    asked = dict.fromkeys(item_ids(sector, questions), "")
    asked |= {f"{QUESTION}{number}": text for number, text in enumerate(questions, 1)}
    items = {item_id: Item(item_id, question=text) for item_id, text in asked.items()}
    others: dict[str, Item] = {}
    began: datetime | None = None  # the part with the operator who is asked now
    for entry in entries:
        if isinstance(entry, (Answered, Transferred)):
            began = entry.at
            for item_id in _PER_LEG & items.keys():
                items[item_id] = Item(item_id)
        elif isinstance(entry, Promised):
            dated = ItemStanding.MISSING if entry.due is None else ItemStanding.ANSWERED
            items["promise"] = Item("promise", dated, entry.text)
        elif isinstance(entry, Given) and entry.item in _PER_LEG and _is_earlier(entry, began):
            continue  # it was heard in the recording of somebody who spoke before
        elif isinstance(entry, (Given, Refused)) and entry.item in items:
            standing = ItemStanding.ANSWERED if isinstance(entry, Given) else ItemStanding.REFUSED
            question = items[entry.item].question
            items[entry.item] = Item(entry.item, standing, entry.text, question)
        elif isinstance(entry, Refused) and not _is_item(entry.item):
            others[entry.item] = Item(entry.item, ItemStanding.REFUSED, entry.text)
    return Checklist(tuple(items.values()), tuple(others.values()))
