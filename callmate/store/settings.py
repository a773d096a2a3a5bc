"""What a person may choose: one TOML file, each choice with a default and a sentence."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_type_hints

import msgspec

from callmate.store.atomic_file import contents, replace_whole
from callmate.store.errors import Damaged


class SpeechSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How recordings are written down."""

    model: str | None = None
    """The folder of the model; otherwise one that CallMate fetched, if there is one."""
    live: bool = False
    """Whether calls are listened to while they are recorded, to offer the numbers that are said."""


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The owner's choices."""

    language: Literal["auto", "it", "en"] = "auto"
    """The language of the program; ``auto`` goes by the system."""
    theme: Literal["dark", "light", "contrast", "ansi"] = "dark"
    """The colours; ``contrast`` is the strongest, ``ansi`` keeps the terminal's own."""
    country: Literal["auto", "it", "gb", "eu", "us"] = "auto"
    """Whose rules hold for next steps; ``auto`` goes by the system, ``eu`` is any other there."""
    microphone: str | None = None
    """The microphone to record from, as ``callmate doctor`` names it."""
    output: str | None = None
    """Where recordings are played, as ``callmate doctor`` names it; headphones keep it private."""
    passphrase_minutes: float = 10.0
    """Minutes without a key or sound after which the passphrase is asked for again; 0: never."""
    transcript: SpeechSettings = SpeechSettings()
    """How recordings are written down."""
    keys: dict[str, str] = {}
    """Other keys for commands: ``"call.hold" = "f4"``. ``callmate keys`` lists them."""


class Problem(msgspec.Struct, frozen=True):
    """Something in the settings file that was passed over."""

    kind: Literal["unreadable", "not_toml", "unknown", "wrong"]
    name: str
    """The setting, or the file when all of it was passed over."""
    detail: str = ""


_MOST = 1 << 16
_TOO_LONG = f"more than {_MOST} characters"


def load(path: Path) -> tuple[Settings, tuple[Problem, ...]]:
    """Read the settings; what is wrong falls back to its default and is reported.

    Args:
        path: The TOML file; it need not exist.
    """
    if not path.exists():
        return Settings(), ()
    import tomllib  # noqa: PLC0415 - most people have no settings file, and all wait for the screen

    try:
        text = contents(path).decode()
        if len(text) > _MOST:
            return Settings(), (Problem("not_toml", str(path), _TOO_LONG),)
        written = tomllib.loads(text)
    except (OSError, Damaged, UnicodeDecodeError) as error:
        return Settings(), (Problem("unreadable", str(path), str(error)),)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a bare ValueError
        return Settings(), (Problem("not_toml", str(path), str(error)),)
    kinds = get_type_hints(Settings)
    chosen: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, value in written.items():
        if name not in kinds:
            problems.append(Problem("unknown", name))
            continue
        try:
            chosen[name] = msgspec.convert(value, kinds[name])
        except msgspec.ValidationError as error:
            problems.append(Problem("wrong", name, str(error)))
    return Settings(**chosen), tuple(problems)


def choose_for_transcripts(path: Path, name: str, value: str | bool) -> bool:  # noqa: FBT001 - it is what is written
    """Write one choice under ``[transcript]``, and change nothing else that stands there.

    Args:
        path: The TOML file; it need not exist.
        name: Which: ``model`` or ``live``.
        value: What is to stand there.

    Returns:
        Whether it stands there now; a file that is not understood is left as it is.

    Raises:
        OSError: The file cannot be read or written.
    """
    import tomllib  # noqa: PLC0415 - as above

    try:
        text = contents(path).decode() if path.exists() else ""
        meant = tomllib.loads(text)
        meant.setdefault("transcript", {})[name] = value
    except (Damaged, TypeError, ValueError, RecursionError):
        return False
    line = f"{name} = {msgspec.json.encode(value).decode()}"
    appended = f"{text.rstrip()}\n\n[transcript]\n{line}\n".lstrip()
    for new in (appended, *_with(text, name, line)):
        if _reads_as(new, meant):
            replace_whole(path, new.encode())
            return True
    return False


_TABLE = re.compile(r"^\[transcript\][^\n]*\n", re.MULTILINE)


def _with(text: str, name: str, line: str) -> Iterator[str]:
    """The text with the line for another one in its table, or as a further one."""
    table = _TABLE.search(text)
    if table is not None:
        before, after = text[: table.end()], text[table.end() :]
        there = re.compile(rf"^\s*{name}\s*=[^\n]*$", re.MULTILINE)
        yield before + there.sub(lambda _found: line, after, count=1)
        yield f"{before}{line}\n{after}"


def _reads_as(text: str, meant: object) -> bool:
    import tomllib  # noqa: PLC0415 - as above

    try:
        return tomllib.loads(text) == meant
    except ValueError:
        return False
