"""Asks for who writes and to whom, and keeps what was answered."""

from collections.abc import Sequence

import msgspec
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.domain.letter import Recipient, Sender
from callmate.letters.draft import address_key, recipient_of
from callmate.locale.messages import _
from callmate.store.addresses import Addresses
from callmate.store.errors import StoreError
from callmate.ui.dialogs import FormDialog
from callmate.ui.host import Host
from callmate.ui.widgets.field import Field

Asked = tuple[str, str, str]
"""A field: its id, its label, what stands in it at first."""


class AddressForm(FormDialog[dict[str, str]]):
    """A few lines to fill in, none of them needed; Escape answers ``None``.

    Args:
        title: Whose details these are.
        words: What they are for, in a sentence.
        fields: What is asked.
    """

    CSS_PATH = "letters.tcss"

    def __init__(self, title: str, words: str, fields: Sequence[Asked]) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._fields = tuple(fields)

    def compose(self) -> ComposeResult:
        """The sentence over the fields."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._words, markup=False)
            for name, label, text in self._fields:
                yield Label(label, markup=False)
                yield Field(text, id=name, select_on_focus=False)
            words = _("Tab: next field · Enter: keep · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    def action_keep(self) -> None:
        """Answer with what stands there, gaps and all."""
        self.dismiss({name: self.text(name) for name, *_ in self._fields})


def sender_form(sender: Sender) -> AddressForm:
    """Asks for the owner's own details."""
    return AddressForm(
        _("Your details for letters"),
        _("They stay on this computer. What you leave empty stays a gap to fill by hand."),
        (
            ("name", _("Name and surname"), sender.name),
            ("street", _("Street and number"), sender.street),
            ("town", _("Postcode and town"), sender.town),
            ("phone", _("Telephone"), sender.phone),
            ("email", _("E-mail"), sender.email),
            ("pec", _("PEC, if you have one"), sender.pec),
            ("tax_code", _("Tax code, if you want it in the letter"), sender.tax_code),
        ),
    )


def recipient_form(recipient: Recipient) -> AddressForm:
    """Asks whom a letter goes to."""
    return AddressForm(
        _("Whom the letter goes to"),
        _("Copy the address from the bill, the contract or their site: CallMate knows none."),
        (
            ("name", _("Name of the company, office or association"), recipient.name),
            ("street", _("Street and number"), recipient.street),
            ("town", _("Postcode and town"), recipient.town),
            ("mail", _("PEC or e-mail"), recipient.mail),
        ),
    )


class LetterPeople:
    """The people of letters.

    Args:
        host: The program, on whose screen is asked.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self._addresses = Addresses(host.places)

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
            answered = await self._host.ask(form)
            if answered is not None:
                self._addresses.keep_sender(msgspec.convert(answered, Sender))
        except StoreError:
            self._host.alert(_cannot())

    async def ask_for_recipient(self, name: str, company: str) -> None:
        """Ask whom a letter goes to.

        Args:
            name: The letter's.
            company: The company of the case.
        """
        try:
            form = recipient_form(recipient_of(self._addresses, name, company))
            answered = await self._host.ask(form)
            if answered is not None:
                recipient = msgspec.convert(answered, Recipient)
                self._addresses.keep_recipient(address_key(name, company), recipient)
        except StoreError:
            self._host.alert(_cannot())


def _cannot() -> str:
    return _("The addresses cannot be read or kept; the file is left as it is.")
