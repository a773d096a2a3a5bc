"""A time of day is the next one, or that of the day it was said with."""

from collections.abc import Callable
from typing import Literal

import pytest

Told = Callable[[str, Literal["it", "en"]], str]
TIMES = {
    "2026-11-24 12:00": "by noon|mezzogiorno|noon|entro mezzogiorno|12pm|midday|alle 12|ore 12",
    "2026-11-24 13:00": "all'una|1pm",
    "2026-11-24 17:00": "5pm|5 pm|5 p.m.|ore 17|alle 17|alle ore 17|h17|h 17|h. 17|entro le 17|"
    "at 17|by 17|by 5|by 5pm|at 5|alle 5|17:00|per le 17|oggi alle 17|5 o'clock|"
    "today 5pm|alle 5 del pomeriggio|stasera ore 17|dalle 14 alle 17|tra le 3 e le 5|"
    "between 3 and 5|oggi 17",
    "2026-11-24 17:30": "alle 17:30|17:30|alle 17.30|ore 17,30|5:30pm|5.30pm|17:30:00|at 5:30|"
    "alle 5 e mezza|h 17.30",
    "2026-11-24 20:00": "stasera alle 8|tonight at 8|oggi alle 8 di sera|8pm",
    "2026-11-24 23:59": "entro mezzanotte|by midnight|entro le 24",
    "2026-11-25 02:00": "stanotte alle 2|tonight at 2",
    "2026-11-25 05:30": "alle 05:30|05:30",
    "2026-11-25 09:00": "alle 9|at 9|9am|domani alle 9|tomorrow 9am|domani mattina alle 9|domani 9|"
    "domani dalle 8 alle 9|tomorrow, 8-9",
    "2026-11-25 15:00": "tomorrow afternoon at 3|domani pomeriggio alle 3|alle 3 di domani|"
    "3pm tomorrow",
    "2026-11-27 17:00": "tecnico entro ven 27/11 ore 17|fri 5pm|ven 17|ven ore 17|fri 5|"
    "ven. 27 nov. h. 17|27/11 ore 17|27/11 17|27/11/2026 17:00|2026-11-27T17:00|2026-11-27 17:00|"
    "alle 17 di venerdì|ore 17 del 27/11|5pm on Friday|Friday by 5pm|venerdì entro le 17|"
    "venerdì (ore 17)|venerdì viene il tecnico alle 17|Friday the engineer comes at 5pm|"
    "venerdì, fascia 14-17|Friday, between 2 and 5|venerdì dalle 14 alle 17|ven 27 ore 17|"
    "no later than 5pm on 27 November|venerdì alle 17",
    "2026-12-01 09:00": "martedì ore 9|martedì prossimo alle 9|tue 9am",
    "2027-01-03 17:00": "alle 17 del 3/1|3/1 ore 17",
}  # fmt: skip
SAID = [(text, told) for told, texts in TIMES.items() for text in texts.split("|")]


@pytest.mark.parametrize("language", ["it", "en"])
@pytest.mark.parametrize(("text", "told"), SAID)
def test_a_time_of_day_is_understood(
    due: Told, text: str, told: str, language: Literal["it", "en"]
) -> None:
    assert due(text, language) == told


def test_a_day_of_the_week_is_today_only_with_a_later_hour(due: Told) -> None:
    assert due("mar ore 17", "it") == "2026-11-24 17:00"
    assert due("mar alle 9", "it") == "2026-12-01 09:00"
    assert due("martedì", "it") == "~2026-12-01 23:59"
    assert due("martedì alle 10:31", "it") == "2026-12-01 10:31"
    assert due("martedì alle 10:33", "it") == "2026-11-24 10:33"
    assert due("next tuesday at 5pm", "en") == "2026-12-01 17:00"


def test_a_number_after_a_day_of_the_week_may_be_the_day_of_the_month(due: Told) -> None:
    assert due("ven 27", "it") == "~2026-11-27 23:59"
    assert due("gio 31", "it") == "~2026-12-31 23:59"
    assert due("ven 31", "it") == "~2026-11-27 23:59"
    assert due("ven 9", "it") == "2026-11-27 09:00"


@pytest.mark.parametrize(
    "text",
    ["17", "entro 17", "99:99", "25:00", "alle 25", "alle 17:99", "12:60", "17pm", "0pm", "13pm",
     "5pm5", "h24", "assistenza h24", "24:01", "operatore 17", "alle 10 euro", "le 2 fatture"],
)  # fmt: skip
def test_a_bare_or_impossible_number_is_no_time(due: Told, text: str) -> None:
    assert due(text, "it") == "nothing"
    assert due(text, "en") == "nothing"
