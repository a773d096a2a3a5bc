"""The commands of cases: their list, one of them, its answers, the card before dialling."""

from callmate.i18n import _, pgettext
from callmate.ui.command import Command


def cases_commands() -> tuple[Command, ...]:
    """The commands of the list of cases."""
    return (
        Command("cases.open", "enter", "", pgettext("key", "open"), _("Open the chosen case.")),
        Command("cases.new", "n", "", pgettext("key", "new case"), _("Open a new case.")),
        Command("cases.home", "escape", "", pgettext("key", "home"), _("Back to your calls.")),
    )


def case_commands() -> tuple[Command, ...]:
    """The commands of one case."""
    return (
        Command(
            "case.call", "t", "", pgettext("key", "call again"), _("Start a call in this case.")
        ),
        Command(
            "case.add",
            "a",
            "",
            pgettext("key", "add"),
            _("Add a letter, an e-mail, a post, a reply, a bill, a payment."),
        ),
        Command(
            "case.steps",
            "n",
            "",
            pgettext("key", "what to do"),
            _("See what can be done and by when, with the rule behind each step."),
        ),
        Command("case.open", "enter", "", pgettext("key", "open"), _("Open the chosen call.")),
        Command(
            "case.letters",
            "l",
            "",
            pgettext("key", "letters"),
            _("Write a letter about this case, from its own facts."),
        ),
        Command(
            "case.dossier",
            "z",
            "",
            pgettext("key", "dossier"),
            _("Make a folder to hand over: everything in order, with the files of the case."),
        ),
        Command(
            "case.kept",
            "k",
            "",
            pgettext("key", "promise kept"),
            _("The promise under the cursor was kept."),
        ),
        Command(
            "case.broken",
            "b",
            "",
            pgettext("key", "broken"),
            _("The promise under the cursor was broken."),
        ),
        Command(
            "case.filter",
            "v",
            "",
            pgettext("key", "show only"),
            _("Show only calls, letters, posts, promises or money; then everything again."),
        ),
        Command(
            "case.contradiction",
            "c",
            "",
            pgettext("key", "contradiction"),
            _("Mark two things that were said and do not go together, one after the other."),
        ),
        Command(
            "case.answers",
            "o",
            "",
            pgettext("key", "who said what"),
            _("See what different operators said about the same thing, side by side."),
        ),
        Command(
            "case.undo",
            "ctrl+z",
            "",
            pgettext("key", "take back"),
            _("Take back a letter, a settled promise or a mark that was put in by mistake."),
            shown=False,
        ),
        Command(
            "case.facts",
            "f",
            "",
            pgettext("key", "facts"),
            _("Put right the facts of this case."),
            shown=False,
        ),
        Command(
            "case.export",
            "e",
            "",
            pgettext("key", "to a file"),
            _("Take the whole case out into a file, to print, send or hand over."),
        ),
        Command(
            "case.close",
            "x",
            "",
            pgettext("key", "close, reopen"),
            _("The problem is over; or it is not, after all."),
            shown=False,
        ),
        Command(
            "case.sound",
            "w",
            "",
            pgettext("key", "sound"),
            _("Say how long the sound of this case is wanted."),
            shown=False,
        ),
        Command(
            "case.delete",
            "d",
            "",
            pgettext("key", "delete"),
            _("Delete this case; its calls stay."),
            shown=False,
        ),
        Command(
            "case.help",
            "question_mark",
            "",
            pgettext("key", "all keys"),
            _("Explain the keys of a case."),
        ),
        Command("case.back", "escape", "", pgettext("key", "back"), _("Back to your cases.")),
    )


def answers_commands() -> tuple[Command, ...]:
    """The commands of what was said, side by side."""
    return (Command("answers.back", "escape", "", pgettext("key", "back"), _("Back to the case.")),)


def before_call_commands() -> tuple[Command, ...]:
    """The commands of the card before a call."""
    return (
        Command(
            "before.start",
            "enter",
            "",
            pgettext("key", "START THE CALL"),
            _("The call begins; its time is stamped."),
        ),
        Command("before.back", "escape", "", pgettext("key", "back"), _("Do not ring now.")),
    )
