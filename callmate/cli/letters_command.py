"""Lists the letters that can be written."""

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.domain.text import cells, padded, visible, wrapped
from callmate.letters.kinds import letters_offered, pattern_of
from callmate.locale.messages import Language, _, language

_WIDEST = 100


def which_language() -> Option:
    """The option that says in which language the letter is."""
    said = _("The language of the letter: it or en; yours when left out.")
    return Option("--language", said, _("LANGUAGE"))


def chosen_language(arguments: Arguments) -> Language:
    """The language that was typed, or the owner's own.

    Raises:
        WrongUseError: It is none of the two.
    """
    return arguments.value("--language", _known) or language()


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "letters",
        _(
            "Lists the letters that “callmate letter” can write, with why and when. Patterns of"
            " your own are files that end in .j2, in the folder “letters” beside your settings;"
            " “--pattern complaint” prints one of ours to begin with."
        ),
        (),
        (
            which_language(),
            Option("--pattern", _("Prints the pattern of a letter."), _("LETTER")),
            Option("--json", _("Answers for programs.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """List them and return the exit status."""
    spoken = chosen_language(arguments)
    pattern = arguments.value("--pattern", lambda name: pattern_of(name, spoken))
    if pattern is not None:
        terminal.result(pattern.rstrip("\n"))
        return 0
    found = letters_offered(spoken, context.places.letters)
    if arguments.on("--json"):
        terminal.result_json([{"id": e.name, "title": e.title, "when": e.when} for e in found])
        return 0
    left = max(cells(visible(each.name)) for each in found)
    room = max(20, min(terminal.width(80), _WIDEST) - left - 2)
    for each in found:
        lines = wrapped(f"{visible(each.title)}. {each.when}", room)
        terminal.result(f"{padded(visible(each.name), left)}  {lines[0]}")
        for line in lines[1:]:
            terminal.result(" " * (left + 2) + line)
    return 0


def _known(typed: str) -> Language:
    match typed:
        case "it":
            return "it"
        case "en":
            return "en"
    raise ValueError(typed)
