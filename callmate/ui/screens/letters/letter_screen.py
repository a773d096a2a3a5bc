"""One letter: how it looks, what is missing in it, and what can be done with it."""

import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from callmate.domain.chronology import Chronology
from callmate.domain.letter import GAP, Letter, Question, ask_letter, fact_number
from callmate.domain.narrative import Narrative, narrate
from callmate.domain.rules import Confidence, Country, Rule
from callmate.domain.text import visible
from callmate.letters.draft import LetterInHand
from callmate.letters.kinds import LetterOffer, PatternError, pattern_trouble
from callmate.letters.letter_questions import association_of, questions
from callmate.letters.suitability import doubts
from callmate.locale.messages import Language, _, language, ngettext
from callmate.rulebook.countries import country_of
from callmate.store.addresses import Addresses
from callmate.store.errors import StoreError
from callmate.ui.case_commands import letter_commands
from callmate.ui.host import HostedScreen
from callmate.ui.screens.letters.letter_people import LetterPeople
from callmate.ui.screens.letters.letter_ticks import ticks_said
from callmate.ui.widgets.key_strip import KeyStrip, key_name
from callmate.wording.step_words import in_language

_GAP_BEGINS, _GAP_ENDS = GAP.split("{what}")
_INDENT = 20
"""Columns before the recipient's lines."""


def heading(title: str, letter_language: Language, *, changed: bool) -> Content:
    """Which letter this is.

    Args:
        title: What it is called.
        letter_language: In which language it is.
        changed: Whether its owner changed it.
    """
    spoken = _("in Italian") if letter_language == "it" else _("in English")
    mine = _(" · with your changes") if changed else ""
    return Content.assemble((visible(title), "bold $primary"), f" · {spoken}", (mine, "$accent"))


def page(letter: Letter) -> Content:
    """The letter, its gaps lit."""
    return Content("\n").join(_lines(letter))


def lacking(
    letter: Letter, rules: Sequence[Rule], goes_out: tuple[str, bool], doubts: Sequence[str] = ()
) -> Content:
    """What is missing in a letter, and where the rules come from that it names.

    Args:
        letter: The letter.
        rules: The rules that it names.
        goes_out: What goes out with it, and whether that is worth a second look.
        doubts: What to think of before it goes out.
    """
    gaps = letter.gaps
    said = ngettext("{count} thing is missing:", "{count} things are missing:", len(gaps))
    lines = [Content.styled(said.format(count=len(gaps)), "bold $warning")] if gaps else []
    lines += [Content.assemble(("○ ", "bold $warning"), visible(gap)) for gap in gaps]
    if not gaps:
        lines.append(Content.styled(_("✓ Nothing is missing."), "bold $success"))
    said, doubtful = goes_out
    lines.append(Content.styled(said, "bold $warning" if doubtful else ""))
    for doubt in doubts:
        lines += [Content(""), Content.assemble(("! ", "bold $warning"), doubt)]
    if rules:
        lines += [Content(""), Content.styled(_("Rules it names:"), "bold")]
    for rule in rules:
        lines += _rule(rule)
    return Content("\n").join(lines)


def _rule(rule: Rule) -> Iterator[Content]:
    looked = _("looked at on {date}").format(date=f"{rule.checked_on:%d/%m/%Y}")
    sure = "" if rule.confidence is Confidence.HIGH else _(" · not certain")
    disputed = _(" · sources disagree") if rule.disputed else ""
    yield Content.assemble("· ", in_language(rule.title))
    yield Content.assemble(
        (f"  {in_language(rule.source)}; {looked}", "$foreground 65%"),
        (sure + disputed, "bold $warning"),
    )


def _lines(letter: Letter) -> Iterator[Content]:
    yield from (_text(line) for line in letter.sender)
    if letter.recipient:
        yield Content("")
        yield from (Content(" " * _INDENT) + _text(line) for line in letter.recipient)
    if letter.dateline:
        yield from (Content(""), _text(letter.dateline))
    if letter.subject:
        yield from (Content(""), _text(letter.subject).stylize("bold"))
    facts = 0
    for block in letter.blocks:
        if block.kind == "enclosed":
            continue
        yield Content("")
        for place, line in enumerate(block.lines):
            mark = f"{fact_number(facts + place)} " if block.kind == "facts" else ""
            mark = f"{ask_letter(place)} " if block.kind == "asks" else mark
            yield Content.assemble((mark, "$foreground 60%"), _text(line))
        facts += len(block.lines) if block.kind == "facts" else 0
    yield from _end(letter)


def _end(letter: Letter) -> Iterator[Content]:
    for line in letter.signature:
        yield from (Content(""), Content("_" * 30), _text(line))
    enclosed = letter.of_kind("enclosed")
    if enclosed:
        yield from (Content(""), _text(f"{letter.enclosed}:"))
        yield from (_text(f"- {line}") for line in enclosed)
    if letter.annex:
        yield from (Content(""), _text(letter.annex_title).stylize("bold"))
        yield from (_text(line) for line in letter.annex)
    for line in letter.notes:
        yield from (Content(""), _text(line).stylize("$foreground 60%"))


def _text(line: str) -> Content:
    """A line with its gaps lit."""
    shown = Content("")
    rest = line
    while _GAP_BEGINS in rest:
        before, _begins, rest = rest.partition(_GAP_BEGINS)
        what, ends, rest = rest.partition(_GAP_ENDS)
        gap = f"{_GAP_BEGINS}{what}{ends}"
        shown = Content.assemble(shown, visible(before), (visible(gap), "bold $warning"))
    return Content.assemble(shown, visible(rest))


_NORMAL, _WIDE = 80, 110


class LetterView(HostedScreen[None]):
    """A letter in hand.

    Args:
        told: The case and its calls.
        offer: Which letter.
    """

    CSS_PATH = "letters.tcss"
    AUTO_FOCUS = "#page"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (_NORMAL, "-normal"), (_WIDE, "-wide")]  # noqa: RUF012 - Textual's type
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help) for c in letter_commands()
    ]

    def __init__(self, told: Chronology, offer: LetterOffer) -> None:
        super().__init__()
        self._told = told
        self._offered = offer
        self._language: Language = language()
        self._writing: LetterInHand | None = None

    def compose(self) -> ComposeResult:
        """A heading, the letter, what is missing, the keys."""
        yield Static("", id="heading")
        with Container(id="middle"):
            with VerticalScroll(id="page"):
                yield Static("", id="letter")
            with VerticalScroll(id="side"):
                yield Static("", id="lacking")
        yield KeyStrip([replace(c, key=self.host.key_of(c)) for c in letter_commands()], id="keys")

    def on_mount(self) -> None:
        """Ask who writes, the first time; then fill the letter."""
        people = LetterPeople(self.host)
        if people.sender_known or self._told.case.sender:
            self._fill()
        else:
            self._ask(partial(people.ask_for_sender, self._told.case.id))

    def _ask(self, question: Callable[[], Awaitable[object]]) -> None:
        async def asked() -> None:
            await question()
            self._fill()

        self.run_worker(asked(), exclusive=True, group="dialog")

    def _fill(self) -> None:
        try:
            self._writing = LetterInHand(
                self.host.cabinet,
                self._told,
                self._offered.name,
                self._language,
                self._country,
                clock=self.host.clock,
            )
        except PatternError as error:
            self._fail(pattern_trouble(error))
            return
        except StoreError:
            self._fail(_("The case or the addresses cannot be read; nothing was changed."))
            return
        self._show()

    def _fail(self, words: str) -> None:
        self._writing = None
        self.query_one("#letter", Static).update("")
        self.query_one("#lacking", Static).update("")
        self.host.alert(words)

    def _show(self) -> None:
        writing = self._writing
        if writing is not None:
            letter = writing.letter
            title = heading(self._offered.title, letter.language, changed=writing.changed)
            self.query_one("#heading", Static).update(title)
            self.query_one("#letter", Static).update(page(letter))
            doubtful = (*self._open_questions(), *self._doubts())
            self.query_one("#lacking", Static).update(
                lacking(letter, writing.rules, ticks_said(writing), doubtful)
            )

    @property
    def _country(self) -> Country:
        return country_of(self.host.settings.country, os.environ)

    @property
    def _story(self) -> Narrative:
        return narrate(self._told, self.host.clock())

    def _doubts(self) -> tuple[str, ...]:
        return doubts(self._offered.name, self._story, self._country)

    def _open_questions(self) -> Iterator[str]:
        asked = questions(self._offered.name, self._story, self._country)
        count = sum(not each.answer and each.question is not Question.COPIES for each in asked)
        command = next(each for each in letter_commands() if each.id == "letter.questions")
        said = ngettext(
            "{key}: this letter has {count} question for you.",
            "{key}: this letter has {count} questions for you.",
            count,
        )
        if count:
            yield said.format(key=key_name(self.host.key_of(command)), count=count)

    async def _ask_questions(self) -> None:
        from callmate.ui.screens.letters.letter_answers import ask_letter_questions  # noqa: PLC0415 - only now wanted

        asked = questions(self._offered.name, self._story, self._country, self._association())
        case = await ask_letter_questions(self.host, self._told.case, asked)
        self._told = Chronology(case, self._told.calls)

    def _association(self) -> str:
        try:
            return association_of(Addresses(self.host.places), self._country)
        except StoreError:
            return ""

    def action_do(self, command: str) -> None:
        """Carry out a command."""
        if command == "letter.back":
            self.dismiss()
        elif command == "letter.language":
            self._turn()
        elif command == "letter.mine":
            self._ask(partial(LetterPeople(self.host).ask_for_sender, self._told.case.id))
        elif self._writing is None:
            self._fill()
        else:
            self._do(command, self._writing)

    def _turn(self) -> None:
        from callmate.letters.kinds import letters_offered  # noqa: PLC0415 - only now wanted

        other: Language = "en" if self._language == "it" else "it"
        names = {each.name for each in letters_offered(other, self.host.places.letters)}
        if self._offered.name not in names:
            self.host.alert(_("This letter is written in one language only."))
            return
        self._language = other
        self._fill()

    def _do(self, command: str, writing: LetterInHand) -> None:
        from callmate.ui.screens.letters.letter_actions import LetterWork  # noqa: PLC0415 - only now wanted

        work = LetterWork(self.host, writing, self._offered.title)
        facts = writing.told.case.facts
        verbs: dict[str, Callable[[], Awaitable[object]]] = {
            "letter.edit": work.edit,
            "letter.editor": work.edit_elsewhere,
            "letter.to": lambda: LetterPeople(self.host).ask_for_recipient(
                writing.name, facts.company
            ),
            "letter.questions": self._ask_questions,
            "letter.ticks": work.choose,
            "letter.save": work.save,
            "letter.sent": work.file_as_sent,
            "letter.afresh": work.start_afresh,
        }
        self._ask(verbs[command])
