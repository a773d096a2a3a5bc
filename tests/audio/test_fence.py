"""Behind the fence a process reads and writes what it has open, and can do nothing else.

Everything is tried on this computer's own kernel, in processes of their own.
"""

import json
import subprocess
import sys

import pytest

from callmate.audio.fence import Standing
from callmate.audio.tasks import fence_now

TRIALS = """
import ctypes, json, os, signal, socket, subprocess, sys, threading
from callmate.audio import fence

secret, mine = sys.argv[2], sys.argv[3]
there = os.open(mine, os.O_RDWR)
listening = socket.create_server(("127.0.0.1", 0))
trials = {
    "read": lambda: os.open(secret, os.O_RDONLY),
    "write": lambda: os.open(secret, os.O_WRONLY),
    "make": lambda: os.open(mine + ".new", os.O_WRONLY | os.O_CREAT),
    "folder": lambda: os.mkdir(mine + ".folder"),
    "list": lambda: os.listdir("/"),
    "rename": lambda: os.rename(secret, secret + ".moved"),
    "remove": lambda: os.unlink(secret),
    "link": lambda: os.symlink(secret, mine + ".link"),
    "memory": lambda: os.open("/proc/self/mem", os.O_RDWR),
    "run": lambda: os.execv("/bin/sh", ["sh", "-c", "exit 0"]),
    "tcp": lambda: socket.socket().connect(listening.getsockname()),
    "udp": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", 9)),
    "unix": lambda: socket.socket(socket.AF_UNIX),
    "fork": lambda: os.fork() or os._exit(0),
    "signal": lambda: os.kill(os.getppid(), 0),
    "chmod": lambda: os.chmod(secret, 0o777),
    "truncate": lambda: os.truncate(secret, 0),
}
library = ctypes.CDLL(None)
library.prctl(38, 1, 0, 0, 0)
stands = getattr(fence, sys.argv[1])(library)
could = []
for name, trial in trials.items():
    try:
        trial()
    except OSError:
        continue
    could.append(name)
os.write(there, b"what was open")
heard = []
thread = threading.Thread(target=heard.append, args=("a thread",))
thread.start()
thread.join()
print(json.dumps([stands, could, heard]))
"""
OF_FILES = {"read", "write", "make", "folder", "list", "rename", "remove", "link", "memory", "run"}
"""What Landlock alone refuses, and `tcp` with the version of 2023."""


@pytest.fixture
def standing() -> Standing:
    """What this kernel can do."""
    return fence_now()


def test_the_doctor_is_told_what_was_really_tried(standing: Standing) -> None:
    assert standing.opens_files is not bool(standing.fences)
    assert standing.connects is ("seccomp" not in standing.fences)
    if sys.platform.startswith("linux"):
        assert standing.fences, "this kernel has neither Landlock nor seccomp"


@pytest.mark.parametrize("name", ["landlock", "seccomp"])
def test_each_fence_alone_keeps_its_own(
    name: str, standing: Standing, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("fenced")
    secret, mine = folder / "secret", folder / "mine"
    secret.write_text("secret")
    mine.touch()
    done = subprocess.run(
        [sys.executable, "-P", "-c", TRIALS, name, secret, mine],
        capture_output=True,
        check=True,
        timeout=30,
    )
    stands, could, heard = json.loads(done.stdout)
    assert stands is (name in standing.fences)
    assert heard == ["a thread"]
    assert mine.read_bytes() == b"what was open"
    if not stands:
        return
    assert not OF_FILES & set(could)
    if name == "seccomp":
        assert could == []
    assert sorted(folder.iterdir()) == [mine, secret]


LIMITED = """
import os, sys
from callmate.audio.fence import Limits, limit
limit(Limits(memory=300 << 20, seconds=1))
if sys.argv[1] == "memory":
    try:
        bytes(400 << 20)
    except MemoryError:
        print("no more memory")
elif sys.argv[1] == "time":
    while True:
        pass
else:
    try:
        os.write(int(sys.argv[2]), b"x")
    except OSError as error:
        print(error.strerror)
"""


@pytest.mark.parametrize(
    ("what", "said", "status"),
    [("memory", b"no more memory\n", 0), ("time", b"", -9), ("file", b"File too large\n", 0)],
)
def test_the_limits_hold(
    what: str, said: bytes, status: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with (tmp_path_factory.mktemp("limited") / "file").open("wb") as file:
        done = subprocess.run(
            [sys.executable, "-P", "-c", LIMITED, what, str(file.fileno())],
            pass_fds=[file.fileno()],
            capture_output=True,
            check=False,
            timeout=30,
        )
    assert (done.stdout, done.returncode) == (said, status)
