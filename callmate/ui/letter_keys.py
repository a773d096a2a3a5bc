"""The commands of the screens on which letters are chosen and written."""

from callmate.i18n import _, pgettext
from callmate.ui.command import Command


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
        Command("letter.edit", "e", "", pgettext("key", "change"), _("Change the text here.")),
        Command(
            "letter.editor",
            "o",
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
        Command("letter.to", "t", "", pgettext("key", "to whom"), _("Whom it goes to, and where.")),
        Command(
            "letter.language",
            "l",
            "",
            pgettext("key", "Italian/English"),
            _("The same letter in the other language."),
        ),
        Command(
            "letter.save",
            "s",
            "",
            pgettext("key", "save"),
            _("Save it to a file: PDF, ODT, DOCX, Markdown or text."),
        ),
        Command(
            "letter.sent",
            "i",
            "",
            pgettext("key", "it is sent"),
            _("File it in the case as sent, with its number and its receipts."),
        ),
        Command(
            "letter.afresh",
            "r",
            "",
            pgettext("key", "afresh"),
            _("Fill it from the case again, without your changes."),
        ),
        Command("letter.back", "escape", "", pgettext("key", "back"), _("Back to the letters.")),
    )
