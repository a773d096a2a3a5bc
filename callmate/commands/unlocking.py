"""Gets the owner's private key, asking for the passphrase if there is one over it."""

from callmate.commands import saying
from callmate.commands.asking import ask_unseen
from callmate.commands.grammar import WrongUseError
from callmate.commands.here import Here
from callmate.i18n import _
from callmate.store.keys import OwnerKeys


def identity(here: Here) -> str:
    """The key that opens recordings.

    Raises:
        WrongUseError: A passphrase is needed and nobody can be asked.
        StoreError: The key is gone or spoilt, or the passphrase does not open it.
    """
    keys = OwnerKeys(here.places)
    if not keys.locked():
        return keys.identity()
    if not saying.is_terminal():
        raise WrongUseError(_("The passphrase is typed at a terminal, and this is none."))
    return keys.identity(ask_unseen(_("The passphrase:")))
