"""The commands load no more than they need."""

import subprocess
import sys

from tests.cli.conftest import Home

_HEAVY = ("textual", "rich", "sounddevice", "av", "numpy", "pydub", "asyncio")


def test_listing_calls_loads_no_screen_and_no_sound(home: Home) -> None:
    home.call()
    program = (
        "import sys; from callmate.cli.main import main; status = main(['calls', '--json']);"
        f"print(sorted(set({_HEAVY!r}) & set(sys.modules)), status, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], env=home.env, capture_output=True, check=True
    )
    assert done.stderr.decode().strip() == "[] 0"
