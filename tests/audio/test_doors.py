"""The screen's process loads no sound library for speaking to the sound processes."""

import subprocess
import sys

import pytest

HEAVY = "numpy sounddevice av pydub"


@pytest.mark.parametrize(
    "module",
    ["callmate.audio.door", "callmate.audio.protocol", "callmate.audio.layout"],
)
def test_a_fresh_interpreter_stays_light(module: str) -> None:
    script = f"import sys, {module}\nprint([m for m in '{HEAVY}'.split() if m in sys.modules])"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert found.stdout == b"[]\n"
