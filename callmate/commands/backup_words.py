"""Puts what went wrong with a backup in words: what happened, what is safe, what to do."""

from callmate.i18n import _, ngettext
from callmate.store.backup.errors import Flaw, Flawed, OtherKey, PutBackInPart


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
