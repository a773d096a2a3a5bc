"""Judges sound for tests: decodes it, and says how much one recording is like another."""

import io
import subprocess
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE = 16_000
Samples = NDArray[np.float64]


def decoded(sound: bytes | Path) -> Samples:
    """Decode any sound to 16 kHz mono."""
    resampler = av.AudioResampler("s16", "mono", RATE)
    pieces = []
    source = io.BytesIO(sound if isinstance(sound, bytes) else sound.read_bytes())
    with av.open(source, "r") as container:
        for frame in [*container.decode(audio=0), None]:
            pieces += [each.to_ndarray()[0] for each in resampler.resample(frame)]
    return np.concatenate(pieces).astype(np.float64)


def raw(sound: bytes) -> Samples:
    """Read bare 16-bit samples."""
    return np.frombuffer(sound[: len(sound) // 2 * 2], np.int16).astype(np.float64)


def placed(whole: Samples, part: Samples) -> tuple[float, float]:
    """Find a part in the whole: how alike they are there (1 is the same), and at what second."""
    size = 1 << (len(whole) + len(part)).bit_length()
    spectrum = np.fft.rfft(whole, size) * np.conj(np.fft.rfft(part, size))
    products = np.fft.irfft(spectrum, size)[: max(1, len(whole) - len(part) // 2)]
    at = int(np.argmax(products))
    there = whole[at : at + len(part)]
    if there.std() == 0:
        return 0.0, at / RATE
    return float(np.corrcoef(there, part[: len(there)])[0, 1]), at / RATE


def opened_by_age(path: Path, identity: Path) -> bytes:
    """Decrypt a file with the plain `age` tool."""
    command = ["age", "-d", "-i", str(identity), str(path)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def repeated(stream: bytes, times: int) -> bytes:
    """Put an Ogg stream's sound behind itself, without encoding it again."""
    target = io.BytesIO()
    pages = {"page_duration": "200000"}  # microseconds, as a recorder makes them
    with av.open(target, "w", format="ogg", options=pages) as joined:
        track = None
        shift = 0
        for _ in range(times):
            with av.open(io.BytesIO(stream), "r") as container:
                source = container.streams.audio[0]
                track = track or joined.add_stream_from_template(source)
                last = 0
                for packet in container.demux(source):
                    if packet.pts is None:
                        continue
                    packet.pts += shift
                    packet.dts = packet.pts
                    last = packet.pts + (packet.duration or 0)
                    packet.stream = track
                    joined.mux(packet)
                shift = last
    return target.getvalue()
