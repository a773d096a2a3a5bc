"""Makes a file of a case, for whoever can help; sound is never in it."""

from pathlib import Path

from callmate.case_paper.files import CASE_ENDINGS, case_contents
from callmate.case_paper.sealed import SealedCase, sealed_case
from callmate.commands import saying
from callmate.commands.grammar import WrongUseError
from callmate.commands.here import Here
from callmate.desk import now
from callmate.domain.plain_case import record_case
from callmate.domain.visible import visible
from callmate.i18n import _, ngettext
from callmate.store.errors import Ambiguous


def case_named(here: Here, prefix: str) -> str | None:
    """The case whose id starts so; ``None`` when no case does.

    Raises:
        Ambiguous: Several do, or a call's id starts so too.
    """
    cases = tuple(each for each in here.cases.ids() if prefix and each.startswith(prefix))
    if not cases:
        return None
    found = (*cases, *(each for each in here.cabinet.ids() if each.startswith(prefix)))
    if len(found) > 1:
        raise Ambiguous(found)
    return cases[0]


def case_file(here: Here, case_id: str, path: Path) -> bytes:
    """What the file will hold.

    Raises:
        WrongUseError: A case does not become a file of this kind.
        StoreError: The case cannot be read.
    """
    kind = path.suffix.lower()
    if kind not in {".json", *CASE_ENDINGS}:
        said = _("“{file}” must end in .pdf, .html, .md, .txt, .csv or .json: a case has no sound.")
        raise WrongUseError(said.format(file=visible(path.name)))
    case = sealed_case(here.cabinet, here.cases, case_id)
    tell_unread(case)
    if kind == ".json":
        return saying.json_line(record_case(case.told, case.chain.fingerprint, now()))
    return case_contents(case, kind, now())


def tell_unread(case: SealedCase) -> None:
    """Say how many calls cannot be read, since one of them may belong to the case."""
    if case.unread:
        said = ngettext(
            "{count} call cannot be read. If it belongs to this case, it is not told here.",
            "{count} calls cannot be read. Those that belong to this case are not told here.",
            case.unread,
        )
        saying.say(said.format(count=case.unread))
