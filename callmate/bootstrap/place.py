"""Says where CallMate's own Python environment lives, and whether it is complete."""

from __future__ import annotations

import os
import sys
import zlib
from dataclasses import dataclass
from pathlib import Path

STAMP = "callmate-ready"
UNFINISHED = "callmate-unfinished"


@dataclass(frozen=True)
class Place:
    """A folder for an environment, and the checkout it serves.

    ``editable`` tells whether the checkout may be written to: then the environment runs the
    checkout itself, otherwise a copy of it.
    """

    root: Path
    folder: Path
    editable: bool

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / "bin" / "python"

    @property
    def unfinished(self) -> Path:
        """The mark that stands while something is being installed."""
        return self.folder / UNFINISHED

    def extras(self) -> str | None:
        """Return the optional parts installed here, or None where nothing was ever completed."""
        text = _read(self.folder / STAMP)
        return None if text is None else text.partition("\n")[0]

    def is_ready(self, extra: str = "") -> bool:
        """Tell whether what is installed here is all that the checkout asks for today."""
        text = _read(self.folder / STAMP)
        if text is None or self.unfinished.exists():
            return False
        have = text.partition("\n")[0]
        return text == self.stamp(have) and (not extra or extra in have.split())

    def stamp(self, extras: str) -> str:
        """Return the text that stands for a complete environment with these optional parts."""
        asked = _read(self.root / "pyproject.toml") or ""
        # Settings of tools follow the package's own tables; they change nothing here.
        lines = [extras, os.path.realpath(self.python), asked.partition("\n[tool.")[0]]
        # Catalogues are compiled when the package is installed, and a copy is made only then.
        code = self.root / "callmate"
        lines.append(str(_catalogues(code / "locale") if self.editable else _newest(code)))
        return "\n".join(lines)


def checkout() -> Path | None:
    """Return the folder of the source checkout this file runs from; None when installed."""
    root = Path(__file__).resolve().parent.parent.parent
    return root if (root / "pyproject.toml").is_file() else None


def cache_folder() -> Path:
    """Return CallMate's folder for what may be deleted at any time."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    if os.path.isabs(chosen):  # noqa: PTH117 - what is not set is no path
        return Path(chosen) / "callmate"
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises without a home
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "callmate"


def places(root: Path) -> tuple[Place, Place]:
    """Return the two places for a checkout: inside it, and in the owner's cache folder."""
    name = f"environment-{zlib.crc32(os.fsencode(root)):08x}"
    beside = Place(root, root / ".venv", editable=True)
    cached = Place(root, cache_folder() / name, editable=os.access(root, os.W_OK))
    return beside, cached


def ready(root: Path, extra: str = "") -> Place | None:
    """Return the first place that is complete."""
    return next((place for place in places(root) if place.is_ready(extra)), None)


def writable(root: Path) -> Place:
    """Return the place where an environment may be made."""
    beside, cached = places(root)
    target = beside.folder if beside.folder.exists() else root
    return beside if os.access(root, os.W_OK) and os.access(target, os.W_OK) else cached


def _read(path: Path) -> str | None:
    try:
        return path.read_text("utf-8")
    except (OSError, ValueError):
        return None


def _catalogues(folder: Path) -> int:
    """Return a checksum over the messages in all languages."""
    checksum = 0
    for source in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        checksum = zlib.crc32(source.read_bytes(), checksum)
    return checksum


def _newest(folder: Path) -> int:
    """Return the latest change below a folder, in nanoseconds since the epoch."""
    return max(
        (Path(at, name).stat().st_mtime_ns for at, _, names in os.walk(folder) for name in names),
        default=0,
    )
