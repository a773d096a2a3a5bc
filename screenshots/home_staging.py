"""Stages what the first screen shows: what is due, an open case, calls; and a search."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from staging import Stage, Watch, settle

from callmate.domain.case import CaseFacts, Channel
from callmate.domain.due import find_due
from callmate.domain.entry import Outcome, Sector
from callmate.locale.messages import Language
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from callmate.store.settings import Settings
from callmate.ui.app import CallMate

WORDS: Mapping[str, Mapping[str, str]] = {
    "it": {
        "name": "Linea guasta",
        "note": "chiede di riavviare il modem, poi dice che manda un tecnico",
        "promise": "tecnico entro venerdì",
        "letter": "chiesto per iscritto chi paga il modem",
        "sought": "modem",
    },
    "en": {
        "name": "Dead line",
        "note": "asks to restart the router, then says that an engineer comes",
        "promise": "engineer by friday",
        "letter": "asked in writing who pays for the router",
        "sought": "router",
    },
}


class HomeStage:
    """Calls of a week, one of them in a case with a promise still open.

    Args:
        folder: Where they are put.
        language: The language of their words.
        now: The time at which the pictures are taken.
    """

    def __init__(self, folder: Path, language: Language, now: datetime) -> None:
        self._words = WORDS[language]
        Stage(folder, language, now)  # the calls outside the case
        self._places = Places(folder / "data", folder / "config")
        self._now = now
        watch = Watch(now - timedelta(hours=2))
        cases = CaseDesk(Cases(self._places), fresh_id, watch)
        case = cases.open(
            CaseFacts(
                name=self._words["name"],
                company="Zefiro Telecom",
                sector=Sector.COMMUNICATIONS,
                number="187",
                noticed_on=date(2026, 11, 16),
            )
        )
        started = begin("Zefiro Telecom", number="187", case=case.id, clock=watch)
        with Cabinet(self._places).create(started, fresh_id(started.at)) as kept:
            desk = Desk(kept, watch)
            watch.wait(4, 10)
            desk.answer()
            desk.give("operator", "4471")
            watch.wait(2)
            desk.note(self._words["note"])
            due = find_due(self._words["promise"], watch(), language)
            desk.promise(self._words["promise"], due)
            watch.wait(1)
            desk.give("claim_number", "A74K-20931")
            desk.hang_up()
            desk.settle(Outcome.PROMISED)
        watch.wait(20)
        cases.add(case, Channel.EMAIL, self._words["letter"])

    def scenes(self) -> dict[str, Callable[[], Awaitable[str]]]:
        """The pictures by name, each made when it is called."""
        return {"home": self.home, "search": self.search}

    async def home(self) -> str:
        """What is due, the open case, the calls kept so far."""
        return await self._picture()

    async def search(self) -> str:
        """What was found of a word while it was typed."""
        return await self._picture("slash", *self._words["sought"])

    async def _picture(self, *keys: str) -> str:
        app = CallMate(self._places, Settings(country="it"), clock=lambda: self._now)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot, 1.5)
            for key in keys:
                await pilot.press(key)
                await settle(pilot)
            await settle(pilot)
            return app.export_screenshot()
