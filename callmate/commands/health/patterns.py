"""Looks at the owner's own patterns of letters, and names the line of each that is wrong."""

from collections.abc import Iterator

from callmate.commands.health.finding import Finding
from callmate.commands.here import Here
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.letters.kinds import own_patterns


def look(here: Here) -> Iterator[Finding]:
    """Look at the patterns, if there are any."""
    found = own_patterns(here.places.letters)
    if not found:
        return
    from callmate.letters.fill import flaw_of  # noqa: PLC0415 - most owners have no patterns

    wrong = [(path, flaw) for path in found if (flaw := flaw_of(path)) is not None]
    for path, flaw in wrong:
        place = visible(str(path))
        if flaw.line is not None:
            place = _("{path}, line {line}").format(path=place, line=flaw.line)
        said = _("A pattern of a letter is not understood, {place}: {why}")
        text = said.format(place=place, why=visible(flaw.why))
        todo = _("Put it right there. All other letters can be written meanwhile.")
        yield Finding("letters", "bad", text, todo)
    if not wrong:
        said = ngettext(
            "{count} pattern of your own is understood.",
            "{count} patterns of your own are understood.",
            len(found),
        )
        yield Finding("letters", "good", said.format(count=len(found)))
