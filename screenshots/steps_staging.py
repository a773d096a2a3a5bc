"""Stages a refused claim number for the pictures: the case, what to do next, and a rule."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from staging import Watch, settle

from callmate.domain.case import CaseFacts
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
        "wanted": "la linea riparata",
        "known": "guasto di zona già noto",
        "refused": "«non diamo numeri»",
        "promise": "tecnico entro venerdì",
    },
    "en": {
        "name": "Dead line",
        "wanted": "the line mended",
        "known": "known fault in the area",
        "refused": "“we do not give any”",
        "promise": "engineer by friday",
    },
}


class StepsStage:
    """A case in which the claim number was refused, and the screens that say what to do.

    Args:
        folder: Where it is put.
        language: The language of its words.
        now: The time at which the pictures are taken.
    """

    def __init__(self, folder: Path, language: Language, now: datetime) -> None:
        words = WORDS[language]
        self._places = Places(folder / "data", folder / "config")
        self._now = now
        watch = Watch(now - timedelta(minutes=20))
        case = CaseDesk(Cases(self._places), fresh_id, watch).open(
            CaseFacts(
                name=words["name"],
                company="Zefiro Telecom",
                sector=Sector.COMMUNICATIONS,
                number="187",
                customer_code="C-420 553",
                noticed_on=date(2026, 11, 16),
                wanted=words["wanted"],
            )
        )
        started = begin(
            "Zefiro Telecom",
            number="187",
            sector=Sector.COMMUNICATIONS,
            case=case.id,
            clock=watch,
        )
        with Cabinet(self._places).create(started, fresh_id(started.at)) as kept:
            desk = Desk(kept, watch)
            watch.wait(3)
            desk.answer()
            desk.give("operator", "4471")
            desk.note(words["known"])
            watch.wait(1)
            desk.refuse("claim_number", words["refused"])
            desk.promise(words["promise"], find_due(words["promise"], watch(), language))
            watch.wait(1)
            desk.hang_up()
            desk.settle(Outcome.REFUSED)

    def scenes(self) -> dict[str, Callable[[], Awaitable[str]]]:
        """The pictures by name, each made when it is called."""
        return {"next-steps": self.next_steps, "rule": self.rule}

    async def next_steps(self) -> str:
        """What to do, and the rule of what may be done at once."""
        return await self._picture((100, 30), "f", "down", "down")

    async def rule(self) -> str:
        """A rule on which sources contradict each other."""
        return await self._picture((100, 30), "f", *["down"] * 7)

    async def _picture(self, size: tuple[int, int], *keys: str) -> str:
        app = CallMate(self._places, Settings(country="it"), clock=lambda: self._now)
        async with app.run_test(size=size) as pilot:
            for key in ("p", "enter", *keys):
                await settle(pilot)
                await pilot.press(key)
            await settle(pilot)
            return app.export_screenshot()
