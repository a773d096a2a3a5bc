"""Texts that try to drive the terminal, the markup or the layout, and how each is to look."""

# ruff: noqa: RUF001 - look-alike characters are what is tested here

from dataclasses import dataclass


@dataclass(frozen=True)
class Hostile:
    """A text as it is typed or pasted."""

    name: str
    text: str
    shown: str
    """A piece of what stands on the screen, short enough for one line of the paper."""

    @property
    def by_keys(self) -> bool:
        """Whether keys can write it; controls are keys of their own."""
        return self.text.isprintable() or self.shown == self.text


PIECES = (
    Hostile("closing tag", "a [/] b", "a [/] b"),
    Hostile("tags", "[bold red]x[/bold red] [/bold]", "[bold red]x[/bold red]"),
    Hostile("action", "[@click=app.quit]x[/]", "[@click=app.quit]x[/]"),
    Hostile("open tag", "[b", "[b"),
    Hostile("escaped tag", r"\[b]x\[/b] \\[c", r"\[b]x\[/b] \\[c"),
    Hostile("substitution", "$text {time} %s %(x)s {0}", "$text {time} %s %(x)s {0}"),
    Hostile("title", "t\x1b]0;driven\x07t", "t␛]0;driven␇t"),
    Hostile("title, ended by ST", "u\x1b]2;driven\x1b\\u", "u␛]2;driven␛\\u"),
    Hostile("clearing", "c\x1b[2J\x1b[3Jc", "c␛[2J␛[3Jc"),
    Hostile("asking", "q\x1b[6n\x1b[cq", "q␛[6n␛[cq"),
    Hostile("reset", "r\x1bcr", "r␛cr"),
    Hostile("the other screen", "s\x1b[?1049ls", "s␛[?1049ls"),
    Hostile("end of paste", "p\x1b[200~p", "p␛[200~p"),
    Hostile("clipboard", "k\x1b]52;c;ZWNobw==\x07k", "k␛]52;c;ZWNobw==␇k"),
    Hostile("eight-bit controls", "e\x9b2Je\x9d0;driven\x9c", "e‹U+009B›2Je‹U+009D›0;driven"),
    Hostile("NUL", "n\x00n\x00", "n␀n␀"),
    Hostile("tabs", "a\tb\tc", "a␉b␉c"),
    Hostile("rubbing out", "d\x08\x08\x7fd", "d␈␈␡d"),
    Hostile("family", "👩\u200d👩\u200d👧 👍🏽 🇮🇹", "👩⁺👩⁺👧"),
    Hostile("wide", "你好 안녕 ｗｉｄｅ", "你好"),
    Hostile("marks", "z\u0335\u0321a\u0316\u0317l", "l"),
    Hostile("right to left", "مرحبا שלום", "مرحبا"),
    Hostile("override", "x\u202egnp.exe\u202cy", "x‹U+202E›gnp.exe‹U+202C›y"),
    Hostile("isolate", "i\u2067abc\u2069i", "i‹U+2067›abc‹U+2069›i"),
    Hostile("unseen", "v\u200bv\ufeffv\u00adv", "v‹U+200B›v‹U+FEFF›v‹U+00AD›v"),
)

LONG = "".join(f"{number:05d} " for number in range(1667))[:9998] + "§!"
"""Ten thousand characters, the last two unlike all others."""

FORBIDDEN = (b"\x1b]", b"\x1b[6n", b"\x1b[3J", b"\x1bc", b"\x1b[200~", b"\x00", b"\x07", b"\x08")
"""Bytes that the program never has a reason to draw with, and these texts would."""

UNSEEN = ("\x9b", "\x9d", "\u202e", "\u202c", "\u2067", "\u2069", "\u200b", "\ufeff", "\u200d")
"""The same, as characters."""
