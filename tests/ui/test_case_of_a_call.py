"""A call goes into a case: the one it is in is shown, both ends are named, and it can be undone."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot
from textual.widgets import Static

from callmate.domain.case import Channel, LineTakenAway, MergedHere
from callmate.domain.case_events import deliveries
from callmate.domain.entry import Sector
from callmate.services.case_of_call import move_back, move_line
from callmate.services.verification import check_case
from callmate.store.cases import open_attachment
from callmate.ui.dialogs import ListDialog, PickDialog, TypedDialog
from callmate.ui.screens.case.case_form import CaseForm
from callmate.ui.screens.case.case_list import CaseList
from callmate.ui.screens.case.case_screen import CaseView
from callmate.ui.screens.case.chronology_panel import ChronologyList
from callmate.ui.screens.case_choice import CallTicks
from callmate.ui.screens.new_call_form import NewCall
from callmate.ui.screens.review.review_screen import Review
from callmate.ui.screens.wrap_up import WrapUp
from callmate.ui.widgets.picker import Picker
from tests.owner_store import START, OwnerStore
from tests.ui.program import Program, until

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def store(tmp_path: Path) -> OwnerStore:
    """An owner with nothing kept."""
    return OwnerStore(tmp_path)


@asynccontextmanager
async def opened(
    store: OwnerStore, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Program, Pilot[None]]]:
    """The program of this owner, and who presses keys."""
    app = Program(store.folder)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield app, pilot


def cases(store: OwnerStore, *companies: str) -> list[str]:
    """Open a case with each of these companies, each a day later; answer with the ids."""
    return [
        store.case(
            START + timedelta(days=number),
            replace(store.facts, name=f"Trouble with {company}", company=company),
        ).id
        for number, company in enumerate(companies)
    ]


def words(app: Program, query: str = "Static") -> str:
    return "\n".join(str(each.content) for each in app.screen.query(query).results(Static))


def lit(app: Program) -> str:
    candidate = app.screen.query_one(Picker).lit
    return candidate.value if candidate else "nothing"


async def reviewed(app: Program, pilot: Pilot[None], call: str) -> None:
    app.review(call)
    await until(lambda: isinstance(app.screen, Review))
    await pilot.pause()


async def asked(app: Program, pilot: Pilot[None], dialog: type[object]) -> None:
    await until(lambda: isinstance(app.screen, dialog))
    await pilot.pause()


async def test_the_case_of_a_call_is_shown_lit_and_named_among_thirty(store: OwnerStore) -> None:
    of = cases(store, *(f"Company {number}" for number in range(30)))
    call = store.call(case=of[3])
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        assert "Trouble with Company 3" in words(app, "#case")
        await pilot.press("p")
        await asked(app, pilot, ListDialog)
        assert lit(app) == of[3]
        assert "Trouble with Company 3" in words(app, ".title")
        await pilot.press("enter")
        await pilot.pause()
        assert store.cabinet.read(call).case == of[3]
        assert len(store.cabinet.read(call).entries) == 2


async def test_filing_names_both_ends_is_confirmed_and_undone(store: OwnerStore) -> None:
    of = cases(store, "Aurora", "Bora")
    call = store.call(case=of[0])
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        await pilot.press("p")
        await asked(app, pilot, ListDialog)
        await pilot.press(*"bora", "enter")
        await asked(app, pilot, PickDialog)
        assert "from “Trouble with Aurora” to “Trouble with Bora”" in words(app)
        assert store.cabinet.read(call).case == of[0]
        await pilot.press("enter")
        await until(lambda: store.cabinet.read(call).case == of[1])
        await asked(app, pilot, Review)
        await pilot.press("ctrl+z")
        await until(lambda: store.cabinet.read(call).case == of[0])


async def test_a_call_goes_out_of_its_case(store: OwnerStore) -> None:
    (of,) = cases(store, "Aurora")
    call = store.call(case=of)
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        await pilot.press("p")
        await asked(app, pilot, ListDialog)
        await pilot.press("down", "enter")
        await asked(app, pilot, PickDialog)
        assert "out of “Trouble with Aurora”" in words(app)
        await pilot.press("escape")
        await asked(app, pilot, Review)
        assert store.cabinet.read(call).case == of
        await pilot.press("p")
        await asked(app, pilot, ListDialog)
        await pilot.press("down", "enter")
        await asked(app, pilot, PickDialog)
        await pilot.press("enter")
        await until(lambda: store.cabinet.read(call).case is None)


async def test_a_call_makes_its_case_with_three_keys(store: OwnerStore) -> None:
    cases(store, "Aurora")
    call = store.call(company="Nuvola", matter="Billed twice", sector=Sector.BANK)
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        assert "In no case" in words(app, "#case")
        await pilot.press("p")
        await asked(app, pilot, ListDialog)
        await pilot.press("enter")
        await asked(app, pilot, TypedDialog)
        await pilot.press("enter")
        await until(lambda: store.cabinet.read(call).case)
        facts = store.cases.read(store.cabinet.read(call).case or "").facts
        assert (facts.name, facts.company, facts.sector) == ("Billed twice", "Nuvola", Sector.BANK)


async def test_what_is_typed_takes_the_place_of_the_name_that_is_proposed(
    store: OwnerStore,
) -> None:
    call = store.call(company="Nuvola", matter="Billed twice")
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        await pilot.press("N")
        await asked(app, pilot, TypedDialog)
        await pilot.press(*"Wrong bill", "enter")
        await until(lambda: store.cabinet.read(call).case)
        assert store.cases.read(store.cabinet.read(call).case or "").name == "Wrong bill"


async def test_a_call_makes_its_case_with_two_keys_though_its_company_has_one(
    store: OwnerStore,
) -> None:
    of = cases(store, "Zefiro Telecom", "Aurora")
    call = store.call(case=of[1], matter="Billed twice")
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        await pilot.press("N")
        await asked(app, pilot, TypedDialog)
        assert "Now it is in “Trouble with Aurora”." in words(app)
        await pilot.press("escape")
        await asked(app, pilot, Review)
        assert store.cabinet.read(call).case == of[1]
        assert sum(1 for _ in store.cases.readable()) == len(of)
        await pilot.press("N")
        await asked(app, pilot, TypedDialog)
        await pilot.press("enter")
        await until(lambda: store.cabinet.read(call).case not in of)
        await asked(app, pilot, Review)
        assert store.cases.read(store.cabinet.read(call).case or "").name == "Billed twice"
        await pilot.press("ctrl+z")
        await until(lambda: store.cabinet.read(call).case == of[1])


async def test_a_call_of_the_same_company_is_filed_with_three_keys(store: OwnerStore) -> None:
    of = cases(store, "Aurora", "Zefiro Telecom", "Bora")
    call = store.call()
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        await pilot.press("p")
        await asked(app, pilot, ListDialog)
        await pilot.press("enter")
        await asked(app, pilot, PickDialog)
        await pilot.press("enter")
        await until(lambda: store.cabinet.read(call).case == of[1])


async def test_a_call_leads_to_its_case_and_back(store: OwnerStore) -> None:
    (of,) = cases(store, "Aurora")
    call = store.call(case=of)
    async with opened(store) as (app, pilot):
        await reviewed(app, pilot, call)
        await pilot.press("G")
        await asked(app, pilot, CaseView)
        await until(lambda: app.screen.query_one(ChronologyList).current)
        await pilot.press("enter")
        await asked(app, pilot, Review)
        await pilot.press("G")
        await asked(app, pilot, CaseView)
        assert len(app.screen_stack) == 3


async def test_an_empty_case_says_how_a_call_gets_into_it_and_takes_earlier_ones(
    store: OwnerStore,
) -> None:
    (of,) = cases(store, "Zefiro Telecom")
    calls = [store.call(at=START + timedelta(hours=hour)) for hour in range(3)]
    store.call(company="Aurora")
    async with opened(store) as (app, pilot):
        app.open_case(of)
        await asked(app, pilot, CaseView)
        told = app.screen.query_one(ChronologyList)
        await until(lambda: told.nothing)
        assert "t: ring from here" in told.nothing
        assert "P: put earlier calls into it" in told.nothing
        await pilot.press("P")
        await asked(app, pilot, CallTicks)
        await pilot.press("down", "space", "down", "space", "enter")
        await asked(app, pilot, CaseView)
        await until(lambda: store.cabinet.read(calls[0]).case == of)
        assert [store.cabinet.read(call).case for call in calls] == [of, of, None]


async def test_a_new_case_offers_the_earlier_calls_of_its_company(store: OwnerStore) -> None:
    call = store.call(company="Nuvola Bank", sector=Sector.OTHER)
    async with opened(store) as (app, pilot):
        app.push_screen(CaseList())
        await asked(app, pilot, CaseList)
        await pilot.press("n")
        await asked(app, pilot, CaseForm)
        await pilot.press(*"Fees", "tab", *"Nuvola Bank")
        await pilot.pause()
        assert "guessed from its name" in words(app, "#how")
        await pilot.press("enter")
        await asked(app, pilot, CallTicks)
        await pilot.press("enter")
        await asked(app, pilot, CaseList)
        assert store.cabinet.read(call).case is None
        assert next(store.cases.readable()).facts.sector is Sector.BANK


async def test_the_wrap_up_offers_a_case_and_a_new_one(store: OwnerStore) -> None:
    of = cases(store, "Aurora", "Bora")
    async with opened(store) as (app, pilot):
        for typed, wanted in (("bora", of[1]), ("new case", "")):
            app.push_screen(NewCall())
            await asked(app, pilot, NewCall)
            await pilot.press(*"Nuvola", "tab", "enter")
            await until(lambda: not isinstance(app.screen, NewCall))
            await pilot.pause()
            await pilot.press("ctrl+e", "enter")
            await asked(app, pilot, WrapUp)
            await until(lambda: "of 2" in words(app, "#counted"))
            await pilot.press("up", "up", *typed, "enter", "enter")
            await until(lambda: len(app.screen_stack) == 1)
            case = store.cabinet.read(next(iter(store.cabinet.ids()))).case
            assert case == wanted if wanted else case not in {None, *of}


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_with_a_hundred_cases_what_is_typed_into_the_form_is_seen(
    store: OwnerStore, size: tuple[int, int]
) -> None:
    cases(store, *(f"Company {number:03}" for number in range(100)))
    async with opened(store, size) as (app, pilot):
        app.push_screen(NewCall())
        await asked(app, pilot, NewCall)
        await until(lambda: "of 100" in words(app, "#counted"))
        await pilot.pause()
        await pilot.press("A")
        for key in ("tab",) * 5 + ("up",) * 3:
            assert in_sight(app), (key, app.focused)
            await pilot.press(key)
            await pilot.pause()
        app.screen.query_one("#company").focus()
        await pilot.press("up")
        await pilot.pause()
        assert app.screen.query_one(Picker).has_focus_within
        await pilot.press(*"042", "enter")
        await pilot.pause()
        assert app.focused is app.screen.query_one("#company")
        assert app.draft["company"] == "Company 042"
        assert in_sight(app)


def in_sight(app: Program) -> bool:
    """Whether what has the focus can be seen on the form, whole."""
    form, focused = app.screen.query_one("#form"), app.focused
    return focused is not None and form.region.contains_region(focused.region)


async def test_the_kind_of_company_is_known_guessed_or_asked_for(store: OwnerStore) -> None:
    store.case(facts=replace(store.facts, company="Fonte", sector=Sector.WATER))
    store.call(company="Nuvola", sector=Sector.BANK)
    async with opened(store) as (app, pilot):
        app.push_screen(NewCall())
        await asked(app, pilot, NewCall)
        await until(lambda: "of 1" in words(app, "#counted"))
        form = app.screen.query_one("#sector")
        for name, said in (
            ("Fonte", "Kind of company (← → to choose)"),
            ("Nuvola", "Kind of company (← → to choose)"),
            ("Aurora Gas", "guessed from its name"),
            ("Zefiro", "its own rules are not shown"),
        ):
            app.screen.query_one("#company").focus()
            await pilot.press("ctrl+u", *name)
            await pilot.pause()
            assert said in words(app, "#how"), (name, form)


async def test_a_case_is_found_among_thirty_as_one_types(store: OwnerStore) -> None:
    of = cases(store, *(f"Company {number:02}" for number in range(30)))
    store.call(lambda desk: desk.give("claim_number", "RC-777"), case=of[7])
    async with opened(store) as (app, pilot):
        app.push_screen(CaseList())
        await asked(app, pilot, CaseList)
        await until(lambda: "30 of 30" in words(app, "#heading"))
        await pilot.press("slash", *"bianchi")
        await pilot.pause()
        assert "0 of 30" in words(app, "#heading")
        await pilot.press("escape", "slash", *"rc-777")
        await pilot.pause()
        assert "1 of 30" in words(app, "#heading")
        await pilot.press("enter")
        await asked(app, pilot, CaseView)
        assert isinstance(app.screen, CaseView)
        assert app.screen.case_id == of[7]
        await pilot.press("escape")
        await asked(app, pilot, CaseList)
        await pilot.press("escape", "v")
        await asked(app, pilot, ListDialog)
        assert "30 of 30" in words(app, "#counted")
        await pilot.press(*"12", "enter")
        await asked(app, pilot, CaseList)
        await until(lambda: "1 of 30" in words(app, "#heading"))
        await pilot.press("escape")
        await until(lambda: "30 of 30" in words(app, "#heading"))
        await pilot.press("escape")
        await until(lambda: len(app.screen_stack) == 1)


async def test_two_cases_are_made_one_and_two_again(store: OwnerStore) -> None:
    of = cases(store, "Aurora", "Bora")
    calls = [store.call(case=case) for case in of]
    store.desk(START).add(store.cases.read(of[0]), Channel.BILL, "the second bill")
    async with opened(store) as (app, pilot):
        app.open_case(of[0])
        await asked(app, pilot, CaseView)
        await until(lambda: app.screen.query_one(ChronologyList).current)
        await pilot.press("U")
        await asked(app, pilot, ListDialog)
        await pilot.press("enter")
        await asked(app, pilot, PickDialog)
        assert "“Trouble with Aurora” goes into “Trouble with Bora”" in words(app)
        await pilot.press("enter")
        await until(lambda: store.cases.read(of[0]).merged)
        assert [store.cabinet.read(call).case for call in calls] == [of[1], of[1]]
        assert [each.text for each in store.cases.read(of[1]).happenings] == ["the second bill"]
        assert store.cases.read(of[0]).happenings == ()
        assert store.cases.read(of[0]).closed
        await asked(app, pilot, CaseView)
        told = app.screen.query_one(ChronologyList)
        await until(lambda: told.current and isinstance(told.current.entry, MergedHere))
        await pilot.press("ctrl+z")
        await asked(app, pilot, PickDialog)
        await pilot.press("enter")
        await until(lambda: store.cases.read(of[0]).merged is None)
        assert [store.cabinet.read(call).case for call in calls] == of
        assert [each.text for each in store.cases.read(of[0]).happenings] == ["the second bill"]
        assert store.cases.read(of[1]).happenings == ()
        assert store.cases.read(of[0]).closed is None


async def test_a_document_goes_to_another_case_with_its_file_and_back(store: OwnerStore) -> None:
    of = cases(store, "Aurora", "Bora")
    file = store.cases.attach(of[0], "bill.pdf", BytesIO(b"%PDF made up"))
    case = store.cases.read(of[0])
    case = store.desk(START).add(case, Channel.BILL, "the bill", attachment=file)
    (line,) = case.happenings
    desk = store.desk(START + timedelta(days=9))
    move_line(store.cases, desk, line, case, store.cases.read(of[1]))
    (moved,) = store.cases.read(of[1]).happenings
    assert moved.attachment
    with open_attachment(store.cases.folder(of[1]), moved.attachment) as copied:
        assert copied.read() == b"%PDF made up"
    left = store.cases.read(of[0])
    assert (left.happenings, [type(each) for each in left.lines]) == ((), [LineTakenAway])
    move_line(store.cases, desk, moved, store.cases.read(of[1]), left)
    assert store.cases.read(of[1]).happenings == ()
    assert [each.text for each in store.cases.read(of[0]).happenings] == ["the bill"]
    move_back(store.cases, desk, line.id, of[1], of[0])
    assert [each.text for each in store.cases.read(of[1]).happenings] == ["the bill"]
    assert store.cases.read(of[0]).happenings == ()
    assert not check_case(store.cases, of[1]).missing


async def test_the_receipt_of_a_letter_goes_where_the_letter_goes_and_back(
    store: OwnerStore,
) -> None:
    of = cases(store, "Aurora", "Bora")
    desk = store.desk(START)
    case = desk.add(store.cases.read(of[0]), Channel.PEC, "the complaint")
    (letter,) = case.happenings
    receipt = store.cases.attach(of[0], "daticert.xml", BytesIO(b"<made up/>"))
    case = desk.deliver(case, letter.id, START, attachment=receipt)
    move_line(store.cases, desk, letter, case, store.cases.read(of[1]))
    assert deliveries(store.cases.read(of[1])).keys() == {letter.id}
    assert deliveries(store.cases.read(of[0])) == {}
    assert not check_case(store.cases, of[1]).missing
    move_back(store.cases, desk, letter.id, of[0], of[1])
    assert deliveries(store.cases.read(of[1])) == {}
    assert deliveries(store.cases.read(of[0])).keys() == {letter.id}
