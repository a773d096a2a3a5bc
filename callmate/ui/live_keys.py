"""The commands of the call that is going on."""

from callmate.i18n import _, pgettext
from callmate.ui.command import Command


def live_commands() -> tuple[Command, ...]:
    """The commands of a call in progress, in the order of the footer."""
    return (
        Command(
            "call.answer",
            "f2",
            pgettext("letter", "a"),
            pgettext("key", "answered"),
            _("A person answered: then type their operator number."),
        ),
        Command(
            "call.hold",
            "f3",
            pgettext("letter", "h"),
            pgettext("key", "hold"),
            _("You are made to wait, or the waiting is over."),
        ),
        Command(
            "call.transfer",
            "f4",
            pgettext("letter", "t"),
            pgettext("key", "transferred"),
            _("You are passed to somebody else, whose number is asked anew."),
        ),
        Command(
            "call.operator",
            "f5",
            pgettext("letter", "o"),
            pgettext("key", "operator"),
            _("Type the operator's number."),
        ),
        Command(
            "call.claim",
            "f6",
            pgettext("letter", "n"),
            pgettext("key", "claim no."),
            _("Type the claim number; it is then spelled out to be read back."),
        ),
        Command(
            "call.refused",
            "f7",
            pgettext("letter", "x"),
            pgettext("key", "refused"),
            _("They will not give what you asked for: type the words they used."),
        ),
        Command(
            "call.promise",
            "f8",
            pgettext("letter", "p"),
            pgettext("key", "promise"),
            _("They promise something: type what, and by when (48h, fri 5pm, 3/12)."),
        ),
        Command(
            "call.record",
            "f9",
            pgettext("letter", "r"),
            pgettext("key", "record"),
            _("Record the sound for yourself alone, or stop recording."),
        ),
        Command(
            "call.item",
            "tab",
            pgettext("letter", "i"),
            pgettext("key", "answer item"),
            _("Write the answer to the item that is lit. Up and down light another."),
            shown=False,
        ),
        Command(
            "call.menu",
            "ctrl+k",
            pgettext("letter", "k"),
            pgettext("key", "menu keys"),
            _("Write down the keys you press in their menu: they reach a person next time too."),
            shown=False,
        ),
        Command(
            "call.mark",
            "ctrl+t",
            pgettext("letter", "m"),
            pgettext("key", "mark"),
            _("Mark this moment, to find it again later."),
            shown=False,
        ),
        Command(
            "call.witness",
            "ctrl+p",
            pgettext("letter", "s"),
            pgettext("key", "who listens"),
            _("Somebody is listening with you: type who."),
            shown=False,
        ),
        Command(
            "call.speakerphone",
            "ctrl+l",
            pgettext("letter", "l"),
            pgettext("key", "speaker"),
            _("The phone is on speaker."),
            shown=False,
        ),
        Command(
            "call.notice",
            "ctrl+n",
            pgettext("letter", "c"),
            pgettext("key", "notice heard"),
            _("A voice said that the call is recorded."),
            shown=False,
        ),
        Command(
            "call.dropped",
            "ctrl+d",
            pgettext("letter", "d"),
            pgettext("key", "line dropped"),
            _("The line died."),
            shown=False,
        ),
        Command(
            "call.undo",
            "ctrl+z",
            pgettext("letter", "u"),
            pgettext("key", "undo"),
            _("Take back the last thing; it stays in sight, struck out."),
        ),
        Command(
            "call.end",
            "ctrl+e",
            pgettext("letter", "e"),
            pgettext("key", "end"),
            _("End the call; what is still missing is shown first."),
        ),
    )
