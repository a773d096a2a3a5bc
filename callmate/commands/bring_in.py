"""Brings in what lies elsewhere: a recording made on a phone, or a list of past calls."""

from pathlib import Path

from callmate.commands.grammar import Asked, Grammar, Option, Word, WrongUseError
from callmate.commands.here import Here
from callmate.commands.show import which_call
from callmate.i18n import _

_OF_SOUND = ("--at", "--damaged-too")
_OF_LISTS = ("--dry-run", "--skip-bad")


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "import",
        _(
            "Brings a recording made on a phone into a call (m4a, mp3, amr, 3gp, ogg, wav, flac),"
            " sealed for you alone; or, with --calls, past calls out of a table. The file it comes"
            " from stays as it is."
        ),
        (
            Word("CALL", which_call().help),
            Word("FILE", _("The recording.")),
        ),
        (
            Option(
                "--at",
                _("When it began, as in 10:32 or 18/11/2026 10:32; otherwise as the file says."),
                "TIME",
            ),
            Option("--damaged-too", _("Takes what can be heard of a file that was cut short.")),
            Option("--calls", _("Keeps the past calls that a CSV file lists."), "FILE"),
            Option("--dry-run", _("Shows what would be kept, line by line, and keeps nothing.")),
            Option("--skip-bad", _("Leaves out the lines that cannot be understood.")),
        ),
    )


def run(here: Here, asked: Asked) -> int:
    """Bring it in and return the exit status."""
    listed = asked.value("--calls", Path)
    if listed is not None:
        _refuse(asked, _OF_SOUND, _("{option} goes with a recording only."))
        if asked.words:
            raise WrongUseError(_("With --calls, no call and no other file is named."))
        from callmate.commands.calls_in import take_calls_in  # noqa: PLC0415 - loads more

        return take_calls_in(here, asked, listed)
    _refuse(asked, _OF_LISTS, _("{option} goes with --calls only."))
    if not asked.words:
        raise WrongUseError(which_call().needed)
    if asked.word(1) is None:
        raise WrongUseError(_("Say which file to bring in."))
    from callmate.commands.sound_in import take_sound_in  # noqa: PLC0415 - loads more

    return take_sound_in(here, asked)


def _refuse(asked: Asked, flags: tuple[str, ...], said: str) -> None:
    for flag in flags:
        if asked.given(flag):
            raise WrongUseError(said.format(option=flag))
