"""What the sound processes are asked for, and told meanwhile: one JSON value per line.

A request is the first line of their standard input; orders are the lines after it.
"""

from datetime import datetime

import msgspec

COPY_KINDS = ("wav", "mp3", "flac", "m4a", "ogg")
"""What a listening copy may be, by the file's ending."""


class RecordRequest(msgspec.Struct, frozen=True):
    """Record into a call's folder, from this part on, sealed to an age recipient.

    `device` is an input's name; None means the system's default. `copy` is an inherited
    pipe that takes the sound along, while it takes it at once.
    """

    folder: str
    part: int
    recipient: str
    device: str | None = None
    copy: int | None = None


class TakeInRequest(msgspec.Struct, frozen=True):
    """Take a recording made by something else into a call's folder, as this part, sealed.

    `file` is its path as the system writes it. The part begins `at`, or when the file says that
    it was made, or else `otherwise`. `damaged_too` takes what is there of a file cut short.
    `longest` is in seconds.
    """

    folder: str
    part: int
    recipient: str
    file: bytes
    otherwise: datetime
    at: datetime | None = None
    damaged_too: bool = False
    longest: float = 12 * 3600.0


class PartPlace(msgspec.Struct, frozen=True):
    """Where one part lies: the call's folder and the part's number."""

    folder: str
    part: int


class Spot(msgspec.Struct, frozen=True):
    """A moment in a recording: seconds into a part."""

    part: int
    seconds: float = 0.0


class PlayRequest(msgspec.Struct, frozen=True):
    """Make these parts ready to be heard one after the other.

    `identity` is an age secret key; it travels over standard input only. `device` is an output's
    name; None means the system's default.
    """

    parts: tuple[PartPlace, ...]
    identity: str
    device: str | None = None
    start: Spot | None = None


class WaveRequest(msgspec.Struct, frozen=True):
    """Tell how loud these parts are, moment by moment, and where nobody speaks."""

    parts: tuple[PartPlace, ...]
    identity: str


class CopySpan(msgspec.Struct, frozen=True):
    """A span of a part that is to be copied, in seconds; without an end, to that of the sound."""

    folder: str
    part: int
    begin: float
    end: float | None


class CopyRequest(msgspec.Struct, frozen=True):
    """Join these spans into a file of the kind its ending says; `replace` allows an older one."""

    spans: tuple[CopySpan, ...]
    identity: str
    target: str
    louder: bool = False
    replace: bool = False


class WriteDownRequest(msgspec.Struct, frozen=True):
    """Write down what is said in these parts, and seal it beside them.

    `model` is the folder of the recogniser's model; `language` what is spoken, as "it" or "en".
    What was written down before is told first.
    """

    parts: tuple[PartPlace, ...]
    identity: str
    model: str
    language: str


class ListenRequest(msgspec.Struct, frozen=True):
    """Tell what is said while it is recorded; nothing of it is kept.

    `model` is the folder of the recogniser's model; `language` what is spoken, as "it" or "en".
    `source` is the inherited pipe from which the sound comes; a Listener fills it in.
    """

    model: str
    language: str
    source: int = -1


class ModelFile(msgspec.Struct, frozen=True):
    """One file of a model: its name, its bytes, its SHA-256 in hex."""

    name: str
    size: int
    sha256: str


class FetchRequest(msgspec.Struct, frozen=True):
    """Fetch the files of a model from below an address into a folder, which is then there whole."""

    address: str
    files: tuple[ModelFile, ...]
    folder: str


class Stop(msgspec.Struct, frozen=True, tag="stop", tag_field="do"):
    """Finish and leave."""


class Play(msgspec.Struct, frozen=True, tag="play", tag_field="do"):
    """Go on from where we are, or from the start after the end."""


class Pause(msgspec.Struct, frozen=True, tag="pause", tag_field="do"):
    """Be silent and keep the place."""


class Seek(msgspec.Struct, frozen=True, tag="seek", tag_field="do"):
    """Go to a moment."""

    part: int
    seconds: float


class Skip(msgspec.Struct, frozen=True, tag="skip", tag_field="do"):
    """Go forward, or back, by seconds; across parts when needed."""

    seconds: float


class Speed(msgspec.Struct, frozen=True, tag="speed", tag_field="do"):
    """Play slower or faster, 0.5 to 2, at the same pitch."""

    factor: float


class Idle(msgspec.Struct, frozen=True, array_like=True):
    """A span of a part, in seconds, in which nobody speaks."""

    part: int
    begin: float
    end: float


class StepOver(msgspec.Struct, frozen=True, tag="step_over", tag_field="do"):
    """Leave these spans out, which are in order; with none, everything is played."""

    idle: tuple[Idle, ...]


class LoudnessChoice(msgspec.Struct, frozen=True, tag="loudness", tag_field="do"):
    """Make what is faint as loud as the rest, or play all as it was."""

    on: bool


Request = (
    RecordRequest
    | PlayRequest
    | WaveRequest
    | TakeInRequest
    | CopyRequest
    | WriteDownRequest
    | ListenRequest
    | FetchRequest
)
Order = Stop | Play | Pause | Seek | Skip | Speed | StepOver | LoudnessChoice

_encode = msgspec.json.Encoder().encode
_orders: msgspec.json.Decoder[Order] = msgspec.json.Decoder(Order)


def request_line(value: Order | Request) -> bytes:
    """Write a request or an order as one line of JSON."""
    return _encode(value) + b"\n"


def read_order(text: bytes) -> Order:
    """Read one order. Raises msgspec.MsgspecError when it is none."""
    return _orders.decode(text)
