"""A case as the contents of a file, by the file's ending; sound is never among it."""

from datetime import datetime

from callmate.case_paper.paper import case_paper
from callmate.case_paper.sealed import SealedCase
from callmate.paper.files import ENDINGS, contents

CASE_ENDINGS = (*ENDINGS, ".csv")
"""The kinds of file that a case can become."""


def case_contents(case: SealedCase, ending: str, now: datetime) -> bytes:
    """The bytes of the file.

    Args:
        case: The case, its calls and their fingerprints.
        ending: One of ``CASE_ENDINGS``.
        now: The time at which it is written.
    """
    if ending == ".csv":
        from callmate.case_paper.table import case_table  # noqa: PLC0415 - only now wanted
        from callmate.paper.spreadsheet import as_csv  # noqa: PLC0415 - only now wanted

        return as_csv(case_table(case, now))
    return contents(case_paper(case, now), ending)
