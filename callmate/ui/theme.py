"""The colours: one dark, one light, one of high contrast; ``ansi`` is the terminal's own."""

from textual.theme import Theme

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
)

LIGHT = Theme(
    name="callmate-light",
    primary="#1d5f99",
    secondary="#3f6d3a",
    accent="#8a5a00",
    warning="#a35200",
    error="#c01818",
    success="#1f7a33",
    foreground="#1b1d21",
    background="#faf8f3",
    surface="#f1eee6",
    panel="#e2ded3",
    dark=False,
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
