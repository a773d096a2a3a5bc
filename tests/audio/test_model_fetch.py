"""A model comes whole or not at all, from a real server over HTTP, by a process of its own."""

import asyncio
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from callmate.audio.door import MODELS, NoModelError, fetch_model, holds_model
from callmate.audio.requests import FetchRequest, ModelFile
from tests.audio.conftest import until
from tests.model_server import ModelServer

pytestmark = [pytest.mark.slow, pytest.mark.asyncio]

FILES = {
    "config.json": b"{}" * 500,
    "tokenizer.json": bytes(range(256)) * 4_000,
    "model.bin": b"".join(hashlib.sha256(bytes([n % 251])).digest() for n in range(90_000)),
}


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer.open(FILES) as server:
        yield server


def request(server: ModelServer, folder: Path, **other: int) -> FetchRequest:
    """Ask for all files, some of another size than they have."""
    files = tuple(
        ModelFile(
            name, other.get(name.partition(".")[0], len(data)), hashlib.sha256(data).hexdigest()
        )
        for name, data in FILES.items()
    )
    return FetchRequest(server.address, files, str(folder / "models" / "small"))


async def kind_of_failure(asked: FetchRequest) -> str | None:
    with pytest.raises(NoModelError) as failed:
        await fetch_model(asked, lambda _done, _total: None)
    assert not holds_model(Path(asked.folder))
    return failed.value.kind


def assert_whole(folder: Path) -> None:
    model = folder / "models" / "small"
    assert {each.name: each.read_bytes() for each in model.iterdir()} == FILES
    assert [each.name for each in model.parent.iterdir()] == ["small"]
    assert model.stat().st_mode & 0o777 == 0o700
    assert not [each for each in model.iterdir() if each.stat().st_mode & 0o077]


async def test_it_comes_whole_and_tells_how_far_it_is(server: ModelServer, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    await fetch_model(request(server, tmp_path), lambda done, total: told.append((done, total)))
    assert_whole(tmp_path)
    size = sum(map(len, FILES.values()))
    assert told[-1] == (size, size)
    assert told == sorted(told)


@pytest.mark.parametrize("knows_ranges", [True, False])
async def test_a_connection_that_breaks_off_is_gone_on_with(
    server: ModelServer, tmp_path: Path, *, knows_ranges: bool
) -> None:
    server.knows_ranges = knows_ranges
    server.breaks_after = [400, 2_000_000, 1_200_000]
    await fetch_model(request(server, tmp_path), lambda _done, _total: None)
    assert_whole(tmp_path)
    begun = [wanted for path, wanted in server.asked if path.endswith("config.json")]
    assert begun == [None, "bytes=400-"]


async def test_one_that_is_stopped_or_lost_goes_on_where_it_was(
    server: ModelServer, tmp_path: Path
) -> None:
    asked = request(server, tmp_path)
    server.waits_after = 1_500_000
    getting = asyncio.create_task(fetch_model(asked, lambda _done, _total: None))
    draft = tmp_path / "models" / ".small-coming" / "model.bin"
    await until(lambda: draft.exists() and draft.stat().st_size == 1_500_000)
    assert await kind_of_failure(asked) == "busy"
    getting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await getting
    assert not holds_model(Path(asked.folder))
    server.waits_after = None
    await fetch_model(asked, lambda _done, _total: None)
    assert_whole(tmp_path)
    assert server.asked[-1] == ("/model.bin", "bytes=1500000-")


async def test_what_is_not_what_was_asked_for_is_not_kept(
    server: ModelServer, tmp_path: Path
) -> None:
    asked = request(server, tmp_path)
    server.files["model.bin"] = FILES["model.bin"][:-1] + b"!"
    assert await kind_of_failure(asked) == "wrong"
    for other in (FILES["model.bin"][:-9], FILES["model.bin"] + b"more"):
        server.files["model.bin"] = other
        assert await kind_of_failure(asked) == "wrong"
    assert not (tmp_path / "models" / ".small-coming" / "model.bin").exists()
    server.files = dict(FILES)
    await fetch_model(asked, lambda _done, _total: None)
    assert_whole(tmp_path)


async def test_what_a_server_does_not_have_is_told(server: ModelServer, tmp_path: Path) -> None:
    del server.files["model.bin"]
    assert await kind_of_failure(request(server, tmp_path)) == "refused"


async def test_without_internet_and_without_room_it_says_so(
    server: ModelServer, tmp_path: Path
) -> None:
    asked = request(server, tmp_path)
    nowhere = FetchRequest("http://127.0.0.1:9", asked.files, asked.folder)
    assert await kind_of_failure(nowhere) == "no_internet"
    assert await kind_of_failure(request(server, tmp_path, model=10**16)) == "disk_full"
    (tmp_path / "file").write_text("")
    below = FetchRequest(asked.address, asked.files, str(tmp_path / "file" / "small"))
    assert await kind_of_failure(below) == "cannot_write"


async def test_a_broken_model_gives_way_to_a_whole_one(server: ModelServer, tmp_path: Path) -> None:
    broken = tmp_path / "models" / "small"
    broken.mkdir(parents=True)
    (broken / "model.bin").write_bytes(b"half")
    await fetch_model(request(server, tmp_path), lambda _done, _total: None)
    assert_whole(tmp_path)


async def test_what_is_asked_for_is_named_to_the_byte(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    asked = MODELS["small"].request(Path("/models/small"))
    revision = "536b0662742c02347bc0e980a01041f333bce120"
    server = "https://huggingface.co/Systran/faster-whisper-small/resolve"
    assert asked.address == f"{server}/{revision}"
    assert MODELS["small"].size == 486_212_372
    assert MODELS["base"].size == 147_882_941
