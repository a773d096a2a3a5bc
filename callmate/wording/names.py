"""The words for what the domain knows by an id: items, states, troubles, outcomes."""

from collections.abc import Sequence
from datetime import datetime

from callmate.domain.call import Call, State
from callmate.domain.case import Author, Channel, Purpose
from callmate.domain.checklist import QUESTION, Item, ItemStanding
from callmate.domain.chronology import LineKind
from callmate.domain.entry import Outcome, Sector
from callmate.domain.heard import HeardKind
from callmate.domain.legs import Claim
from callmate.domain.private_words import PrivateKind
from callmate.domain.promise import Fate
from callmate.locale.messages import _, ngettext, pgettext


def heard_answer(
    item: HeardKind, text: str, at: datetime, typed: str, *, named: bool = True
) -> str:
    """An answer that a machine seems to have heard, as a question, beside what was typed.

    Args:
        item: The item of the checklist that it answers.
        text: What was heard.
        at: When it was said.
        typed: What the owner wrote instead; empty where nothing is written.
        named: Whether it was understood that it answers this item.
    """
    title = item_title(Item(item))
    text = _("“{words}”").format(words=text) if item == "promise" else text
    if typed:
        said = _("{item}: you wrote {typed}; heard at {time}: {text}?")
        return said.format(item=title, typed=typed, time=f"{at:%H:%M}", text=text)
    if named:
        said = _("{item}: heard at {time}: {text}?")
    else:
        said = _("{item}? A number was heard at {time}: {text}")
    return said.format(item=title, time=f"{at:%H:%M}", text=text)


def item_title(item: Item) -> str:
    """The name of a checklist item, short enough for the panel."""
    if item.id.startswith(QUESTION):
        return item.question
    return {
        "operator": _("Operator number"),
        "claim_number": _("Claim number"),
        "written_channel": _("Where to write"),
        "operator_name": _("Operator's name"),
        "promise": _("Promise, by when"),
        "witness": _("Also listening"),
        "speakerphone": _("Speakerphone on"),
        "recording_notice": _("Recording notice heard"),
    }.get(item.id, item.id)


def say_now(call: Call, *, answer: str, hold: str, menu: str) -> str:
    """The one sentence that helps now; in quotes when it is to be said aloud.

    Args:
        call: The call in progress.
        answer: The key that says that somebody answered.
        hold: The key that says that waiting is over.
        menu: The key that keeps what is pressed in the menu.
    """
    if call.state is State.ENDED:
        return next_step(call)
    if call.state is State.MENU:
        return _in_menu(call, answer, menu)
    item = call.checklist.next
    if call.state is State.HOLD:
        if not call.legs:
            return _("Waiting. When a person answers, press {answer}.").format(answer=answer)
        words = _("Waiting. The same person again: {hold}. Somebody new: {answer}.")
        return words.format(hold=hold, answer=answer)
    if item is None:
        return _("“Could you read back to me what you have written down, please?”")
    return say_item(item)


def _in_menu(call: Call, answer: str, menu: str) -> str:
    if call.start.menu:
        words = _("Last time a person was reached with {keys}. When one answers: {answer}.")
        return words.format(keys=call.start.menu, answer=answer)
    if call.start.sector in {Sector.BANK, Sector.INSURANCE}:
        words = _("Choose “complaints”; {menu} notes the keys. A person answers: {answer}.")
    else:
        words = _(
            "Choose “complaints” or “fault”; {menu} notes the keys. A person answers: {answer}."
        )
    return words.format(menu=menu, answer=answer)


def say_item(item: Item) -> str:
    """The sentence to say aloud to be given an item."""
    if item.id.startswith(QUESTION):
        return _("“{question}”").format(question=item.question)
    if lacks_date(item):
        return _("“And by when, please?”")
    return {
        "operator": _("“Could you give me your operator number, please?”"),
        "claim_number": _("“Could you give me the claim number, please?”"),
        "written_channel": _("“What address can I send a written complaint to?”"),
        "operator_name": _("“May I ask your name, please?”"),
        "promise": _("“What will you do now, and by when?”"),
        "witness": _("If you can, have somebody listen with you, on the speakerphone."),
        "speakerphone": _("Put the phone on speaker, so that two can hear."),
        "recording_notice": _("Did a voice say that the call is recorded? Tick it."),
    }.get(item.id, item.id)


def lacks_date(item: Item) -> bool:
    """Whether something was promised, and it was not said by when."""
    return item.id == "promise" and item.standing is ItemStanding.MISSING and bool(item.text)


def ask_line(kind: str) -> str:
    """What the line asks for, before the cursor."""
    return {
        "note": _("Note"),
        "operator": _("Operator number"),
        "claim_number": _("Claim number"),
        "operator_name": _("Operator's name"),
        "written_channel": _("Where to write"),
        "menu": _("Keys pressed in the menu"),
        "promise": _("What they promise, and by when"),
        "witness": _("Who is listening with you"),
        "refusing": _("What do they refuse?"),
        "due": _("By when?"),
        "began": _("When did it begin?"),
        "speakerphone": _("Is the phone on speaker?"),
        "recording_notice": _("Did a voice say that it is recorded?"),
    }.get(kind, _("Answer"))


def state_word(state: State) -> str:
    """The state of a call in a word or two."""
    return {
        State.MENU: pgettext("state", "menu"),
        State.HOLD: pgettext("state", "on hold"),
        State.SPEAKING: pgettext("state", "speaking"),
        State.ENDED: pgettext("state", "ended"),
    }[state]


def sector_name(sector: Sector) -> str:
    """The name of a trade."""
    return {
        Sector.COMMUNICATIONS: _("Telephone and internet"),
        Sector.ENERGY: _("Electricity and gas"),
        Sector.WATER: _("Water"),
        Sector.BANK: _("Bank and payments"),
        Sector.INSURANCE: _("Insurance"),
        Sector.OTHER: _("Something else"),
    }[sector]


def papers_of(sector: Sector) -> tuple[str, str]:
    """What a company of a trade sends, to have it before one, and the number that stands on it."""
    if sector is Sector.BANK:
        return _("the last statement"), _("the number of your account or card")
    if sector is Sector.INSURANCE:
        return _("the policy"), _("your policy number")
    return _("the last bill"), _("your customer or contract number")


def gap_reason(reason: str) -> str:
    """Why the recording holds nothing for a while."""
    return {
        "silent": _("the microphone gave only silence"),
        "no_microphone": _("the microphone was gone"),
        "stalled": _("the microphone stopped"),
        "lost": _("the computer was too busy"),
        "disk_full": _("the disk was full"),
        "died": _("the recorder stopped unexpectedly"),
    }.get(reason, _("the sound was interrupted"))


def sound_trouble(kind: str) -> str:
    """What is wrong with the sound, what is safe, and what to do; one short sentence."""
    return {
        "silent": _("Only silence: is the microphone muted?"),
        "quiet": _("No voice: is the speakerphone on?"),
        "no_microphone": _("No microphone: your notes are kept."),
        "stalled": _("The microphone stopped. Your notes go on being kept."),
        "lost": _("The computer is too busy: a little sound was lost."),
        "changed": _("Another microphone is being used now."),
        "disk_full": _("Disk full: the sound waits for room."),
        "cannot_write": _("The sound cannot be written. Your notes are apart from it."),
        "died": _("The recorder stopped by itself and starts again."),
        "gave_up": _("The sound cannot be recorded. Everything else works."),
        "no_portaudio": no_portaudio(),
    }.get(kind, _("Something is wrong with the sound. Your notes go on being kept."))


def no_portaudio() -> str:
    """What to install for sound on this system."""
    return _("For sound: sudo apt install libportaudio2")


def next_step(call: Call, outcome: Outcome | None = None) -> str:
    """The first thing to do after a call, promising nothing.

    Args:
        call: The call that has ended.
        outcome: How it ended, if the owner has just chosen that.
    """
    chosen = outcome or call.outcome
    if chosen is Outcome.SOLVED:
        return _("Keep this call until the next bill has shown that it is really solved.")
    if chosen is Outcome.DROPPED:
        return _("Ring again: the new call will show what was said in this one.")
    if call.claim_number is None and call.start.sector is Sector.COMMUNICATIONS:
        return _(
            "No claim number: you can ask for it in writing, by registered letter or PEC. "
            "Do not cancel the contract meanwhile; a consumer association can help."
        )
    if call.promises:
        return _("If the promise is not kept in time, ring again with this call open before you.")
    return _(
        "Do not cancel the contract and do not stop paying what is not in dispute; "
        "a consumer association can tell you what to do."
    )


def channel_name(channel: Channel) -> str:
    """By what way something was sent, received or done."""
    return {
        Channel.LETTER: _("Registered letter"),
        Channel.PEC: _("Certified e-mail (PEC)"),
        Channel.EMAIL: _("E-mail"),
        Channel.POST: _("Post on their social page"),
        Channel.VISIT: _("Visit"),
        Channel.BILL: _("Bill"),
        Channel.PAYMENT: _("Payment"),
        Channel.OTHER: _("Something else that happened"),
    }[channel]


def author_name(author: Author) -> str:
    """Who wrote it or did it."""
    return {
        Author.OWNER: pgettext("author", "from you"),
        Author.PERSON: pgettext("author", "from a person there"),
        Author.AUTOMATIC: pgettext("author", "automatic reply"),
    }[author]


def purpose_name(purpose: Purpose) -> str:
    """What something sent or received was for."""
    return {
        Purpose.COMPLAINT: pgettext("purpose", "a complaint"),
        Purpose.ACCESS: pgettext("purpose", "asks for my data"),
        Purpose.REGULATOR: pgettext("purpose", "tells the regulator"),
        Purpose.ASSOCIATION: pgettext("purpose", "asks an association"),
        Purpose.NEXT_BODY: pgettext("purpose", "asks conciliator or ombudsman"),
        Purpose.FINAL: pgettext("purpose", "their final answer"),
        Purpose.HANDED: pgettext("purpose", "a dossier handed over"),
        Purpose.NO_AGREEMENT: pgettext("purpose", "conciliation failed"),
        Purpose.OTHER: pgettext("purpose", "something else"),
    }[purpose]


def claims_told(claims: Sequence[Claim]) -> str:
    """Claim numbers; where there are several, each with the operator who gave it."""
    if len(claims) == 1:
        return claims[0].number
    return ", ".join(_claim(each) for each in claims)


def _claim(claim: Claim) -> str:
    if claim.operator is None:
        return claim.number
    said = _("{number} (operator {operator})")
    return said.format(number=claim.number, operator=claim.operator)


def operators_told(call: Call) -> str:
    """Everybody who was spoken to, by code and name as far as they are known; may be empty."""
    spoke = (" ".join(filter(None, (leg.operator, leg.name))) for leg in call.legs)
    known = {leg.operator for leg in call.legs}
    also = (each for each in call.operators if each not in known)
    return ", ".join(dict.fromkeys(each for each in (*spoke, *also) if each))


def fate_name(fate: Fate) -> str:
    """What became of a promise."""
    return {
        Fate.KEPT: pgettext("promise", "kept"),
        Fate.BROKEN: pgettext("promise", "BROKEN"),
        Fate.OPEN: pgettext("promise", "still open"),
        Fate.OVERDUE: pgettext("promise", "overdue"),
    }[fate]


def late_promises(fates: Sequence[Fate]) -> str:
    """How many promises are overdue, and how many the owner says were not kept; may be empty."""
    overdue, broken = fates.count(Fate.OVERDUE), fates.count(Fate.BROKEN)
    counted = (
        (overdue, ngettext("{count} promise overdue", "{count} promises overdue", overdue)),
        (broken, ngettext("{count} promise not kept", "{count} promises not kept", broken)),
    )
    return " · ".join(said.format(count=count) for count, said in counted if count)


def line_kind_name(kind: LineKind) -> str:
    """Which lines of a chronology are shown."""
    return {
        LineKind.ALL: pgettext("lines", "all"),
        LineKind.CALLS: pgettext("lines", "calls"),
        LineKind.LETTERS: pgettext("lines", "letters"),
        LineKind.POSTS: pgettext("lines", "posts"),
        LineKind.PROMISES: pgettext("lines", "promises"),
        LineKind.MONEY: pgettext("lines", "money"),
    }[kind]


def private_kind_name(kind: PrivateKind) -> str:
    """What a word that had better not go out looks like."""
    return {
        PrivateKind.KNOWN: pgettext("private", "from your details or the case"),
        PrivateKind.IBAN: "IBAN",
        PrivateKind.ADDRESS: pgettext("private", "e-mail or web address"),
        PrivateKind.STREET: pgettext("private", "street"),
        PrivateKind.NUMBER: pgettext("private", "number"),
        PrivateKind.CODE: pgettext("private", "code"),
        PrivateKind.NAME: pgettext("private", "name of a person or place"),
        PrivateKind.RECORDING: pgettext("private", "about recording"),
    }[kind]
