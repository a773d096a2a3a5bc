"""A note on the disk of what the home screen shows above the calls, so that it is there at once."""

from contextlib import suppress

import msgspec

from callmate.domain.ahead import Ahead
from callmate.store.errors import Busy, Damaged
from callmate.store.filing import as_json, contents, replace_whole
from callmate.store.places import Places


def read_ahead(places: Places) -> Ahead:
    """What was noted last; nothing when that is not there, or spoilt."""
    try:
        return msgspec.json.decode(contents(places.ahead), type=Ahead)
    except (OSError, Damaged, ValueError, RecursionError):
        return Ahead()


def write_ahead(places: Places, ahead: Ahead) -> None:
    """Note it, unless the disk refuses or somebody else is at it."""
    from callmate.store.locks import claim  # noqa: PLC0415 - reading does without
    from callmate.store.recent import index_lock  # noqa: PLC0415 - the same

    if places.data.is_dir():
        with suppress(OSError, Busy), claim(index_lock(places), 0):
            replace_whole(places.ahead, as_json(ahead), durable=False)
