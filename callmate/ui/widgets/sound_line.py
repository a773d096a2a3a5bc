"""One line on the home screen: sound whose time is over, and the key that asks about it."""

from contextlib import suppress
from typing import TYPE_CHECKING

from textual import work
from textual.widgets import Static

from callmate.domain.case import Case
from callmate.retention import to_decide
from callmate.ui.retaining import ask_about_sound, words_when_over

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


class SoundLine(Static):
    """Stands there only while there is something to decide; nothing goes by itself."""

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def __init__(self) -> None:
        super().__init__(markup=False, classes="banner")
        self.display = False
        self._found: tuple[Case, tuple[str, ...]] | None = None

    def on_mount(self) -> None:
        """Look now, and whenever the screen comes back into sight."""
        self.watch(self.screen, "stack_updates", self._came)

    def _came(self) -> None:
        self._look()

    @work(thread=True, exclusive=True, group="sound")
    def _look(self) -> None:
        today = self.app.clock().date()
        found = None
        with suppress(OSError):  # what cannot be read today is asked about another day
            found = next(to_decide(self.app.cabinet, today), None)
        self.app.call_from_thread(self._show, found)

    def _show(self, found: tuple[Case, tuple[str, ...]] | None) -> None:
        self._found = found
        self.display = found is not None
        if found is not None:
            self.update(words_when_over(found[0], self.app.key_of_id("home.sound")))

    @work(exclusive=True, group="dialog")
    async def ask(self) -> None:
        """Ask about it."""
        if self._found is not None:
            await ask_about_sound(self.app, *self._found)
            self._look()
