"""Rules as dated, sourced values: what starts a clock, how long it runs, who is next.

A rule promises nothing: it says what its source says, how sure that is, and when it was
looked at.
"""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from callmate.domain.entry import Sector

_LONGEST = 5000

Country = Literal["it", "gb", "eu", "us"]
"""Where the owner is a customer; ``eu`` stands for its other countries."""


class Event(StrEnum):
    """Something in a case that starts a clock, or ends the need for a step."""

    OPENED = "opened"
    """The case was opened."""
    NOTICED = "noticed"
    """The owner noticed the problem."""
    CALL = "call"
    """A person answered a call."""
    REPORTED = "reported"
    """The owner rang, and a person answered."""
    CAME_IN = "came_in"
    """The company rang, and the owner spoke with a person."""
    NO_CLAIM_NUMBER = "no_claim_number"
    """A claim number was asked for and refused, and no call has brought one."""
    UNSOLVED = "unsolved"
    """A call ended, and the last one has not solved the matter."""
    COMPLAINT = "complaint"
    """A written complaint was sent."""
    PHONE_COMPLAINT = "phone_complaint"
    """A call brought a claim number, or its refusal: it is a complaint where a rule counts that."""
    REPLY = "reply"
    """A person at the company replied, and the reply answers."""
    FINAL = "final_reply"
    """The company said that it will do no more."""
    ACCESS = "access_request"
    """The owner asked for their personal data."""
    REGULATOR = "notice_to_regulator"
    """The regulator was told."""
    ASSOCIATION = "message_to_association"
    """A consumer association was asked for help."""
    NEXT_BODY = "next_body"
    """The matter was put before a conciliator, an arbiter or an ombudsman."""
    NO_AGREEMENT = "no_agreement"
    """The conciliation ended without an agreement."""


SENT = frozenset(
    {Event.COMPLAINT, Event.ACCESS, Event.REGULATOR, Event.ASSOCIATION, Event.NEXT_BODY}
)
"""What the owner sends, so that it comes there on a day of its own."""


class Unit(StrEnum):
    """What a term is counted in."""

    DAYS = "days"
    """Calendar days."""
    WORKING_DAYS = "working_days"
    """Monday to Friday but for the country's public holidays."""
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Confidence(StrEnum):
    """How well a rule is sourced."""

    HIGH = "high"
    """The rule's own text, the authority's own page, or several sources that agree."""
    MEDIUM = "medium"
    """One good secondary source, or several that agree in part."""
    LOW = "low"
    """Memory, or one weak source."""
    UNVERIFIED = "unverified"
    """Looked for and not found."""


class RuleKind(StrEnum):
    """What a rule is for."""

    STEP = "step"
    """Something that the owner can do, when its time has come."""
    GUARD = "guard"
    """Something better not done while the matter is open."""
    FACT = "fact"
    """Something worth knowing; it has no clock."""


class Term(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A span of time."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 < self.count <= _LONGEST:
            raise ValueError(f"count: a term is of 1 to {_LONGEST}")


class Competing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Another term that other sources give for the same thing."""

    term: Term
    said_by: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The same thing said in both languages."""

    it: str
    en: str

    def __post_init__(self) -> None:
        if not self.it.strip() or not self.en.strip():
            raise ValueError("it, en: something has to be said in both languages")


Naming = str | Words
"""A name: one for both languages, or one in each."""


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One rule.

    Raises:
        ValueError: It has no id or source, its dates contradict each other, or it is a step
            that nothing starts.
    """

    id: str
    country: Country
    sectors: tuple[Sector, ...] = ()
    """The trades that it holds in; empty for all."""
    kind: RuleKind = RuleKind.FACT
    rank: int = 50
    """Among steps of the same day, the smaller comes first."""
    starts: Event | None = None
    """What its clock runs from."""
    phone_counts: bool | None = None
    """Whether a call is enough for that; ``None`` where it makes no difference."""
    from_receipt: bool = False
    """Whether ``opens`` runs from the day on which what was sent came there."""
    opens: Term | None = None
    """How long after that the step becomes possible; at once when left out."""
    opens_with: Event | None = None
    """What makes it possible sooner."""
    competing: Competing | None = None
    """Another term in place of ``opens``, and who says so."""
    closes: Term | None = None
    """Within what time the step is to be done, or it is lost."""
    closes_from: Event | None = None
    """What that time runs from, where it is something else than ``starts``."""
    done_by: tuple[Event, ...] = ()
    """After any of these the step is no longer needed."""
    next_body: Naming = ""
    """Who is next."""
    needs: tuple[Words, ...] = ()
    """What has to be in it."""
    may_ask: Words | None = None
    """What may be asked for; never a promise."""
    title: Words
    """A few words, for a list."""
    sentence: Words
    """One plain sentence."""
    valid_from: date | None = None
    valid_to: date | None = None
    """Its last day."""
    cite: Words | None = None
    """What a letter calls it by: the act and, where it is known, the article."""
    source: Naming
    """Where it is from, by name."""
    remark: Words | None = None
    """What to know of that source."""
    checked_on: date
    review_by: date
    """The day after which it is to be looked at again."""
    confidence: Confidence
    disputed: bool = False
    """Whether sources contradict each other."""

    def __post_init__(self) -> None:
        if not self.id.strip():
            raise ValueError("id: it is empty")
        if isinstance(self.source, str) and not self.source.strip():
            raise ValueError("source: it is empty")
        if self.review_by < self.checked_on:
            raise ValueError("review_by: it lies before checked_on")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to: it lies before valid_from")
        if (self.kind is not RuleKind.FACT) != (self.starts is not None):
            raise ValueError("starts: a step and a guard have it, a fact has not")
        if self.competing and not (self.opens and self.disputed):
            raise ValueError("competing: it stands beside opens, in a rule that is disputed")
        if self.from_receipt and not (self.opens and self.starts in SENT):
            raise ValueError("from_receipt: it stands beside opens, in a rule that a letter starts")

    def is_stale(self, today: date) -> bool:
        """Whether it was to be looked at again before ``today``."""
        return self.review_by < today

    def holds_on(self, day: date) -> bool:
        """Whether it is in force for something that began on ``day``."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day <= self.valid_to)

    def holds_in(self, country: Country, sector: Sector) -> bool:
        """Whether it is a rule of this country and trade."""
        return self.country == country and (not self.sectors or sector in self.sectors)


def rules_for(rules: Sequence[Rule], country: Country, sector: Sector) -> tuple[Rule, ...]:
    """The rules of a country and a trade, in their order."""
    return tuple(rule for rule in rules if rule.holds_in(country, sector))
