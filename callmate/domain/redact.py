"""Takes out of a text what does not belong in public: names, codes, numbers, addresses."""

import re
from collections.abc import Iterable
from typing import Final

HIDDEN: Final = "•••"
"""What stands in place of something that was taken out."""

_PRIVATE: Final = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"  # an e-mail address
    r"|https?://\S+"
    r"|(?<![\w/])\+?\d(?:[ .\-]?\d){4,}(?!\w)"  # five digits or more: a telephone, a contract
    r"|\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{5,}\b"  # a code of capitals and digits
)
_DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_SHORTEST: Final = 2


def redact(text: str, known: Iterable[str]) -> str:
    """The text without what is known to be private, or looks like it; days stay.

    Args:
        text: What somebody wrote.
        known: Names, codes and numbers of this case.
    """
    words = sorted({each.strip() for each in known if len(each.strip()) >= _SHORTEST}, key=len)
    for word in reversed(words):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", HIDDEN, text, flags=re.IGNORECASE)
    return _PRIVATE.sub(_hidden, text)


def _hidden(match: re.Match[str]) -> str:
    found = match.group()
    return found if _DATE.fullmatch(found) else HIDDEN
