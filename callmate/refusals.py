"""The words for why a recording made by something else is not brought in."""

from callmate.audio.reports import RefusalKind
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
