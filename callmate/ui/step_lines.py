"""Draws next steps and waiting promises, one line or a few each."""

from datetime import datetime

from textual.content import Content

from callmate.domain.next_steps import Step
from callmate.domain.pending import Item, Pending, Urgency, Waiting, due_now, guards
from callmate.i18n import _
from callmate.step_telling import doubt, in_language, waiting_words, when_possible

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


def item_line(item: Item, now: datetime) -> Content:
    """One thing that is due; a doubtful rule says so."""
    sign, style = _SIGNS[item.urgency]
    if isinstance(item.what, Waiting):
        words = waiting_words(item.what, now)
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
