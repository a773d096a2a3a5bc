"""Asks for a name and addresses: the owner's own, or those of whom a letter goes to."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from callmate.domain.letter import Recipient, Sender
from callmate.i18n import _
from callmate.ui.leaving import may_leave
from callmate.ui.widgets.field import Field

Asked = tuple[str, str, str]
"""A field: its id, its label, what stands in it at first."""


class AddressForm(ModalScreen[dict[str, str] | None]):
    """A few lines to fill in, none of them needed; Escape answers ``None``.

    Args:
        title: Whose details these are.
        words: What they are for, in a sentence.
        fields: What is asked.
    """

    CSS_PATH = "letters.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
    ]

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

    @on(Input.Submitted)
    def _submitted(self) -> None:
        found = {name: self.query_one(f"#{name}", Field).value.strip() for name, *_ in self._fields}
        self.dismiss(found)

    def action_leave(self) -> None:
        """Leave things as they are; what was typed goes at the second Escape only."""
        if may_leave(self):
            self.dismiss(None)


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
