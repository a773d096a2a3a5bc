"""Every number and everybody of a call is shown; what was refused or is only overdue is no gap."""

from datetime import timedelta
from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.documents.case_paper import case_paper
from callmate.documents.case_table import case_contents
from callmate.documents.formats.paper_files import contents
from callmate.domain.call import Call
from callmate.domain.case import CaseFacts
from callmate.domain.entry import Sector, Started
from callmate.domain.promise import Fate
from callmate.domain.records import summarise
from callmate.services.desk import Desk, begin
from callmate.services.new_calls import known_claims
from callmate.store.places import fresh_id
from callmate.ui.screens.home.home_items import CallItem, line_of
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.wrap_up import WrapUp
from callmate.ui.widgets.checklist_panel import ChecklistPanel
from callmate.wording.names import claims_told, late_promises, operators_told
from tests.documents.sealed import sealed_of
from tests.made_up_case import NOW, START
from tests.ui.program import Program, press, shown, until

pytestmark = pytest.mark.usefixtures("english")


class Kept:
    """A call's entries in memory."""

    def __init__(self, started: Started, call_id: str = "20261124T093205Z-000001") -> None:
        self.call = Call(call_id, (started,))

    def append(self, entry: object) -> Call:
        """Keep an entry."""
        self.call = self.call.with_entries(entry)  # type: ignore[arg-type] # what a desk hands in
        return self.call


def two_of_each(case: str | None = None) -> Call:
    """A call with two operators, and a claim number of each."""
    kept = Kept(Started(id="s", at=START, company="Zefiro", case=case))
    seconds = iter(range(1, 99))
    desk = Desk(kept, lambda: START + timedelta(seconds=next(seconds)))
    desk.answer()
    desk.give("operator", "4471 Luca")
    desk.give("claim_number", "RC-990011")
    desk.transfer()
    desk.give("operator", "5512")
    desk.give("claim_number", "RC-990012")
    desk.hang_up()
    return kept.call


def test_two_numbers_and_two_operators_are_told_with_who_gave_them() -> None:
    call = two_of_each()
    assert claims_told(call.claims) == "RC-990011 (operator 4471), RC-990012 (operator 5512)"
    assert operators_told(call) == "4471 Luca, 5512"
    line = line_of(CallItem(summarise(call, None)), 120, frozenset(), NOW).plain
    assert "5512 +1" in line
    assert "+1" in line.split("no. ")[1]


@pytest.mark.parametrize("ending", [".txt", ".html"])
def test_papers_name_both_numbers_and_both_operators(ending: str) -> None:
    case = sealed_of(two_of_each())
    told = contents(case_paper(case, NOW), ending).decode()
    facts = told[: told.index("4471 Luca answered")] if "4471 Luca answered" in told else told
    for number in ("RC-990011", "RC-990012", "5512"):
        assert number in facts
    assert summarise(two_of_each(), None).claim_numbers == ("RC-990011", "RC-990012")


def test_the_table_of_a_case_names_both_numbers_in_one_cell() -> None:
    case = sealed_of(two_of_each())
    rows = case_contents(case, ".csv", NOW).decode("utf-8-sig").splitlines()
    assert [row for row in rows if "RC-990011" in row and "RC-990012" in row] != []


def test_a_known_number_is_that_of_the_case_or_else_of_the_last_call_to_the_company() -> None:
    rows = [summarise(two_of_each("k"), None)]
    again = Call("b", (Started(id="s", at=NOW, company=" zefiro", case="k"),))
    assert known_claims(rows, again) == ("RC-990011", "RC-990012")
    loose = Call("b", (Started(id="s", at=NOW, company=" zefiro"),))
    assert known_claims(rows, loose) == ("RC-990011", "RC-990012")
    other = Call("b", (Started(id="s", at=NOW, company="Zefiro", case="other"),))
    assert known_claims(rows, other) == ()
    assert known_claims([summarise(loose, None)], loose) == ()


def test_overdue_is_not_called_broken_before_the_owner_says_so() -> None:
    fates = [Fate.OVERDUE, Fate.OVERDUE, Fate.BROKEN, Fate.KEPT, Fate.OPEN]
    assert late_promises(fates) == "2 promises overdue · 1 promise not kept"
    assert late_promises([Fate.OVERDUE]) == "1 promise overdue"
    assert late_promises([Fate.KEPT]) == ""


@pytest.mark.asyncio
async def test_a_number_known_from_before_is_to_be_confirmed_and_not_missing(
    tmp_path: Path,
) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(100, 30)):
        case = app.case_desk.open(CaseFacts(name="Dead line")).id
        at = app.clock() - timedelta(days=1)
        earlier = begin("Zefiro", case=case, clock=lambda: at)
        with app.cabinet.create(earlier, fresh_id(at)) as kept:
            desk = Desk(kept, lambda: at + timedelta(minutes=1))
            desk.give("claim_number", "RC-1")
            desk.hang_up()
        app.begin_call(begin("Zefiro", case=case, sector=Sector.BANK, clock=app.clock))
        await shown(app, LiveScreen)
        panel = app.screen.query_one(ChecklistPanel)
        await until(lambda: "to confirm" in panel.render().plain)
        await press(app, "f2", *"4471", "enter")
        words = "“The claim number I have is RC-1: is it still right?”"
        await until(lambda: words in " ".join(panel.render().plain.replace("▌", "").split()))
        await press(app, "f6", *"RC-2", "enter")
        await until(lambda: "to confirm" not in panel.render().plain)


@pytest.mark.asyncio
async def test_after_a_call_everybody_is_named_what_was_promised_and_a_refusal_is_no_gap(
    tmp_path: Path,
) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(100, 30)):
        app.begin_call(begin("Zefiro", clock=app.clock))
        await shown(app, LiveScreen)
        assert isinstance(app.screen, LiveScreen)
        desk = app.screen.live.desk
        desk.answer()
        desk.refuse("operator", "never")
        desk.give("claim_number", "RC-1")
        desk.give("claim_number", "RC-2")
        desk.promise("they ring back", None)
        desk.promise("a refund", None)
        await press(app, "ctrl+e", "enter")
        await shown(app, WrapUp)
        told = str(app.screen.query_one("#kept", Static).render())
        assert "Operator: refused" in told
        assert "Operator: missing" not in told
        assert "RC-1, RC-2" in told
        assert "Promise: they ring back" in told
        assert "Promise: a refund" in told
