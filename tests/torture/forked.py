"""A program that is ready at once: everything is loaded, and each work is done by a fork of it.

What a fork does is killed and traced from outside. ``python -m tests.torture.forked`` reads one
line of JSON for each work, says the number of the process, and, once that has ended, its status.
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import dataclass
from importlib import import_module
from io import BufferedIOBase, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

from callmate.cli.dispatch import load, summaries
from callmate.domain.ledger import CannotKeep
from callmate.locale import messages
from callmate.rulebook import countries
from callmate.store.errors import StoreError
from callmate.wording.error_words import worded
from tests.cli.conftest import Home
from tests.quick_seal import sealing
from tests.torture.holdings import Facts
from tests.torture.works import BY_NAME, Work

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

ROOT = Path(__file__).parents[2]
_LATE = (
    "callmate.cli.call_list_import",
    "callmate.letters.draft",
    "callmate.store.backup.restoration",
    "callmate.store.index",
    "callmate.store.journal_writer",
    "callmate.services.past_calls",
)
"""What is loaded only when it is needed."""
GO = signal.SIGUSR1
"""What a fork waits for before it begins."""


@dataclass(frozen=True)
class Ended:
    """How a work ended."""

    status: int
    """Its exit status, or minus the signal that killed it."""
    said: tuple[str, ...]
    """What it acknowledged, line by line; a line that was cut off is left out."""
    told: str
    """What it told the person who sits there."""


class Forked:
    """The program, from which works are forked one after the other."""

    def __enter__(self) -> Self:
        """Start it."""
        self._program = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.forked"],
            cwd=ROOT,
            env=os.environ | {"LANGUAGE": "en", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._line()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._program.kill()
        self._program.communicate()

    def fork(self, work: Work, home: Home) -> int:
        """Have a work prepared in a process of its own; it begins when it is sent ``GO``.

        Returns:
            The process, as a number that stays its own until ``ended`` is asked.
        """
        assert self._program.stdin is not None
        self._program.stdin.write(json.dumps([work.name, str(home.folder), home.environ]) + "\n")
        self._program.stdin.flush()
        return int(self._line())

    def ended(self, home: Home) -> Ended:
        """Wait until the work has ended."""
        status = int(self._line())
        return Ended(status, said_by(home), _told_at(home).read_text(errors="replace"))

    def _line(self) -> str:
        assert self._program.stdout is not None
        line = self._program.stdout.readline()
        assert line, "the program that forks has ended"
        return line


def said_by(home: Home) -> tuple[str, ...]:
    """What a work has acknowledged so far."""
    return tuple(_said_at(home).read_text().split("\n")[:-1])


def _said_at(home: Home) -> Path:
    return home.folder.with_name(f"{home.folder.name}.said")


def _told_at(home: Home) -> Path:
    return home.folder.with_name(f"{home.folder.name}.told")


def _do(work: Work, home: Home, ready: int) -> NoReturn:
    """Do a work in this process, with all of its environment and outputs, and never return."""
    status = 70
    try:
        os.environ.update(home.env)
        time.tzset()
        os.chdir(home.folder)
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND
        said, told = (os.open(at(home), flags, 0o600) for at in (_said_at, _told_at))
        os.dup2(told, 1)
        os.dup2(told, 2)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin = open(0, closefd=False, encoding="utf-8")  # noqa: SIM115 - lasts to the end
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - the same
        sys.stderr = TextIOWrapper(_Aside(told), "utf-8", write_through=True)
        Facts.of(home)
        os.write(ready, b"1")
        signal.sigwait([GO])
        status = work.do(home, lambda line: _put_down(said, f"{line}\n".encode()))
    except (StoreError, CannotKeep) as error:
        sys.stderr.write(f"{worded(error) if isinstance(error, StoreError) else error}\n")
        status = 1
    except BaseException:  # noqa: BLE001 - it is what is looked for
        traceback.print_exc()
    finally:
        os._exit(status)


class _Aside(BufferedIOBase):
    """A file that is written by a system call that nothing else uses, and so is never refused."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def writable(self) -> bool:
        """It is there to be written."""
        return True

    def fileno(self) -> int:
        """The file itself."""
        return self._descriptor

    def write(self, raw: "Buffer", /) -> int:
        """Write at the end, at once."""
        return _put_down(self._descriptor, bytes(raw))


def _put_down(descriptor: int, raw: bytes) -> int:
    return os.pwritev(descriptor, [raw], 0)  # opened to append, so the place does not count


def _serve() -> None:
    messages.install("en")
    countries.settle("it")
    for name in summaries():
        load(name)
    for module in _LATE:
        import_module(module)
    signal.pthread_sigmask(signal.SIG_BLOCK, [GO])
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        name, folder, environ = json.loads(line)
        heard, ready = os.pipe()
        number = os.fork()
        if number == 0:
            _do(BY_NAME[name], Home(Path(folder), environ), ready)
        os.close(ready)
        os.read(heard, 1)
        os.close(heard)
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        _, status = os.waitpid(number, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    with sealing():
        _serve()
