"""Our side of the processes that fetch a model, and that try one; and what the latter does."""

import asyncio
import os
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from callmate.audio.process import SoundProcess, command
from callmate.audio.protocol import Fetched, FetchFailure, Fetching, NotFetched, Report
from callmate.audio.requests import FetchRequest, ModelFile
from callmate.audio.transcript.recogniser import BrokenModelError, load


class Model(msgspec.Struct, frozen=True):
    """A model that can be fetched: what it is called, in which revision, and its files."""

    name: str
    revision: str
    files: tuple[ModelFile, ...]

    @property
    def size(self) -> int:
        """All its bytes."""
        return sum(file.size for file in self.files)

    def request(self, folder: Path) -> FetchRequest:
        """What to ask for, to have it in a folder.

        `HF_ENDPOINT` in the surroundings names a mirror, as it does for others who fetch models.
        """
        server = os.environ.get("HF_ENDPOINT") or "https://huggingface.co"
        address = f"{server}/Systran/faster-whisper-{self.name}/resolve/{self.revision}"
        return FetchRequest(address, self.files, str(folder))


_SHARED = (
    ModelFile(
        "tokenizer.json",
        2_203_239,
        "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
    ),
    ModelFile(
        "vocabulary.txt",
        459_861,
        "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
    ),
)

MODELS: Mapping[str, Model] = {
    "small": Model(
        "small",
        "536b0662742c02347bc0e980a01041f333bce120",
        (
            ModelFile(
                "config.json",
                2_370,
                "b55496ac7940a7ae47d2c01eab40edfd8701feec1229d9cce3b40014383fb828",
            ),
            *_SHARED,
            ModelFile(
                "model.bin",
                483_546_902,
                "3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671",
            ),
        ),
    ),
    "base": Model(
        "base",
        "ebe41f70d5b6dfa9166e2c581c45c9c0cfc57b66",
        (
            ModelFile(
                "config.json",
                2_309,
                "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            ),
            *_SHARED,
            ModelFile(
                "model.bin",
                145_217_532,
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            ),
        ),
    ),
}
"""By their names, the one that is advised first: as they were published, to the byte."""


class NoModelError(Exception):
    """There is no model in its place. `kind` says why; None when the process broke down."""

    def __init__(self, kind: FetchFailure | None) -> None:
        super().__init__(kind)
        self.kind = kind


_STOP_PATIENCE = 2.0  # seconds until a process that was told to stop is ended


async def fetch_model(request: FetchRequest, heard: Callable[[int, int], None]) -> None:
    """Fetch a model in a process of its own, which ends with us.

    When cancelled, what came so far waits for another time. `heard` is told the bytes that are
    here, and all. Raises NoModelError, OSError.
    """
    outcome: list[Fetched | NotFetched] = []

    def hear(report: Report) -> None:
        match report:
            case Fetching(done=done, total=total):
                heard(done, total)
            case Fetched() | NotFetched():
                outcome.append(report)
            case _:
                pass

    process = SoundProcess.start("fetch", request, hear)
    ending = asyncio.create_task(process.ended())
    try:
        await asyncio.shield(ending)
    except asyncio.CancelledError:
        await process.stop(ending, _STOP_PATIENCE)
        raise
    match outcome:
        case [Fetched()]:
            return
        case [NotFetched(kind=kind)]:
            raise NoModelError(kind)
        case _:
            raise NoModelError(None)


class Trial(msgspec.Struct, frozen=True):
    """What came of trying a model."""

    works: bool
    """Whether it loads."""
    speed: float = 0.0
    """Seconds of work for a second of speech, about."""


_TRIAL_PATIENCE = 60.0  # seconds


def trial(folder: Path) -> Trial | None:
    """Load a model in a process of its own, and have it listen for a moment; takes seconds.

    None when the engine itself does not run here, or takes longer than a minute.
    """
    try:
        asked = subprocess.run(  # noqa: S603  # our own interpreter and module
            (*command("try-speech"), str(folder)),
            check=True,
            capture_output=True,
            timeout=_TRIAL_PATIENCE,
        )
        return msgspec.json.decode(asked.stdout, type=Trial)
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return None


_WINDOW = 30.0
"""Seconds that are looked at at once, however little sound there is."""

_SPEECH = 5.0
"""How much longer finding all words in fast speech was measured to take than looking at it."""


def tried_speech(folder: Path) -> Trial:
    """In the process that tries: load a model and have it look at half a minute of silence.

    Whatever the engine itself raises is not caught: then it does not run here.
    """
    try:
        recogniser = load(folder, "it")
    except BrokenModelError:
        return Trial(works=False)
    begun = time.monotonic()
    recogniser.look()
    taken = time.monotonic() - begun
    return Trial(works=True, speed=_SPEECH * taken / _WINDOW)
