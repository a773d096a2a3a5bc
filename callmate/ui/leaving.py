"""Lets a form go at Escape, but not with what was typed in it at the first press."""

from textual.widget import Widget

from callmate.i18n import _
from callmate.ui.widgets.field import Field


def may_leave(form: Widget) -> bool:
    """Whether a form may close: at once if nothing was typed, else at the second Escape."""
    typed = [field for field in form.query(Field) if field.touched]
    for field in typed:
        field.settle()
    if typed:
        words = _("Press Esc once more to leave it; what you typed here is then gone.")
        form.notify(words, markup=False)
    return not typed
