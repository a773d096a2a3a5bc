"""Every command a person has, said once: id, key, letter, title.

Bindings, footers, the strip of letters, the help screen and ``callmate keys``
are all read off these lists. None imports Textual, so that the command line can
read them too.
"""

from dataclasses import replace

from callmate.i18n import _, pgettext
from callmate.settings import Settings
from callmate.ui.case_keys import (
    answers_commands,
    before_call_commands,
    case_commands,
    cases_commands,
)
from callmate.ui.command import Command
from callmate.ui.letter_keys import letter_commands, letters_commands
from callmate.ui.live_keys import live_commands
from callmate.ui.review_keys import review_commands
from callmate.ui.step_keys import steps_commands
from callmate.ui.trash_keys import trash_commands


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
            "t",
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
            "f",
            "",
            pgettext("key", "show only"),
            _("Show only calls without a number, with an outcome, to a company."),
        ),
        Command(
            "home.order",
            "o",
            "",
            pgettext("key", "order"),
            _("Newest first, oldest first, longest first, or by company."),
        ),
        Command("home.help", "question_mark", "", pgettext("key", "help"), _("Explain the keys.")),
        Command("home.quit", "q", "", pgettext("key", "quit"), _("Leave CallMate.")),
    )


def all_commands(settings: Settings) -> tuple[Command, ...]:
    """Every command, with the keys that the owner chose."""
    commands = (
        *live_commands(),
        *home_commands(),
        *review_commands(),
        *cases_commands(),
        *case_commands(),
        *letters_commands(),
        *letter_commands(),
        *before_call_commands(),
        *answers_commands(),
        *steps_commands(),
        *trash_commands(),
    )
    return tuple(
        replace(command, key=settings.keys.get(command.id, command.key)) for command in commands
    )
