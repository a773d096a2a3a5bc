"""Measures what ``callmate due`` costs beyond Python's own start, with 10,000 calls and 60 cases.

Run it with ``python -m tests.benchmarks.due [CALLS] [RUNS]``. Each run is a whole process;
runs of Python alone take turns with it, so that a machine that slows down slows both.
"""

import os
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen
from time import perf_counter

from callmate.domain.case import CaseFacts, Channel
from callmate.domain.entry import Answered, AnyEntry, HungUp, Promised, Refused, Sector, Started
from callmate.services.case_desk import CaseDesk
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.benchmarks.keeping import fill, put

_CASES = 60
_CALLS_EACH = 4
Times = tuple[float, float]


def fill_cases(places: Places, now: datetime) -> None:
    """Open cases of every trade, each with a few calls, a promise and a letter."""
    sectors = list(Sector)
    for number in range(_CASES):
        at = now - timedelta(days=number)
        desk = CaseDesk(Cases(places), fresh_id, lambda at=at: at)  # type: ignore[misc] # bound now
        sector = sectors[number % len(sectors)]
        facts = CaseFacts(name=f"Problem {number}", company=f"Company {number}", sector=sector)
        case = desk.open(facts)
        desk.add(case, Channel.PEC, "complaint", on=at + timedelta(hours=2))
        for place in range(_CALLS_EACH):
            began = at + timedelta(hours=place)
            entries: list[AnyEntry] = [
                Started(id="s", at=began, company=facts.company, sector=sector, case=case.id),
                Answered(id="a", at=began),
                Refused(id="r", at=began, item="claim_number", text="not needed"),
                Promised(id="p", at=began, text="an engineer", due=began + timedelta(days=5)),
                HungUp(id="h", at=began + timedelta(minutes=7)),
            ]
            put(places, fresh_id(began), entries)


def run(command: list[str], environment: dict[str, str]) -> Times:
    """Milliseconds, and milliseconds of processor, that a whole process took."""
    began = perf_counter()
    process = Popen(command, env=environment, stdout=DEVNULL, stderr=DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    wall = perf_counter() - began
    if status:
        raise SystemExit(f"{command} ended with {status}")
    return wall * 1000, (used.ru_utime + used.ru_stime) * 1000


def measured(calls: int, runs: int) -> list[tuple[str, float, float]]:
    """Each command, its milliseconds and those of Python alone, the medians."""
    took = _times(calls, runs)[1]
    walls = {name: median(wall for wall, _cpu in times) for name, times in took.items()}
    bare = walls.pop("Python alone")
    return [(name, wall, bare) for name, wall in walls.items()]


def _times(calls: int, runs: int) -> tuple[Times, dict[str, list[Times]]]:
    """What the first run took, with nothing cached, and what all the others did."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "callmate", Path(folder) / "config")
        fill(places, calls)
        fill_cases(places, datetime.now(UTC))
        environment = {
            **os.environ,
            "XDG_DATA_HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "LANG": "it_IT.UTF-8",
        }
        kinds = {
            "Python alone": ["-c", "pass"],
            "due": ["-m", "callmate", "due"],
            "due --short": ["-m", "callmate", "due", "--short"],
            "due --json": ["-m", "callmate", "due", "--json"],
            "due --ics -": ["-m", "callmate", "due", "--ics", "-"],
        }
        first = run([sys.executable, *kinds["due"]], environment)
        took: dict[str, list[Times]] = {name: [] for name in kinds}
        for _ in range(runs):
            for name, words in kinds.items():
                took[name].append(run([sys.executable, *words], environment))
    return first, took


def main(calls: int, runs: int) -> None:
    """Print the medians."""
    first, took = _times(calls, runs)
    bare = median(wall for wall, _cpu in took["Python alone"])
    print(f"first time, nothing cached: {first[0] - bare:.0f} ms beyond Python's start")
    for name, times in took.items():
        wall, cpu = (median(each[place] for each in times) for place in (0, 1))
        print(f"{name:13}{wall:6.0f} ms, {wall - bare:.0f} beyond Python, {cpu:.0f} of processor")


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:]]
    main(*(numbers + [10_000, 9][len(numbers) :]))
