"""The trade of a company never rung is guessed from the words of its name alone."""

import pytest

from callmate.domain.entry import Sector
from callmate.domain.sector_guess import guessed_sector


@pytest.mark.parametrize(
    ("company", "sector"),
    [
        ("Aurora Gas", Sector.ENERGY),
        ("Società Elettrica del Nord", Sector.ENERGY),
        ("energia pulita", Sector.ENERGY),
        ("Servizio Luce", Sector.ENERGY),
        ("Banca di Prova", Sector.BANK),
        ("Northern Bank plc", Sector.BANK),
        ("Zefiro Telecom", Sector.COMMUNICATIONS),
        ("Telefonìa Alta", Sector.COMMUNICATIONS),
        ("ACQUEDOTTO COMUNALE", Sector.WATER),
        ("Lakeside Water", Sector.WATER),
        ("Alfa Assicurazioni", Sector.INSURANCE),
        ("Beta Insurance", Sector.INSURANCE),
    ],
)
def test_a_word_that_names_a_trade_tells_it(company: str, sector: Sector) -> None:
    assert guessed_sector(company) is sector


@pytest.mark.parametrize(
    "company",
    ["", "Zefiro", "Comune", "Gaspare & figli", "Lucente", "Acqua e Gas", "Bankside Bar", "Poste"],
)
def test_no_word_or_two_trades_are_no_guess(company: str) -> None:
    assert guessed_sector(company) is None
