"""Puts what went wrong with keeping things in words: what happened, what is safe, what to do."""

from functools import singledispatch

from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.store.errors import (
    Ambiguous,
    Busy,
    Damaged,
    KeyMissing,
    NoSuchCall,
    NoSuchCase,
    NotDeleted,
    NotInTrash,
    NotKept,
    Reason,
    StoreError,
    ThereAlready,
    Why,
    WrongPassphrase,
)

_SHOWN = 5


@singledispatch
def worded(error: StoreError) -> str:
    """The sentence for an error."""
    return visible(str(error))


def why_damaged(why: Why) -> str:
    """In what way a call's file is damaged."""
    return {
        Why.MISSING: _("the file with its entries is gone"),
        Why.UNREADABLE: _("the system does not let it be read"),
        Why.EMPTY: _("its file is empty"),
        Why.NOT_JSON: _("its file was cut short or overwritten"),
        Why.WRONG_SHAPE: _("its file does not hold a call"),
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


@worded.register
def _not_deleted(error: NotDeleted) -> str:
    if error.reason is Reason.READ_ONLY:
        return _("This disk cannot be written to, so the call could not be deleted.")
    return _("The disk refused to delete all of it. Try again.")


@worded.register
def _wrong_passphrase(_error: WrongPassphrase) -> str:
    return _("This passphrase does not open your recordings.")


@worded.register
def _key_missing(error: KeyMissing) -> str:
    if error.path.name == "owner.pub":
        said = _("The half {path} of your key is gone. Put it back from a backup, to record again.")
    else:
        said = _("Your key {path} is gone. Without it no recording opens: put it back.")
    return said.format(path=visible(str(error.path)))
