"""Keys by chance, the same ones for the same seed: held, in bursts, in a hurry, with patience."""

# ruff: noqa: S311 - chance is wanted here, not secrecy

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.terminal.journeys import DANCES, HOME, JOURNEYS, WAYS, Held, Journey, Shown, Step, Typed

REPEAT = 0.033
"""Seconds between two strokes of a key that is held down."""

LONGEST = 0.2
"""Seconds of the longest pause between two keys."""

MARK = r"y\d{4}"
"""What the marks of typed texts look like; their letter is no command's key."""

_HURRY, _PATIENT = 0.02, 0.05
_ENTER, _ESCAPE = "enter", "escape"
LONE_ESCAPE = "lone escape"
"""Escape as older terminals send it: a byte that can be taken for the beginning of another key."""
_HELD = (
    _ENTER,
    _ENTER,
    _ESCAPE,
    LONE_ESCAPE,
    "space",
    "tab",
    "down",
    "up",
    "right",
    "backspace",
    "a",
    "3",
)
_OTHERS: Mapping[str, int] = {
    _ENTER: 60,
    _ESCAPE: 35,
    LONE_ESCAPE: 5,
    **dict.fromkeys(("up", "down", "tab", "space"), 12),
    **dict.fromkeys(("left", "right", "home", "end", "pageup", "pagedown", "shift+tab"), 5),
    **dict.fromkeys(("backspace", "delete", "ctrl+a", "ctrl+c", "f1", "f10"), 2),
    **dict.fromkeys("0123456789abcdefghijklmnoprstuvwxyzàè.,'", 1),
    "ctrl+q": 1,
}
"""Keys that no command has as its own, or that every screen knows, with their weights."""

_FROM_HOME = 0.7
_HOLDS = 0.15
_RARE = {"home.quit", "screen.cover"}
_COMMAND = 5
"""The weight of a command's key."""


@dataclass(frozen=True)
class Strokes:
    """Keys that are pressed at once, and the seconds before the next ones."""

    keys: tuple[str, ...]
    pause: float = 0.0


Move = Strokes | Shown
"""What is done next: keys are pressed, or a screen is waited for."""


class RandomKeys:
    """Makes moves by chance.

    Args:
        seed: The same one makes the same moves.
        commands: The key of each command.
    """

    def __init__(self, seed: str, commands: Mapping[str, str]) -> None:
        self._chance = random.Random(seed)
        # A journey is begun anew when it led astray; what comes after it shall not change by that.
        self._patience = random.Random(seed)
        self._commands = commands
        self._marks = 0
        weights = dict(_OTHERS)
        weights |= {key: max(_COMMAND, weights.get(key, 0)) for key in commands.values()}
        weights |= {commands[command]: 1 for command in _RARE & commands.keys()}
        self._keys, self._weights = tuple(weights), tuple(weights.values())

    def order(self, names: Iterable[str]) -> list[str]:
        """Names in an order of chance."""
        ordered = list(names)
        self._chance.shuffle(ordered)
        return ordered

    def patient(self, name: str) -> Iterator[Move]:
        """A journey from home that waits for each screen."""
        return self.journey(JOURNEYS[name])

    def hurried(self) -> Iterator[Move]:
        """Any journey without waiting for a screen, from home or from wherever one is."""
        home = HOME if self._chance.random() < _FROM_HOME else ()
        journey = self._chance.choice((*JOURNEYS.values(), *DANCES, *self._visits()))
        longest = self._chance.choice((0.0, _HURRY, _HURRY, LONGEST))
        return self.journey(home + self._holding(journey), longest)

    def visit(self, command: str) -> Journey:
        """The way to where a command holds, and its key."""
        return (*WAYS.get(command.partition(".")[0], ()), command)

    def _visits(self) -> Iterator[Journey]:
        commands = sorted(self._commands.keys() - _RARE)
        return map(self.visit, self._chance.sample(commands, len(JOURNEYS)))

    def _holding(self, journey: Journey) -> Journey:
        """Hold keys down on the way: what is pressed there anyway, or any other."""
        held: list[Step] = []
        for step in journey:
            if step == _ENTER and self._chance.random() < _HOLDS:
                held.append(Held(_ENTER, self._chance.randint(3, 15)))
            elif isinstance(step, Shown) and self._chance.random() < _HOLDS:
                held.append(Held(self._chance.choice(_HELD), self._chance.randint(3, 15)))
            else:
                held.append(step)
        return tuple(held)

    def mixed(self) -> Iterator[Move]:
        """Some keys at any pace: in bursts, one by one, held."""
        for _ in range(self._chance.randint(1, 4)):
            paces = (self._burst, self._burst, self._burst, self._single, self._held)
            yield from self._chance.choice(paces)()

    def journey(self, journey: Journey, longest: float | None = None) -> Iterator[Move]:
        """The keys of a journey.

        Args:
            journey: The journey.
            longest: The longest pause of one in a hurry, which waits for no screen.
        """
        for step in journey:
            if isinstance(step, Shown):
                if longest is None:
                    yield step
            elif isinstance(step, Held):
                yield from [Strokes((step.key,), REPEAT)] * step.times
            elif isinstance(step, str):
                key = self._commands[step] if "." in step else step
                yield Strokes((key,), self._between(longest))
            else:
                yield from self._typed(step, longest)

    def _typed(self, typed: Typed, longest: float | None) -> Iterator[Move]:
        letters: Sequence[str] = self._text(typed)
        if longest:
            yield from (Strokes((letter,), self._pause(longest)) for letter in letters)
        else:
            yield Strokes(tuple(letters), self._between(longest))

    def _between(self, longest: float | None) -> float:
        return self._patience.uniform(0, _PATIENT) if longest is None else self._pause(longest)

    def _text(self, typed: Typed) -> list[str]:
        mark = ""
        if typed.marked:
            self._marks += 1
            mark = f"y{self._marks:04} "
        return ["space" if letter == " " else letter for letter in (mark + typed.text).strip()]

    def _burst(self) -> Iterator[Move]:
        for _ in range(self._chance.randint(1, 4)):
            longest = self._chance.choice((0.0, _HURRY, LONGEST))
            yield Strokes(self._some(self._chance.randint(2, 8)), self._pause(longest))

    def _single(self) -> Iterator[Move]:
        longest = self._chance.choice((_HURRY, _HURRY, LONGEST))
        for key in self._some(self._chance.randint(4, 12)):
            yield Strokes((key,), self._pause(longest))

    def _held(self) -> Iterator[Move]:
        held = self._chance.choice((*_HELD, *self._commands.values()))
        if held not in {self._commands[command] for command in _RARE}:
            yield from [Strokes((held,), REPEAT)] * self._chance.randint(4, 15)

    def _some(self, number: int) -> tuple[str, ...]:
        return tuple(self._chance.choices(self._keys, self._weights, k=number))

    def _pause(self, longest: float) -> float:
        return self._chance.uniform(0, longest)
