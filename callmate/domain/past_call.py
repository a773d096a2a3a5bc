"""A call that was not led with the program: read as people write it down, and told by entries."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from typing import Literal, TypeVar

import msgspec

from callmate.domain.due import Due
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HungUp,
    Note,
    Outcome,
    OutcomeSet,
    Promised,
    Refused,
    Sector,
    Started,
    WrittenUp,
)
from callmate.domain.legs import read_operator
from callmate.domain.times import (
    about_time,
    written_day,
    written_length,
    written_moment,
    written_time,
)


class PastCall(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody noted of a call on paper, or in a list."""

    company: str
    at: datetime
    """When it began, with its offset."""
    approximate: bool = False
    """Whether only the day, or about what time it was, is known."""
    length: timedelta | None = None
    number: str = ""
    matter: str = ""
    sector: Sector = Sector.OTHER
    operator: str = ""
    claim: str = ""
    claim_refused: bool = False
    notes: tuple[str, ...] = ()
    promise: str = ""
    due: datetime | None = None
    due_exact: bool = False
    outcome: Outcome | None = None
    case: str | None = None


def first_entry(past: PastCall, new_id: Callable[[], str]) -> Started:
    """The start of a past call, marked as written down afterwards."""
    return Started(
        id=new_id(),
        at=past.at,
        late=True,
        company=past.company,
        number=past.number,
        matter=past.matter,
        sector=past.sector,
        case=past.case,
    )


def further_entries(past: PastCall, new_id: Callable[[], str]) -> tuple[AnyEntry, ...]:
    """What else is known of a past call, to its end; nobody knows when in the call it was said."""
    found: list[AnyEntry] = []
    at, end = past.at, past.at + (past.length or timedelta(0))
    if past.operator:
        found.append(Answered(id=new_id(), at=at, late=True))
        named = read_operator(past.operator)
        given = (("operator", named.code), ("operator_name", named.name))
        found += [
            Given(id=new_id(), at=at, late=True, item=item, text=text)
            for item, text in given
            if text
        ]
    if past.claim:
        found.append(Given(id=new_id(), at=at, late=True, item="claim_number", text=past.claim))
    elif past.claim_refused:
        found.append(Refused(id=new_id(), at=at, late=True, item="claim_number"))
    found += [Note(id=new_id(), at=at, late=True, text=text) for text in past.notes]
    if past.promise:
        found.append(
            Promised(
                id=new_id(),
                at=at,
                late=True,
                text=past.promise,
                due=past.due,
                due_exact=past.due_exact,
            )
        )
    found.append(HungUp(id=new_id(), at=end, late=True))
    if past.outcome is not None:
        found.append(OutcomeSet(id=new_id(), at=end, late=True, outcome=past.outcome))
    return tuple(found)


def written_up(
    past: PastCall, new_id: Callable[[], str], now: datetime, source: str = "", row: str = ""
) -> WrittenUp:
    """Says that the call was written down afterwards.

    Args:
        past: The call.
        new_id: Makes names for entries.
        now: When it is written down.
        source: The name of the file that it comes from; empty when somebody typed it.
        row: Hex digest of its line there, by which it is known again.
    """
    return WrittenUp(
        id=new_id(),
        at=now,
        late=True,
        approximate=past.approximate,
        untimed=past.length is None,
        source=source,
        row=row,
    )


Chosen = TypeVar("Chosen")

Field = Literal[
    "company",
    "day",
    "time",
    "length",
    "number",
    "matter",
    "operator",
    "claim",
    "notes",
    "promise",
    "due",
    "outcome",
    "case",
]

UnclearKind = Literal[
    "no_company",
    "no_day",
    "bad_day",
    "bad_time",
    "future",
    "bad_length",
    "bad_due",
    "due_of_nothing",
    "bad_outcome",
    "bad_case",
]

OUTCOMES = {
    **{outcome.value: outcome for outcome in Outcome},
    **dict.fromkeys(("risolto", "risolta"), Outcome.SOLVED),
    **dict.fromkeys(("promesso", "promessa", "promise"), Outcome.PROMISED),
    **dict.fromkeys(("rifiutato", "rifiutata", "rifiuto"), Outcome.REFUSED),
    **dict.fromkeys(
        ("trasferito", "trasferita", "passato ad altri", "passed on"), Outcome.TRANSFERRED
    ),
    **dict.fromkeys(("nessuna risposta", "non rispondono", "no answer"), Outcome.NO_ANSWER),
    **dict.fromkeys(("caduta la linea", "linea caduta", "line dropped"), Outcome.DROPPED),
}
"""How each outcome is written, in lower case, in both languages."""

_NOON = time(12)
_REFUSED = {"rifiutato", "rifiutata", "rifiutano", "negato", "refused", "denied"}
_NOT_GIVEN = {"-", "–", "no", "non dato", "nessuno", "not given", "none"}


class UnclearError(Exception):
    """Something that was written of a call cannot be understood.

    Args:
        field: Where it stands.
        kind: In what way.
        text: What was written.
    """

    def __init__(self, field: Field, kind: UnclearKind, text: str = "") -> None:
        super().__init__(field, kind, text)
        self.field: Field = field
        self.kind: UnclearKind = kind
        self.text = text


def read_past(
    written: Mapping[str, str],
    now: datetime,
    find_due: Callable[[str, datetime], Due | None],
    *,
    cases: Mapping[str, str],
    sector: Sector = Sector.OTHER,
) -> PastCall:
    """Read a past call.

    Args:
        written: What stands in each field; what was left out may be missing.
        now: The time, at this place.
        find_due: Finds in a text, said at a time, when something is due.
        cases: The ids of the cases there are, by their names in lower case.
        sector: The company's trade.

    Raises:
        UnclearError: Something cannot be understood, or does not fit.
    """
    said = {field: text.strip() for field, text in written.items()}
    company = said.get("company", "")
    if not company:
        raise UnclearError("company", "no_company")
    at, approximate = _when(said, now)
    claim = said.get("claim", "")
    due = _due(said, at, find_due)
    return PastCall(
        company=company,
        at=at,
        approximate=approximate,
        length=_length(said.get("length", "")),
        number=said.get("number", ""),
        matter=said.get("matter", ""),
        sector=sector,
        operator=said.get("operator", ""),
        claim="" if claim.casefold() in _REFUSED | _NOT_GIVEN else claim,
        claim_refused=claim.casefold() in _REFUSED,
        notes=_notes(written.get("notes", "")),
        promise=said.get("promise", ""),
        due=due.at if due else None,
        due_exact=due.exact if due else False,
        outcome=_chosen(said.get("outcome", ""), OUTCOMES, "outcome", "bad_outcome"),
        case=_chosen(said.get("case", ""), cases, "case", "bad_case"),
    )


def _when(said: Mapping[str, str], now: datetime) -> tuple[datetime, bool]:
    day_text, time_text = said.get("day", ""), said.get("time", "")
    if not day_text:
        raise UnclearError("day", "no_day")
    moment = None if time_text else _both(day_text, now)
    day = moment.date() if moment else written_day(day_text, now.date())
    if day is None:
        raise UnclearError("day", "bad_day", day_text)
    exact = moment.time() if moment else written_time(time_text)
    about = about_time(time_text)
    if time_text and exact is None and about is None:
        raise UnclearError("time", "bad_time", time_text)
    at = datetime.combine(day, exact or about or _NOON).astimezone()
    if exact is None and day == now.date():
        at = min(at, now)  # today, and nobody knows when: not later than now
    if at > now:
        raise UnclearError("time" if day == now.date() else "day", "future", day_text)
    return at, exact is None


def _both(text: str, now: datetime) -> datetime | None:
    """Read a day with a time of day behind it, as spreadsheets write them, at this place."""
    moment = written_moment(text, now.date()) if " " in text or "T" in text else None
    return moment.astimezone() if moment and moment.tzinfo else moment


def _length(text: str) -> timedelta | None:
    found = written_length(text) if text else None
    if text and found is None:
        raise UnclearError("length", "bad_length", text)
    return found


def _notes(text: str) -> tuple[str, ...]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace(" | ", "\n").split("\n")
    return tuple(line for line in lines if line.strip())


def _due(
    said: Mapping[str, str], at: datetime, find_due: Callable[[str, datetime], Due | None]
) -> Due | None:
    promise, by = said.get("promise", ""), said.get("due", "")
    if not by:
        return find_due(promise, at) if promise else None
    if not promise:
        raise UnclearError("due", "due_of_nothing", by)
    found = find_due(by, at)
    if found is None:
        raise UnclearError("due", "bad_due", by)
    return found


def _chosen(
    text: str, known: Mapping[str, Chosen], field: Field, kind: UnclearKind
) -> Chosen | None:
    if not text:
        return None
    found = known.get(text.casefold())
    if found is None:
        raise UnclearError(field, kind, text)
    return found
