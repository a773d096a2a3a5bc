"""What it takes to have recordings written down is told, and fetched only when it is named."""

import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.cli.test_doctor import looked_at
from tests.model_server import ModelServer
from tests.speech_model import put_together

Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ModelServer]:
    """A server with the model `base`, as it is published."""
    model = put_together(tmp_path_factory.mktemp("published"))
    with ModelServer.open({file.name: file for file in model.iterdir()}) as server:
        yield server


def settle(home: Home, text: str) -> None:
    home.places.config.mkdir(parents=True, exist_ok=True)
    (home.places.config / "settings.toml").write_text(text, "utf-8")


def cached(home: Home) -> Path:
    home.environ["XDG_CACHE_HOME"] = str(home.folder / "cache")
    return home.folder / "cache" / "callmate" / "models"


@pytest.mark.usefixtures("english")
def test_without_the_engine_a_sentence_says_so(
    home: Home, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "faster_whisper", None)  # as Python has what is not there
    monkeypatch.setenv("XDG_CACHE_HOME", str(home.folder / "cache"))
    status, said, _told = typed("speech")
    assert status == 1
    assert "is not installed" in said
    assert "“callmate speech engine”" in said
    _status, said, _told = typed("doctor")
    assert "·  The engine that writes recordings down (faster-whisper) is not installed." in said
    assert "·  There is no model to write recordings down with." in said


@pytest.mark.usefixtures("phone_line")
def test_a_model_is_fetched_tried_and_told_when_it_breaks(home: Home, server: ModelServer) -> None:
    models = cached(home)
    assert looked_at(home, status=0)["model"][0]["state"] == "note"
    home.environ["HF_ENDPOINT"] = server.address
    told = home.tells("speech", "base", status=0)
    assert "Fetching “base”, 148 MB." in told
    revision = "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66"
    below = f"/Systran/faster-whisper-base/resolve/{revision}"
    assert {path.rpartition("/")[0] for path, _range in server.asked} == {below}

    settle(home, "[transcript]\nlive = true\n")
    found = looked_at(home, status=0)
    assert found["engine"][0]["text"].endswith("by faster-whisper 1.2.1.")
    assert found["model"][0]["text"] == f"The model for it is “base”, 148 MB, in {models / 'base'}."
    taken = re.search(r"an hour of speech down takes about (\d+)", found["speed"][0]["text"])
    assert taken is not None
    assert ("live" in found) is (int(taken[1]) > 30) or taken[1] == "30"
    assert "faster-whisper" in home.says("speech")

    weights = models / "base" / "model.bin"
    weights.write_bytes(weights.read_bytes()[:1_000_000])
    broken = looked_at(home, status=1)
    assert "is broken" in broken["model"][0]["text"]
    assert broken["model"][0]["todo"] == "Fetch it again: type “callmate speech base”."
    assert "speed" not in broken

    no_engine = home.folder / "broken" / "faster_whisper.py"
    no_engine.parent.mkdir()
    no_engine.write_text("raise ImportError('no such instruction')")
    home.environ["PYTHONPATH"] = str(no_engine.parent)
    (told,) = [each for each in looked_at(home, status=1)["engine"] if each["state"] == "bad"]
    assert "does not run here" in told["text"]
    assert told["todo"] == "Fetch it again: type “callmate speech engine”."


@pytest.mark.usefixtures("phone_line")
def test_a_folder_in_the_settings_without_a_model_is_told(home: Home) -> None:
    cached(home)
    settle(home, '[transcript]\nmodel = "~/here"\n')
    (told,) = looked_at(home, status=1)["model"]
    assert f"There is no model in {home.folder / 'here'}, which the settings name." == told["text"]
    settle(home, "[transcript]\nmodel = 7\n")
    assert "“transcript” was passed over" in looked_at(home, status=1)["settings"][0]["text"]


def test_nothing_is_fetched_while_a_call_is_open(home: Home, server: ModelServer) -> None:
    models = cached(home)
    home.environ["HF_ENDPOINT"] = server.address
    before = len(server.asked)
    with home.begin():
        for what in ("base", "engine"):
            assert "A call is open" in home.tells("speech", what, status=1)
    assert len(server.asked) == before
    assert not models.exists()


def test_without_internet_and_for_what_there_is_not_a_sentence_is_said(home: Home) -> None:
    models = cached(home)
    home.environ["HF_ENDPOINT"] = "http://127.0.0.1:9"
    assert "There is no internet connection" in home.tells("speech", "small", status=1)
    assert not (models / "small").exists()
    assert "“huge” cannot be fetched" in home.tells("speech", "huge", status=2)
