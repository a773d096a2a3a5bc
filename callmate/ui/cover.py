"""A cover over everything at once, for when somebody comes by; what is beneath goes on.

It is no screen: it takes the place of whatever is painted, and of whatever is typed. So no
dialog, no message and no screen that opens meanwhile comes into sight, and no key reaches them.
"""

import asyncio
import os
from collections.abc import Iterator
from time import monotonic

from rich.console import RenderableType
from rich.control import Control
from rich.segment import Segment, Segments
from rich.style import Style
from textual.color import Color
from textual.events import InputEvent, Key
from textual.geometry import Size

from callmate.domain.text import cells, wrapped
from callmate.locale.messages import _
from callmate.store.errors import NoMemory, StoreError, WrongPassphrase
from callmate.store.places import Places
from callmate.ui.host import HostedScreen
from callmate.ui.keyboard import KeyedApp

COVER = "screen.cover"
"""The id of the command that covers the screen."""

_HASTE = 0.5
"""Seconds within which keys still belong to what was typed when the cover came."""

_LONGEST = 200
"""Signs of a passphrase that are taken."""


class Cover:
    """What stands on the cover, and what was typed on it.

    Args:
        locked: Whether only the passphrase takes it away.
    """

    def __init__(self, *, locked: bool) -> None:
        self.locked = locked
        self.typed = ""
        self.said = ""
        self.busy = False
        """Whether a passphrase is being tried."""
        self.last = monotonic()
        """When it came, or when a key last came in haste."""

    def hasty(self) -> bool:
        """Whether a key comes so soon that it was meant for what is covered."""
        before, self.last = self.last, monotonic()
        return self.last - before < _HASTE

    def type(self, key: Key) -> None:
        """Write on the line for the passphrase."""
        self.said = ""
        if key.key == "backspace":
            self.typed = self.typed[:-1]
        elif key.key in {"escape", "ctrl+u"}:
            self.typed = ""
        elif key.character and key.is_printable:
            self.typed = (self.typed + key.character)[:_LONGEST]

    def lines(self, width: int) -> list[str]:
        """What stands there, in lines that fit."""
        words = [_("Covered. A call and its recording go on.")]
        if self.locked:
            words.append(_("Your passphrase, then Enter, shows everything again:"))
            words.append("•" * min(len(self.typed), width - 1) + "▏")
            words.append(_("One moment…") if self.busy else self.said)
        else:
            words.append(_("Any key shows everything again."))
        return [line for each in words for line in (wrapped(each, width) or [""])]

    def picture(self, size: Size, style: Style) -> Segments:
        """All of the terminal, with the words in the middle."""
        lines = self.lines(max(1, size.width - 2))[: size.height]
        return Segments(_rows(lines, size, style))


def _rows(lines: list[str], size: Size, style: Style) -> Iterator[Segment]:
    above = (size.height - len(lines)) // 2
    for row in range(size.height):
        words = lines[row - above] if 0 <= row - above < len(lines) else ""
        left = max(0, (size.width - cells(words)) // 2)
        line = " " * left + words
        yield Control.move_to(0, row).segment
        yield Segment(line + " " * max(0, size.width - cells(line)), style)


class CoveredApp(KeyedApp):
    """A program whose screen can be covered by one key."""

    places: Places
    _cover: Cover | None = None

    def key_of_id(self, command: str) -> str:
        """The key of the command with this id."""
        raise NotImplementedError

    @property
    def is_covered(self) -> bool:
        """Whether nothing of it is in sight."""
        return self._cover is not None

    async def _type_on_cover(self, event: InputEvent) -> None:
        if self._cover is None:
            self._put_cover()
        elif isinstance(event, Key):
            self._typed_on(self._cover, event)

    def _put_cover(self) -> None:
        from callmate.store.keys import OwnerKeys  # noqa: PLC0415 - loads the cipher

        try:
            locked = OwnerKeys(self.places).locked()
        except StoreError:
            locked = False
        self._cover = Cover(locked=locked)
        self.takes_all = True
        for screen in self.screen_stack:
            if isinstance(screen, HostedScreen):
                screen.hush()
        self._paint_cover()

    def _typed_on(self, cover: Cover, key: Key) -> None:
        if cover.busy or key.key == self.key_of_id(COVER):
            return
        if not cover.locked:
            if not cover.hasty():
                self._take_cover()
            return
        if key.key == "enter":
            if cover.typed:
                cover.busy = True
                self.run_worker(self._try(cover), group="cover")
        else:
            cover.type(key)
        self._paint_cover()

    async def _try(self, cover: Cover) -> None:
        from callmate.store.keys import OwnerKeys  # noqa: PLC0415 - loads the cipher

        passphrase, cover.typed = cover.typed, ""
        try:
            await asyncio.to_thread(OwnerKeys(self.places).identity, passphrase)
        except WrongPassphrase:
            cover.said = _("That is not the passphrase. Nothing is lost; try again.")
        except NoMemory:
            cover.said = _("Too little free memory to try it just now. Try again.")
        except StoreError:  # who can spoil the key can read the notes without the screen
            self._take_cover()
        else:
            self._take_cover()
        finally:
            cover.busy = False
            self._paint_cover()

    def _take_cover(self) -> None:
        self._cover = None
        self.takes_all = False
        self.refresh()

    def _paint_cover(self) -> None:
        if self._cover is not None and self.screen_stack:
            self._display(self.screen, self._cover.picture(self.size, self._cover_style()))

    def _cover_style(self) -> Style:
        if os.environ.get("NO_COLOR"):
            return Style.null()
        colours = self.get_css_variables()
        ink, paper = (Color.parse(colours[name]) for name in ("foreground", "background"))
        return Style.from_color(ink.rich_color, paper.rich_color)

    def _painted(self, renderable: RenderableType) -> RenderableType:
        cover = self._cover
        return renderable if cover is None else cover.picture(self.size, self._cover_style())
