"""Puts back from a backup what is not there."""

from pathlib import Path
from typing import BinaryIO

from callmate.commands import saying
from callmate.commands.backup_passphrase import for_restoring
from callmate.commands.backup_words import worded
from callmate.commands.grammar import Asked, Grammar, Option, Word
from callmate.commands.here import Here
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.store.backup.errors import Flawed, OtherKey, PutBackInPart
from callmate.store.backup.putting_back import Restored, restore

_NO = 1
_SHOWN = 5


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "restore",
        _(
            "Puts back from a backup what is not here, once all of the backup was read through."
            " Nothing that is here is replaced or deleted."
        ),
        (Word("FILE", _("The backup."), _("Say which backup to restore from.")),),
        (Option("--passphrase-file", _("Takes the passphrase from a file's first line."), "FILE"),),
    )


def run(here: Here, asked: Asked) -> int:
    """Restore and return the exit status."""
    path = Path(asked.words[0])
    try:
        with _open(path) as file:
            passphrase = for_restoring(asked)
            if not passphrase:
                saying.say(_("Nothing was restored."))
                return _NO
            saying.say(_("This takes some seconds…"))
            restored = restore(file, here.places, passphrase)
    except (Flawed, OtherKey, PutBackInPart) as error:
        saying.say(worded(error))
        return _NO
    except OSError:
        said = _("“{file}” cannot be read. Nothing was touched.")
        saying.say(said.format(file=visible(str(path))))
        return _NO
    return _told(restored)


def _open(path: Path) -> BinaryIO:
    if not path.is_file():  # a pipe in the file's place would never end
        raise FileNotFoundError(path)
    return path.open("rb")


def _told(restored: Restored) -> int:
    count = len(restored.put_back)
    said = ngettext(
        "{count} call or case was put back.", "{count} calls or cases were put back.", count
    )
    saying.say(said.format(count=count))
    if restored.there:
        count = len(restored.there)
        said = ngettext(
            "{count} was here already, just so.", "{count} were here already, just so.", count
        )
        saying.say(said.format(count=count))
    if restored.files_kept:
        said = _("Otherwise here than in the backup, and left as it is here: {names}.")
        saying.say(said.format(names=", ".join(map(visible, restored.files_kept))))
    if not restored.kept:
        return 0
    said = ngettext(
        "{count} is otherwise here than in the backup, and stays as it is here: {ids}. To have the"
        " one from the backup instead, delete it here first, then restore again.",
        "{count} are otherwise here than in the backup, and stay as they are here: {ids}. To have"
        " those from the backup instead, delete them here first, then restore again.",
        len(restored.kept),
    )
    more = ", …" if restored.kept[_SHOWN:] else ""
    saying.say(said.format(count=len(restored.kept), ids=", ".join(restored.kept[:_SHOWN]) + more))
    return _NO
