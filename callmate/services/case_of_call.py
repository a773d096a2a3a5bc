"""Puts calls into cases, moves what is in one to another, and makes one case of two."""

from collections.abc import Iterable
from dataclasses import dataclass

from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.case import (
    Case,
    CaseFacts,
    Dated,
    Delivered,
    LineTakenAway,
    MergedHere,
    Movable,
    ReplyJudged,
)
from callmate.domain.entry import Filed
from callmate.domain.records import CallSummary
from callmate.domain.text import folded
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Clock
from callmate.services.edits import add_to_call
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases, open_attachment
from callmate.store.errors import StoreError
from callmate.store.rows import Row


@dataclass(frozen=True)
class FiledCall:
    """What became of a call that was to be filed."""

    entry: str
    """The id of the entry that filed it; empty when nothing was filed."""
    trouble: str
    """Why it could not be kept, in a sentence; empty when it was."""


def file_call(cabinet: Cabinet, call_id: str, case: str | None, clock: Clock) -> FiledCall:
    """File a past call into a case, or out of any.

    Args:
        cabinet: Where the call is kept.
        call_id: The call.
        case: The case; ``None`` for none.
        clock: Tells the time.
    """
    made: list[Filed] = []
    trouble = add_to_call(cabinet, call_id, clock, lambda desk: made.append(desk.file(case)))
    return FiledCall(made[0].id if made and not trouble else "", trouble)


def file_all(
    cabinet: Cabinet, calls: Iterable[str], case: str, clock: Clock
) -> tuple[list[FiledCall], str]:
    """File several past calls into a case; what was filed, and the first trouble, if any."""
    done = [file_call(cabinet, call, case, clock) for call in calls]
    trouble = next((each.trouble for each in done if each.trouble), "")
    return [each for each in done if each.entry], trouble


def facts_of_call(call: Call) -> CaseFacts:
    """What a call knows of the problem that it is about, for a new case."""
    start = call.start
    return CaseFacts(
        name=start.matter or start.company,
        company=start.company,
        sector=start.sector,
        number=start.number,
    )


def same_company(first: str, second: str) -> bool:
    """Whether two names are one company's, blind to case and accents; no name is nobody's."""
    return bool(first.strip()) and folded(first.strip()) == folded(second.strip())


def loose_calls(rows: Iterable[Row], company: str) -> list[CallSummary]:
    """The calls to a company that have ended and are in no case, in the order of the rows."""
    return [
        row
        for row in rows
        if isinstance(row, CallSummary)
        and row.ended is not None
        and row.case is None
        and same_company(row.company, company)
    ]


def cases_for(cases: Cases, company: str, filed: str | None = None) -> list[Case]:
    """The cases that a call may be filed into: those of its company first, else the newest.

    Args:
        cases: All cases.
        company: Whom the call was to.
        filed: The case it is in, which is among them even when it is closed.
    """
    found = [case for case in cases.readable() if case.closed is None or case.id == filed]
    return sorted(found, key=lambda case: not same_company(case.facts.company, company))


def case_name(cases: Cases, case: str | None) -> str:
    """What a case is called; empty for none, and for one that cannot be read."""
    if case is None:
        return ""
    try:
        return cases.read(case).name
    except StoreError:
        return ""


def move_line(cases: Cases, desk: CaseDesk, line: Movable, source: Case, target: Case) -> None:
    """Have a line of one case belong to another, a copy of its file with it, and what is about it.

    It is kept there before it is taken away here, so that it is never in neither.

    Raises:
        StoreError: The disk did not take it, or the file is not there any more.
    """
    for each in (line, *_about(source, line.id)):
        _move_one(cases, desk, each, source, target)


def _about(case: Case, line: str) -> list[Movable]:
    """The receipts of a line, and what was said of it as a reply."""
    return [
        each
        for each in case.standing
        if (isinstance(each, Delivered) and each.sent == line)
        or (isinstance(each, ReplyJudged) and each.reply == line)
    ]


def _move_one(cases: Cases, desk: CaseDesk, line: Movable, source: Case, target: Case) -> None:
    if line.id not in {entry.id for entry in target.standing}:
        moved = line
        if isinstance(line, Dated) and line.attachment is not None:
            with open_attachment(cases.folder(source.id), line.attachment) as file:
                copied = cases.attach(target.id, line.attachment.name, file)
            moved = replace(line, attachment=copied)
        desk.take_over(target, moved, source)
    desk.take_away(source, line.id, target)


def move_back(cases: Cases, desk: CaseDesk, line: str, source: str, target: str) -> None:
    """Take back that a line went from one case to another.

    Args:
        cases: All cases.
        desk: Where it is kept.
        line: The line's id.
        source: The case it came from.
        target: The case it went to.

    Raises:
        StoreError: A case cannot be read or written.
    """
    for each in _about(cases.read(target), line):
        _move_one_back(cases, desk, each.id, source, target)
    _move_one_back(cases, desk, line, source, target)


def _move_one_back(cases: Cases, desk: CaseDesk, line: str, source: str, target: str) -> None:
    left, reached = cases.read(source), cases.read(target)
    for away in left.standing:
        if isinstance(away, LineTakenAway) and (away.target, away.case) == (line, target):
            desk.withdraw(left, away.id)
    brought = reached.taken_over.get(line)
    if brought is not None and brought.case == source:
        desk.withdraw(reached, brought.id)


@dataclass(frozen=True)
class Merger:
    """Makes one case of two.

    Args:
        cabinet: Where the calls are kept.
        cases: All cases.
        desk: What is done to cases.
        clock: Tells the time.
    """

    cabinet: Cabinet
    cases: Cases
    desk: CaseDesk
    clock: Clock

    def merge(self, source: Case, target: Case, rows: Iterable[Row]) -> str:
        """Have a case go on in another; doing it again after trouble goes on with it.

        Args:
            source: The case that is merged.
            target: The case it goes on in.
            rows: All calls.

        Returns:
            Why it was not done, in a sentence; empty when it was.

        Raises:
            StoreError: A case cannot be read or written, or a file is not there any more.
        """
        own = [row.id for row in rows if isinstance(row, CallSummary) and row.case == source.id]
        _filed, trouble = file_all(self.cabinet, own, target.id, self.clock)
        if trouble:
            return trouble
        lines = [entry for entry in source.standing if isinstance(entry, Movable)]
        for line in lines:
            _move_one(self.cases, self.desk, line, source, target)
        self.desk.merge(source, target, tuple(line.id for line in lines), tuple(own))
        return ""

    def undo(self, source: Case) -> str:
        """Take back that a case was merged; returns and raises as ``merge`` does."""
        merged = source.merged
        if merged is None:
            return ""
        for call in merged.calls:
            trouble = self._unfile(call, merged.into)
            if trouble:
                return trouble
        for line in merged.lines:
            _move_one_back(self.cases, self.desk, line, source.id, merged.into)
        target = self.cases.read(merged.into)
        for here in target.standing:
            if isinstance(here, MergedHere) and here.case == source.id:
                self.desk.withdraw(target, here.id)
        self.desk.withdraw(self.cases.read(source.id), merged.id)
        return ""

    def _unfile(self, call: str, target: str) -> str:
        filed = [e for e in self.cabinet.read(call).standing if isinstance(e, Filed)]
        if not filed or filed[-1].case != target:
            return ""  # it has been filed elsewhere since
        last = filed[-1].id
        return add_to_call(self.cabinet, call, self.clock, lambda desk: desk.take_back(last))
