"""Shows one case: in words, or as plain values for programs."""

from pathlib import Path

from callmate.cli import terminal
from callmate.cli.cases_command import plain_damaged
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word, WrongUseError
from callmate.documents.case_paper import SealedCase, case_paper, sealed_case
from callmate.documents.case_table import CASE_ENDINGS, case_contents
from callmate.documents.formats.plain_text import as_text
from callmate.domain.case_records import record_case
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.desk import now
from callmate.store.errors import Ambiguous, Damaged


def case_named(context: Context, prefix: str) -> str | None:
    """The case whose id starts so; ``None`` when no case does.

    Raises:
        Ambiguous: Several do, or a call's id starts so too.
    """
    cases = tuple(each for each in context.cases.ids() if prefix and each.startswith(prefix))
    if not cases:
        return None
    found = (*cases, *(each for each in context.cabinet.ids() if each.startswith(prefix)))
    if len(found) > 1:
        raise Ambiguous(found)
    return cases[0]


def case_file(context: Context, case_id: str, path: Path) -> bytes:
    """What the file will hold.

    Raises:
        WrongUseError: A case does not become a file of this kind.
        StoreError: The case cannot be read.
    """
    kind = path.suffix.lower()
    if kind not in {".json", *CASE_ENDINGS}:
        said = _("“{file}” must end in .pdf, .html, .md, .txt, .csv or .json: a case has no sound.")
        raise WrongUseError(said.format(file=visible(path.name)))
    case = sealed_case(context.cabinet, context.cases, case_id)
    tell_unread(case)
    if kind == ".json":
        return terminal.json_line(record_case(case.told, case.chain.fingerprint, now()))
    return case_contents(case, kind, now())


def tell_unread(case: SealedCase) -> None:
    """Say how many calls cannot be read, since one of them may belong to the case."""
    if case.unread:
        said = ngettext(
            "{count} call cannot be read. If it belongs to this case, it is not told here.",
            "{count} calls cannot be read. Those that belong to this case are not told here.",
            case.unread,
        )
        terminal.say(said.format(count=case.unread))


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "case",
        _("Shows a case: its facts, its promises and everything that happened, in order."),
        (
            Word(
                _("CASE"),
                _("The beginning of the case's id, as “callmate cases” shows it."),
                _("Say which case, by the beginning of its id; “callmate cases” shows them."),
            ),
        ),
        (Option("--json", _("Answers for programs.")),),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Show the case and return the exit status."""
    case_id = context.cases.find(arguments.words[0])
    try:
        case = sealed_case(context.cabinet, context.cases, case_id)
    except Damaged as error:
        if arguments.on("--json"):
            terminal.result_json(plain_damaged(case_id, error.why))
        raise
    if arguments.on("--json"):
        terminal.result_json(record_case(case.told, case.chain.fingerprint, now()))
        return 0
    for line in as_text(case_paper(case, now()), terminal.width(0) or None):
        terminal.result(line)
    tell_unread(case)
    return 0
