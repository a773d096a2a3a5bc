"""TinyDB's storage over a file that is replaced whole or not at all."""

from collections.abc import Mapping
from pathlib import Path

from tinydb.storages import Storage

from callmate.store.filing import as_json, contents, replace_whole, top_of


class WholeFile(Storage):
    """TinyDB's storage over one file that is replaced whole or not at all.

    TinyDB sees the tables only; the version, the id and anything else at the top
    of the file stay as they are.

    Args:
        path: The file.
        head: What a file that is not there yet will begin with; without it, the
            file must be there.
    """

    def __init__(self, path: Path, head: Mapping[str, object] | None = None) -> None:
        self._path = path
        self._head: dict[str, object] = dict(head or {})
        self._new = head is not None

    def read(self) -> dict[str, dict[str, object]] | None:
        """The tables; ``None`` when the file is yet to be made.

        Raises:
            Damaged: The file is not what it should be.
            NewerVersion: A newer version of the program wrote it.
            FileNotFoundError: The file was taken away.
        """
        try:
            raw = contents(self._path)
        except FileNotFoundError:
            if self._new:
                return None
            raise
        whole = top_of(self._path, raw)
        tables = {key: value for key, value in whole.items() if isinstance(value, dict)}
        self._head = {key: value for key, value in whole.items() if key not in tables}
        return tables

    def write(self, data: Mapping[str, object]) -> None:
        """Replace the file, to hold these tables.

        Raises:
            OSError: See ``replace_whole``.
        """
        replace_whole(self._path, as_json({**self._head, **data}))
