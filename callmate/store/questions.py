"""What the owner wants to ask at every call to a company, or to companies of a trade."""

import msgspec

from callmate.domain.entry import Sector
from callmate.store.atomic_file import VERSION, as_json, contents, parse, replace_whole
from callmate.store.errors import Damaged, NotKept, Why
from callmate.store.places import Places, make_private

Questions = tuple[str, ...]


class _QuestionsShape(msgspec.Struct, omit_defaults=True):
    version: int = VERSION
    companies: dict[str, Questions] = {}
    sectors: dict[str, Questions] = {}


class OwnQuestions:
    """The owner's questions as they lie on the disk, in one file.

    Args:
        places: Where the owner's things lie.

    Raises:
        Damaged: The file cannot be read; it is left as it is.
    """

    def __init__(self, places: Places) -> None:
        self._places = places
        try:
            raw = contents(places.questions)
        except FileNotFoundError:
            self._kept = _QuestionsShape()
            return
        try:
            self._kept = msgspec.convert(parse(raw), _QuestionsShape)
        except (ValueError, RecursionError) as error:
            raise Damaged(places.questions, Why.WRONG_SHAPE) from error

    def of_company(self, company: str) -> Questions:
        """What is asked at every call to a company, in order; blind to case."""
        return self._kept.companies.get(_key(company), ())

    def of_sector(self, sector: Sector) -> Questions:
        """What is asked at every call to a company of a trade, in order."""
        return self._kept.sectors.get(sector.value, ())

    def keep_for_company(self, company: str, questions: Questions) -> None:
        """Ask these, and no others, at every call to a company; on the disk when this returns.

        Raises:
            NotKept: The disk did not take them.
        """
        self._put(self._kept.companies, _key(company), questions)

    def keep_for_sector(self, sector: Sector, questions: Questions) -> None:
        """Ask these, and no others, of every company of a trade; raises as the other does."""
        self._put(self._kept.sectors, sector.value, questions)

    def _put(self, kept: dict[str, Questions], key: str, questions: Questions) -> None:
        if kept.get(key, ()) == questions:
            return
        kept.pop(key, None)
        if questions:
            kept[key] = questions
        try:
            make_private(self._places.data)
            replace_whole(self._places.questions, as_json(self._kept))
        except OSError as error:
            raise NotKept.because(error) from error


def _key(company: str) -> str:
    return " ".join(company.casefold().split())
