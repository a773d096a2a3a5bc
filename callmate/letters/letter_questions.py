"""What a letter asks its owner, because neither calls nor lines of the case tell it."""

from dataclasses import dataclass

from callmate.domain.entry import Sector
from callmate.domain.letter import LetterKind, Question
from callmate.domain.narrative import CallTold, Narrative
from callmate.domain.rules import Country
from callmate.domain.text import visible
from callmate.letters.draft import recipient_of
from callmate.locale.messages import _
from callmate.store.addresses import Addresses
from callmate.wording.dates import full

YES, NO = "yes", "no"
"""How a question is answered that wants no more."""

_COMPLAINS = {LetterKind.COMPLAINT, LetterKind.FOLLOW_UP, LetterKind.DEADLOCK}
_COPIED = {
    *(LetterKind.COMPLAINT, LetterKind.FOLLOW_UP, LetterKind.CONTRACT),
    *(LetterKind.AGCOM, LetterKind.PROMISE),
}


@dataclass(frozen=True)
class LetterQuestion:
    """A question, and what was answered so far."""

    question: Question
    words: str
    answer: str
    options: tuple[tuple[str, str], ...] = ()
    """What can be chosen, with its words; empty where a line is typed."""
    proposed: str = ""
    """What may be typed, to be shown beside the line; it goes into no letter by itself."""


def questions(
    name: str, told: Narrative, country: Country, association: str = ""
) -> tuple[LetterQuestion, ...]:
    """What a letter asks, in the order in which it is asked.

    Args:
        name: The letter's.
        told: The case.
        country: Whose rules hold.
        association: The owner's, or the usual one, to be proposed for a copy; empty for none.
    """
    copies = _copies(name, told, country, association)
    return tuple(
        LetterQuestion(
            each,
            _words(each),
            told.stated.get(each, ""),
            _options(each, told),
            copies if each is Question.COPIES else "",
        )
        for each in _wanted(name, told, country)
    )


def association_of(addresses: Addresses, country: Country) -> str:
    """The association that the owner has written down, else Italy's usual one, else nothing.

    Raises:
        Damaged: The addresses cannot be read.
    """
    return recipient_of(addresses, LetterKind.ASSOCIATION, "", country).name


def _copies(name: str, told: Narrative, country: Country, association: str) -> str:
    """Whom a copy of the letter may usefully go to."""
    of_trade = country == "it" and told.facts.sector is Sector.COMMUNICATIONS
    authority = "Agcom" if of_trade and name != LetterKind.AGCOM else ""
    return ", ".join(filter(None, (authority, visible(association))))


def _wanted(name: str, told: Narrative, country: Country) -> tuple[Question, ...]:
    wanted: list[Question] = []
    if name in _COMPLAINS:
        wanted += _of_the_supply(told.facts.sector, country)
    if name == LetterKind.FOLLOW_UP and told.replies:
        wanted.append(Question.REPLY_LACKS)
    if name in {LetterKind.COMPLAINT, LetterKind.FOLLOW_UP}:
        wanted.append(Question.CONTRACT_STANDS)
    if name == LetterKind.CONTRACT:
        wanted += [Question.OFFER_CALL] if told.calls else []
        wanted += [Question.OFFER, Question.OFFER_UNSIGNED, Question.OFFER_REFUSED]
    if name == LetterKind.ACCESS:
        wanted.append(Question.RANG_FROM)
    if name in _COPIED:
        wanted.append(Question.COPIES)
    return tuple(wanted)


def _of_the_supply(sector: Sector, country: Country) -> tuple[Question, ...]:
    if sector is Sector.BANK:
        return (Question.ACCOUNT,)
    if country != "it" or sector not in {Sector.ENERGY, Sector.WATER}:
        return ()
    service = (Question.SERVICE,) if sector is Sector.ENERGY else ()
    return (*service, Question.SUPPLY_ADDRESS)


def _words(question: Question) -> str:
    return {
        Question.SERVICE: _("Which service: electricity or gas"),
        Question.SUPPLY_ADDRESS: _("Address of the supply"),
        Question.ACCOUNT: _("Account or card: its last four figures, no more"),
        Question.RANG_FROM: _("Your number in these calls"),
        Question.OFFER_CALL: _("In which call were you offered the contract?"),
        Question.OFFER: _("What were you offered?"),
        Question.OFFER_REFUSED: _("Did you refuse it on the telephone?"),
        Question.OFFER_UNSIGNED: _("Is it right that you neither signed it nor agreed in writing?"),
        Question.CONTRACT_STANDS: _("Do you have a contract with them that you do not dispute?"),
        Question.REPLY_LACKS: _("What does their reply leave unsettled?"),
        Question.COPIES: _("Copies to (leave it empty for none)"),
    }[question]


_YES_OR_NO = {Question.OFFER_REFUSED, Question.OFFER_UNSIGNED, Question.CONTRACT_STANDS}


def _options(question: Question, told: Narrative) -> tuple[tuple[str, str], ...]:
    if question in _YES_OR_NO:
        return ((YES, _("yes")), (NO, _("no")), ("", _("I do not say")))
    if question is Question.OFFER_CALL:
        calls = ((call.id, _named(call)) for call in told.calls)
        return (*calls, ("", _("none of these")))
    return ()


def _named(call: CallTold) -> str:
    came = _("they rang") if call.came_in else ""
    return " · ".join(filter(None, (full(call.at), visible(call.number), came)))
