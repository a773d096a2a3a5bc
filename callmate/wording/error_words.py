"""The words for whatever goes wrong: with what is kept, with what is brought in or taken out."""

import errno
import os
from collections.abc import Callable, Iterator
from functools import singledispatch

from callmate.audio.protocol import CopyFailure, RefusalKind, WritingFailure
from callmate.domain.past_call import UnclearError
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.store.backup.contents import (
    ADDRESSES,
    PRIVATE,
    PUBLIC,
    QUESTIONS,
    SETTINGS,
    Flaw,
    Flawed,
    OtherKey,
    PutBackInPart,
)
from callmate.store.errors import (
    Ambiguous,
    Busy,
    Damaged,
    KeyChanged,
    KeyMissing,
    NoFolder,
    NoMemory,
    NoSuchCall,
    NoSuchCase,
    NotConfirmed,
    NotDeleted,
    NotInTrash,
    NotKept,
    Reason,
    StoreError,
    ThereAlready,
    Why,
    WrongPassphrase,
)


def writing_trouble(kind: WritingFailure) -> str:
    """Why a recording, or the rest of it, is not written down; what is safe; and what to do."""
    return {
        "no_engine": _("What writes speech down is not installed here. The sound is as it was."),
        "no_model": _(
            "What knows speech is missing or damaged: fetch it again. The sound is safe."
        ),
        "not_whole": _("A part of this recording was never closed, so it is not written down."),
        "wrong_key": _("Your key does not open this recording, so it cannot be written down."),
        "unreadable": _("A part of the sound is damaged; what could be read is written down."),
        "disk_full": _("The disk is full: make room and go on. What is written so far is kept."),
        "cannot_write": _("It cannot be written down now. Sound and notes are as they were."),
    }[kind]


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
        "no_sound": _("“{file}” is not a recording that CallMate can read."),
        "broken": _(
            "“{file}” begins like a recording but cannot be opened: it was probably cut short."
            " Copy it from the phone once more."
        ),
        "cut_short": _("“{file}” is damaged, or was cut short while it was copied."),
        "too_long": _("“{file}” lasts more than 12 hours, which no phone call does."),
        "too_heavy": _(
            "“{file}” asks for more memory or time than any recording needs: it is damaged, or was"
            " made to do harm."
        ),
        "empty": _("“{file}” is empty. Copy it from the phone once more."),
        "missing": _("There is no file “{file}”: check the name."),
        "folder": _("“{file}” is a folder. Choose one recording in it."),
        "no_plain_file": _("“{file}” is not an ordinary file."),
        "forbidden": _("You may not read “{file}”."),
        "unreadable": _("“{file}” cannot be read to its end. Copy it from the phone once more."),
        "disk_full": _("The disk is too full for “{file}”. Make room and try again."),
        "cannot_write": _("The disk does not take the sound of “{file}”."),
    }[kind]


def no_copy_words(reason: CopyFailure, file: str) -> str:
    """Why no listening copy was made; safe to show.

    Args:
        reason: Why.
        file: The file that was wanted, as it was typed.
    """
    said = {
        "wrong_key": _("Your key does not open this recording."),
        "unreadable": _("The recording cannot be read; it is left as it is."),
        "exists": _("There is a file of that name already: give it another one."),
        "no_folder": _("There is no folder for “{file}”."),
        "disk_full": _("The disk is too full for “{file}”."),
        "not_allowed": _("You may not write “{file}” there."),
        "no_span": _("The sound would end before it begins."),
    }.get(reason, _("“{file}” could not be written."))
    return said.format(file=visible(file))


def unclear(error: UnclearError) -> str:
    """What of a past call cannot be understood, and how to write it; safe to show."""
    said = {
        "no_company": _("Write which company it was."),
        "no_day": _("Write on which day it was, for example 18/11/2026."),
        "bad_day": _("“{text}” is not a day. Write it like 18/11/2026."),
        "bad_time": _("“{text}” is not a time of day. Write it like 10:32, or about 10."),
        "future": _("That moment has not come yet: check the day and the time."),
        "bad_length": _("“{text}” is not a length. Write minutes, like 12, or 12:30."),
        "bad_due": _("“{text}” says no day. Write by when like 27/11/2026."),
        "due_of_nothing": _("There is a day by which, but not what was promised."),
        "bad_outcome": _("“{text}” is not an outcome that CallMate knows."),
        "bad_case": _("There is no open case called “{text}”."),
    }[error.kind]
    return said.format(text=visible(error.text))


_SHOWN = 5
"""Names and ids that are told; of more, only that there are."""


def backup_error_words(error: Flawed | OtherKey | PutBackInPart) -> str:
    """Why nothing, or not all, of a backup was put back, in a sentence."""
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
    if QUESTIONS in files:
        yield _("questions of your own")


def has_key(files: tuple[str, ...]) -> bool:
    """Whether a half of a key pair is among these files of a backup."""
    return PRIVATE in files or PUBLIC in files


def _flawed(flaw: Flaw) -> str:
    return {
        Flaw.NO_BACKUP: _("This is not a backup of CallMate's. Nothing was touched."),
        Flaw.NOT_OPENED: _(
            "The backup does not open: the passphrase is another one, or the file was changed."
            " Nothing was touched."
        ),
        Flaw.SPOILT: _("The backup was cut short or changed. Nothing was touched."),
        Flaw.NEWER: _("A newer CallMate made this backup. Nothing was touched."),
    }[flaw]


@singledispatch
def worded(error: StoreError) -> str:
    """What happened, what is safe, and what to do, in a sentence; safe to show."""
    return visible(str(error))


def why_damaged(why: Why) -> str:
    """In what way a call's file is damaged."""
    return {
        Why.MISSING: _("the file with its entries is gone"),
        Why.UNREADABLE: _("the system does not let it be read"),
        Why.EMPTY: _("its file is empty"),
        Why.NOT_JSON: _("its file was cut short or overwritten"),
        Why.WRONG_SHAPE: _("its file does not hold a call"),
        Why.NO_SUCH_TIME: _("a day in it is before 1970 or after 2200, or its time is incomplete"),
        Why.OTHER_ID: _("its file belongs to another call"),
        Why.NEWER: _("a newer CallMate wrote it"),
    }[why]


@worded.register
def _no_such_call(error: NoSuchCall) -> str:
    said = _("There is no call “{id}”. “callmate calls” lists them all.")
    return said.format(id=visible(str(error)))


@worded.register
def _no_such_case(error: NoSuchCase) -> str:
    said = _(
        "There is no case “{id}”, or more than one begins like that. “callmate cases” lists them."
    )
    return said.format(id=visible(str(error)))


@worded.register
def _not_in_trash(error: NotInTrash) -> str:
    said = _("There is no “{id}” in the trash. “callmate trash” lists what is there.")
    return said.format(id=visible(str(error)))


@worded.register
def _there_already(error: ThereAlready) -> str:
    said = _("{id} is here already, so it stays in the trash too.")
    return said.format(id=visible(str(error)))


@worded.register
def _ambiguous(error: Ambiguous) -> str:
    count = len(error.candidates)
    said = ngettext(
        "{count} id begins like that: {ids}. Type more of it.",
        "{count} ids begin like that: {ids}. Type more of the one you mean.",
        count,
    )
    more = ", …" if count > _SHOWN else ""
    return said.format(count=count, ids=", ".join(error.candidates[:_SHOWN]) + more)


@worded.register
def _busy(_error: Busy) -> str:
    return _("This call is open in another window. Close it there first.")


@worded.register
def _damaged(error: Damaged) -> str:
    if error.path.name.startswith("owner."):
        said = _(
            "Your key {path} cannot be read: the file was changed or cut short. It is left as it"
            " is: put it back from a backup."
        )
        return said.format(path=visible(str(error.path)))
    said = _("{path} cannot be used: {why}. It is left as it is.")
    return said.format(path=visible(str(error.path)), why=why_damaged(error.why))


@worded.register
def _not_kept(error: NotKept) -> str:
    return {
        Reason.DISK_FULL: _("The disk is full, so nothing was changed. Make room and try again."),
        Reason.READ_ONLY: _("This disk cannot be written to, so nothing was changed."),
        Reason.GONE: _("The folder was taken away meanwhile."),
        Reason.OTHER: _("The disk did not take it, so nothing was changed. Try again."),
    }[error.reason]


def refused_by_disk(error: NotKept) -> str:
    """Why the disk did not take what was typed on a screen, and what to do."""
    return {
        "disk_full": _("The disk is full: make room, then try again. Nothing was lost."),
        "read_only": _("This disk cannot be written to: nothing can be kept here."),
    }.get(error.reason, _("The disk did not take it. Try again, or restart the computer."))


_SYSTEM: dict[int, Callable[[], str]] = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), lambda: _("the disk is full")),
    **dict.fromkeys((errno.EMFILE, errno.ENFILE), lambda: _("too many files are open at once")),
    **dict.fromkeys((errno.ENOENT, errno.ENOTDIR), lambda: _("it is not there")),
    **dict.fromkeys((errno.EACCES, errno.EPERM), lambda: _("you may not read or write it")),
    errno.EROFS: lambda: _("this disk cannot be written to"),
    errno.EIO: lambda: _("the disk reports a fault"),
}


def refused_by_system(error: OSError) -> str:
    """What the system did not do, why, what is safe, and what to do."""
    told = _SYSTEM.get(error.errno or 0)
    why = told() if told else visible(error.strerror or str(error))
    safe = _("What was kept before is safe. Try again; “callmate doctor” shows what is the matter.")
    if not isinstance(error.filename, str | bytes):
        return _("The system did not do it: {reason}.").format(reason=why) + " " + safe
    path = visible(os.fsdecode(error.filename))
    return _("The system refused {path}: {reason}.").format(path=path, reason=why) + " " + safe


@worded.register
def _not_deleted(error: NotDeleted) -> str:
    if error.reason is Reason.READ_ONLY:
        return _("This disk cannot be written to, so the call could not be deleted.")
    return _("The disk refused to delete all of it. Try again.")


@worded.register
def _wrong_passphrase(_error: WrongPassphrase) -> str:
    return _("This passphrase does not open your recordings.")


@worded.register
def _no_memory(_error: NoMemory) -> str:
    return _(
        "The computer has too little free memory just now to try a passphrase. Nothing is damaged:"
        " close other programs, then try again."
    )


@worded.register
def _no_folder(error: NoFolder) -> str:
    said = _("Nothing can be kept in {folder}: {path} is no folder. Move that file elsewhere.")
    return said.format(folder=visible(str(error.data)), path=visible(str(error.path)))


@worded.register
def _not_confirmed(_error: NotConfirmed) -> str:
    return _(
        "What you chose holds now, but the disk did not confirm it: after a power cut the old"
        " passphrase may hold again. Keep both in mind, and have the disk looked at."
    )


@worded.register
def _key_changed(error: KeyChanged) -> str:
    said = _(
        "The key in {file} is not the one used so far: sound would be sealed to somebody else."
        " “callmate passphrase --check” tells more, and asks."
    )
    return said.format(file=visible(error.path.name))


@worded.register
def _key_missing(error: KeyMissing) -> str:
    if error.path.name == "owner.pub":
        said = _("The half {path} of your key is gone. Put it back from a backup, to record again.")
    else:
        said = _("Your key {path} is gone. Without it no recording opens: put it back.")
    return said.format(path=visible(str(error.path)))
