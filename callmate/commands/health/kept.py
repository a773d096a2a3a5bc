"""Looks at what is kept: the folder and who can read it, room, keys, calls."""

import os
import shlex
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from callmate.commands.health.finding import Finding
from callmate.commands.here import Here
from callmate.commands.troubles import why_damaged, worded
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.store.errors import NoSuchCall, StoreError
from callmate.store.index import Index
from callmate.store.keys import OwnerKeys
from callmate.store.rows import DamagedCall, Row

_AN_HOUR = 12_000_000
"""Bytes of an hour of sound, sealed."""
_LITTLE = 100_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def look(here: Here) -> Iterator[Finding]:
    """Look at the folder, its room, the keys and the calls."""
    data = here.places.data
    yield _folder(data)
    if data.is_dir():
        yield _privacy(data)
    yield _room(data)
    yield _keys(here)
    yield from _calls(here)


def _folder(data: Path) -> Finding:
    path = visible(str(data))
    if not data.exists():
        said = _("Nothing is kept yet; it will be in {path}.")
        return Finding("folder", "good", said.format(path=path))
    if not data.is_dir() or not os.access(data, os.W_OK | os.X_OK):
        said = _("The folder {path} cannot be written to, so nothing new is kept.")
        todo = _("Make the folder yours again: chown and chmod u+rwx.")
        return Finding("folder", "bad", said.format(path=path), todo)
    return Finding("folder", "good", _("Everything is kept in {path}.").format(path=path))


def _privacy(data: Path) -> Finding:
    count = sum(1 for _path in _open_to_others(data))
    if not count:
        said = _("You alone can read what is kept; the computer's administrator can too.")
        return Finding("privacy", "good", said)
    said = ngettext(
        "Others on this computer may read or change {count} file or folder of yours.",
        "Others on this computer may read or change {count} files or folders of yours.",
        count,
    )
    todo = _("Close it to them: {command}").format(
        command=f"chmod -R go-rwx {visible(shlex.quote(str(data)))}"
    )
    return Finding("privacy", "bad", said.format(count=count), todo)


def _open_to_others(folder: Path) -> Iterator[str]:
    for at, _folders, files in os.walk(folder):
        for path in (at, *(os.path.join(at, name) for name in files)):  # noqa: PTH118 - many thousands
            try:
                status = os.lstat(path)
            except OSError:
                continue
            if not stat.S_ISLNK(status.st_mode) and status.st_mode & _OTHERS:
                yield path


def _room(data: Path) -> Finding:
    place = next(path for path in (data, *data.parents) if path.exists())
    free = shutil.disk_usage(place).free
    hours = free // _AN_HOUR
    if free < _LITTLE:
        said = ngettext(
            "The disk is nearly full: there is room for {hours} hour of recording.",
            "The disk is nearly full: there is room for {hours} hours of recording.",
            hours,
        )
        return Finding("room", "bad", said.format(hours=hours), _("Make room on this disk."))
    said = ngettext(
        "There is room for {hours} hour of recording.",
        "There is room for {hours} hours of recording.",
        hours,
    )
    return Finding("room", "good", said.format(hours=hours))


def _keys(here: Here) -> Finding:
    keys = OwnerKeys(here.places)
    if not here.places.public_key.exists() and not here.places.private_key.exists():
        return Finding("key", "good", _("Your key is made at the first recording."))
    try:
        locked = keys.locked()
        keys.recipient()
    except StoreError as error:
        todo = _("Put your key back from a backup; do not delete anything.")
        return Finding("key", "bad", worded(error), todo)
    if locked:
        return Finding("key", "good", _("Your key is there, under a passphrase."))
    said = _("Your key is there, without a passphrase.")
    return Finding("key", "good", said, _("“callmate passphrase” sets one, if you like."))


def _calls(here: Here) -> Iterator[Finding]:
    rows = Index(here.cabinet).rows()
    said = ngettext("{count} call is kept.", "{count} calls are kept.", len(rows))
    yield Finding("calls", "good", said.format(count=len(rows)))
    for row in rows:
        if isinstance(row, DamagedCall):
            yield _damaged(row)
        elif row.ended is None and not _is_running(here, row):
            text = _("The call {id} to {company} was interrupted.")
            todo = _("Open CallMate: it offers to take it up again.")
            said = text.format(id=row.id, company=visible(row.company))
            yield Finding("interrupted", "note", said, todo)


def _damaged(row: DamagedCall) -> Finding:
    said = _("The call {id} is damaged: {why}.").format(id=row.id, why=why_damaged(row.why))
    todo = _(
        "It is left as it is. If you have a backup: “callmate delete {id}” moves it to the trash,"
        " then “callmate restore FILE” brings the one from the backup."
    ).format(id=row.id)
    return Finding("damaged", "bad", said, todo)


def _is_running(here: Here, row: Row) -> bool:
    try:
        return here.cabinet.is_running(row.id)
    except NoSuchCall:
        return True
