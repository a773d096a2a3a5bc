"""A day that was said becomes the last minute of that day."""

from collections.abc import Callable
from typing import Literal

import pytest

Told = Callable[[str, Literal["it", "en"]], str]
DAYS = {
    "2026-11-24": "oggi|stasera|today|tonight|TODAY|in giornata|entro oggi|fine giornata|EOD|"
    "by end of day|this evening|il 24|24/11|oggi stesso|close of business",
    "2026-11-25": "domani|tomorrow|tmrw|Domani|mer|mercoledì|wed|Wednesday|merc|25/11",
    "2026-11-26": "dopodomani|dopo domani|the day after tomorrow|gio|giov|giovedi|thu|thur|thurs",
    "2026-11-27": "ven|venerdì|venerdi|VENERDÌ|venerdi\u0300|ven.|fri|friday|next friday|ven 27|"
    "ven 27/11|ven27/11|venerdì prossimo|il prossimo venerdì|this friday|friday 27th|"
    "fri 27 Nov|per venerdì|prima di venerdì|by Friday|entro ven|27/11|27.11|27-11|27/11/26|"
    "27/11/2026|27.11.2026|2026-11-27|2026/11/27|27 nov|27 novembre|November 27|Nov 27th|"
    "27th of November|il 27|entro il 27|by the 27th|27 novembre 2026|November 27, 2026",
    "2026-11-28": "sab|sabato|sat|saturday",
    "2026-11-29": "dom|domenica|sun|sunday|fine settimana|end of week|by the end of the week|"
    "weekend|entro la settimana|in settimana|questa settimana|this week|EOW",
    "2026-11-30": "lun|lunedì|lunedi|LUN|mon|monday|lunedì prossimo|fine mese|end of month|EOM|"
    "end of the month|entro il mese|la fine di novembre|end of November|monday next week|"
    "lunedì della prossima settimana",
    "2026-12-01": "martedì|tue|tues|tuesday|mart 1/12|next tuesday|primo dicembre|1° dicembre",
    "2026-12-02": "tra lunedì e mercoledì|between Monday and Wednesday|lun-mer|lun 30 - mer 2/12",
    "2026-12-03": "entro il 3/12|3/12|3/12/2026|3-12|3.12|2026-12-03|3 dicembre|3 dic|Dec 3|"
    "3rd December|December 3rd|il 3|entro il giorno 3|by the 3rd|tra il 1 e il 3 dicembre|"
    "dal 1/12 al 3/12|entro e non oltre il 3/12|fino al 3/12|03/12|3/12/26",
    "2026-12-06": "settimana prossima|next week|by the end of next week|la prossima settimana|"
    "fine della prossima settimana",
    "2026-12-15": "metà dicembre|mid December|entro metà dicembre",
    "2026-12-31": "fine anno|end of year|entro dicembre|by December|next month|il mese prossimo|"
    "entro il 31|EOY|fine dicembre",
    "2027-01-03": "3/1|3 gennaio|entro il 3/1|Jan 3",
    "2027-03-01": "il primo marzo|1st of March|1 marzo|March 1st|1° marzo",
    "2028-02-29": "29/2/2028|29 febbraio 2028",
    "2025-12-03": "3/12/2025",
}
SAID = [(text, day) for day, texts in DAYS.items() for text in texts.split("|")]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("text", "day"), SAID)
def test_a_day_is_understood_in_both_languages_whichever_is_chosen(
    due: Told, text: str, day: str, language: Literal["it", "en"]
) -> None:
    assert due(text, language) == f"~{day} 23:59"


def test_the_language_settles_what_mar_means(due: Told) -> None:
    assert due("mar", "it") == "~2026-12-01 23:59"
    assert due("mar", "en") == "nothing"
    assert due("mar 3/12", "it") == "~2026-12-03 23:59"
    assert due("mar 30", "it") == "~2027-03-30 23:59"
    assert due("Mar 30", "en") == "~2027-03-30 23:59"
    assert due("3 mar", "it") == due("3 mar", "en") == due("Mar 3", "en") == "~2027-03-03 23:59"


def test_a_date_that_passed_is_next_year_unless_it_tells_of_the_past(due: Told) -> None:
    assert due("richiamano il 18/11", "it") == "~2027-11-18 23:59"
    assert due("linea guasta dal 18/11", "it") == "nothing"
    assert due("fattura del 3/10", "it") == "nothing"
    assert due("down since 18 November", "en") == "nothing"
    assert due("guasto dal 18/11, tecnico venerdì", "it") == "~2026-11-27 23:59"


def test_the_deadline_counts_before_other_days(due: Told) -> None:
    assert due("chiamano domani, risolto entro venerdì", "it") == "~2026-11-27 23:59"
    assert due("Monday they check, fixed by Thursday", "en") == "~2026-11-26 23:59"
    assert due("domani o giovedì", "it") == "~2026-11-25 23:59"
    assert due("chiamata del 3/12, tecnico il 4/12", "it") == "~2026-12-04 23:59"
