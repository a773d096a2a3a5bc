"""What stands on the home screen: what presses, open cases, calls under their days; each a line."""

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from textual.content import Content

from callmate.domain.call import Call
from callmate.domain.call_order import Order
from callmate.domain.entry import Answered, AnyEntry, Given, HungUp, Outcome, OutcomeSet, Started
from callmate.domain.home_digest import DueNotice, HomeDigest, OpenCase
from callmate.domain.query import read_query
from callmate.domain.records import CallSummary, summarise
from callmate.store.errors import Why
from callmate.store.index_pages import CaseRow, IndexedText
from callmate.store.rows import DamagedCall
from callmate.store.search import SearchResult
from callmate.ui.screens.home.home_items import (
    CallItem,
    CaseItem,
    DueItem,
    HitItem,
    MoreItem,
    Shown,
    found_items,
    home_items,
    line_of,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
NOBODY: frozenset[str] = frozenset()
WIDTHS = (20, 40, 60, 80, 120, 200)


def row(
    number: int, company: str = "Zefiro", days: int = 0, minutes: float | None = 5, **more: str
) -> CallSummary:
    """A call of so many days ago and so many minutes; one without minutes goes on."""
    at = NOW - timedelta(days=days, hours=1)
    entries: list[AnyEntry] = [Started(id="s", at=at, company=company), Answered(id="a", at=at)]
    entries += [Given(id=item, at=at, item=item, text=text) for item, text in more.items()]
    if minutes is not None:
        entries.append(HungUp(id="e", at=at + timedelta(minutes=minutes)))
    call = Call(f"2026{number:04}T103205Z-7f3a9c", tuple(entries))
    return summarise(call, None)


def notice(name: str, hours: float, *, call: str | None = "c") -> DueNotice:
    due = NOW + timedelta(hours=hours)
    return DueNotice(
        case="k", call=call, entry="", it=f"IT {name}", en=name, about="Zefiro", due=due, exact=True
    )


def case(number: int) -> OpenCase:
    return OpenCase(id=f"k{number}", name=f"Case {number}", company="Zefiro", calls=1, last=NOW)


def headings(shown: list[Shown]) -> list[str]:
    return [each.heading for each in shown]


@pytest.mark.usefixtures("english", "rome")
def test_what_presses_and_open_cases_come_before_the_calls() -> None:
    first = row(9, minutes=None)
    ahead = HomeDigest((notice("a technician", 5),), (case(1),))
    shown = home_items([first, row(8), row(7, days=1)], first, ahead, Order.NEWEST, NOW)
    kinds = [type(each.item) for each in shown]
    assert kinds == [CallItem, DueItem, CaseItem, CallItem, CallItem]
    assert headings(shown)[:3] == ["", "Due", "Open cases"]
    assert len({each.item.key for each in shown}) == len(shown)
    assert all(headings(shown)[3:])


@pytest.mark.usefixtures("english")
def test_no_more_than_a_few_stand_above_the_calls() -> None:
    due = tuple(notice(f"promise {number}", number) for number in range(-4, 5))
    ahead = HomeDigest(due, tuple(case(number) for number in range(9)))
    shown = home_items([row(8)], None, ahead, Order.NEWEST, NOW)
    told = [each.item for each in shown if isinstance(each.item, DueItem)]
    assert [each.due.en for each in told] == [f"promise {number}" for number in range(-4, 1)]
    assert [each.passed for each in told] == [True, True, True, True, False]
    assert sum(isinstance(each.item, CaseItem) for each in shown) == 5


@pytest.mark.usefixtures("english")
def test_how_many_more_are_due_or_open_is_said_and_all_are_opened() -> None:
    due = tuple(notice(f"promise {number}", -number) for number in range(28))
    ahead = HomeDigest(due, tuple(case(number) for number in range(30)))
    shown = home_items([row(8)], None, ahead, Order.NEWEST, NOW)
    more = [each.item for each in shown if isinstance(each.item, MoreItem)]
    told = [line_of(each, 80, NOBODY, NOW).plain.strip() for each in more]
    assert told == ["… 23 more that are due", "… 25 more cases"]
    whole = home_items([row(8)], None, ahead, Order.NEWEST, NOW, whole={"due", "cases"})
    assert sum(isinstance(each.item, DueItem) for each in whole) == 28
    assert sum(isinstance(each.item, CaseItem) for each in whole) == 30
    few = HomeDigest(due[:6], ahead.cases[:6])
    shown = home_items([row(8)], None, few, Order.NEWEST, NOW)
    assert not any(isinstance(each.item, MoreItem) for each in shown)


@pytest.mark.usefixtures("english")
def test_a_call_names_its_case() -> None:
    filed = msgspec.structs.replace(row(8), case="k1")
    shown = home_items([filed, row(7)], None, HomeDigest((), (case(1),)), Order.NEWEST, NOW)
    lines = [line_of(each.item, 110, NOBODY, NOW).plain for each in shown[1:]]
    assert [line.endswith("▤ Case 1") for line in lines] == [True, False]


@pytest.mark.usefixtures("english", "rome")
def test_calls_stand_under_what_they_are_ordered_by() -> None:
    rows = [row(9), row(8), row(7, "aurora", days=1), row(6, "Aurora", days=2, minutes=50)]

    def under(order: Order) -> list[str]:
        return headings(home_items(rows, None, HomeDigest(), order, NOW))

    newest = under(Order.NEWEST)
    assert [bool(heading) for heading in newest] == [True, False, True, True]
    assert [heading for heading in under(Order.OLDEST) if heading] == [
        heading for heading in newest[::-1] if heading
    ]
    assert under(Order.LONGEST) == [""] * 4
    assert {heading.casefold() for heading in under(Order.COMPANY)} == {"aurora", "zefiro", ""}


@pytest.mark.usefixtures("english")
def test_a_call_to_nobody_and_one_that_is_damaged_have_their_places() -> None:
    damaged = DamagedCall("20261124T103205Z-000000", Why.EMPTY)
    shown = home_items([row(9, ""), damaged], None, HomeDigest(), Order.COMPANY, NOW)
    assert "(no company)" in headings(shown)
    lines = [line_of(each.item, 80, NOBODY, NOW).plain for each in shown]
    assert any("damaged, left as it is" in line for line in lines)
    assert any("(no company)" in line for line in lines)


@pytest.mark.usefixtures("english", "rome")
def test_a_line_of_a_call_says_what_counts() -> None:
    told = row(9, operator="4471", claim_number="A74K", minutes=65)
    line = line_of(CallItem(told), 120, NOBODY, NOW).plain
    assert line.split()[:3] == ["12:00", "Zefiro", "1:05:00"]
    assert "op. 4471" in line
    assert "no. A74K" in line
    assert "no number" in line_of(CallItem(row(9)), 120, NOBODY, NOW).plain
    going = row(9, minutes=None)
    assert "interrupted" in line_of(CallItem(going), 120, NOBODY, NOW).plain
    running = frozenset({going.id})
    assert "in another window" in line_of(CallItem(going), 120, running, NOW).plain


def lines_of_everything(width: int, words: str) -> list[Content]:
    hit = IndexedText("n", NOW, f"first {words} {'and more ' * 30}{words}")
    query = read_query("more", NOW.date())
    with_call = CallItem(row(9, words, operator=words, claim_number=words))
    done = CaseRow(id="k", name=words, company=words, opened=NOW, closed=NOW, last=NOW)
    items = (
        with_call,
        CaseItem(done),
        CaseItem(OpenCase(id="k", name=words, company=words, calls=2, last=NOW, it="x", en="x")),
        DueItem(notice(words, 5), passed=False),
        DueItem(notice(words, -5), passed=True),
        DueItem(notice(words, 5, call=None), passed=False),
        HitItem(with_call, hit, query),
        HitItem(CaseItem(done), hit, query),
    )
    return [line_of(item, width, NOBODY, NOW) for item in items]


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "words", ["Zefiro", "Z" * 300, "\x1b[31m[/]\u202e\n{x}", "日本電信電話" * 9, "👩‍👩‍👧 🎧", ""]
)
def test_every_line_fits_and_drives_nothing(width: int, words: str) -> None:
    for line in lines_of_everything(width, words):
        assert line.cell_length <= width
        assert not set(line.plain) & {"\x1b", "\u202e", "\n"}


@pytest.mark.usefixtures("english")
def test_what_is_due_says_how_it_stands() -> None:
    for due, passed, said in (
        (notice("a refund", 5), False, "→ a refund: by"),
        (notice("a refund", -5), True, "✗ a refund: its time passed on"),
        (notice("to complain", 5, call=None), False, "! to complain: until"),
    ):
        assert said in line_of(DueItem(due, passed), 120, NOBODY, NOW).plain


def test_a_step_and_a_promise_are_named_in_the_owners_language(language: str) -> None:
    line = line_of(DueItem(notice("refund", 5), passed=False), 120, NOBODY, NOW).plain
    assert ("IT refund" in line) == (language == "it")
    step = OpenCase(id="k", name="n", company="", calls=1, last=NOW, it="scrivere", en="write")
    line = line_of(CaseItem(step), 120, NOBODY, NOW).plain
    assert line.endswith("→ scrivere" if language == "it" else "→ write")
    assert "→" not in line_of(CaseItem(step), 30, NOBODY, NOW).plain


@pytest.mark.usefixtures("english", "rome")
def test_what_was_found_stands_under_the_call_it_was_said_in() -> None:
    query = read_query("modem", NOW.date())
    name = IndexedText("s", NOW, "Zefiro")
    hits = tuple(IndexedText(f"n{n}", NOW, f"modem {n}") for n in range(7))
    done = CaseRow(id="k", name="modem", company="", opened=NOW, closed=None, last=NOW)
    found = [
        SearchResult(done, (IndexedText("o", NOW, "modem"),)),
        SearchResult(row(9), (name, *hits)),
        SearchResult(row(8)),
    ]
    shown = found_items(found, query, Order.NEWEST, NOW.date())
    kinds = [type(each.item) for each in shown]
    assert kinds == [CaseItem, CallItem, *[HitItem] * 5, CallItem]
    entries = [each.item.entry for each in shown if isinstance(each.item, CallItem | CaseItem)]
    assert entries == ["o", "s", ""]
    assert headings(shown)[1]
    assert headings(shown)[-1] == ""
    line = line_of(shown[2].item, 80, NOBODY, NOW)
    assert "modem 0" in line.plain
    lit = [line.plain[span.start : span.end] for span in line.spans if "on" in str(span.style)]
    assert lit == ["modem"]


@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_words_on_its_line(language: str, outcome: Outcome) -> None:
    at = NOW - timedelta(hours=1)
    entries = (
        Started(id="s", at=at, company="Zefiro"),
        HungUp(id="e", at=NOW),
        OutcomeSet(id="o", at=NOW, outcome=outcome),
    )
    told = summarise(Call("20261124T103205Z-7f3a9c", entries), None)
    line = line_of(CallItem(told), 120, NOBODY, NOW).plain.rstrip()
    without = summarise(Call("20261124T103205Z-7f3a9c", entries[:2]), None)
    plain = line_of(CallItem(without), 120, NOBODY, NOW).plain.rstrip()
    assert len(line) > len(plain), language
    assert line.startswith(plain)
