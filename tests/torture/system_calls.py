"""What a work asks the system for, call by call, and how one of these calls is made to fail."""

import fnmatch
import os
import re
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.cli.conftest import Home
from tests.torture.forked import GO, Ended, Forked
from tests.torture.works import Work

CHANGES = frozenset(
    (
        *("mkdir", "mkdirat", "rename", "renameat", "renameat2", "unlink", "unlinkat", "rmdir"),
        *("write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "fallocate"),
        *("fchmod", "chmod", "fchmodat", "utimensat", "link", "linkat", "symlink", "openat"),
    )
)
"""Calls that may change what is on the disk, or put it there for good."""
LOOKS = frozenset(("read", "pread64", "getdents64", "newfstatat", "flock"))
_ROOM = CHANGES - {"unlink", "unlinkat", "rmdir", "fchmod", "chmod", "fchmodat", "utimensat"}
ERRORS: dict[str, frozenset[str]] = {
    "ENOSPC": _ROOM,
    "EDQUOT": _ROOM,
    "EROFS": CHANGES - {"write", "pwrite64", "writev", "fsync", "fdatasync", "fallocate"},
    "EIO": CHANGES | (LOOKS - {"newfstatat", "flock"}),
    "EMFILE": frozenset({"openat"}),
}
"""What the system may answer, and to which calls."""
_LINE = re.compile(r"(?P<process>\d+) +(?P<name>\w+)\((?P<rest>.*)")
_WRITES = re.compile(r"O_(?:WRONLY|RDWR|CREAT)")
_PATIENCE = 120.0
"""Seconds after which a work that was hindered hangs."""


@dataclass(frozen=True, order=True)
class Asked:
    """One system call of a work: the ``count``-th by that ``name`` in its process."""

    name: str
    count: int
    writes: bool
    """Whether it may change something; false when a file is only opened to be read."""

    def fits(self, error: str) -> bool:
        """Whether the system may answer it so."""
        wanted = self.name in ERRORS[error]
        only_for_writers = error in {"ENOSPC", "EDQUOT", "EROFS"}
        return wanted and (self.writes or not only_for_writers)


def asked_by(forked: Forked, work: Work, home: Home) -> list[Asked]:
    """Everything that a work, let alone, asks about what lies in a home.

    Raises:
        AssertionError: It does not go through even so.
    """
    trace = home.folder.with_name("trace")
    ended = _traced(forked, work, home, "--decode-fds=path", "-o", str(trace), *_watched())
    assert ended.status == 0, (work.name, ended)
    found, counts = set(), Counter[tuple[str, str]]()
    for line in trace.read_text(errors="replace").splitlines():
        if matched := _LINE.match(line):
            process, name, rest = matched.group("process", "name", "rest")
            counts[process, name] += 1
            if str(home.folder) + "/" in rest:
                writes = name in CHANGES and (name != "openat" or bool(_WRITES.search(rest)))
                found.add(Asked(name, counts[process, name], writes))
    return sorted(found)


def killed_at(forked: Forked, work: Work, home: Home, asked: Asked) -> Ended:
    """Do a work that is killed as it asks for something."""
    return _injected(forked, work, home, f"{asked.name}:signal=SIGKILL:when={asked.count}")


def refused_at(
    forked: Forked, work: Work, home: Home, asked: Asked, error: str, *, ever_after: bool = False
) -> Ended:
    """Do a work to which the system answers with an error once, or from then on always."""
    when = f"{asked.count}+" if ever_after else f"{asked.count}"
    return _injected(forked, work, home, f"{asked.name}:error={error}:when={when}")


def killed_after(forked: Forked, work: Work, home: Home, seconds: float) -> Ended:
    """Do a work that is killed after a while; its status is another where it was through before."""
    with process_of(forked, work, home) as (_number, descriptor):
        signal.pidfd_send_signal(descriptor, GO)
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    return forked.ended(home)


def killed_when_there(
    forked: Forked, work: Work, home: Home, pattern: str, seconds: float
) -> Ended:
    """Do a work that is killed a while after a file whose name fits is first seen in its store."""
    with process_of(forked, work, home) as (number, descriptor):
        signal.pidfd_send_signal(descriptor, GO)
        until = time.monotonic() + _PATIENCE
        while _lives(number) and not _is_there(home.places.data, pattern):
            assert time.monotonic() < until, f"{work.name} hangs"
            time.sleep(0.0003)
        time.sleep(seconds)
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    return forked.ended(home)


def left_alone(forked: Forked, work: Work, home: Home) -> Ended:
    """Do a work that nobody hinders."""
    with process_of(forked, work, home) as (_number, descriptor):
        signal.pidfd_send_signal(descriptor, GO)
    return forked.ended(home)


def _is_there(folder: Path, pattern: str) -> bool:
    # What goes away meanwhile is passed over, which a glob does not do.
    return any(fnmatch.filter((*folders, *files), pattern) for _, folders, files in os.walk(folder))


def _lives(number: int) -> bool:
    status = Path(f"/proc/{number}/stat")
    try:
        return status.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _watched() -> tuple[str, str]:
    return "-e", f"trace={','.join(sorted(CHANGES | LOOKS))}"


def _injected(forked: Forked, work: Work, home: Home, fault: str) -> Ended:
    trace = f"trace={fault.partition(':')[0]}"
    return _traced(forked, work, home, "-o", os.devnull, "-e", trace, "-e", f"inject={fault}")


def _traced(forked: Forked, work: Work, home: Home, *how: str) -> Ended:
    with process_of(forked, work, home) as (number, descriptor), _strace(number, how) as strace:
        signal.pidfd_send_signal(descriptor, GO)
        try:
            strace.wait(_PATIENCE)
        except subprocess.TimeoutExpired as hung:
            raise AssertionError(f"{work.name} hangs: {' '.join(how)}") from hung
    return forked.ended(home)


@contextmanager
def _strace(number: int, how: Sequence[str]) -> Iterator[subprocess.Popen[bytes]]:
    """Trace a process and all that it starts, in the way that strace is told."""
    command = ["strace", "-f", "-qq", "-p", str(number), *how]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as strace:
        try:
            wait_for_tracer(number)
            yield strace
        finally:
            strace.kill()


def wait_for_tracer(number: int) -> None:
    """Wait until strace has got hold of a process."""
    status, until = Path(f"/proc/{number}/status"), time.monotonic() + _PATIENCE
    while "TracerPid:\t0\n" in status.read_text():
        assert time.monotonic() < until, "strace does not trace"
        time.sleep(0.001)


@contextmanager
def process_of(forked: Forked, work: Work, home: Home) -> Iterator[tuple[int, int]]:
    """A work's process: its number, and a descriptor that can be no other's."""
    number = forked.fork(work, home)
    descriptor = os.pidfd_open(number)
    try:
        yield number, descriptor
    except BaseException:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
        forked.ended(home)  # the next work shall not hear how this one ended
        raise
    finally:
        os.close(descriptor)
