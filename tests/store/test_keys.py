"""The owner's keys: made once, readable by the plain age tool, never silently replaced."""

import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from callmate.store.errors import Damaged, KeyMissing, WrongPassphrase
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests.store.made_up import loose, umask
from tests.store.typed_tool import on_a_terminal

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

SECRET = b"what was said"


@pytest.fixture
def keys(places: Places) -> OwnerKeys:
    """Keys that are yet to be made."""
    return OwnerKeys(places)


def sealed_to(recipient: str) -> bytes:
    return bytes(pyrage.encrypt(SECRET, [pyrage.x25519.Recipient.from_str(recipient)]))


def opened(sealed: bytes, identity: str) -> bytes:
    return bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))


def told(*command: str | Path, stdin: bytes = b"") -> bytes:
    return subprocess.run(command, input=stdin, check=True, capture_output=True).stdout


def test_the_pair_is_made_at_first_need_and_then_stays(keys: OwnerKeys, places: Places) -> None:
    assert not keys.locked()
    with pytest.raises(KeyMissing):
        keys.identity()
    assert not places.data.exists(), "asking made nothing"
    recipient = keys.recipient()
    assert keys.recipient() == OwnerKeys(places).recipient() == recipient
    assert opened(sealed_to(recipient), keys.identity()) == SECRET
    assert not keys.locked()


def test_the_halves_are_what_the_age_tools_write(keys: OwnerKeys, places: Places) -> None:
    recipient = keys.recipient()
    assert places.public_key.read_text() == f"{recipient}\n"
    created, public, secret = places.private_key.read_text().splitlines()
    assert created.startswith("# created: 20")
    assert public == f"# public key: {recipient}"
    assert secret == keys.identity()
    assert told("age-keygen", "-y", places.private_key).decode().strip() == recipient
    plain = told("age", "-d", "-i", places.private_key, stdin=sealed_to(recipient))
    assert plain == SECRET


def test_an_identity_that_age_keygen_made_is_taken(keys: OwnerKeys, places: Places) -> None:
    places.data.mkdir()
    told("age-keygen", "-o", places.private_key)
    recipient = told("age-keygen", "-y", places.private_key).decode().strip()
    assert keys.recipient() == recipient
    assert opened(sealed_to(recipient), keys.identity()) == SECRET


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_the_keys_are_the_owners_alone(keys: OwnerKeys, places: Places, mask: int) -> None:
    with umask(mask):
        keys.recipient()
    assert loose(places.data) == {}


def test_a_passphrase_is_set_used_and_taken_away(
    keys: OwnerKeys, places: Places, tmp_path: Path
) -> None:
    recipient = keys.recipient()
    before = places.private_key.read_bytes()
    with umask(0):
        keys.set_passphrase(None, "perché no?")
    assert loose(places.data) == {}
    locked = places.private_key.read_bytes()
    assert keys.locked()
    assert b"SECRET" not in locked
    assert keys.recipient() == recipient, "recording needs no passphrase"
    for missing in (None, "\udce9"):
        with pytest.raises(WrongPassphrase):
            keys.identity(missing)
    with pytest.raises(WrongPassphrase):
        keys.set_passphrase("perche no?", None)
    assert places.private_key.read_bytes() == locked
    sound = tmp_path / "sound.age"
    sound.write_bytes(sealed_to(recipient))
    plain = on_a_terminal(["age", "-d", "-i", places.private_key, sound], "perché no?")
    assert plain == SECRET
    keys.set_passphrase("perché no?", None)
    assert places.private_key.read_bytes() == before


def test_a_passphrase_must_be_one(keys: OwnerKeys, places: Places) -> None:
    keys.recipient()
    before = places.private_key.read_bytes()
    for wrong in ("", "\udce9"):
        with pytest.raises(ValueError, match=r".+"):
            keys.set_passphrase(None, wrong)
    assert places.private_key.read_bytes() == before


def test_a_private_half_that_is_gone_is_said_to_be(keys: OwnerKeys, places: Places) -> None:
    recipient = keys.recipient()
    places.private_key.unlink()
    with pytest.raises(KeyMissing) as caught:
        keys.locked()
    assert caught.value.path == places.private_key
    with pytest.raises(KeyMissing):
        keys.identity()
    with pytest.raises(KeyMissing):
        keys.set_passphrase(None, "new")
    assert keys.recipient() == recipient
    assert not places.private_key.exists(), "no new pair in its place"


def test_a_public_half_that_is_gone_is_made_again_from_the_private(
    keys: OwnerKeys, places: Places
) -> None:
    recipient = keys.recipient()
    places.public_key.unlink()
    assert keys.recipient() == recipient
    assert places.public_key.read_text() == f"{recipient}\n"


def test_a_public_half_that_is_gone_is_not_made_anew_beside_a_locked_one(
    keys: OwnerKeys, places: Places
) -> None:
    places.data.mkdir()
    locked = b"age-encryption.org/v1\n-> scrypt salt 18\nbody\n--- mac\n"
    places.private_key.write_bytes(locked)
    with pytest.raises(KeyMissing) as caught:
        keys.recipient()
    assert caught.value.path == places.public_key
    assert places.private_key.read_bytes() == locked
    assert not places.public_key.exists()


@pytest.mark.parametrize("spoilt", [b"", b"\0\0", b"age1garbage", b"\xff\xfe", b"AGE-SECRET-KEY-1"])
def test_a_spoilt_half_is_damaged_and_left_as_it_is(
    keys: OwnerKeys, places: Places, spoilt: bytes
) -> None:
    keys.recipient()
    places.public_key.write_bytes(spoilt)
    places.private_key.write_bytes(spoilt)
    for refused in (keys.recipient, keys.identity):
        with pytest.raises(Damaged):
            refused()
    places.private_key.write_bytes(b"age-encryption.org/v1\n" + spoilt)
    with pytest.raises(Damaged):
        keys.identity("any")
    assert places.public_key.read_bytes() == spoilt
    assert places.private_key.read_bytes() == b"age-encryption.org/v1\n" + spoilt


def test_programs_that_need_the_pair_at_once_get_the_same(places: Places) -> None:
    command = [sys.executable, "-m", "tests.store.writer", "keys", str(places.data.parent), "0"]
    programs = [
        subprocess.Popen(
            command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(5)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "taken\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    said = [program.communicate()[0].strip() for program in programs]
    assert [program.returncode for program in programs] == [0] * 5
    assert set(said) == {OwnerKeys(places).recipient()}
    assert opened(sealed_to(said[0]), OwnerKeys(places).identity()) == SECRET


CHANGE = (
    "import sys; from pathlib import Path; from callmate.store.keys import OwnerKeys;"
    "from callmate.store.places import Places;"
    "keys = OwnerKeys(Places(Path(sys.argv[1]), Path(sys.argv[2])))\n"
    "try: keys.set_passphrase('old', sys.argv[3] or None)\n"
    "except Exception as error: print(type(error).__name__)"
)
"""Changes a passphrase in a process of its own."""


def changed_under(places: Places, new: str, *tampering: str) -> str:
    """What went wrong with a change while the system did to it what strace is told."""
    strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,rename", *tampering]
    change = [sys.executable, "-c", CHANGE, str(places.data), str(places.config), new]
    done = subprocess.run([*strace, *change], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("step", "said", "holds"), [(1, "NotKept", "old"), (2, "NotConfirmed", "new")]
)
def test_what_the_disk_refuses_at_each_step_is_said_as_it_is(
    keys: OwnerKeys, places: Places, step: int, said: str, holds: str
) -> None:
    keys.recipient()
    secret = keys.identity()
    keys.set_passphrase(None, "old")
    assert changed_under(places, "new", "-e", f"inject=fsync:error=EIO:when={step}") == said
    assert keys.identity(holds) == secret
    assert not list(places.data.glob(".*.tmp"))


def test_an_open_key_that_a_killed_program_left_is_swept_at_the_next_use(
    keys: OwnerKeys, places: Places
) -> None:
    keys.recipient()
    keys.set_passphrase(None, "old")
    changed_under(places, "", "-e", "inject=rename:signal=KILL:when=1")
    (left,) = places.data.glob(".*.tmp")
    assert b"AGE-SECRET-KEY-1" in left.read_bytes(), "killed just then"
    assert keys.locked()
    assert not left.exists()
