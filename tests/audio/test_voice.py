"""A reader that hangs holds nobody up, and misses nothing but old levels."""

import fcntl
import os
import time

from callmate.audio.protocol import Bye, Level, Recovered, read
from callmate.audio.system_clock import wall
from callmate.audio.voice import Voice


def test_a_full_pipe_does_not_wait_and_keeps_what_matters() -> None:
    reading, writing = os.pipe()
    fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, 4096)
    voice = Voice(writing)
    now = wall()
    before = time.monotonic()
    for _ in range(1000):
        voice.say(Level(now, -20, -10))
    voice.say(Recovered("silent", now))
    voice.say(Bye())
    assert time.monotonic() - before < 1
    said = b""
    while not said.endswith(b'"bye"}\n'):
        said += os.read(reading, 65536)
        voice.say(Level(now, -30, -10))
    reports = [read(line) for line in said.splitlines()]
    assert reports[-2:] == [Recovered("silent", now), Bye()]
    assert 10 < len(reports) < 200
    os.close(reading)
    voice.say(Bye())  # nobody is there any more: no error
    os.close(writing)
