"""Calls made of sentences by pattern, with numbers said in many ways, and decoys between them."""

import random
import re

from msgspec import Struct

from callmate.domain.due import Language
from callmate.domain.heard import HeardWord
from callmate.domain.spelling import ALPHABETS, sentence


class MadeCall(Struct, frozen=True):
    """What is said in a call, and the numbers that are given in it."""

    text: str
    operator: str
    claim: str


_OPERATOR = {
    "it": """
Buongiorno, il mio codice operatore è {}.
Sono l'operatore {}, come posso aiutarla?
Sono l'operatrice numero {}.
Mi può dare il suo codice operatore? Sì, certo, {}.
Qual è il suo codice operatore? Allora, il codice è {}.
Codice operatore {}, mi dica.
La mia matricola è {}, signora.
Mi dà il numero operatore? È il {}.
Buongiorno, mi chiamo Marta, codice operatore {}.
Il mio identificativo è {}.
Il codice operatore è 31 88, no, scusi, {}.
Sì, il mio codice operatore è, ehm, {}.
""",
    "en": """
Good morning, my operator number is {}.
This is operator {}, how can I help?
Could I have your operator number? Sure, it's {}.
What's your agent ID? Yes, of course, the number is {}.
My ID is {}.
You're speaking with agent {}.
My badge number is {}, madam.
My name is Sarah, operator number {}.
My staff ID is {}, just a moment.
My operator number is 3188, no, sorry, {}.
Yes, my operator number is, um, {}.
Operator number {}, go ahead.
""",
}
_CLAIM = {
    "it": """
Le do il numero della pratica: {}.
Allora, il numero di pratica è {}.
Il numero della segnalazione è {}, va bene?
Ho aperto la segnalazione, il codice è {}.
Mi dà il numero del reclamo? Certo, segni: {}.
Il suo numero di reclamo è {}.
Le ho aperto il ticket {}.
Il protocollo è {}.
La pratica è la numero {}.
Il numero di protocollo sarebbe {}, lo conservi.
Qual è il numero della pratica? Un attimo. Ecco, il numero è {}.
Il numero del ticket è A22 118, no, mi scusi, {}.
Il riferimento è {}.
""",
    "en": """
Your reference number is {}.
I'll give you the case number: {}.
The claim number is {}, okay?
I've opened a ticket, the number is {}.
Can I have the complaint number? Certainly, it's {}.
Your ticket number is {}.
So the reference is {}.
The case ID is {}, please keep it.
What's the reference number? One moment. The number is {}.
The ticket number is A22 118, no, sorry, {}.
Please write down your reference number, {}.
Your complaint reference is {}.
""",
}
_DECOYS = {
    "it": """
Mi può richiamare al 347 12 34 567.
Il mio codice cliente è 88 12 345.
Mi dà il codice fiscale? RSSMRA80A01H501U.
Sono quaranta euro e cinquanta.
La bolletta è di 120 euro.
La fattura numero 2026 4471 del 12 novembre.
Mi dica il PIN, per favore. 5521.
Prema 1 per l'assistenza, prema 2 per i guasti.
L'attesa stimata è di 12 minuti.
Sono nato il 12 05 1980.
Abito in via Roma 12, scala B.
Lo sconto è del 20 per cento.
Il numero di telefono è 06 123 45 67.
Ho chiamato tre volte in due settimane.
Il contratto è del 2024.
Sono le 15 e 30.
Il contatore segna 44 712 chilowattora.
Un attimo, uno, due secondi.
""",
    "en": """
You can call me back on 07700 900 123.
My customer number is 88 12 345.
What's your account number? It's 4471 2233.
It's forty pounds and fifty pence.
The bill was 120 pounds.
The invoice number is 2026 4471 of 12 November.
Please enter your PIN. 5521.
Press 1 for billing, press 2 for faults.
The waiting time is 12 minutes.
I was born on 12 05 1980.
I live at 12 Station Road, flat B.
There is a discount of 20 percent.
My phone number is 020 7946 0958.
I've called three times in two weeks.
The contract is from 2024.
It's half past three.
My order number is 44 712.
One moment, one or two seconds.
""",
}
_SMALL_TALK = {
    "it": """
Buongiorno.
Mi dispiace per il disagio.
Resti in linea, per favore.
Va bene, la ringrazio.
Allora, vediamo.
Ho un problema con la linea da ieri.
Sei sicuro?
È chiaro, signora.
""",
    "en": """
Good morning.
I'm sorry about that.
Please hold the line.
Okay, thank you.
Right, let me see.
I've had a problem with my line since yesterday.
Are you sure?
That's clear.
""",
}


_LETTERS = "ABCDEFGHIJKLMNPQRSTUVWXYZ"
"""Without the O: beside figures it is a nought in English."""


def made_call(chance: random.Random, language: Language) -> MadeCall:
    """A call with one operator's and one claim number, each perhaps read back."""
    operator = _number(chance, chance.choice(("", "", "", "l")), chance.randint(3, 5))
    claim = _number(chance, chance.choice(("", "", "l", "ll", "ll-")), chance.randint(5, 9))
    said = [
        *_decoys(chance, language),
        _given(chance, language, _OPERATOR, operator),
        *_decoys(chance, language),
        _given(chance, language, _CLAIM, claim),
        *_decoys(chance, language),
    ]
    text = " ".join(said)
    if chance.random() < 0.1:
        text = text.replace("è", "e'")
    return MadeCall(text, operator, claim)


def words_of(text: str) -> tuple[HeardWord, ...]:
    """A text as words of half a second each."""
    words = text.split()
    return tuple(HeardWord(f" {word}", at / 2, at / 2 + 0.4, 0.9) for at, word in enumerate(words))


def _number(chance: random.Random, shape: str, length: int) -> str:
    letters = (each.replace("l", chance.choice(_LETTERS)) for each in shape)
    return "".join(letters) + "".join(chance.choices("0123456789", k=length))


def _decoys(chance: random.Random, language: Language) -> list[str]:
    lines = _lines(_DECOYS[language]) + _lines(_SMALL_TALK[language])
    return chance.choices(lines, k=chance.randint(1, 4))


def _given(chance: random.Random, language: Language, carriers: dict[str, str], number: str) -> str:
    given = chance.choice(_lines(carriers[language])).format(_said(chance, language, number))
    if chance.random() < 0.3:
        right = "giusto? Esatto." if language == "it" else "is that right? Yes, that's right."
        given += f" {_said(chance, language, number).capitalize()}, {right}"
    return given


def _said(chance: random.Random, language: Language, number: str) -> str:
    """A number in one of the ways in which a machine writes what it heard."""
    ways = (_written, _in_pairs, _by_digits, _spelled, _doubled, _in_words)
    return chance.choice(ways)(chance, language, number)


def _written(_chance: random.Random, _language: Language, number: str) -> str:
    return number


def _in_pairs(_chance: random.Random, _language: Language, number: str) -> str:
    return re.sub(r"(\d\d)(?=\d)", r"\1 ", re.sub(r"([A-Z])(?=\d)", r"\1 ", number))


def _by_digits(chance: random.Random, language: Language, number: str) -> str:
    mark = chance.choice((" ", ", ", "-"))
    digits = re.sub(r"(?<=\d)(?=\d)", mark, number)
    return digits.replace("-", _dash(chance, language), 1) if digits[2:3] == "-" else digits


def _dash(chance: random.Random, language: Language) -> str:
    return f" {chance.choice(('trattino', 'meno') if language == 'it' else ('dash', 'hyphen'))} "


def _spelled(chance: random.Random, language: Language, number: str) -> str:
    said = sentence(number, language)
    return said.replace(",", "") if chance.random() < 0.5 else said


def _doubled(chance: random.Random, language: Language, number: str) -> str:
    double = "doppio" if language == "it" else "double"
    named = ALPHABETS[language].digits
    once = _spelled(chance, language, number)
    for digit in named:
        once = re.sub(rf"\b{digit},? {digit}\b", f"{double} {digit}", once)
    return once


def _in_words(chance: random.Random, language: Language, number: str) -> str:
    """Digits two by two in words: quarantaquattro settantuno, forty-four seventy-one."""
    digits = number.lstrip(_LETTERS + "-")
    head = number.removesuffix(digits)
    odd = len(digits) % 2
    pairs = [digits[:odd], *(digits[at : at + 2] for at in range(odd, len(digits), 2))]
    said = " ".join(_pair(language, pair) for pair in pairs)
    return f"{_spelled(chance, language, head)} {said}".strip()


_TEENS = {
    "it": "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove",
    "en": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
}
_TENS = {
    "it": "venti trenta quaranta cinquanta sessanta settanta ottanta novanta",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}


def _pair(language: Language, pair: str) -> str:
    digits = ALPHABETS[language].digits
    if len(pair) < 2 or pair[0] == "0":
        return " ".join(digits[int(each)] for each in pair)
    if pair[0] == "1":
        return _TEENS[language].split()[int(pair[1])]
    ten, unit = _TENS[language].split()[int(pair[0]) - 2], digits[int(pair[1])]
    if pair[1] == "0":
        return ten
    if language == "en":
        return f"{ten}-{unit}"
    return (ten[:-1] if pair[1] in "18" else ten) + unit


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()
