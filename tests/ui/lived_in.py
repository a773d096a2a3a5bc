"""The program with a few cases and calls of long names, for tests of how it looks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from textual.pilot import Pilot

from callmate.domain.case import CaseFacts
from callmate.domain.due import find_due
from callmate.domain.entry import Outcome, Sector
from callmate.services.desk import Desk, begin
from callmate.store.places import fresh_id
from callmate.ui.theme import NAMES, OURS
from tests.ui.program import Program, drawn

LONG = "Telefono muto da tre settimane e fattura doppia di novembre, via Garibaldi"
"""More than a line of a list has room for."""


def lived(app: Program, calls: int = 3) -> tuple[str, str]:
    """Have a case with calls in it kept; its id, and that of the last call."""
    case = app.case_desk.open(CaseFacts(name=LONG, company="Zefiro", sector=Sector.COMMUNICATIONS))
    seconds = count()
    begun = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)

    def clock() -> datetime:
        return begun + timedelta(seconds=next(seconds))

    call_id = ""
    for _ in range(calls):
        started = begin("Zefiro", sector=Sector.COMMUNICATIONS, case=case.id, clock=clock)
        call_id = fresh_id(started.at)
        with app.cabinet.create(started, call_id) as kept:
            desk = Desk(kept, clock)
            desk.answer()
            desk.give("operator", "4471 Luca Bianchi")
            desk.note("ha detto che il guasto è noto")
            desk.promise("rimborso in bolletta entro ven", find_due("entro ven", clock(), "it"))
            desk.hang_up()
            desk.settle(Outcome.PROMISED)
    return case.id, call_id


@asynccontextmanager
async def opened(
    folder: Path, size: tuple[int, int], theme: str = "dark"
) -> AsyncIterator[tuple[Program, Pilot[None]]]:
    """The program in a terminal of a size, in one of the themes that can be chosen."""
    app = Program(folder)
    name = NAMES[theme]
    if name in OURS:
        app.register_theme(OURS[name])
    app.theme = name
    async with app.run_test(size=size, notifications=True) as pilot:
        yield app, pilot


ROUNDS = 4
"""How often in a row a screen has to have been drawn with nothing left to do.

What a screen reads may begin only after it was drawn; a list that became shorter brings its cursor
into sight after one drawing, and scrolls there after another.
"""


async def settled(app: Program, pilot: Pilot[None]) -> None:
    """Wait until every key was dealt with, and what the screen reads beside it has come."""
    still = 0
    for _ in range(1000):
        await pilot.pause(0.02)
        await drawn(app)
        still = still + 1 if _at_rest(app) else 0
        if still == ROUNDS:
            return


def _at_rest(app: Program) -> bool:
    return app.has_no_key_to_do and all(worker.is_finished for worker in app.workers)
