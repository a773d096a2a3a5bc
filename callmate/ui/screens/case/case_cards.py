"""What to have ready before a company is rung again, in words."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from textual.content import Content

from callmate.domain.briefing import Briefing, LastNote, briefing_of
from callmate.domain.call import Call
from callmate.domain.case import CaseFacts
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Sector
from callmate.domain.legs import Claim
from callmate.domain.next_steps import Step
from callmate.domain.promise import Fate, Promise
from callmate.domain.rules import Confidence, Rule, Term, Unit
from callmate.domain.text import visible
from callmate.domain.times import clock as span, day_written
from callmate.locale.messages import _, ngettext
from callmate.wording import dates
from callmate.wording.dates import due, full
from callmate.wording.names import claims_told, fate_name, papers_of
from callmate.wording.step_words import (
    confidence_name,
    in_language,
    open_promise_words,
    when_possible,
)

_FATES = {Fate.KEPT: "$success", Fate.OPEN: "$accent"}
_LONG = 300
"""Characters of a note or a promise that are repeated."""
_SHORT = 30
"""Characters of a promise that are repeated where there are two lines for all."""


def card(told: Chronology, now: datetime) -> Content:
    """The card beside a chronology: what to have ready, what is wanted, what it has cost.

    Args:
        told: The case and its calls.
        now: The time, by which a promise is overdue or not.
    """
    facts = told.facts
    known = briefing_of(told)
    wanted = [
        *_fact(_("Noticed on"), day_written(facts.noticed_on) if facts.noticed_on else ""),
        *_fact(_("You want"), facts.wanted),
        *_fact(_("Worth"), facts.worth),
        *_fact(_("Sound"), _retention(told.case.retention)),
    ]
    sections = [
        _codes(facts, known.number),
        *_known(told, known, now),
        wanted,
        [_cost(told, now), *_tally(told, now)],
    ]
    return _spaced(sections)


def before_call(told: Chronology, now: datetime) -> Content:
    """What to have before one's eyes while dialling: the codes, and what earlier calls gave."""
    return _spaced([_codes(told.facts, ""), *_known(told, briefing_of(told), now)])


def glance(told: Chronology, now: datetime) -> Content:
    """In one line, what an operator asks for first; empty when nothing of it is known."""
    facts, known = told.case.facts, briefing_of(told)
    parts = [
        *_fact(_("Customer code"), facts.customer_code),
        *(_claim(told, known.claims) if known.claims else []),
        *_fact(_("Line or meter"), facts.line_code),
        *_last_promise(known.promise, now, most=_SHORT),
    ]
    return Content(" · ").join(parts)


def _spaced(sections: list[list[Content]]) -> Content:
    paragraphs = [Content("\n").join(lines) for lines in sections if lines]
    return Content("\n\n").join(paragraphs)


def _codes(facts: CaseFacts, number: str) -> list[Content]:
    return [
        *_fact(_("Company"), facts.company),
        *_fact(_("Number to dial"), number),
        *_fact(_("Customer code"), facts.customer_code),
        *_fact(_("Line or meter"), facts.line_code),
    ]


def _known(told: Chronology, known: Briefing, now: datetime) -> list[list[Content]]:
    return [
        _claim(told, known.claims),
        _last_promise(known.promise, now),
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


def _claim(told: Chronology, claims: Sequence[Claim]) -> list[Content]:
    if claims:
        said = _("Claim number {claim}").format(claim=visible(claims_told(claims)))
        return [Content.styled(said, "bold $success")]
    if told.calls:
        return [Content.styled(_("No claim number was given"), "bold $warning")]
    return []


def _last_promise(last: Promise | None, now: datetime, most: int = _LONG) -> list[Content]:
    if last is None:
        return []
    text = visible(last.text)
    # What was promised can be read elsewhere; by when must be in sight.
    text = text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
    said = _("Last promise: {text}").format(text=text)
    if last.due:
        by = due(last.due, exact=last.due_exact, now=last.at)
        said = _("{said} → by {date}").format(said=said, date=by)
    fate = last.fate(now)
    style = _FATES.get(fate, "$warning")
    return [Content.styled(f"{said} ({fate_name(fate)})", f"bold {style}")]


def _said(last: LastNote | None) -> list[Content]:
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
    fates = [promise.fate(now) for promise in told.promises]
    if not fates:
        return []
    kept, broken = fates.count(Fate.KEPT), fates.count(Fate.BROKEN)
    overdue, open_still = fates.count(Fate.OVERDUE), fates.count(Fate.OPEN)
    counted = [
        (kept, ngettext("{count} kept", "{count} kept", kept)),
        (broken, ngettext("{count} broken", "{count} broken", broken)),
        (overdue, ngettext("{count} overdue", "{count} overdue", overdue)),
        (open_still, ngettext("{count} still open", "{count} still open", open_still)),
    ]
    counts = ", ".join(words.format(count=count) for count, words in counted if count)
    return [Content.styled(_("Promises: {counts}").format(counts=counts), "$foreground 70%")]


def at_hand(sector: Sector, past: Call | None, case: Chronology | None, now: datetime) -> Content:
    """The panel beside the form of a new call.

    Args:
        sector: The trade of the company.
        past: The last call to this company.
        case: The case that the call will belong to.
        now: The time, by which a promise is overdue or not.
    """
    lines = [
        Content.styled(_("Have at hand"), "bold $primary"),
        *(Content(f"· {paper}") for paper in papers_of(sector)),
        Content(_("· your tax code and a document")),
        Content(_("· pen and paper, all the same")),
        Content(_("· if you can, somebody to listen with you")),
    ]
    if case is not None:
        lines += [Content(""), before_call(case, now)]
    elif past is not None:
        lines += [Content(""), *_last_time(past, now)]
    return Content("\n").join(lines)


def _last_time(past: Call, now: datetime) -> list[Content]:
    lines = [
        Content.styled(_("Last time: {when}").format(when=full(past.start.at)), "bold $primary")
    ]
    if past.claims:
        claim = visible(claims_told(past.claims))
        lines.append(Content.styled(_("Claim number {claim}").format(claim=claim), "$success"))
    else:
        lines.append(Content.styled(_("No claim number was given"), "$warning"))
    for promise in past.promises[-1:]:
        said = _("They promised: {text}").format(text=visible(promise.text))
        if promise.due:
            by = due(promise.due, exact=promise.due_exact, now=now)
            late = promise.due < now
            passed = _("that time has passed") if late else _("not over yet")
            said += f" ({by}: {passed})"
        lines.append(Content.styled(said, "$accent"))
    return lines


_STYLES = {Confidence.HIGH: "$success", Confidence.MEDIUM: "$foreground"}


def rule_card(rule: Rule, step: Step | None, today: date, key: str = "k") -> Content:
    """Everything that is known of a rule.

    Args:
        rule: The rule.
        step: What it gives in the case, with its days; ``None`` for a mere fact.
        today: The day, by which it is old or not.
        key: The key by which the owner says that a letter came.
    """
    lines = [Content.styled(in_language(rule.title), "bold $primary"), Content("")]
    if step is not None and not step.guard:
        lines += [Content.styled(when_possible(step, today), "bold"), Content("")]
    if step is not None and step.about:
        lines += [_receipt_wanted(key), Content("")]
    lines += [Content(in_language(rule.sentence)), *_more(rule), Content("")]
    lines += [
        *_sureness(rule, today),
        Content(""),
        Content.styled(_no_promise_made(), "$foreground 70%"),
    ]
    return Content("\n").join(lines)


def _receipt_wanted(key: str) -> Content:
    said = _(
        "This time runs from the day on which what you sent was delivered. When you have its"
        " receipt, put the cursor on it in the case and press {key}."
    )
    return Content.styled(said.format(key=key), "$warning")


def promise_card(promise: Promise, now: datetime) -> Content:
    """What is known of a promise that is still open."""
    words = open_promise_words(promise, now)
    made = _rule_fact(_("Promise made"), dates.full(promise.at))
    by = [_rule_fact(_("Operator"), visible(promise.operator))] if promise.operator else []
    advice = _("If it is not kept, ring again with this case open, and say whether it was kept.")
    lines = [Content.styled(words[:1].upper() + words[1:], "bold $primary"), Content(""), made, *by]
    return Content("\n").join([*lines, Content(""), Content(advice)])


def _more(rule: Rule) -> Iterator[Content]:
    if rule.may_ask:
        yield Content("")
        yield _rule_fact(_("May be asked for"), in_language(rule.may_ask))
    if rule.needs:
        yield Content("")
        yield Content.styled(_("It has to say:"), "$foreground 70%")
        yield from (Content(f"  · {in_language(each)}") for each in rule.needs)
    if rule.next_body:
        yield Content("")
        yield _rule_fact(_("Next"), in_language(rule.next_body))
    if rule.phone_counts is not None:
        said = _("a call is enough") if rule.phone_counts else _("a call is not enough")
        yield _rule_fact(_("By phone"), said)
    if rule.opens:
        yield _rule_fact(_("Term"), term_words(rule.opens))
    if rule.competing:
        said = _("{term}, say {sources}").format(
            term=term_words(rule.competing.term), sources=visible(rule.competing.said_by)
        )
        yield _rule_fact(_("Or else"), said)
    if rule.closes:
        yield _rule_fact(_("Lost after"), term_words(rule.closes))


def _sureness(rule: Rule, today: date) -> Iterator[Content]:
    style = _STYLES.get(rule.confidence, "$warning")
    words = confidence_name(rule.confidence)
    yield Content.assemble((_("How sure") + ": ", "$foreground 70%"), (words, f"bold {style}"))
    if rule.disputed:
        yield Content.styled(_("Sources disagree."), "bold $warning")
    yield _rule_fact(_("Source"), in_language(rule.source))
    if rule.remark:
        yield Content(in_language(rule.remark))
    yield _rule_fact(_("Checked on"), dates.full_day(rule.checked_on))
    if rule.is_stale(today):
        said = _("This rule was to be looked at again by {date}: it may have changed.")
        day = dates.full_day(rule.review_by)
        yield Content.styled(said.format(date=day), "bold $warning")
    if rule.valid_from:
        yield _rule_fact(_("In force from"), dates.full_day(rule.valid_from))
    if rule.valid_to:
        yield _rule_fact(_("In force until"), dates.full_day(rule.valid_to))
    yield Content.styled(visible(rule.id), "$foreground 50%")


def term_words(term: Term) -> str:
    """A term in words, such as 30 days."""
    said = {
        Unit.DAYS: ngettext("{count} day", "{count} days", term.count),
        Unit.WORKING_DAYS: ngettext("{count} working day", "{count} working days", term.count),
        Unit.WEEKS: ngettext("{count} week", "{count} weeks", term.count),
        Unit.MONTHS: ngettext("{count} month", "{count} months", term.count),
        Unit.YEARS: ngettext("{count} year", "{count} years", term.count),
    }[term.unit]
    return said.format(count=term.count)


def _rule_fact(title: str, text: str) -> Content:
    return Content.assemble((f"{title}: ", "$foreground 70%"), text)


def _no_promise_made() -> str:
    return _("No sum and no outcome is promised; an association can tell you what fits your case.")
