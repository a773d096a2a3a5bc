"""The first line over a past call."""

from textual.content import Content

from callmate.dates import full
from callmate.domain.call import Call
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.outcomes import outcome_name
from callmate.telling import length_of, noted_later


def heading_of(call: Call, fingerprint: str) -> Content:
    """Whom, when, how long, how it ended, and the seal.

    Args:
        call: The call.
        fingerprint: The digest of its last entry, in hex.
    """
    length = length_of(call, call.last_kept)
    noted = f" · {noted_later(call)}" if call.written_up else ""
    outcome = f" · {outcome_name(call.outcome)}" if call.outcome else ""
    seal = _(" · seal {digest}").format(digest=fingerprint[:12]) if call.ended else ""
    return Content.assemble(
        (visible(call.company) or _("(no company)"), "bold"),
        f" · {full(call.start.at)}",
        (noted, "$warning"),
        f" · {length}{outcome}",
        (seal, "$foreground 60%"),
    )
