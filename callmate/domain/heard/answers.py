"""What was heard in a recording of what is asked for: who spoke, a claim number, a promise.

Nothing here is certain: each find is offered, and the owner decides. Where it is not clear what
a number is of, nothing is found.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final

from msgspec import Struct

from callmate.domain.due import Language, find_due
from callmate.domain.due.reading import fold
from callmate.domain.given_names import GIVEN_NAMES
from callmate.domain.heard.characters import Spoken, spoken_runs
from callmate.domain.heard.cues import (
    AND,
    BEHIND,
    CORRECTED,
    CUES,
    FILLERS,
    HESITATION,
    NOT_PROMISED,
    PROMISED,
    UNITS_BEHIND,
    Cue,
)
from callmate.domain.heard.heard_text import Heard, HeardKind, HeardText, HeardWord
from callmate.domain.heard.number_match import number_key
from callmate.domain.terms import Holidays


class _Find(Struct, frozen=True):
    kind: HeardKind
    text: str
    start: int
    end: int
    due: datetime | None = None
    named: bool = True


def answers_in(
    words: Sequence[HeardWord],
    language: Language,
    since: datetime,
    is_holiday: Holidays | None,
) -> tuple[Heard, ...]:
    """What ``find_heard`` finds, of the same arguments."""
    said = HeardText(tuple(words))
    text = said.text
    finds = [*_numbers(said, language), *_names(text, language)]
    finds += _promises(said, language, since, is_holiday)
    found: dict[tuple[str, str], Heard] = {}
    for find in sorted(finds, key=lambda each: each.start):
        held = said.words_at(find.start, find.end)
        if find.kind in _NUMBERS and held[-1].probability < _sure_enough(held):
            continue
        heard = Heard(find.kind, find.text, held[0].begin, held[-1].end, held, find.due, find.named)
        found.setdefault((find.kind, number_key(find.text)), heard)
    return tuple(found.values())


def _sure_enough(number: Sequence[HeardWord]) -> float:
    """How sure a recogniser has to be of a number's last word.

    Dots behind it make it less sure of the word, and not of the figure.
    """
    whole = len(number) == 1 and sum(map(str.isdigit, number[0].text)) == _SHORT
    return _SURE_OF_SHORT if whole or number[-1].text.endswith(("...", "…")) else _SURE


_NUMBERS: Final = frozenset[HeardKind]({"operator", "claim_number"})
_SURE: Final = 0.7
"""From 0 to 1; a recogniser that is less sure of a number's last word has lost some of the number,
or added to it. Of those that were written whole, at half a metre, it is surer than 0.9."""
_SURE_OF_SHORT: Final = 0.5
"""The same for a short number that was written in one word: nothing of it was lost."""
_SHORT: Final = 4  # figures
_MOST_BETWEEN: Final = 90
_NEAR: Final = 110
"""Characters within which "the number is" still speaks of what was named before it."""
_WORDS: Final = re.compile(r"[a-z]+(?:'[a-z]+)*")
_OPERATOR_LENGTH: Final = range(2, 11)
_CLAIM_LENGTH: Final = range(3, 25)
_FEWEST_FIGURES: Final = 2
_FISCAL: Final = re.compile(r"[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]|[A-Z]{2}\d{2}[A-Z0-9]{15,}")
_DATE: Final = re.compile(r"\d{1,2}[/-]\d{1,2}[/-](?:\d{2}|\d{4})")
_UNNAMED_LENGTH: Final = 6
"""Characters; shorter ones are post codes, years, amounts."""
_BREATH: Final = 0.2
"""Seconds of a pause before a number that is dictated."""
_MISSED: Final = 1.0
"""Seconds without a word before a number in which something was said that was not written."""
_LEADS: Final = 4
"""Words that lead to a number."""
_UNSURE: Final = 0.5
"""From 0 to 1; what leads to a number and is understood is surer than that."""
_TELEPHONE: Final = re.compile(r"(?:39)?(?:0\d{8,10}|3\d{8,9})|44\d{10}")
_LONG: Final = 4
"""Characters of a number that nobody takes for one half of another."""
_AND: Final = re.compile(r"[\s,]*e\s")
"""What in Italian says and, not is."""
_OF_QUEUES: Final = re.compile(
    r"call\w*|chiam\w+|lines?|press|prem\w+|queue|coda|position|posizione|attesa"
)
"""Words of every wait on the telephone; they speak of numbers right behind them only."""
_OF_SHORT: Final = re.compile(
    r"piano|or[ae]|d?alle|via|scala|civico|ann[io]|rat[ae]|sconto|cap|comma|articolo|legge|version\w*"
    r"|floor|flat|house|room|street|road|at|since|age|aged|years?|price|costs?|amount|born|birth"
)
"""Words of numbers shorter than a claim's."""
_MOMENT: Final = re.compile(r"\s*(?:moment[oi]?|attim[oi])(?![a-z])")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


class _CueAt(Struct, frozen=True):
    cue: Cue
    start: int
    end: int


def _numbers(said: HeardText, language: Language) -> Iterator[_Find]:
    text, folded = said.text, fold(said.text)
    heard = (
        _CueAt(Cue(str(match.lastgroup)), match.start(), match.end())
        for match in CUES[language].finditer(folded)
    )
    cues = [each for each in heard if _is_understood(said, folded, each)]
    runs = [
        run
        for run in _whole(spoken_runs(text, language), folded)
        if len(run.text) > 1 or not UNITS_BEHIND.match(folded, run.end)
    ]
    claimed, unnamed = False, dict[str, _Find]()
    for place, run in enumerate(runs):
        since = runs[place - 1].end if place else 0
        behind = None if _AND.match(text, run.end) else _behind(folded, run, cues)
        named = _before(folded, run, since, cues, language) or behind
        after = runs[place + 1] if place + 1 < len(runs) else None
        cue = named or (None if _is_of_something_else(folded, run, since, cues) else Cue.CLAIM)
        if cue is None or behind is Cue.OTHER or _is_cut(run, after, folded):
            continue
        counted = _without_amount(text, folded, run, language)
        settled = counted and _corrected(folded, runs, place, counted)
        if settled is None or not _is_likely(settled, cue, folded, since):
            continue
        kind: HeardKind = "operator" if cue is Cue.OPERATOR else "claim_number"
        find = _Find(kind, _once(settled.text), settled.start, settled.end, named=named is not None)
        if find.named:
            claimed = claimed or kind == "claim_number"
            yield find
        elif _may_be_of_claim(find, said):
            unnamed.setdefault(number_key(find.text), find)
    if not claimed and len(unnamed) == 1:
        yield from unnamed.values()


def _is_understood(said: HeardText, folded: str, cue: _CueAt) -> bool:
    """Whether a cue was said, and not made of a noise that was like it.

    One that may lead to a long number counts however unsure the recogniser was.
    """
    if _OF_SHORT.fullmatch(folded, cue.start, cue.end) is None:
        return True
    return all(word.probability >= _UNSURE for word in said.words_at(cue.start, cue.end))


def _is_of_something_else(folded: str, run: Spoken, since: int, cues: Sequence[_CueAt]) -> bool:
    """Whether a number may be of something else that is named a while before, however loosely."""
    first, last = (
        bisect_right(cues, at, key=lambda each: each.start)
        for at in (max(since, run.start - _NEAR) - 1, run.start)
    )
    return any(
        each.cue in {Cue.OTHER, Cue.OPERATOR}
        and not _OF_QUEUES.fullmatch(folded, each.start, each.end)
        for each in cues[first:last]
    )


def _may_be_of_claim(find: _Find, said: HeardText) -> bool:
    """Whether a number may be the claim's of which it was not understood what it is.

    It is long enough and no telephone's, somebody paused before it, and what was said before that
    the recogniser was unsure of, or missed.
    """
    key = number_key(find.text)
    if len(key) < _UNNAMED_LENGTH or _TELEPHONE.fullmatch(key):
        return False
    first = said.words_at(find.start, find.end)[0]
    around = said.words_at(max(0, find.start - _NEAR), find.start)
    before = [word for word in around if word is not first]
    if not before:
        return False
    pause = first.begin - before[-1].end
    unsure = any(word.probability < _UNSURE for word in before[-_LEADS:])
    return pause >= _MISSED or (pause >= _BREATH and unsure)


def _once(number: str) -> str:
    """A number that was read back in the same breath, without its echo."""
    half = number[: len(number) // 2]
    return half if half + half == number and len(half) >= _LONG else number


def _whole(runs: Sequence[Spoken], folded: str) -> list[Spoken]:
    """Stretches of characters, put together where only a hesitation parts them."""
    whole: list[Spoken] = []
    for run in runs:
        between = folded[whole[-1].end : run.start] if whole else "-"
        goes_on = HESITATION.fullmatch(between) or (
            AND.fullmatch(between) and _is_one_number(whole[-1], run, folded)
        )
        if goes_on and not UNITS_BEHIND.match(folded, run.end):
            first = whole.pop()
            whole.append(Spoken(first.text + run.text, first.start, run.end))
        else:
            whole.append(run)
    return whole


def _is_one_number(one: Spoken, other: Spoken, folded: str) -> bool:
    """Whether figures on both sides of an "and" are of one number, said one by one.

    Three figures in all, with the "and" before the last, are three things that are counted up.
    """
    return (
        all(_is_of_figures(each, folded) for each in (one, other))
        and len(one.text) > 1
        and len(one.text + other.text) >= _LONG
    )


def _is_of_figures(run: Spoken, folded: str) -> bool:
    """Whether a stretch is of single figures: 6, 2, 7, and not 62."""
    said = re.findall(r"[a-z0-9]+", folded[run.start : run.end])
    return run.text.isdigit() and len(said) == len(run.text)


def _is_cut(run: Spoken, after: Spoken | None, folded: str) -> bool:
    """Whether a number is too short to be one before an "and" and more figures."""
    if after is None or len(run.text) >= _LONG:
        return False
    return AND.fullmatch(folded[run.end : after.start]) is not None


def _behind(folded: str, run: Spoken, cues: Sequence[_CueAt]) -> Cue | None:
    """What a number is of, by what is said right behind it; ``None`` when nothing is."""
    leads = BEHIND.match(folded, run.end)
    if leads is None:
        return None
    cue = next((each for each in cues if each.start <= leads.end() < each.end), None)
    return cue.cue if cue and cue.cue is not Cue.NUMBER else None


def _before(
    folded: str, run: Spoken, since: int, cues: Sequence[_CueAt], language: Language
) -> Cue | None:
    """What a number is of, by what leads to it; ``None`` when that is not clear or not asked."""
    place = bisect_right(cues, run.start, key=lambda each: each.end) - 1
    if place < 0 or cues[place].start < since:
        return None
    if not _is_filled(folded[cues[place].end : run.start], language):
        return None
    while cues[place].cue is Cue.NUMBER:
        near = place > 0 and cues[place].start - cues[place - 1].end <= _NEAR
        if not near:
            return None
        place -= 1
    cue = cues[place].cue
    return None if cue is Cue.OTHER else cue


def _is_filled(between: str, language: Language) -> bool:
    """Whether nothing but small words leads from a cue to the number."""
    if len(between) > _MOST_BETWEEN or re.search(r"[^a-z\s,.:;?!'\"…-]", between):
        return False
    return all(
        word in FILLERS[language] or set(word.split("'")) <= FILLERS[language]
        for word in _WORDS.findall(between)
    )


def _without_amount(text: str, folded: str, run: Spoken, language: Language) -> Spoken | None:
    """A number without an amount, a date or "one moment" that follows it in the same breath."""
    if UNITS_BEHIND.match(folded, run.end) is None:
        return run
    moment = r"[,.\s-]+(?:one|un)$|" if _MOMENT.match(folded, run.end) else ""
    pauses = list(re.finditer(moment + r"[,.](?=\s)", folded[run.start : run.end]))
    if not pauses:
        return None
    rest = spoken_runs(text[run.start : run.start + pauses[-1].start()], language)
    if len(rest) != 1:
        return None
    return Spoken(rest[0].text, run.start + rest[0].start, run.start + rest[0].end)


def _corrected(folded: str, runs: Sequence[Spoken], place: int, run: Spoken) -> Spoken | None:
    """A number as it was put right aloud; ``None`` where it was taken back and nothing followed."""
    for after in [*runs[place + 1 :], None]:
        taken_back = CORRECTED.match(folded, run.end)
        if taken_back is None:
            return run
        if after is None or after.start != taken_back.end() or len(after.text) < len(run.text) - 1:
            asks = "." in taken_back.group()[:2]
            return run if asks and (after is None or after.start != taken_back.end()) else None
        run = after
    return run


def _is_likely(run: Spoken, cue: Cue, folded: str, since: int) -> bool:
    key = number_key(run.text)
    lengths = _OPERATOR_LENGTH if cue is Cue.OPERATOR else _CLAIM_LENGTH
    if len(key) not in lengths or sum(each.isdigit() for each in key) < _FEWEST_FIGURES:
        return False
    if _FISCAL.fullmatch(key) or _DATE.fullmatch(run.text):
        return False
    around = folded[run.start - 2 : run.start], folded[run.end : run.end + 1]
    if re.search(r"[€$£+]", around[0]) or around[1].isalnum():
        return False
    numbered = re.search(
        r"numero|codice|number|code|\bid\b", folded[max(since, run.start - 60) : run.start]
    )
    return bool(numbered) or not _YEAR.fullmatch(folded[run.start : run.end])


_CALLED: Final = re.compile(
    r"(?:mi\schiamo|(?:il\s)?mio\snome\se'?|my\sname\sis|my\sname's)\s+(?P<called>[^\s,.?!]+)"
    r"|(?:sono|parla(?:\scon)?|operat(?:ore|rice)|i'm|i\sam|this\sis|(?:speaking|through)\s(?:to|with)"
    r"|it's)\s+(?P<known>[a-z]+)"
)
_CALLER: Final = re.compile(
    r"[^.?!]{0,50}(?:chiamo\sper|chiamo\sperche|vi\schiamo|chiamavo|volevo|ho\sun\sproblema"
    r"|intestatari|sono\s(?:un|una|vostr[oa])\s|il\scliente|calling\s(?:about|because|to)"
    r"|i'd\slike|i\swanted|a\scustomer|account\sholder|i\shave\sa\sproblem)"
)
_SURNAME: Final = re.compile(r"\s+([A-ZÀ-Þ][a-zà-ÿ'’]+)")
_AFTER_NAMES: Final = """
servizio assistenza ufficio buongiorno buonasera come posso in how can good from and i
"""
_NOT_SURNAMES: Final = frozenset(_AFTER_NAMES.split())


def _names(text: str, language: Language) -> Iterator[_Find]:
    del language  # Both are introduced in either.
    folded = fold(text)
    capitals = text != text.upper() and text != text.lower()
    for match in _CALLED.finditer(folded):
        group = "called" if match["called"] else "known"
        start, end = match.span(group)
        known = match[group] in GIVEN_NAMES
        named = group == "called" and capitals and text[start].isupper() and match[group].isalpha()
        if not (known or named) or _CALLER.match(folded, end):
            continue
        surname = _SURNAME.match(text, end) if capitals else None
        if surname and fold(surname[1]) not in _NOT_SURNAMES:
            end = surname.end()
        name = text[start:end]
        yield _Find("operator_name", name if capitals else name.title(), start, end)


_SENTENCE: Final = re.compile(r"\S.*?(?:[.?!…](?=\s|$)|$)", re.DOTALL)
_LONGEST_PROMISE: Final = 400


def _promises(
    said: HeardText, language: Language, since: datetime, is_holiday: Holidays | None
) -> Iterator[_Find]:
    for match in _SENTENCE.finditer(said.text):
        sentence = match.group()
        folded = fold(sentence)
        if sentence.endswith("?") or len(sentence) > _LONGEST_PROMISE:
            continue
        if not PROMISED[language].search(folded) or NOT_PROMISED.search(folded):
            continue
        first = said.words_at(match.start(), match.end())[0]
        now = since + timedelta(seconds=first.begin)
        due = find_due(sentence, now, language, is_holiday)
        if due is not None and due.at > now:
            yield _Find("promise", sentence, match.start(), match.end(), due.at)
