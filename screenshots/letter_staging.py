"""Stages letters about a refused claim number, and a dossier, for the pictures."""

import tempfile
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path

from staging import settle
from steps_staging import StepsStage

from callmate.documents.case_paper import sealed_case
from callmate.documents.dossier import PAPER, DossierFolder
from callmate.domain.letter import LetterKind, Recipient, Sender
from callmate.letters.draft import LetterInHand
from callmate.locale.messages import Language
from callmate.store.addresses import Addresses
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.settings import Settings
from callmate.ui.app import CallMate


class LetterStage(StepsStage):
    """The same case, its letters on the screen and on paper.

    Args:
        folder: Where it is put.
        language: The language of its words.
        now: The time at which the pictures are taken.
    """

    def __init__(self, folder: Path, language: Language, now: datetime) -> None:
        super().__init__(folder, language, now)
        self._language: Language = language
        addresses = Addresses(self._places)
        addresses.keep_sender(
            Sender("Anna Bianchi", "Via dei Tigli 12", "20121 Milano", "anna@example.org")
        )
        addresses.keep_recipient(
            "Zefiro Telecom", Recipient("Zefiro Telecom S.p.A.", mail="reclami@pec.example")
        )

    def scenes(self) -> dict[str, Callable[[], Awaitable[str]]]:
        """The pictures by name, each made when it is called."""
        return {"letters": self.letters, "letter": self.letter}

    def pages(self) -> dict[str, bytes]:
        """PDFs by the name of the picture of their first page."""
        with tempfile.TemporaryDirectory() as folder:
            cabinet = Cabinet(self._places)
            (case_id,) = Cases(self._places).ids()
            told = sealed_case(cabinet, Cases(self._places), case_id).told
            letter = LetterInHand(
                cabinet, told, LetterKind.COMPLAINT, self._language, "it", clock=lambda: self._now
            )
            made = DossierFolder(cabinet, case_id, Path(folder) / "dossier", "Adiconsum")
            made.finish("it", self._now)
            return {
                "letter-page": letter.contents(".pdf"),
                "dossier-page": (made.folder / PAPER).read_bytes(),
            }

    async def letters(self) -> str:
        """Which letters can be written."""
        return await self._letter_picture((80, 24), "l")

    async def letter(self) -> str:
        """One letter, what is missing in it, the rules that it names."""
        return await self._letter_picture((120, 36), "l", "enter")

    async def _letter_picture(self, size: tuple[int, int], *keys: str) -> str:
        app = CallMate(self._places, Settings(country="it"), clock=lambda: self._now)
        async with app.run_test(size=size) as pilot:
            for key in ("p", "enter", *keys):
                await settle(pilot)
                await pilot.press(key)
            await settle(pilot)
            return app.export_screenshot()
