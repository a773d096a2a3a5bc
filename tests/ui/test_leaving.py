"""Escape takes nothing along that was typed, unless it is pressed twice."""

import pytest
from textual.app import App

from callmate.domain.letter import Sender
from callmate.ui.screens.letters.letter_people import AddressForm, SenderForm


class Asking(App[None]):
    """Asks for an address, and remembers whether it was left."""

    left = False

    def on_mount(self) -> None:
        """Ask at once."""
        self.push_screen(SenderForm(Sender(name="Ada")), lambda _answer: self._leave())

    def _leave(self) -> None:
        self.left = True


@pytest.mark.asyncio
async def test_an_untouched_form_goes_at_once() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press("escape")
        assert app.left


@pytest.mark.asyncio
async def test_what_was_typed_goes_at_the_second_escape() -> None:
    app = Asking()
    async with app.run_test() as pilot:
        await pilot.press("x", "escape")
        assert isinstance(app.screen, AddressForm)
        assert not app.left
        await pilot.press("y", "escape")
        assert not app.left
        await pilot.press("escape")
        assert app.left
