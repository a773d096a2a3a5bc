"""Reads in the code what it says: every message asked for in the owner's language."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class SaidMessage:
    """A message as the code asks for it."""

    message: str | tuple[str, str]
    """The English words; singular and plural where the code counts."""
    context: str | None = None


class NotLiteralError(ValueError):
    """Something is asked for that is not written out, so that nobody could translate it."""


def said_in(source: str, name: str = "") -> Iterator[SaidMessage]:
    """What a piece of Python asks for in the owner's language, in order.

    The syntax tree is read, since what stands inside an f-string is tokens to some Python
    versions only.

    Args:
        source: The code.
        name: What the code is called in an error.

    Raises:
        NotLiteralError: Something asked for is not a literal.
        SyntaxError: It is no Python.
    """
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        match call:
            case ast.Call(func=ast.Name(id="_"), args=[message]):
                yield SaidMessage(_words(message, name))
            case ast.Call(func=ast.Name(id="pgettext"), args=[context, message]):
                yield SaidMessage(_words(message, name), _words(context, name))
            case ast.Call(func=ast.Name(id="ngettext"), args=[one, many, _]):
                yield SaidMessage((_words(one, name), _words(many, name)))
            case _:
                pass


def _words(node: ast.expr, name: str) -> str:
    match node:
        case ast.Constant(value=str(words)):
            return words
        case _:
            raise NotLiteralError(f"{name}:{node.lineno}: not a literal: {ast.unparse(node)}")
