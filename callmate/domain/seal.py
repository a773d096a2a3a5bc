r"""The chain of digests that shows whether anything in a call was changed.

The chain starts with the SHA-256 of ``"callmate 1\n"`` and the call's id. Each
entry's digest is the SHA-256 of the previous digest in hex, a line feed, and the
entry in canonical JSON: keys sorted, no spaces, UTF-8, without its own digest.
It is taken over the records as they are stored, so that what a newer version
wrote is covered too.

It shows that nothing changed since the last fingerprint that somebody else
holds, and no more. A change, a swap, an insertion and a drop in the middle break
the chain by themselves. A tail that is cut off, or a chain that was computed
anew, is noticed only against a fingerprint held elsewhere.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

DIGEST = "digest"
"""The key under which a stored record carries its own digest."""


@dataclass(frozen=True)
class Chain:
    """What a look over a call's records found."""

    fingerprint: str
    """The digest, in hex, of everything that is there now."""
    broken_at: int | None
    """The place of the first record that does not fit, from 0; ``None`` when all fit."""


def start(call_id: str) -> str:
    """The digest, in hex, that the first entry of a call builds upon."""
    return sha256(f"callmate 1\n{call_id}".encode("utf-8", "surrogatepass")).hexdigest()


def canonical(record: Mapping[str, object]) -> bytes:
    """The bytes that the digest of a record is taken over.

    Raises:
        TypeError: The record holds something that JSON cannot hold.
        ValueError: The record holds a number that JSON cannot hold.
    """
    told = {key: value for key, value in record.items() if key != DIGEST}
    text = json.dumps(
        told, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    # A terminal hands over bytes that are no UTF-8 as lone surrogates; they count as typed.
    return text.encode("utf-8", "surrogatepass")


def extend(previous: str, record: Mapping[str, object]) -> str:
    """The digest, in hex, of a record that follows the digest ``previous``.

    Raises:
        TypeError: The record holds something that JSON cannot hold.
        ValueError: The record holds a number that JSON cannot hold.
    """
    link = f"{previous}\n".encode("utf-8", "surrogatepass")
    return sha256(link + canonical(record)).hexdigest()


def digests(call_id: str, records: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """The digest, in hex, after each record of a call or a case, in order."""
    fingerprint = start(call_id)
    for record in records:
        fingerprint = extend(fingerprint, record)
        yield fingerprint


def check(call_id: str, records: Iterable[Mapping[str, object]]) -> Chain:
    """Whether the records of a call, in order, fit the digests they carry."""
    known = list(records)
    fingerprint = start(call_id)
    broken_at: int | None = None
    for place, fingerprint in enumerate(digests(call_id, known)):
        if broken_at is None and known[place].get(DIGEST) != fingerprint:
            broken_at = place
    return Chain(fingerprint, broken_at)
