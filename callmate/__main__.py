"""Chooses the language, then hands over to the commands; Ctrl+C ends it quietly from the first."""

import sys

_STOPPED = 130


def main() -> int:
    """Run CallMate with the arguments it was started with and return its exit status."""
    try:
        return _run()
    except KeyboardInterrupt:
        return _STOPPED


def _run() -> int:
    # What is loaded here can be stopped quietly, and nothing but this could be before the
    # packages are there and the language is chosen.
    import os  # noqa: PLC0415

    from callmate.bootstrap.start import ensure  # noqa: PLC0415

    ensure(sys.argv[1:])
    from callmate import i18n, settings  # noqa: PLC0415
    from callmate.store.places import Places  # noqa: PLC0415

    chosen, _problems = settings.load(Places.of_owner().config / "settings.toml")
    i18n.install(i18n.choose(chosen.language, os.environ))
    from callmate.cli import main as run  # noqa: PLC0415

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
