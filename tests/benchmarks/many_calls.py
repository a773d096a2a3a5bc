"""Puts many calls on the disk quickly, each with other words, for measuring."""

import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from callmate.domain.entry import Answered, AnyEntry, Given, HungUp, Note, Started
from callmate.store.atomic_file import VERSION, as_json
from callmate.store.call_journal import CALLS
from callmate.store.journal import ENTRIES
from callmate.store.places import CALL_FILE, Places, folder_of

NOTES = 20
_WORDS = 14
"""In a note."""

LAST = datetime(2026, 12, 31, 23, tzinfo=UTC)
"""When the newest call began; there is one an hour before it."""

_SYLLABLES = [
    *"ba be bi bo ca che ci co da di do fa fi ga gua lo la le li ma me mo na ni no pa".split(),  # noqa: SIM905 - a list of sixty lines says no more
    *"pe po qua ra re ri ro sa se sta sto ta te ti to tra va ve zi tà è".split(),  # noqa: SIM905 - the same
]


class Vocabulary:
    """Words of which some are said often and most hardly ever, as in any language."""

    def __init__(self, size: int = 6000, seed: int = 1) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
        self.words = [self._word() for _ in range(size)]
        self._weights = list(accumulate(1 / place for place in range(1, size + 1)))

    def _word(self) -> str:
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(2, 5)))

    def note(self) -> str:
        """A line as somebody might type it."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._weights, k=_WORDS))


def _template() -> bytes:
    """A call's file, with a place for each thing in which one call differs from another."""
    hour = datetime(2001, 1, 1, 11, tzinfo=UTC)
    entries: list[AnyEntry] = [
        Started(id="s", at=hour, company="Zefiro Telecom <company>", number="187"),
        Answered(id="a", at=hour),
        Given(id="o", at=hour, item="operator", text="<operator>"),
        Given(id="c", at=hour, item="claim_number", text="<claim>"),
        *(
            Note(id=f"n{place}", at=hour + timedelta(seconds=20 * place), text="<note>")
            for place in range(NOTES)
        ),
        HungUp(id="h", at=hour + timedelta(minutes=9)),
    ]
    records = {str(place): CALLS.as_kept(entry)[1] for place, entry in enumerate(entries, 1)}
    raw = as_json({"version": VERSION, "id": "<id>", ENTRIES: records})
    for mark in (b"2001-01-01T11", b"<company>", b"<operator>", b"<claim>", b"<note>", b"<id>"):
        assert mark in raw, mark
    return raw


def fill(places: Places, number: int) -> None:
    """Put ``number`` calls on the disk, one an hour up to the end of 2026."""
    template, vocabulary = _template(), Vocabulary()
    pieces = template.split(b"<note>")
    for place in range(number):
        at = LAST - timedelta(hours=place)
        call_id = f"{at:%Y%m%dT%H%M%SZ}-{place:06x}"
        raw = pieces[0] + b"".join(vocabulary.note().encode() + piece for piece in pieces[1:])
        for mark, text in (
            (b"2001-01-01T11", f"{at:%Y-%m-%dT%H}"),
            (b"<company>", str(place % 40)),
            (b"<operator>", str(1000 + place % 9000)),
            (b"<claim>", f"AB-{place:06}"),
            (b"<id>", call_id),
        ):
            raw = raw.replace(mark, text.encode())
        folder = folder_of(places, call_id)
        folder.mkdir(parents=True)
        (folder / CALL_FILE).write_bytes(raw)
