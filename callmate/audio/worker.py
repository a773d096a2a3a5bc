"""The sound process: `python -m callmate.audio.worker record`, `play` or `devices`.

A request comes on the first line of standard input, orders on the lines after; reports leave on
standard output. When standard input ends, whoever asked is gone: what was begun is finished.
"""

import os
import resource
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import Any

import msgspec

from callmate.audio.clock import wall
from callmate.audio.reports import Bye, Trouble
from callmate.audio.requests import RecordRequest, Stop
from callmate.audio.voice import Voice, hear


def main(arguments: list[str]) -> int:
    """Do what the one argument says; get the exit status."""
    os.umask(0o077)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    match arguments:
        case ["record"]:
            _record()
        case _:
            return 2
    return 0


def _record() -> None:
    inbox: SimpleQueue[Any] = SimpleQueue()
    _outlive_the_terminal(inbox)
    request = msgspec.json.decode(sys.stdin.buffer.readline(), type=RecordRequest)
    voice = Voice(sys.stdout.fileno())
    try:
        from callmate.audio.recording import Recording  # noqa: PLC0415  # loads PortAudio
    except OSError:
        now = wall()
        voice.say(Trouble("no_portaudio", now, now))
    else:
        Thread(target=hear, args=(sys.stdin.buffer, inbox), daemon=True).start()
        Recording(request, voice, inbox).run()
    voice.say(Bye())
    voice.close()


def _outlive_the_terminal(inbox: SimpleQueue[Any]) -> None:
    """Let a closing terminal cut nothing: the end of standard input tells us all the same."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: inbox.put(Stop()))


if __name__ == "__main__":
    status = main(sys.argv[1:])
    # PortAudio closes its streams when the interpreter leaves, and may wait for a dead server.
    os._exit(status)
