"""A number to dial, as a link that a telephone understands."""

import re

_NUMBER = re.compile(r"\+?[\d*#](?:[\s./()-]*[\d*#])*")
_LEAST = 2
"""Digits of the shortest number that anybody can ring."""


def tel_link(number: str) -> str | None:
    """The ``tel:`` link to the first number in a text; ``None`` when there is none.

    Args:
        number: As the owner wrote it: ``800 123 456``, ``+39 06/1234``, ``187 (from home)``.
    """
    found = _NUMBER.search(number)
    if found is None:
        return None
    digits = re.sub(r"[^\d+*#]", "", found.group())
    if not digits.isascii() or sum(sign.isdigit() for sign in digits) < _LEAST:
        return None
    return "tel:" + digits.replace("#", "%23")
