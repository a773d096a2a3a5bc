"""Made-up steps, rules and promises that wait, each with nothing special about it."""

from datetime import date, datetime

from callmate.domain.next_steps import Step
from callmate.domain.pending import Pending, PendingItem, Urgency
from callmate.domain.promise import Promise
from callmate.domain.rules import Confidence, Event, Naming, Rule, RuleKind, Words
from tests.made_up_case import CASE, NOW

TODAY = NOW.date()
CALL = "20261124T093205Z-7f3a9c"


def step(
    rule: str = "own.ask",
    *,
    opens: date = TODAY,
    certain: date | None = None,
    about: bool = False,
    closes: date | None = None,
    guard: bool = False,
    rank: int = 50,
    next_body: Naming = "",
    title: Words = Words("Chiedere", "Ask"),  # noqa: B008 - it is frozen
    source: Naming = "carta dei servizi",
    confidence: Confidence = Confidence.HIGH,
    disputed: bool = False,
    review_by: date = date(2028, 1, 1),
) -> Step:
    """A step that can be done now, and goes on being possible, by a rule that is well sourced."""
    return Step(
        rule=rule,
        title=title,
        guard=guard,
        rank=rank,
        opens=opens,
        certain=certain,
        about=about,
        closes=closes,
        next_body=next_body,
        source=source,
        checked_on=date(2026, 11, 1),
        review_by=review_by,
        confidence=confidence,
        disputed=disputed,
    )


def rule(**more: object) -> Rule:
    """A rule that says what can be done, well sourced; with other values where they are given."""
    values: dict[str, object] = {
        "id": "own.ask",
        "country": "it",
        "kind": RuleKind.STEP,
        "starts": Event.COMPLAINT,
        "title": Words("Chiedere", "Ask"),
        "sentence": Words("Si può chiedere.", "One can ask."),
        "source": "carta dei servizi",
        "checked_on": date(2026, 11, 1),
        "review_by": date(2027, 11, 1),
        "confidence": Confidence.HIGH,
    }
    return Rule(**(values | more))  # type: ignore[arg-type] # as the tests name them


def open_promise(
    due: datetime | None = None,
    text: str = "un tecnico",
    *,
    exact: bool = False,
    at: datetime = NOW,
    operator: str | None = "4471",
) -> Promise:
    """A promise that is still open."""
    return Promise(
        call=CALL, at=at, text=text, due=due, due_exact=exact, operator=operator, entry="p"
    )


def pending(
    *steps: Step,
    promises: tuple[Promise, ...] = (),
    case: str | None = CASE,
    name: str = "linea guasta",
    company: str = "Zefiro Telecom",
) -> Pending:
    """What is pending in the made-up case."""
    return Pending(case=case, name=name, company=company, promises=promises, steps=steps)


def item(what: Promise | Step, urgency: Urgency = Urgency.NOW, **more: str) -> PendingItem:
    """One thing that is due in the made-up case, or in one that is called otherwise."""
    return PendingItem(pending(**more), what, urgency, None)  # type: ignore[arg-type] # a name, a company
