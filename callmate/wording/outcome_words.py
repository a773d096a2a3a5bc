"""The words for how a call ended; alone, since the first screen needs no other phrases."""

from callmate.domain.entry import Outcome
from callmate.locale.messages import pgettext


def outcome_name(outcome: Outcome) -> str:
    """How a call ended, in a word or two."""
    return {
        Outcome.SOLVED: pgettext("outcome", "solved"),
        Outcome.PROMISED: pgettext("outcome", "promised"),
        Outcome.REFUSED: pgettext("outcome", "refused"),
        Outcome.TRANSFERRED: pgettext("outcome", "passed on"),
        Outcome.NO_ANSWER: pgettext("outcome", "no answer"),
        Outcome.DROPPED: pgettext("outcome", "line dropped"),
    }[outcome]
