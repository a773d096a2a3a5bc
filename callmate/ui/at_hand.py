"""What to have at hand before a call, and what was said the last time."""

from datetime import datetime

from textual.content import Content

from callmate.dates import due, full
from callmate.domain.call import Call
from callmate.domain.chronology import Chronology
from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.ui.case_card import before_call


def at_hand(past: Call | None, case: Chronology | None, now: datetime) -> Content:
    """The panel beside the form of a new call.

    Args:
        past: The last call to this company.
        case: The case that the call will belong to.
        now: The time, by which a promise is overdue or not.
    """
    lines = [
        Content.styled(_("Have at hand"), "bold $primary"),
        Content(_("· the last bill")),
        Content(_("· your customer or contract number")),
        Content(_("· your tax code and a document")),
        Content(_("· pen and paper, all the same")),
        Content(_("· if you can, somebody to listen with you")),
    ]
    if case is not None:
        lines += [Content(""), before_call(case, now)]
    elif past is not None:
        lines += [Content(""), *_last_time(past, now)]
    return Content("\n").join(lines)


def _last_time(past: Call, now: datetime) -> list[Content]:
    lines = [
        Content.styled(_("Last time: {when}").format(when=full(past.start.at)), "bold $primary")
    ]
    if past.claim_number:
        claim = visible(past.claim_number)
        lines.append(Content.styled(_("Claim number {claim}").format(claim=claim), "$success"))
    else:
        lines.append(Content.styled(_("No claim number was given"), "$warning"))
    for promise in past.promises[-1:]:
        said = _("They promised: {text}").format(text=visible(promise.text))
        if promise.due:
            by = due(promise.due, exact=promise.due_exact, now=now)
            late = promise.due < now
            passed = _("that time has passed") if late else _("not over yet")
            said += f" ({by}: {passed})"
        lines.append(Content.styled(said, "$accent"))
    return lines
