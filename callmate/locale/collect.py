"""Collects what the code says into the catalogues, so that it can be translated.

``python -m callmate.locale.collect`` brings both catalogues up to the code and compiles
them; with ``--check`` it changes nothing and exits 1 when one of them is behind.
"""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from callmate.locale.catalogues import compile_catalogue, renewed
from callmate.locale.said import said_in

PACKAGE = Path(__file__).resolve().parent.parent
"""The code whose sentences are collected."""

LANGUAGES = ("en", "it")
"""The languages with a catalogue."""


def catalogue_path(language: str, package: Path = PACKAGE) -> Path:
    """Where the catalogue of a language lies."""
    return package / "locale" / language / "LC_MESSAGES" / "callmate.po"


def collected(package: Path = PACKAGE) -> Iterator[tuple[str, str | tuple[str, str], str | None]]:
    """Everything the code says, file by file in the order in which it stands there.

    Each with the file that says it, its words and its context. A line's number is left out:
    a sentence that moves down a line is no change.

    Raises:
        NotLiteralError: Something asked for is not a literal.
    """
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package.parent).as_posix()
        for said in said_in(path.read_text(encoding="utf-8"), place):
            yield place, said.message, said.context


def bring_up(language: str, package: Path = PACKAGE, *, check: bool = False) -> bool:
    """Write one catalogue unless it is only to be checked; whether it was behind.

    Raises:
        babel.messages.pofile.PoFileError: The catalogue is not well formed.
        NotLiteralError: Something asked for is not a literal.
        OSError: The catalogue cannot be read or written.
    """
    path = catalogue_path(language, package)
    new = renewed(path, language, collected(package))
    behind = not path.exists() or path.read_text(encoding="utf-8") != new
    if not check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new, encoding="utf-8")
        compile_catalogue(path)
    return behind


def main(argv: Sequence[str] | None = None) -> int:
    """Bring the catalogues up to the code, or say whether they are; return the exit status."""
    parser = ArgumentParser(description="Collect what the code says into the catalogues.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if behind")
    check = parser.parse_args(argv).check
    behind = [language for language in LANGUAGES if bring_up(language, check=check)]
    if check:
        for language in behind:
            path = catalogue_path(language)
            sys.stderr.write(f"{path} is behind: run python -m callmate.locale.collect\n")
    return 1 if check and behind else 0


if __name__ == "__main__":
    sys.exit(main())
