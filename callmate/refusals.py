"""The words for why something from elsewhere, a recording or a call on paper, is not taken."""

from callmate.audio.reports import RefusalKind
from callmate.domain.past_reading import UnclearError
from callmate.domain.visible import visible
from callmate.i18n import _


def refusal(kind: RefusalKind | None, file: str) -> str:
    """What is the matter with a file, what is safe, and what to do.

    Args:
        kind: Why it was not brought in; ``None`` when what decodes it broke down.
        file: The file's name, as it is; the words are safe to show.
    """
    said = _reason(kind) + " " + _("Nothing was brought in.")
    return said.format(file=visible(file))


def _reason(kind: RefusalKind | None) -> str:
    if kind is None:
        return _("“{file}” broke the reading off: it is probably damaged.")
    return {
        "no_sound": _("“{file}” is no recording that CallMate can read."),
        "broken": _(
            "“{file}” begins like a recording but cannot be opened: it was probably cut short."
            " Copy it from the phone once more."
        ),
        "cut_short": _("“{file}” is damaged, or was cut short while it was copied."),
        "too_long": _("“{file}” lasts more than 12 hours, which no phone call does."),
        "empty": _("“{file}” is empty. Copy it from the phone once more."),
        "missing": _("There is no file “{file}”: look at the name once more."),
        "folder": _("“{file}” is a folder. Choose one recording in it."),
        "no_plain_file": _("“{file}” is no ordinary file."),
        "forbidden": _("You may not read “{file}”."),
        "unreadable": _("“{file}” cannot be read to its end. Copy it from the phone once more."),
        "disk_full": _("The disk is too full for “{file}”. Make room and try again."),
        "cannot_write": _("The disk does not take the sound of “{file}”."),
    }[kind]


def unclear(error: UnclearError) -> str:
    """What of a past call cannot be understood, and how to write it; safe to show."""
    said = {
        "no_company": _("Write which company it was."),
        "no_day": _("Write on which day it was, for example 18/11/2026."),
        "bad_day": _("“{text}” is no day. Write it like 18/11/2026."),
        "bad_time": _("“{text}” is no time of day. Write it like 10:32, or about 10."),
        "future": _("That moment has not come yet: look at the day and the time once more."),
        "bad_length": _("“{text}” is no length. Write minutes, like 12, or 12:30."),
        "bad_due": _("“{text}” says no day. Write by when like 27/11/2026."),
        "due_of_nothing": _("There is a day by which, but not what was promised."),
        "bad_outcome": _("“{text}” is no outcome that CallMate knows."),
        "bad_case": _("There is no open case called “{text}”."),
    }[error.kind]
    return said.format(text=visible(error.text))
