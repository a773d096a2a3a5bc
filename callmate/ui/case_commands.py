"""The commands of cases: their list, one of them, its answers, the card before dialling."""

from callmate.locale.messages import _, pgettext
from callmate.ui.command import Command


def cases_commands() -> tuple[Command, ...]:
    """The commands of the list of cases."""
    return (
        Command("cases.open", "enter", "", pgettext("key", "open"), _("Open the chosen case.")),
        Command("cases.new", "n", "", pgettext("key", "new case"), _("Open a new case.")),
        Command(
            "cases.search",
            "slash",
            "",
            pgettext("key", "find"),
            _("Find a case by its name, company, codes or claim number: every key counts at once."),
        ),
        Command(
            "cases.filter",
            "v",
            "",
            pgettext("key", "show only"),
            _("Show only the cases with one company."),
        ),
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
            "f",
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
            _(
                "The promise under the cursor was kept; the reply answers;"
                " the letter came, by its receipt."
            ),
        ),
        Command(
            "case.broken",
            "b",
            "",
            pgettext("key", "broken"),
            _("The promise under the cursor was broken; the reply does not answer."),
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
            "exclamation_mark",
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
            "case.move",
            "p",
            "",
            pgettext("key", "other case"),
            _("Put the call or document under the cursor into another case."),
            shown=False,
        ),
        Command(
            "case.merge",
            "U",
            "",
            pgettext("key", "merge"),
            _("Make one case of this one and another: calls, documents and lines go there."),
            shown=False,
        ),
        Command(
            "case.calls",
            "P",
            "",
            pgettext("key", "earlier calls"),
            _("Tick calls to this company that are in no case yet, and put them into this one."),
            shown=False,
        ),
        Command(
            "case.facts",
            "c",
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
            "y",
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


def letters_commands() -> tuple[Command, ...]:
    """The commands of the list of letters."""
    return (
        Command("letters.open", "enter", "", pgettext("key", "open"), _("Open the chosen letter.")),
        Command(
            "letters.mine",
            "m",
            "",
            pgettext("key", "my details"),
            _("Your name and addresses, as they stand in your letters."),
        ),
        Command("letters.back", "escape", "", pgettext("key", "back"), _("Back to the case.")),
    )


def letter_commands() -> tuple[Command, ...]:
    """The commands of one letter."""
    return (
        Command("letter.edit", "c", "", pgettext("key", "change"), _("Change the text here.")),
        Command(
            "letter.editor",
            "C",
            "",
            pgettext("key", "in my editor"),
            _("Change the text in the editor of your choice."),
        ),
        Command(
            "letter.mine",
            "m",
            "",
            pgettext("key", "my details"),
            _("Your name and addresses, as they stand in your letters."),
        ),
        Command("letter.to", "r", "", pgettext("key", "to whom"), _("Whom it goes to, and where.")),
        Command(
            "letter.questions",
            "D",
            "",
            pgettext("key", "questions"),
            _("Answer what this letter needs to know; the answers are kept in the case."),
        ),
        Command(
            "letter.language",
            "v",
            "",
            pgettext("key", "Italian/English"),
            _("The same letter in the other language."),
        ),
        Command(
            "letter.ticks",
            "T",
            "",
            pgettext("key", "what goes out"),
            _("Take notes in or out; in a public text, hide words or show them."),
        ),
        Command(
            "letter.save",
            "e",
            "",
            pgettext("key", "save"),
            _("Save it to a file: PDF, e-mail, ODT, DOCX, Markdown or text."),
        ),
        Command(
            "letter.sent",
            "a",
            "",
            pgettext("key", "it is sent"),
            _("File it in the case as sent, with its number and its receipts."),
        ),
        Command(
            "letter.afresh",
            "ctrl+z",
            "",
            pgettext("key", "afresh"),
            _("Fill it from the case again, without your changes."),
        ),
        Command("letter.back", "escape", "", pgettext("key", "back"), _("Back to the letters.")),
    )


def steps_commands() -> tuple[Command, ...]:
    """The commands of the list of next steps."""
    return (
        Command(
            "steps.open",
            "enter",
            "",
            pgettext("key", "open"),
            _("Open the call of the promise under the cursor, or go into the text of the rule."),
        ),
        Command(
            "steps.letters",
            "l",
            "",
            pgettext("key", "letters"),
            _("Write a letter about this case, from its own facts."),
        ),
        Command(
            "steps.facts",
            "v",
            "",
            pgettext("key", "worth knowing"),
            _("Show what else is known of this kind of company, or hide it."),
        ),
        Command("steps.back", "escape", "", pgettext("key", "back"), _("Back to where you were.")),
    )


def trash_commands() -> tuple[Command, ...]:
    """The commands of the trash."""
    return (
        Command(
            "trash.restore",
            "enter",
            "",
            pgettext("key", "put back"),
            _("Put the call or case under the cursor back where it was."),
        ),
        Command("trash.home", "escape", "", pgettext("key", "home"), _("Back to your calls.")),
    )
