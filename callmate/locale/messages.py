"""Speaks the owner's language: gettext, with Italian and English written in full."""

import gettext as catalogues
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

Language = Literal["it", "en"]

LOCALE = Path(__file__).parent
"""Where the catalogues lie."""

_NO_LANGUAGE = {"", "C", "POSIX"}


class _Voice:
    """The language spoken now; one for the whole program."""

    language: Language = "it"
    catalogue: catalogues.NullTranslations = catalogues.NullTranslations()


def choose(setting: str, environ: Mapping[str, str]) -> Language:
    """The language to speak.

    Args:
        setting: ``"it"``, ``"en"``, or ``"auto"`` to go by the environment.
        environ: The process's environment; ``LANGUAGE``, ``LC_ALL``,
            ``LC_MESSAGES`` and ``LANG`` are read, in that order.

    Returns:
        Italian when the environment says nothing, English for every other language.
    """
    if setting != "auto":
        return "it" if setting == "it" else "en"
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        word = environ.get(name, "").split(":")[0].split(".")[0].split("@")[0]
        if word not in _NO_LANGUAGE:
            return "it" if word.lower().startswith("it") else "en"
    return "it"


def install(language: Language) -> None:
    """Speak ``language`` from now on; must come before the screens are imported."""
    _Voice.language = language
    _Voice.catalogue = catalogues.translation(
        "callmate", LOCALE, languages=[language], fallback=True
    )


def language() -> Language:
    """The language spoken now."""
    return _Voice.language


def _(message: str) -> str:
    """``message`` in the language spoken now."""
    return _Voice.catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form of a message that goes with ``count``, in the language spoken now."""
    return _Voice.catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """``message`` as used in ``context``, in the language spoken now."""
    return _Voice.catalogue.pgettext(context, message)
