"""Every rule that comes with the program is sourced, dated and said in both languages."""

import re
from datetime import date
from typing import get_args

import pytest

from callmate.domain.entry import Sector
from callmate.domain.rules import Confidence, Country, Naming, Rule, RuleKind, rules_for
from callmate.rulebook.rule_files import OURS, read_rules, rule_files
from tests.locale.test_translations import ILL_WRITTEN, NEVER_SAID

BOOK = read_rules()
WIDEST = 62
"""Columns of a title, beside its day, in a terminal of 80."""


def said(rule: Rule, language: str) -> list[str]:
    words = [rule.title, rule.sentence, *rule.needs, rule.may_ask, rule.remark]
    return [getattr(each, language) for each in words if each is not None]


def test_all_of_ours_are_understood() -> None:
    assert BOOK.troubles == ()
    assert len(rule_files(OURS)) >= 13
    assert len({rule.id for rule in BOOK.rules}) == len(BOOK.rules)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_rule_says_where_it_is_from_how_sure_it_is_and_what_it_means(rule: Rule) -> None:
    assert date(2026, 1, 1) < rule.checked_on < rule.review_by
    assert rule.confidence in Confidence
    for language in ("it", "en"):
        assert all(len(words) > 5 for words in said(rule, language))
        assert len(named(rule.source, language)) > 5
        assert len(getattr(rule.title, language)) <= WIDEST
        assert getattr(rule.sentence, language).endswith(".")
        banned = re.compile(NEVER_SAID[language], re.IGNORECASE)
        assert not [words for words in said(rule, language) if banned.search(words)]
    assert not [words for words in said(rule, "it") if re.search(ILL_WRITTEN, words)]
    assert rule.title.it != rule.title.en


FOREIGN = {
    "it": r"\b(guide|guidelines?|annex|arts|text|from|of|on|and|or|the|under|memory|states)\b",
    "en": r"\b(guida|linee|allegato|artt|del|dal|di|su|e|o|un'altra|codice|regolamento|modello"
    r"|testo|giorni|risposta|d\.lgs|ottobre|luglio|aprile|secondo)(?!\.it)\b",
}
"""What only the other language says; titles in quotes and names in brackets are no such words."""


def named(naming: Naming, language: str) -> str:
    """A name in one language."""
    return naming if isinstance(naming, str) else str(getattr(naming, language))


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
@pytest.mark.parametrize("language", ["it", "en"])
def test_sources_and_bodies_are_named_in_the_readers_language(rule: Rule, language: str) -> None:
    for naming in (rule.source, rule.next_body):
        bare = re.sub(r"«.*?»|“.*?”|\(giudice di pace\)", "", named(naming, language))
        assert not re.search(FOREIGN[language], bare), bare
    # Where two are given, they are two.
    twice = [n for n in (rule.source, rule.next_body) if not isinstance(n, str)]
    assert all(naming.it != naming.en for naming in twice)


NO_ACT = {
    "common.do_not_cancel": "an association's advice",
    "common.association": "an association's advice",
    "common.pec_to_oneself": "a lawyer's answer",
    "common.odr_closed": "a platform",
    "common.may_record": "from memory, or from a list of states",
}
"""What a letter cannot call by the name of an act."""


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.id)
def test_a_letter_can_name_the_act_of_a_rule_that_has_one(rule: Rule) -> None:
    if rule.id.partition(".")[2] in NO_ACT:
        assert rule.cite is None
        return
    assert rule.cite
    for words in (rule.cite.it, rule.cite.en):
        assert words != words.upper()
        assert words == words.strip()
        assert not words.endswith(".")
    assert rule.cite.it not in {rule.title.it, rule.sentence.it}


@pytest.mark.parametrize("country", get_args(Country))
def test_every_country_has_a_guard_and_something_to_do(country: Country) -> None:
    of_country = [rule for rule in BOOK.rules if rule.country == country]
    assert {RuleKind.GUARD, RuleKind.STEP} <= {rule.kind for rule in of_country}
    assert all(rule.id.startswith(f"{country}.") for rule in of_country)


@pytest.mark.parametrize("sector", [each for each in Sector if each is not Sector.OTHER])
def test_every_trade_in_italy_has_its_reply_and_its_next_body(sector: Sector) -> None:
    rules = rules_for(BOOK.rules, "it", sector)
    own = [rule for rule in rules if rule.sectors]
    assert [rule for rule in own if rule.id.endswith(".reply") and rule.opens]
    assert [rule for rule in own if rule.next_body]


NEWSPAPERS_OR_FIRMS = {
    "it.data.may_not_spread",
    "it.communications.directive",
    "us.finance.cfpb",
    "us.finance.cfpb_reply",
    "us.finance.cfpb_final",
    "gb.energy.failed_attempts",
}


def test_what_one_newspaper_or_one_firm_says_is_never_well_documented() -> None:
    found = {rule.id: rule.confidence for rule in BOOK.rules if rule.id in NEWSPAPERS_OR_FIRMS}
    assert set(found) == NEWSPAPERS_OR_FIRMS
    assert set(found.values()) == {Confidence.MEDIUM}


def test_a_rule_that_the_text_of_which_was_not_read_is_not_well_documented() -> None:
    for rule in BOOK.rules:
        if rule.remark and "was not read" in rule.remark.en and rule.starts is None:
            assert rule.confidence is not Confidence.HIGH, rule.id


def test_contradicting_sources_on_the_reply_both_stand_there() -> None:
    (rule,) = (each for each in BOOK.rules if each.id == "it.communications.reply")
    assert rule.disputed
    assert rule.opens
    assert rule.competing
    assert (rule.opens.count, rule.competing.term.count) == (30, 45)
    assert "Adiconsum" in rule.competing.said_by
