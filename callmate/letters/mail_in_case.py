"""Files an e-mail or a PEC receipt in a case, and knows a letter of ours by its subject."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

from callmate.domain.case import Purpose
from callmate.domain.chronology import Chronology
from callmate.domain.letter import LetterKind
from callmate.domain.rules import Country
from callmate.letters.draft import LetterInHand
from callmate.letters.kinds import PatternError, purpose_of
from callmate.letters.mail import subject_of_mail
from callmate.locale.messages import Language
from callmate.services.case_desk import CaseDesk
from callmate.services.edits import is_mail
from callmate.services.mail.filing import MailFiled, MailFiler, MailNotFiledError, mail_contents
from callmate.services.mail.message import NoMailError, read_mail
from callmate.services.mail.receipt import PecReceipt
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import StoreError

_LANGUAGES: Final[tuple[Language, ...]] = ("it", "en")


def file_mail(
    cabinet: Cabinet,
    desk: CaseDesk,
    told: Chronology,
    path: Path,
    *,
    country: Country,
    clock: Callable[[], datetime],
) -> MailFiled:
    """Read an ``.eml`` file and file it in a case.

    Args:
        cabinet: Where the calls are kept.
        desk: Where it is written down.
        told: The case and its calls.
        path: The file.
        country: Whose rules hold.
        clock: Tells the time.

    Raises:
        MailNotFiledError: It is no e-mail, too large, cannot be read, or is there already;
            the latter as ``MailThereError``.
        StoreError: The disk did not take it.
    """

    def purpose(subject: str) -> Purpose | None:
        return _purpose(cabinet, told, subject, country, clock)

    filer = MailFiler(desk, Cases(cabinet.places), cabinet.places, clock(), purpose)
    return filer.file(told.case, path)


def pec_receipt(path: Path) -> PecReceipt | None:
    """The PEC receipt in a file; ``None`` where it holds none, or cannot be read."""
    if not is_mail(path):
        return None
    try:
        return read_mail(mail_contents(path)).receipt
    except (NoMailError, MailNotFiledError):
        return None


def _purpose(
    cabinet: Cabinet,
    told: Chronology,
    subject: str,
    country: Country,
    clock: Callable[[], datetime],
) -> Purpose | None:
    """What a letter with this subject is for; ``None`` where it is none of ours."""
    wanted = _plain(subject)
    for kind in LetterKind:
        for language in _LANGUAGES:
            try:
                letter = LetterInHand(cabinet, told, kind.value, language, country, clock=clock)
            except (PatternError, StoreError):
                continue
            ours = _plain(subject_of_mail(letter.letter))
            if ours and ours == wanted:
                return purpose_of(kind.value)
    return None


def _plain(subject: str) -> str:
    return " ".join(subject.casefold().split())
