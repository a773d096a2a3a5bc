"""Stages made-up calls for the pictures."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from made_up_sound import made_up
from textual.pilot import Pilot
from textual.widgets import Input

from callmate.audio.layout import SoundFacts, read_facts, write_facts
from callmate.audio.protocol import HeardAlong, SpokenWord
from callmate.audio.requests import Spot
from callmate.audio.sealed import seal_whole
from callmate.audio.transcript.words_file import Transcript, keep
from callmate.domain.due import find_due
from callmate.domain.entry import Outcome, Sector
from callmate.locale.messages import Language
from callmate.services.call_recording import SoundState
from callmate.services.desk import Desk, begin
from callmate.services.transcript_search import name_of_spot
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places, fresh_id
from callmate.store.settings import Settings
from callmate.ui.app import CallMate
from callmate.ui.screens.live.level_bar import LevelBar
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.review.player_bar import PlayerBar

_SECONDS = 1155

WORDS: Mapping[str, Mapping[str, str]] = {
    "it": {
        "matter": "linea guasta dal 18/11",
        "question": "Rimborso dei giorni persi?",
        "modem": "modem spento da lunedì, chiede il riavvio: già fatto due volte",
        "known": "dice: guasto di zona già noto",
        "promise": "tecnico entro ven 27/11",
        "offer": "offre uno sconto se cambio contratto",
        "witness": "Lucia",
        "refusal": "«non siamo tenuti a darlo»",
        "bill": "bolletta doppia di ottobre",
        "reading": "lettura del contatore 4512",
    },
    "en": {
        "matter": "line dead since 18/11",
        "question": "Refund for the lost days?",
        "modem": "router off since Monday, asks me to restart it: done twice already",
        "known": "says: known fault in the area",
        "promise": "engineer by fri 27/11",
        "offer": "offers a discount if I change contract",
        "witness": "Lucy",
        "refusal": "“we do not have to give it”",
        "bill": "October billed twice",
        "reading": "meter reading 4512",
    },
}


SAID: Mapping[str, Mapping[float, str]] = {
    "it": {
        741.0: "Buongiorno, sono Marco, il mio codice operatore è 4417. Mi dica pure.",
        802.0: "Le do il numero della pratica: è il 73 39 25. Il guasto è di zona, lo sappiamo.",
        985.0: "Il tecnico viene da voi entro venerdì 27 novembre, di mattina.",
    },
    "en": {
        741.0: "Good morning, my name is Mark, my operator number is 4417. How can I help?",
        802.0: "Your claim number is 73 39 25. The fault is in the whole area, we know of it.",
        985.0: "The engineer will come to you by Friday 27 November, in the morning.",
    },
}
"""What a machine understood of the call, and from which second on."""


async def settle(pilot: Pilot[None], seconds: float = 0.4) -> None:
    """Wait until a screen shows all that it reads, on a slow machine too.

    Args:
        pilot: Who drives the program.
        seconds: How long to wait for what is begun by a timer.
    """
    await pilot.pause(seconds)
    for _look in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.1)
    for field in pilot.app.screen.query(Input):
        field.cursor_blink = False
        await pilot.pause()


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self, time: datetime) -> None:
        self.time = time

    def __call__(self) -> datetime:
        """The time now."""
        return self.time

    def wait(self, minutes: float, seconds: float = 0) -> None:
        """Let time pass."""
        self.time += timedelta(minutes=minutes, seconds=seconds)


class Stage:
    """A folder of made-up calls, and the screens that show them.

    Args:
        folder: Where the calls are put.
        language: The language of the notes.
        now: The time at which the pictures are taken.
    """

    def __init__(self, folder: Path, language: Language, now: datetime) -> None:
        self._words = WORDS[language]
        self._language: Language = language
        self._places = Places(folder / "data", folder / "config")
        self._cabinet = Cabinet(self._places)
        self._now = now
        self._past()

    def scenes(self) -> dict[str, Callable[[], Awaitable[str]]]:
        """The pictures by name, each made when it is called."""
        return {
            # First: later scenes add calls of one and the same second, in an order drawn by lot.
            "past-call": self.past_call,
            "live-call": self.live_call,
            "listening-along": self.listening_along,
            "wrap-up": self.wrap_up,
            "review": self.review,
            "what-was-said": self.what_was_said,
        }

    def _past(self) -> None:
        words = self._words
        self._call("Aurora Gas", Sector.ENERGY, timedelta(days=6), "AG-20931", words["bill"])
        earlier = timedelta(days=6, hours=2)
        self._call("Acque del Borgo", Sector.WATER, earlier, "", words["reading"])
        self._call("Zefiro Telecom", Sector.COMMUNICATIONS, timedelta(days=1), "", words["matter"])

    def _call(self, company: str, sector: Sector, ago: timedelta, claim: str, matter: str) -> None:
        watch = Watch(self._now - ago)
        started = begin(company, sector=sector, matter=matter, number="187", clock=watch)
        with self._cabinet.create(started, fresh_id(started.at)) as kept:
            desk = Desk(kept, watch)
            watch.wait(2)
            desk.answer()
            watch.wait(0, 20)
            desk.give("operator", "2093")
            desk.note(self._words["modem"])
            watch.wait(4)
            if claim:
                desk.give("claim_number", claim)
            else:
                desk.refuse("claim_number", self._words["refusal"])
            watch.wait(1, 12)
            desk.hang_up()
            desk.settle(Outcome.PROMISED if claim else Outcome.REFUSED)

    def _in_progress(self, desk: Desk, watch: Watch) -> None:
        words = self._words
        watch.wait(0, 36)
        desk.hold()
        watch.wait(3, 29)
        desk.answer()
        watch.wait(0, 8)
        desk.give("operator", "2093")
        watch.wait(0, 42)
        desk.note(words["modem"])
        watch.wait(2)
        desk.give("speakerphone")
        desk.give("witness", words["witness"])
        watch.wait(2, 38)
        desk.hold()
        watch.wait(2, 43)
        desk.transfer()
        watch.wait(0, 10)
        desk.give("operator", "4471")
        watch.wait(1, 47)
        desk.note(words["known"])
        watch.wait(2, 21)
        text = words["promise"]
        desk.promise(text, find_due(text, watch(), self._language))
        watch.wait(2, 41)
        desk.note(words["offer"])

    async def live_call(self) -> str:
        """A call in progress, being recorded."""
        return await self._live(heard="")

    async def listening_along(self) -> str:
        """The same call, in which the computer heard a claim number."""
        return await self._live(heard=SAID[self._language][802.0])

    async def _live(self, heard: str) -> str:
        watch = Watch(self._now)
        app = CallMate(self._places, Settings(), start=None, clock=watch)
        async with app.run_test(size=(80, 24)) as pilot:
            started = begin(
                "Zefiro Telecom",
                number="187",
                matter=self._words["matter"],
                sector=Sector.COMMUNICATIONS,
                questions=[self._words["question"]],
                clock=watch,
            )
            app.begin_call(started)
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, LiveScreen)  # noqa: S101 - tells the type
            self._in_progress(screen.live.desk, watch)
            watch.wait(0, 20)
            await pilot.press("ctrl+t")
            if heard:
                along = screen.live.recording.along
                along.began(1, started.at)
                words = enumerate(heard.split())
                told = (
                    SpokenWord(f" {w}", 1140 + 0.4 * n, 1140.3 + 0.4 * n, 0.9) for n, w in words
                )
                along.hear(HeardAlong(1, 1140.0, tuple(told)))
                await along.looked()
                await pilot.press("tab")
            levels = (-52.0, -40.0, -22.0, -18.0, -30.0, -14.0, -20.0, -34.0, -16.0, -25.0, -48.0)
            screen.query_one(LevelBar).sound = SoundState(since=started.at, levels=levels)
            await settle(pilot)
            picture = app.export_screenshot()
            await pilot.press("ctrl+d")
            return picture

    async def wrap_up(self) -> str:
        """A call that has just ended."""
        watch = Watch(self._now)
        app = CallMate(self._places, Settings(), clock=watch)
        async with app.run_test(size=(80, 24)) as pilot:
            app.begin_call(begin("Zefiro Telecom", sector=Sector.COMMUNICATIONS, clock=watch))
            await pilot.pause()
            screen = app.screen
            assert isinstance(screen, LiveScreen)  # noqa: S101 - tells the type
            self._in_progress(screen.live.desk, watch)
            await pilot.press("ctrl+e", "enter")
            await settle(pilot)
            return app.export_screenshot()

    def _recorded(self) -> str:
        """Keep a call with sound; its id."""
        watch = Watch(self._now - timedelta(minutes=30))
        started = begin("Zefiro Telecom", number="187", sector=Sector.COMMUNICATIONS, clock=watch)
        with self._cabinet.create(started, fresh_id(started.at)) as kept:
            desk = Desk(kept, watch)
            desk.recording_began(1, "sound-1", started.at)
            self._in_progress(desk, watch)
            waiting = [
                (
                    (hold.since - started.at).total_seconds(),
                    (hold.until - started.at).total_seconds(),
                )
                for hold in desk.call.holds
                if hold.until
            ]
            sound = made_up(_SECONDS, waiting)
            digest = seal_whole(kept.folder, 1, sound, OwnerKeys(self._places).recipient())
            ended = started.at + timedelta(seconds=_SECONDS)
            facts = SoundFacts(1, "", started.at, ended, float(_SECONDS), digest)
            write_facts(kept.folder, facts)
            desk.recording_ended(1, "sound-1.opus.age", started.at, _SECONDS, digest)
            desk.hang_up()
            desk.settle(Outcome.PROMISED)
            return kept.call.id

    async def past_call(self) -> str:
        """A past call without sound."""
        app = CallMate(self._places, Settings(country="it"), clock=lambda: self._now)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot, 1.5)
            await pilot.press("enter")
            await settle(pilot)
            return app.export_screenshot()

    async def review(self) -> str:
        """A past call gone through, while its sound is heard."""
        recorded = self._recorded()
        app = CallMate(self._places, Settings(), clock=lambda: self._now)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            app.review(recorded)
            await settle(pilot)
            await pilot.press(*["down"] * 13)
            bar = app.screen.query_one(PlayerBar)
            while not any(wave.done >= wave.seconds for _begin, wave in bar.picture.waves):
                await settle(pilot)
            bar.playing = replace(bar.playing, position=994.0, running=True, speed=1.25)
            await settle(pilot)
            return app.export_screenshot()

    def _write_down(self, call_id: str) -> None:
        """Have a machine understand what was said in a call."""
        words = [
            SpokenWord(f" {word}", second + 0.4 * place, second + 0.4 * place + 0.3, 0.9)
            for second, line in SAID[self._language].items()
            for place, word in enumerate(line.split())
        ]
        folder = self._cabinet.folder(call_id)
        facts = read_facts(folder, 1)
        assert facts is not None  # noqa: S101 - tells the type
        length, whose = float(_SECONDS), OwnerKeys(self._places).identity()
        told = Transcript(facts.sha256 or "", "small", self._language, length, length, tuple(words))
        keep(folder, 1, told, whose)

    async def what_was_said(self) -> str:
        """What a machine understood of a past call, beside what was written down in it."""
        recorded = self._recorded()
        self._write_down(recorded)
        app = CallMate(self._places, Settings(), clock=lambda: self._now)
        async with app.run_test(size=(80, 24)) as pilot:
            await settle(pilot)
            app.review(recorded, name_of_spot(Spot(1, 806.0)))
            await settle(pilot, 1.5)
            return app.export_screenshot()
