"""Puts what is in a backup, and what went wrong with one, in words."""

from collections.abc import Iterator

from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.store.backup.errors import Flaw, Flawed, OtherKey, PutBackInPart
from callmate.store.backup.place import ADDRESSES, PRIVATE, PUBLIC, SETTINGS

_SHOWN = 5


def worded(error: Flawed | OtherKey | PutBackInPart) -> str:
    """The sentence for an error."""
    if isinstance(error, Flawed):
        return _flawed(error.flaw)
    if isinstance(error, OtherKey):
        return _(
            "There is another key on this computer, and the recordings of the backup would not"
            " open with it. Nothing was touched. Restore it where nothing was recorded yet, such as"
            " for another user of this computer."
        )
    said = ngettext(
        "The disk did not take all of it: {count} call or case is back, whole, the rest is not."
        " Make room, and restore once more.",
        "The disk did not take all of it: {count} calls or cases are back, whole, the rest is"
        " not. Make room, and restore once more.",
        error.count,
    )
    return said.format(count=error.count)


def named(files: tuple[str, ...]) -> str:
    """What a backup holds beside calls and cases, as a list in a sentence."""
    return ", ".join(_named(files))


def _named(files: tuple[str, ...]) -> Iterator[str]:
    if has_key(files):
        yield _("a key")
    for folder, words in (("letters/", _("letter patterns")), ("rules/", _("rules"))):
        own = [visible(each.removeprefix(folder)) for each in files if each.startswith(folder)]
        if own:
            more = ", …" if own[_SHOWN:] else ""
            yield f"{words} ({', '.join(own[:_SHOWN])}{more})"
    if SETTINGS in files:
        yield _("settings")
    if ADDRESSES in files:
        yield _("addresses")


def has_key(files: tuple[str, ...]) -> bool:
    """Whether a half of a key pair is among these files of a backup."""
    return PRIVATE in files or PUBLIC in files


def _flawed(flaw: Flaw) -> str:
    return {
        Flaw.NO_BACKUP: _("This is no backup of CallMate. Nothing was touched."),
        Flaw.NOT_OPENED: _(
            "The backup does not open: the passphrase is another one, or the file was changed."
            " Nothing was touched."
        ),
        Flaw.SPOILT: _("The backup was cut short or changed. Nothing was touched."),
        Flaw.NEWER: _("A newer CallMate made this backup. Nothing was touched."),
    }[flaw]
