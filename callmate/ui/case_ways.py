"""The screens to which a case leads, each loaded when it is wanted."""

# ruff: noqa: PLC0415 - each loads what the others do without

from collections.abc import Callable, Mapping

from textual.screen import Screen

from callmate.domain.chronology import Chronology


def _before_call(told: Chronology) -> Screen[None]:
    from callmate.ui.screens.before_call import BeforeCall

    return BeforeCall(told)


def _letters(told: Chronology) -> Screen[None]:
    from callmate.ui.screens.letter_list import LetterList

    return LetterList(told)


def _dossier(told: Chronology) -> Screen[None]:
    from callmate.ui.handing import dossier_dialog

    return dossier_dialog(told.case)


def _answers(told: Chronology) -> Screen[None]:
    from callmate.ui.screens.answers import Answers

    return Answers(told)


def _facts(told: Chronology) -> Screen[None]:
    from callmate.ui.screens.case_form import CaseForm

    return CaseForm(told.case)


def _help(_told: Chronology) -> Screen[None]:
    from callmate.ui.screens.help import Help

    return Help("case")


WAYS: Mapping[str, Callable[[Chronology], Screen[None]]] = {
    "case.call": _before_call,
    "case.letters": _letters,
    "case.dossier": _dossier,
    "case.answers": _answers,
    "case.facts": _facts,
    "case.help": _help,
}
"""What makes the screen to which a command leads, by the command's id."""
