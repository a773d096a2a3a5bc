"""A volunteer with a hundred cases and a thousand calls: each picker and form, by its keys."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from callmate.domain.case import CaseFacts
from callmate.domain.entry import HungUp, Sector
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import begin, new_id
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.owner_store import START, Ticks
from tests.terminal.owner import Owner


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of ten calls in each of a hundred cases, all of one company each."""
    folder = tmp_path_factory.mktemp("filled")
    places = Places(folder / "callmate", folder / "config")
    cabinet, cases = Cabinet(places), Cases(places)
    for number in range(100):
        opened = START - timedelta(days=number)
        company = f"Company {number:03}"
        facts = CaseFacts(
            name=f"Trouble {number:03}",
            company=company,
            sector=Sector.ENERGY,
            customer_code=f"C-{number:03}",
        )
        case = CaseDesk(cases, fresh_id, Ticks(opened, 0.0)).open(facts)
        for hour in range(10):
            at = opened + timedelta(hours=hour)
            started = begin(company, sector=Sector.ENERGY, case=case.id, clock=Ticks(at, 0.0))
            ended = HungUp(id=new_id(), at=at + timedelta(minutes=5))
            cabinet.create(started, fresh_id(at), (ended,)).close()
    return places.data


@pytest.fixture
def volunteer(filled: Path, owner: Owner) -> Owner:
    """Somebody with all of that, of which the program has read nothing yet."""
    shutil.copytree(filled, owner.data)
    return owner


SIZES = pytest.mark.parametrize("size", [(80, 24), (60, 20)], ids=str)
LONG = 90.0
"""Seconds that reading a thousand calls for the first time may take beside other tests."""


@SIZES
def test_the_form_of_a_new_call_and_what_is_shown_only_are_usable(
    volunteer: Owner, size: tuple[int, int]
) -> None:
    do = volunteer.do
    with volunteer.open(size=size) as terminal:
        terminal.wait_for("more cases", within=LONG)
        do(terminal, "home.filter")
        terminal.wait_for("Without a claim number")
        terminal.type("company 055")
        terminal.wait_for("1 of ")
        terminal.press("enter")
        terminal.wait_for("11 found", within=LONG)
        terminal.press("escape")
        terminal.wait_until_gone("11 found")

        do(terminal, "home.new")
        terminal.wait_for("no case", within=LONG)
        terminal.type("Comp")
        terminal.wait_for("Comp")
        terminal.press("up")
        terminal.wait_for("100 of 100")
        terminal.type("C042")
        terminal.wait_for("0 of 100")
        terminal.press(*["backspace"] * 4)
        terminal.type("042")
        terminal.wait_for("1 of 100")
        terminal.press("enter")
        terminal.wait_for("Company 042")
        terminal.press("escape")
        terminal.wait_until_gone("START THE CALL")


@SIZES
def test_a_case_and_a_call_are_found_and_filed_among_a_hundred(
    volunteer: Owner, size: tuple[int, int]
) -> None:
    do = volunteer.do
    with volunteer.open(size=size) as terminal:
        terminal.wait_for("Company 000")
        do(terminal, "home.cases")
        terminal.wait_for("100 of 100", within=LONG)
        do(terminal, "cases.search")
        terminal.type("company 077")
        terminal.wait_for("1 of 100")
        terminal.press("enter")
        terminal.wait_for("C-077", within=LONG)
        terminal.press("end")
        do(terminal, "case.open")
        terminal.wait_for("Case: Trouble 077", within=LONG)

        do(terminal, "review.case")
        terminal.wait_for("Now it is in")
        terminal.wait_for("100 of 100")
        # A page is as many lines as are shown, and the dialog may still be growing.
        terminal.press(*["pagedown"] * 20)
        terminal.wait_for("Take it out of its case")
        terminal.type("trouble 099")
        terminal.wait_for("1 of 100")
        terminal.press("enter")
        terminal.wait_for("Trouble 099”")
        terminal.press("enter")
        terminal.wait_for("Case: Trouble 099")
        do(terminal, "review.undo")
        terminal.wait_for("Case: Trouble 077")
        do(terminal, "review.to_case")
        terminal.wait_for("C-077", within=LONG)
