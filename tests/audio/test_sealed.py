"""Sealed slices and files: opened by their owner, and found out when they were tampered with."""

from itertools import pairwise
from pathlib import Path

import pyrage
import pytest

from callmate.audio.encoder import Encoder
from callmate.audio.layout import SoundFacts, parts, slices, write_facts
from callmate.audio.sealed import (
    CannotOpenError,
    WrongKeyError,
    consolidate,
    digest,
    read_part,
    seal_slice,
    seal_whole,
)
from callmate.audio.system_clock import wall
from tests.audio.conftest import Owner, sweep

SECONDS = 8


@pytest.fixture
def pieces() -> list[bytes]:
    """Encode a sweep; give its stream in pieces of a second."""
    encoder = Encoder(16_000)
    sound = sweep(SECONDS)
    second = 32_000
    found = [
        b"".join(encoder.add(sound[n : n + 3200]) for n in range(at, at + second, 3200))
        for at in range(0, len(sound), second)
    ]
    found[-1] += encoder.finish()
    return found


@pytest.fixture
def sliced(call: Path, owner: Owner, pieces: list[bytes]) -> Path:
    """Keep the sweep as a killed process leaves it."""
    write_facts(call, SoundFacts(part=1, device="Telephone", started=wall()))
    for number, piece in enumerate(pieces, 1):
        seal_slice(call, 1, number, piece, owner.recipient)
    return call


def test_slices_open_to_the_stream(sliced: Path, owner: Owner, pieces: list[bytes]) -> None:
    sound = read_part(sliced, 1, owner.identity)
    assert sound.stream == b"".join(pieces)
    assert (sound.complete, sound.problems) == (True, ())
    assert sound.seconds == pytest.approx(SECONDS)


def test_a_stream_without_its_end_is_told(sliced: Path, owner: Owner) -> None:
    slices(sliced, 1)[-1].unlink()
    sound = read_part(sliced, 1, owner.identity)
    assert (sound.complete, sound.problems) == (False, ())
    assert sound.seconds == pytest.approx(SECONDS - 1, abs=0.25)


def test_a_dropped_slice_is_noticed(sliced: Path, owner: Owner) -> None:
    slices(sliced, 1)[3].unlink()
    problems = read_part(sliced, 1, owner.identity).problems
    assert "missing-slice:4" in problems
    assert any(problem.startswith("missing-page:") for problem in problems)


def test_of_very_many_dropped_slices_the_first_are_told(sliced: Path, owner: Owner) -> None:
    last = slices(sliced, 1)[-1]
    last.rename(last.with_name("9999999.age"))
    problems = read_part(sliced, 1, owner.identity).problems
    assert len([each for each in problems if each.startswith("missing-slice")]) == 1000


def test_renumbering_hides_no_dropped_slice(sliced: Path, owner: Owner) -> None:
    found = slices(sliced, 1)
    for earlier, later in pairwise(found[3:]):
        later.replace(earlier)
    (problem,) = read_part(sliced, 1, owner.identity).problems
    assert problem.startswith("missing-page:")


def test_swapped_slices_are_noticed(sliced: Path, owner: Owner) -> None:
    first, second = slices(sliced, 1)[3:5]
    kept = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(kept)
    problems = read_part(sliced, 1, owner.identity).problems
    assert any(problem.startswith("order:") for problem in problems)


def test_a_doubled_slice_is_noticed(sliced: Path, owner: Owner) -> None:
    found = slices(sliced, 1)
    found[4].write_bytes(found[3].read_bytes())
    problems = read_part(sliced, 1, owner.identity).problems
    assert any(problem.startswith("order:") for problem in problems)


def test_a_broken_slice_is_told_and_the_rest_opens(sliced: Path, owner: Owner) -> None:
    broken = slices(sliced, 1)[2]
    broken.write_bytes(broken.read_bytes()[:-20])
    sound = read_part(sliced, 1, owner.identity)
    assert "unreadable-slice:3" in sound.problems
    assert sound.complete


def test_another_key_opens_nothing(sliced: Path, owner: Owner, pieces: list[bytes]) -> None:
    stranger = str(pyrage.x25519.Identity.generate())
    with pytest.raises(WrongKeyError):
        read_part(sliced, 1, stranger)
    seal_whole(sliced, 1, b"".join(pieces), owner.recipient)
    with pytest.raises(WrongKeyError):
        read_part(sliced, 1, stranger)
    with pytest.raises(WrongKeyError):
        read_part(sliced, 1, "AGE-SECRET-KEY-NONSENSE")


def test_a_broken_file_cannot_be_opened(sliced: Path, owner: Owner, pieces: list[bytes]) -> None:
    seal_whole(sliced, 1, b"".join(pieces), owner.recipient)
    whole = sliced / "sound-1.opus.age"
    whole.write_bytes(whole.read_bytes()[:-100])
    with pytest.raises(CannotOpenError):
        read_part(sliced, 1, owner.identity)
    with pytest.raises(CannotOpenError):
        read_part(sliced, 7, owner.identity)


def test_slices_of_a_killed_process_become_one_file(sliced: Path, owner: Owner) -> None:
    before = read_part(sliced, 1, owner.identity)
    facts = consolidate(sliced, 1, owner.identity, owner.recipient)
    assert read_part(sliced, 1, owner.identity) == before
    assert not (sliced / "sound-1").exists()
    assert (facts.whole, facts.damaged, facts.sha256) == (True, False, digest(sliced, 1))
    assert facts.seconds == pytest.approx(SECONDS)
    assert facts.started is not None
    assert facts.ended is not None
    assert (facts.ended - facts.started).total_seconds() == pytest.approx(SECONDS, abs=0.01)
    assert consolidate(sliced, 1, owner.identity, owner.recipient) == facts


def test_damaged_slices_are_never_joined(sliced: Path, owner: Owner) -> None:
    slices(sliced, 1)[3].unlink()
    with pytest.raises(CannotOpenError):
        consolidate(sliced, 1, owner.identity, owner.recipient)
    assert len(slices(sliced, 1)) == SECONDS - 1


def test_parts_are_listed_without_a_key(sliced: Path, owner: Owner, pieces: list[bytes]) -> None:
    seal_whole(sliced, 10, b"".join(pieces), owner.recipient)
    seal_slice(sliced, 2, 1, pieces[0], owner.recipient)
    (sliced / "sound-2.json").write_text("{ not json")
    write_facts(sliced, SoundFacts(part=3, device="begun and killed at once", started=wall()))
    (sliced / "call.json").write_text("{}")
    found = parts(sliced)
    assert [(each.part, each.whole, each.damaged) for each in found] == [
        (1, False, False),
        (2, False, True),
        (10, True, True),
    ]
    assert [each.seconds for each in found[:2]] == [SECONDS, 1]
    assert found[0].device == "Telephone"
    assert found[1].path == sliced / "sound-2"


def test_a_failed_write_leaves_what_was_there(sliced: Path, owner: Owner) -> None:
    before = digest(sliced, 1)
    (sliced / "sound-1" / ".000003.age.tmp").mkdir()  # nothing can be drafted there
    with pytest.raises(OSError, match=r"\.tmp"):
        seal_slice(sliced, 1, 3, b"other", owner.recipient)
    assert digest(sliced, 1) == before
