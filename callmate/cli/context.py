"""What every command is handed: where the owner's things lie, and what the owner chose."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from callmate.cli import terminal
from callmate.cli.terminal import ask_unseen
from callmate.locale.messages import _
from callmate.store.places import Places
from callmate.store.settings import Problem, Settings, load

if TYPE_CHECKING:
    # Not every command reads calls, and what reads them takes a while to load.
    from callmate.store.cabinet import Cabinet
    from callmate.store.cases import Cases


@dataclass(frozen=True)
class Context:
    """The owner's places and choices."""

    places: Places
    settings: Settings
    problems: tuple[Problem, ...]
    """What in the settings file was passed over."""

    @classmethod
    def of_owner(cls) -> Self:
        """Those of whoever runs the program; raises NoFolder."""
        places = Places.of_owner()
        places.check()
        return cls(places, *load(places.config / "settings.toml"))

    @cached_property
    def cabinet(self) -> "Cabinet":
        """The owner's calls."""
        from callmate.store.cabinet import Cabinet  # noqa: PLC0415 - see above

        return Cabinet(self.places)

    @cached_property
    def cases(self) -> "Cases":
        """The owner's cases."""
        from callmate.store.cases import Cases  # noqa: PLC0415 - see above

        return Cases(self.places)


def identity(context: Context) -> str:
    """The key that opens recordings; says so where what is recorded would not open with it.

    Raises:
        WrongUseError: A passphrase is needed and nobody can be asked.
        StoreError: The key is gone or spoilt, or the passphrase does not open it.
    """
    from callmate.store.errors import KeyChanged  # noqa: PLC0415 - the screen does without
    from callmate.store.keys import OwnerKeys  # noqa: PLC0415 - loads the cipher

    secret = opened_key(context)
    try:
        OwnerKeys(context.places).compare(secret)
    except KeyChanged as error:
        from callmate.wording.error_words import worded  # noqa: PLC0415 - all may be well

        terminal.say(worded(error))
    return secret


def opened_key(context: Context) -> str:
    """The private half of the owner's key, which may be asked a passphrase for.

    Raises:
        WrongUseError: A passphrase is needed and nobody can be asked.
        StoreError: The key is gone or spoilt, or the passphrase does not open it.
    """
    from callmate.cli.parser import WrongUseError  # noqa: PLC0415 - the screen does without
    from callmate.store.keys import OwnerKeys  # noqa: PLC0415 - loads the cipher
    from callmate.ui.crash_report import keep_memory_to_ourselves  # noqa: PLC0415 - the same

    keep_memory_to_ourselves()
    keys = OwnerKeys(context.places)
    if not keys.locked():
        return keys.identity()
    if not terminal.is_terminal():
        raise WrongUseError(_("The passphrase is typed at a terminal, and there is none here."))
    return keys.identity(ask_unseen(_("The passphrase:")))
