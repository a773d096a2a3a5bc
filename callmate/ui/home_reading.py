"""Reads what the home screen shows, off its first paint and off its thread."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from callmate.agenda.ahead import look_ahead
from callmate.domain.ahead import Ahead
from callmate.rulebook.country import country_of
from callmate.store.ahead_file import read_ahead, write_ahead
from callmate.store.rows import Row

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


@dataclass(frozen=True)
class Read:
    """All calls, and what is shown above them."""

    rows: Sequence[Row]
    ahead: Ahead


def read_home(app: "CallMate", changed: frozenset[str] | None) -> Read:
    """Read all calls, or those alone that changed, and what is due.

    Args:
        app: Whose index it is.
        changed: The ids that were written to; ``None`` when anything may have been.
    """
    index = app.index
    rows = index.rows() if changed is None else index.changed(changed)
    country = country_of(app.settings.country, os.environ)
    ahead = look_ahead(index, rows, country, app.clock())
    if ahead != read_ahead(app.places):
        write_ahead(app.places, ahead)
    return Read(rows, ahead)
