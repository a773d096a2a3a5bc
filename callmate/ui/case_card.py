"""What to have ready before a company is rung again, in words."""

from datetime import datetime

from textual.content import Content

from callmate.dates import due
from callmate.domain.before_call import LastSaid, Ready, ready
from callmate.domain.case_entry import Facts
from callmate.domain.chronology import Chronology, Fate, Pledge
from callmate.domain.span import clock as span
from callmate.domain.visible import visible
from callmate.domain.written import day_written
from callmate.i18n import _, ngettext
from callmate.phrases import fate_name

_FATES = {Fate.KEPT: "$success", Fate.OPEN: "$accent"}
_LONG = 300
"""Characters of a note that are repeated."""


def card(told: Chronology, now: datetime) -> Content:
    """The card beside a chronology: what to have ready, what is wanted, what it has cost.

    Args:
        told: The case and its calls.
        now: The time, by which a promise is overdue or not.
    """
    facts = told.facts
    known = ready(told, now)
    wanted = [
        *_fact(_("Noticed on"), day_written(facts.noticed_on) if facts.noticed_on else ""),
        *_fact(_("You want"), facts.wanted),
        *_fact(_("Worth"), facts.worth),
        *_fact(_("Sound"), _retention(told.case.retention)),
    ]
    sections = [
        _codes(facts, known.number),
        *_known(told, known),
        wanted,
        [_cost(told, now), *_tally(told, now)],
    ]
    return _spaced(sections)


def before_call(told: Chronology, now: datetime) -> Content:
    """What to have before one's eyes while dialling: the codes, and what earlier calls gave."""
    return _spaced([_codes(told.facts, ""), *_known(told, ready(told, now))])


def glance(told: Chronology, now: datetime) -> Content:
    """In one line, what an operator asks for first; empty when nothing of it is known."""
    facts, known = told.case.facts, ready(told, now)
    parts = [
        *_fact(_("Customer code"), facts.customer_code),
        *(_claim(told, known.claim_number) if known.claim_number else []),
        *_fact(_("Line or meter"), facts.line_code),
        *_promise(known.promise),
    ]
    return Content(" · ").join(parts)


def _spaced(sections: list[list[Content]]) -> Content:
    paragraphs = [Content("\n").join(lines) for lines in sections if lines]
    return Content("\n\n").join(paragraphs)


def _codes(facts: Facts, number: str) -> list[Content]:
    return [
        *_fact(_("Company"), facts.company),
        *_fact(_("Number to dial"), number),
        *_fact(_("Customer code"), facts.customer_code),
        *_fact(_("Line or meter"), facts.line_code),
    ]


def _known(told: Chronology, known: Ready) -> list[list[Content]]:
    return [
        _claim(told, known.claim_number),
        _promise(known.promise),
        _said(known.said),
        _questions(known.questions),
        _menu(known.menu),
    ]


def _fact(title: str, text: str) -> list[Content]:
    if not text:
        return []
    return [Content.assemble((f"{title} ", "$foreground 70%"), (visible(text), "bold"))]


def _retention(months: int | None) -> str:
    if months is None:
        return ""
    said = ngettext(
        "you are asked {count} month after closing",
        "you are asked {count} months after closing",
        months,
    )
    return said.format(count=months)


def _claim(told: Chronology, claim: str) -> list[Content]:
    if claim:
        said = _("Claim number {claim}").format(claim=visible(claim))
        return [Content.styled(said, "bold $success")]
    if told.calls:
        return [Content.styled(_("No claim number was given"), "bold $warning")]
    return []


def _promise(last: Pledge | None) -> list[Content]:
    if last is None:
        return []
    said = _("Last promise: {text}").format(text=visible(last.promise.text))
    if last.promise.due:
        by = due(last.promise.due, exact=last.promise.due_exact, now=last.promise.at)
        said = _("{said} → by {date}").format(said=said, date=by)
    style = _FATES.get(last.fate, "$warning")
    return [Content.styled(f"{said} ({fate_name(last.fate)})", f"bold {style}")]


def _said(last: LastSaid | None) -> list[Content]:
    if last is None:
        return []
    text = visible(last.note.text)[:_LONG]
    if last.operator is None:
        return [Content(_("Last note: {text}").format(text=text))]
    said = _("Last note: {text} (with operator {operator})")
    return [Content(said.format(text=text, operator=visible(last.operator)))]


def _questions(questions: tuple[str, ...]) -> list[Content]:
    if not questions:
        return []
    head = Content.styled(_("Still to be answered:"), "$accent")
    return [head, *(Content.styled(f"○ {visible(text)}", "bold") for text in questions)]


def _menu(keys: str) -> list[Content]:
    return _fact(_("Menu keys that reached a person"), keys)


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


def _tally(told: Chronology, now: datetime) -> list[Content]:
    fates = [pledge.fate for pledge in told.pledges(now)]
    if not fates:
        return []
    kept, broken = fates.count(Fate.KEPT), fates.count(Fate.BROKEN)
    open_still = len(fates) - kept - broken
    counted = [
        (kept, ngettext("{count} kept", "{count} kept", kept)),
        (broken, ngettext("{count} broken", "{count} broken", broken)),
        (open_still, ngettext("{count} still open", "{count} still open", open_still)),
    ]
    counts = ", ".join(words.format(count=count) for count, words in counted if count)
    return [Content.styled(_("Promises: {counts}").format(counts=counts), "$foreground 70%")]
