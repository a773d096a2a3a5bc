"""Blocks in, one Ogg Opus stream out, whatever shape a device has."""

import numpy as np
import pytest

from callmate.audio import ogg
from callmate.audio.encoder import PAGE_SECONDS, Encoder
from tests import hearing
from tests.audio.conftest import sweep


@pytest.mark.parametrize(
    ("rate", "channels"), [(16_000, 1), (48_000, 1), (48_000, 2), (44_100, 1), (44_100, 2)]
)
def test_every_shape_decodes_to_what_was_put_in(rate: int, channels: int) -> None:
    block = rate // 10 * 2 * channels
    mono = np.frombuffer(sweep(3.05, rate), np.int16)
    sound = np.repeat(mono, channels).tobytes()
    encoder = Encoder(rate, channels)
    chunks = [sound[at : at + block] for at in range(0, len(sound), block)]
    stream = b"".join([encoder.add(chunk) for chunk in chunks] + [encoder.finish()])
    decoded = hearing.decoded(stream)
    alike, at = hearing.placed(decoded, hearing.raw(sweep(3.05)))
    assert alike > 0.99
    assert at < 0.002
    seconds, complete, problems = ogg.check(stream)
    assert seconds == pytest.approx(3.05, abs=0.01)
    assert (complete, problems) == (True, ())
    assert encoder.seconds == pytest.approx(3.05)


def test_pages_come_as_the_sound_does() -> None:
    encoder = Encoder(16_000)
    sound = sweep(10)
    kept = b""
    for number in range(100):
        kept += encoder.add(sound[number * 3200 : (number + 1) * 3200])
        behind = (number + 1) / 10 - ogg.check(kept).seconds
        assert behind <= PAGE_SECONDS + 0.15
    assert not ogg.check(kept).complete


def test_bytes_that_are_no_page_are_told() -> None:
    encoder = Encoder(16_000)
    stream = encoder.add(sweep(2)) + encoder.finish()
    third = list(ogg.pages(stream))[3].start
    assert ogg.check(stream[:third] + b"noise" + stream[third:]).problems == ("garbage:3",)
    assert ogg.check(b"") == (0, False, ())
    cut = ogg.check(stream[: third + 40])
    assert (cut.complete, cut.problems) == (False, ())
