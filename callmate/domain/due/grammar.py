"""Finds in a text when something is due, by phrases of a day, a time of day, or both."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import pairwise
from typing import Final, Self

from msgspec import Struct
from msgspec.structs import replace

from callmate.domain.due.amounts import COUNT, HALF_HOUR, read_count
from callmate.domain.due.days import (
    ALONE,
    ENDS,
    PERIOD,
    TODAY,
    WEEKDAY,
    read_date,
    read_named,
    read_period,
)
from callmate.domain.due.reading import (
    MONTHS,
    Clock,
    DatePart,
    Day,
    Doubt,
    Due,
    Language,
    Lead,
    Line,
    Moment,
    Says,
    either,
    fold,
)
from callmate.domain.due.time_of_day import (
    LAST_HOUR,
    Bare,
    hour_of,
    is_after_midnight,
    read_clock,
    read_part,
)
from callmate.domain.terms import Holidays

_REACH: Final = 40
_MOST_WORDS: Final = 5
_WORD: Final = re.compile(
    r"prima\s{1,3}d(?:i|el|ella|ell)(?![^\W\d_])|nel\s{1,3}giro\s{1,3}di(?![^\W\d_])|[^\W\d_]+"
)
_GAP: Final = re.compile(r"[\s'’.:°#(]{0,3}")
_WORDS: Final[dict[Says, str]] = {
    Says.DEADLINE: "entro within until till oltre massimo max in nei nelle latest "
    "than deadline scadenza prima prima_di prima_del prima_della prima_dell nel_giro_di fino tardi",
    Says.DEADLINE | Says.RANGE: "fra tra",
    Says.DEADLINE | Says.MAYBE_CLOCK: "by before",
    Says.DEADLINE | Says.LASTS: "per",
    Says.LASTS: "for",
    Says.CLOCK: "alle alla all dalle delle ore h at around verso fascia oraria orario slot",
    Says.MAYBE_CLOCK | Says.RANGE: "between",
    Says.MAYBE_CLOCK | Says.SINCE | Says.RANGE: "from",
    Says.ARTICLE | Says.LE: "le",
    Says.ARTICLE: "il lo la i gli l the giorno on non no not later circa about al piu",
    Says.SINCE | Says.RANGE: "da dal dalla",
    Says.SINCE: "since",
    Says.OF: "di del della dell of",
    Says.NEXT: "next prossimo prossima prossimi prossime coming",
    Says.THIS: "this questo questa",
    Says.NEVER: "last scorso scorsa ultimo ultima passato past every each ogni once twice times "
    "volte codice code numero number num n nr rif ref riferimento reference pratica ticket "
    "claim art articolo id operatore operator euro eur pound pounds quid contratto contract "
    "order ordine policy polizza invoice fattura bill bolletta version versione",
}
_SAYS: Final = {word: says for says, words in _WORDS.items() for word in words.split()}
_GOES_ON: Final = Says.NEVER | Says.OF


def read_lead(text: str, start: int, since: int) -> Lead:
    """Read the words before `start`, none of them before `since`."""
    begin = max(since, start - _REACH)
    says, first = Says.NOTHING, start
    for match in list(_WORD.finditer(text, begin, start))[: -_MOST_WORDS - 1 : -1]:
        word = _SAYS.get("_".join(match.group().split()), Says.NOTHING)
        if not word or not _GAP.fullmatch(text, match.end(), first):
            break
        if says and word & _GOES_ON:
            break
        says, first = says | word, match.start()
        if word & (_GOES_ON | Says.SINCE):
            break
    if says & Says.LE and says & Says.DEADLINE:
        says |= Says.CLOCK
    return Lead(says, first)


_END_OF_DAY: Final = time(23, 59)


class Phrase(Struct, frozen=True):
    """What one phrase says, where it stands, and whether it is a promise."""

    start: int
    end: int
    doubt: Doubt
    moment: Moment | None = None
    day: Day | None = None
    clock: Clock | None = None
    part: DatePart | None = None
    begins_range: bool = False

    @property
    def exact(self) -> bool:
        """Whether more than a day is said."""
        return self.moment is not None or self.clock is not None

    def at_clock_of(self, later: "Phrase") -> Self:
        """Put this day and the time of day of a later phrase together."""
        return replace(self, clock=later.clock, part=later.part or self.part, end=later.end)

    def to(self, later: "Phrase") -> "Phrase":
        """Make a range of days of this one and a later one; it counts by its end."""
        day = later.day
        if self.day and day and day.date < self.day.date:
            # Only weekdays can come out of order: the end is then a week later.
            day = replace(day, date=day.date + timedelta(days=7), or_today=False)
        return replace(later, start=self.start, day=day, doubt=min(self.doubt, later.doubt))

    def at(self, now: datetime) -> datetime:
        """Tell when that is, in the zone of `now`.

        A time of day alone is the next one. Raises OverflowError or ValueError where the
        calendar ends.
        """
        if self.moment:
            return self.moment.at
        said = self._time()
        at_today = _wall(now.date(), said, now.tzinfo)
        if self.day is None:
            return at_today if at_today > now else _wall(_next(now.date()), said, now.tzinfo)
        if self.day.or_today and self.clock and at_today > now:
            return at_today
        late = self.clock is not None and is_after_midnight(said.hour, self.part)
        return _wall(_next(self.day.date) if late else self.day.date, said, now.tzinfo)

    def _time(self) -> time:
        hour = hour_of(self.clock, self.part) if self.clock else LAST_HOUR
        return time(hour, self.clock.minute) if self.clock and hour < LAST_HOUR else _END_OF_DAY


def _wall(day: date, said: time, zone: tzinfo | None) -> datetime:
    # Through UTC and back, an hour that the change to summer time leaves out moves on by one.
    return datetime.combine(day, said, zone).astimezone(UTC).astimezone(zone)


def _next(day: date) -> date:
    return day + timedelta(days=1)


_TO_CLOCK: Final = re.compile(r"t(?=[0-9])|[\s,(]{0,4}(?:-\s{0,3})?")
_TO_DAY: Final = re.compile(
    r"[\s,]{0,3}(?:(?:di|del|della|of|on|entro|the|il|giorno|this|next|quest[ao]|prossim[ao])"
    r"\s{1,3}|(?:dell|l)'){0,3}"
)


def read_phrase(line: Line, start: int, since: int) -> Phrase | None:
    """Read a phrase at `start`; the words that lead to it stand after `since`."""
    lead = read_lead(line.text, start, since)
    if lead.says & Says.NEVER:
        return None
    if lead.says & Says.CLOCK:
        return _clock_first(line, start, lead) or _day_first(line, start, lead)
    return _day_first(line, start, lead) or _clock_first(line, start, lead)


def _day_first(line: Line, start: int, lead: Lead) -> Phrase | None:
    counted = read_count(line, start, lead)
    begin = start if lead.says & (Says.OF | Says.SINCE) else lead.start
    if isinstance(counted, Moment):
        return Phrase(begin, counted.end, _doubt(lead, counted=True), moment=counted)
    day = counted or _read_day(line, start, lead)
    if day is None:
        return None
    part, end = read_part(line.text, day.end) or (day.part, day.end)
    gap = _TO_CLOCK.match(line.text, end)
    bare = Bare.NO if counted else Bare.MAYBE
    clock = read_clock(line.text, gap.end() if gap else end, bare)
    if clock:
        part, end = read_part(line.text, clock.end) or (part, clock.end)
    doubt = _doubt(lead, counted=counted is not None)
    begins = bool(lead.says & Says.RANGE)
    return Phrase(begin, end, doubt, day=day, clock=clock, part=part, begins_range=begins)


def _clock_first(line: Line, start: int, lead: Lead) -> Phrase | None:
    bare = Bare.NO
    if lead.says & (Says.CLOCK | Says.MAYBE_CLOCK):
        bare = Bare.YES if lead.says & Says.CLOCK else Bare.MAYBE
    clock = read_clock(line.text, start, bare)
    if clock is None:
        return None
    part, end = read_part(line.text, clock.end) or (None, clock.end)
    gap = _TO_DAY.match(line.text, end)
    day = _plain_day(line, gap.end()) if gap else None
    if day is None:
        return Phrase(lead.start, end, Doubt.CLOCK, clock=clock, part=part)
    part, end = read_part(line.text, day.end) or (part or day.part, day.end)
    return Phrase(lead.start, end, _doubt(lead, counted=False), day=day, clock=clock, part=part)


def _plain_day(line: Line, start: int) -> Day | None:
    lead = read_lead(line.text, start, 0)
    says = lead.says & (Says.ARTICLE | Says.NEXT | Says.THIS)
    return _read_day(line, start, Lead(says, start))


def _read_day(line: Line, start: int, lead: Lead) -> Day | None:
    for read in (read_date, read_named, read_period):
        day = read(line, start, lead)
        if day:
            return day
    return None


def _doubt(lead: Lead, *, counted: bool) -> Doubt:
    if lead.says & (Says.OF | Says.SINCE) or (counted and lead.says & Says.LASTS):
        return Doubt.ASIDE
    return Doubt.DEADLINE if lead.says & Says.DEADLINE else Doubt.PLAIN


# The second line spares most characters, and most English articles, the long list.
_BEGINS: Final = re.compile(
    r"(?<!\w)(?=[0-9a-z])(?!a\s{1,3}[^mhdwyc])"
    rf"(?:(?<![0-9][/.,:^-])(?<![€£$])(?<![€£$]\s)[0-9]+"
    rf"|h\.?\s?(?=[0-9])(?!24)|{TODAY}|{WEEKDAY}|{ENDS}|{PERIOD}|{HALF_HOUR}|(?=[a-z]){COUNT}"
    rf"|(?:{either(MONTHS)})\.?(?=\s{{0,3}}[0-9])|{ALONE}|primo(?=\s)"
    r"|(?:noon|midday|mezzogiorno|midnight|mezzanotte)(?!\w)|all'una(?!\w))"
)
# A text with more of them than this is no promise typed in a hurry.
_MOST: Final = 100
_NEAR: Final = 40
_TO: Final = re.compile(r"\s{0,3}(?:-|(?:e|and|to|a)(?=\s))?\s{0,3}(?:il\s|the\s)?")
_SENTENCE_ENDS: Final = re.compile(r"[.;!?\n]\s")
_YEARS_AHEAD: Final = 100


def find(
    text: str, now: datetime, language: Language, is_holiday: Holidays | None = None
) -> Due | None:
    """When something is due, and the words that say so; see `callmate.domain.due.find_due`."""
    if now.utcoffset() is None:
        raise ValueError("now needs its zone")
    line = Line(fold(text), now, language, is_holiday)
    timed = [(phrase, at) for phrase in _phrases(line) if (at := _resolved(phrase, now))]
    if not timed:
        return None
    phrase, at = min(timed, key=lambda one: (one[1] < now, one[0].doubt, one[0].start))
    start, end = phrase.start, phrase.end
    return Due(at, phrase.exact, text[start:end], start, end)


def _phrases(line: Line) -> list[Phrase]:
    found: list[Phrase] = []
    place, since = 0, 0
    for _ in range(_MOST):
        match = _BEGINS.search(line.text, place)
        if match is None:
            break
        phrase = _read(line, match.start(), since)
        place = match.end()
        if phrase:
            found.append(phrase)
            place = since = phrase.end
    pairs = (_together(line.text, first, second) for first, second in pairwise(found))
    return [pair for pair in pairs if pair] + found


def _together(text: str, first: Phrase, second: Phrase) -> Phrase | None:
    """Join "domani viene il tecnico" and "alle 17", "between Monday" and "Wednesday"."""
    if first.day is None or second.start - first.end > _NEAR:
        return None
    between = text[first.end : second.start]
    if second.day:
        joined = _TO.fullmatch(between) and (first.begins_range or "-" in between)
        return first.to(second) if joined else None
    ends = _SENTENCE_ENDS.search(between)
    return None if first.clock or not second.clock or ends else first.at_clock_of(second)


def _read(line: Line, start: int, since: int) -> Phrase | None:
    try:
        return read_phrase(line, start, since)
    except (OverflowError, ValueError):
        return None


def _resolved(phrase: Phrase, now: datetime) -> datetime | None:
    try:
        at = phrase.at(now)
    except (OverflowError, ValueError):
        return None
    return at if abs(at.year - now.year) <= _YEARS_AHEAD else None
