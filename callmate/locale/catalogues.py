"""Brings message catalogues up to the code, and compiles a ``.mo`` beside every ``.po``."""

import io
import os
from collections.abc import Iterable
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

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


def read_catalogue(source: Path, language: str) -> Catalog:
    """Read a ``.po``; one that does not exist yet is empty.

    Raises:
        babel.messages.pofile.PoFileError: It is not well formed.
        OSError: It cannot be read.
    """
    # An empty one has our header too: Babel gives some languages more plural forms than it says.
    text = source.read_bytes() if source.exists() else _HEADER.format(language=language).encode()
    return read_po(io.BytesIO(text), locale=language, abort_invalid=True)


def is_translated(message: Message) -> bool:
    """Whether a message has words in every form."""
    forms = [message.string] if isinstance(message.string, str) else message.string or []
    return bool(forms) and all(forms)


def renewed(
    source: Path,
    language: str,
    said: Iterable[tuple[str, str | tuple[str, str], str | None]],
) -> str:
    """The text of a ``.po`` with these messages, and their translations as far as there are any.

    A translation whose message is gone stays at the end, as ``#~``, and is there again when
    the message is; none is guessed from a message that resembles it. English is what the
    code says, so its new messages fill themselves in.

    Args:
        source: The ``.po``; it need not exist.
        language: Its language.
        said: For each message the file that says it, its words (singular and plural where
            the code counts), and its context.

    Raises:
        babel.messages.pofile.PoFileError: The catalogue is not well formed.
        OSError: The catalogue cannot be read.
    """
    found = Catalog()
    for place, words, context in said:
        found.add(words, locations=[(place, 0)], context=context)
    catalogue = read_catalogue(source, language)
    _revive(catalogue)
    catalogue.update(found, no_fuzzy_matching=True)
    for message in catalogue:
        # Babel marks what it takes for a format, each version in its own way.
        message.flags &= {"fuzzy"}
        if language == "en" and message.id and not is_translated(message):
            message.string = message.id
    out = io.BytesIO()
    write_po(out, catalogue, width=_WIDTH, include_lineno=False, omit_header=True)
    return f"{_HEADER.format(language=language)}\n{out.getvalue().decode().strip()}\n"


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


def _revive(catalogue: Catalog) -> None:
    """Count what was gone among the messages, so that its translation is found again."""
    for message in catalogue.obsolete.values():
        if catalogue.get(message.id, message.context) is None:
            catalogue.add(message.id, message.string, context=message.context)
    catalogue.obsolete.clear()


if __name__ == "__main__":
    compile_catalogues(Path(__file__).parent)
