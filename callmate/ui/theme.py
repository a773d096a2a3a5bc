"""The colours: one dark, one light, one of high contrast; ``ansi`` is the terminal's own."""

from textual.theme import Theme


def _chosen(paper: str, ink: str) -> dict[str, str]:
    """The colours of what is chosen in a list: 3:1 at least to the rows beside it."""
    return {"block-cursor-background": paper, "block-cursor-foreground": ink}


DARK = Theme(
    name="callmate-dark",
    primary="#7fb8e6",
    secondary="#a8c7a0",
    accent="#f2c14e",
    warning="#f2a65a",
    error="#ff5d5d",
    success="#7ccf8a",
    foreground="#e8e6e1",
    background="#14171c",
    surface="#1b1f26",
    panel="#262b34",
    dark=True,
    variables=_chosen("#7fb8e6", "#0b0e12"),
)

LIGHT = Theme(
    name="callmate-light",
    primary="#1d5f99",
    secondary="#3f6d3a",
    accent="#6b4500",
    warning="#a35200",
    error="#c01818",
    success="#1f7a33",
    foreground="#1b1d21",
    background="#faf8f3",
    surface="#f1eee6",
    panel="#e2ded3",
    dark=False,
    variables=_chosen("#174a78", "#ffffff"),
)

CONTRAST = Theme(
    name="callmate-contrast",
    primary="#66ccff",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffaa00",
    error="#ff4040",
    success="#33ff66",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#333333",
    dark=True,
    variables=_chosen("#ffff00", "#000000"),
)

OURS = {theme.name: theme for theme in (DARK, LIGHT, CONTRAST)}
"""Our colours by the names that Textual knows them under."""

NAMES = {
    "dark": DARK.name,
    "light": LIGHT.name,
    "contrast": CONTRAST.name,
    "ansi": "ansi-dark",
}
"""What the settings file says, and what Textual calls it."""
