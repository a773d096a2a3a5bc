"""What every command is handed: where the owner's things lie, and what the owner chose."""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

from callmate.settings import Problem, Settings, load
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.places import Places


@dataclass(frozen=True)
class Here:
    """The owner's places and choices."""

    places: Places
    settings: Settings
    problems: tuple[Problem, ...]
    """What in the settings file was passed over."""

    @classmethod
    def of_owner(cls) -> Self:
        """Those of whoever runs the program."""
        places = Places.of_owner()
        return cls(places, *load(places.config / "settings.toml"))

    @cached_property
    def cabinet(self) -> Cabinet:
        """The owner's calls."""
        return Cabinet(self.places)

    @cached_property
    def cases(self) -> Cases:
        """The owner's cases."""
        return Cases(self.places)
