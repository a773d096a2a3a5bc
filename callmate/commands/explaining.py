"""Explains the commands: all in one list, or one at length."""

from callmate.commands.grammar import Grammar
from callmate.commands.saying import result, width
from callmate.domain.cells import cells, folded, padded
from callmate.i18n import _

_WIDEST = 100
_LEFT = 26


def explain(grammar: Grammar) -> None:
    """Print what a command does and what may be typed after it."""
    result(usage(grammar))
    result("")
    _paragraph(grammar.summary)
    rows = [(word.name, word.help) for word in grammar.words]
    rows += [(f"{o.flag} {o.value}".rstrip(), o.help) for o in grammar.options]
    if rows:
        result("")
        _rows(rows)


def usage(grammar: Grammar) -> str:
    """How a command is typed, in one line."""
    words = [word.name if word.needed else f"[{word.name}]" for word in grammar.words]
    options = [f"[{option.flag} {option.value}".rstrip() + "]" for option in grammar.options]
    typed = " ".join(["callmate", grammar.name, *words, *options])
    return _("Typed so: {line}").format(line=typed)


def explain_all(summaries: dict[str, str]) -> None:
    """Print what CallMate is and its commands.

    Args:
        summaries: A sentence for each command, by its name.
    """
    _paragraph(_("CallMate helps you through a phone call that matters, and keeps what was said."))
    result("")
    _rows([("callmate", _("Opens the screen: new calls, past calls.")), *_typed(summaries)])
    result("")
    _paragraph(
        _(
            "CALL is the beginning of a call's id, as “callmate calls” shows it, and CASE that of a"
            " case's, as “callmate cases” does."
        )
    )
    _paragraph(_("“callmate COMMAND --help” explains a command; “--json” answers for programs."))


def _typed(summaries: dict[str, str]) -> list[tuple[str, str]]:
    return [(f"callmate {name}", summary) for name, summary in summaries.items()]


def _rows(rows: list[tuple[str, str]]) -> None:
    left = min(_LEFT, max(cells(name) for name, _text in rows))
    for name, text in rows:
        lines = folded(text, max(20, min(width(80), _WIDEST) - left - 4))
        result(f"  {padded(name, left)}  {lines[0]}")
        for line in lines[1:]:
            result(" " * (left + 4) + line)


def _paragraph(text: str) -> None:
    for line in folded(text, min(width(80), _WIDEST)):
        result(line)
