"""Stages a made-up case for the pictures: two calls, a letter, a post, a broken promise."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

from staging import Watch, settle
from textual.pilot import Pilot

from callmate.domain.call import Call
from callmate.domain.case import Author, Case, CaseFacts, Channel, Statement
from callmate.domain.due import find_due
from callmate.domain.entry import Sector
from callmate.locale.messages import Language
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.journal_writer import OpenCall
from callmate.store.places import Places, fresh_id
from callmate.store.settings import Settings
from callmate.ui.app import CallMate

WORDS: Mapping[str, Mapping[str, str]] = {
    "it": {
        "name": "Linea guasta",
        "wanted": "la linea riparata e il rimborso",
        "refund": "Rimborso dei giorni persi?",
        "visit": "Quando viene il tecnico?",
        "refused": "«se ne parla a guasto risolto»",
        "known": "guasto di zona già noto, dice che ci lavorano",
        "promise": "tecnico entro venerdì",
        "letter": "chiesto il numero del reclamo",
        "post": "ancora senza linea da una settimana",
        "robot": "abbiamo ricevuto il suo messaggio",
        "sorry": "ci scusiamo, verifichiamo con i tecnici",
        "unknown": "dice che in zona non risulta nessun guasto",
        "yes": "sì, nella prossima bolletta",
        "matter": "il guasto è noto?",
    },
    "en": {
        "name": "Dead line",
        "wanted": "the line mended and a refund",
        "refund": "Refund for the lost days?",
        "visit": "When does the engineer come?",
        "refused": "“we talk about that when it is mended”",
        "known": "known fault in the area, says they are working on it",
        "promise": "engineer by friday",
        "letter": "asked for the claim number",
        "post": "still no line after a week",
        "robot": "we have received your message",
        "sorry": "we are sorry, we are asking the engineers",
        "unknown": "says that no fault is known in the area",
        "yes": "yes, on the next bill",
        "matter": "is the fault known?",
    },
}


class CaseStage:
    """A case of a week, and the screens that show it.

    Args:
        folder: Where it is put.
        language: The language of its words.
        now: The time at which the pictures are taken.
    """

    def __init__(self, folder: Path, language: Language, now: datetime) -> None:
        self._words = WORDS[language]
        self._language: Language = language
        self._places = Places(folder / "data", folder / "config")
        self._cabinet = Cabinet(self._places)
        self._now = now
        watch = Watch(now - timedelta(days=6))
        self._watch = watch
        self._desk = CaseDesk(Cases(self._places), fresh_id, watch)
        self._live()

    def _live(self) -> None:
        words, watch = self._words, self._watch
        case = self._desk.open(
            CaseFacts(
                name=words["name"],
                company="Zefiro Telecom",
                sector=Sector.COMMUNICATIONS,
                number="187",
                customer_code="C-420 553",
                line_code="06 5550 1234",
                noticed_on=date(2026, 11, 16),
                wanted=words["wanted"],
            )
        )
        first, note = self._first_call(case)
        promise = first.promises[0].entry
        watch.wait(60 * 24)
        self._desk.add(case, Channel.LETTER, words["letter"], reference="RR123456IT")
        watch.wait(60 * 24)
        self._desk.add(case, Channel.POST, words["post"])
        watch.wait(1)
        self._desk.add(case, Channel.POST, words["robot"], author=Author.AUTOMATIC)
        watch.wait(60 * 22)
        self._desk.add(case, Channel.POST, words["sorry"], author=Author.PERSON)
        watch.time = self._now - timedelta(minutes=40)
        second, other = self._second_call(case)
        case = self._desk.settle(case, first.id, promise, kept=False)
        statements = Statement(first.id, note), Statement(second.id, other)
        self._desk.contradict(case, *statements, words["matter"])

    def scenes(self) -> dict[str, Callable[[], Awaitable[str]]]:
        """The pictures by name, each made when it is called."""
        return {
            "chronology": self.chronology,
            "before-call": self.before_call,
            "answers": self.answers,
        }

    def _begun(self, case: Case) -> OpenCall:
        started = begin(
            "Zefiro Telecom",
            number="187",
            matter=case.name,
            sector=Sector.COMMUNICATIONS,
            questions=(self._words["refund"], self._words["visit"]),
            case=case.id,
            clock=self._watch,
        )
        return self._cabinet.create(started, fresh_id(started.at))

    def _first_call(self, case: Case) -> tuple[Call, str]:
        words, watch = self._words, self._watch
        with self._begun(case) as kept:
            desk = Desk(kept, watch)
            watch.wait(0, 20)
            desk.press("2, 1")
            desk.hold()
            watch.wait(6, 12)
            desk.answer()
            desk.give("operator", "2093")
            watch.wait(1)
            note = desk.note(words["known"])
            desk.refuse("question:1", words["refused"])
            watch.wait(1)
            due = find_due(words["promise"], watch(), self._language)
            desk.promise(words["promise"], due)
            watch.wait(2)
            desk.hang_up()
            return desk.call, note.id

    def _second_call(self, case: Case) -> tuple[Call, str]:
        words, watch = self._words, self._watch
        with self._begun(case) as kept:
            desk = Desk(kept, watch)
            watch.wait(4)
            desk.answer()
            desk.give("operator", "4471")
            watch.wait(1)
            desk.give("question:1", words["yes"])
            note = desk.note(words["unknown"])
            desk.give("claim_number", "A74K-20931")
            watch.wait(3)
            desk.hang_up()
            watch.wait(1)
            return desk.call, note.id

    async def chronology(self) -> str:
        """The case, its card beside its chronology."""
        return await self._picture((120, 36), "home")

    async def before_call(self) -> str:
        """What to have ready before dialling again."""
        return await self._picture((80, 24), "t")

    async def answers(self) -> str:
        """What two operators said about the same things."""
        return await self._picture((80, 24), "o")

    async def _picture(self, size: tuple[int, int], key: str) -> str:
        app = CallMate(self._places, Settings(), clock=lambda: self._now)
        async with app.run_test(size=size) as pilot:
            await _press(pilot, "p")
            await _press(pilot, "enter")
            await _press(pilot, key)
            return app.export_screenshot()


async def _press(pilot: Pilot[None], key: str) -> None:
    await settle(pilot)
    await pilot.press(key)
    await settle(pilot)
