"""Asks for who writes and to whom, and keeps what was answered."""

from typing import TYPE_CHECKING

import msgspec

from callmate.domain.letter import Recipient, Sender
from callmate.i18n import _
from callmate.letters.gathering import address_key, recipient_of
from callmate.store.addresses import Addresses
from callmate.store.errors import StoreError
from callmate.ui.screens.address_form import recipient_form, sender_form

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


class LetterPeople:
    """The people of letters.

    Args:
        app: The program, on whose screen is asked.
    """

    def __init__(self, app: "CallMate") -> None:
        self._app = app
        self._addresses = Addresses(app.places)

    @property
    def sender_known(self) -> bool:
        """Whether the owner has ever said who they are; yes where that cannot be read."""
        try:
            return self._addresses.sender != Sender()
        except StoreError:
            return True

    async def ask_for_sender(self) -> None:
        """Ask for the owner's own details."""
        try:
            form = sender_form(self._addresses.sender)
            answered = await self._app.push_screen_wait(form)
            if answered is not None:
                self._addresses.keep_sender(msgspec.convert(answered, Sender))
        except StoreError:
            self._app.alert(_cannot())

    async def ask_for_recipient(self, name: str, company: str) -> None:
        """Ask whom a letter goes to.

        Args:
            name: The letter's.
            company: The company of the case.
        """
        try:
            form = recipient_form(recipient_of(self._addresses, name, company))
            answered = await self._app.push_screen_wait(form)
            if answered is not None:
                recipient = msgspec.convert(answered, Recipient)
                self._addresses.keep_recipient(address_key(name, company), recipient)
        except StoreError:
            self._app.alert(_cannot())


def _cannot() -> str:
    return _("The addresses cannot be read or kept; the file is left as it is.")
