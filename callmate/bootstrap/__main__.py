"""Sets CallMate up without starting it, and prints the interpreter to use on standard output.

An argument names an optional part to install along, such as ``test``.
"""

from __future__ import annotations

import sys

from callmate.bootstrap.install import set_up
from callmate.bootstrap.place import checkout, ready


def main() -> int:
    """Set up and return the exit status: 0 when complete, 1 when there is no checkout."""
    root = checkout()
    if root is None:
        return 1
    extra = sys.argv[1] if len(sys.argv) > 1 else ""
    place = ready(root, extra) or set_up(root, extra)
    sys.stdout.write(f"{place.python}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
