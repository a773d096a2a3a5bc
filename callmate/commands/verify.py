"""Says whether calls, and their sound, are still what was kept."""

from collections.abc import Sequence

from callmate.commands import saying
from callmate.commands.checking import Checked, check_call
from callmate.commands.grammar import Asked, Grammar, Option, Word
from callmate.commands.here import Here
from callmate.commands.troubles import why_damaged
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext

_CHANGED = 1


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "verify",
        _(
            "Says whether anything in a call, or in all of them, was changed since it was kept:"
            " its entries by their digests, its sound by the digest among its entries."
        ),
        (Word("CALL", _("The beginning of the call's id; without it, all calls are checked.")),),
        (Option("--json", _("Answers for programs.")),),
    )


def run(here: Here, asked: Asked) -> int:
    """Check, and return whether all is unchanged."""
    prefix = asked.word(0)
    ids = list(here.cabinet.ids()) if prefix is None else [here.cabinet.find(prefix)]
    found = [check_call(here.cabinet, call_id) for call_id in ids]
    if asked.on("--json"):
        told = [checked.plain() for checked in found]
        saying.result_json(told if prefix is None else told[0])
    else:
        _tell(found)
    return 0 if all(checked.unchanged for checked in found) else _CHANGED


def _tell(found: Sequence[Checked]) -> None:
    for checked in found:
        for line in _lines(checked):
            saying.result(line)
    changed = sum(not checked.unchanged for checked in found)
    if not found:
        saying.say(_("No call is kept yet, so there is nothing to check."))
    elif changed:
        said = ngettext(
            "{count} call is not as it was kept. If you have a backup, compare it.",
            "{count} calls are not as they were kept. If you have a backup, compare them.",
            changed,
        )
        saying.say(said.format(count=changed))
    else:
        saying.say(
            _(
                "This shows that no entry or sound was changed by itself. That nobody made"
                " everything anew only a fingerprint shows that somebody else has held since."
            )
        )


def _lines(checked: Checked) -> list[str]:
    if checked.damaged is not None:
        return [_said(checked, _("damaged: {why}").format(why=why_damaged(checked.damaged)))]
    lines = [_said(checked, _entries(checked))]
    if checked.broken_at is None:
        said = _("Fingerprint {fingerprint}")
        lines.append("  " + said.format(fingerprint=checked.fingerprint))
    for sound in checked.sounds:
        said = {
            "unchanged": _("recording, part {part}: unchanged since it was kept"),
            "changed": _("recording, part {part}: CHANGED since it was kept"),
            "missing": _("recording, part {part}: GONE from the disk"),
            "open": _("recording, part {part}: not written down yet, so nothing can be compared"),
        }[sound.state]
        lines.append("  " + said.format(part=sound.part))
    return lines


def _entries(checked: Checked) -> str:
    if checked.broken_at is not None:
        return _("CHANGED since it was kept, from entry {number} on").format(
            number=checked.broken_at
        )
    return _("unchanged since it was kept")


def _said(checked: Checked, words: str) -> str:
    name = f"{checked.id} · {visible(checked.company)}" if checked.company else checked.id
    return f"{name}: {words}"
