"""age's passphrase format, with a work factor that is always the same.

The age library picks how hard a passphrase is to guess by timing the computer for a moment: one
that is busy just then gets a key that is up to 256 times easier to guess, and cannot open later
what was sealed at a better moment. So the factor is fixed here. What is written is opened by
``age -d``, and what ``age -p`` or the library wrote is opened here.

The slow step lets other threads run: it takes under a second, and 256 MB of memory. It is
libsodium's, which takes a third less than what is built into Python: the owner waits for it, and
whoever guesses has a faster one anyway.
"""

import base64
import binascii
import hmac
import re
import secrets
from collections.abc import Iterator

from callmate.store.errors import NoMemory, WrongPassphrase

WORK = 18
"""The binary logarithm of scrypt's N; age's own tool takes the same."""

_HARDEST = 21
"""Whatever asks for more takes over 2 GB of memory: nobody of ours sealed it."""

SEALED = (b"age-encryption.org/", b"-----BEGIN AGE ENCRYPTED FILE-----")
"""How what is sealed begins."""

_LABEL = b"age-encryption.org/v1/scrypt"
_ARMOUR = re.compile(
    rb"\s*-----BEGIN AGE ENCRYPTED FILE-----\r?\n(.+)\r?\n-----END AGE ENCRYPTED FILE-----\s*",
    re.DOTALL,
)
_HEADER = re.compile(
    rb"(age-encryption\.org/v1\n-> scrypt ([A-Za-z0-9+/]{22}) ([1-9][0-9]?)\n"
    rb"([A-Za-z0-9+/]{43})\n---) ([A-Za-z0-9+/]{43})\n"
)
_CHUNK = 1 << 16
_TAG = 16


class NotSealedError(Exception):
    """This is nothing that was sealed with a passphrase, or it was changed since."""


def seal(plain: bytes, passphrase: str) -> bytes:
    """Put something short under a passphrase.

    Raises:
        ValueError: The passphrase is no text.
        NoMemory: There is too little free memory just now.
    """
    salt, key, nonce = secrets.token_bytes(16), secrets.token_bytes(16), secrets.token_bytes(16)
    wrapped = _encrypted(_stretched(passphrase, salt, WORK), bytes(12), key)
    head = b"age-encryption.org/v1\n-> scrypt %b %d\n%b\n---" % (_b64(salt), WORK, _b64(wrapped))
    body = b"".join(
        _encrypted(_derived(key, nonce, b"payload"), count, piece)
        for count, piece in _chunks(plain, _CHUNK)
    )
    return head + b" " + _b64(_mac(key, head)) + b"\n" + nonce + body


def unseal(sealed: bytes, passphrase: str) -> bytes:
    """What lies under a passphrase.

    Raises:
        WrongPassphrase: It is another one.
        NotSealedError: This was not sealed so, or was changed since.
        NoMemory: There is too little free memory just now.
    """
    raw = _without_armour(sealed)
    found = _HEADER.match(raw)
    if found is None or int(found[3]) > _HARDEST:
        raise NotSealedError
    head, salt, work, wrapped, mac = found.groups()
    try:
        stretched = _stretched(passphrase, _from_b64(salt), int(work))
    except UnicodeEncodeError as error:  # bytes from a terminal that are no text
        raise WrongPassphrase("it is no text") from error
    key = _decrypted(stretched, bytes(12), _from_b64(wrapped))
    if key is None:
        raise WrongPassphrase("it does not open it")
    if not hmac.compare_digest(_mac(key, head), _from_b64(mac)):
        raise NotSealedError
    nonce, body = raw[found.end() :][:16], raw[found.end() + 16 :]
    stream = _derived(key, nonce, b"payload")
    pieces = [_decrypted(stream, count, piece) for count, piece in _chunks(body, _CHUNK + _TAG)]
    if None in pieces:
        raise NotSealedError
    return b"".join(piece for piece in pieces if piece)


def work_of(sealed: bytes) -> int | None:
    """How hard the passphrase is to guess, as in ``WORK``; ``None`` where there is none."""
    try:
        found = _HEADER.match(_without_armour(sealed))
    except NotSealedError:
        return None
    return int(found[3]) if found else None


def _stretched(passphrase: str, salt: bytes, work: int) -> bytes:
    from nacl.bindings import crypto_pwhash_scryptsalsa208sha256_ll as scrypt  # noqa: PLC0415 - loads a while, and most have no passphrase

    cost = 1 << work
    room = cost * 1024 + (1 << 21)
    told = passphrase.encode()
    try:
        return scrypt(told, _LABEL + salt, n=cost, r=8, p=1, maxmem=room, dklen=32)
    except (MemoryError, RuntimeError) as error:
        raise NoMemory from error


def _derived(key: bytes, salt: bytes, use: bytes) -> bytes:
    """HKDF-SHA-256 (RFC 5869), its first 32 bytes: one block, so one step of each half."""
    extracted = hmac.digest(salt or bytes(32), key, "sha256")
    return hmac.digest(extracted, use + b"\x01", "sha256")


def _mac(key: bytes, head: bytes) -> bytes:
    return hmac.digest(_derived(key, b"", b"header"), head, "sha256")


def _chunks(whole: bytes, size: int) -> Iterator[tuple[bytes, bytes]]:
    """Pieces of a stream, each with its nonce, which marks the last of them."""
    starts = range(0, len(whole), size) or range(1)
    for number, since in enumerate(starts):
        last = b"\x01" if since == starts[-1] else b"\x00"
        yield number.to_bytes(11, "big") + last, whole[since : since + size]


def _encrypted(key: bytes, nonce: bytes, plain: bytes) -> bytes:
    from nacl.bindings import crypto_aead_chacha20poly1305_ietf_encrypt  # noqa: PLC0415 - the same

    return crypto_aead_chacha20poly1305_ietf_encrypt(plain, None, nonce, key)


def _decrypted(key: bytes, nonce: bytes, sealed: bytes) -> bytes | None:
    from nacl.bindings import crypto_aead_chacha20poly1305_ietf_decrypt  # noqa: PLC0415 - the same
    from nacl.exceptions import CryptoError  # noqa: PLC0415

    if len(sealed) < _TAG:
        return None
    try:
        return crypto_aead_chacha20poly1305_ietf_decrypt(sealed, None, nonce, key)
    except CryptoError:
        return None


def _b64(raw: bytes) -> bytes:
    return base64.b64encode(raw).rstrip(b"=")


def _from_b64(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4))


def _without_armour(sealed: bytes) -> bytes:
    found = _ARMOUR.fullmatch(sealed)
    if found is None:
        return sealed
    try:
        return base64.b64decode(b"".join(found[1].split()), validate=True)
    except binascii.Error as error:
        raise NotSealedError from error
