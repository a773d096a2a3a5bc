"""What can be wrong with a pattern of the owner's own, and how it is told."""

from callmate.domain.visible import visible
from callmate.i18n import _


class PatternError(Exception):
    """A pattern cannot be filled."""

    def __init__(self, name: str, why: str, line: int | None = None) -> None:
        super().__init__(why)
        self.name = name
        """The pattern's."""
        self.why = why
        """What is wrong with it, as the pattern's language says it; empty if it is not there."""
        self.line = line
        """Where, counted from 1, as far as that is known."""


def pattern_trouble(error: PatternError) -> str:
    """One sentence: which pattern, where, and what is wrong with it."""
    name = visible(error.name)
    if not error.why:
        return _("The pattern “{name}” is not there.").format(name=name)
    if error.line is not None:
        said = _("Your pattern “{name}” cannot be filled: line {line}, {why}")
        return said.format(name=name, line=error.line, why=visible(error.why))
    return _("Your pattern “{name}” cannot be filled: {why}").format(
        name=name, why=visible(error.why)
    )
