"""Brings together what a letter is filled with, from where it is kept."""

from datetime import datetime

from callmate.domain.chronology import Chronology
from callmate.domain.letter import Recipient, To
from callmate.domain.narrative import narrate
from callmate.domain.rules import Country
from callmate.letters.kinds import goes_to
from callmate.letters.matter import Matter
from callmate.rulebook.loading import read_rules
from callmate.store.addresses import Addresses
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases

_NAMES = {
    To.AGCOM: "Autorità per le garanzie nelle comunicazioni (Agcom)",
    To.ASSOCIATION: "Adiconsum",
}
"""Whom a letter goes to when nobody has said otherwise; addresses are the owner's own."""


def address_key(name: str, company: str) -> str:
    """Under which name the recipient of a letter is kept.

    Args:
        name: The letter's.
        company: The company of the case.
    """
    to = goes_to(name)
    return company if to is To.COMPANY else to.value


def recipient_of(addresses: Addresses, name: str, company: str) -> Recipient:
    """Whom a letter goes to, with the address that the owner has typed for it.

    Raises:
        Damaged: The addresses cannot be read.
    """
    kept = addresses.recipient(address_key(name, company))
    return kept or Recipient(name=_NAMES.get(goes_to(name), company))


def gather(
    cabinet: Cabinet, told: Chronology, name: str, country: Country, now: datetime
) -> Matter:
    """What a letter about a case is filled with.

    Args:
        cabinet: Where the calls are kept.
        told: The case and its calls.
        name: The letter's.
        country: Whose rules hold.
        now: The time at which it is written.

    Raises:
        StoreError: Something that is kept cannot be read.
    """
    places = cabinet.places
    addresses = Addresses(places)
    return Matter(
        story=narrate(told, now),
        sender=addresses.sender,
        recipient=recipient_of(addresses, name, told.facts.company),
        country=country,
        rules={rule.id: rule for rule in read_rules(places.rules).rules},
        fingerprint=Cases(places).verify(told.case.id).fingerprint,
        calls=tuple((call.id, cabinet.kept(call.id).fingerprint) for call in told.calls),
    )
