"""Knows which lines of a list are kept already, so that no call is kept twice."""

from datetime import UTC, datetime

from callmate.domain.past_call import PastCall
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NoSuchCall


class KeptBefore:
    """The lines that are kept already, and those met earlier in the same list."""

    def __init__(self, cabinet: Cabinet) -> None:
        self._cabinet = cabinet
        self._ids: dict[str, list[str]] = {}
        for call_id in cabinet.ids():
            self._ids.setdefault(call_id.partition("-")[0], []).append(call_id)
        self._digests: set[str] = set()

    def before(self, past: PastCall, digest: str) -> bool:
        """Whether this line was met before; from now on it was."""
        known = digest in self._digests or digest in self._kept_at(past.at)
        self._digests.add(digest)
        return known

    def _kept_at(self, at: datetime) -> set[str]:
        # A call's name begins with its start, so only few have to be read.
        return {
            self._row(name) for name in self._ids.get(f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}", ())
        }

    def _row(self, call_id: str) -> str:
        try:
            written_up = self._cabinet.read(call_id).written_up
        except (Damaged, NoSuchCall):
            return ""
        return written_up.row if written_up else ""
