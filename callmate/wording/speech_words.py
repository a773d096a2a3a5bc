"""The words for what it takes to have recordings written down, and for what keeps it away."""

from callmate.audio.protocol import FetchFailure
from callmate.locale.messages import _

ADVISED = "small"
"""The model that is advised."""


def megabytes(count: int) -> str:
    """Bytes, said as one would."""
    return f"{round(count / 1_000_000)} MB"


def fetch_command(what: str) -> str:
    """The command that fetches the engine, or a model by its name."""
    return f"callmate speech {what}"


def no_engine() -> str:
    """The engine is not installed."""
    return _("The engine that writes recordings down (faster-whisper) is not installed.")


def engine_fails() -> str:
    """The engine is installed and does not run."""
    return _("The engine that writes recordings down is installed, but does not run here.")


def no_model() -> str:
    """No model is here."""
    return _("There is no model to write recordings down with.")


def broken_model(folder: str) -> str:
    """What is here is no model, or does not load."""
    words = _("The model in {folder} is broken, so no recording can be written down with it.")
    return words.format(folder=folder)


def no_model_there(folder: str) -> str:
    """The folder that was named holds none."""
    return _("There is no model in {folder}, which the settings name.").format(folder=folder)


def call_open() -> str:
    """Nothing is fetched during a call."""
    return _("A call is open, so nothing is fetched now. Try again when it is over.")


def not_fetched(kind: FetchFailure | None) -> str:
    """Why there is no model, what is safe, and what to do.

    Args:
        kind: Why; ``None`` when the process that fetches broke down.
    """
    return {
        "no_internet": _("There is no internet connection, so the model was not fetched."),
        "cut": _(
            "The connection broke off. What came so far is kept, and the next time it goes on from"
            " there."
        ),
        "unsafe": _(
            "The connection could not be made safe (its certificate is not known here), so nothing"
            " was fetched."
        ),
        "refused": _("The server did not give the model. Nothing is changed; try again later."),
        "wrong": _("What came is not the model that was asked for, so nothing of it was kept."),
        "busy": _("Another window is fetching this model already."),
        "disk_full": _("The disk is too full for the model. Make some room and try again."),
        "cannot_write": _("The model cannot be kept: its folder cannot be written to."),
        None: _("The model could not be fetched. Nothing else is changed; try again."),
    }[kind]
