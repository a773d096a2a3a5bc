"""Compiles message catalogues: a ``.mo`` beside every ``.po``."""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogue(source: Path) -> Path:
    """Compile one ``.po`` and return its ``.mo``, which is replaced whole or not at all.

    Raises:
        babel.messages.pofile.PoFileError: The catalogue is not well formed.
        OSError: The ``.mo`` cannot be written.
    """
    with source.open("rb") as lines:
        catalogue = read_po(lines, abort_invalid=True)
    target = source.with_suffix(".mo")
    new = target.with_suffix(f".{os.getpid()}.tmp")
    try:
        with new.open("wb") as out:
            write_mo(out, catalogue)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    return target


def compile_catalogues(locale: Path) -> list[Path]:
    """Compile every catalogue under ``locale`` and return what was written.

    Raises:
        babel.messages.pofile.PoFileError: A catalogue is not well formed.
        OSError: A ``.mo`` cannot be written.
    """
    return [compile_catalogue(source) for source in sorted(locale.glob("*/LC_MESSAGES/*.po"))]


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
