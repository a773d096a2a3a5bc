"""The commands of the screen that shows what can be done in a case."""

from callmate.i18n import _, pgettext
from callmate.ui.command import Command


def steps_commands() -> tuple[Command, ...]:
    """The commands of the list of next steps."""
    return (
        Command(
            "steps.open",
            "enter",
            "",
            pgettext("key", "open the call"),
            _("Open the call in which the promise under the cursor was made."),
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
            "w",
            "",
            pgettext("key", "worth knowing"),
            _("Show what else is known of this kind of company, or hide it."),
        ),
        Command("steps.back", "escape", "", pgettext("key", "back"), _("Back to where you were.")),
    )
