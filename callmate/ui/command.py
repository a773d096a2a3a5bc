"""One thing that a person can ask for, said once."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Command:
    """One thing that a person can ask for."""

    id: str
    key: str
    """As Textual names it."""
    letter: str
    """The letter in the strip that Space opens; empty where there is none."""
    title: str
    """A word or two, for the footer."""
    help: str
    """A sentence, for the help screen."""
    shown: bool = True
    """Whether the footer has room for it."""
