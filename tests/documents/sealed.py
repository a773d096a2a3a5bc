"""The made-up case with fingerprints, as a paper tells it."""

from callmate.documents.case_paper import SealedCase
from callmate.domain.call import Call
from callmate.domain.case import AnyCaseEntry, CaseFacts, Settled
from callmate.domain.chronology import Chronology
from callmate.domain.seal import Chain
from tests.made_up_case import BILL, FACTS, LETTER, NOW, REPLY, call, on_paper_only, told_of

UNBROKEN = Chain("ef" * 32, None)
BROKEN = Chain("01" * 32, 4)
"""A chain whose fifth entry was changed."""

FIRST = call(23)
BROKEN_PROMISE = Settled(id="b", at=NOW, call=FIRST.id, promise="p", kept=False)


def sealed(told: Chronology, chain: Chain = UNBROKEN) -> SealedCase:
    """A case of which every chain holds, or whose own does not."""
    return SealedCase(told, chain, {each.id: UNBROKEN for each in told.calls})


def sealed_of(
    *calls: Call, entries: tuple[AnyCaseEntry, ...] = (), facts: CaseFacts = FACTS
) -> SealedCase:
    """The made-up case with these calls and entries."""
    return sealed(told_of(*calls, entries=entries, facts=facts))


def lived() -> SealedCase:
    """Two calls, one of them noted on paper; a letter, a bill, a reply, a promise not kept."""
    return sealed_of(on_paper_only(), FIRST, entries=(LETTER, BILL, REPLY, BROKEN_PROMISE))
