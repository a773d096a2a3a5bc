"""Chooses the language, then hands over to the commands; Ctrl+C ends it quietly from the first."""

import gc
import sys

_STOPPED = 130


def main() -> int:
    """Run CallMate with the arguments it was started with and return its exit status."""
    # What is loaded inside a function can be stopped without a traceback; and most of it could
    # not be loaded before the packages are there, or before the language is chosen.
    try:
        from callmate.bootstrap.start import ends_at_once, shut_out_others  # noqa: PLC0415

        with ends_at_once():
            shut_out_others()
            _get_ready()
            from callmate.cli.main import main as run  # noqa: PLC0415
        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return _STOPPED
    finally:
        # The system takes it all back; to look for garbage in it first only keeps people waiting.
        gc.freeze()


def _get_ready() -> None:
    import os  # noqa: PLC0415

    from callmate.bootstrap.start import ensure  # noqa: PLC0415

    ensure(sys.argv[1:])
    from callmate.locale import messages  # noqa: PLC0415
    from callmate.rulebook import countries  # noqa: PLC0415
    from callmate.store import settings  # noqa: PLC0415
    from callmate.store.places import Places  # noqa: PLC0415

    chosen, _problems = settings.load(Places.of_owner().config / "settings.toml")
    messages.install(messages.choose(chosen.language, os.environ))
    countries.settle(countries.country_of(chosen.country, os.environ))


if __name__ == "__main__":
    sys.exit(main())
