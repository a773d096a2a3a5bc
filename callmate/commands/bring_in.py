"""Brings in what lies elsewhere: a recording made on a phone, into a call."""

from callmate.commands.grammar import Asked, Grammar, Option, Word
from callmate.commands.here import Here
from callmate.commands.show import which_call
from callmate.i18n import _


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "import",
        _(
            "Brings a recording made on a phone into a call (m4a, mp3, amr, 3gp, ogg, wav, flac)."
            " It is sealed for you alone; the file it comes from stays where it is."
        ),
        (which_call(), Word("FILE", _("The recording."), _("Say which file to bring in."))),
        (
            Option(
                "--at",
                _("When it began, as in 10:32 or 18/11/2026 10:32; otherwise as the file says."),
                "TIME",
            ),
            Option("--damaged-too", _("Takes what can be heard of a file that was cut short.")),
        ),
    )


def run(here: Here, asked: Asked) -> int:
    """Bring it in and return the exit status."""
    from callmate.commands.sound_in import take_sound_in  # noqa: PLC0415 - asyncio loads a while

    return take_sound_in(here, asked)
