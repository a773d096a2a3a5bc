"""Shows one case: in words, or as plain values for programs."""

from callmate.case_paper.paper import case_paper
from callmate.case_paper.sealed import sealed_case
from callmate.commands import saying
from callmate.commands.cases import plain_damaged
from callmate.commands.grammar import Asked, Grammar, Option, Word
from callmate.commands.here import Here
from callmate.commands.taking_case import tell_unread
from callmate.desk import now
from callmate.domain.plain_case import record_case
from callmate.i18n import _
from callmate.paper.text import as_text
from callmate.store.errors import Damaged


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "case",
        _("Shows a case: its facts, its promises and everything that happened, in order."),
        (
            Word(
                "CASE",
                _("The beginning of the case's id, as “callmate cases” shows it."),
                _("Say which case, by the beginning of its id; “callmate cases” shows them."),
            ),
        ),
        (Option("--json", _("Answers for programs.")),),
    )


def run(here: Here, asked: Asked) -> int:
    """Show the case and return the exit status."""
    case_id = here.cases.find(asked.words[0])
    try:
        case = sealed_case(here.cabinet, here.cases, case_id)
    except Damaged as error:
        if asked.on("--json"):
            saying.result_json(plain_damaged(case_id, error.why))
        raise
    if asked.on("--json"):
        saying.result_json(record_case(case.told, case.chain.fingerprint, now()))
        return 0
    for line in as_text(case_paper(case, now()), saying.width(0) or None):
        saying.result(line)
    tell_unread(case)
    return 0
