"""What stands over a past call: whom it was to, where it is filed, what a machine heard of it."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from callmate.domain.call import Call
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.services.case_of_call import case_name
from callmate.services.transcripts import CallTranscript, HeardAnswer
from callmate.ui.background import read_aside
from callmate.ui.host import Host, host_of
from callmate.ui.widgets.key_strip import key_name
from callmate.wording.dates import full
from callmate.wording.entry_words import length_of, noted_later
from callmate.wording.names import heard_answer
from callmate.wording.outcome_words import outcome_name


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
    rang = f" · {_('they rang')}" if call.came_in else ""
    return Content.assemble(
        (visible(call.company) or _("(no company)"), "bold"),
        f" · {full(call.start.at)}{rang}",
        (noted, "$warning"),
        f" · {length}{outcome}",
        (seal, "$foreground 60%"),
    )


def whereabouts(call: Call, host: Host) -> Content:
    """In which case a call is, and the key that leads there, or into one."""
    filed = call.case
    if filed is None:
        key, new = map(host.key_of_id, ("review.case", "review.new_case"))
        said = _("In no case · {key}: put it into one · {new}: make a new one")
        return Content.styled(said.format(key=key_name(key), new=key_name(new)), "$accent")
    name = case_name(host.cases, filed) or _("(cannot be read)")
    way = _(" · {key}: go there").format(key=key_name(host.key_of_id("review.to_case")))
    return Content.assemble(_("Case: "), (visible(name), "bold $secondary"), (way, "$accent"))


class HeardLine(Static):
    """The first answer that a machine seems to have heard; hidden where there is none."""

    def read(self, transcript: CallTranscript, call: Call) -> None:
        """Look for answers, aside, and show the first."""
        read_aside(self, lambda _wanted: transcript.answers(call), self._show)

    def _show(self, answers: Sequence[HeardAnswer]) -> None:
        self.display = bool(answers)
        if answers:
            key = key_name(host_of(self).key_of_id("review.words"))
            self.update(_told(answers, key))


def _told(answers: Sequence[HeardAnswer], key: str) -> Content:
    first, more = answers[0], len(answers) - 1
    words = heard_answer(first.item, first.text, first.at, first.typed, named=first.named)
    said = visible(words)
    others = ngettext(" and {count} more", " and {count} more", more).format(count=more)
    way = _(" · {key}: hear it, accept it").format(key=key)
    return Content.assemble(
        ("○ ", "$accent"), (said, "bold $accent"), others if more else "", (way, "$accent")
    )
