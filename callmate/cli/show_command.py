"""Shows one call: in words, or as plain values for programs."""

from callmate.cli import terminal
from callmate.cli.calls_command import plain_damaged, plain_record
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word
from callmate.documents.call_paper import sheet
from callmate.documents.formats.plain_text import as_text
from callmate.domain.call import Call
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.verification import call_on_disk, readable_rest
from callmate.store.errors import Damaged
from callmate.wording.dates import clock_time, full
from callmate.wording.entry_words import entry_words


def which_call() -> Word:
    """The word that says which call is meant."""
    return Word(
        _("CALL"),
        _("The beginning of the call's id, as “callmate calls” shows it."),
        _("Say which call, by the beginning of its id; “callmate calls” shows them."),
    )


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "show",
        _("Shows a call: what happened and when, what is missing, where its sound lies."),
        (which_call(),),
        (Option("--json", _("Answers for programs.")),),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Show the call and return the exit status."""
    call_id = context.cabinet.find(arguments.words[0])
    try:
        seen = call_on_disk(context.cabinet, call_id)
    except Damaged as error:
        if arguments.on("--json"):
            terminal.result_json(plain_damaged(call_id, error.why))
        else:
            _tell_rest(readable_rest(context.cabinet, call_id))
        raise
    if arguments.on("--json"):
        terminal.result_json(plain_record(seen))
        return 0
    words = sheet(seen, context.cabinet.verify(call_id), paths=True)
    for line in as_text(words, terminal.width(0) or None):
        terminal.result(line)
    return 0


def _tell_rest(call: Call | None) -> None:
    """What can still be read of a damaged call, if anything can."""
    if call is None:
        return
    terminal.result(_("This call is damaged. What can still be read of it, unchecked:"))
    terminal.result(f"{visible(call.company)} · {full(call.start.at)}")
    for entry in call.entries:
        terminal.result(f"{clock_time(entry.at)}  {visible(entry_words(call, entry).text)}")
