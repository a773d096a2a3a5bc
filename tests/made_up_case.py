"""A made-up case that tests of several rooms tell of, and small calls and cases to build on."""

from datetime import date, datetime, timedelta, timezone

from callmate.domain.call import Call
from callmate.domain.case import (
    AnyCaseEntry,
    Attachment,
    Author,
    Case,
    CaseFacts,
    Channel,
    Happened,
    Opened,
    Purpose,
)
from callmate.domain.chronology import Chronology
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    BeganBefore,
    CallFacts,
    CameIn,
    Dropped,
    Filed,
    Given,
    HoldBegan,
    HoldEnded,
    HungUp,
    Imported,
    Interrupted,
    ListenedCopy,
    Marked,
    MovedAway,
    MovedHere,
    Note,
    Outcome,
    OutcomeSet,
    Pressed,
    Promised,
    RecordingBegan,
    RecordingEnded,
    Refused,
    Reworded,
    Sector,
    SoundDeleted,
    SoundGap,
    Started,
    Struck,
    Transferred,
    Undone,
    WrittenUp,
)
from callmate.domain.letter import Sender
from callmate.domain.past_call import PastCall, first_entry, further_entries, written_up

ROME = timezone(timedelta(hours=1))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=ROME)
CASE = "20261118T090000Z-aabbcc"

SENDER = Sender(
    "Anna Bianchi", "Via Roma 1", "20121 Milano (MI)", "anna@example.org", "", "333 1234567"
)
FACTS = CaseFacts(
    name="linea guasta",
    company="Zefiro Telecom",
    sector=Sector.COMMUNICATIONS,
    number="187",
    customer_code="C-42",
    line_code="0612345678",
    noticed_on=date(2026, 11, 18),
    wanted="la riparazione della linea",
)


def call(
    day: int = 24, note: str = "dice: guasto di zona", refusal: str = "non siamo tenuti"
) -> Call:
    """A call with two operators, a note, a refusal and a promise."""
    start = datetime(2026, 11, day, 10, 32, 5, tzinfo=ROME)

    def at(minutes: int, seconds: int = 0) -> datetime:
        return start + timedelta(minutes=minutes, seconds=seconds)

    due = datetime(2026, 11, 27, 23, 59, tzinfo=ROME)
    return Call(
        f"202611{day}T093205Z-7f3a9c",
        (
            Started(
                id="s",
                at=start,
                company="Zefiro Telecom",
                number="187",
                sector=Sector.COMMUNICATIONS,
                questions=("Rimborso dei giorni persi?",),
                case=CASE,
            ),
            HoldBegan(id="h", at=at(0, 36)),
            Answered(id="a", at=at(4, 5)),
            Given(id="g", at=at(4, 10), item="operator", text="2093"),
            Note(id="n", at=at(5), text=note),
            Given(id="w", at=at(6), item="witness", text="Lucia"),
            Transferred(id="t", at=at(12)),
            Given(id="g2", at=at(12, 8), item="operator", text="4471"),
            Given(id="g3", at=at(12, 20), item="operator_name", text="Carla"),
            Refused(id="r", at=at(14), item="claim_number", text=refusal),
            Refused(id="q", at=at(14, 30), item="question:1"),
            Promised(id="p", at=at(16), text="manderanno un tecnico", due=due),
            HungUp(id="e", at=at(18, 40)),
            OutcomeSet(id="x", at=at(19), outcome=Outcome.REFUSED),
        ),
    )


def on_paper_only() -> Call:
    """A call of which somebody noted the day and what was said, and neither time nor length."""
    past = PastCall(
        company="Zefiro Telecom",
        at=datetime(2026, 11, 19, 13, 37, tzinfo=ROME),
        approximate=True,
        operator="2093",
        notes=("perdita al contatore",),
        promise="richiamano",
        case=CASE,
    )
    numbers = iter(range(100))

    def fresh() -> str:
        return f"paper-{next(numbers)}"

    entries = (
        first_entry(past, fresh),
        *further_entries(past, fresh),
        written_up(past, fresh, NOW),
    )
    return Call("20261119T123700Z-7f3a9c", entries)


def happened(
    day: int,
    channel: Channel,
    text: str,
    *,
    author: Author = Author.OWNER,
    reference: str = "",
    attachment: Attachment | None = None,
    purpose: Purpose | None = None,
) -> Happened:
    """Something that was not a call, of which only the day is known."""
    return Happened(
        id=f"{channel}{day}",
        at=NOW,
        on=datetime(2026, 11, day, 12, tzinfo=ROME),
        day_only=True,
        channel=channel,
        text=text,
        author=author,
        reference=reference,
        attachment=attachment,
        purpose=purpose,
    )


BILL = happened(
    12,
    Channel.BILL,
    "bolletta di ottobre",
    reference="B-77",
    attachment=Attachment("bolletta.pdf", "attached/a", "ab" * 32, 3),
)
LETTER = happened(11, Channel.LETTER, "chiesta la riparazione", reference="RR123IT")
REPLY = happened(20, Channel.POST, "stiamo verificando", author=Author.PERSON)


START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=ROME)


def after(seconds: float) -> datetime:
    """So many seconds after the start of the small call."""
    return START + timedelta(seconds=seconds)


def small_call(
    *entries: AnyEntry, name: str = "20261124T093205Z-000000", start: Started | None = None
) -> Call:
    """A call with these entries after its start, and no others."""
    return Call(name, (start or Started(id="s", at=START, company="Zefiro Telecom"), *entries))


def case_of(*entries: AnyCaseEntry, facts: CaseFacts = FACTS) -> Case:
    """The made-up case, opened, with these entries."""
    opened = Opened(id="o", at=datetime(2026, 11, 18, 9, tzinfo=ROME), facts=facts)
    return Case(CASE, (opened, *entries))


def told_of(
    *calls: Call, entries: tuple[AnyCaseEntry, ...] = (), facts: CaseFacts = FACTS
) -> Chronology:
    """The made-up case with these entries and calls, told in order."""
    return Chronology(case_of(*entries, facts=facts), calls)


EVERY_KIND: tuple[AnyEntry, ...] = (
    Started(id="started", at=START, company="Zefiro Telecom", number="187"),
    Pressed(id="pressed", at=after(5), text="2 1"),
    RecordingBegan(id="recording_began", at=after(6), part=1, path="sound-1"),
    HoldBegan(id="hold_began", at=after(10)),
    HoldEnded(id="hold_ended", at=after(75)),
    Answered(id="answered", at=after(80)),
    Given(id="given", at=after(85), item="operator", text="2093"),
    Note(id="note", at=after(90), text="guasto di zona"),
    Transferred(id="transferred", at=after(100)),
    Refused(id="refused", at=after(110), item="claim_number", text="non siamo tenuti"),
    Promised(id="promised", at=after(120), text="un tecnico", due=after(3 * 86400)),
    Marked(id="marked", at=after(121)),
    SoundGap(id="sound_gap", at=after(130), since=after(127.5), part=1, reason="lost"),
    Interrupted(id="interrupted", at=after(200), since=after(140)),
    Note(id="mistake", at=after(201), text="sbagliata"),
    Undone(id="undone", at=after(202), target="mistake"),
    Reworded(id="reworded", at=after(203), target="note", text="guasto di tutta la zona"),
    Dropped(id="dropped", at=after(210)),
    HungUp(id="hung_up", at=after(211)),
    RecordingEnded(
        id="recording_ended",
        at=after(212),
        part=1,
        path="sound-1.opus.age",
        started=after(6),
        seconds=204.9,
        sha256="ab" * 32,
    ),
    OutcomeSet(id="outcome", at=after(215), outcome=Outcome.DROPPED),
    Imported(
        id="imported",
        at=after(900),
        part=2,
        name="chiamata.m4a",
        sha256="cd" * 32,
        device="telefono di Anna",
    ),
    WrittenUp(id="written_up", at=after(1000), approximate=True),
    ListenedCopy(id="listening_copy", at=after(1100), part=1, start=60, end=90, purpose="avvocato"),
    SoundDeleted(id="sound_deleted", at=after(1200), part=1, sha256="ab" * 32),
    Filed(id="filed", at=after(1300), case=CASE),
    CallFacts(id="call_facts", at=after(1310), matter="linea guasta", late=True),
    CameIn(id="came_in", at=after(1320), late=True),
    BeganBefore(id="began_before", at=after(1330), began=after(-605), late=True),
    Struck(id="struck", at=after(1340), target="mistake", late=True),
    MovedAway(
        id="moved_away",
        at=after(1350),
        target="mistake",
        call="20261120T080000Z-111111",
        company="Aurora Energia",
        late=True,
    ),
    MovedHere(
        id="moved_here",
        at=after(1360),
        call="20261120T080000Z-111111",
        company="Aurora Energia",
        entry=Note(id="moved", at=after(-4 * 86400), text="contatore guasto"),
        late=True,
    ),
)
"""At least one entry of every kind; each is called as its kind is, but for the mistake."""


def whole_call() -> Call:
    """A call in which everything happened that can, but that it was led live."""
    live = (entry for entry in EVERY_KIND if not isinstance(entry, WrittenUp))
    return Call("20261124T093205Z-ffffff", tuple(live))
