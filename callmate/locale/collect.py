"""Collects what the code says into the catalogues, so that it can be translated.

``python -m callmate.locale.collect`` brings both catalogues up to the code;
with ``--check`` it changes nothing and exits 1 when one of them is behind.
"""

import io
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from callmate.locale.said import said_in

PACKAGE = Path(__file__).resolve().parent.parent
"""The code whose sentences are collected."""

LANGUAGES = ("en", "it")
"""The languages with a catalogue."""

_WIDTH = 100

# Babel's own header holds dates and its version: no two machines would write the same.
_HEADER = r"""# What CallMate says. After editing: python -m callmate.locale.collect
msgid ""
msgstr ""
"Language: {language}\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"
"""


def catalogue_path(language: str, locale: Path = PACKAGE / "locale") -> Path:
    """Where the catalogue of a language lies."""
    return locale / language / "LC_MESSAGES" / "callmate.po"


def collected(package: Path = PACKAGE) -> Catalog:
    """Everything the code says, file by file in the order in which it stands there.

    References name the file only: a sentence that moves down a line is no change.

    Raises:
        NotLiteralError: Something asked for is not a literal.
    """
    found = Catalog()
    for path in sorted(package.rglob("*.py")):
        place = path.relative_to(package.parent).as_posix()
        for said in said_in(path.read_text(encoding="utf-8"), place):
            found.add(said.message, locations=[(place, 0)], context=said.context)
    return found


def read(path: Path, language: str) -> Catalog:
    """Read a catalogue; one that does not exist yet is empty.

    Raises:
        babel.messages.pofile.PoFileError: It is not well formed.
        OSError: It cannot be read.
    """
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as lines:
        return read_po(lines, locale=language, abort_invalid=True)


def is_translated(message: Message) -> bool:
    """Whether a message has words in every form."""
    forms = [message.string] if isinstance(message.string, str) else message.string or []
    return bool(forms) and all(forms)


def updated(path: Path, language: str, package: Path = PACKAGE) -> str:
    """The text of a catalogue brought up to the code.

    A translation whose sentence is gone stays at the end, as ``#~``, and is there again
    when the sentence is; none is guessed from a sentence that resembles it. English is
    what the code says, so its new messages fill themselves in.

    Raises:
        babel.messages.pofile.PoFileError: The catalogue is not well formed.
        OSError: The catalogue cannot be read.
    """
    catalogue = read(path, language)
    _revive(catalogue)
    catalogue.update(collected(package), no_fuzzy_matching=True)
    for message in catalogue:
        # Babel marks what it takes for a format, each version in its own way.
        message.flags &= {"fuzzy"}
        if language == "en" and message.id and not is_translated(message):
            message.string = message.id
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, include_lineno=False, omit_header=True)
    return f"{_HEADER.format(language=language)}\n{out.getvalue().decode().strip()}\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Bring the catalogues up to the code, or say whether they are; return the exit status."""
    parser = ArgumentParser(description="Collect what the code says into the catalogues.")
    parser.add_argument("--check", action="store_true", help="change nothing, exit 1 if behind")
    check = parser.parse_args(argv).check
    behind = [language for language in LANGUAGES if _bring_up(language, check=check)]
    return 1 if check and behind else 0


def _bring_up(language: str, *, check: bool) -> bool:
    """Write one catalogue unless it is only to be checked; whether it was behind."""
    path = catalogue_path(language)
    new = updated(path, language)
    if path.exists() and path.read_text(encoding="utf-8") == new:
        return False
    if check:
        sys.stderr.write(f"{path} is behind: run python -m callmate.locale.collect\n")
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(new, encoding="utf-8")
    return True


def _revive(catalogue: Catalog) -> None:
    """Count what was gone among the messages, so that its translation is found again."""
    for message in catalogue.obsolete.values():
        if catalogue.get(message.id, message.context) is None:
            catalogue.add(message.id, message.string, context=message.context)
    catalogue.obsolete.clear()


if __name__ == "__main__":
    sys.exit(main())
