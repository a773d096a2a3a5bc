"""What of a case may be told in public."""

from collections.abc import Iterator

from msgspec.structs import astuple, replace

from callmate.domain.redact import redact
from callmate.letters.matter import Matter


def in_public(matter: Matter) -> dict[str, object]:
    """The case's name, what is wanted and what happened, with everything private taken out."""
    private = tuple(_private(matter))

    def without(text: str) -> str:
        return redact(text, private)

    told = [
        replace(
            fact,
            text=without(fact.text),
            question=without(fact.question),
            number="",
            operator="",
            name="",
            reference="",
            attached="",
        )
        for fact in matter.story.told
    ]
    facts = matter.story.facts
    return {
        "name": without(facts.name),
        "wanted": without(facts.wanted),
        "told": tuple(told),
    }


def _private(matter: Matter) -> Iterator[str]:
    yield from astuple(matter.sender)
    yield from matter.sender.name.split()
    facts = matter.story.facts
    yield from (facts.customer_code, facts.line_code, facts.number)
    yield from matter.story.claim_numbers
    for call in matter.story.calls:
        yield from (call.number, call.witness, *call.operators)
        yield from (fact.name for fact in call.facts)
