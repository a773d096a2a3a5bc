"""A listening copy being made, as the app asks for it: in a process of its own."""

import asyncio

from callmate.audio.process import SoundProcess
from callmate.audio.reports import Copied, NotCopied, Report
from callmate.audio.requests import CopyRequest, CopySpan, Stop


async def copy(
    spans: tuple[CopySpan, ...], identity: str, target: str, *, louder: bool = False
) -> Copied | NotCopied:
    """Join spans into a file whose ending says its kind; wait until it is made.

    Whoever cancels this wants no file. Raises OSError when no process could be started.
    """
    said: list[Copied | NotCopied] = []

    def hear(report: Report) -> None:
        if isinstance(report, Copied | NotCopied):
            said.append(report)

    process = SoundProcess.start("copy", CopyRequest(spans, identity, target, louder), hear)
    ending = asyncio.create_task(process.ended())
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        process.order(Stop())
        await ending
        raise
    return said[0] if said else NotCopied("not_written")
