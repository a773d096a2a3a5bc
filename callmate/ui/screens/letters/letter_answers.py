"""Asks the owner what a letter needs to know, and keeps the answers as facts of the case."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Label, Static

from callmate.domain.case import Case
from callmate.letters.letter_questions import LetterQuestion
from callmate.locale.messages import _
from callmate.store.errors import StoreError
from callmate.ui.dialogs import FormDialog
from callmate.ui.host import Host
from callmate.ui.widgets.field import Choice, Field


class LetterAnswers(FormDialog[dict[str, str]]):
    """The questions of a letter, none of which has to be answered; Escape answers ``None``.

    Args:
        questions: What is asked.
    """

    CSS_PATH = "letters.tcss"

    def __init__(self, questions: Sequence[LetterQuestion]) -> None:
        super().__init__()
        self._questions = tuple(questions)

    def compose(self) -> ComposeResult:
        """A sentence over the questions."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("What this letter needs to know"), classes="title", markup=False)
            words = _("Your answers are kept in the case. What you leave open stays a gap.")
            yield Static(words, markup=False)
            for each in self._questions:
                yield Label(each.words, markup=False)
                yield _line(each)
            words = _("Tab: next · ← →: choose · Enter: keep · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    def action_keep(self) -> None:
        """Answer with what stands there."""
        self.dismiss({each.question.value: self._said(each) for each in self._questions})

    def _said(self, each: LetterQuestion) -> str:
        if not each.options:
            return self.text(each.question.value)
        chosen = self.query_one(f"#{each.question.value}", Choice).value
        return each.answer if chosen is None else chosen


def _line(each: LetterQuestion) -> Widget:
    if not each.options:
        hint = _("such as {names}").format(names=each.proposed) if each.proposed else ""
        return Field(each.answer, id=each.question.value, placeholder=hint, select_on_focus=False)
    values = [value for value, _words in each.options]
    chosen = values.index(each.answer) if each.answer and each.answer in values else None
    return Choice(each.options, chosen, id=each.question.value)


async def ask_letter_questions(host: Host, case: Case, asked: Sequence[LetterQuestion]) -> Case:
    """Ask them, and give the case with what was answered.

    Args:
        host: The program, on whose screen is asked.
        case: The case.
        asked: The questions.
    """
    if not asked:
        host.tell(_("This letter has no question for you."), 5)
        return case
    answered = await host.ask(LetterAnswers(asked))
    known = {each.question.value: each.answer for each in asked}
    try:
        for question, text in (answered or {}).items():
            if text != known[question]:
                case = host.case_desk.state(case, question, text)
    except StoreError:
        host.alert(_("It could not be kept: is the disk full? Nothing else is lost."))
    return case
