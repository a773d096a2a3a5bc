"""Writes a letter about a case into a file, from the case's own facts.

What the letter asks its owner is told with an id, and answered by it; the answers are kept in
the case, as those given on the screen are.
"""

import os
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.letters_command import chosen_language, which_language
from callmate.cli.parser import Arguments, Grammar, Option, Word, WrongUseError, yes_or_no
from callmate.documents.case_paper import sealed_case
from callmate.domain.chronology import Chronology
from callmate.domain.narrative import narrate
from callmate.domain.rules import Country
from callmate.domain.text import visible
from callmate.letters.draft import LETTER_ENDINGS, LetterInHand
from callmate.letters.kinds import PatternError, letters_offered, mail_said, pattern_trouble
from callmate.letters.letter_questions import NO, YES, LetterQuestion, association_of, questions
from callmate.letters.mail import MAIL_ENDING
from callmate.letters.suitability import doubts, why_not
from callmate.locale.messages import Language, _, ngettext, pgettext
from callmate.rulebook.countries import country_of
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import now
from callmate.services.output import NotTakenOutError, put
from callmate.store.addresses import Addresses
from callmate.store.places import fresh_id
from callmate.wording.names import private_kind_name

_FAILED = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "letter",
        _(
            "Writes a letter about a case into a file, by the file's ending: .pdf, .odt, .docx,"
            " .html, .md, .txt, or .eml, a draft for a mail program. What is not known stands in"
            " it as a gap in square brackets, and is told. Nothing is sent. No note of yours goes"
            " in by itself; a public text hides names, streets, codes and numbers, and tells which."
            " What only you can answer is asked, and your answers are kept in the case; without a"
            " file no letter is made, but all of that is told."
        ),
        (
            Word(
                _("CASE"),
                _("The beginning of the case's id, as “callmate cases” shows it."),
                _("Say which case, by the beginning of its id; “callmate cases” shows them."),
            ),
            Word(
                _("LETTER"),
                _("Which letter, as “callmate letters” lists them."),
                _("Say which letter; “callmate letters” lists them."),
            ),
            Word(_("FILE"), _("The file to make.")),
        ),
        (
            which_language(),
            Option(
                "--answer",
                _(
                    "Answers a question of the letter by the id under which it is told:"
                    " offer_refused=yes. It may be typed several times; nothing after the = takes"
                    " an answer back."
                ),
                _("ID=ANSWER"),
                repeats=True,
            ),
            Option(
                "--notes",
                _("Takes notes in, by the numbers under which they are told: 1,3."),
                _("NUMBERS"),
            ),
            Option(
                "--turn",
                _("In a public text, shows what is hidden or hides what is shown: 2,5."),
                _("NUMBERS"),
            ),
            Option("--force", _("Replaces a file that is there already.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Answer what is to be answered, write it, and return the exit status."""
    name, typed = arguments.words[1], arguments.word(2)
    path = None if typed is None else Path(typed)
    language = chosen_language(arguments)
    _check(context, name, language, path)
    told = sealed_case(context.cabinet, context.cases, context.cases.find(arguments.words[0])).told
    country = country_of(context.settings.country, os.environ)
    told = _answered(context, arguments, told, country)
    story = narrate(told, now())
    if reason := why_not(name, story, country):
        said = _("This letter does not fit the case. {reason} Nothing was made.")
        terminal.say(said.format(reason=reason))
        return _FAILED
    try:
        writing = LetterInHand(context.cabinet, told, name, language, country, clock=now)
        _choose(writing, arguments)
        if path is not None:
            put(path, writing.contents(path.suffix.lower()), force=arguments.on("--force"))
    except PatternError as error:
        terminal.say(pattern_trouble(error))
        return _FAILED
    except NotTakenOutError as error:
        terminal.say(str(error))
        return _FAILED
    _tell_made(writing, path)
    for doubt in doubts(name, story, country):
        terminal.say(_("Think of this first: {doubt}").format(doubt=doubt))
    association = association_of(Addresses(context.places), country)
    _tell_questions(questions(name, story, country, association))
    _tell_choices(writing)
    return 0


def _answered(
    context: Context, arguments: Arguments, told: Chronology, country: Country
) -> Chronology:
    """The case with what was answered; nothing is kept unless all of it can be."""
    asked = {
        q.question.value: q for q in questions(arguments.words[1], narrate(told, now()), country)
    }
    answers = dict(arguments.values("--answer", partial(_answer, asked)))
    case, desk = told.case, CaseDesk(context.cases, fresh_id, now)
    for question, text in answers.items():
        if text != asked[question].answer:
            case = desk.state(case, question, text)
    return Chronology(case, told.calls)


def _answer(asked: Mapping[str, LetterQuestion], typed: str) -> tuple[str, str]:
    """The question that is answered, and the answer as the case keeps it."""
    name, equals, words = typed.partition("=")
    question = asked.get(name.strip().casefold())
    if question is None or not equals:
        said = _("“{value}” answers no question of this letter. It asks: {names}.")
        names = ", ".join(asked) or _("nothing")
        raise WrongUseError(said.format(value=visible(typed), names=names))
    words = " ".join(words.split())
    try:
        return question.question.value, _chosen(question, words) if words else ""
    except ValueError as error:
        said = _("“{value}” does not answer {id}. It can be: {choices}.")
        choices = ", ".join(_choices(question))
        raise WrongUseError(
            said.format(value=visible(words), id=question.question.value, choices=choices)
        ) from error


def _chosen(question: LetterQuestion, words: str) -> str:
    values = [value for value, _words in question.options if value]
    if not values:
        return words
    if YES in values:
        return YES if yes_or_no(words) else NO
    begun = [value for value in values if value.startswith(words)]
    if len(begun) != 1:
        raise ValueError(words)
    return begun[0]


def _choices(question: LetterQuestion) -> list[str]:
    options = [(value, words) for value, words in question.options if value]
    return [words if value in {YES, NO} else f"{value} ({words})" for value, words in options]


def _tell_questions(asked: Sequence[LetterQuestion]) -> None:
    left = [each for each in asked if not each.answer]
    if left:
        terminal.say(_("You can still answer, with --answer ID=ANSWER:"))
    for each in left:
        choices = ", ".join(_choices(each))
        if each.proposed:
            choices = _("such as {names}").format(names=each.proposed)
        terminal.say(
            f"  {each.question.value}  {each.words}" + (f" [{choices}]" if choices else "")
        )


def _tell_made(writing: LetterInHand, path: Path | None) -> None:
    if path is None:
        terminal.say(_("No file was named, so no letter was made."))
    else:
        terminal.say(_("{file} is made. You alone can read it.").format(file=visible(str(path))))
    if gaps := writing.letter.gaps:
        said = ngettext(
            "One thing is missing in it: {gaps}.",
            "{count} things are missing in it: {gaps}.",
            len(gaps),
        )
        terminal.say(said.format(count=len(gaps), gaps="; ".join(map(visible, gaps))))
    if path is not None and path.suffix.lower() == MAIL_ENDING:
        for words in mail_said(writing.mail_to, writing.not_enclosed):
            terminal.say(words)


def _choose(writing: LetterInHand, arguments: Arguments) -> None:
    notes, pieces = writing.notes, writing.pieces
    taken = arguments.value("--notes", lambda typed: [notes[n] for n in _places(typed, notes)])
    turned = arguments.value("--turn", lambda typed: [pieces[n] for n in _places(typed, pieces)])
    if taken:
        if writing.is_public:
            raise WrongUseError(_("No note goes into a public text."))
        writing.take_in(note.id for note in taken)
    if turned:
        writing.turn(choice.piece.key for choice in turned)


def _places(typed: str, things: Sequence[object]) -> tuple[int, ...]:
    numbers = [int(each) for each in typed.replace(",", " ").split()]
    if not numbers or not all(1 <= number <= len(things) for number in numbers):
        raise ValueError(typed)
    return tuple(number - 1 for number in numbers)


def _tell_choices(writing: LetterInHand) -> None:
    for number, choice in enumerate(writing.pieces, 1):
        stands = pgettext("word", "hidden") if choice.hidden else pgettext("word", "SHOWN")
        kind = private_kind_name(choice.piece.kind)
        doubt = "" if choice.piece.sure else _(" · not sure")
        terminal.say(f"  {number}  {stands}: {visible(choice.piece.text)} ({kind}{doubt})")
    if writing.pieces:
        terminal.say(_("Read it once more before you publish it; --turn 2 turns the second."))
    for number, note in enumerate(writing.notes, 1):
        stands = pgettext("note", "goes in") if note.taken else pgettext("note", "left out")
        named = ", ".join(map(private_kind_name, note.marks))
        marked = f" ({named})" if named else ""
        label = "-" if writing.is_public else str(number)
        terminal.say(f"  {label}  {stands}: {visible(note.text)}{marked}")
    if writing.notes and not writing.is_public:
        terminal.say(_("Your notes stay out unless you take them in; --notes 1 takes the first."))


def _check(context: Context, name: str, language: Language, path: Path | None) -> None:
    if path is not None and path.suffix.lower() not in LETTER_ENDINGS:
        said = _("“{file}” must end in .pdf, .odt, .docx, .html, .md, .txt or .eml.")
        raise WrongUseError(said.format(file=visible(path.name)))
    if name not in {each.name for each in letters_offered(language, context.places.letters)}:
        said = _("There is no letter “{name}” in this language. “callmate letters” lists them.")
        raise WrongUseError(said.format(name=visible(name)))
