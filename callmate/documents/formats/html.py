"""A paper as one HTML file that needs nothing else, runs nothing and prints well."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache, singledispatch
from hashlib import sha256
from html import escape
from pathlib import Path

from callmate.documents.formats.blocks import (
    Block,
    Bullets,
    FactRow,
    FactTable,
    Heading,
    Lines,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from callmate.domain.text import on_paper

_NARROW = 9
"""Letters of a label that is as short as a time of day."""

_ENDLESS = re.compile(r"\S{65,}")
"""A word that is longer than a digest, which stays in one piece."""

_PIECE = re.compile(r"([!-~\w]{8})(?=[!-~\w])")
"""A piece of one, followed by what a line may begin with."""


def as_html(paper: Paper) -> str:
    """The whole file; a browser that opens it can load nothing and run nothing."""
    look = _look()
    digest = b64encode(sha256(look.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    blocks = "\n".join(map(_block, paper.blocks))
    foot = "\n".join(_told("p", text) for text in paper.closing)
    return f"""<!DOCTYPE html>
<html lang="{escape(paper.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="CallMate">
<title>{_safe(paper.title)}</title>
<style>{look}</style>
</head>
<body>
<main>
{blocks}
</main>
{f"<footer>{foot}</footer>" if foot else ""}
</body>
</html>
"""


@cache
def _look() -> str:
    return Path(__file__).with_name("paper.css").read_text("utf-8")


@singledispatch
def _block(block: Block) -> str:
    raise TypeError(block)


@_block.register
def _heading(block: Heading) -> str:
    return _told(f"h{block.level}", block.text)


@_block.register
def _paragraph(block: Paragraph) -> str:
    return _told("p", block.text, block.tone)


@_block.register
def _facts(block: FactTable) -> str:
    narrow = all(len(row.label) <= _NARROW for row in block.rows)
    return _within("table", map(_fact, block.rows), "facts narrow" if narrow else "facts")


def _fact(row: FactRow) -> str:
    label = _told("th", row.label, more=' scope="row"') if row.label else "<td></td>"
    words = _safe(row.text)
    words = f"<s>{words}</s>" if row.tone == "gone" else words
    return f'<tr class="{row.tone}">{label}<td dir="auto">{words}</td></tr>'


@_block.register
def _numbered(block: Numbered) -> str:
    return _within("ol", (_told("li", item) for item in block.items))


@_block.register
def _bullets(block: Bullets) -> str:
    return _within("ul", (_told("li", item) for item in block.items))


@_block.register
def _table(block: Table) -> str:
    shares = block.widths or (1,) * len(block.head)
    # The policy lets no style stand at a tag, so that the columns' shares are attributes.
    columns = "".join(f'<col width="{100 * share // sum(shares)}%">' for share in shares)
    head = "".join(_told("th", text, more=' scope="col"') for text in block.head)
    rows = ("<tr>" + "".join(_told("td", text) for text in row) + "</tr>" for row in block.rows)
    body = _within("tbody", rows)
    return _within("table", [columns, f"<thead><tr>{head}</tr></thead>", body], "rows")


@_block.register
def _lines(block: Lines) -> str:
    return _told("p", "\n".join(block.lines), f"lines {block.side}")


@_block.register
def _signature(block: Signature) -> str:
    return _told("p", block.text, "signature")


def _told(tag: str, text: str, kind: str = "", more: str = "") -> str:
    name = f' class="{kind}"' if kind and kind != "plain" else ""
    return f'<{tag}{name} dir="auto"{more}>{_safe(text)}</{tag}>'


def _within(tag: str, parts: Iterable[str], kind: str = "") -> str:
    name = f' class="{kind}"' if kind else ""
    return "\n".join([f"<{tag}{name}>", *parts, f"</{tag}>"])


def _safe(text: str) -> str:
    # No NUL is left in what is put on paper, so that it can mark where a word may break.
    broken = _ENDLESS.sub(lambda word: _PIECE.sub("\\1\0", word.group()), on_paper(text))
    return escape(broken).replace("\0", "<wbr>")
