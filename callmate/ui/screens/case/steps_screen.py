"""What can be done, from when and until when, and beside each step the rule behind it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from callmate.domain.entry import Sector
from callmate.domain.next_steps import Step
from callmate.domain.pending import Pending, PendingItem, Urgency, due_now, guards
from callmate.domain.promise import Promise
from callmate.domain.rules import Rule, RuleKind
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.case_steps import NextSteps
from callmate.ui.case_commands import steps_commands
from callmate.ui.host import HostedScreen, host_of
from callmate.ui.screens.case.case_cards import promise_card, rule_card
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.ui.widgets.line_list import LineList
from callmate.wording.names import sector_name
from callmate.wording.step_words import (
    confidence_name,
    country_name,
    doubt,
    in_language,
    open_promise_words,
    when_possible,
)

_SIGNS = {
    Urgency.OVERDUE: ("✗", "bold $error"),
    Urgency.LOSING: ("!", "bold $warning"),
    Urgency.NOW: ("→", "bold $accent"),
    Urgency.LATER: ("○", "$foreground 70%"),
}
_INDENT = 2


def guard_line(step: Step) -> Content:
    """What better not to do."""
    return Content.styled(f"⚠ {in_language(step.title)}", "bold $warning")


def item_line(item: PendingItem, now: datetime) -> Content:
    """One thing that is due; a doubtful rule says so."""
    sign, style = _SIGNS[item.urgency]
    if isinstance(item.what, Promise):
        words = open_promise_words(item.what, now)
        return Content.assemble((f"{sign} ", style), (words[:1].upper() + words[1:], "$foreground"))
    return Content.assemble((f"{sign} ", style), *_step_words(item.what, item.urgency, now))


def _step_words(step: Step, urgency: Urgency, now: datetime) -> list[Content]:
    title = in_language(step.title)
    pressing = urgency in {Urgency.LOSING, Urgency.NOW}
    words = [Content.styled(title, "bold" if pressing else "$foreground")]
    if urgency is not Urgency.NOW or step.certain:
        words.append(Content(f": {when_possible(step, now.date())}"))
    unsure = doubt(step, now.date())
    return [*words, *([Content.styled(f" ({unsure})", "italic $warning")] if unsure else [])]


def wrapped(line: Content, width: int) -> list[Content]:
    """A line broken to a width, all but its first indented under its words."""
    first, *rest = line.wrap(max(10, width - _INDENT)) or [Content("")]
    return [first, *(Content(" " * _INDENT) + each for each in rest)]


def strip(pending: Pending, now: datetime, key: str, *, most: int, width: int) -> Content:
    """The few most pressing things, each cut to one line, and the key that shows them all.

    Args:
        pending: What is pending in the case.
        now: The time.
        key: The key's name.
        most: How many lines at most.
        width: Columns that there are.
    """
    lines = [guard_line(step) for step in guards(pending)[:1]]
    lines += [item_line(item, now) for item in due_now([pending], now)]
    if not lines:
        return Content("")
    cut = [line.truncate(width, ellipsis=True) for line in lines[: most - 1]]
    said = _("{key}: all {count}, and the rules behind them")
    if len(lines) == len(cut):
        said = _("{key}: the rules behind them")
    cut.append(Content.styled("  " + said.format(key=key, count=len(lines)), "$foreground 70%"))
    return Content("\n").join(cut)


_NORMAL, _WIDE = 80, 110


@dataclass(frozen=True)
class _Row:
    """A line of the list, and what stands beside it on the card."""

    line: Content
    rule: Rule | None = None
    step: Step | None = None
    promise: Promise | None = None


class NextStepsView(HostedScreen[None]):
    """Next steps on the left, the rule of the one under the cursor on the right.

    Args:
        found: The next steps and their rules.
    """

    CSS_PATH = "steps.tcss"
    AUTO_FOCUS = "#steps"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NORMAL, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help) for c in steps_commands()
    ]

    def __init__(self, found: NextSteps) -> None:
        super().__init__()
        self._found = found
        self._rows: Sequence[_Row] = ()
        self._all = False

    def compose(self) -> ComposeResult:
        """A heading, the steps beside the card of a rule, the keys."""
        pending = self._found.pending
        name = visible(pending.name or pending.company) or _("(no company)")
        heading = Content.assemble(
            (_("{name}: what to do, and by when").format(name=name), "bold $primary"),
            (f"\n{_whose(self._found)}", "$foreground 70%"),
        )
        yield Static(heading, id="heading")
        with Horizontal(id="middle"):
            yield LineList(id="steps", inset=2)
            with VerticalScroll(id="rule"):
                yield Static("", id="card")
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in steps_commands()], id="keys")

    def on_mount(self) -> None:
        """Show the steps."""
        self._show()
        if self._rows:
            self.query_one("#steps", LineList).cursor = 0
            self._tell(0)

    def _show(self) -> None:
        self._rows = [*self._of_steps(), *(self._of_facts() if self._all else ())]
        steps = self.query_one("#steps", LineList)
        steps.nothing = _("Nothing can be done yet, and nothing is lost.")
        rows = self._rows
        steps.show(len(rows), lambda index, width: wrapped(rows[index].line, width))

    def _of_steps(self) -> list[_Row]:
        now, pending, rules = self.host.clock(), self._found.pending, self._found.rules
        rows = [_Row(guard_line(step), rules.get(step.rule), step) for step in guards(pending)]
        return [*rows, *(self._of_item(item) for item in due_now([pending], now))]

    def _of_item(self, item: PendingItem) -> _Row:
        line = item_line(item, self.host.clock())
        if isinstance(item.what, Promise):
            return _Row(line, promise=item.what)
        return _Row(line, self._found.rules.get(item.what.rule), item.what)

    def _of_facts(self) -> list[_Row]:
        today = self.host.clock().date()
        known = [
            r for r in self._found.rules.values() if r.kind is RuleKind.FACT and r.holds_on(today)
        ]
        # What holds for this trade alone comes before what holds for all.
        known.sort(key=lambda rule: not rule.sectors)
        return [_Row(_fact_line(rule), rule) for rule in known]

    @on(LineList.Moved, "#steps")
    def _moved(self, event: LineList.Moved) -> None:
        if event.index < len(self._rows):
            self._tell(event.index)

    def _tell(self, index: int) -> None:
        row, now = self._rows[index], self.host.clock()
        card = Content("")
        if row.promise is not None:
            card = promise_card(row.promise, now)
        elif row.rule is not None:
            key = key_name(self.host.key_of_id("case.kept"))
            card = rule_card(row.rule, row.step, now.date(), key)
        self.query_one("#card", Static).update(card)
        self.query_one("#rule", VerticalScroll).scroll_home(animate=False)

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        if command == "steps.facts":
            self._all = not self._all
            self._show()
        elif command == "steps.open":
            self._open()
        elif command == "steps.letters":
            self._letters()
        else:
            self.dismiss()

    def _letters(self) -> None:
        from callmate.ui.screens.letters.letter_list import LetterList  # noqa: PLC0415 - only now wanted

        if self._found.told is None:
            self.host.alert(_("A letter is written from a case: file the call into one first."))
        else:
            self.app.push_screen(LetterList(self._found.told))

    def _open(self) -> None:
        cursor = self.query_one("#steps", LineList).cursor
        promise = self._rows[cursor].promise if cursor is not None else None
        if promise is None:
            self.query_one("#rule", VerticalScroll).focus()
        else:
            self.host.review(promise.call)


def _fact_line(rule: Rule) -> Content:
    sure = confidence_name(rule.confidence)
    return Content.assemble(
        ("· ", "$foreground 70%"), in_language(rule.title), (f" ({sure})", "italic $foreground 70%")
    )


def _whose(found: NextSteps) -> str:
    """Whose rules these are; where few fit, what to say for more of them."""
    country = country_name(found.country)
    if found.sector is Sector.OTHER:
        words = _(
            "Rules: {country}. Say in the case's facts what kind of company it is to see more."
        )
        return words.format(country=country)
    words = _("Rules: {country}, {trade}. The country is chosen in the settings.")
    return words.format(country=country, trade=sector_name(found.sector))


_MOST = 4
_SMALL = 3
"""Lines in a terminal of few rows."""
_FEW_ROWS = 24


class StepStrip(Widget):
    """A few lines, or none when nothing is pending.

    Args:
        command: The command that shows all steps; its key is named, and a click does it.
        id: The widget's id.
    """

    DEFAULT_CSS = "StepStrip { height: auto; padding: 0 1; background: $surface; }"

    def __init__(self, command: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._command = command
        self._pending: Pending | None = None
        self._now: datetime | None = None
        self.display = False

    def tell(self, pending: Pending | None, now: datetime) -> None:
        """Show what is pending at a time; ``None`` shows nothing."""
        self._pending, self._now = pending, now
        self.display = pending is not None and bool(pending.steps or pending.promises)
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines, cut to the width there is."""
        if self._pending is None or self._now is None:
            return Content("")
        key = key_name(host_of(self).key_of_id(self._command))
        most = _MOST if self.app.size.height > _FEW_ROWS else _SMALL
        width = max(20, (self.size.width or self.app.size.width) - 2)
        return strip(self._pending, self._now, key, most=most, width=width)

    async def on_click(self) -> None:
        """Show them all."""
        await self.run_action(f"screen.do('{self._command}')")
