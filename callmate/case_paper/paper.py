"""A case as something to print, to send or to hand to somebody who can help."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from callmate import dates
from callmate.case_paper.facts import Told, attached, cost, known
from callmate.case_paper.lines import begins_call, day_of, time_of, words_of
from callmate.case_paper.sealed import SealedCase
from callmate.domain.call import Call
from callmate.domain.chronology import Chronology, Line, Pledge
from callmate.domain.seal import Chain
from callmate.domain.span import clock
from callmate.i18n import _, language, pgettext
from callmate.paper.blocks import Block, Fact, Facts, Heading, Paper, Paragraph, Table
from callmate.phrases import fate_name
from callmate.telling import length_of


def case_paper(case: SealedCase, now: datetime) -> Paper:
    """The whole case: its facts, its promises, its calls, everything in order.

    Args:
        case: The case, its calls and their fingerprints.
        now: The time, by which an open promise is overdue or not.
    """
    told = case.told
    sections = (
        (_("What it has cost so far"), [_facts(cost(told, now))]),
        (_("Promises"), promises(told, now)),
        (_("The calls"), calls(told, now)),
        (_("What happened, in order"), chronology(told)),
        (_("Attached files"), attachments(told)),
    )
    upto = _("All that happened, in order, up to {date}").format(date=dates.full(now))
    blocks: list[Block] = [Heading(told.case.name), Paragraph(upto, "dim")]
    blocks.append(_facts(known(told)))
    for title, found in sections:
        if found:
            blocks += [Heading(title, 2), *found]
    return Paper(
        title=told.case.name,
        language=language(),
        blocks=tuple(blocks),
        foot=tuple(foot(case, now)),
        mark=mark(case),
    )


def chronology(told: Chronology) -> list[Block]:
    """Every line in order, under its day."""
    blocks: list[Block] = []
    for day, lines in groupby(told.lines, key=day_of):
        blocks.append(Heading(dates.long_day(day), 3))
        blocks.append(Facts(tuple(_line(told, line) for line in lines)))
    return blocks


def promises(told: Chronology, now: datetime) -> list[Block]:
    """Every promise, who made it, and what became of it."""
    pledges = told.pledges(now)
    if not pledges:
        return []
    head = (_("Made"), _("Operator"), _("Promise"), _("By"), _("What became of it"))
    rows = tuple(_pledge(pledge) for pledge in pledges)
    return [Table(head, rows, (3, 2, 6, 4, 3))]


def calls(told: Chronology, now: datetime) -> list[Block]:
    """Every call in a row."""
    if not told.calls:
        return []
    head = (_("When"), _("Company"), _("Length"), _("Waiting"), _("Operators"), _("Claim number"))
    rows = tuple(_call(call, now) for call in told.calls)
    return [Table(head, rows, (4, 4, 2, 2, 3, 4))]


def attachments(told: Chronology) -> list[Block]:
    """Every file that was copied into the case, with the digest by which it is known again."""
    rows = tuple(
        Fact(f"{day:%d/%m/%Y}", f"{file.name}\nSHA-256 {file.sha256}")
        for day, file in attached(told)
    )
    return [Facts(rows)] if rows else []


def mark(case: SealedCase) -> str:
    """The fingerprint of the case, for the foot of every page."""
    said = _("Case {id}: {what}")
    return said.format(id=case.told.case.id, what=fingerprint(case.chain))


def foot(case: SealedCase, now: datetime) -> list[str]:
    """The fingerprint of each call, what fingerprints show, and who wrote this."""
    lines = []
    for call in case.told.calls:
        what = fingerprint(case.chains[call.id])
        said = _("Call {id}: {what}")
        lines.append(said.format(id=call.id, what=what))
    lines.append(
        _(
            "Whoever was given these fingerprints can see that nothing up to here was changed"
            " since. They show no more than that."
        )
    )
    return [*lines, _("Written by CallMate, {date}").format(date=dates.full(now))]


def fingerprint(chain: Chain) -> str:
    """The fingerprint of entries, or why there is none to trust."""
    if chain.broken_at is None:
        return _("Fingerprint {fingerprint}").format(fingerprint=chain.fingerprint)
    said = _("Entry {number} was changed after it was kept: there is no fingerprint to trust.")
    return said.format(number=chain.broken_at + 1)


def _facts(told: Iterable[Told]) -> Facts:
    return Facts(tuple(Fact(label, text) for label, text in told))


def _line(told: Chronology, line: Line) -> Fact:
    head, text = words_of(told, line)
    joined = pgettext("entry", "{item}: {text}").format(item=head, text=text) if head else text
    return Fact(time_of(line) or "–", joined, "strong" if begins_call(line) else "plain")


def _pledge(pledge: Pledge) -> tuple[str, ...]:
    promise = pledge.promise
    by = dates.full_due(promise.due, exact=promise.due_exact) if promise.due else ""
    made = f"{promise.at:%d/%m/%Y}"
    if promise.id not in pledge.call.timeless:
        made += f" {dates.hour_minute(promise.at)}"
    return (made, pledge.operator or "", promise.text, by, fate_name(pledge.fate))


def _call(call: Call, now: datetime) -> tuple[str, ...]:
    at = call.start.at
    operators = dict.fromkeys(leg.operator or _("number unknown") for leg in call.legs)
    return (
        f"{at:%d/%m/%Y} {'' if call.start.id in call.timeless else dates.hour_minute(at)}".strip(),
        call.company,
        length_of(call, now),
        clock(call.waited(now).total_seconds()),
        ", ".join(operators),
        call.claim_number or _("no number"),
    )
