"""The listing process at work: the inputs and outputs that PortAudio finds."""

from callmate.audio.devices import Device, Devices


def found() -> Devices:
    """List them; without PortAudio there are none."""
    try:
        from callmate.audio.microphone import inputs  # noqa: PLC0415  # loads PortAudio
        from callmate.audio.player import outputs  # noqa: PLC0415
    except OSError:
        return Devices()
    return Devices(_named(*inputs()), _named(*outputs()), portaudio=True)


def _named(names: list[str], default: str | None) -> tuple[Device, ...]:
    return tuple(Device(name, name == default) for name in names)
