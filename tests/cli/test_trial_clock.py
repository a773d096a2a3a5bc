"""A clock that is set for a trial."""

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta

from tests.cli.conftest import Home

_TICKS = """
import json
from callmate.services.desk import now
first = second = now()
while second == first:
    second = now()
print(json.dumps([first.isoformat(), second.isoformat()]))
"""


def test_a_clock_that_is_set_ticks_on_from_there(home: Home) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _TICKS],
        env=home.env | {"CALLMATE_CLOCK": "2031-07-01T11:00:00+02:00", "TZ": "Europe/Rome"},
        capture_output=True,
        check=True,
    )
    first, second = (datetime.fromisoformat(each) for each in json.loads(done.stdout))
    wanted = datetime(2031, 7, 1, 9, 0, tzinfo=UTC)
    assert wanted <= first < second < wanted + timedelta(seconds=10)
    # On the day that was set it is summer time, whatever it is today.
    assert first.utcoffset() == second.utcoffset() == timedelta(hours=2)


def test_a_clock_that_is_no_time_is_said_and_nothing_is_done(home: Home) -> None:
    done = home.start("calls", CALLMATE_CLOCK="next tuesday")
    assert done.returncode == 2
    assert done.stdout == b""
    assert "CALLMATE_CLOCK is not a time" in done.stderr.decode()
