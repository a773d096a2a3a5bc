"""Every rule can be shown whole, in both languages, and what is doubtful looks so."""

from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest

from callmate.domain.entry import Sector
from callmate.domain.next_steps import CaseEvents, DatedEvent, Step, steps_of
from callmate.domain.pending import Pending
from callmate.domain.promise import Promise
from callmate.domain.rules import Confidence, Rule, Words
from callmate.locale.messages import Language
from callmate.rulebook.rule_files import read_rules
from callmate.ui.screens.case.case_cards import promise_card, rule_card
from callmate.ui.screens.case.steps_screen import strip
from callmate.wording.step_words import in_language

RULES = read_rules().rules
TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def step_of(rule: Rule) -> Step | None:
    if rule.starts is None:
        return None
    events = (DatedEvent(rule.valid_to or TODAY, rule.starts),)
    sector = rule.sectors[0] if rule.sectors else Sector.OTHER
    (step,) = steps_of(CaseEvents(sector, events), [rule], lambda _day: False)
    return step


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_card_says_all_that_is_known(language: Language, rule: Rule) -> None:
    card = rule_card(rule, step_of(rule), TODAY).plain
    assert getattr(rule.sentence, language) in card
    assert in_language(rule.source) in card
    assert in_language(rule.next_body) in card
    assert rule.id in card
    assert "{" not in card
    doubted = ("Quanto è sicuro: ben documentata", "How sure: well documented")
    assert any(words in card for words in doubted) == (rule.confidence is Confidence.HIGH)
    assert ("Sources disagree." in card or "Le fonti non concordano." in card) == rule.disputed


@pytest.mark.usefixtures("language")
def test_a_rule_that_is_old_says_so() -> None:
    rule = RULES[0]
    late = rule.review_by + timedelta(days=1)
    old, fresh = (rule_card(rule, None, day).plain for day in (late, rule.review_by))
    assert old != fresh
    assert len(old.splitlines()) == len(fresh.splitlines()) + 1


def test_what_a_rule_or_an_operator_says_is_shown_as_typed() -> None:
    words = Words(it="[/] \x1b[31m", en="[bold]x[/] \x1b[31m")
    rule = msgspec.structs.replace(RULES[0], title=words, sentence=words, source="[link=x]")
    assert "\x1b" not in rule_card(rule, None, TODAY).plain
    assert "[link=x]" in rule_card(rule, None, TODAY).plain
    promise = Promise(
        call="c", at=NOW, text="[/] {x}\n\x07", due=NOW, due_exact=True, operator="[b]"
    )
    shown = promise_card(promise, NOW).plain
    assert "[/] {x}" in shown
    assert "\x07" not in shown
    pending = Pending(case="c", name="n", company="[/]", promises=(promise,))
    lines = strip(pending, NOW, "n", most=4, width=30).plain.split("\n")
    assert len(lines) == 2
    assert all(len(line) <= 30 for line in lines[:1])
