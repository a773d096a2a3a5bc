"""Looks at the owner's settings, and names each that was passed over."""

import re
from collections import Counter
from collections.abc import Iterator

from callmate.commands.health.finding import Finding
from callmate.commands.here import Here
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.settings import Problem
from callmate.ui.keys import all_commands

_KEY = re.compile(r"(?:(?:ctrl|shift|alt)\+)*[a-z0-9_]+")


def look(here: Here) -> Iterator[Finding]:
    """Look at the settings file and the keys in it."""
    path = visible(str(here.places.config / "settings.toml"))
    wrong = [_passed_over(problem, path) for problem in here.problems]
    wrong += [*_keys(here, path)]
    if wrong:
        yield from wrong
    elif (here.places.config / "settings.toml").exists():
        yield Finding(
            "settings", "good", _("The settings in {path} are understood.").format(path=path)
        )
    else:
        said = _("There are no settings of your own; they would stand in {path}.")
        yield Finding("settings", "good", said.format(path=path))


def _passed_over(problem: Problem, path: str) -> Finding:
    said = {
        "unreadable": _("The settings in {path} cannot be read: {why}"),
        "not_toml": _("The settings in {path} are not understood: {why}"),
        "unknown": _("There is no setting called “{name}”."),
        "wrong": _("The setting “{name}” was passed over: {why}"),
    }[problem.kind].format(path=path, name=visible(problem.name), why=visible(problem.detail))
    todo = {
        "unreadable": _("Allow yourself to read the file. Until then the defaults hold."),
        "not_toml": _("Put that line right. Until then the defaults hold."),
        "unknown": _("Take it out of {path}, or correct its name.").format(path=path),
        "wrong": _("Correct it in {path}. Until then its default holds.").format(path=path),
    }[problem.kind]
    return Finding("settings", "bad", said, todo)


def _keys(here: Here, path: str) -> Iterator[Finding]:
    commands = all_commands(here.settings)
    known = {command.id for command in commands}
    for name, key in here.settings.keys.items():
        if name not in known:
            said = _("There is no command “{name}” to give the key “{key}” to.")
        elif not _KEY.fullmatch(key):
            said = _("“{key}” is no key, so “{name}” has none.")
        else:
            continue
        todo = _("Correct it in {path}; “callmate keys” lists what there is.").format(path=path)
        yield Finding("keys", "bad", said.format(name=visible(name), key=visible(key)), todo)
    live = Counter(c.key for c in commands if c.id.startswith("call."))
    for key in (key for key, times in live.items() if times > 1):
        said = _("Several commands of a call have the key “{key}”.").format(key=visible(key))
        todo = _("Give each a key of its own in {path}.").format(path=path)
        yield Finding("keys", "bad", said, todo)
