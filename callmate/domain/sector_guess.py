"""Guesses the trade of a company from the words of its name; only that, and never a brand."""

import re

from callmate.domain.entry import Sector
from callmate.domain.text import folded

_WORDS = {
    Sector.COMMUNICATIONS: "fiber fibra fibre mobile phone telco wifi",
    Sector.ENERGY: "energy gas luce metano power",
    Sector.WATER: "acqua acque idrico idrica idrici idriche",
    Sector.BANK: "bank banks bcc credito pagamenti payments",
    Sector.INSURANCE: "assurance polizze",
}
"""Whole words that name a trade, Italian and English, without accents."""

_STEMS = {
    Sector.COMMUNICATIONS: "broadband internet telecom telefon telephon wireless",
    Sector.ENERGY: "electric elettric energ",
    Sector.WATER: "acquedott water",
    Sector.BANK: "banca banche banco bancari",
    Sector.INSURANCE: "assicura insur",
}
"""What a word that names a trade begins with."""

_WORD = re.compile(r"\w+")


def guessed_sector(company: str) -> Sector | None:
    """The trade that the words of a name speak of.

    Args:
        company: The company's name, as somebody typed it.

    Returns:
        The trade; ``None`` when no word names one, or when two words name two.
    """
    found = {sector for word in _WORD.findall(folded(company)) for sector in _named_by(word)}
    return found.pop() if len(found) == 1 else None


def _named_by(word: str) -> set[Sector]:
    whole = {sector for sector, words in _WORDS.items() if word in words.split()}
    begun = {s for s, stems in _STEMS.items() if word.startswith(tuple(stems.split()))}
    return whole | begun
