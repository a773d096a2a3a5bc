"""The way of a call through its screens: begun, left open, taken up, ended, wrapped up."""

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from callmate.domain.entry import Started
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.desk import Clock, Desk
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Busy, Damaged, NoSuchCall, NotDeleted, NotKept, StoreError
from callmate.store.settings import Settings
from callmate.ui.cover import CoveredApp
from callmate.ui.host import CallScreen, HostedScreen

if TYPE_CHECKING:
    # What keeps an open call loads a while, and the list of calls shall be there at once.
    from callmate.services.live_call import LiveCall

_CLOSING = 4.0
"""Seconds after which a sound process whose screen died has surely closed its part."""


class CallFlow(CoveredApp):
    """A program that leads from one screen of a call to the next, one call at a time."""

    clock: Clock
    settings: Settings
    cabinet: Cabinet
    draft: dict[str, str]
    """What was typed into the form of a new call that was left."""

    def review(self, call_id: str, entry: str = "") -> None:
        """Go through a call that is past."""
        raise NotImplementedError

    def alert(self, words: str) -> None:
        """Say one plain sentence that must not be missed."""
        raise NotImplementedError

    def tell(self, words: str, seconds: float | None = None) -> None:
        """Say what was done, for some seconds; a few when left out."""
        raise NotImplementedError

    def begin_call(
        self,
        started: Started,
        *,
        instead: HostedScreen[None] | None = None,
        first: Callable[[Desk], object] | None = None,
        key: str = "",
    ) -> bool:
        """Keep the start of a new call and lead through it.

        Args:
            started: The call's first entry.
            instead: The screen whose place the call takes; when it is not in sight any more,
                no call is begun.
            first: What is done at the call's desk before anything else.
            key: The id of a command that is carried out as soon as the call is in sight.

        Returns:
            Whether the start was kept.
        """
        from callmate.services.live_call import LiveCall  # noqa: PLC0415 - off the first paint

        if self._in_call or (instead is not None and not instead.is_active):
            return False
        try:
            live = LiveCall.begin(self.cabinet, started, self.settings.microphone, self.clock)
        except NotKept as error:
            from callmate.wording.error_words import refused_by_disk  # noqa: PLC0415 - rarely needed

            self.alert(refused_by_disk(error))
            return False
        if first is not None:
            first(live.desk)
        live.mark_begun()
        if instead is not None:
            instead.dismiss()
        self._lead(live, key)
        return True

    def take_back_start(self, call: CallScreen) -> None:
        """A call was begun by mistake: keep nothing of it, and show its form as it was."""
        from callmate.ui.screens.new_call_form import NewCall  # noqa: PLC0415 - off the first paint

        if not self._uncover(call):
            return
        started = call.live.call.start
        try:
            call.live.discard(self.cabinet)
        except (Busy, NoSuchCall, NotDeleted):
            self.alert(_("The start could not be taken back. The call goes on."))
            return
        self.draft.update(NewCall.draft_of(started))
        self.switch_screen(NewCall())
        self.tell(_("The start is taken back: nothing of a call was kept."))

    def leave_open(self, call: CallScreen) -> None:
        """Another call comes in: leave this one as it is, and show the form of the other."""
        from callmate.ui.screens.new_call_form import NewCall  # noqa: PLC0415 - off the first paint

        if not self._uncover(call):
            return
        call.live.close()
        self.draft.clear()
        self.switch_screen(NewCall(came_in=True))
        said = _("The call to {company} stays open: take it up again from your calls.")
        self.tell(said.format(company=visible(call.live.call.company)), 10)

    def take_up(self, call_id: str) -> None:
        """Go on with a call that was interrupted."""
        from callmate.services.live_call import LiveCall  # noqa: PLC0415 - off the first paint

        if self._in_call:
            return
        try:
            live = LiveCall.take_up(self.cabinet, call_id, self.settings.microphone, self.clock)
        except Busy:
            self.alert(_("This call is open in another window."))
        except (Damaged, NoSuchCall, NotKept):
            self.alert(_("This call cannot be opened. It is left as it is."))
        else:
            if live is None:
                # The list was of a moment ago: this call has its end by now.
                self.review(call_id)
                return
            if live.sound_is_growing:
                self.set_timer(_CLOSING, live.find_sound)
            self._lead(live)

    def _lead(self, live: "LiveCall", key: str = "") -> None:
        from callmate.ui.screens.live.live_screen import LiveScreen  # noqa: PLC0415 - off the first paint

        self.push_screen(LiveScreen(live, key))

    @property
    def _in_call(self) -> bool:
        return any(isinstance(screen, CallScreen) for screen in self.screen_stack)

    def _uncover(self, screen: HostedScreen[None]) -> bool:
        """Leave what lies over a screen; whether it is in sight then, and was not left before."""
        while screen in self.screen_stack and not screen.is_active:
            self.screen.dismiss(None)
        return screen.is_active

    def wrap_up(self, ended: CallScreen) -> None:
        """After the call: fill gaps, set the outcome, see what was kept."""
        from callmate.ui.screens.wrap_up import WrapUp  # noqa: PLC0415 - off the first paint

        if self._uncover(ended):
            self.switch_screen(WrapUp(ended.live))

    def wrap_up_again(self, call_id: str) -> bool:
        """Show what was typed after a call and never accepted; whether there was something."""
        from callmate.store.wrap_up_draft import has_draft  # noqa: PLC0415 - off the first paint

        if self._in_call or not has_draft(self.cabinet, call_id):
            return False
        from callmate.services.live_call import LiveCall  # noqa: PLC0415 - off the first paint
        from callmate.ui.screens.wrap_up import WrapUp  # noqa: PLC0415 - off the first paint

        try:
            live = LiveCall(self.cabinet.take(call_id), self.cabinet.places, clock=self.clock)
        except (Busy, Damaged, NoSuchCall, NotKept):
            return False
        if live.call.ended is None:
            live.close()
            return False
        self.push_screen(WrapUp(live))
        return True

    def tell_of_wrap_up(self, call_id: str | None) -> None:
        """Say that something was typed after a call and never accepted."""
        if call_id is None or self._in_call:
            return
        with suppress(StoreError):  # it is told again where the call can be read
            company = visible(self.cabinet.read(call_id).company)
            words = _("What you typed after the call to {company} waits: open that call.")
            self.tell(words.format(company=company), 15)

    def back_to_call(self, wrap_up: CallScreen) -> None:
        """It was not over: take the end back, and go on with the call."""
        from callmate.ui.screens.live.live_screen import LiveScreen  # noqa: PLC0415 - off the first paint

        if self._uncover(wrap_up):
            wrap_up.live.go_on()
            self.switch_screen(LiveScreen(wrap_up.live))

    def close_call(self, wrap_up: CallScreen) -> None:
        """Give the call back, and go home."""
        if self._uncover(wrap_up):
            wrap_up.live.close()
            self.pop_screen()
