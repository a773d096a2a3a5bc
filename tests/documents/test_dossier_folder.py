"""A dossier is put into a folder of its own: what is attached, the paper, and nothing else."""

import io
import os
import stat
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from pypdf import PdfReader

from callmate.documents.dossier import ENCLOSED, PAPER, SOUND, DossierFolder, Enclosed
from callmate.domain.case import Case, Channel, Happened, Purpose
from callmate.domain.letter import Sender
from callmate.services.output import NotTakenOutError
from callmate.store.addresses import Addresses
from callmate.store.errors import NoSuchCase
from tests.owner_store import START, OwnerStore, promise

pytestmark = pytest.mark.usefixtures("english")

LATER = START + timedelta(days=1)


@dataclass(frozen=True)
class Prepared:
    """A case with files attached to it."""

    store: OwnerStore
    case: Case
    target: Path

    def attach(self, name: str, held: bytes, purpose: Purpose | None = None) -> Path:
        """Attach a file; returns the place of its copy."""
        file = self.store.cases.attach(self.case.id, name, io.BytesIO(held))
        self.store.desk().add(self.case, Channel.OTHER, name, attachment=file, purpose=purpose)
        return self.store.cases.folder(self.case.id) / file.path

    def begin(self, to: str = "") -> DossierFolder:
        """Begin a dossier."""
        return DossierFolder(self.store.cabinet, self.case.id, self.target, to)

    def happenings(self) -> tuple[Happened, ...]:
        """What the case tells beside its calls, by now."""
        return self.store.cases.read(self.case.id).happenings


@pytest.fixture
def prepared(owner_store: OwnerStore, tmp_path: Path) -> Prepared:
    case = owner_store.case()
    owner_store.call(promise("a technician", None), case=case.id)
    return Prepared(owner_store, case, tmp_path / "for-them")


def digest(held: bytes) -> str:
    return sha256(held).hexdigest()


def test_attached_files_are_copied_in_order_and_listed_by_their_digests(prepared: Prepared) -> None:
    prepared.attach("bill.pdf", b"one")
    prepared.attach("bill.pdf", b"two")
    dossier = prepared.begin()
    dossier.add_attached()
    enclosed = dossier.finish("it", LATER)
    assert list(enclosed) == [
        Enclosed("enclosed/01-bill.pdf", digest(b"one")),
        Enclosed("enclosed/02-bill.pdf", digest(b"two")),
    ]
    for each in enclosed:
        assert digest((prepared.target / each.name).read_bytes()) == each.sha256
    assert (prepared.target / PAPER).read_bytes().startswith(b"%PDF")


def test_all_of_it_is_the_owners_alone(prepared: Prepared) -> None:
    prepared.attach("bill.pdf", b"one")
    before = os.umask(0)
    try:
        dossier = prepared.begin()
        dossier.add_attached()
        dossier.finish("it", LATER)
        dossier.place_for_sound("x.m4a")
    finally:
        os.umask(before)
    modes = {
        str(each.relative_to(prepared.target)): stat.S_IMODE(each.stat().st_mode)
        for each in (prepared.target, *prepared.target.rglob("*"))
    }
    assert modes == {
        ".": 0o700,
        ENCLOSED: 0o700,
        SOUND: 0o700,
        f"{ENCLOSED}/01-bill.pdf": 0o600,
        PAPER: 0o600,
    }


def test_a_dossier_that_was_handed_over_before_is_in_no_other(prepared: Prepared) -> None:
    prepared.attach("dossier.pdf", b"%PDF an earlier one", Purpose.HANDED)
    dossier = prepared.begin()
    dossier.add_attached()
    assert dossier.finish("it", LATER) == ()
    assert dossier.left_out == []


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda path: path.write_bytes(b"other"), "it is not as it was copied into the case"),
        (lambda path: path.unlink(), "it is gone from the case, or cannot be read"),
    ],
)
def test_what_is_not_as_it_was_is_left_out_and_said(
    prepared: Prepared, spoil: object, said: str
) -> None:
    spoil(prepared.attach("photo.jpg", b"a photograph"))  # type: ignore[operator] # one of the two
    prepared.attach("bill.pdf", b"one")
    dossier = prepared.begin()
    dossier.add_attached()
    assert [each.name for each in dossier.finish("it", LATER)] == ["enclosed/01-bill.pdf"]
    assert dossier.left_out == [f"“photo.jpg” was left out: {said}."]


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("Bolletta di ottobre (2).pdf", "01-Bolletta di ottobre (2).pdf"),
        ("più – così.jpg", "01-più _ così.jpg"),
        ("a\x1b[2J\u202eb.pdf", "01-a_2J_b.pdf"),
        ("$(id) `id`;&|.txt", "01-_(id) _id_.txt"),
        ("-rf.txt", "01--rf.txt"),
        ("...", "01-file"),
        ("x" * 200 + ".pdf", f"01-{'x' * 80}.pdf"),
        ("a." + "x" * 100, f"01-a.{'x' * 15}"),
        ("caf\udce9.pdf", "01-caf_.pdf"),
        ("CON.txt", "01-CON.txt"),
    ],
)
def test_a_copy_has_a_plain_name(prepared: Prepared, name: str, copied: str) -> None:
    prepared.attach(name, b"one")
    dossier = prepared.begin()
    dossier.add_attached()
    assert [each.name for each in (prepared.target / ENCLOSED).iterdir()] == [copied]


def test_a_name_of_letters_that_take_four_bytes_is_short_enough_for_the_disk(
    prepared: Prepared,
) -> None:
    prepared.attach("\U00020000" * 60 + "." + "\U00020001" * 3, b"one")
    dossier = prepared.begin()
    dossier.add_attached()
    (copy,) = (prepared.target / ENCLOSED).iterdir()
    assert copy.read_bytes() == b"one"


def test_sound_is_listed_by_the_digest_of_what_was_made(prepared: Prepared) -> None:
    dossier = prepared.begin()
    place = dossier.place_for_sound("call.m4a")
    assert place == dossier.place_for_sound("call.m4a")
    place.write_bytes(b"sound")
    dossier.add_sound(place)
    assert list(dossier.finish("it", LATER)) == [Enclosed("sound/call.m4a", digest(b"sound"))]


@pytest.mark.parametrize(
    ("to", "files", "sounds", "words"),
    [
        ("", 0, 0, "Dossier made for somebody not named, without sound"),
        ("Adiconsum", 1, 0, "Dossier made for Adiconsum, 1 file enclosed, without sound"),
        (
            "Avv. Rossi",
            2,
            1,
            "Dossier made for Avv. Rossi, 2 files enclosed, with 1 listening copy",
        ),
        ("x", 0, 2, "Dossier made for x, with 2 listening copies"),
    ],
)
def test_the_case_tells_what_was_handed_over_and_keeps_the_paper(
    prepared: Prepared, to: str, files: int, sounds: int, words: str
) -> None:
    for number in range(files):
        prepared.attach(f"{number}.pdf", b"one")
    dossier = prepared.begin(to)
    dossier.add_attached()
    for number in range(sounds):
        place = dossier.place_for_sound(f"{number}.m4a")
        place.write_bytes(b"sound")
        dossier.add_sound(place)
    dossier.finish("it", LATER)
    dossier.write_down(prepared.store.desk(LATER))
    told = prepared.happenings()[-1]
    assert (told.text, told.purpose, told.on) == (words, Purpose.HANDED, LATER)
    assert told.attachment is not None
    assert told.attachment.sha256 == digest((prepared.target / PAPER).read_bytes())


def test_the_paper_tells_what_is_kept_by_the_time_it_is_finished(prepared: Prepared) -> None:
    dossier = prepared.begin("Adiconsum")
    Addresses(prepared.store.places).keep_sender(Sender(name="Anna Bianchi", tax_code="TAX1"))
    prepared.store.rule("next", title="Write to the commissioner")
    prepared.store.desk(LATER).add(prepared.case, Channel.BILL, "October's bill")
    dossier.finish("us", LATER)
    pages = PdfReader(prepared.target / PAPER).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    for words in (
        *("Dossier for Adiconsum", "Anna Bianchi", "TAX1", "a technician"),
        *("Write to the commissioner", "October's bill", prepared.case.id),
    ):
        assert words in text, words


def test_a_folder_that_is_there_and_empty_is_used_and_made_private(prepared: Prepared) -> None:
    prepared.target.mkdir(mode=0o755)
    prepared.begin()
    assert stat.S_IMODE(prepared.target.stat().st_mode) == 0o700


def test_nothing_that_is_there_is_touched(prepared: Prepared) -> None:
    prepared.target.mkdir()
    (prepared.target / "mine.txt").write_text("mine")
    with pytest.raises(NotTakenOutError, match="choose another folder"):
        prepared.begin()
    assert (prepared.target / "mine.txt").read_text() == "mine"
    assert stat.S_IMODE(prepared.target.stat().st_mode) != 0o700


def test_a_file_in_the_place_of_the_folder_is_left_alone(prepared: Prepared) -> None:
    prepared.target.write_text("mine")
    with pytest.raises(NotTakenOutError, match="choose another folder"):
        prepared.begin()
    assert prepared.target.read_text() == "mine"


def test_a_folder_in_no_folder_is_not_made(prepared: Prepared, tmp_path: Path) -> None:
    with pytest.raises(NotTakenOutError, match="could not be made"):
        DossierFolder(prepared.store.cabinet, prepared.case.id, tmp_path / "no" / "where", "")
    assert not (tmp_path / "no").exists()


def test_a_paper_is_never_written_over_another(prepared: Prepared) -> None:
    dossier = prepared.begin()
    (prepared.target / PAPER).write_bytes(b"mine")
    with pytest.raises(NotTakenOutError, match="is there already"):
        dossier.finish("it", LATER)
    assert (prepared.target / PAPER).read_bytes() == b"mine"


def test_of_a_case_that_is_not_there_no_folder_is_made(prepared: Prepared) -> None:
    with pytest.raises(NoSuchCase):
        DossierFolder(prepared.store.cabinet, "20200101T000000Z-000000", prepared.target, "")
    assert not prepared.target.exists()
