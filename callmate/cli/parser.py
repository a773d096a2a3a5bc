"""What may be typed after a command, how it is read, and how that is explained.

argparse reads it; the words are ours.
"""

from argparse import ArgumentError, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from callmate.cli.terminal import result, width
from callmate.domain.text import cells, padded, visible, wrapped
from callmate.locale.messages import _

T = TypeVar("T")


class WrongUseError(Exception):
    """What was typed is not understood; the message is a sentence that says what and how."""


@dataclass(frozen=True)
class Word:
    """Something that stands after the command by its place."""

    name: str
    """In capitals and in the owner's language, as help shows it."""
    help: str
    needed: str = ""
    """The sentence to say when it is missing; empty when it may be left out."""


@dataclass(frozen=True)
class Option:
    """Something that may be added, anywhere."""

    flag: str
    help: str
    value: str = ""
    """What stands after it, in capitals and the owner's language; empty for a mere switch."""
    repeats: bool = False
    """Whether it may be typed several times, each with a value of its own."""


@dataclass(frozen=True)
class Grammar:
    """One command."""

    name: str
    summary: str
    words: tuple[Word, ...] = ()
    options: tuple[Option, ...] = ()
    joins: bool = False
    """Whether several words in place of the last one count as one text."""


@dataclass(frozen=True)
class Arguments:
    """What was typed after a command."""

    words: tuple[str, ...]
    _options: Namespace

    @property
    def for_help(self) -> bool:
        """Whether an explanation was asked for."""
        return bool(self._options.help)

    def word(self, place: int) -> str | None:
        """The word at a place, from 0, if it was typed."""
        return self.words[place] if place < len(self.words) else None

    def on(self, flag: str) -> bool:
        """Whether a switch was typed."""
        return bool(getattr(self._options, flag))

    def given(self, flag: str) -> bool:
        """Whether an option was typed, with or without a value."""
        return getattr(self._options, flag) not in {None, False}

    def value(self, flag: str, read: Callable[[str], T]) -> T | None:
        """What was typed after an option; ``None`` when the option was not.

        Raises:
            WrongUseError: It cannot be read; ``read`` raised ValueError.
        """
        typed = getattr(self._options, flag)
        return None if typed is None else self._read(flag, typed, read)

    def values(self, flag: str, read: Callable[[str], T]) -> list[T]:
        """Each value typed after an option that may be repeated; raises as ``value`` does."""
        return [self._read(flag, typed, read) for typed in getattr(self._options, flag) or ()]

    def _read(self, flag: str, typed: str, read: Callable[[str], T]) -> T:
        try:
            return read(typed)
        except ValueError as error:
            said = _("“{value}” does not fit after {option}.")
            raise WrongUseError(said.format(value=visible(typed), option=flag)) from error


def read(grammar: Grammar, typed: Sequence[str]) -> Arguments:
    """Read what was typed after a command.

    Raises:
        WrongUseError: It does not fit the command.
    """
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("-h", "--help", dest="help", action="store_true")
    for option in grammar.options:
        parser.add_argument(option.flag, dest=option.flag, action=_action(option))
    parser.add_argument("words", nargs="*")
    before, after = _parted(typed)
    try:
        found, unknown = parser.parse_known_intermixed_args(before)
    except ArgumentError as error:
        raise WrongUseError(_worded(grammar, error)) from error
    if unknown:
        said = _("There is no option {option} here.")
        raise WrongUseError(said.format(option=visible(unknown[0])))
    arguments = Arguments(_fitted(grammar, [*found.words, *after]), found)
    if not arguments.for_help:
        _check_words(grammar, arguments.words)
    return arguments


def _action(option: Option) -> str:
    if option.repeats:
        return "append"
    return "store" if option.value else "store_true"


def yes_or_no(typed: str) -> bool:
    """Whether yes was typed, in English or Italian.

    Raises:
        ValueError: It is neither yes nor no.
    """
    match typed.strip().casefold():
        case "yes" | "y" | "sì" | "si" | "s":
            return True
        case "no" | "n":
            return False
    raise ValueError(typed)


def _parted(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """What stands before two dashes, and what after: nothing there is an option."""
    # argparse takes the dashes for a word in some versions of Python, and not in others.
    at = typed.index("--") if "--" in typed else len(typed)
    return list(typed[:at]), list(typed[at + 1 :])


def _fitted(grammar: Grammar, words: list[str]) -> tuple[str, ...]:
    places = len(grammar.words)
    if grammar.joins and len(words) > places:
        return (*words[: places - 1], " ".join(words[places - 1 :]))
    return tuple(words)


def _check_words(grammar: Grammar, words: tuple[str, ...]) -> None:
    for word in grammar.words[len(words) :]:
        if word.needed:
            raise WrongUseError(word.needed)
    if len(words) > len(grammar.words):
        extra = visible(" ".join(words[len(grammar.words) :]))
        raise WrongUseError(_("This is too much: “{words}”.").format(words=extra))


def _worded(grammar: Grammar, error: ArgumentError) -> str:
    flag = error.argument_name or ""
    takes = any(option.flag == flag and option.value for option in grammar.options)
    if takes:
        return _("Something is missing after {option}.").format(option=flag)
    return _("Nothing goes with {option}: it stands alone.").format(option=flag)


_WIDEST = 100
_LEFT = 26


def explain(grammar: Grammar) -> None:
    """Print what a command does and what may be typed after it."""
    result(usage(grammar))
    result("")
    _paragraph(grammar.summary)
    rows = [(word.name, word.help) for word in grammar.words]
    rows += [(f"{o.flag} {o.value}".rstrip(), o.help) for o in grammar.options]
    if rows:
        result("")
        _rows(rows)


def usage(grammar: Grammar) -> str:
    """How a command is typed, in one line."""
    words = [word.name if word.needed else f"[{word.name}]" for word in grammar.words]
    options = [f"[{option.flag} {option.value}".rstrip() + "]" for option in grammar.options]
    typed = " ".join(["callmate", grammar.name, *words, *options])
    return _("Type it like this: {line}").format(line=typed)


def explain_all(summaries: dict[str, str]) -> None:
    """Print what CallMate is and its commands.

    Args:
        summaries: A sentence for each command, by its name.
    """
    _paragraph(_("CallMate helps you through a phone call that matters, and keeps what was said."))
    result("")
    _rows([("callmate", _("Opens the screen: new calls, past calls.")), *_typed(summaries)])
    result("")
    _paragraph(
        _(
            "CALL is the beginning of a call's id, as “callmate calls” shows it, and CASE that of a"
            " case's, as “callmate cases” does."
        )
    )
    _paragraph(_("“callmate COMMAND --help” explains a command; “--json” answers for programs."))


def _typed(summaries: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"callmate {name}", summary) for name, summary in summaries.items()]


def _rows(rows: list[tuple[str, str]]) -> None:
    left = min(_LEFT, max(cells(name) for name, _text in rows))
    for name, text in rows:
        lines = wrapped(text, max(20, min(width(80), _WIDEST) - left - 4))
        result(f"  {padded(name, left)}  {lines[0]}")
        for line in lines[1:]:
            result(" " * (left + 4) + line)


def _paragraph(text: str) -> None:
    for line in wrapped(text, min(width(80), _WIDEST)):
        result(line)
