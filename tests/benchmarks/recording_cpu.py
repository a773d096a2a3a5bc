"""Prints what recording a call costs: our sound process beside ffmpeg, on the same minute.

Both hear the same source at the same time and make Opus of 24 kbit/s; ours also seals it, second
by second. Run it with `python -m tests.benchmarks.recording_cpu [SECONDS]`.
"""

import asyncio
import os
import sys
import tempfile
from pathlib import Path

import pyrage

from callmate.audio.door import Recorder
from callmate.audio.protocol import Began, Report
from tests.phone_line import PhoneLine, opened

SENTENCE = "Il numero del reclamo è sette quattro kappa. Mandiamo un tecnico entro venerdì. " * 20
TARGET = 0.7
_TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid: int) -> float:
    """Tell the processor time a running process has used, its start included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


async def measure(line: PhoneLine, folder: Path, seconds: float) -> tuple[float, float]:
    """Run both side by side; get the processor seconds of ours and of ffmpeg."""
    begun = asyncio.Event()

    def hear(report: Report) -> None:
        if isinstance(report, Began):
            begun.set()

    recipient = str(pyrage.x25519.Identity.generate().to_public())
    speech = line.speech(SENTENCE)
    with line.speaking(speech):
        recorder = await Recorder.start(folder, 1, recipient, None, hear)
        command = ["ffmpeg", "-nostdin", "-v", "error", "-f", "pulse", "-i", "far.monitor"]
        command += ["-ac", "1", "-ar", "16000", "-c:a", "libopus", "-b:a", "24k"]
        command += [str(folder / "ffmpeg.opus")]
        other = await asyncio.create_subprocess_exec(*command)
        await begun.wait()
        await asyncio.sleep(seconds)
        figures = cpu_seconds(recorder.pid), cpu_seconds(other.pid)
        await recorder.stop()
        other.terminate()
        await other.wait()
    return figures


def main() -> int:
    """Measure, print, and tell by the exit status whether the target is met."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
    with tempfile.TemporaryDirectory() as place, opened(Path(place) / "line") as line:
        os.environ |= line.env
        ours, theirs = asyncio.run(measure(line, Path(place), seconds))
    sys.stdout.write(
        f"recording {seconds:.0f} s of speech, processor seconds:\n"
        f"  callmate, sealed  {ours:6.2f}\n"
        f"  ffmpeg -b:a 24k   {theirs:6.2f}\n"
        f"  ratio             {ours / theirs:6.2f}   (target: at most {TARGET})\n"
    )
    return ours > TARGET * theirs


if __name__ == "__main__":
    sys.exit(main())
