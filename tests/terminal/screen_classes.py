"""Which screens the program has, and which of them were in sight in a terminal."""

import importlib
import pkgutil
import sys
from pathlib import Path

import callmate.ui
from callmate.ui.host import HostedScreen

_WATCHED = """
import sys
from textual.screen import Screen

reached, resume = set(), Screen._on_screen_resume

def told(self, event):
    name = type(self).__name__
    if name not in reached:
        reached.add(name)
        with open(file, "a") as names:
            print(name, file=names)
    resume(self, event)

file = sys.argv.pop()
Screen._on_screen_resume = told
from callmate.__main__ import main
sys.exit(main())
"""


def watched(names: Path) -> tuple[str, ...]:
    """A command that starts the program, which writes the name of each screen that it shows.

    Args:
        names: The file to which it adds them, one a line.
    """
    return (sys.executable, "-P", "-c", _WATCHED, str(names))


def reached(names: Path) -> set[str]:
    """The screens that were in sight."""
    return set(names.read_text().split()) if names.exists() else set()


def all_screens() -> set[str]:
    """The name of each screen and dialog that the program can show."""
    for module in pkgutil.walk_packages(callmate.ui.__path__, "callmate.ui."):
        importlib.import_module(module.name)
    return {each.__name__ for each in _last(HostedScreen)}


def _last(kind: type[HostedScreen[object]]) -> set[type[HostedScreen[object]]]:
    kinds = [each for each in kind.__subclasses__() if each.__module__.startswith("callmate.")]
    return set().union(*map(_last, kinds)) if kinds else {kind}
