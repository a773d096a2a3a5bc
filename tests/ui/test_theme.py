"""What is written can be read on what it is written on, in every one of our themes."""

from typing import get_args, get_type_hints

import pytest
from textual.color import Color
from textual.theme import Theme

from callmate.store.settings import Settings
from callmate.ui.theme import CONTRAST, NAMES, OURS

INK = ("foreground", "primary", "secondary", "accent", "warning", "error", "success")
PAPER = ("background", "surface", "panel")


def contrast(one: Color, other: Color) -> float:
    """How far two colours are apart in brightness, as WCAG counts it: 1 to 21."""

    def light(color: Color) -> float:
        parts = [part / 255 for part in color.rgb]
        red, green, blue = (
            part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def colour(theme: Theme, name: str) -> Color:
    return Color.parse(getattr(theme, name))


@pytest.mark.parametrize("theme", OURS.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", INK)
@pytest.mark.parametrize("paper", PAPER)
def test_every_colour_of_text_can_be_read(theme: Theme, ink: str, paper: str) -> None:
    least = 4.5 if paper != "panel" else 3.0
    assert contrast(colour(theme, ink), colour(theme, paper)) >= least


@pytest.mark.parametrize("theme", OURS.values(), ids=lambda theme: theme.name)
@pytest.mark.parametrize("share", [0.7, 0.8])
def test_what_is_said_softly_can_still_be_read(theme: Theme, share: float) -> None:
    paper, ink = colour(theme, "background"), colour(theme, "foreground")
    assert contrast(paper.blend(ink, share), paper) >= 4.5


@pytest.mark.parametrize("ink", INK)
def test_the_strongest_theme_is_stronger_than_the_rules_ask(ink: str) -> None:
    assert contrast(colour(CONTRAST, ink), colour(CONTRAST, "background")) >= 5.5
    assert contrast(colour(CONTRAST, "foreground"), colour(CONTRAST, "background")) == 21


def test_every_theme_that_can_be_chosen_is_there() -> None:
    assert set(NAMES) == set(get_args(get_type_hints(Settings)["theme"]))
    assert {NAMES[name] for name in NAMES if name != "ansi"} == set(OURS)
