"""Says whether calls and cases, their sound and files, are still what was kept."""

from collections.abc import Sequence
from contextlib import suppress

from callmate.cli import terminal
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.verification import (
    CallCheck,
    CaseCheck,
    FingerprintMatch,
    State,
    check_call,
    check_case,
    fingerprint,
    fingerprint_matches,
)
from callmate.store.errors import NoSuchCall, NoSuchCase
from callmate.wording.error_words import why_damaged

_CHANGED = 1
AnyCheck = CallCheck | CaseCheck


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "verify",
        _(
            "Says whether anything in a call or a case, or in all of them, was changed since it was"
            " kept: entries by their digests, sound and attached files by the digests among them."
        ),
        (Word(_("ID"), _("The beginning of a call's or case's id; without it, all are checked.")),),
        (
            Option(
                "--fingerprint",
                _("Looks for the call or case with this fingerprint, as a letter's foot shows it."),
                _("FINGERPRINT"),
            ),
            Option("--json", _("Answers for programs.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Check, and return whether all is unchanged."""
    wanted = arguments.value("--fingerprint", fingerprint)
    if wanted is not None:
        return _look_for(context, wanted, plain=arguments.on("--json"))
    prefix = arguments.word(0)
    found = _all(context) if prefix is None else [_one(context, prefix)]
    if arguments.on("--json"):
        told = [checked.plain() for checked in found]
        terminal.result_json(told if prefix is None else told[0])
    else:
        _tell(found)
    return 0 if all(checked.unchanged for checked in found) else _CHANGED


def _all(context: Context) -> list[AnyCheck]:
    found: list[AnyCheck] = []
    # What the owner deletes meanwhile, in another window, is no longer there to be checked.
    for call_id in context.cabinet.ids():
        with suppress(NoSuchCall):
            found.append(check_call(context.cabinet, call_id))
    for case_id in context.cases.ids():
        with suppress(NoSuchCase):
            found.append(check_case(context.cases, case_id))
    return found


def _one(context: Context, prefix: str) -> AnyCheck:
    try:
        return check_call(context.cabinet, context.cabinet.find(prefix))
    except NoSuchCall:
        with suppress(NoSuchCase):
            return check_case(context.cases, context.cases.find(prefix))
        raise


def _look_for(context: Context, wanted: str, *, plain: bool) -> int:
    found = fingerprint_matches(context.cabinet, context.cases, wanted)
    if plain:
        terminal.result_json([held.plain() for held in found])
    for held in [] if plain else found:
        terminal.result(_held_words(held))
    if not found:
        terminal.say(
            _(
                "No call and no case here gives this fingerprint. Either it was copied with a"
                " slip, or what it stood for was changed or deleted since."
            )
        )
    return 0 if found else _CHANGED


def _held_words(held: FingerprintMatch) -> str:
    said = ngettext(
        "{id} · {name}: unchanged up to entry {place}, which the fingerprint stands for;"
        " {count} entry was added since.",
        "{id} · {name}: unchanged up to entry {place}, which the fingerprint stands for;"
        " {count} entries were added since.",
        held.later,
    )
    return said.format(id=held.id, name=visible(held.name), place=held.entries, count=held.later)


def _tell(found: Sequence[AnyCheck]) -> None:
    for checked in found:
        for line in _lines(checked) if isinstance(checked, CallCheck) else _case_lines(checked):
            terminal.result(line)
    changed = sum(not checked.unchanged for checked in found)
    if not found:
        terminal.say(_("No call is kept yet, so there is nothing to check."))
    elif changed:
        said = ngettext(
            "{count} call or case is not as it was kept. If you have a backup, compare it.",
            "{count} calls or cases are not as they were kept. If you have a backup, compare them.",
            changed,
        )
        terminal.say(said.format(count=changed))
    else:
        terminal.say(
            _(
                "This shows that what is here holds together: no entry, sound or attached file was"
                " changed by itself. Whether the last entries or whole calls are missing, or all"
                " was made anew, only a fingerprint shows that somebody else has held since: type"
                " it after --fingerprint."
            )
        )


def _lines(checked: CallCheck) -> list[str]:
    if checked.damaged is not None:
        return [_said(checked, _("damaged: {why}").format(why=why_damaged(checked.damaged)))]
    lines = [_said(checked, _entries(checked))]
    if checked.broken_at is None:
        said = _("Fingerprint {fingerprint}")
        lines.append("  " + said.format(fingerprint=checked.fingerprint))
    lines += _unread(checked)
    for sound in checked.sounds:
        lines.append("  " + _sound_words(sound.state).format(part=sound.part))
        if sound.words_changed:
            said = _("what a machine wrote down of part {part}: CHANGED since it was finished")
            lines.append("  " + said.format(part=sound.part))
    return lines


def _sound_words(state: State) -> str:
    match state:
        case "unchanged":
            return _("recording, part {part}: unchanged since it was kept")
        case "changed":
            return _("recording, part {part}: CHANGED since it was kept")
        case "missing":
            return _("recording, part {part}: GONE from the disk")
        case "open":
            return _("recording, part {part}: not written down yet, so nothing can be compared")
        case "deleted":
            return _("recording, part {part}: its sound was deleted, and the call tells when")


def _case_lines(checked: CaseCheck) -> list[str]:
    named = visible(checked.name) if checked.name else _("a case")
    if checked.damaged is not None:
        words = _("damaged: {why}").format(why=why_damaged(checked.damaged))
        return [f"{checked.id} · {named}: {words}"]
    lines = [f"{checked.id} · {named}: {_entries(checked)}"]
    if checked.broken_at is None:
        said = _("Fingerprint {fingerprint}").format(fingerprint=checked.fingerprint)
        lines.append("  " + said)
    lines += _unread(checked)
    said = _("{name}: CHANGED since it was copied in")
    lines += ["  " + said.format(name=visible(name)) for name in checked.changed]
    said = _("{name}: GONE from the disk")
    return lines + ["  " + said.format(name=visible(name)) for name in checked.missing]


def _unread(checked: AnyCheck) -> list[str]:
    said = _("the file “{file}” beside it CANNOT BE READ, so nothing in it was compared")
    return ["  " + said.format(file=visible(name)) for name in checked.unread]


def _entries(checked: AnyCheck) -> str:
    if checked.broken_at is not None and checked.broken_in:
        return _("CHANGED since it was kept, from entry {number} of the file “{file}” on").format(
            number=checked.broken_at, file=visible(checked.broken_in)
        )
    if checked.broken_at is not None:
        return _("CHANGED since it was kept, from entry {number} on").format(
            number=checked.broken_at
        )
    return _("holds together")


def _said(checked: CallCheck, words: str) -> str:
    name = f"{checked.id} · {visible(checked.company)}" if checked.company else checked.id
    return f"{name}: {words}"
