"""One line of what an operator asks for first, out of the case that the call belongs to."""

from typing import TYPE_CHECKING

from textual import work
from textual.content import Content
from textual.widgets import Static

from callmate.desk import Clock

if TYPE_CHECKING:
    from callmate.store.index import Index


class Earlier(Static):
    """Codes, claim number and last promise; not there while none of them is known.

    Args:
        clock: Tells the time.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__("", id="earlier", markup=False)
        self._clock = clock
        self.display = False

    @work(thread=True, exclusive=True)
    def recall(self, index: "Index", case_id: str) -> None:
        """Read the case and show what it gives; a case that cannot be read gives nothing.

        Args:
            index: The list of all calls, with the cases beside it.
            case_id: The case.
        """
        # Few calls belong to a case, and the others do without these.
        from callmate.domain.chronology import Chronology  # noqa: PLC0415
        from callmate.store.case_calls import calls_of  # noqa: PLC0415
        from callmate.store.errors import StoreError  # noqa: PLC0415
        from callmate.ui.case_card import glance  # noqa: PLC0415

        try:
            case = index.cases.read(case_id)
        except StoreError:
            return
        told = Chronology(case, calls_of(index.cabinet, index.rows(), case_id))
        self.app.call_from_thread(self._show, glance(told, self._clock()))

    def _show(self, words: Content) -> None:
        self.display = bool(words.plain)
        self.update(words)
