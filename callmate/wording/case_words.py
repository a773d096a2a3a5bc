"""Tells what happened in a case apart from its calls, for the screen and for what is exported."""

from dataclasses import dataclass

from callmate.domain.case import (
    CaseLine,
    Closed,
    Contradicted,
    Delivered,
    Happened,
    LineTakenAway,
    Merged,
    MergedHere,
    Reopened,
    ReplyJudged,
    SenderStated,
    Settled,
    Statement,
)
from callmate.domain.chronology import Chronology
from callmate.domain.contradictions import Said, find
from callmate.domain.entry import Promised
from callmate.locale.messages import _
from callmate.wording.entry_words import entry_words, promise_words
from callmate.wording.names import author_name, channel_name


@dataclass(frozen=True)
class LineWords:
    """A line in words, as the owner typed them; not yet made safe to show."""

    head: str
    """What kind of thing it was."""
    text: str


def case_line_words(chronology: Chronology, entry: CaseLine) -> LineWords:
    """A line of a case in the owner's language."""
    match entry:
        case Happened():
            head = f"{channel_name(entry.channel)}, {author_name(entry.author)}"
            brought = chronology.case.taken_over.get(entry.id)
            moved = [_("moved here from “{case}”").format(case=brought.name)] if brought else []
            return LineWords(head, " · ".join([*_facts(entry), *moved]))
        case Settled():
            head = _("Promise kept") if entry.kept else _("PROMISE NOT KEPT")
            return LineWords(head, _promise(chronology, Statement(entry.call, entry.promise)))
        case Delivered():
            return LineWords(_("Delivered"), _delivered(chronology, entry))
        case ReplyJudged():
            head = _("The reply answers") if entry.answers else _("The reply does not answer")
            return LineWords(head, _of_line(chronology, entry.reply))
        case Contradicted():
            said = [statement_words(chronology, each) for each in (entry.first, entry.second)]
            matter = [entry.matter] if entry.matter else []
            return LineWords(_("CONTRADICTION"), " · ".join([*matter, *said]))
        case _:
            return LineWords(*_of_the_case(chronology, entry))


def _of_the_case(
    chronology: Chronology,
    entry: Closed | Reopened | SenderStated | LineTakenAway | Merged | MergedHere,
) -> tuple[str, str]:
    """What became of the case itself: what it was, and its words."""
    match entry:
        case Closed():
            told = (_("Case closed"), entry.text)
        case Reopened():
            told = (_("Case opened again"), "")
        case SenderStated():
            name = entry.sender.name or _("the owner")
            told = (_("Who writes the letters of this case"), name)
        case LineTakenAway():
            head = _("Moved to the case “{case}”").format(case=entry.name)
            told = (head, _taken_away(chronology, entry))
        case Merged():
            told = (_("Merged into the case “{case}”").format(case=entry.name), "")
        case MergedHere():
            head = _("The case “{case}” was merged into this one")
            told = (head.format(case=entry.name), "")
    return told


def _taken_away(chronology: Chronology, away: LineTakenAway) -> str:
    kept = [*chronology.case.entries, *(e.entry for e in chronology.case.taken_over.values())]
    texts = (each.text for each in kept if isinstance(each, Happened) and each.id == away.target)
    return next(texts, "")


def _delivered(chronology: Chronology, entry: Delivered) -> str:
    facts = [_of_line(chronology, entry.sent)]
    if entry.reference:
        facts.append(_("no. {reference}").format(reference=entry.reference))
    if entry.attachment:
        facts.append(_("attached: {name}").format(name=entry.attachment.name))
    return " · ".join(facts)


def _of_line(chronology: Chronology, line: str) -> str:
    """What was sent or received, in its own words and with its day."""
    for each in chronology.case.happenings:
        if each.id == line:
            return f"{channel_name(each.channel)}, {each.on:%d/%m/%Y}: {each.text}"
    return _("a line that is not in this case any more")


def statement_words(chronology: Chronology, statement: Statement) -> str:
    """A statement with its day and by whom, in one line."""
    said = find(chronology, statement)
    if said is None:
        return _gone()
    return f"{who_said(said)}: {words_said(said)}"


def words_said(said: Said) -> str:
    """The words of a statement, as far as the owner wrote them down."""
    if isinstance(said.entry, Happened):
        return said.entry.text
    return entry_words(said.call, said.entry).text if said.call else ""


def who_said(said: Said) -> str:
    """By whom, and when by the clock there: ``operator 4471, 18/11/2026 09:03``."""
    if isinstance(said.entry, Happened):
        reply = f"{channel_name(said.entry.channel)}, {author_name(said.entry.author)}"
        return f"{reply}, {said.at:%d/%m/%Y}"
    untimed = said.call is not None and said.entry.id in said.call.timeless
    when = f"{said.at:%d/%m/%Y}" if untimed else f"{said.at:%d/%m/%Y %H:%M}"
    if said.operator is None:
        return _("operator unknown, {when}").format(when=when)
    return _("operator {operator}, {when}").format(operator=said.operator, when=when)


def _promise(chronology: Chronology, statement: Statement) -> str:
    said = find(chronology, statement)
    if said is None or not isinstance(said.entry, Promised):
        return _gone()
    return f"{who_said(said)}: {promise_words(said.entry)}"


def _gone() -> str:
    return _("a call that is not in this case any more")


def _facts(entry: Happened) -> list[str]:
    facts = [entry.text]
    if entry.reference:
        facts.append(_("no. {reference}").format(reference=entry.reference))
    if entry.attachment:
        facts.append(_("attached: {name}").format(name=entry.attachment.name))
    if entry.at.date() != entry.on.date():
        facts.append(_("written down {date}").format(date=f"{entry.at:%d/%m/%Y}"))
    return facts
