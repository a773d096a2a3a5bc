"""Looks at what is kept (the folder, who can read it, room, keys, calls) and at the settings."""

import os
import re
import shlex
import shutil
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec

from callmate.cli.context import Context
from callmate.domain.text import visible
from callmate.domain.writers import FurtherFile
from callmate.locale.messages import _, ngettext
from callmate.store.errors import KeyChanged, NoSuchCall, StoreError, Why
from callmate.store.index import Index
from callmate.store.keys import OwnerKeys
from callmate.store.rows import DamagedCall, Row
from callmate.store.settings import Problem
from callmate.ui.commands import all_commands
from callmate.wording.error_words import why_damaged, worded


class Finding(msgspec.Struct, frozen=True):
    """One thing that was looked at."""

    id: str
    state: Literal["good", "note", "bad"]
    """``note`` for what is worth knowing and hinders nothing."""
    text: str
    """How it stands, in a sentence."""
    todo: str = ""
    """What to do; never empty when it is bad."""


_AN_HOUR = 12_000_000
"""Bytes of an hour of sound, sealed."""
_LITTLE = 100_000_000
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def look_at_store(context: Context) -> Iterator[Finding]:
    """Look at the folder, its room, the keys and the calls."""
    data = context.places.data
    yield _folder(data)
    if data.is_dir():
        yield _privacy(data)
    yield _room(data)
    yield _keys(context)
    yield from _calls(context)


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


def _keys(context: Context) -> Finding:
    keys = OwnerKeys(context.places)
    if not context.places.public_key.exists() and not context.places.private_key.exists():
        return Finding("key", "good", _("Your key is made at the first recording."))
    try:
        locked = keys.locked()
        keys.recipient()
    except KeyChanged as error:
        todo = _("Type “callmate passphrase --check”; do not delete anything.")
        return Finding("key", "bad", worded(error), todo)
    except StoreError as error:
        todo = _("Put your key back from a backup; do not delete anything.")
        return Finding("key", "bad", worded(error), todo)
    if locked and keys.easily_guessed():
        said = _(
            "Your key is there, under a passphrase that is easier to guess than it need be: the"
            " computer was busy when it was set."
        )
        return Finding("key", "note", said, _("Set it once more with “callmate passphrase”."))
    if locked:
        return Finding("key", "good", _("Your key is there, under a passphrase."))
    said = _("Your key is there, without a passphrase.")
    return Finding("key", "good", said, _("“callmate passphrase” sets one, if you like."))


def _calls(context: Context) -> Iterator[Finding]:
    index = Index(context.cabinet)
    rows = index.rows()
    said = ngettext("{count} call is kept.", "{count} calls are kept.", len(rows))
    yield Finding("calls", "good", said.format(count=len(rows)))
    for row in rows:
        if isinstance(row, DamagedCall):
            yield _damaged(row)
        elif row.ended is None and not _is_running(context, row):
            text = _("The call {id} to {company} was interrupted.")
            todo = _("Open CallMate: it offers to take it up again.")
            said = text.format(id=row.id, company=visible(row.company))
            yield Finding("interrupted", "note", said, todo)
    for name in index.several():
        with suppress(StoreError):
            yield from _beside(context, name)


def _beside(context: Context, name: str) -> Iterator[Finding]:
    """Look at the files beside the first one of a call or a case."""
    try:
        folder, further = context.cabinet.folder(name), context.cabinet.kept(name).further
    except NoSuchCall:
        folder, further = context.cases.folder(name), context.cases.further(name)
    for file in further:
        found = _copy(file)
        if found is not None:
            state, said, todo = found
            why = why_damaged(Why(file.why)) if file.why else ""
            name, place = visible(file.name), visible(str(folder))
            yield Finding("copies", state, said.format(file=name, folder=place, why=why), todo)


def _copy(file: FurtherFile) -> tuple[Literal["note", "bad"], str, str] | None:
    """How a file beside the first one stands; ``None`` where there is nothing to say of it."""
    if file.why:
        said = _("“{file}” in {folder} cannot be read: {why}. What only it holds is not shown.")
        todo = _("Let your sync program finish, or bring the file back from a backup.")
        return "bad", said, todo
    if file.other:
        said = _("A sync program left “{file}” in {folder}, which contradicts what is shown.")
        return "bad", said, _("Open that file, and add what is right to the call or case.")
    if file.is_copy and file.added:
        said = _("A sync program left “{file}” in {folder}; what only it holds is shown too.")
        return "note", said, _("Leave it there: it belongs to the call or case now.")
    if file.is_copy:
        said = _("A sync program left “{file}” in {folder}; it holds nothing of its own.")
        return "note", said, _("You may delete that file.")
    return None


def _damaged(row: DamagedCall) -> Finding:
    said = _("The call {id} is damaged: {why}.").format(id=row.id, why=why_damaged(row.why))
    todo = _(
        "It is left as it is. If you have a backup: “callmate delete {id}” moves it to the trash,"
        " then “callmate restore FILE” brings the one from the backup."
    ).format(id=row.id)
    return Finding("damaged", "bad", said, todo)


def _is_running(context: Context, row: Row) -> bool:
    try:
        return context.cabinet.is_running(row.id)
    except NoSuchCall:
        return True


_KEY = re.compile(r"(?:(?:ctrl|shift|alt)\+)*[a-z0-9_]+")


def look_at_choices(context: Context) -> Iterator[Finding]:
    """Look at the settings file and the keys in it."""
    path = visible(str(context.places.config / "settings.toml"))
    wrong = [_passed_over(problem, path) for problem in context.problems]
    wrong += [*_chosen_keys(context, path)]
    if wrong:
        yield from wrong
    elif (context.places.config / "settings.toml").exists():
        yield Finding(
            "settings", "good", _("The settings in {path} are understood.").format(path=path)
        )
    else:
        said = _("There are no settings of your own; they would stand in {path}.")
        yield Finding("settings", "good", said.format(path=path))


def _passed_over(problem: Problem, path: str) -> Finding:
    said = {
        "unreadable": _("The settings in {path} cannot be read: {why}"),
        "not_toml": _("The settings in {path} are not understood: {why}"),
        "unknown": _("There is no setting called “{name}”."),
        "wrong": _("The setting “{name}” was passed over: {why}"),
    }[problem.kind].format(path=path, name=visible(problem.name), why=visible(problem.detail))
    todo = {
        "unreadable": _("Allow yourself to read the file. Until then the defaults hold."),
        "not_toml": _("Put that line right. Until then the defaults hold."),
        "unknown": _("Take it out of {path}, or correct its name.").format(path=path),
        "wrong": _("Correct it in {path}. Until then its default holds.").format(path=path),
    }[problem.kind]
    return Finding("settings", "bad", said, todo)


def _chosen_keys(context: Context, path: str) -> Iterator[Finding]:
    commands = all_commands(context.settings)
    known = {command.id for command in commands}
    for name, key in context.settings.keys.items():
        if name not in known:
            said = _("There is no command “{name}” to give the key “{key}” to.")
        elif not _KEY.fullmatch(key):
            said = _("“{key}” is not a key, so “{name}” has none.")
        else:
            continue
        todo = _("Correct it in {path}; “callmate keys” lists what there is.").format(path=path)
        yield Finding("keys", "bad", said.format(name=visible(name), key=visible(key)), todo)
    live = Counter(c.key for c in commands if c.id.startswith(("call.", "screen.")))
    for key in (key for key, times in live.items() if times > 1):
        said = _("Several commands of a call have the key “{key}”.").format(key=visible(key))
        todo = _("Give each a key of its own in {path}.").format(path=path)
        yield Finding("keys", "bad", said, todo)
