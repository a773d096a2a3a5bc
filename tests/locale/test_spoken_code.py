"""No words for people stand in the code without being asked for in the owner's language."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import callmate

PACKAGE = Path(callmate.__file__).parent
SILENT = {"audio", "domain", "locale", "store"}
"""They return values."""

REVIEWED = {
    "Input, Choice",  # names of widgets
    "callmate …",  # the program's name and its version
    "● REC …",  # as it stands on every recorder, in both languages
    "Liberation Serif",  # names of fonts
    "Times New Roman",
    "bold $background on $accent",  # a style
    "company: claim: after: before: missing: outcome:",  # typed as they stand, in any language
    "missing required field",  # what a library says
    'the text `"((?:[^"\\\\]|\\\\.)*)"` could not be displayed',
    "Autorità per le garanzie nelle comunicazioni (Agcom)",  # a name
    "Testo pubblico",  # in the letter's language, which need not be the screen's
    "Public text",
    "import sys; sys.exit(sys.version_info < (3, 11) or sys.prefix == sys.base_prefix)",  # code
    "import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, …)))",
    "import ctranslate2, faster_whisper",
    "sudo apt-get install -y",  # what is typed at a terminal
    "… -m pip install",
    "uv pip install --python …",
    "callmate speech …",
    "No space left on device",  # what other programs write into a log
    "\nInstalling collected",
    (
        "(NewConnection|NameResolution|ConnectTimeout|ReadTimeout|Proxy|SSL)Error|onnection broken"
        "|Temporary failure|Could not connect|Failed to fetch"
    ),
    "facts narrow",  # classes of a style sheet
}
"""Looked at: these are no words to translate. Values stand as an ellipsis."""

ASKING = {"_", "ngettext", "pgettext"}
SHOWING = {"Static", "Label", "Content", "styled", "say", "alert", "result", "notify", "print"}
"""What shows its first argument."""

SKELETON = re.compile(r"<[!a-z].*>", re.DOTALL)
"""The tags of a page."""

COLUMNS = {"number rung", "numero chiamato", "codice operatore", "claim number"}
COLUMNS |= {"numero reclamo", "numero pratica"}
"""What a table's columns may be called, in both languages at once."""

PROSE = re.compile(r"[^\W\d_]{2,}[,:;.!?]?(?: …[,:;.!?]?)? [^\W\d_]{2,}")
WORD = re.compile(r"[^\W\d_]{2,}")


def text_of(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(text_of(value) or "…" for value in values)
        case _:
            return None


def is_reviewed(text: str) -> bool:
    """Whether these are known to be no words for people, or to be in every language."""
    return text in REVIEWED | COLUMNS or SKELETON.fullmatch(text.strip()) is not None


def unasked(source: str) -> Iterator[str]:
    """Literals that read like words for people and are not asked for."""
    tree = ast.parse(source)
    aside: set[ast.AST] = set()
    shown: set[ast.AST] = set()
    for node in ast.walk(tree):
        match node:
            case (
                ast.Expr(value=ast.Constant() as said)
                | ast.Assign(targets=[ast.Name(id="DEFAULT_CSS")], value=said)
            ):
                aside.add(said)
            case ast.Raise():
                aside.update(ast.walk(node))
            case ast.JoinedStr(values=parts):
                aside.update(part for part in parts if isinstance(part, ast.Constant))
            case ast.Call(func=ast.Name(id=name), args=args) if name in ASKING:
                aside.update(args)
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[first, *_]) if (
                name in SHOWING
            ):
                shown.add(first)
            case _:
                pass
    for node in ast.walk(tree):
        text = text_of(node)
        if text is None or node in aside or is_reviewed(text):
            continue
        if PROSE.search(text) or (node in shown and WORD.search(text)):
            yield text


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('Static("Good day")', ["Good day"]),
        ('Static("Enter")', ["Enter"]),
        ('self.say(f"{count} calls")', ["… calls"]),
        ('title = f"The {count} calls"', ["The … calls"]),
        ('words = {"a": "two words"}', ["two words"]),
        ('say(_("two words"))', []),
        ('Content.styled("●", "bold $accent")', []),
        ('"""A docstring of words."""', []),
        ('raise ValueError("for those who write code")', []),
    ],
)
def test_words_are_told_from_signs(code: str, found: list[str]) -> None:
    assert list(unasked(code)) == found


def test_everything_said_is_asked_for_in_the_owners_language() -> None:
    speaking = [
        path for path in PACKAGE.rglob("*.py") if path.relative_to(PACKAGE).parts[0] not in SILENT
    ]
    assert len(speaking) > len(SILENT)
    found = {
        path.relative_to(PACKAGE).as_posix(): words
        for path in speaking
        if (words := list(unasked(path.read_text("utf-8"))))
    }
    assert found == {}
