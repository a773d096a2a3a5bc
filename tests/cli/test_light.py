"""The commands load no more than they need."""

import subprocess
import sys

from tests.cli.conftest import Home

_HEAVY = ("textual", "rich", "sounddevice", "av", "numpy", "pydub", "asyncio")


_NOT_FOR_A_PROMPT = (
    *_HEAVY,
    "sqlite3",
    "filelock",
    "callmate.domain.call",
    "callmate.store.index",
    "callmate.wording.error_words",
)
"""What the answer of ``due`` needs only when something changed, or went wrong."""


def loaded(home: Home, arguments: list[str], heavy: tuple[str, ...]) -> str:
    """Which of these a command loads, and its exit status."""
    program = (
        f"import sys; from callmate.cli.main import main; status = main({arguments!r});"
        f"print(sorted(set({heavy!r}) & set(sys.modules)), status, file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], env=home.env, capture_output=True, check=True
    )
    return done.stderr.decode().strip()


def test_listing_calls_loads_no_screen_and_no_sound(home: Home) -> None:
    home.call()
    assert loaded(home, ["calls", "--json"], _HEAVY) == "[] 0"


def test_a_prompt_reads_no_call_while_nothing_changed(home: Home) -> None:
    home.call()
    first = loaded(home, ["due", "--short"], _NOT_FOR_A_PROMPT)
    assert "callmate.domain.call" in first
    assert loaded(home, ["due", "--short"], _NOT_FOR_A_PROMPT) == "[] 0"


def test_what_a_command_leaves_is_not_searched_for_garbage_before_it_ends(home: Home) -> None:
    program = (
        "import gc, sys; sys.argv[1:] = ['calls']; from callmate.__main__ import main; main();"
        "print(len(gc.get_objects()), gc.get_freeze_count())"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", program], env=home.env, capture_output=True, check=True
    )
    searched, left_alone = map(int, done.stdout.split())
    assert searched < left_alone / 100
