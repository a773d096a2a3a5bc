"""Many commands and a call at once on one store: each is answered, and nothing is lost."""

import json
import signal
import subprocess
import sys

from tests.cli.conftest import Home
from tests.torture.conftest import TIMES
from tests.torture.forked import GO
from tests.torture.holdings import Facts, Holdings
from tests.torture.system_calls import process_of
from tests.torture.trials import Grounds
from tests.torture.works import NOTES

READERS = (
    ("calls", "--json"),
    ("cases", "--json"),
    ("due", "--json"),
    ("search", "router", "--json"),
    ("show", "{plain}", "--json"),
    ("case", "{case}", "--json"),
    ("verify", "--json"),
    ("trash", "--json"),
)
WRITERS = (
    ("delete", "{other}", "--yes"),
    ("import", "--calls", "list.csv", "--create-cases"),
    ("import", "--calls", "list.csv", "--create-cases"),
    ("letter", "{case}", "complaint", "out/letter.txt", "--force"),
    ("letter", "{case}", "complaint", "out/letter.txt", "--force"),
    ("due", "--short"),
)
BUSY = 1
"""What a command may end with that meets another at the same thing."""


def started(home: Home, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
    told = vars(Facts.of(home))
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "callmate", *(word.format(**told) for word in words)],
        env=home.env,
        cwd=home.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def is_answered(words: tuple[str, ...], program: subprocess.Popen[bytes]) -> None:
    out, err = program.communicate(timeout=120)
    assert b"Traceback" not in err, (words, err)
    assert program.returncode in ({0} if words in READERS else {0, BUSY}), (words, err)
    if words[-1] == "--json":
        json.loads(out)


def test_many_programs_are_at_one_store_at_once(ground: Grounds) -> None:
    home, before = ground.fresh(NOTES), ground.before(NOTES)
    with process_of(ground.forked, NOTES, home) as (_number, writer):
        signal.pidfd_send_signal(writer, GO)
        for _ in range(TIMES):
            programs = [(words, started(home, words)) for words in (*READERS, *WRITERS)]
            for words, program in programs:
                is_answered(words, program)
        signal.pidfd_send_signal(writer, signal.SIGKILL)
    ended = ground.forked.ended(home)
    later = Holdings.of(home)
    assert later.unreadable == ()
    assert list(before.lacking(later, frozenset({Facts.of(home).other}))) == []
    for line in ended.said:
        _, call_id, entry = line.split()
        assert entry in later.calls[call_id]
    assert len(ended.said) > 10
