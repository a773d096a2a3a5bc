"""Fixtures that let a test speak a language, or stand at a place with clocks of its own."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import get_args

import pytest
from tzlocal import reload_localzone

from callmate.locale import messages
from callmate.locale.messages import Language

LANGUAGES: tuple[Language, ...] = get_args(Language)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak a language for a while."""
    before = messages.language()
    messages.install(language)
    try:
        yield
    finally:
        messages.install(before)


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[Language]:
    """Each language in turn, spoken."""
    with speaking(request.param):
        yield request.param


@pytest.fixture
def english() -> Iterator[None]:
    """English, spoken."""
    with speaking("en"):
        yield


@pytest.fixture
def italian() -> Iterator[None]:
    """Italian, spoken."""
    with speaking("it"):
        yield


@contextmanager
def clocks_of(zone: str) -> Iterator[None]:
    """Stand for a while at a place with clocks of its own."""
    with pytest.MonkeyPatch.context() as there:
        there.setenv("TZ", zone)
        _look_at_the_clock()
        yield
    _look_at_the_clock()


def _look_at_the_clock() -> None:
    time.tzset()
    reload_localzone()


@pytest.fixture
def rome() -> Iterator[None]:
    """The clocks of Italy."""
    with clocks_of("Europe/Rome"):
        yield


@pytest.fixture
def london() -> Iterator[None]:
    """The clocks of England."""
    with clocks_of("Europe/London"):
        yield
