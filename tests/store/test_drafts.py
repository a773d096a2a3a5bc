"""A letter that was begun is kept beside its case, and a case's id leads nowhere else."""

import stat
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from callmate.domain.letter import Recipient, Sender
from callmate.store.addresses import Addresses, Drafts
from callmate.store.errors import NoSuchCase, NotKept
from tests.owner_store import OwnerStore

CASE = "20261124T103205Z-7f3a9c"


@pytest.fixture
def drafts(owner_store: OwnerStore) -> Drafts:
    return Drafts(owner_store.places, CASE)


def test_a_draft_is_kept_for_the_owner_alone(drafts: Drafts) -> None:
    assert drafts.read("complaint", "it") is None
    drafts.keep("complaint", "it", "Gentile Zefiro,\n\nperché?")
    assert drafts.read("complaint", "it") == "Gentile Zefiro,\n\nperché?"
    path = drafts.path("complaint", "it")
    assert path.parts[-4:] == ("cases", CASE, "drafts", "complaint.it.txt")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_each_letter_has_a_draft_in_each_language(drafts: Drafts) -> None:
    drafts.keep("complaint", "it", "uno")
    drafts.keep("complaint", "en", "two")
    drafts.keep("agcom", "it", "tre")
    drafts.drop("complaint", "it")
    assert drafts.read("complaint", "it") is None
    assert drafts.read("complaint", "en") == "two"
    assert drafts.read("agcom", "it") == "tre"
    drafts.drop("complaint", "it")


def test_another_draft_takes_the_place_of_the_first(drafts: Drafts) -> None:
    drafts.keep("complaint", "it", "long" * 1000)
    drafts.keep("complaint", "it", "short")
    assert drafts.read("complaint", "it") == "short"
    assert len(list(drafts.path("complaint", "it").parent.iterdir())) == 1


def test_bytes_that_are_no_text_are_shown_as_far_as_they_are(drafts: Drafts) -> None:
    drafts.keep("complaint", "it", "caf\udce9")
    assert drafts.read("complaint", "it") == "caf?"
    drafts.path("complaint", "it").write_bytes(b"caf\xe9")
    assert drafts.read("complaint", "it") == "caf\ufffd"


def test_what_is_no_file_is_no_draft(drafts: Drafts) -> None:
    drafts.path("complaint", "it").mkdir(parents=True)
    assert drafts.read("complaint", "it") is None
    with pytest.raises(NotKept):
        drafts.keep("complaint", "it", "text")
    with pytest.raises(NotKept):
        drafts.drop("complaint", "it")


@pytest.mark.parametrize("case", ["", ".", "..", "../..", "/etc", CASE + "/..", CASE.lower()])
def test_only_the_id_of_a_case_is_a_place_for_drafts(owner_store: OwnerStore, case: str) -> None:
    with pytest.raises(NoSuchCase):
        Drafts(owner_store.places, case)


LINES = st.text(st.characters(exclude_characters="\x00"), max_size=8)


@settings(max_examples=25)
@given(st.builds(Sender, LINES, LINES, LINES), st.builds(Recipient, LINES, LINES, LINES, LINES))
def test_whatever_is_typed_into_an_address_comes_back(
    tmp_path_factory: pytest.TempPathFactory, sender: Sender, recipient: Recipient
) -> None:
    addresses = Addresses(OwnerStore(_once(tmp_path_factory)).places)
    addresses.keep_sender(sender)
    addresses.keep_recipient(recipient.name, recipient)
    assert addresses.sender == sender
    assert addresses.recipient(f"  {recipient.name.upper()}\t") in {recipient, None}
    assert addresses.recipient(recipient.name) == recipient


def _once(factory: pytest.TempPathFactory) -> Path:
    """One folder for all examples; each writes over the one before."""
    folder = factory.getbasetemp() / "addresses"
    folder.mkdir(exist_ok=True)
    return folder
