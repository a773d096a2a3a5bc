"""Lists the keys of the screen, as the owner has set them."""

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.domain.text import table, visible
from callmate.locale.messages import _
from callmate.ui.commands import all_commands


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "keys",
        _("Lists the keys of the screen, named as the settings name them."),
        options=(Option("--json", _("Answers for programs.")),),
    )


def run(context: Context, arguments: Arguments) -> int:
    """List the keys and return the exit status."""
    commands = all_commands(context.settings)
    if arguments.on("--json"):
        terminal.result_json([{"id": c.id, "key": c.key, "title": c.title} for c in commands])
        return 0
    rows = [(visible(command.key), command.id, command.help) for command in commands]
    for line in table(rows, terminal.width(0), ((2, 20),)):
        terminal.result(line)
    return 0
