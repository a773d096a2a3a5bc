"""A paper with a block of every kind, and texts that try to be more than text."""

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

HOSTILE = (
    "{{ x }}",
    "{% raw %} ${HOME} $(id) `id`",
    "=cmd()",
    "+39 06 1234",
    "@SUM(A1)",
    "-2+3",
    "\t=1+1",
    "<script>document.body.textContent = 'driven'</script>",
    '"><img src=x onerror=alert(1)> <!-- &lt; &amp;',
    r"\input{/etc/passwd} \x41 \\",
    '#eval("1") #read("/etc/passwd") $x$ *b* _i_ @ref <label> // no',
    "[link](https://example.org) ![i](x) ~~gone~~ | pipe `code` <b>",
    "1. one",
    "- dash",
    "# title",
    "> quote",
    "===",
    "---",
    "caf\udce9",
    "fi ffi: perché, più, così – «città» €",
)
"""Texts of one line that every format shows as they were typed."""

LONG = "".join(f"{number:05d}" for number in range(1000))
"""Five thousand characters without a space."""

LINES = "first line\n- second line\n\n# fourth line"

CONTROLS = "nul\x00 esc\x1b[2J \u202egnp.exe"

PAPER = Paper(
    title="Line dead since Monday",
    language="it",
    blocks=(
        Heading("Line dead since Monday"),
        Paragraph("Zefiro Telecom", "dim"),
        Lines(("To Zefiro Telecom", "Via Roma 1"), "right"),
        FactTable(
            (FactRow("Customer code", "C-42"), FactRow("Wanted", "the line mended", "strong"))
        ),
        Heading("Promises", 2),
        Table(("Made", "What", "Fate"), (("24/11", "an engineer", "BROKEN"),), (2, 5, 3)),
        Heading("What happened", 2),
        Heading("24 November", 3),
        FactTable(
            (
                FactRow("10:32", "Call started"),
                FactRow("10:40", "a slip", "gone"),
                FactRow("", "more"),
            )
        ),
        Numbered(("first of all", "then this")),
        Bullets(("a photograph", "a bill")),
        Signature("Lucia Bianchi"),
    ),
    foot=("Fingerprint " + "ab" * 32,),
    mark="Case 20261124T103205Z-7f3a9c",
)
"""One block of every kind."""

TOLD = (
    "Line dead since Monday", "Zefiro Telecom", "To Zefiro Telecom", "Via Roma 1", "Customer code",
    "C-42", "Wanted", "the line mended", "Promises", "24/11", "an engineer", "BROKEN",
    "What happened", "24 November", "10:32", "Call started", "10:40", "a slip", "more",
    "first of all", "then this", "a photograph", "a bill", "Lucia Bianchi", "Fingerprint",
)  # fmt: skip
"""What stands in it, in order."""


def of(*texts: str) -> Paper:
    """A paper in which each text stands in every kind of place."""
    blocks: tuple[Block, ...] = (
        FactTable(tuple(FactRow(f"{number}", text) for number, text in enumerate(texts))),
        Table(("Number", "Text"), tuple((f"{n}", text) for n, text in enumerate(texts)), (1, 4)),
        Numbered(texts),
        *(Paragraph(text) for text in texts),
    )
    return Paper(title="Hostile", language="en", blocks=(Heading("Hostile"), *blocks))


def in_order(texts: tuple[str, ...], whole: str) -> bool:
    """Whether each text stands in the whole, after the one before; spaces do not count."""
    rest = "".join(whole.split())
    for text in texts:
        _before, found, rest = rest.partition("".join(text.split()))
        if not found:
            return False
    return True
