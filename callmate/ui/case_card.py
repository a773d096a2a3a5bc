"""The card of a case: what to have ready before dialling again."""

from datetime import datetime

from textual.content import Content

from callmate.dates import due
from callmate.domain.chronology import Chronology, Fate, Pledge
from callmate.domain.entry import Note
from callmate.domain.span import clock as span
from callmate.domain.visible import visible
from callmate.domain.written import day_written
from callmate.i18n import _, ngettext
from callmate.phrases import fate_name

_FATES = {Fate.KEPT: "$success", Fate.OPEN: "$accent"}


def card(told: Chronology, now: datetime) -> Content:
    """Codes, the last claim number, the last promise, what was last said, what it has cost.

    Args:
        told: The case and its calls.
        now: The time, by which a promise is overdue or not.
    """
    facts = told.case.facts
    lines = [
        *_fact(_("Company"), facts.company),
        *_fact(_("Number to dial"), facts.number),
        *_fact(_("Customer code"), facts.customer_code),
        *_fact(_("Line or meter"), facts.line_code),
        *_fact(_("Noticed on"), day_written(facts.noticed_on) if facts.noticed_on else ""),
        *_fact(_("You want"), facts.wanted),
        *_fact(_("Worth"), facts.worth),
        *_claim(told),
        *_promise(told.pledges(now)),
        *_last_said(told),
        Content(""),
        _cost(told, now),
    ]
    return Content("\n").join(lines)


def _fact(title: str, text: str) -> list[Content]:
    if not text:
        return []
    return [Content.assemble((f"{title} ", "$foreground 70%"), (visible(text), "bold"))]


def _claim(told: Chronology) -> list[Content]:
    claims = [call.claim_number for call in told.calls if call.claim_number]
    if claims:
        said = _("Claim number {claim}").format(claim=visible(claims[-1]))
        return [Content(""), Content.styled(said, "bold $success")]
    if told.calls:
        return [Content(""), Content.styled(_("No claim number was given"), "bold $warning")]
    return []


def _promise(pledges: tuple[Pledge, ...]) -> list[Content]:
    if not pledges:
        return []
    last = pledges[-1]
    said = _("Last promise: {text}").format(text=visible(last.promise.text))
    if last.promise.due:
        by = due(last.promise.due, exact=last.promise.due_exact, now=last.promise.at)
        said = _("{said} → by {date}").format(said=said, date=by)
    style = _FATES.get(last.fate, "$warning")
    return [Content(""), Content.styled(f"{said} ({fate_name(last.fate)})", f"bold {style}")]


def _last_said(told: Chronology) -> list[Content]:
    notes = [entry for call in told.calls for entry in call.standing if isinstance(entry, Note)]
    if not notes:
        return []
    last = max(notes, key=lambda note: note.at)
    said = _("Last note: {text}").format(text=visible(last.text))
    return [Content(""), Content(said[:300])]


def _cost(told: Chronology, now: datetime) -> Content:
    totals = told.totals(now)
    calls = ngettext("{count} call", "{count} calls", totals.calls).format(count=totals.calls)
    operators = ngettext("{count} operator", "{count} operators", totals.operators)
    passed = ngettext("{count} transfer", "{count} transfers", totals.transfers)
    spent = _("{spent} on the phone, {held} of it waiting")
    words = [
        calls,
        operators.format(count=totals.operators),
        passed.format(count=totals.transfers),
        spent.format(
            spent=span(totals.spent.total_seconds()), held=span(totals.held.total_seconds())
        ),
    ]
    return Content.styled(" · ".join(words), "$foreground 70%")
