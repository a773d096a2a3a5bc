"""Which letters fit a case, why another cannot be written about it, and what to think of first."""

from callmate.domain.entry import Sector
from callmate.domain.letter import LetterKind, Question
from callmate.domain.narrative import Narrative
from callmate.domain.promise import Fate, Promise
from callmate.domain.rules import Country
from callmate.locale.messages import _, ngettext

_MONTH = 30
"""Days within which most companies still have time to answer."""
_FRESH = 7
"""Days after a call within which it is still confirmed."""
_FINANCE = {Sector.BANK, Sector.INSURANCE}


def suggested(told: Narrative, country: Country) -> tuple[LetterKind, ...]:
    """The letters that fit what happened, the most fitting first.

    Args:
        told: The case.
        country: Whose rules hold.
    """
    sector = told.facts.sector
    by_phone = country == "it" and sector is Sector.COMMUNICATIONS
    refused = any(call.claim_refused for call in told.calls)
    spoke_today = any(call.at.date() == told.today and call.answered for call in told.calls)
    offered = any(call.came_in for call in told.calls) or Question.OFFER in told.stated
    fits = {
        LetterKind.COMPLAINT: refused or not told.claim_numbers or not by_phone,
        LetterKind.AGCOM: True,
        LetterKind.ASSOCIATION: True,
        LetterKind.PROMISE: any(each.fate(told.now) in _LATE for each in told.promises),
        LetterKind.FOLLOW_UP: True,
        LetterKind.CONFIRMATION: spoke_today,
        LetterKind.CONTRACT: offered or told.offer is not None,
        LetterKind.DEADLOCK: told.sent is not None,
    }
    after_calls = {LetterKind.COMPLAINT, LetterKind.ASSOCIATION}
    fitting = (kind for kind, fits_it in fits.items() if fits_it)
    return tuple(
        kind
        for kind in fitting
        if not why_not(kind, told, country) and (told.calls or kind not in after_calls)
    )


_LATE = {Fate.BROKEN, Fate.OVERDUE}


def why_not(name: str, told: Narrative, country: Country) -> str:
    """Why a letter is not offered for a case, in a sentence; empty where it is.

    Args:
        name: The letter's; one of the owner's own fits every case.
        told: The case.
        country: Whose rules hold.
    """
    words = ""
    match name:
        case LetterKind.AGCOM | LetterKind.CONCILIAWEB:
            words = _not_italian_telephony(name, told, country)
        case LetterKind.PROMISE if not _pending(told):
            words = _("No promise of this case is still to be kept.")
        case LetterKind.FOLLOW_UP:
            words = _nothing_to_follow(told)
        case LetterKind.CONFIRMATION | LetterKind.ACCESS:
            words = _nobody_spoke(name, told, country)
        case LetterKind.CONTRACT if told.stated.get(Question.OFFER_UNSIGNED) == "no":
            words = _("You said that you agreed in writing: ask an association what you can do.")
        case LetterKind.DEADLOCK:
            words = _no_deadlock(told, country)
    return words


def _not_italian_telephony(name: str, told: Narrative, country: Country) -> str:
    if country != "it":
        return _("It is for Italy only.")
    if told.facts.sector is not Sector.COMMUNICATIONS:
        return _("It is for telephone, internet and television only: this case is of another kind.")
    refused = any(call.claim_refused for call in told.calls)
    if name == LetterKind.AGCOM and not refused:
        return _("In no call of this case was the claim number refused.")
    return ""


def _nothing_to_follow(told: Narrative) -> str:
    if told.sent is None:
        return _("No written complaint is filed as sent: write it first, or file the one you sent.")
    if told.sent_days < 1:
        return _("The complaint went out today: a reminder comes when the time to answer is over.")
    return ""


def _nobody_spoke(name: str, told: Narrative, country: Country) -> str:
    if name == LetterKind.ACCESS and country == "us":
        return _("No such right is known for this country.")
    if any(call.answered for call in told.calls):
        return ""
    return _("In no call of this case did anybody answer.")


def _no_deadlock(told: Narrative, country: Country) -> str:
    if country != "gb":
        return _("It is for the United Kingdom only.")
    complained = told.sent is not None or told.claim_numbers
    return "" if complained else _("They have no complaint of yours yet: write that first.")


def _pending(told: Narrative) -> tuple[Promise, ...]:
    return tuple(each for each in told.promises if each.fate(told.now) is not Fate.KEPT)


def doubts(name: str, told: Narrative, country: Country) -> tuple[str, ...]:
    """What to think of before a letter goes out that may be wanted all the same.

    Args:
        name: The letter's.
        told: The case.
        country: Whose rules hold.
    """
    return tuple(words for words in (_doubt(name, told, country),) if words)


def _doubt(name: str, told: Narrative, country: Country) -> str:
    sector, words = told.facts.sector, ""
    match name:
        case LetterKind.AGCOM if told.claim_numbers:
            words = _("A claim number was given as well: the notice says so.")
        case LetterKind.PROMISE if all(e.fate(told.now) not in _LATE for e in _pending(told)):
            words = _("The time of the promise has not passed yet.")
        case LetterKind.FOLLOW_UP if told.sent_days < _MONTH:
            said = ngettext(
                "The complaint went out {count} day ago: they may still have time to answer.",
                "The complaint went out {count} days ago: they may still have time to answer.",
                told.sent_days,
            )
            words = said.format(count=told.sent_days)
        case LetterKind.CONFIRMATION if _days_since_spoken(told) > _FRESH:
            words = _("The call was some time ago: a confirmation is worth most on the same day.")
        case LetterKind.CONTRACT if country == "it" and sector in _FINANCE:
            words = _("Other rules hold for banks and insurers: ask an association first.")
        case LetterKind.DEADLOCK if sector in {Sector.WATER, Sector.OTHER}:
            words = _("No dispute scheme is known for this kind of company.")
        case LetterKind.CONCILIAWEB if told.sent is None and not told.claim_numbers:
            words = _("Conciliation comes after a complaint, and none is filed in this case.")
    return words


def _days_since_spoken(told: Narrative) -> int:
    spoke = [call.at.date() for call in told.calls if call.answered]
    return (told.today - spoke[-1]).days if spoke else 0
