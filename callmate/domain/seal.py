r"""The chain of digests that shows whether anything in a call was changed.

The chain starts with the SHA-256 of ``"callmate 1\n"`` and the call's id. Each
entry's digest is the SHA-256 of the previous digest in hex, a line feed, and the
entry in canonical JSON: keys sorted, no spaces, UTF-8, without its own digest.
It is taken over the records as they are stored, so that what a newer version
wrote is covered too. The fingerprint of a call or a case is the last digest.

Where several people or computers write one call, each has a file with a chain of its own. The
chain of a further writer starts with the SHA-256 of ``"callmate 1\n"``, the call's id, ``"\n"``
and the writer's name. The fingerprint is then the SHA-256 of ``"callmate 1 together\n"`` and,
for each file, ``"WRITER DIGEST\n"`` with its writer's name (empty for the first) and its last
digest, these lines sorted. A copy that a sync program made of a file counts as a file of the same
writer where it holds anything that the others do not, and not at all where it holds nothing more.

It shows that nothing changed since the last fingerprint that somebody else
holds, and no more. A change, a swap, an insertion and a drop in the middle break
the chain by themselves. A tail that is cut off, or a chain that was computed
anew, is noticed only against a fingerprint held elsewhere.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice, product

DIGEST = "digest"
"""The key under which a stored record carries its own digest."""

_CANONICAL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)


@dataclass(frozen=True)
class Chain:
    """What a look over a call's records found."""

    fingerprint: str
    """The digest, in hex, of everything that is there now."""
    broken_at: int | None
    """The place of the first record that does not fit, from 0; ``None`` when all fit."""
    broken_in: str = ""
    """The name of the file that it is in, where there is more than one."""
    unread: tuple[str, ...] = ()
    """The names of further files that cannot be read, so that nothing in them is covered."""


def start(call_id: str, writer: str = "") -> str:
    """The digest, in hex, that the first entry in a file builds upon.

    Args:
        call_id: The id of the call or the case.
        writer: Whose file it is; empty for the first writer.
    """
    told = f"callmate 1\n{call_id}\n{writer}" if writer else f"callmate 1\n{call_id}"
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def together(ends: Iterable[tuple[str, str]]) -> str:
    """The fingerprint, in hex, of several files.

    Args:
        ends: The writer and the last digest of each, in any order; of one file, it is that digest.
    """
    lines = sorted({f"{writer} {digest}\n" for writer, digest in ends})
    if len(lines) == 1:
        return lines[0].removesuffix("\n").rpartition(" ")[2]  # empty where an entry has none
    told = "".join(("callmate 1 together\n", *lines))
    return sha256(told.encode("utf-8", "surrogatepass")).hexdigest()


def canonical(record: Mapping[str, object]) -> bytes:
    """The bytes that the digest of a record is taken over.

    Raises:
        TypeError: The record holds something that JSON cannot hold.
        ValueError: The record holds a number that JSON cannot hold.
    """
    told = {key: value for key, value in record.items() if key != DIGEST}
    text = _CANONICAL.encode(told)
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


def digests(
    call_id: str, records: Iterable[Mapping[str, object]], writer: str = ""
) -> Iterator[str]:
    """The digest, in hex, after each record of a file, in order."""
    fingerprint = start(call_id, writer)
    for record in records:
        fingerprint = extend(fingerprint, record)
        yield fingerprint


def check(call_id: str, records: Iterable[Mapping[str, object]], writer: str = "") -> Chain:
    """Whether the records of a file, in order, fit the digests they carry."""
    known = list(records)
    fingerprint = start(call_id, writer)
    broken_at: int | None = None
    for place, fingerprint in enumerate(digests(call_id, known, writer)):
        if broken_at is None and known[place].get(DIGEST) != fingerprint:
            broken_at = place
    return Chain(fingerprint, broken_at)


@dataclass(frozen=True)
class History:
    """How a file came about."""

    writer: str
    digests: tuple[str, ...]
    """The digest, in hex, after each of its records."""
    ids: tuple[str, ...]
    """The id of each."""


MOST_STATES = 1 << 20
"""How many states of a call are looked at, from the latest on; more than any call has had."""


def place_of_fingerprint(files: Sequence[History], wanted: str) -> int | None:
    """How many entries a call or a case had when it had a fingerprint; ``None`` if it never had.

    Args:
        files: Its files; which of their entries had come together at a time, nobody knows.
        wanted: The fingerprint, or how it begins.
    """
    if len(files) == 1:
        found = enumerate(files[0].digests, 1)
        return next((place for place, digest in found if digest.startswith(wanted)), None)
    lengths = product(*(range(len(file.digests), -1, -1) for file in files))
    for state in islice(lengths, MOST_STATES):
        known = [(file, length) for file, length in zip(files, state, strict=True) if length]
        ends = [(file.writer, file.digests[length - 1]) for file, length in known]
        if ends and together(ends).startswith(wanted):
            return len({each for file, length in known for each in file.ids[:length]})
    return None
