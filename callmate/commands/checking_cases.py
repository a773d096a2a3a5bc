"""Compares cases, and the files attached to them, with the digests that were kept."""

from dataclasses import dataclass
from pathlib import Path

from callmate.domain.case_entry import Attachment, Happened
from callmate.store.cases import Cases, open_attachment
from callmate.store.errors import AttachmentChanged, AttachmentGone, Damaged, Why


@dataclass(frozen=True)
class CheckedCase:
    """What a check of one case found."""

    id: str
    name: str | None = None
    fingerprint: str | None = None
    """The digest, in hex, of all entries that are there now."""
    broken_at: int | None = None
    """The first entry, from 1, that does not fit."""
    changed: tuple[str, ...] = ()
    """The attached files that are not as they were copied in, by their names."""
    missing: tuple[str, ...] = ()
    """The attached files that are gone, by their names."""
    damaged: Why | None = None

    @property
    def unchanged(self) -> bool:
        """Whether everything that can be compared fits."""
        whole = self.damaged is None and self.broken_at is None
        return whole and not self.changed and not self.missing

    def plain(self) -> dict[str, object]:
        """The same, as programs read it."""
        return {
            "id": self.id,
            "case": self.name,
            "unchanged": self.unchanged,
            "fingerprint": self.fingerprint,
            "broken_at": self.broken_at,
            "damaged": self.damaged and self.damaged.value,
            "changed": list(self.changed),
            "missing": list(self.missing),
        }


def check_case(cases: Cases, case_id: str) -> CheckedCase:
    """Check one case.

    Raises:
        NoSuchCase: It is not there.
    """
    try:
        case = cases.read(case_id)
        chain = cases.verify(case_id)
    except Damaged as error:
        return CheckedCase(case_id, damaged=error.why)
    files = [
        entry.attachment
        for entry in case.entries
        if isinstance(entry, Happened) and entry.attachment is not None
    ]
    states = [(file.name, _state(cases.folder(case_id), file)) for file in files]
    return CheckedCase(
        case_id,
        case.facts.name,
        chain.fingerprint,
        None if chain.broken_at is None else chain.broken_at + 1,
        tuple(name for name, state in states if state == "changed"),
        tuple(name for name, state in states if state == "missing"),
    )


def _state(folder: Path, file: Attachment) -> str:
    try:
        open_attachment(folder, file).close()
    except AttachmentChanged:
        return "changed"
    except AttachmentGone:
        return "missing"
    return "unchanged"
