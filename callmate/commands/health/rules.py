"""Looks at the rules, and names the line of each of the owner's own that was passed over."""

import os
from collections.abc import Iterator

from callmate.commands.health.finding import Finding
from callmate.commands.here import Here
from callmate.desk import now
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.rulebook.country import country_of
from callmate.rulebook.loading import Trouble, read_rules
from callmate.step_telling import country_name


def look(here: Here) -> Iterator[Finding]:
    """Look at our rules and at the owner's."""
    book = read_rules(here.places.rules)
    country = country_of(here.settings.country, os.environ)
    count = sum(rule.country == country for rule in book.rules)
    said = ngettext(
        "{count} rule of {country} is known; “country” in the settings chooses whose hold.",
        "{count} rules of {country} are known; “country” in the settings chooses whose hold.",
        count,
    )
    text = said.format(count=count, country=country_name(country))
    yield Finding("rules", "good", text)
    yield from (_passed_over(trouble) for trouble in book.troubles)
    today = now().date()
    stale = sum(rule.is_stale(today) for rule in book.rules)
    if stale:
        said = ngettext(
            "{count} rule was to be looked at again before today; it is shown as old.",
            "{count} rules were to be looked at again before today; they are shown as old.",
            stale,
        )
        yield Finding("rules", "note", said.format(count=stale))


def _passed_over(trouble: Trouble) -> Finding:
    said = {
        "unreadable": _("The rules in {place} cannot be read: {why}"),
        "not_toml": _("The rules in {place} are not understood: {why}"),
        "no_rules": _("The rules in {place} were passed over: there should be [[rule]] rows."),
        "missing": _("A rule was passed over, {place}: “{name}” is missing."),
        "wrong": _("A rule was passed over, {place}: “{name}” is wrong: {why}"),
        "doubled": _("A rule was passed over, {place}: there is another “{name}”."),
    }[trouble.kind]
    if trouble.kind == "no_rules" and trouble.name:
        said = _("The rules in {place} were passed over: “{name}” does not belong there.")
    path = visible(str(trouble.path))
    place = _("{path}, line {line}").format(path=path, line=trouble.line) if trouble.line else path
    text = said.format(place=place, name=visible(trouble.name), why=visible(trouble.detail))
    return Finding("rules", "bad", text, _("Put it right there. All other rules hold meanwhile."))
