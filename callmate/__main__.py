"""Chooses the language, then hands over to the commands."""

from __future__ import annotations

import os
import sys

from callmate.bootstrap.start import ensure


def main() -> int:
    """Run CallMate with the arguments it was started with and return its exit status."""
    ensure(sys.argv[1:])
    # Nothing below can be loaded before the packages are there, nor before the language is chosen.
    from callmate import i18n, settings  # noqa: PLC0415
    from callmate.store.places import Places  # noqa: PLC0415

    chosen, _problems = settings.load(Places.of_owner().config / "settings.toml")
    i18n.install(i18n.choose(chosen.language, os.environ))
    from callmate.cli import main as run  # noqa: PLC0415

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
