"""Writes a letter about a case into a file, from the case's own facts."""

import os
from pathlib import Path

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.letters_command import chosen_language, which_language
from callmate.cli.parser import Arguments, Grammar, Option, Word, WrongUseError
from callmate.documents.case_paper import sealed_case
from callmate.documents.formats.paper_files import ENDINGS
from callmate.domain.text import visible
from callmate.letters.draft import LetterInHand
from callmate.letters.kinds import PatternError, letters_offered, pattern_trouble
from callmate.locale.messages import Language, _, ngettext
from callmate.rulebook.countries import country_of
from callmate.services.desk import now
from callmate.services.output import NotTakenOutError, put

_FAILED = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "letter",
        _(
            "Writes a letter about a case into a file, by the file's ending: .pdf, .odt, .docx,"
            " .html, .md or .txt. What is not known stands in it as a gap in square brackets, and"
            " is told. Nothing is sent."
        ),
        (
            Word(
                "CASE",
                _("The beginning of the case's id, as “callmate cases” shows it."),
                _("Say which case, by the beginning of its id; “callmate cases” shows them."),
            ),
            Word(
                "LETTER",
                _("Which letter, as “callmate letters” lists them."),
                _("Say which letter; “callmate letters” lists them."),
            ),
            Word("FILE", _("The file to make."), _("Say which file to make.")),
        ),
        (which_language(), Option("--force", _("Replaces a file that is there already."))),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Write it and return the exit status."""
    name, path = arguments.words[1], Path(arguments.words[2])
    language = chosen_language(arguments)
    _check(context, name, language, path)
    told = sealed_case(context.cabinet, context.cases, context.cases.find(arguments.words[0])).told
    country = country_of(context.settings.country, os.environ)
    try:
        writing = LetterInHand(context.cabinet, told, name, language, country, clock=now)
        put(path, writing.contents(path.suffix.lower()), force=arguments.on("--force"))
    except PatternError as error:
        terminal.say(pattern_trouble(error))
        return _FAILED
    except NotTakenOutError as error:
        terminal.say(str(error))
        return _FAILED
    terminal.say(_("{file} is made. You alone can read it.").format(file=visible(str(path))))
    if gaps := writing.letter.gaps:
        said = ngettext(
            "One thing is missing in it: {gaps}.",
            "{count} things are missing in it: {gaps}.",
            len(gaps),
        )
        terminal.say(said.format(count=len(gaps), gaps="; ".join(map(visible, gaps))))
    return 0


def _check(context: Context, name: str, language: Language, path: Path) -> None:
    if path.suffix.lower() not in ENDINGS:
        said = _("“{file}” must end in .pdf, .odt, .docx, .html, .md or .txt.")
        raise WrongUseError(said.format(file=visible(path.name)))
    if name not in {each.name for each in letters_offered(language, context.places.letters)}:
        said = _("There is no letter “{name}” in this language. “callmate letters” lists them.")
        raise WrongUseError(said.format(name=visible(name)))
