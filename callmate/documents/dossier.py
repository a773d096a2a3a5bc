"""Puts a dossier into a folder: its paper, copies of what is attached to the case."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from callmate.documents.case_paper import (
    SealedCase,
    attached,
    calls,
    chronology,
    cost,
    foot,
    is_note,
    known,
    mark,
    promises,
    sealed_case,
)
from callmate.documents.formats.blocks import (
    Block,
    FactRow,
    FactTable,
    Heading,
    Paper,
    Paragraph,
    Table,
)
from callmate.documents.formats.paper_files import contents
from callmate.domain.case import Case, Channel, Purpose
from callmate.domain.letter import Sender
from callmate.domain.next_steps import Step, in_order
from callmate.domain.rules import Country
from callmate.locale.messages import _, language, ngettext
from callmate.rulebook.rule_files import read_rules
from callmate.services.case_desk import CaseDesk
from callmate.services.case_steps import pending_of_case
from callmate.services.output import NotTakenOutError, put
from callmate.store.addresses import Addresses
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases, open_attachment
from callmate.store.errors import AttachmentChanged, AttachmentGone
from callmate.wording import dates
from callmate.wording.step_words import doubt, in_language, when_possible


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
    notes: bool = False
    """Whether the owner's notes go with it."""


def dossier_paper(dossier: Dossier) -> Paper:
    """The whole paper."""
    told, now = dossier.case.told, dossier.now
    sections = (
        (_("Who asks"), _facts(_sender(dossier.sender))),
        (_("In short"), [*_facts([*known(told), *cost(told, now)])]),
        (_("Promises"), promises(told, now)),
        (_("What can be done next"), _next(dossier)),
        (_("The calls"), calls(told, now)),
        (_("What happened, in order"), _in_order(dossier)),
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


def _in_order(dossier: Dossier) -> list[Block]:
    told = dossier.case.told
    blocks = chronology(told, notes=dossier.notes)
    if not dossier.notes and any(map(is_note, told.lines)):
        blocks.append(Paragraph(_("Notes of one's own are left out."), "dim"))
    return blocks


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
    rows = tuple(FactRow(label, text) for label, text in told)
    return [FactTable(rows)] if rows else []


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
    yield f"{title} ({in_language(step.next_body)})" if step.next_body else title
    yield when_possible(step, today)
    said = _("{source}; looked at on {date}")
    source = said.format(source=in_language(step.source), date=dates.full_day(step.checked_on))
    unsure = doubt(step, today)
    yield f"{source}; {unsure}" if unsure else source


def _enclosed(dossier: Dossier) -> list[Block]:
    files = (
        (f"{number}.", f"{file.name}\nSHA-256 {file.sha256}")
        for number, file in enumerate(dossier.enclosed, 1)
    )
    return [*_facts(files), *map(Paragraph, dossier.left_out)]


PAPER: Final = "dossier.pdf"
ENCLOSED: Final = "enclosed"
SOUND: Final = "sound"

_ODD: Final = re.compile(r"[^\w.\- ()]+")
_LONGEST: Final = 80


class DossierFolder:
    """A dossier being put together.

    Args:
        cabinet: Where the calls are kept.
        case_id: The case.
        folder: Where to; it must not be there yet, or hold nothing.
        to: Whom it is for.
        notes: Whether the owner's notes go with it.

    Raises:
        NotTakenOutError: There is something already, or the folder could not be made.
        StoreError: The case cannot be read.
    """

    def __init__(
        self, cabinet: Cabinet, case_id: str, folder: Path, to: str, *, notes: bool = False
    ) -> None:
        self._cabinet = cabinet
        self._cases = Cases(cabinet.places)
        self.case: SealedCase = sealed_case(cabinet, self._cases, case_id)
        self.folder = folder
        self.to = to
        self._notes = notes
        self._enclosed: list[Enclosed] = []
        self.left_out: list[str] = []
        """A sentence for each attached file that was not copied, naming it and saying why."""
        _make(folder)

    def add_attached(self) -> None:
        """Copy the files of the case that are still as they were copied in.

        Each is listed by its digest; of those that were changed or are gone, the paper says so.

        Raises:
            NotTakenOutError: A copy could not be written.
        """
        place = self._cases.folder(self.case.told.case.id)
        handed = {
            each.attachment.path
            for each in self.case.told.case.happenings
            if each.attachment and each.purpose is Purpose.HANDED
        }
        files = [file for _day, file in attached(self.case.told) if file.path not in handed]
        for file in files:
            try:
                with open_attachment(place, file) as kept:
                    held = kept.read()
            except AttachmentChanged:
                said = _("“{file}” was left out: it is not as it was copied into the case.")
                self.left_out.append(said.format(file=file.name))
            except (AttachmentGone, OSError):
                said = _("“{file}” was left out: it is gone from the case, or cannot be read.")
                self.left_out.append(said.format(file=file.name))
            else:
                number = len(self._enclosed) + 1
                self._put(f"{ENCLOSED}/{number:02d}-{_plain(file.name)}", held)

    def place_for_sound(self, name: str) -> Path:
        """Where a listening copy goes.

        Args:
            name: What it is to be called, with its ending.
        """
        _make_inside(self.folder / SOUND)
        return self.folder / SOUND / name

    def add_sound(self, path: Path) -> None:
        """List a listening copy that was made in its place.

        Raises:
            OSError: It cannot be read.
        """
        digest = sha256(path.read_bytes()).hexdigest()
        self._enclosed.append(Enclosed(f"{SOUND}/{path.name}", digest))

    def finish(self, country: Country, clock_now: datetime) -> Sequence[Enclosed]:
        """Write the paper, which lists everything else.

        Args:
            country: Whose rules hold.
            clock_now: The time.

        Raises:
            NotTakenOutError: It could not be written.
            StoreError: The owner's details cannot be read.
        """
        places = self._cabinet.places
        rules = read_rules(places.rules).rules
        paper = dossier_paper(
            Dossier(
                case=sealed_case(self._cabinet, self._cases, self.case.told.case.id),
                sender=self.case.told.case.sender or Addresses(places).sender,
                to=self.to,
                steps=pending_of_case(self.case.told, rules, country).steps,
                enclosed=tuple(self._enclosed),
                left_out=tuple(self.left_out),
                now=clock_now,
                notes=self._notes,
            )
        )
        put(self.folder / PAPER, contents(paper, ".pdf"), force=False)
        return tuple(self._enclosed)

    def write_down(self, desk: CaseDesk) -> Case:
        """Keep in the case that it was handed over, to whom, and a copy of its paper.

        Args:
            desk: The desk of cases.

        Raises:
            StoreError: It could not be kept.
            OSError: The paper cannot be read.
        """
        case = self.case.told.case
        with (self.folder / PAPER).open("rb") as source:
            copy = self._cases.attach(case.id, PAPER, source)
        return desk.add(
            case,
            Channel.OTHER,
            ", ".join(self._words()),
            attachment=copy,
            purpose=Purpose.HANDED,
        )

    def _words(self) -> Iterator[str]:
        whom = self.to or _("somebody not named")
        yield _("Dossier made for {to}").format(to=whom)
        sound = sum(each.name.startswith(f"{SOUND}/") for each in self._enclosed)
        files = len(self._enclosed) - sound
        if files:
            yield ngettext("{count} file enclosed", "{count} files enclosed", files).format(
                count=files
            )
        said = ngettext(
            "with {count} listening copy", "with {count} listening copies", sound
        ).format(count=sound)
        yield said if sound else _("without sound")

    def _put(self, name: str, held: bytes) -> None:
        path = self.folder / name
        _make_inside(path.parent)
        put(path, held, force=False)
        self._enclosed.append(Enclosed(name, sha256(held).hexdigest()))


def _make(folder: Path) -> None:
    try:
        folder.mkdir(0o700)
    except FileExistsError as error:
        if not folder.is_dir() or any(folder.iterdir()):
            said = _("There is something in “{folder}” already: choose another folder.")
            raise NotTakenOutError(said.format(folder=folder)) from error
        folder.chmod(0o700)
    except OSError as error:
        said = _("The folder “{folder}” could not be made.")
        raise NotTakenOutError(said.format(folder=folder)) from error


def _make_inside(folder: Path) -> None:
    try:
        folder.mkdir(0o700, exist_ok=True)
    except OSError as error:
        said = _("The folder “{folder}” could not be made.")
        raise NotTakenOutError(said.format(folder=folder)) from error


def _plain(name: str) -> str:
    """A file's name that every system takes and that leads nowhere else."""
    plain = Path(_ODD.sub("_", Path(name).name).strip(". ") or "file")
    # A disk counts the bytes of a name, which are up to four for a letter.
    stem = plain.stem[:_LONGEST].encode()[: 2 * _LONGEST].decode(errors="ignore")
    return stem + plain.suffix[:16]
