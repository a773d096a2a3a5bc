"""Asks for a name and addresses: the owner's own, or those of whom a letter goes to."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.domain.letter import Recipient, Sender
from callmate.i18n import _
from callmate.ui.screens.form_dialog import FormDialog
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
