"""Takes in a recording made by something else, as a part like any other: Opus, sealed."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from callmate.audio.encoder import Encoder
from callmate.audio.facts import Facts, Source, drop_whole, whole_path, write_facts
from callmate.audio.foreign import RATE, Foreign, UnfitError
from callmate.audio.requests import TakeInRequest
from callmate.audio.sealed_stream import sealed_draft, settle


def take_in(
    sound: Foreign, name: str, sha256: str, request: TakeInRequest, heard: Callable[[float], None]
) -> None:
    """Encode and seal a recording as a part, without ever holding all of it.

    Args:
        sound: The recording, opened.
        name: What its file is called.
        sha256: Hex digest of that file.
        request: Where it goes, and when it began.
        heard: Is told every now and then how many seconds are done; what it raises ends it all.

    Raises:
        UnfitError: It is none that can be taken in; nothing of it is then left.
        OSError: The disk did not take it; nothing of it is then left.
    """
    folder, part = Path(request.folder), request.part
    target = whole_path(folder, part)
    with sealed_draft(target, _stream(sound, heard), request.recipient) as draft:
        cut_short = sound.is_cut_short()
        if cut_short and not request.damaged_too:
            raise UnfitError("cut_short")
        if not sound.seconds:
            raise UnfitError("no_sound")
        source = Source(name, sha256, sound.origin.made, sound.origin.device, cut_short)
        started = request.at or source.made or request.otherwise
        try:
            write_facts(folder, _facts(part, source, started, sound.seconds, draft.sha256))
            settle(draft, target)
        except BaseException:
            drop_whole(folder, part)
            raise


def _facts(part: int, source: Source, started: datetime, seconds: float, sha256: str) -> Facts:
    seconds = round(seconds, 3)
    ended = started + timedelta(seconds=seconds)
    return Facts(part, source.device, started, ended, seconds, sha256, source=source)


def _stream(sound: Foreign, heard: Callable[[float], None]) -> Iterator[bytes]:
    encoder = Encoder(RATE)
    for block in sound.blocks():
        if pages := encoder.add(block):
            yield pages
            heard(sound.seconds)
    if sound.seconds:
        yield encoder.finish()
