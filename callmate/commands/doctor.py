"""Looks whether everything is in order, and says what to do if not."""

from collections.abc import Iterator, Sequence

from callmate import __version__
from callmate.audio.devices import Devices, devices_now
from callmate.commands import saying
from callmate.commands.grammar import Asked, Grammar, Option
from callmate.commands.health import chosen, kept, patterns, rules, sound, system
from callmate.commands.health.finding import Finding
from callmate.commands.here import Here
from callmate.domain.cells import folded
from callmate.i18n import _, ngettext

_NOT_WELL = 1
_SIGNS = {"good": "✓", "note": "·", "bad": "✗"}


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "doctor",
        _(
            "Looks at the computer, the folder, the settings, the rules, the sound and the calls,"
            " and says what to do about whatever is wrong."
        ),
        options=(Option("--json", _("Answers for programs.")),),
    )


def run(here: Here, asked: Asked) -> int:
    """Look at everything, and return whether all is well."""
    devices = devices_now()
    found = list(_look(here, devices))
    well = all(finding.state != "bad" for finding in found)
    if asked.on("--json"):
        saying.result_json(
            {
                "well": well,
                "version": __version__,
                "data": str(here.places.data),
                "config": str(here.places.config),
                "microphones": devices.inputs,
                "outputs": devices.outputs,
                "findings": found,
            }
        )
    else:
        _tell(found)
    return 0 if well else _NOT_WELL


def _look(here: Here, devices: Devices) -> Iterator[Finding]:
    yield Finding("version", "good", f"CallMate {__version__}")
    yield from system.look()
    yield from chosen.look(here)
    yield from rules.look(here)
    yield from patterns.look(here)
    yield from kept.look(here)
    yield from sound.look(devices, here.settings)


def _tell(found: Sequence[Finding]) -> None:
    columns = max(40, saying.width(100))
    for finding in found:
        first, *more = folded(finding.text, columns - 3)
        saying.result(f"{_SIGNS[finding.state]}  {first}")
        for line in more:
            saying.result(f"   {line}")
        for line in folded(f"→ {finding.todo}", columns - 3) if finding.todo else ():
            saying.result(f"   {line}")
    count = sum(finding.state == "bad" for finding in found)
    said = ngettext("{count} thing needs you.", "{count} things need you.", count)
    saying.say(said.format(count=count) if count else _("All is well."))
