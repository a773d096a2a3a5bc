"""Asks for who writes and to whom, and keeps what was answered."""

import os
from collections.abc import Sequence

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.domain.case import Case
from callmate.domain.letter import Recipient, Sender
from callmate.domain.text import visible
from callmate.letters.draft import address_key, recipient_of
from callmate.locale.messages import _
from callmate.rulebook.countries import country_of
from callmate.store.addresses import Addresses
from callmate.store.errors import StoreError
from callmate.ui.dialogs import FormDialog
from callmate.ui.host import Host
from callmate.ui.widgets.field import Choice, Field

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


class SenderForm(AddressForm):
    """Asks who writes, and whether in all letters or in those of one case.

    Args:
        owner: The owner's own details.
        case: The case's name; empty where none is open.
        of_case: The details of who writes in this case; ``None`` where it is the owner.
    """

    AUTO_FOCUS = "#name"

    def __init__(self, owner: Sender, case: str = "", of_case: Sender | None = None) -> None:
        self._owner, self._case, self._of_case = owner, visible(case), of_case
        title = _("Your details for letters")
        if of_case is not None:
            title = _("Who writes the letters of “{case}”").format(case=self._case)
        super().__init__(
            title,
            _("They stay on this computer. What you leave empty stays a gap to fill by hand."),
            _asked(of_case or owner),
        )

    def on_mount(self) -> None:
        """Ask whose letters it changes, where there is a case."""
        super().on_mount()
        if self._case:
            alone = _("those of “{case}” alone (↑ ← →)").format(case=self._case)
            options = [(MINE, _("all my letters")), (OF_CASE, alone)]
            choice = Choice(options, 0 if self._of_case is None else 1, id="whose")
            self.query_one(".dialog").mount(choice, before=self.query(Label).first())

    @on(Choice.Changed)
    def _other_letters(self, event: Choice.Changed) -> None:
        chosen = (self._of_case or Sender()) if event.choice.value == OF_CASE else self._owner
        for name, _label, text in _asked(chosen):
            field = self.query_one(f"#{name}", Field)
            if not field.touched:
                field.value = text
                field.settle()

    def action_keep(self) -> None:
        """Answer with what stands there, and with whose letters it changes."""
        whose = [choice.value or MINE for choice in self.query(Choice)]
        fields = {name: self.text(name) for name, *_ in self._fields}
        self.dismiss(fields | {"whose": whose[0] if whose else MINE})


MINE, OF_CASE = "mine", "case"
"""Whose letters details change: all of the owner's, or those of one case."""


def _asked(sender: Sender) -> tuple[Asked, ...]:
    return (
        ("name", _("Name and surname"), sender.name),
        ("street", _("Street and number"), sender.street),
        ("town", _("Postcode and town"), sender.town),
        ("phone", _("Telephone"), sender.phone),
        ("email", _("E-mail"), sender.email),
        ("pec", _("PEC, if you have one"), sender.pec),
        ("tax_code", _("Tax code, if you want it in the letter"), sender.tax_code),
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

    async def ask_for_sender(self, case_id: str) -> None:
        """Ask who writes: the owner, or somebody else in one case.

        Args:
            case_id: The case whose letters are open.
        """
        try:
            case = self._host.cases.read(case_id)
            answered = await self._host.ask(
                SenderForm(self._addresses.sender, case.name, case.sender)
            )
            if answered is None:
                return
            whose = answered.pop("whose")
            sender = msgspec.convert(answered, Sender)
            if whose == MINE:
                self._addresses.keep_sender(sender)
                self._keep_for_case(case, Sender())
            else:
                self._keep_for_case(case, sender)
        except StoreError:
            self._host.alert(_cannot())

    def _keep_for_case(self, case: Case, sender: Sender) -> None:
        if (case.sender or Sender()) != sender:
            self._host.case_desk.write_as(case, sender)

    async def ask_for_recipient(self, name: str, company: str) -> None:
        """Ask whom a letter goes to.

        Args:
            name: The letter's.
            company: The company of the case.
        """
        try:
            country = country_of(self._host.settings.country, os.environ)
            form = recipient_form(recipient_of(self._addresses, name, company, country))
            answered = await self._host.ask(form)
            if answered is not None:
                recipient = msgspec.convert(answered, Recipient)
                self._addresses.keep_recipient(address_key(name, company), recipient)
        except StoreError:
            self._host.alert(_cannot())


def _cannot() -> str:
    return _("The addresses cannot be read or kept; the file is left as it is.")
