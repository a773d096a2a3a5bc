"""Puts what the owner says happened into a case, with the file that goes with it."""

from datetime import datetime, time

from callmate.case_desk import CaseDesk
from callmate.domain.case import Case
from callmate.store.cases import Cases
from callmate.ui.screens.add_dialog import Added


def put(desk: CaseDesk, cases: Cases, case: Case, added: Added, now: datetime) -> None:
    """Keep something that is not a call; a day that is not today stands for its noon.

    Raises:
        StoreError: The disk did not take it.
        OSError: The file cannot be read.
    """
    at_noon = datetime.combine(added.on, time(12), tzinfo=now.tzinfo)
    attachment = None
    if added.file is not None:
        with added.file.open("rb") as source:
            attachment = cases.attach(case.id, added.file.name, source)
    desk.add(
        case,
        added.channel,
        added.text,
        on=now if added.on == now.date() else at_noon,
        day_only=added.on != now.date(),
        author=added.author,
        reference=added.reference,
        attachment=attachment,
        purpose=added.purpose,
    )
