"""The letters there are: their names, when they are written, to whom, by which pattern."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from callmate.domain.case import Purpose
from callmate.domain.letter import LetterKind, To
from callmate.domain.text import visible
from callmate.locale.messages import Language, _

PATTERNS = Path(__file__).parent
"""Where the patterns lie that come with the program, a folder for each language."""

ENDING = ".j2"
"""What the names of patterns end in."""

_SHARED = {"letter", "words", "pieces"}
"""Patterns that are no letters of their own."""

_ONLY_IN: dict[LetterKind, Language] = {LetterKind.DEADLOCK: "en", LetterKind.CONCILIAWEB: "it"}

_TO = {LetterKind.AGCOM: To.AGCOM, LetterKind.ASSOCIATION: To.ASSOCIATION}


@dataclass(frozen=True)
class LetterOffer:
    """A letter that can be written."""

    name: str
    """The pattern's: what is typed on the command line."""
    title: str
    when: str
    """Why and when, in a line."""


def letters_offered(language: Language, own: Path | None) -> tuple[LetterOffer, ...]:
    """The letters there are in a language, the owner's own at the end.

    Args:
        language: The language of the letters.
        own: The folder of the owner's own patterns; it need not exist.
    """
    ours = [kind for kind in LetterKind if _ONLY_IN.get(kind, language) == language]
    names = [kind.value for kind in ours]
    words, found = _("A pattern of your own."), _own(own, language)
    mine = [LetterOffer(name, name, words) for name in sorted(found - _SHARED - {*names})]
    instead = _("⚠ A pattern of your own takes the place of ours.")
    hidden = {kind for kind in ours if found & {kind.value, *_SHARED}}
    said = {kind: f"{when(kind)} {instead}" if kind in hidden else when(kind) for kind in ours}
    return (*(LetterOffer(kind.value, title(kind), said[kind]) for kind in ours), *mine)


def goes_to(name: str) -> To:
    """Whom a letter goes to: the company, unless its kind says otherwise."""
    return _TO.get(LetterKind(name), To.COMPANY) if name in set(LetterKind) else To.COMPANY


def purpose_of(name: str) -> Purpose | None:
    """What a sent letter starts in the terms of rules; ``None`` when only its way tells."""
    if name not in set(LetterKind):
        return None
    return {
        LetterKind.COMPLAINT: Purpose.COMPLAINT,
        LetterKind.FOLLOW_UP: Purpose.COMPLAINT,
        LetterKind.DEADLOCK: Purpose.COMPLAINT,
        LetterKind.AGCOM: Purpose.REGULATOR,
        LetterKind.ASSOCIATION: Purpose.ASSOCIATION,
        LetterKind.ACCESS: Purpose.ACCESS,
    }.get(LetterKind(name), Purpose.OTHER)


def title(kind: LetterKind) -> str:
    """What a letter is called."""
    return {
        LetterKind.COMPLAINT: _("Complaint in writing"),
        LetterKind.AGCOM: _("Notice to Agcom"),
        LetterKind.ASSOCIATION: _("Message to Adiconsum or another association"),
        LetterKind.PROMISE: _("Request to keep a promise"),
        LetterKind.FOLLOW_UP: _("Reminder"),
        LetterKind.CONFIRMATION: _("Confirmation of what was said"),
        LetterKind.CONTRACT: _("Offer by phone not accepted"),
        LetterKind.ACCESS: _("Request for the company's recording"),
        LetterKind.DEADLOCK: _("Request for a deadlock letter (UK)"),
        LetterKind.POST: _("Text for their social page"),
        LetterKind.STORY: _("The whole story for a forum"),
        LetterKind.CONCILIAWEB: _("Text for the ConciliaWeb form"),
    }[kind]


def when(kind: LetterKind) -> str:
    """Why and when a letter is written, in a line."""
    return {
        LetterKind.COMPLAINT: _(
            "Put the complaint in writing; where they gave no number, it asks for it."
        ),
        LetterKind.AGCOM: _("The number was refused: tell the authority for communications."),
        LetterKind.ASSOCIATION: _("You want help: they get the whole story in one page."),
        LetterKind.PROMISE: _("The promised day has passed and nothing was done."),
        LetterKind.FOLLOW_UP: _("You have written already and there is no answer."),
        LetterKind.CONFIRMATION: _("On the day of the call: they can correct it if it is wrong."),
        LetterKind.CONTRACT: _("They speak of a contract that you did not sign."),
        LetterKind.ACCESS: _("The company recorded the call: ask for the sound."),
        LetterKind.DEADLOCK: _("In the UK: they will not settle it, and you want to go further."),
        LetterKind.POST: _("Public and short: no codes, names or numbers in it."),
        LetterKind.STORY: _("Everything in order, with names, codes and numbers taken out."),
        LetterKind.CONCILIAWEB: _("In Italy, for conciliation: facts and requests to paste there."),
    }[kind]


def pattern_of(name: str, language: Language) -> str:
    """A pattern that comes with the program, as it is written.

    Raises:
        ValueError: There is none of this name in this language.
    """
    if name not in {*set(LetterKind), *_SHARED}:
        raise ValueError(name)
    try:
        return (PATTERNS / language / f"{name}{ENDING}").read_text("utf-8")
    except FileNotFoundError as error:
        raise ValueError(name) from error


def own_patterns(folder: Path) -> tuple[Path, ...]:
    """The files of the owner's own patterns, for all languages.

    Args:
        folder: Where they lie; it need not exist.
    """
    places = (folder, folder / "it", folder / "en")
    found = (at for each in places if each.is_dir() for at in each.glob(f"*{ENDING}"))
    return tuple(sorted(at for at in found if at.is_file()))


def _own(folder: Path | None, language: Language) -> set[str]:
    if folder is None:
        return set()
    fitting = {folder, folder / language}
    return {at.stem for at in own_patterns(folder) if at.parent in fitting}


class PatternError(Exception):
    """A pattern cannot be filled."""

    def __init__(self, name: str, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.name = name
        """The pattern's."""
        self.why = why
        """What is wrong with it, as the pattern's language says it; empty if it is not there."""
        self.line = line
        """Where, counted from 1, as far as that is known."""


def pattern_trouble(error: PatternError) -> str:
    """One sentence: which pattern, where, and what is wrong with it."""
    name = visible(error.name)
    if not error.why:
        return _("The pattern “{name}” is not there.").format(name=name)
    if error.line is not None:
        said = _("Your pattern “{name}” cannot be filled: line {line}, {why}")
        return said.format(name=name, line=error.line, why=visible(error.why))
    return _("Your pattern “{name}” cannot be filled: {why}").format(
        name=name, why=visible(error.why)
    )


def mail_said(to: str, not_enclosed: Sequence[str]) -> tuple[str, ...]:
    """What to say of a letter that was saved as an e-mail.

    Args:
        to: The address that it goes to; empty where none is known.
        not_enclosed: The names of files that are named in it and do not go with it.
    """
    said = [_("Open the file with your mail program: it is a draft, and nothing is sent yet.")]
    if not to:
        said.append(_("No e-mail address or PEC is known for it: write it in your mail program."))
    if not_enclosed:
        names = ", ".join(map(visible, not_enclosed))
        said.append(_("Not with it, put them in yourself: {names}.").format(names=names))
    return tuple(said)
