"""The commands of the screen that shows what was deleted."""

from callmate.i18n import _, pgettext
from callmate.ui.command import Command


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
