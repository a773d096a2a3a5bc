"""The filters that a search can be narrowed by, to be picked instead of typed."""

from collections import Counter
from collections.abc import Iterable

from callmate.domain.entry import Outcome
from callmate.domain.order import Order
from callmate.domain.plain import CallSummary
from callmate.domain.visible import visible
from callmate.i18n import _, pgettext
from callmate.outcomes import outcome_name
from callmate.store.rows import Row

_COMPANIES = 4
"""The companies offered: those rung most."""


def filters(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """What may be picked: what is then written on the search line, and its words.

    Args:
        rows: The calls, for their companies.
    """
    missing = [
        (pgettext("filter", "missing:claim"), _("Without a claim number")),
        (pgettext("filter", "missing:operator"), _("Without an operator number")),
        (pgettext("filter", "outcome:none"), _("Without an outcome")),
    ]
    outcomes = [
        (word, _("Outcome: {outcome}").format(outcome=outcome_name(outcome)))
        for outcome, word in _outcomes().items()
    ]
    return [*missing, *outcomes, *_companies(rows)]


def _outcomes() -> dict[Outcome, str]:
    return {
        Outcome.SOLVED: pgettext("filter", "outcome:solved"),
        Outcome.PROMISED: pgettext("filter", "outcome:promised"),
        Outcome.REFUSED: pgettext("filter", "outcome:refused"),
        Outcome.TRANSFERRED: pgettext("filter", "outcome:transferred"),
        Outcome.NO_ANSWER: pgettext("filter", "outcome:unanswered"),
        Outcome.DROPPED: pgettext("filter", "outcome:dropped"),
    }


def _companies(rows: Iterable[Row]) -> list[tuple[str, str]]:
    rung = Counter(
        row.company.strip() for row in rows if isinstance(row, CallSummary) and row.company.strip()
    )
    typed = pgettext("filter", "company:{name}")
    return [
        (typed.format(name='"{}"'.format(name.replace('"', " "))), visible(name))
        for name, _count in rung.most_common(_COMPANIES)
    ]


def order_words(order: Order) -> str:
    """In which order calls are shown; nothing for the order that is taken for granted."""
    return {
        Order.NEWEST: "",
        Order.OLDEST: _("oldest first"),
        Order.LONGEST: _("longest first"),
        Order.COMPANY: _("by company"),
    }[order]
