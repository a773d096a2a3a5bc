"""Looks at the sound: its library, microphones, outputs."""

from collections.abc import Iterator

from callmate.audio.devices import Device, Devices
from callmate.commands.health.finding import Finding
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.phrases import no_portaudio
from callmate.settings import Settings


def look(found: Devices, settings: Settings) -> Iterator[Finding]:
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


def _inputs(devices: tuple[Device, ...]) -> Finding:
    if not devices:
        said = _("There is no microphone, so calls cannot be recorded.")
        return Finding("microphones", "bad", said, _("Plug one in, and look again."))
    return Finding("microphones", "good", _("Microphones: {names}").format(names=_names(devices)))


def _outputs(devices: tuple[Device, ...]) -> Finding:
    if not devices:
        said = _("There is no output, so recordings cannot be heard.")
        todo = _("Plug in headphones or a loudspeaker, and look again.")
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
