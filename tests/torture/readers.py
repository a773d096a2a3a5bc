"""Everything of CallMate's that reads a file somebody else may have made, and whole such files.

Each reader reads as far as a screen or a command would, says what it found in words, and raises no
more than it promises.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from callmate.cli.call_list_import import UnreadableListError, read_list
from callmate.cli.calls_command import plain_damaged, plain_record, plain_row
from callmate.documents.call_paper import sheet
from callmate.documents.case_paper import SealedCase, case_paper
from callmate.documents.case_table import case_table
from callmate.documents.formats.markdown import as_markdown
from callmate.documents.formats.plain_text import as_text
from callmate.documents.formats.spreadsheet import as_csv
from callmate.domain.case import Case
from callmate.domain.chronology import Chronology
from callmate.domain.entry import AnyEntry, Note
from callmate.domain.narrative import narrate
from callmate.domain.past_call import UnclearError
from callmate.domain.pending import due_now
from callmate.domain.rules import Rule
from callmate.letters.fill import fill, flaw_of
from callmate.letters.kinds import PatternError, pattern_of
from callmate.rulebook.rule_files import OURS, read_rules, rule_files
from callmate.services.agenda import pending_now
from callmate.services.case_steps import pending_of_call, pending_of_case
from callmate.services.mail.message import NoMailError, read_mail
from callmate.services.past_calls import read_typed
from callmate.services.verification import CallOnDisk, call_on_disk, check_call, check_case
from callmate.store.addresses import Addresses
from callmate.store.atomic_file import as_json, parse
from callmate.store.backup.contents import BackupSurvey, first, line, place_of, sums
from callmate.store.backup.tar import END, Unpacking, member
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Damaged, StoreError
from callmate.store.index import Index
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places, is_id
from callmate.store.questions import OwnQuestions
from callmate.store.rows import DamagedCall, latest, read_digest, row
from callmate.store.settings import load
from callmate.store.trash import Trash
from callmate.store.wrap_up_draft import read_draft
from callmate.wording.error_words import why_damaged, worded
from tests.letters.letter_matter import matter
from tests.made_up_case import BILL, CASE, EVERY_KIND, LETTER, NOW, REPLY, call, case_of
from tests.services.pec import by_pec, receipt, reply
from tests.store.several import as_writer


@dataclass(frozen=True)
class Reader:
    """What reads one kind of file.

    Attributes:
        name: What it is called in the table.
        path: The file's way in a folder of its own.
        seeds: Whole files of the kind.
        read: Reads it; is given the folder.
        ready: Furnishes the folder, once.
        wrapped: Puts what was mutated where only a key opens it.
        promised: The errors that it may raise.
        kept: Whether the file must be left as it was.
    """

    name: str
    path: str
    seeds: Callable[[], list[bytes]]
    read: Callable[[Path], object]
    ready: Callable[[Path], object] = field(default=lambda _folder: None)
    wrapped: Callable[[bytes], bytes] = field(default=lambda raw: raw)
    promised: tuple[type[Exception], ...] = (StoreError,)
    kept: bool = True


CALL = "20261124T093205Z-7f3a9c"
OTHER = "20261120T093205Z-0a1b2c"
_CALL_FILE = f"data/calls/2026/{CALL}/call.json"


def places(folder: Path) -> Places:
    """The places of the owner whose folder this is."""
    return Places(folder / "data", folder / "config")


def _call_kept(folder: Path, name: str, entries: tuple[AnyEntry, ...]) -> Path:
    cabinet = Cabinet(places(folder))
    with cabinet.create(entries[0], name) as kept:  # type: ignore[arg-type] # it begins with its start
        for entry in entries[1:]:
            kept.append(entry)
    return cabinet.folder(name) / "call.json"


def _two_calls(folder: Path) -> None:
    for name, day in ((CALL, 24), (OTHER, 20)):
        _call_kept(folder, name, call(day).entries)


def _calls() -> list[bytes]:
    with TemporaryDirectory() as one, TemporaryDirectory() as other:
        short, long = call().entries, EVERY_KIND
        return [
            _call_kept(Path(one), CALL, short).read_bytes(),
            _call_kept(Path(other), CALL, long).read_bytes(),
        ]


def _further() -> list[bytes]:
    with TemporaryDirectory() as folder:
        _two_calls(Path(folder))
        cabinet = Cabinet(places(Path(folder)))
        with as_writer(cabinet, CALL, "anna1") as kept:
            kept.append(Note(id="more", at=NOW, text="only here"))
        return [(cabinet.folder(CALL) / "call.anna1.json").read_bytes()]


@cache
def _rules() -> tuple[Rule, ...]:
    return read_rules(Path("/nowhere")).rules


def _seen(cabinet: Cabinet, listed: object) -> CallOnDisk:
    try:
        return call_on_disk(cabinet, CALL)
    except Damaged as error:
        told = why_damaged(error.why), worded(error), plain_damaged(CALL, error.why)
        damaged = isinstance(listed, DamagedCall)
    assert damaged, "shown as damaged nowhere else"
    assert all(told)
    raise StoreError(*told)


def _read_call(folder: Path) -> None:
    cabinet = Cabinet(places(folder))
    listed = row(cabinet, CALL)
    assert as_json(plain_row(cabinet, listed))
    assert CALL in cabinet.ids(), "a damaged call must be listed"
    seen = _seen(cabinet, listed)
    paper = sheet(seen, cabinet.verify(CALL), paths=True)
    list(as_text(paper, 80))
    as_markdown(paper)
    assert as_json(plain_record(seen))
    check_call(cabinet, CALL).plain()
    due_now([pending_of_call(seen.call, _rules(), "it")], NOW)
    _tell(Chronology(case_of(), (seen.call,)))


def _tell(told: Chronology) -> None:
    narrate(told, NOW)
    due_now([pending_of_case(told, _rules(), "it")], NOW)


def _cases() -> list[bytes]:
    with TemporaryDirectory() as folder:
        cases, entries = Cases(places(Path(folder))), case_of(LETTER, BILL, REPLY).entries
        cases.open(CASE, entries[0])  # type: ignore[arg-type] # it begins with its opening
        for entry in entries[1:]:
            cases.append(CASE, entry)
        return [(cases.folder(CASE) / "case.json").read_bytes()]


def _read_case(folder: Path) -> None:
    cases = Cases(places(folder))
    assert CASE in cases.ids(), "a damaged case must be listed"
    case: Case = cases.read(CASE)
    told = Chronology(case, (call(23), call(24)))
    sealed = SealedCase(
        told, cases.verify(CASE), {each.id: cases.verify(CASE) for each in told.calls}
    )
    paper = case_paper(sealed, NOW)
    list(as_text(paper, 80))
    as_markdown(paper)
    as_csv(case_table(sealed, NOW))
    check_case(cases, CASE).plain()
    _tell(told)


def _is_none_of_it(folder: Path) -> bool:
    """Whether the file beside the first holds no entries, or says that it is of another call."""
    (beside,) = (folder / _CALL_FILE).parent.glob("call?*.json")
    whole = parse(beside.read_bytes())
    if not isinstance(whole, dict) or not whole.get("entries"):
        return True
    return whole.get("id") != CALL and is_id(str(whole.get("id")))


def _read_further(folder: Path) -> None:
    cabinet = Cabinet(places(folder))
    kept = cabinet.kept(CALL)
    assert len(kept.call.entries) >= len(call().entries), "an entry of the first writer is lost"
    assert kept.further or _is_none_of_it(folder), "a file beside the first is shown"
    check_call(cabinet, CALL).plain()


def _read_index(folder: Path) -> None:
    rows = Index(Cabinet(places(folder))).rows()
    assert sorted(each.id for each in rows) == [OTHER, CALL], "a cache must hide no call"
    assert not [each for each in rows if isinstance(each, DamagedCall)]


def _ready_index(folder: Path) -> None:
    _two_calls(folder)
    Index(Cabinet(places(folder))).rows()
    latest(Cabinet(places(folder)), 5)
    pending_now(places(folder), "it", NOW)
    (folder / "index.seed").write_bytes((folder / "data/index.db").read_bytes())


def _cached(name: str) -> Callable[[], list[bytes]]:
    def made() -> list[bytes]:
        with TemporaryDirectory() as folder:
            _ready_index(Path(folder))
            path = Path(folder, "data", name)
            return [path.read_bytes()] if path.exists() else [b"{}"]

    return made


def _read_caches(folder: Path) -> None:
    found = latest(Cabinet(places(folder)), 5)
    assert [each.id for each in found] == [CALL, OTHER], "a cache must hide no call"
    due_now(pending_now(places(folder), "it", NOW), NOW)
    read_digest(places(folder))
    Trash(places(folder)).sweep(NOW.date())


def _read_own(folder: Path) -> None:
    there = places(folder)
    OwnQuestions(there).of_company("Zefiro Telecom")


def _read_addresses(folder: Path) -> None:
    there = Addresses(places(folder))
    assert there.sender is not None
    there.recipient("Zefiro Telecom")


def _read_keys(folder: Path) -> None:
    keys = OwnerKeys(places(folder))
    keys.locked()
    keys.recipient()
    keys.identity()


@cache
def _own_keys() -> tuple[bytes, bytes]:
    with TemporaryDirectory() as folder:
        there = places(Path(folder))
        OwnerKeys(there).recipient()
        return there.public_key.read_bytes(), there.private_key.read_bytes()


def _ready_keys(folder: Path) -> None:
    (folder / "data").mkdir(mode=0o700)
    for path, raw in zip(
        (places(folder).public_key, places(folder).private_key), _own_keys(), strict=True
    ):
        path.write_bytes(raw)


_SETTINGS = b"""language = "it"
theme = "dark"
country = "gb"
microphone = "USB"
[keys]
"call.hold" = "f4"
"call.mark" = "ctrl+m"
"""


def _read_rules(folder: Path) -> None:
    book = read_rules(folder)
    for rule in book.rules:
        rule.is_stale(NOW.date())
    told = Chronology(case_of(LETTER, BILL, REPLY), (call(23), call(24)))
    due_now([pending_of_case(told, book.rules, "it")], NOW)


def _patterns() -> list[bytes]:
    return [pattern_of(name, "it").encode() for name in ("complaint", "promise", "story")]


def _read_pattern(folder: Path) -> None:
    flaw_of(folder / "complaint.j2")
    fill("complaint", "it", matter(), own=folder)


_LIST = (
    b"azienda;giorno;ora;durata;operatore;nota;promessa;entro;esito\n"
    b'Zefiro Telecom;18/11/2026;10:32;12;4471;"dice; guasto";un tecnico;27/11/2026;refused\n'
    b"Aurora Gas;2026-11-19;verso le 10;1:02:03;;perdita;;;\n"
)


def _read_calls(folder: Path) -> None:
    for listed in read_list(folder / "list.csv").lines:
        try:
            read_typed(listed.fields, NOW, cases={})
        except UnclearError:
            continue


def _mails() -> list[bytes]:
    at = NOW - timedelta(hours=2)
    kinds = ("accettazione", "avvenuta-consegna")
    return [reply(at), by_pec(at, reply(at)), *(receipt(kind, at) for kind in kinds)]


def _backup() -> list[bytes]:
    files = {f"calls/2026/{CALL}/call.json": _calls()[0], f"cases/{CASE}/case.json": _cases()[0]}
    lines = [line(place_of(name), hashlib.sha256(raw).hexdigest()) for name, raw in files.items()]
    pieces = [*member("backup.json", first())]
    for name, raw in files.items():
        pieces += member(name, raw)
    return [b"".join([*pieces, *member("SHA256SUMS", sums(lines)), END])]


def _read_backup(folder: Path) -> None:
    survey = BackupSurvey()
    unpacking = Unpacking(survey)
    raw = (folder / "contents.tar").read_bytes()
    for at in range(0, len(raw), 1000):
        unpacking.write(raw[at : at + 1000])
    unpacking.finish()
    survey.finish()


READERS = (
    Reader("a call", _CALL_FILE, _calls, _read_call, _two_calls),
    Reader("a case", f"data/cases/{CASE}/case.json", _cases, _read_case, _two_calls),
    Reader(
        "a further writer's file",
        f"data/calls/2026/{CALL}/call.anna1.json",
        _further,
        _read_further,
        _two_calls,
    ),
    Reader(
        "a copy that a sync program left",
        f"data/calls/2026/{CALL}/call 2.json",
        _calls,
        _read_further,
        _two_calls,
    ),
    *(
        Reader(f"the cache {name}", f"data/{name}", _cached(name), read, _ready_index, kept=False)
        for name, read in (
            ("index.db", _read_index),
            ("recent.json", _read_caches),
            ("due.json", _read_caches),
            ("days.json", _read_caches),
        )
    ),
    Reader(
        "own questions",
        "data/questions.json",
        lambda: [b'{"version":1,"companies":{"zefiro telecom":["When?"]},"sectors":{}}'],
        _read_own,
    ),
    Reader(
        "addresses",
        "data/addresses.json",
        lambda: [b'{"version":1,"sender":{"name":"A"},"recipients":{"zefiro":{"name":"Z"}}}'],
        _read_addresses,
    ),
    Reader(
        "what was typed after a call",
        "wrap-up.json",
        lambda: [b'{"answers":{"operator":"4471"},"outcome":"refused"}'],
        read_draft,
    ),
    Reader("the public key", "data/owner.pub", lambda: [_own_keys()[0]], _read_keys, _ready_keys),
    Reader("the secret key", "data/owner.age", lambda: [_own_keys()[1]], _read_keys, _ready_keys),
    Reader(
        "settings",
        "settings.toml",
        lambda: [_SETTINGS],
        lambda folder: load(folder / "settings.toml"),
        promised=(),
    ),
    Reader(
        "rules",
        "own.toml",
        lambda: [rule_files(OURS)[0].read_bytes()[:6000]],
        _read_rules,
        promised=(),
    ),
    Reader(
        "the pattern of a letter",
        "complaint.j2",
        _patterns,
        _read_pattern,
        promised=(PatternError,),
    ),
    Reader(
        "a table of calls",
        "list.csv",
        lambda: [_LIST],
        _read_calls,
        promised=(UnreadableListError,),
    ),
    Reader(
        "an e-mail or a PEC receipt",
        "mail.eml",
        _mails,
        lambda folder: read_mail((folder / "mail.eml").read_bytes()),
        promised=(NoMailError,),
    ),
    Reader("the contents of a backup", "contents.tar", _backup, _read_backup),
)
"""All but those of sound."""
