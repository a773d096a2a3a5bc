"""The process that decodes a foreign recording, behind a fence, from one descriptor to another."""

import io
import os
import wave
from contextlib import suppress
from typing import BinaryIO

from callmate.audio.fence import Limits, limit, put_up
from callmate.audio.foreign import opened
from callmate.audio.foreign_facts import RATE, UnfitError
from callmate.audio.foreign_sound import Head, Tail, message

_SOURCE, _OUTLET = 0, 1
_AT_ONCE = 1 << 16  # bytes


def decode(longest: float) -> None:
    """Decode what standard input is, and write head, sound and tail on standard output.

    Nothing else can be opened, reached or written meanwhile. The file decides what happens here:
    whoever reads must believe none of it.
    """
    source = os.fdopen(_SOURCE, "rb", closefd=False)
    outlet = os.fdopen(_OUTLET, "wb", _AT_ONCE, closefd=False)
    _load_all()
    limit(Limits())
    put_up()
    with suppress(BrokenPipeError):
        outlet.write(message(_decoded(source, outlet, longest)))
        outlet.flush()


def _load_all() -> None:
    """Decode a moment of silence of our own: the library loads some of its modules only then."""
    silence = io.BytesIO()
    with wave.open(silence, "wb") as made:
        made.setparams((1, 2, RATE, 0, "NONE", ""))
        made.writeframes(bytes(RATE // 10))
    with opened(silence, 1.0) as sound:
        list(sound.blocks())


def _decoded(source: BinaryIO, outlet: BinaryIO, longest: float) -> Tail:
    try:
        with opened(source, longest) as sound:
            outlet.write(message(Head(sound.total, sound.tags)))
            outlet.flush()
            outlet.writelines(message(block) for block in sound.blocks())
            return Tail(cut_short=sound.is_cut_short())
    except UnfitError as error:
        return Tail(error.kind)
    except MemoryError:
        return Tail("too_heavy")
    except BrokenPipeError:
        raise
    except OSError:
        return Tail("unreadable")
