"""What went wrong is said in a sentence of each language, and nothing in it can drive a screen."""

import errno
import inspect
import os
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from callmate.audio.protocol import CopyFailure, RefusalKind
from callmate.domain.past_call import UnclearError, UnclearKind
from callmate.locale.messages import Language
from callmate.store import errors
from callmate.store.backup.contents import (
    ADDRESSES,
    PRIVATE,
    PUBLIC,
    QUESTIONS,
    SETTINGS,
    Flaw,
    Flawed,
    OtherKey,
    PutBackInPart,
)
from callmate.store.errors import (
    Ambiguous,
    Busy,
    Damaged,
    KeyChanged,
    KeyMissing,
    NewerVersion,
    NoFolder,
    NoMemory,
    NoSuchCall,
    NoSuchCase,
    NotConfirmed,
    NotDeleted,
    NotInTrash,
    NotKept,
    Reason,
    StoreError,
    ThereAlready,
    Why,
    WrongPassphrase,
)
from callmate.wording.error_words import (
    backup_error_words,
    has_key,
    named,
    no_copy_words,
    refusal,
    refused_by_system,
    unclear,
    why_damaged,
    worded,
)
from tests.spoken import speaking

ODD = "a\x1b[2J\u202e{b}%s"
SAFE = "a␛[2J\u2039U+202E\u203a{b}%s"
"""A name that tries to drive the screen, and how it is shown."""

FILE = Path("/home/anna/call.json")

STORE_ERRORS: tuple[StoreError, ...] = (
    NoSuchCall("x"),
    NoSuchCase("x"),
    NotInTrash("x"),
    ThereAlready("x"),
    Ambiguous(("x1", "x2")),
    Busy("x"),
    WrongPassphrase("x"),
    NoMemory("x"),
    NotConfirmed("x"),
    NoFolder(Path("/x/callmate"), Path("/x")),
    KeyChanged(Path("/k/owner.pub")),
    KeyMissing(Path("/k/owner.pub")),
    KeyMissing(Path("/k/owner.age")),
    NewerVersion(FILE, 9),
    *(Damaged(FILE, why) for why in Why),
    *(NotKept(reason) for reason in Reason),
    *(NotDeleted(reason) for reason in (Reason.READ_ONLY, Reason.OTHER)),
)

TOLD_ELSEWHERE = {"StoreError", "CannotKeep", "AttachmentGone", "AttachmentChanged", "_NotWritten"}
"""Kinds of which whoever meets them says more than a sentence of their own could."""


def test_no_kind_of_error_was_forgotten_here() -> None:
    kinds = {name for name, each in inspect.getmembers(errors, inspect.isclass)}
    kinds -= {"Reason", "Why", "StrEnum", "Path"}
    tried = {type(error).__name__ for error in STORE_ERRORS}
    assert {name for name in kinds if issubclass(getattr(errors, name), StoreError)} - tried <= (
        TOLD_ELSEWHERE
    )


def is_sentence(words: str) -> bool:
    """Whether these are whole sentences, with everything filled in and nothing of the code."""
    return (
        words.endswith(".")
        and not set("{}[]_") & set(words.replace("owner.", ""))
        and (words[0].isupper() or words[0] in "“«0123456789/x")
    )


@pytest.mark.parametrize("error", STORE_ERRORS, ids=repr)
@pytest.mark.usefixtures("language")
def test_every_error_of_the_store_is_a_sentence(error: StoreError) -> None:
    words = worded(error)
    assert is_sentence(words), words
    assert words != str(error)


def test_errors_are_told_apart(language: Language) -> None:
    said = {worded(error) for error in STORE_ERRORS}
    # A newer version is one error, whoever finds it.
    assert len(said) == len(STORE_ERRORS) - 1, language


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EXDEV, 0])
@pytest.mark.parametrize("place", [ODD, ODD.encode(), None, 7])
@pytest.mark.usefixtures("language")
def test_what_the_system_refuses_is_told_without_its_number(number: int, place: object) -> None:
    words = refused_by_system(OSError(number, os.strerror(number), place))
    assert is_sentence(words.replace(SAFE, "there")), words
    assert (SAFE in words) == isinstance(place, str | bytes)
    assert not {"Errno", str(number or "None")} & set(words.split())


@pytest.mark.parametrize("kind", [NoSuchCall, NoSuchCase, NotInTrash, ThereAlready, StoreError])
@pytest.mark.usefixtures("language")
def test_what_was_typed_is_shown_safely(kind: type[StoreError]) -> None:
    assert SAFE in worded(kind(ODD))


@pytest.mark.parametrize(
    "error", [Damaged(Path("/x", ODD), Why.EMPTY), KeyMissing(Path("/x", ODD))]
)
@pytest.mark.usefixtures("language")
def test_a_path_is_shown_safely(error: StoreError) -> None:
    assert f"/x/{SAFE}" in worded(error)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "1 id begins like that: c1. Type more of it."),
        (2, "2 ids begin like that: c1, c2. Type more of the one you mean."),
        (5, "5 ids begin like that: c1, c2, c3, c4, c5. Type more of the one you mean."),
        (6, "6 ids begin like that: c1, c2, c3, c4, c5, …. Type more of the one you mean."),
    ],
)
@pytest.mark.usefixtures("english")
def test_a_few_of_the_ids_in_question_are_named(count: int, words: str) -> None:
    ids = tuple(f"c{number}" for number in range(1, count + 1))
    assert worded(Ambiguous(ids)) == words


@pytest.mark.usefixtures("language")
def test_what_is_damaged_about_a_file_has_words_of_its_own() -> None:
    said = [why_damaged(why) for why in Why]
    assert len(set(said)) == len(said)
    assert all(words in worded(Damaged(FILE, why)) for words, why in zip(said, Why, strict=True))


@pytest.mark.parametrize("kind", [*get_args(RefusalKind), None])
def test_a_file_that_is_not_taken_is_named_and_nothing_was_touched(
    language: Language, kind: RefusalKind | None
) -> None:
    words = refusal(kind, ODD)
    assert SAFE in words
    end = {"en": " Nothing was brought in.", "it": " Non è stato aggiunto nulla."}[language]
    assert words.endswith(end)
    assert is_sentence(words.replace(SAFE, "x")), words


@pytest.mark.parametrize("reason", get_args(CopyFailure))
@pytest.mark.usefixtures("language")
def test_why_no_listening_copy_was_made_is_a_sentence(reason: CopyFailure) -> None:
    words = no_copy_words(reason, ODD)
    assert is_sentence(words.replace(SAFE, "x")), words
    other = get_args(CopyFailure)[0]
    assert (words == no_copy_words(other, ODD)) == (reason == other)


@pytest.mark.usefixtures("language")
def test_refusals_are_told_apart() -> None:
    kinds = (*get_args(RefusalKind), None)
    assert len({refusal(kind, "x") for kind in kinds}) == len(kinds)


@pytest.mark.parametrize("kind", get_args(UnclearKind))
@pytest.mark.usefixtures("language")
def test_what_cannot_be_understood_is_said_with_how_to_write_it(kind: UnclearKind) -> None:
    words = unclear(UnclearError("day", kind, ODD))
    assert is_sentence(words.replace(SAFE, "x")), words
    named_in = {"bad_day", "bad_time", "bad_length", "bad_due", "bad_outcome", "bad_case"}
    assert (SAFE in words) == (kind in named_in)
    if kind in {"no_day", "bad_day", "bad_due", "bad_time", "bad_length"}:
        assert any(sign.isdigit() for sign in words.replace(SAFE, "")), "it shows an example"


@pytest.mark.parametrize(
    "error",
    [
        *(Flawed(flaw) for flaw in Flaw),
        OtherKey(),
        PutBackInPart(Reason.DISK_FULL, 1),
        PutBackInPart(Reason.DISK_FULL, 2),
    ],
    ids=repr,
)
@pytest.mark.usefixtures("language")
def test_a_backup_that_cannot_be_put_back_is_a_sentence(
    error: Flawed | OtherKey | PutBackInPart,
) -> None:
    assert is_sentence(backup_error_words(error))


@pytest.mark.parametrize(
    ("language", "one", "two"),
    [
        ("en", "1 call or case is back, whole", "2 calls or cases are back, whole"),
        ("it", "1 chiamata o pratica è tornata, intera", "2 chiamate o pratiche sono tornate"),
    ],
)
def test_one_and_several_that_are_back_are_told_apart(
    language: Language, one: str, two: str
) -> None:
    with speaking(language):
        assert one in backup_error_words(PutBackInPart(Reason.DISK_FULL, 1))
        assert two in backup_error_words(PutBackInPart(Reason.DISK_FULL, 2))


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ((), ""),
        (("calls/2026/x/call.json",), ""),
        ((PUBLIC,), "a key"),
        ((PRIVATE, PUBLIC), "a key"),
        ((SETTINGS, ADDRESSES, QUESTIONS), "settings, addresses, questions of your own"),
        (("letters/mine.j2", "letters/it/other.j2"), "letter patterns (mine.j2, it/other.j2)"),
        (("rules/mine.toml",), "rules (mine.toml)"),
        (
            tuple(f"rules/{name}" for name in "abcdef"),
            "rules (a, b, c, d, e, …)",
        ),
        (tuple(f"rules/{name}" for name in "abcde"), "rules (a, b, c, d, e)"),
        ((f"letters/{ODD}",), f"letter patterns ({SAFE})"),
        (
            (ADDRESSES, "rules/b", SETTINGS, "letters/a", PRIVATE),
            "a key, letter patterns (a), rules (b), settings, addresses",
        ),
    ],
)
@pytest.mark.usefixtures("english")
def test_what_a_backup_holds_beside_calls_is_named(files: tuple[str, ...], words: str) -> None:
    assert named(files) == words


@pytest.mark.parametrize(
    ("files", "found"), [((PUBLIC,), True), ((PRIVATE,), True), ((SETTINGS, "letters/a"), False)]
)
def test_half_a_key_is_a_key(files: tuple[str, ...], *, found: bool) -> None:
    assert has_key(files) == found


MAKERS: tuple[Callable[[str], str], ...] = (
    lambda text: worded(NoSuchCall(text)),
    lambda text: refusal("missing", text),
    lambda text: unclear(UnclearError("day", "bad_day", text)),
)


@pytest.mark.parametrize("text", ["\ud800", "", "x" * 5000, "{0}", "{", "}", "%"])
@pytest.mark.parametrize("say", MAKERS)
@pytest.mark.usefixtures("english")
def test_no_name_breaks_a_sentence(say: Callable[[str], str], text: str) -> None:
    assert say(text).encode()
