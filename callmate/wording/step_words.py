"""Tells next steps, open promises, and how sure a rule is, in the owner's language."""

from datetime import date, datetime

from callmate.domain.next_steps import Step, StepStanding
from callmate.domain.pending import PendingItem
from callmate.domain.promise import Fate, Promise
from callmate.domain.rules import Confidence, Country, Naming, Rule
from callmate.domain.text import cut, visible
from callmate.locale.messages import _, language, ngettext, pgettext
from callmate.wording import dates

_LONGEST_NAME = 60
"""Columns of a name that stands beside others."""


def in_language(words: Naming) -> str:
    """Words of a rule in the language spoken now, safe to show."""
    if isinstance(words, str):
        return visible(words)
    return visible(words.it if language() == "it" else words.en)


def when_possible(step: Step, today: date) -> str:
    """From when and until when a step is possible."""
    standing = step.standing(today)
    opens = dates.weekday_date(step.opens, today)
    if step.certain and today < step.certain:
        said = (
            _("by some sources already now, by all of them from {certain}")
            if standing is StepStanding.NOW
            else _("by some sources from {date}, by all of them from {certain}")
        )
        said = said.format(date=opens, certain=dates.weekday_date(step.certain, today))
    elif standing is StepStanding.LATER:
        said = _("from about {date}") if step.about else _("from {date}")
        said = said.format(date=opens)
    else:
        return _until(step, today) if step.closes else _("now")
    if step.closes is None:
        return said
    until = _("{when}, until {date}")
    return until.format(when=said, date=dates.weekday_date(step.closes, today))


def _until(step: Step, today: date) -> str:
    assert step.closes is not None  # noqa: S101 - only such are handed over; tells the type
    left = (step.closes - today).days
    if left == 0:
        return _("today is the last day")
    said = ngettext(
        "until {date} ({count} day left), then it is lost",
        "until {date} ({count} days left), then it is lost",
        left,
    )
    return said.format(date=dates.weekday_date(step.closes, today), count=left)


def doubt(step: Step | Rule, today: date) -> str:
    """Why a rule is not to be relied on; empty when it is well sourced."""
    words = []
    if step.disputed:
        words.append(_("sources disagree"))
    elif step.confidence is not Confidence.HIGH:
        words.append(confidence_name(step.confidence))
    if isinstance(step, Step) and step.about:
        words.append(_("counted from the day it was sent: no receipt"))
    if step.review_by < today:
        checked = dates.full_day(step.checked_on)
        words.append(_("last checked {date}").format(date=checked))
    return ", ".join(words)


def country_name(country: Country) -> str:
    """Whose rules hold."""
    return {
        "it": pgettext("country", "Italy"),
        "gb": pgettext("country", "United Kingdom"),
        "eu": pgettext("country", "European Union"),
        "us": pgettext("country", "United States"),
    }[country]


def confidence_name(confidence: Confidence) -> str:
    """How well a rule is sourced, in a word or two."""
    return {
        Confidence.HIGH: _("well documented"),
        Confidence.MEDIUM: _("to be confirmed"),
        Confidence.LOW: _("weak source"),
        Confidence.UNVERIFIED: _("not verified"),
    }[confidence]


def open_promise_words(promise: Promise, now: datetime) -> str:
    """A promise that is still open, and how long it still has."""
    text = visible(promise.text)
    if promise.due is None:
        return _("promise “{text}”, with no date").format(text=text)
    by = dates.due(promise.due, exact=promise.due_exact, now=now)
    if promise.fate(now) is Fate.OVERDUE:
        said = _("promise “{text}”: its time passed on {date}")
        return said.format(text=text, date=by)
    left = (promise.due.date() - now.date()).days
    if left == 0:
        return _("promise “{text}”: due today, {date}").format(text=text, date=by)
    said = ngettext(
        "promise “{text}”: in {count} day, {date}",
        "promise “{text}”: in {count} days, {date}",
        left,
    )
    return said.format(text=text, date=by, count=left)


def case_name(item: PendingItem) -> str:
    """What the case is called and whom it is about."""
    pending = item.pending
    parts = [cut(visible(each), _LONGEST_NAME) for each in (pending.name, pending.company) if each]
    return " · ".join(parts) or _("(no company)")


def in_words(item: PendingItem, today: datetime) -> str:
    """One thing that is due, in a line."""
    if isinstance(item.what, Promise):
        return open_promise_words(item.what, today)
    unsure = doubt(item.what, today.date())
    said = f"{in_language(item.what.title)}: {when_possible(item.what, today.date())}"
    return f"{said} ({unsure})" if unsure else said
