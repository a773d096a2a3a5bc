"""Checks whether everything is in order, and says what to do if not."""

from collections.abc import Iterator, Sequence

from callmate import __version__
from callmate.audio.tasks import Devices, devices_now, fence_now
from callmate.cli import doctor_speech, doctor_store, doctor_system, terminal
from callmate.cli.context import Context
from callmate.cli.doctor_store import Finding
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.domain.text import wrapped
from callmate.locale.messages import _, ngettext
from callmate.store.trash import sweep_litter

_NOT_WELL = 1
_SIGNS = {"good": "✓", "note": "·", "bad": "✗"}


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "doctor",
        _(
            "Checks the computer, the folder, the settings, the rules, the sound and the calls,"
            " and says what to do about whatever is wrong."
        ),
        options=(Option("--json", _("Answers for programs.")),),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Look at everything, and return whether all is well."""
    sweep_litter(context.cabinet)
    devices = devices_now()
    found = list(_look(context, devices))
    well = all(finding.state != "bad" for finding in found)
    if arguments.on("--json"):
        terminal.result_json(
            {
                "well": well,
                "version": __version__,
                "data": str(context.places.data),
                "config": str(context.places.config),
                "microphones": devices.inputs,
                "outputs": devices.outputs,
                "findings": found,
            }
        )
    else:
        _tell(found)
    return 0 if well else _NOT_WELL


def _look(context: Context, devices: Devices) -> Iterator[Finding]:
    yield Finding("version", "good", f"CallMate {__version__}")
    yield from doctor_system.look_at_system()
    yield from doctor_store.look_at_choices(context)
    yield from doctor_system.look_at_rules(context)
    yield from doctor_system.look_at_patterns(context)
    yield from doctor_store.look_at_store(context)
    yield from doctor_system.look_at_sound(devices, context.settings)
    yield doctor_system.look_at_fence(fence_now())
    yield from doctor_speech.look_at_speech(context.settings)


def _tell(found: Sequence[Finding]) -> None:
    columns = max(40, terminal.width(100))
    for finding in found:
        first, *more = wrapped(finding.text, columns - 3)
        terminal.result(f"{_SIGNS[finding.state]}  {first}")
        for line in more:
            terminal.result(f"   {line}")
        for line in wrapped(f"→ {finding.todo}", columns - 3) if finding.todo else ():
            terminal.result(f"   {line}")
    count = sum(finding.state == "bad" for finding in found)
    said = ngettext(
        "{count} thing needs your attention.", "{count} things need your attention.", count
    )
    terminal.say(said.format(count=count) if count else _("All is well."))
