"""Every command a person has, said once: id, key, letter, title.

Bindings, footers, the strip of letters, the help screen and ``callmate keys``
are all read off these lists. None imports Textual, so that the command line can
read them too.
"""

from dataclasses import replace

from callmate.locale.messages import _, pgettext
from callmate.store.settings import Settings
from callmate.ui.case_commands import (
    answers_commands,
    before_call_commands,
    case_commands,
    cases_commands,
    letter_commands,
    letters_commands,
    steps_commands,
    trash_commands,
)
from callmate.ui.command import Command
from callmate.ui.review_commands import review_commands, transcript_commands


def live_commands() -> tuple[Command, ...]:
    """The commands of a call in progress, in the order of the footer."""
    return (
        Command(
            "call.answer",
            "f2",
            "r",
            pgettext("key", "answered"),
            _("A person answered: then type their operator number."),
        ),
        Command(
            "call.hold",
            "f3",
            "a",
            pgettext("key", "hold"),
            _("You are made to wait, or the waiting is over."),
        ),
        Command(
            "call.transfer",
            "f4",
            "t",
            pgettext("key", "transferred"),
            _("You are passed to somebody else, whose number is asked anew."),
        ),
        Command(
            "call.operator",
            "f5",
            "o",
            pgettext("key", "operator"),
            _("Type the operator's number."),
        ),
        Command(
            "call.claim",
            "f6",
            "n",
            pgettext("key", "claim no."),
            _("Type the claim number; it is then spelled out to be read back."),
        ),
        Command(
            "call.refused",
            "f7",
            "x",
            pgettext("key", "refused"),
            _("They will not give what you asked for: type the words they used."),
        ),
        Command(
            "call.promise",
            "f8",
            "p",
            pgettext("key", "promise"),
            _("They promise something: type what, and by when (48h, fri 5pm, 3/12)."),
        ),
        Command(
            "call.record",
            "f9",
            "g",
            pgettext("key", "record"),
            _("Record the sound for yourself alone, or stop recording."),
        ),
        Command(
            "call.item",
            "tab",
            "i",
            pgettext("key", "answer item"),
            _("Write the answer to the item that is lit. Up and down light another."),
            shown=False,
        ),
        Command(
            "call.menu",
            "ctrl+k",
            "k",
            pgettext("key", "menu keys"),
            _("Write down the keys you press in their menu: they reach a person next time too."),
            shown=False,
        ),
        Command(
            "call.mark",
            "ctrl+t",
            "m",
            pgettext("key", "mark"),
            _("Mark this moment, to find it again later."),
            shown=False,
        ),
        Command(
            "call.witness",
            "ctrl+p",
            "s",
            pgettext("key", "who listens"),
            _("Somebody is listening with you: type who."),
            shown=False,
        ),
        Command(
            "call.speakerphone",
            "ctrl+l",
            "v",
            pgettext("key", "speaker"),
            _("The phone is on speaker."),
            shown=False,
        ),
        Command(
            "call.notice",
            "ctrl+n",
            "c",
            pgettext("key", "notice heard"),
            _("A voice said that the call is recorded."),
            shown=False,
        ),
        Command(
            "call.came_in",
            "ctrl+r",
            "e",
            pgettext("key", "they rang me"),
            _("It was the company that rang you."),
            shown=False,
        ),
        Command(
            "call.began",
            "ctrl+g",
            "b",
            pgettext("key", "began before"),
            _("The call was going on before you noted it: say since when."),
            shown=False,
        ),
        Command(
            "call.along",
            "ctrl+b",
            "j",
            pgettext("key", "listen"),
            _("Have the computer listen along and offer the numbers it hears, or not."),
            shown=False,
        ),
        Command(
            "call.facts",
            "ctrl+y",
            "z",
            pgettext("key", "call's facts"),
            _("Put right the company, the number, the matter or the kind of company."),
            shown=False,
        ),
        Command(
            "call.another",
            "ctrl+o",
            "w",
            pgettext("key", "another call"),
            _("Another call comes in: this one stays open, and you begin the other."),
            shown=False,
        ),
        Command(
            "call.dropped",
            "ctrl+d",
            "l",
            pgettext("key", "line dropped"),
            _("The line died."),
            shown=False,
        ),
        Command(
            "call.undo",
            "ctrl+z",
            "u",
            pgettext("key", "undo"),
            _("Take back the last thing; it stays in sight, struck out."),
        ),
        Command(
            "call.end",
            "ctrl+e",
            "f",
            pgettext("key", "end"),
            _("End the call; what is still missing is shown first."),
        ),
        Command("call.help", "f1", "h", pgettext("key", "help"), _("Explain the keys.")),
    )


def wrap_up_commands() -> tuple[Command, ...]:
    """The commands of the screen after a call, on which there are lines to type on."""
    return (
        Command("wrap_up.done", "enter", "", pgettext("key", "done"), _("Keep it, and go home.")),
        Command(
            "wrap_up.steps",
            "ctrl+f",
            "",
            pgettext("key", "what to do"),
            _("See what can be done and by when, with the rule behind each step."),
        ),
    )


def home_commands() -> tuple[Command, ...]:
    """The commands of the home screen."""
    return (
        Command(
            "home.open", "enter", "", pgettext("key", "open"), _("Open what the cursor is on.")
        ),
        Command("home.new", "n", "", pgettext("key", "new call"), _("Start a new call.")),
        Command(
            "home.past",
            "a",
            "",
            pgettext("key", "past call"),
            _("Type in a call that you noted on paper; it is marked as written down later."),
        ),
        Command("home.cases", "p", "", pgettext("key", "cases"), _("Go to your cases.")),
        Command(
            "home.trash",
            "u",
            "",
            pgettext("key", "trash"),
            _("Show what was deleted in the last 30 days, and put it back."),
            shown=False,
        ),
        Command(
            "home.sound",
            "w",
            "",
            pgettext("key", "sound"),
            _("Decide about sound whose time is over."),
            shown=False,
        ),
        Command(
            "home.search",
            "slash",
            "",
            pgettext("key", "search"),
            _("Search calls, cases, letters, notes: every key counts at once."),
        ),
        Command(
            "home.filter",
            "v",
            "",
            pgettext("key", "show only"),
            _("Show only calls without a number, with an outcome, to a company."),
        ),
        Command(
            "home.order",
            "O",
            "",
            pgettext("key", "order"),
            _("Newest first, oldest first, longest first, or by company."),
        ),
        Command("home.help", "question_mark", "", pgettext("key", "help"), _("Explain the keys.")),
        Command("home.quit", "q", "", pgettext("key", "quit"), _("Leave CallMate.")),
    )


def screen_commands() -> tuple[Command, ...]:
    """The commands that hold everywhere, whatever is in sight."""
    return (
        Command(
            "screen.cover",
            "f12",
            "",
            pgettext("key", "cover"),
            _("Cover the screen at once, everywhere; the call and its recording go on."),
            shown=False,
        ),
    )


def all_commands(settings: Settings) -> tuple[Command, ...]:
    """Every command, with the keys that the owner chose."""
    commands = (
        *live_commands(),
        *wrap_up_commands(),
        *home_commands(),
        *review_commands(),
        *transcript_commands(),
        *cases_commands(),
        *case_commands(),
        *letters_commands(),
        *letter_commands(),
        *before_call_commands(),
        *answers_commands(),
        *steps_commands(),
        *trash_commands(),
        *screen_commands(),
    )
    return tuple(
        replace(command, key=settings.keys.get(command.id, command.key)) for command in commands
    )
