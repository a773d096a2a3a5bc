"""A fence around the process that decodes a stranger's recording: what it has open, and no more.

Linux has two fences for any process: Landlock refuses every file and address that is not open
yet, seccomp every system call that is not in a list. Both are put up where the kernel has them; on
other systems only the limits of memory, time and files hold.
"""

import ctypes
import os
import platform
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

import msgspec

Name = Literal["landlock", "seccomp"]


class Limits(NamedTuple):
    """What a process may use."""

    memory: int = 1 << 30
    """Bytes of address space; a recording of any length needs an eighth of it."""
    seconds: int = 3600
    """Of a processor; 12 hours of sound take a few minutes."""


class Standing(msgspec.Struct, frozen=True):
    """Which fences stand, and what was still possible behind them when it was tried."""

    fences: tuple[Name, ...] = ()
    opens_files: bool = True
    connects: bool = True


def limit(limits: Limits) -> None:
    """Limit what this process may use from now on; it can write no file at all."""
    for what, most in (
        (resource.RLIMIT_AS, limits.memory),
        (resource.RLIMIT_CPU, limits.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # not every system has, or keeps, every limit
            resource.setrlimit(what, (most, most))


_DESCRIPTORS = 16
_NO_NEW_RIGHTS, _DIE_WITH_PARENT, _SECCOMP, _FILTER = 38, 1, 22, 2  # for prctl


def put_up() -> tuple[Name, ...]:
    """Fence this process in, for good, and tell which fences stand. Loads nothing any more.

    Modules have to be loaded before. Where the system has no fence, none stands.
    """
    if not sys.platform.startswith("linux"):
        return ()
    library = ctypes.CDLL(None)
    _control(library, _DIE_WITH_PARENT, signal.SIGKILL)
    if not _control(library, _NO_NEW_RIGHTS, 1):
        return ()
    # Landlock first: its own system calls are not in the list of the other.
    standing: list[Name] = ["landlock"] if landlock(library) else []
    return (*standing, "seccomp") if seccomp(library) else tuple(standing)


def tried() -> Standing:
    """Fence this process in and try what must not be possible any more."""
    limit(Limits())
    return Standing(put_up(), _can_open(), _can_connect())


def _can_open() -> bool:
    try:
        with Path(__file__).open("rb"):
            return True
    except OSError:
        return False


def _can_connect() -> bool:
    descriptor: int = ctypes.CDLL(None).socket(_INTERNET, _DATAGRAMS, 0)
    if descriptor >= 0:
        os.close(descriptor)
    return descriptor >= 0


_INTERNET, _DATAGRAMS = 2, 2


def _control(library: ctypes.CDLL, what: int, *values: int) -> bool:
    rest = (*values, 0, 0, 0, 0)[:4]
    done: int = library.prctl(ctypes.c_int(what), *map(ctypes.c_ulong, rest))
    return done == 0


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("files", ctypes.c_uint64),
        ("addresses", ctypes.c_uint64),
        ("scopes", ctypes.c_uint64),
    )


_CREATE, _RESTRICT = 444, 446  # Landlock's system calls, the same on every processor
_ASK_VERSION = 1
# By version of Landlock: how many rights on files, addresses and other processes it knows, and how
# many bytes of the structure. A right that it does not know would make it refuse the whole.
_KNOWN = ((1, 13, 0, 0, 8), (2, 14, 0, 0, 8), (3, 15, 0, 0, 8), (4, 15, 2, 0, 16))
_KNOWN_LATER = ((5, 16, 2, 0, 16), (6, 16, 2, 2, 24))


def landlock(library: ctypes.CDLL) -> bool:
    """Refuse every right on every file, address and process that is not open yet.

    Takes the C library; false where the kernel does not do it.
    """
    call = library.syscall
    call.restype = ctypes.c_long
    version = call(ctypes.c_long(_CREATE), None, ctypes.c_size_t(0), ctypes.c_uint(_ASK_VERSION))
    fitting = [row for row in (*_KNOWN, *_KNOWN_LATER) if row[0] <= version]
    if not fitting:
        return False
    _version, files, addresses, scopes, size = fitting[-1]
    asked = _Ruleset((1 << files) - 1, (1 << addresses) - 1, (1 << scopes) - 1)
    rules = call(
        ctypes.c_long(_CREATE), ctypes.byref(asked), ctypes.c_size_t(size), ctypes.c_uint(0)
    )
    if rules < 0:
        return False
    stands: int = call(ctypes.c_long(_RESTRICT), ctypes.c_int(rules), ctypes.c_uint(0))
    os.close(rules)
    return stands == 0


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("when", ctypes.c_uint8),
        ("otherwise", ctypes.c_uint8),
        ("value", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("first", ctypes.POINTER(_Instruction)))


class _Processor(NamedTuple):
    """What the kernel calls a processor, and the numbers of its system calls."""

    kind: int
    allowed: tuple[int, ...]
    """Reading, writing and waiting on what is open; memory; the clock; threads; the end."""
    clone: int
    clone3: int


# read write readv writev pread64 lseek fstat close fcntl | poll ppoll futex nanosleep
# clock_nanosleep | clock_gettime clock_getres gettimeofday | mmap munmap mprotect mremap brk
# madvise | rt_sigaction rt_sigprocmask rt_sigreturn sigaltstack restart_syscall | getpid gettid
# getrusage sched_getaffinity sched_yield set_robust_list rseq membarrier getrandom |
# exit exit_group. There is no poll on the second processor.
_PROCESSORS = {
    "x86_64": _Processor(
        0xC000003E,
        (
            *(0, 1, 19, 20, 17, 8, 5, 3, 72, 7, 271, 202, 35, 230, 228, 229, 96, 9, 11, 10, 25),
            *(12, 28, 13, 14, 15, 131, 219, 39, 186, 98, 204, 24, 273, 334, 324, 318, 60, 231),
        ),
        clone=56,
        clone3=435,
    ),
    "aarch64": _Processor(
        0xC00000B7,
        (
            *(63, 64, 65, 66, 67, 62, 80, 57, 25, 73, 98, 101, 115, 113, 114, 169, 222, 215, 226),
            *(216, 214, 233, 134, 135, 139, 132, 128, 172, 178, 165, 123, 124, 99, 293, 283, 278),
            *(93, 94),
        ),
        clone=220,
        clone3=435,
    ),
}
_LOAD, _IF_EQUAL, _IF_SET, _ANSWER = 0x20, 0x15, 0x45, 0x06
_NUMBER, _KIND, _FIRST_ARGUMENT = 0, 4, 16  # where they stand in what the filter is shown
_KILL, _ALLOW, _REFUSE = 0x80000000, 0x7FFF0000, 0x00050000
_NOT_PERMITTED, _UNKNOWN = 1, 38  # as errors; at the second, the C library falls back on clone
_THREAD = 0x00010000  # clone's flag


def seccomp(library: ctypes.CDLL) -> bool:
    """Refuse every system call that decoding does not need.

    Takes the C library; false where the kernel does not do it, or we do not know its numbers.
    """
    processor = _PROCESSORS.get(platform.machine())
    if processor is None or sys.maxsize < 1 << 32:
        return False
    steps = _filter(processor)
    program = _Program(len(steps), (_Instruction * len(steps))(*steps))
    done: int = library.prctl(
        ctypes.c_int(_SECCOMP), ctypes.c_ulong(_FILTER), ctypes.byref(program), 0, 0
    )
    return done == 0


def _filter(processor: _Processor) -> list[_Instruction]:
    allowed = processor.allowed
    return [
        _Instruction(_LOAD, 0, 0, _KIND),
        _Instruction(_IF_EQUAL, 1, 0, processor.kind),
        _Instruction(_ANSWER, 0, 0, _KILL),
        _Instruction(_LOAD, 0, 0, _NUMBER),
        *(
            _Instruction(_IF_EQUAL, len(allowed) - at + 4, 0, number)
            for at, number in enumerate(allowed)
        ),
        _Instruction(_IF_EQUAL, 5, 0, processor.clone3),
        _Instruction(_IF_EQUAL, 0, 2, processor.clone),
        _Instruction(_LOAD, 0, 0, _FIRST_ARGUMENT),
        _Instruction(_IF_SET, 1, 0, _THREAD),
        _Instruction(_ANSWER, 0, 0, _REFUSE | _NOT_PERMITTED),
        _Instruction(_ANSWER, 0, 0, _ALLOW),
        _Instruction(_ANSWER, 0, 0, _REFUSE | _UNKNOWN),
    ]
