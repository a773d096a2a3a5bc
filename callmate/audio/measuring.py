"""The measuring process at work: the waves of some parts, as they were kept or worked out now."""

import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from callmate.audio.facts import read_facts, whole_path
from callmate.audio.requests import PartPlace, WaveRequest
from callmate.audio.sealed import CannotOpenError, WrongKeyError
from callmate.audio.sealed_sound import Reader, open_sound, stream_of
from callmate.audio.voice import Voice
from callmate.audio.waves import keep_wave, kept_wave

_MODEST = 10  # niceness of a long computation


def measure(request: WaveRequest, voice: Voice) -> None:
    """Tell all waves that were kept, then work out and keep the others.

    A part that cannot be opened or decoded is left out: whoever plays it is told why.
    """
    with suppress(WrongKeyError):
        for place in [place for place in request.parts if not _told(place, request, voice)]:
            with suppress(CannotOpenError):
                _work_out(place, request.identity, voice)


def _told(place: PartPlace, request: WaveRequest, voice: Voice) -> bool:
    wave = kept_wave(Path(place.folder), place.part, request.identity)
    if wave:
        voice.say(wave)
    return wave is not None


def _work_out(place: PartPlace, identity: str, voice: Voice) -> None:
    # Loaded late: a wave that was kept is told sooner without PyAV and the model.
    from callmate.audio.decoder import UndecodableError  # noqa: PLC0415
    from callmate.audio.speech import ear  # noqa: PLC0415
    from callmate.audio.waveform import measured  # noqa: PLC0415

    folder = Path(place.folder)
    with ThreadPoolExecutor(1) as aside, suppress(UndecodableError):
        hearing = aside.submit(ear)  # the model takes a tenth of a second to load
        stream, seconds = _begun(folder, place.part, identity)
        for wave in measured(place.part, stream, seconds, hearing.result()):
            if wave.done >= wave.seconds:
                open_sound(folder, place.part, identity)  # what is broken is not measured
                with suppress(OSError):  # a full disk: it is worked out again another time
                    keep_wave(folder, wave, identity)
            voice.say(wave)
            _stand_back()


def _begun(folder: Path, part: int, identity: str) -> tuple[Reader, float]:
    """Begin to read a part; one that is whole and tells its length is looked through later."""
    facts = read_facts(folder, part)
    if facts and facts.seconds and whole_path(folder, part).is_file():
        return stream_of(folder, part, identity), facts.seconds
    sound = open_sound(folder, part, identity)
    return sound.reader(), sound.seconds


def _stand_back() -> None:
    """Let everything else go first, once there is something to see."""
    os.nice(max(0, _MODEST - os.nice(0)))
