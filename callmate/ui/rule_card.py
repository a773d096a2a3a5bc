"""The card of a rule: what it says, when, who is next, where that is from and how sure it is."""

from collections.abc import Iterator
from datetime import date, datetime

from textual.content import Content

from callmate import dates
from callmate.domain.next_steps import Step
from callmate.domain.pending import Waiting
from callmate.domain.rules import Confidence, Rule, Term, Unit
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.step_telling import confidence_name, in_language, waiting_words, when_possible

_STYLES = {Confidence.HIGH: "$success", Confidence.MEDIUM: "$foreground"}


def rule_card(rule: Rule, step: Step | None, today: date) -> Content:
    """Everything that is known of a rule.

    Args:
        rule: The rule.
        step: What it gives in the case, with its days; ``None`` for a mere fact.
        today: The day, by which it is old or not.
    """
    lines = [Content.styled(in_language(rule.title), "bold $primary"), Content("")]
    if step is not None and not step.guard:
        lines += [Content.styled(when_possible(step, today), "bold"), Content("")]
    lines += [Content(in_language(rule.sentence)), *_more(rule), Content("")]
    lines += [*_sureness(rule, today), Content(""), Content.styled(_promise(), "$foreground 70%")]
    return Content("\n").join(lines)


def waiting_card(promise: Waiting, now: datetime) -> Content:
    """What is known of a promise that waits to be kept."""
    words = waiting_words(promise, now)
    made = _fact(_("Promise made"), dates.full(promise.at.astimezone(now.tzinfo)))
    by = [_fact(_("Operator"), visible(promise.operator))] if promise.operator else []
    advice = _("If it is not kept, ring again with this case open, and say whether it was kept.")
    lines = [Content.styled(words[:1].upper() + words[1:], "bold $primary"), Content(""), made, *by]
    return Content("\n").join([*lines, Content(""), Content(advice)])


def _more(rule: Rule) -> Iterator[Content]:
    if rule.may_ask:
        yield Content("")
        yield _fact(_("May be asked for"), in_language(rule.may_ask))
    if rule.needs:
        yield Content("")
        yield Content.styled(_("To be written in it:"), "$foreground 70%")
        yield from (Content(f"  · {in_language(each)}") for each in rule.needs)
    if rule.next_body:
        yield Content("")
        yield _fact(_("Next"), visible(rule.next_body))
    if rule.phone_counts is not None:
        said = _("a call is enough") if rule.phone_counts else _("a call is not enough")
        yield _fact(_("By phone"), said)
    if rule.opens:
        yield _fact(_("Term"), term_words(rule.opens))
    if rule.competing:
        said = _("{term}, say {sources}").format(
            term=term_words(rule.competing.term), sources=visible(rule.competing.said_by)
        )
        yield _fact(_("Or else"), said)
    if rule.closes:
        yield _fact(_("Lost after"), term_words(rule.closes))


def _sureness(rule: Rule, today: date) -> Iterator[Content]:
    style = _STYLES.get(rule.confidence, "$warning")
    words = confidence_name(rule.confidence)
    yield Content.assemble((_("How sure") + ": ", "$foreground 70%"), (words, f"bold {style}"))
    if rule.disputed:
        yield Content.styled(_("Sources disagree."), "bold $warning")
    yield _fact(_("Source"), visible(rule.source))
    if rule.remark:
        yield Content(in_language(rule.remark))
    yield _fact(_("Checked on"), dates.full_day(rule.checked_on))
    if rule.is_stale(today):
        said = _("This rule was to be looked at again by {date}: it may have changed.")
        day = dates.full_day(rule.review_by)
        yield Content.styled(said.format(date=day), "bold $warning")
    if rule.valid_from:
        yield _fact(_("In force from"), dates.full_day(rule.valid_from))
    if rule.valid_to:
        yield _fact(_("In force until"), dates.full_day(rule.valid_to))
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


def _fact(title: str, text: str) -> Content:
    return Content.assemble((f"{title}: ", "$foreground 70%"), text)


def _promise() -> str:
    return _("No sum and no outcome is promised; an association can tell you what fits your case.")
