"""A sound process that nobody waits for any more ends by itself, and is not taken for lost."""

import asyncio
import gc
import os
import time

import pytest

from callmate.audio.process import SoundProcess
from callmate.audio.requests import PlayRequest


def is_there(pid: int) -> bool:
    """Whether a process has not ended yet; one that was waited for is no child of ours any more."""
    try:
        return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None
    except ChildProcessError:
        return False


@pytest.mark.parametrize("moment", [0, 0.05], ids=["as it begins", "while it works"])
def test_a_loop_that_closes_leaves_a_process_its_end(moment: float) -> None:
    async def start() -> int:
        process = SoundProcess.start("play", PlayRequest((), "no key", None), lambda _report: None)
        ending = asyncio.create_task(process.ended())
        await asyncio.wait({ending}, timeout=moment)
        return process.pid

    pid = asyncio.run(start())
    gc.collect()  # whatever is found to be lost now is a warning, and any warning fails
    begun = time.monotonic()
    while is_there(pid):
        assert time.monotonic() - begun < 30
        time.sleep(0.02)
