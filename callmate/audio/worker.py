"""The sound process: `python -m callmate.audio.worker` with one word: the work.

The work is `record`, `play`, `wave`, `take-in`, `copy`, `write-down`, `listen`, `fetch`, `devices`,
`fence`; `decode`, which reads a stranger's file and no request, and `try-speech`, which tries a
model.

A request comes on the first line of standard input, orders on the lines after; reports leave on
standard output. When standard input ends, whoever asked is gone: a recording is finished, anything
else is given up.
"""

import os
import resource
import signal
import sys
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, Any

import msgspec

from callmate.audio.protocol import Bye, Failed, TroubleReport
from callmate.audio.requests import (
    CopyRequest,
    FetchRequest,
    ListenRequest,
    PlayRequest,
    RecordRequest,
    Stop,
    TakeInRequest,
    WaveRequest,
    WriteDownRequest,
)
from callmate.audio.system_clock import wall
from callmate.audio.voice import Voice, hear

if TYPE_CHECKING:
    # What a screen asks us with loads asyncio, which no work of ours needs.
    from callmate.audio.tasks import Devices


def main(arguments: list[str]) -> int:
    """Do what the one argument says; get the exit status."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    plain = {
        "record": _record,
        "play": _play,
        "wave": _measure,
        "take-in": _take_in,
        "copy": _copy,
        "write-down": _write_down,
        "listen": _listen,
        "fetch": _fetch,
    }
    match arguments:
        case [work] if work in plain:
            plain[work]()
        case ["try-speech", folder]:
            from callmate.audio.transcript.model_client import tried_speech  # noqa: PLC0415  # loads the engine

            _print(tried_speech(Path(folder)))
        case ["decode", longest]:
            from callmate.audio.decode_worker import decode  # noqa: PLC0415  # loads what decodes

            decode(float(longest))
        case ["devices"]:
            _print(found())
        case ["fence"]:
            from callmate.audio.fence import tried  # noqa: PLC0415  # nothing else needs it

            _print(tried())
        case _:
            return 2
    return 0


def _record() -> None:
    inbox: SimpleQueue[Any] = SimpleQueue()
    _outlive_the_terminal(inbox)
    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=RecordRequest)
    voice = Voice(sys.stdout.fileno())
    try:
        from callmate.audio.record_worker import Recording  # noqa: PLC0415  # loads PortAudio
    except OSError:
        now = wall()
        voice.say(TroubleReport("no_portaudio", now, now))
    else:
        Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
        Recording(request, voice, inbox).run()
    voice.say(Bye())
    voice.close()


def _play() -> None:
    inbox: SimpleQueue[Any] = SimpleQueue()
    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=PlayRequest)
    voice = Voice(sys.stdout.fileno())
    try:
        from callmate.audio.play_worker import PlayWorker, load  # noqa: PLC0415  # loads PortAudio and PyAV
    except OSError:
        voice.say(Failed("no_portaudio"))
    else:
        Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
        if deck := load(request, voice):
            PlayWorker(deck, request, voice, inbox).run()
    voice.say(Bye())
    voice.close()


def _measure() -> None:
    from callmate.audio.waveform import measure  # noqa: PLC0415  # loads what a recording never needs

    inbox: SimpleQueue[Any] = SimpleQueue()
    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=WaveRequest)
    voice = Voice(sys.stdout.fileno())
    Thread(target=_leave_when_told, args=(inbox, []), daemon=True).start()
    Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
    measure(request, voice)
    voice.say(Bye())
    voice.close()


def _copy() -> None:
    from callmate.audio.listening_copy import copy  # noqa: PLC0415  # loads PyAV and pydub

    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=CopyRequest)
    voice = Voice(sys.stdout.fileno())
    inbox: SimpleQueue[Any] = SimpleQueue()
    unfinished: list[Path] = []
    Thread(target=_leave_when_told, args=(inbox, unfinished), daemon=True).start()
    Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
    copy(request, voice, unfinished)
    voice.say(Bye())
    voice.close()


def _write_down() -> None:
    from callmate.audio.transcript.write_worker import write_down  # noqa: PLC0415  # loads PyAV

    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=WriteDownRequest)
    voice = Voice(sys.stdout.fileno())
    inbox: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_leave_when_told, args=(inbox, []), daemon=True).start()
    Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
    write_down(request, voice)
    voice.say(Bye())
    voice.close()


def _listen() -> None:
    from callmate.audio.transcript.listen_worker import listen  # noqa: PLC0415  # loads PyAV

    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=ListenRequest)
    voice = Voice(sys.stdout.fileno())
    inbox: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_leave_when_told, args=(inbox, []), daemon=True).start()
    Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
    listen(request, voice)
    voice.say(Bye())
    voice.close()


def _fetch() -> None:
    from callmate.audio.transcript.model_fetch import fetch  # noqa: PLC0415  # loads what connects

    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=FetchRequest)
    voice = Voice(sys.stdout.fileno())
    inbox: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_leave_when_told, args=(inbox, []), daemon=True).start()
    Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
    fetch(request, voice)
    voice.say(Bye())
    voice.close()


def _leave_when_told(inbox: SimpleQueue[Any], unfinished: list[Path]) -> None:
    inbox.get()
    for path in list(unfinished):
        path.unlink(missing_ok=True)
    os._exit(0)  # in the middle of it: what was not finished is done another time


def _take_in() -> None:
    inbox: SimpleQueue[Any] = SimpleQueue()
    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=TakeInRequest)
    voice = Voice(sys.stdout.fileno())
    Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
    from callmate.audio.import_worker import take  # noqa: PLC0415  # loads what decodes

    take(request, voice, inbox)
    voice.close()


def _print(answer: msgspec.Struct) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(answer) + b"\n")
    sys.stdout.buffer.flush()


def _outlive_the_terminal(inbox: SimpleQueue[Any]) -> None:
    """Let a closing terminal cut nothing: the end of standard input tells us all the same."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: inbox.put(Stop()))


def found() -> "Devices":
    """List them; without PortAudio there are none."""
    from callmate.audio.tasks import Device, Devices  # noqa: PLC0415  # see above

    def named(names: list[str], default: str | None) -> tuple[Device, ...]:
        return tuple(Device(name, name == default) for name in names)

    try:
        from callmate.audio.microphone import inputs  # noqa: PLC0415  # loads PortAudio
        from callmate.audio.speaker import outputs  # noqa: PLC0415
    except OSError:
        return Devices()
    return Devices(named(*inputs()), named(*outputs()), portaudio=True)


if __name__ == "__main__":
    status = main(sys.argv[1:])
    # PortAudio closes its streams when the interpreter leaves, and may wait for a dead server.
    os._exit(status)
