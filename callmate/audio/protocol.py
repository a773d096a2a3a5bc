"""What the sound processes say: one tagged value per JSON line on their standard output.

Times are aware datetimes, lengths are seconds. Kinds are codes; whoever shows them finds the words.
"""

from datetime import datetime
from typing import Literal

import msgspec

TroubleKind = Literal[
    "silent",  # exact zeros for a second: muted, moved, or switched off
    "quiet",  # nothing audible for ten seconds, only the noise of the room
    "no_microphone",  # none is present, or the one in use has gone
    "stalled",  # the device is open and sends nothing for a second
    "lost",  # fewer samples came than time passed; momentary, a Gap says how much is missing
    "changed",  # another microphone is heard now; momentary
    "disk_full",  # sealed sound waits in memory for room
    "cannot_write",  # sealed sound waits in memory for another reason than room
    "no_portaudio",  # the sound library is not on this system; final
    "gave_up",  # the sound process died too often; final
]

FailureKind = Literal["no_portaudio", "no_output", "wrong_key", "unreadable"]
CopyFailure = Literal[
    "wrong_key",
    "unreadable",
    "exists",
    "no_folder",
    "disk_full",
    "not_allowed",
    "unknown_kind",
    "too_late",  # the one span begins after the end of the sound
    "no_span",  # the one span would end before it begins
    "not_written",
]

WritingFailure = Literal[
    "no_engine",  # what recognises speech is not installed
    "no_model",  # the folder holds no model, or one that does not load
    "not_whole",  # the part is still being recorded, or was never finished
    "wrong_key",
    "unreadable",
    "disk_full",
    "cannot_write",  # the disk does not take it for another reason
]

FetchFailure = Literal[
    "no_internet",  # nobody answered
    "cut",  # the connection broke off; what came so far is kept for the next time
    "unsafe",  # the connection could not be made safe
    "refused",  # the server does not have it, or does not give it
    "wrong",  # what came is not what was asked for; none of it is kept
    "busy",  # another window is fetching it
    "disk_full",
    "cannot_write",
]

RefusalKind = Literal[
    "no_sound",  # there is none in it, or it is no recording at all
    "broken",  # it begins like a recording and cannot be opened
    "cut_short",  # there should be more of it
    "too_long",  # it lasts longer than any call
    "too_heavy",  # it asks for more memory, time or room than any recording needs
    "empty",  # the file holds nothing
    "missing",  # there is no such file
    "folder",
    "no_plain_file",  # a device, a pipe
    "forbidden",  # the owner may not read it
    "unreadable",  # the system does not hand it over
    "disk_full",  # there is no room for it
    "cannot_write",  # the disk does not take it for another reason
]


class GapReport(msgspec.Struct, frozen=True, tag="gap", rename={"begin": "from", "end": "to"}):
    """A span of the call without sound: inside a part, or between it and the next."""

    part: int
    begin: datetime
    end: datetime
    reason: str


class Began(msgspec.Struct, frozen=True, tag="began"):
    """The first sound of a part was heard, from this device, at this time."""

    part: int
    at: datetime
    device: str


class Level(msgspec.Struct, frozen=True, tag="level"):
    """How loud it is: mean power and highest peak of the last 0.2 s, in dB under full scale."""

    at: datetime
    dbfs: float
    peak: float


class TroubleReport(msgspec.Struct, frozen=True, tag="trouble"):
    """Something is wrong since a given time; `was` and `now` name devices where they changed."""

    kind: TroubleKind
    at: datetime
    since: datetime
    was: str = ""
    now: str = ""


class Recovered(msgspec.Struct, frozen=True, tag="recovered"):
    """A trouble told before is over."""

    kind: TroubleKind
    at: datetime


class Ended(msgspec.Struct, frozen=True, tag="ended"):
    """A part is finished and on disk.

    `path` is relative to the call's folder: the sealed file, or the folder of slices when there
    was no room to join them. `sha256` is the digest of the sealed bytes in hex.
    """

    part: int
    path: str
    started: datetime
    ended: datetime
    seconds: float
    sha256: str
    gaps: tuple[GapReport, ...] = ()


class Died(msgspec.Struct, frozen=True, tag="died"):
    """The sound process ended unasked with this exit code (negative: the signal)."""

    part: int
    at: datetime
    code: int


class Bye(msgspec.Struct, frozen=True, tag="bye"):
    """The process has done all it was asked and leaves."""


class PartLength(msgspec.Struct, frozen=True):
    """How long a part plays, in seconds."""

    part: int
    seconds: float


class Loaded(msgspec.Struct, frozen=True, tag="loaded"):
    """The recording was looked through and can be played."""

    parts: tuple[PartLength, ...]


class Position(msgspec.Struct, frozen=True, tag="position"):
    """What is being heard: the part, seconds into it, whether it runs and how fast."""

    part: int
    seconds: float
    playing: bool
    speed: float


class Wave(msgspec.Struct, frozen=True, tag="wave"):
    """How loud a part is: one byte for each `step` seconds, at most 2,000 of them.

    A byte is 0 for -63.75 dB under full scale and less, and one more for each quarter of a dB.
    `idle` are spans, in seconds, in which nobody speaks. `done` says how many seconds of the part
    were looked at so far.
    """

    part: int
    seconds: float
    step: float
    levels: bytes
    idle: tuple[tuple[float, float], ...]
    done: float


class SoundDamaged(msgspec.Struct, frozen=True, tag="damaged"):
    """A part does not hold together; `what` lists codes as `kind:number`. The rest plays."""

    part: int
    what: tuple[str, ...]


class Finished(msgspec.Struct, frozen=True, tag="finished"):
    """The end of the last part was heard."""


class Copied(msgspec.Struct, frozen=True, tag="copied"):
    """The listening copy is made, and lasts so many seconds; `damaged` parts are in it as read."""

    seconds: float
    damaged: bool = False


class NotCopied(msgspec.Struct, frozen=True, tag="not_copied"):
    """There is no listening copy, and nothing else is touched; `seconds` is the sound's length."""

    reason: CopyFailure
    seconds: float = 0.0


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """Nothing can be played, or nothing any more."""

    kind: FailureKind


class SpokenWord(msgspec.Struct, frozen=True, array_like=True):
    """A word that a machine understood, as it wrote it, and from when to when it was said.

    Seconds count from the beginning of the part; the probability is what the machine gives it.
    """

    text: str
    begin: float
    end: float
    probability: float


class Written(msgspec.Struct, frozen=True, tag="written"):
    """Further words of a part; it was gone through for `done` of its `seconds`."""

    part: int
    words: tuple[SpokenWord, ...]
    done: float
    seconds: float


class NotWritten(msgspec.Struct, frozen=True, tag="not_written"):
    """Nothing more is written down of a part; what was so far is kept."""

    part: int
    kind: WritingFailure


MISSING = " […]"
"""Stands as a word, of probability 0, for sound that was recorded and not heard along.

A number that touches it may be half of one; none reaches across it.
"""


class HeardAlong(msgspec.Struct, frozen=True, tag="heard_along"):
    """What was said in a part lately, while it is recorded.

    It replaces all words told before of that part at or behind `begin`, in seconds from the part's
    beginning: while somebody speaks, what was heard is heard again with more around it.
    """

    part: int
    begin: float
    words: tuple[SpokenWord, ...]


class NotListening(msgspec.Struct, frozen=True, tag="not_listening"):
    """Nothing is heard along."""

    kind: WritingFailure


class Fetching(msgspec.Struct, frozen=True, tag="fetching"):
    """So many bytes of a model are here, of all."""

    done: int
    total: int


class Fetched(msgspec.Struct, frozen=True, tag="fetched"):
    """The model is whole and in its place."""


class NotFetched(msgspec.Struct, frozen=True, tag="not_fetched"):
    """There is no model."""

    kind: FetchFailure


class TakingIn(msgspec.Struct, frozen=True, tag="taking_in"):
    """So many seconds of a foreign recording are done; `total` is None when it does not say."""

    seconds: float
    total: float | None


class TakenIn(msgspec.Struct, frozen=True, tag="taken_in"):
    """A foreign recording is on the disk, sealed, as this part."""

    part: int


class NotTaken(msgspec.Struct, frozen=True, tag="not_taken"):
    """A foreign recording was not taken in, and nothing of it is left."""

    kind: RefusalKind


Report = (
    Began
    | Level
    | TroubleReport
    | Recovered
    | GapReport
    | Ended
    | Died
    | Bye
    | Loaded
    | Position
    | Wave
    | SoundDamaged
    | Finished
    | Copied
    | NotCopied
    | Failed
    | Written
    | NotWritten
    | HeardAlong
    | NotListening
    | Fetching
    | Fetched
    | NotFetched
    | TakingIn
    | TakenIn
    | NotTaken
)

_encode = msgspec.json.Encoder().encode
_decoder: msgspec.json.Decoder[Report] = msgspec.json.Decoder(Report)


def report_line(report: Report) -> bytes:
    """Write one report as one line of JSON."""
    return _encode(report) + b"\n"


def read(text: bytes) -> Report:
    """Read one line back. Raises msgspec.MsgspecError when it is no report."""
    return _decoder.decode(text)
