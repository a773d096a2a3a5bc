"""A server that gives out the files of a model, or troubles, over HTTP on this computer."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Self


class ModelServer(ThreadingHTTPServer):
    """Gives files by the last word of their path, as the servers of models do.

    Args:
        files: The bytes of each, or where they lie.
    """

    daemon_threads = True

    def __init__(self, files: Mapping[str, bytes | Path]) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.files = dict(files)
        self.breaks_after: list[int] = []
        """After how many bytes the next connections break off; others do not."""
        self.knows_ranges = True
        self.waits_after: int | None = None
        """After how many bytes it says nothing more."""
        self.asked: list[tuple[str, str | None]] = []
        """The path of each request, and from where on."""

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}"

    @classmethod
    @contextmanager
    def open(cls, files: Mapping[str, bytes | Path]) -> Iterator[Self]:
        """Serve for a while."""
        with cls(files) as server:
            thread = Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield server
            server.shutdown()


class _Answer(BaseHTTPRequestHandler):
    server: ModelServer

    def do_GET(self) -> None:
        wanted = self.headers.get("Range")
        self.server.asked.append((self.path, wanted))
        found = self.server.files.get(self.path.rpartition("/")[2])
        if found is None:
            self.send_error(404)
            return
        whole = found if isinstance(found, bytes) else found.read_bytes()
        begin = int(wanted[len("bytes=") : -1]) if wanted and self.server.knows_ranges else 0
        if begin and begin >= len(whole):
            self.send_error(416)
            return
        self.send_response(206 if begin else 200)
        self.send_header("Content-Length", str(len(whole) - begin))
        self.end_headers()
        self._give(memoryview(whole)[begin:])

    def _give(self, rest: memoryview) -> None:
        if self.server.waits_after is not None and len(rest) > self.server.waits_after:
            self.wfile.write(rest[: self.server.waits_after])
            self.wfile.flush()
            self.rfile.read(1)  # until whoever asked has gone
        elif self.server.breaks_after:
            self.wfile.write(rest[: self.server.breaks_after.pop(0)])
        else:
            self.wfile.write(rest)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is named there
        """Say nothing."""
