"""The letters that can be written about a case, those that fit what happened first."""

import os
from contextlib import suppress
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from callmate.domain.chronology import Chronology
from callmate.domain.narrative import narrate
from callmate.domain.text import visible
from callmate.letters.kinds import LetterOffer, letters_offered
from callmate.letters.suitability import suggested, why_not
from callmate.locale.messages import _, language
from callmate.rulebook.countries import country_of
from callmate.store.errors import StoreError
from callmate.ui.case_commands import letters_commands
from callmate.ui.host import HostedScreen
from callmate.ui.screens.letters.letter_people import LetterPeople
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.line_list import LineList


class LetterList(HostedScreen[None]):
    """Which letter, with why and when in a line each.

    Args:
        told: The case and its calls.
    """

    CSS_PATH = "letters.tcss"
    AUTO_FOCUS = "#letters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
        for c in letters_commands()
    ]

    def __init__(self, told: Chronology) -> None:
        super().__init__()
        self._told = told
        self._fitting: set[str] = set()
        self._offered: tuple[LetterOffer, ...] = ()
        self._why_not: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """A title, the letters, the keys."""
        yield Static("", id="heading")
        yield LineList(id="letters", inset=2)
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in letters_commands()], id="keys")

    def on_screen_resume(self) -> None:
        """Put those that fit first; a letter may have been sent meanwhile."""
        with suppress(StoreError):  # what was known before still is
            case = self.host.cases.read(self._told.case.id)
            calls = tuple(self.host.cabinet.read(call.id) for call in self._told.calls)
            self._told = Chronology(case, calls)
        country = country_of(self.host.settings.country, os.environ)
        story = narrate(self._told, self.host.clock())
        fitting = [kind.value for kind in suggested(story, country)]
        found = letters_offered(language(), self.host.places.letters)
        self._why_not = {each.name: why_not(each.name, story, country) for each in found}
        order = {name: place for place, name in enumerate(fitting)}
        order |= {name: len(found) for name, reason in self._why_not.items() if reason}
        self._fitting = set(fitting)
        self._offered = tuple(sorted(found, key=lambda each: order.get(each.name, len(fitting))))
        heading = _("A letter about {case}").format(case=visible(self._told.case.name))
        legend = _("  ★ fits what happened")
        title = Content.assemble((heading, "bold $primary"), (legend, "$accent"))
        self.query_one("#heading", Static).update(title)
        lines = self.query_one(LineList)
        lines.show(len(self._offered), self._draw)
        lines.cursor = lines.cursor or 0

    def _draw(self, index: int, width: int) -> list[Content]:
        each = self._offered[index]
        fits = each.name in self._fitting
        reason = self._why_not.get(each.name, "")
        sign = ("★ ", "bold $accent") if fits else ("✗ ", "$foreground 60%") if reason else "  "
        head = Content.assemble(
            sign, (visible(each.title), "$foreground 60%" if reason else "bold")
        )
        words = Content.styled(reason or each.when, "$foreground 75%")
        return [head, *(Content("    ") + line for line in words.wrap(max(20, width - 4)))]

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        if self.is_active:
            self._open()

    def _open(self) -> None:
        from callmate.ui.screens.letters.letter_screen import LetterView  # noqa: PLC0415 - only now wanted

        cursor = self.query_one(LineList).cursor
        reason = "" if cursor is None else self._why_not.get(self._offered[cursor].name, "")
        if reason:
            self.host.alert(_("This letter does not fit the case. {reason}").format(reason=reason))
        elif cursor is not None:
            self.app.push_screen(LetterView(self._told, self._offered[cursor]))

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        match command:
            case "letters.open":
                self._open()
            case "letters.mine":
                self.run_worker(
                    LetterPeople(self.host).ask_for_sender(self._told.case.id), exclusive=True
                )
            case _:
                self.dismiss()
