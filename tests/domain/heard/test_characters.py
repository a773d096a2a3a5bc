"""What was spelled aloud is read again, as it is spoken and as a machine writes it down."""

import random
from string import ascii_uppercase, digits

import pytest
from hypothesis import given, settings, strategies as st

from callmate.domain.due import Language
from callmate.domain.heard.characters import spoken_runs, spoken_text
from callmate.domain.numerals import english_number, italian_number
from callmate.domain.spelling import ALPHABETS, sentence

LANGUAGE = st.sampled_from(("it", "en"))
CHARACTERS = ascii_uppercase + digits * 2 + "-/"


@pytest.mark.parametrize("language", ["it", "en"])
def test_ten_thousand_spelled_numbers_are_read_again(language: Language) -> None:
    chance = random.Random(11)  # noqa: S311 - made numbers, no secrets
    for _ in range(5_000):
        number = "".join(chance.choices(CHARACTERS, k=chance.randint(1, 14)))
        assert spoken_text(sentence(number, language), language) == number


@given(
    st.text(CHARACTERS + "._#", min_size=1, max_size=12),
    LANGUAGE,
    st.sampled_from(("upper", "lower")),
)
@settings(max_examples=300)
def test_capitals_accents_and_commas_may_be_lost(
    number: str, language: Language, case: str
) -> None:
    said = sentence(number, language).replace(",", "")
    assert spoken_text(getattr(said, case)(), language) == number


@given(st.text(max_size=60), LANGUAGE)
def test_any_text_is_read(text: str, language: Language) -> None:
    for run in spoken_runs(text, language):
        assert 0 <= run.start < run.end <= len(text)
        assert run.text


@given(st.integers(0, 999_999))
def test_english_numbers_in_words(number: int) -> None:
    assert english_number(_english(number).split()) == (number, len(_english(number).split()))


_SMALL = """
zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen
"""
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def _english(number: int) -> str:
    if number < 20:
        return _SMALL.split()[number]
    if number < 100:
        ten = _TENS.split()[number // 10 - 2]
        return f"{ten} - {_SMALL.split()[number % 10]}" if number % 10 else ten
    unit, word = (100, "hundred") if number < 1000 else (1000, "thousand")
    rest = f" and {_english(number % unit)}" if number % unit else ""
    return f"{_english(number // unit)} {word}{rest}"


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("settantuno", 71),
        ("settant'uno", 71),
        ("ventitre", 23),
        ("centotto", 108),
        ("centootto", 108),
        ("quattrocentoquarantasette", 447),
        ("mille", 1000),
        ("milleduecento", 1200),
        ("duemilaventisei", 2026),
        ("centomila", 100_000),
        ("famila", None),
        ("marta", None),
    ],
)
def test_italian_numbers_in_words(word: str, number: int | None) -> None:
    assert italian_number(word) == number


ITALIAN = """
4471: 4471
44 71: 4471
4-4-7-1: 4471
44-71: 4471
4. 4. 7. 1.: 4471
4.471: 4471
quattro quattro settantuno: 4471
Quattro, quattro, sette, uno: 4471
4 4 71: 4471
milleduecento: 1200
mille duecento: 1200
cento venti: 120
quattrocentoquarantasette: 447
ventitré zero due: 2302
tre zeri uno: 0001
doppio quattro settantuno: 4471
A come Ancona: A
A di Ancona, 4: A4
a d'Ancona 4: A4
B come Brescia, 7: B7
bi come bologna 7: B7
D di Domodossola 3: D3
ics kappa doppia vu: XKW
i lunga, i greca, ipsilon: JYY
effe erre esse 12: FRS12
doppia erre quattro: RR4
PR-4471/B: PR-4471/B
pr4471: PR4471
AB 12 CD: AB12CD
PR trattino 44 barra 2026: PR-44/2026
trattino basso 4: _4
4 punto 5: 4.5
2026 meno 4471: 2026-4471
Ancona, Bologna, 44: AB44
E COME EMPOLI, UNO: E1
"""
ENGLISH = """
double four seven one: 4471
triple seven: 777
double oh seven: 007
four oh seven: 407
four o seven one: 4071
forty-four seventy-one: 4471
forty four seventy one: 4471
one hundred: 100
one hundred and five: 105
two thousand and twenty-six: 2026
A as in apple, 4: A4
M for mother, N as in November: MN
M is for Mike: M
X for X-ray, four: X4
x for x ray four: X4
double u four: W4
double-u four: W4
alpha bravo 44: AB44
Juliet Tango 9: JT9
aitch zed 4: HZ4
zee 4: Z4
AB dash 44 slash 2: AB-44/2
AB hyphen 44: AB-44
12 forward slash 7: 12/7
4 point 5: 4.5
A-B-1-2: A-B-1-2
REF-4471: REF-4471
44-71: 4471
"""
CASES = [
    (said, number, language)
    for language, lines in (("it", ITALIAN), ("en", ENGLISH))
    for said, _, number in (line.rpartition(": ") for line in lines.strip().splitlines())
]


@pytest.mark.parametrize(("said", "number", "language"), CASES)
def test_a_number_is_read_as_a_machine_writes_it(
    said: str, number: str, language: Language
) -> None:
    assert spoken_text(said, language) == number


@pytest.mark.parametrize(
    ("text", "language", "numbers"),
    [
        ("Il codice è 4471, Marta.", "it", ["4471"]),
        ("Allora A come Ancona, 44, e basta", "it", ["A44"]),
        ("le do la pratica a lei", "it", []),
        ("Pratica PR trattino 4471 barra B, va bene?", "it", ["PR-4471/B"]),
        ("It's 4471. Oh, great.", "en", ["4471"]),
        ("I have four, oh, seven", "en", ["407"]),
        ("Operator 4471, Charlie speaking", "en", ["4471"]),
        ("Take AB-12 and a 9", "en", ["AB-12", "9"]),
        ("A for effort", "en", []),
    ],
)
def test_stretches_of_characters_stand_among_other_words(
    text: str, language: Language, numbers: list[str]
) -> None:
    assert [
        run.text for run in spoken_runs(text, language) if len(run.text) > 1 or run.text.isdigit()
    ] == numbers


def test_every_town_of_the_spelling_is_understood() -> None:
    for language, alphabet in ALPHABETS.items():
        assert language in {"it", "en"}
        for letter, words in alphabet.letters.items():
            assert spoken_text(words, "it" if language == "it" else "en") == letter
