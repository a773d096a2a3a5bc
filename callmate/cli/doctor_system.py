"""Looks at the computer: Python, packages, terminal, sound; and at letter patterns and rules."""

import os
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from callmate.audio.fence import Standing
from callmate.audio.tasks import Device, Devices
from callmate.bootstrap.place import PARTS
from callmate.cli.context import Context
from callmate.cli.doctor_store import Finding
from callmate.domain.text import visible
from callmate.letters.kinds import own_patterns
from callmate.locale.messages import _, ngettext
from callmate.rulebook.countries import country_of
from callmate.rulebook.rule_files import RuleTrouble, read_rules
from callmate.services.desk import now
from callmate.store.settings import Settings
from callmate.wording.names import no_portaudio
from callmate.wording.step_words import country_name

_OTHERWISE_NAMED = {"docx": "python-docx", "nacl": "pynacl"}
_PACKAGES = tuple(_OTHERWISE_NAMED.get(name, name) for name in PARTS if name != "audioop")
"""Packages by the names that pip knows them under; audioop is a part of one of Python's own."""

_COLUMNS, _ROWS = 80, 24


def look_at_system() -> Iterator[Finding]:
    """Look at Python, packages and terminal."""
    python = "{}.{}.{}".format(*sys.version_info)
    yield Finding("python", "good", _("Python {version}").format(version=python))
    yield _packages()
    yield _letters()
    yield _size()
    if _is_terminal():
        yield _colours()


def _is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def _packages() -> Finding:
    there: list[str] = []
    missing: list[str] = []
    for name in _PACKAGES:
        try:
            there.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    if missing:
        said = _("These packages are missing: {names}").format(names=", ".join(missing))
        return Finding("packages", "bad", said, _("Install CallMate again with pip."))
    return Finding("packages", "good", _("Packages: {names}").format(names=", ".join(there)))


def _size() -> Finding:
    if not _is_terminal():
        said = _("There is no terminal here, so its size and colours were not checked.")
        return Finding("terminal", "note", said)
    columns, rows = shutil.get_terminal_size((0, 0))
    said = _("The terminal has {columns} columns and {rows} rows.").format(
        columns=columns, rows=rows
    )
    if columns < _COLUMNS or rows < _ROWS:
        return Finding("terminal", "note", said, _("With 80 columns and 24 rows all is in sight."))
    return Finding("terminal", "good", said)


def _letters() -> Finding:
    encoding = getattr(sys.stdout, "encoding", None) or "?"
    if encoding.lower().replace("-", "") == "utf8":
        return Finding("letters", "good", _("All letters can be shown (UTF-8)."))
    said = _("Not all letters can be shown here: the encoding is {encoding}.")
    todo = _("Set the language of the system to one in UTF-8, such as LANG=en_GB.UTF-8.")
    return Finding("letters", "bad", said.format(encoding=encoding), todo)


def _colours() -> Finding:
    terminal = os.environ.get("TERM", "")
    if "NO_COLOR" in os.environ:
        return Finding("colours", "note", _("Colours are switched off by NO_COLOR."))
    if os.environ.get("COLORTERM") in {"truecolor", "24bit"}:
        return Finding("colours", "good", _("The terminal shows all colours."))
    if "256color" in terminal:
        return Finding("colours", "good", _("The terminal shows 256 colours."))
    said = _("The terminal says that it shows few colours: TERM is “{name}”.")
    todo = _('If it looks wrong, set theme = "ansi" in the settings.')
    return Finding("colours", "note", said.format(name=terminal), todo)


def look_at_patterns(context: Context) -> Iterator[Finding]:
    """Look at the patterns, if there are any."""
    found = own_patterns(context.places.letters)
    if not found:
        return
    from callmate.letters.fill import flaw_of  # noqa: PLC0415 - most owners have no patterns

    wrong = [(path, flaw) for path in found if (flaw := flaw_of(path)) is not None]
    for path, flaw in wrong:
        place = visible(str(path))
        if flaw.line is not None:
            place = _("{path}, line {line}").format(path=place, line=flaw.line)
        said = _("A pattern of a letter is not understood, {place}: {why}")
        text = said.format(place=place, why=visible(flaw.why))
        todo = _("Put it right there. All other letters can be written meanwhile.")
        yield Finding("letters", "bad", text, todo)
    if not wrong:
        said = ngettext(
            "{count} pattern of your own is understood.",
            "{count} patterns of your own are understood.",
            len(found),
        )
        yield Finding("letters", "good", said.format(count=len(found)))


def look_at_rules(context: Context) -> Iterator[Finding]:
    """Look at our rules and at the owner's."""
    book = read_rules(context.places.rules)
    country = country_of(context.settings.country, os.environ)
    count = sum(rule.country == country for rule in book.rules)
    said = ngettext(
        "{count} rule of {country} is known; “country” in the settings chooses whose hold.",
        "{count} rules of {country} are known; “country” in the settings chooses whose hold.",
        count,
    )
    text = said.format(count=count, country=country_name(country))
    yield Finding("rules", "good", text)
    yield from (_passed_over(trouble) for trouble in book.troubles)
    today = now().date()
    stale = sum(rule.is_stale(today) for rule in book.rules)
    if stale:
        said = ngettext(
            "{count} rule was to be looked at again before today; it is shown as old.",
            "{count} rules were to be looked at again before today; they are shown as old.",
            stale,
        )
        yield Finding("rules", "note", said.format(count=stale))


def _passed_over(trouble: RuleTrouble) -> Finding:
    said = {
        "unreadable": _("The rules in {place} cannot be read: {why}"),
        "not_toml": _("The rules in {place} are not understood: {why}"),
        "no_rules": _("The rules in {place} were passed over: there should be [[rule]] rows."),
        "missing": _("A rule was passed over, {place}: “{name}” is missing."),
        "wrong": _("A rule was passed over, {place}: “{name}” is wrong: {why}"),
        "doubled": _("A rule was passed over, {place}: there is another “{name}”."),
    }[trouble.kind]
    if trouble.kind == "no_rules" and trouble.name:
        said = _("The rules in {place} were passed over: “{name}” does not belong there.")
    path = visible(str(trouble.path))
    place = _("{path}, line {line}").format(path=path, line=trouble.line) if trouble.line else path
    text = said.format(place=place, name=visible(trouble.name), why=visible(trouble.detail))
    return Finding("rules", "bad", text, _("Put it right there. All other rules hold meanwhile."))


def look_at_sound(found: Devices, settings: Settings) -> Iterator[Finding]:
    """Look at what the system has for sound.

    Args:
        found: Its devices.
        settings: What the owner chose of them.
    """
    if not found.portaudio:
        said = _("Calls cannot be recorded or played: the sound library is missing.")
        yield Finding("sound", "bad", said, no_portaudio())
        return
    yield Finding("sound", "good", _("The sound library is there."))
    yield _inputs(found.inputs)
    yield _outputs(found.outputs)
    if settings.microphone is not None:
        yield _chosen("microphone", settings.microphone, found.inputs)
    if settings.output is not None:
        yield _chosen("output", settings.output, found.outputs)


def look_at_fence(standing: Standing) -> Finding:
    """Tell what holds in the process that decodes a recording which somebody else made."""
    names = ", ".join(name.title() for name in standing.fences)
    if not standing.opens_files and not standing.connects:
        said = _(
            "What reads an imported recording can open no other file and no connection ({names})."
        )
        return Finding("fence", "good", said.format(names=names))
    said = _(
        "This system does not fence in what reads an imported recording: only its memory and its"
        " time are limited."
    )
    todo = _("Import recordings only from people you trust.")
    return Finding("fence", "note", said, todo)


def _inputs(devices: tuple[Device, ...]) -> Finding:
    if not devices:
        said = _("There is no microphone, so calls cannot be recorded.")
        return Finding("microphones", "bad", said, _("Plug one in, and check again."))
    return Finding("microphones", "good", _("Microphones: {names}").format(names=_names(devices)))


def _outputs(devices: tuple[Device, ...]) -> Finding:
    if not devices:
        said = _("There is no output, so recordings cannot be heard.")
        todo = _("Plug in headphones or a loudspeaker, and check again.")
        return Finding("outputs", "bad", said, todo)
    return Finding("outputs", "good", _("Outputs: {names}").format(names=_names(devices)))


def _names(devices: tuple[Device, ...]) -> str:
    usual = _("{name} (the usual one)")
    return ", ".join(
        usual.format(name=visible(d.name)) if d.default else visible(d.name) for d in devices
    )


def _chosen(setting: str, name: str, devices: tuple[Device, ...]) -> Finding:
    if any(device.name == name for device in devices):
        said = _("The chosen {setting} “{name}” is there.")
        return Finding("settings", "good", said.format(setting=setting, name=visible(name)))
    said = _("The {setting} of the settings, “{name}”, is not there now.")
    todo = _("Plug it in, or choose one of those above in the settings.")
    return Finding("settings", "bad", said.format(setting=setting, name=visible(name)), todo)
