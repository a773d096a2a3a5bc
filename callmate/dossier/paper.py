"""The paper of a dossier: who asks, in short, what can be done next, everything in order."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from callmate import dates
from callmate.case_paper.facts import cost, known
from callmate.case_paper.paper import calls, chronology, foot, mark, promises
from callmate.case_paper.sealed import SealedCase
from callmate.domain.letter import Sender
from callmate.domain.next_steps import Step, in_order
from callmate.i18n import _, language
from callmate.paper.blocks import Block, Fact, Facts, Heading, Paper, Paragraph, Table
from callmate.step_telling import doubt, in_language, when_possible


@dataclass(frozen=True)
class Enclosed:
    """A file that lies beside the paper."""

    name: str
    """Its place inside the dossier's folder."""
    sha256: str


@dataclass(frozen=True)
class Dossier:
    """What a dossier tells."""

    case: SealedCase
    sender: Sender
    to: str
    """Whom it is for; may be empty."""
    steps: Sequence[Step]
    enclosed: Sequence[Enclosed]
    left_out: Sequence[str]
    """A sentence for each attached file that does not lie beside the paper."""
    now: datetime


def dossier_paper(dossier: Dossier) -> Paper:
    """The whole paper."""
    told, now = dossier.case.told, dossier.now
    sections = (
        (_("Who asks"), _facts(_sender(dossier.sender))),
        (_("In short"), [*_facts([*known(told), *cost(told, now)])]),
        (_("Promises"), promises(told, now)),
        (_("What can be done next"), _next(dossier)),
        (_("The calls"), calls(told, now)),
        (_("What happened, in order"), chronology(told)),
        (_("Enclosed files"), _enclosed(dossier)),
    )
    blocks: list[Block] = [Heading(told.case.name), Paragraph(_opening(dossier), "dim")]
    for title, found in sections:
        if found:
            blocks += [Heading(title, 2), *found]
    return Paper(
        title=told.case.name,
        language=language(),
        blocks=tuple(blocks),
        foot=tuple(foot(dossier.case, now)),
        mark=mark(dossier.case),
    )


def _opening(dossier: Dossier) -> str:
    date = dates.full(dossier.now)
    if dossier.to:
        return _("Dossier for {to}, {date}").format(to=dossier.to, date=date)
    return _("Dossier, {date}").format(date=date)


def _sender(sender: Sender) -> list[tuple[str, str]]:
    lines = [
        (_("Name"), sender.name),
        (_("Address"), ", ".join(filter(None, (sender.street, sender.town)))),
        (_("Telephone"), sender.phone),
        (_("E-mail"), sender.email),
        (_("PEC"), sender.pec),
        (_("Tax code"), sender.tax_code),
    ]
    return [(label, text) for label, text in lines if text]


def _facts(told: Iterable[tuple[str, str]]) -> list[Block]:
    rows = tuple(Fact(label, text) for label, text in told)
    return [Facts(rows)] if rows else []


def _next(dossier: Dossier) -> list[Block]:
    today = dossier.now.date()
    steps = in_order(dossier.steps, today)
    if not steps:
        return []
    head = (_("What"), _("When"), _("Source, and when it was looked at"))
    rows = tuple(tuple(_step(step, dossier.now)) for step in steps)
    words = _("Rules as CallMate knows them; they are no advice, and each has its source.")
    return [Table(head, rows, (4, 4, 6)), Paragraph(words, "dim")]


def _step(step: Step, now: datetime) -> Iterator[str]:
    today = now.date()
    title = in_language(step.title)
    yield f"{title} ({step.next_body})" if step.next_body else title
    yield when_possible(step, today)
    said = _("{source}; looked at on {date}")
    source = said.format(source=step.source, date=dates.full_day(step.checked_on))
    unsure = doubt(step, today)
    yield f"{source}; {unsure}" if unsure else source


def _enclosed(dossier: Dossier) -> list[Block]:
    files = (
        (f"{number}.", f"{file.name}\nSHA-256 {file.sha256}")
        for number, file in enumerate(dossier.enclosed, 1)
    )
    return [*_facts(files), *map(Paragraph, dossier.left_out)]
