"""What lies under a passphrase: as hard to guess on any day, and opened by the plain age tool."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest

from callmate.store.errors import NoMemory, WrongPassphrase
from callmate.store.keys import OwnerKeys
from callmate.store.passphrase_seal import WORK, NotSealedError, seal, unseal, work_of
from callmate.store.places import Places
from tests.busy import kept_busy
from tests.quick_seal import sealing
from tests.store.typed_tool import on_a_terminal

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("full_strength")]

ROOT = Path(__file__).parents[2]
WORDS = "perché no, quattro parole"
PLAIN = b"AGE-SECRET-KEY-1MADEUP\n"


@pytest.fixture
def busy() -> Iterator[None]:
    """Other programs that keep every processor busy."""
    with kept_busy(2 * (os.cpu_count() or 1)):
        yield


def test_the_age_tool_opens_what_we_seal(tmp_path: Path) -> None:
    sealed = tmp_path / "owner.age"
    for plain in (PLAIN, b"", bytes(range(256)) * 256, b"long" * 40_000):
        sealed.write_bytes(seal(plain, WORDS))
        assert on_a_terminal(["age", "-d", sealed], WORDS) == plain


@pytest.mark.parametrize("armour", [(), ("--armor",)])
def test_we_open_what_the_age_tool_sealed(tmp_path: Path, armour: tuple[str, ...]) -> None:
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(b"long" * 40_000)
    on_a_terminal(["age", "-p", *armour, "-o", sealed, plain], WORDS, times=2)
    assert unseal(sealed.read_bytes(), WORDS) == b"long" * 40_000
    assert work_of(sealed.read_bytes()) == 18
    with pytest.raises(WrongPassphrase):
        unseal(sealed.read_bytes(), WORDS + "!")


def test_we_open_what_the_library_sealed_at_any_factor() -> None:
    sealed = bytes(pyrage.passphrase.encrypt(PLAIN, WORDS))
    assert unseal(sealed, WORDS) == PLAIN


def test_it_is_as_hard_to_guess_and_opens_at_once_on_a_busy_computer(
    places: Places, busy: None
) -> None:
    del busy
    keys = OwnerKeys(places)
    keys.recipient()
    secret = keys.identity()
    keys.set_passphrase(None, WORDS)
    assert work_of(places.private_key.read_bytes()) == WORK == 18
    assert [keys.identity(WORDS) for _ in range(3)] == [secret] * 3


@pytest.mark.alone
def test_the_owner_waits_no_longer_than_a_second_and_a_half_of_a_processor() -> None:
    sealed = seal(PLAIN, WORDS)
    spent = []
    for _ in range(3):
        before = time.process_time()
        unseal(sealed, WORDS)
        spent.append(time.process_time() - before)
    assert min(spent) <= 1.5


def test_what_was_changed_or_cut_is_not_opened() -> None:
    sealed = seal(PLAIN, WORDS)
    head = sealed.index(b"---")
    for spoilt in (
        sealed[:-1],
        sealed[:head],
        sealed + b"more",
        sealed[:-3] + bytes([sealed[-3] ^ 1]) + sealed[-2:],
        sealed.replace(b"--- ", b"--- A")[: len(sealed)],
        sealed.replace(b" 18\n", b" 30\n"),
        sealed.replace(b" 18\n", b" 22\n"),
        sealed.replace(b"age-encryption.org/v1", b"age-encryption.org/v2"),
        b"",
        b"-----BEGIN AGE ENCRYPTED FILE-----\n!\n-----END AGE ENCRYPTED FILE-----\n",
    ):
        with pytest.raises(NotSealedError):
            unseal(spoilt, WORDS)


def test_wherever_it_was_cut_it_is_not_opened() -> None:
    with sealing():
        sealed = seal(PLAIN, WORDS)
    for length in range(len(sealed)):
        with pytest.raises(NotSealedError):
            unseal(sealed[:length], WORDS)


def test_too_little_memory_is_said_and_not_called_damage() -> None:
    tight = (
        "import resource, sys; from callmate.store.passphrase_seal import seal;"
        "from callmate.store.errors import NoMemory;"
        "resource.setrlimit(resource.RLIMIT_AS, (200 << 20, 200 << 20))\n"
        "try: seal(b'key', 'words')\n"
        "except NoMemory: print('too little')"
    )
    done = subprocess.run(
        [sys.executable, "-c", tight], check=True, capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout == "too little\n"
    assert not issubclass(NoMemory, WrongPassphrase)
