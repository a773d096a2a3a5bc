"""Deletes a call with its sound, for good."""

from callmate.commands import saying
from callmate.commands.asking import ask
from callmate.commands.grammar import Asked, Grammar, Option
from callmate.commands.here import Here
from callmate.commands.show import which_call
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.errors import Busy, Damaged

_NO = 1
_WRONG_USE = 2


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "delete",
        _("Deletes a call with its sound, for good, once you have typed its company's name."),
        (which_call(),),
        (Option("--yes", _("Does not ask.")),),
    )


def run(here: Here, asked: Asked) -> int:
    """Ask, delete, and return the exit status."""
    call_id = here.cabinet.find(asked.words[0])
    if here.cabinet.is_running(call_id):
        raise Busy(call_id)
    if not asked.on("--yes"):
        if not saying.is_terminal():
            saying.say(_("Nobody can be asked here. “--yes” deletes without asking."))
            return _WRONG_USE
        if not _is_meant(call_id, _name(here, call_id)):
            saying.say(_("Nothing was deleted."))
            return _NO
    here.cabinet.delete(call_id)
    saying.say(_("Call {id} is deleted, with its sound.").format(id=call_id))
    return 0


def _name(here: Here, call_id: str) -> str:
    """What has to be typed: the company, or the id where there is no company to read."""
    try:
        company = here.cabinet.read(call_id).company.strip()
    except Damaged:
        return call_id
    # What cannot be typed is not asked for.
    return company if company and visible(company) == company else call_id


def _is_meant(call_id: str, name: str) -> bool:
    said = _("Call {id}, its notes and its sound will be gone for good.")
    saying.say(said.format(id=call_id))
    typed = ask(_("Type “{name}” to delete it:").format(name=name))
    return typed.strip().casefold() == name.casefold()
