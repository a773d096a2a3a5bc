"""What a new call begins with: out of its case, or out of the latest calls to a company."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from itertools import islice

from callmate.domain.briefing import briefing_of
from callmate.domain.call import Call
from callmate.domain.case import CaseFacts
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Sector, Started
from callmate.domain.records import CallSummary
from callmate.domain.sector_guess import guessed_sector
from callmate.services.desk import Clock, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Damaged, NoSuchCall
from callmate.store.places import Places
from callmate.store.questions import OwnQuestions
from callmate.store.rows import Row


def start_in_case(told: Chronology, clock: Clock, questions: Sequence[str] = ()) -> Started:
    """The start of a call in a case, stamped now.

    Args:
        told: The case and its calls.
        clock: Tells the time.
        questions: What to ask besides what is still open from earlier calls.
    """
    facts = told.facts
    known = briefing_of(told)
    return begin(
        facts.company,
        number=known.number,
        matter=facts.name,
        sector=facts.sector,
        questions=without_doubles((*known.questions, *questions)),
        case=told.case.id,
        menu=known.menu,
        clock=clock,
    )


def without_doubles(questions: Sequence[str], but: Sequence[str] = ()) -> tuple[str, ...]:
    """Questions, each once, blind to case; in the order in which they come first.

    Args:
        questions: The questions; empty ones are left out.
        but: What is left out too.
    """
    seen: dict[str, str] = {}
    for text in questions:
        seen.setdefault(text.strip().casefold(), text.strip())
    others = {text.strip().casefold() for text in but}
    return tuple(text for key, text in seen.items() if text and key not in others)


_LOOKED_AT = 300
"""How many of the latest calls are looked through."""


def known_sectors(calls: Iterable[Call], facts: Iterable[CaseFacts]) -> dict[str, Sector]:
    """The trades of companies, by their names in small letters, as the owner stated them.

    "Something else" counts as not stated: it is what stands there where nobody chose.

    Args:
        calls: Calls, newest first; what was said last holds.
        facts: What is known of cases, newest first; it holds where no call says it.
    """
    stated = [(call.company, call.start.sector) for call in calls]
    stated += [(each.company, each.sector) for each in facts]
    known: dict[str, Sector] = {}
    for company, sector in stated:
        if sector is not Sector.OTHER and company.strip():
            known.setdefault(company.strip().casefold(), sector)
    return known


def sector_of(cabinet: Cabinet, cases: Cases, company: str) -> Sector:
    """The trade of a company: as it was stated, or as its name says, or something else."""
    known = known_sectors(recent_calls(cabinet), (case.facts for case in cases.readable()))
    stated = known.get(company.strip().casefold())
    return stated or guessed_sector(company) or Sector.OTHER


def own_questions(places: Places, company: str, sector: Sector) -> tuple[str, ...]:
    """What the owner asks at every such call; nothing where that cannot be read."""
    with suppress(Damaged):
        own = OwnQuestions(places)
        return without_doubles([*own.of_company(company), *own.of_sector(sector)])
    return ()


def known_claims(rows: Iterable[Row], call: Call) -> tuple[str, ...]:
    """The claim numbers that earlier calls gave and that are to be confirmed in this one.

    Args:
        rows: The calls there are, newest first.
        call: A call; in a case, all numbers of the case count, and else those that were given
            when the same company was last rung and gave any.
    """
    earlier = [row for row in rows if isinstance(row, CallSummary) and row.id != call.id]
    if call.case is not None:
        same = [row for row in reversed(earlier) if row.case == call.case]
        return tuple(dict.fromkeys(number for row in same for number in row.claim_numbers))
    company = call.company.strip().casefold()
    gave = (row for row in earlier if row.company.strip().casefold() == company)
    return next((row.claim_numbers for row in gave if row.claim_numbers), ())


def companies(cabinet: Cabinet) -> list[str]:
    """The companies rung lately, the latest first."""
    names = {call.company.strip(): None for call in recent_calls(cabinet) if call.company.strip()}
    return list(names)


def recent_calls(cabinet: Cabinet) -> list[Call]:
    """The latest calls that can be read, newest first."""
    calls = []
    for call_id in islice(cabinet.ids(), _LOOKED_AT):
        try:
            calls.append(cabinet.read(call_id))
        except (Damaged, NoSuchCall):
            continue
    return calls
