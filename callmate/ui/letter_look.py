"""How a letter looks on the screen, and what is told beside it."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from callmate.domain.letter import GAP, Letter, ask_letter, fact_number
from callmate.domain.rules import Confidence, Rule
from callmate.domain.visible import visible
from callmate.i18n import Language, _, language, ngettext

_GAP_BEGINS, _GAP_ENDS = GAP.split("{what}")
_INDENT = 20
"""Columns before the recipient's lines."""


def heading(title: str, letter_language: Language, *, changed: bool) -> Content:
    """Which letter this is.

    Args:
        title: What it is called.
        letter_language: In which language it is.
        changed: Whether its owner changed it.
    """
    spoken = _("in Italian") if letter_language == "it" else _("in English")
    mine = _(" · with your changes") if changed else ""
    return Content.assemble((visible(title), "bold $primary"), f" · {spoken}", (mine, "$accent"))


def page(letter: Letter) -> Content:
    """The letter, its gaps lit."""
    return Content("\n").join(_lines(letter))


def lacking(letter: Letter, rules: Sequence[Rule]) -> Content:
    """What is missing in a letter, and where the rules come from that it names."""
    gaps = letter.gaps
    said = ngettext("{count} thing is missing:", "{count} things are missing:", len(gaps))
    lines = [Content.styled(said.format(count=len(gaps)), "bold $warning")] if gaps else []
    lines += [Content.assemble(("○ ", "bold $warning"), visible(gap)) for gap in gaps]
    if not gaps:
        lines.append(Content.styled(_("✓ Nothing is missing."), "bold $success"))
    if rules:
        lines += [Content(""), Content.styled(_("Rules it names:"), "bold")]
    for rule in rules:
        lines += _rule(rule)
    return Content("\n").join(lines)


def _rule(rule: Rule) -> Iterator[Content]:
    title = rule.title.it if language() == "it" else rule.title.en
    looked = _("looked at on {date}").format(date=f"{rule.checked_on:%d/%m/%Y}")
    sure = "" if rule.confidence is Confidence.HIGH else _(" · not certain")
    disputed = _(" · sources disagree") if rule.disputed else ""
    yield Content.assemble("· ", visible(title))
    yield Content.assemble(
        (f"  {visible(rule.source)}; {looked}", "$foreground 65%"),
        (sure + disputed, "bold $warning"),
    )


def _lines(letter: Letter) -> Iterator[Content]:
    yield from (_text(line) for line in letter.sender)
    if letter.recipient:
        yield Content("")
        yield from (Content(" " * _INDENT) + _text(line) for line in letter.recipient)
    if letter.dateline:
        yield from (Content(""), _text(letter.dateline))
    if letter.subject:
        yield from (Content(""), _text(letter.subject).stylize("bold"))
    facts = 0
    for block in letter.blocks:
        if block.kind == "enclosed":
            continue
        yield Content("")
        for place, line in enumerate(block.lines):
            mark = {
                "facts": f"{fact_number(facts + place)} ",
                "asks": f"{ask_letter(place)} ",
            }.get(block.kind, "")
            yield Content.assemble((mark, "$foreground 60%"), _text(line))
        facts += len(block.lines) if block.kind == "facts" else 0
    yield from _end(letter)


def _end(letter: Letter) -> Iterator[Content]:
    for line in letter.signature:
        yield from (Content(""), Content("_" * 30), _text(line))
    enclosed = letter.of_kind("enclosed")
    if enclosed:
        yield from (Content(""), _text(f"{letter.enclosed}:"))
        yield from (_text(f"- {line}") for line in enclosed)
    for line in letter.notes:
        yield from (Content(""), _text(line).stylize("$foreground 60%"))


def _text(line: str) -> Content:
    """A line with its gaps lit."""
    shown = Content("")
    rest = line
    while _GAP_BEGINS in rest:
        before, _begins, rest = rest.partition(_GAP_BEGINS)
        what, ends, rest = rest.partition(_GAP_ENDS)
        gap = f"{_GAP_BEGINS}{what}{ends}"
        shown = Content.assemble(shown, visible(before), (visible(gap), "bold $warning"))
    return Content.assemble(shown, visible(rest))
