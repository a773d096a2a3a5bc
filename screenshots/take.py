"""Takes the pictures in the README from made-up calls, in both languages.

Run it with ``python screenshots/take.py [PATTERN]``; it needs ``rsvg-convert``, ``pdftoppm`` and a
monospaced font. With ``--svg FOLDER`` the Italian screens are put there as SVG, as the tests hold
them. Every name and number is invented.
"""

import asyncio
import fnmatch
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from callmate.locale import messages

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 10, 32, 5, tzinfo=timezone(timedelta(hours=1)))

_Scenes = dict[str, Callable[[], Awaitable[str]]]
_Pages = dict[str, bytes]


def main(arguments: Sequence[str]) -> None:
    """Take every picture whose name matches."""
    match arguments:
        case ["--svg", folder]:
            asyncio.run(_draw(Path(folder)))
        case ["it" | "en" as language, pattern]:
            asyncio.run(_take(language, pattern))
        case _:
            pattern = arguments[0] if arguments else "*"
            for language in ("it", "en"):
                # The keys' titles are chosen when the screens are imported: a process a language.
                subprocess.run([sys.executable, __file__, language, pattern], check=True)


async def _draw(folder: Path) -> None:
    _speak("it")
    with tempfile.TemporaryDirectory() as made:
        scenes, _pages = _staged(Path(made), "it")
        # The shape of a recording is measured only when nothing else wants the processor.
        for name, scene in ((name, scene) for name, scene in scenes.items() if name != "review"):
            (folder / f"{name}.svg").write_text(_nameless(await scene()), "utf-8")


async def _take(language: messages.Language, pattern: str) -> None:
    _speak(language)
    with tempfile.TemporaryDirectory() as made:
        scenes, pages = _staged(Path(made), language)
        for name, scene in scenes.items():
            target = HERE / f"{name}-{language}.png"
            if fnmatch.fnmatch(name, pattern):
                _save(await scene(), target)
                print(target.name)
        for name, pdf in pages().items():
            if fnmatch.fnmatch(name, pattern):
                _save_page(pdf, HERE / f"{name}-{language}.png")


def _speak(language: messages.Language) -> None:
    messages.install(language)
    os.environ["TZ"] = "Europe/Rome"
    time.tzset()


def _staged(folder: Path, language: messages.Language) -> tuple[_Scenes, Callable[[], _Pages]]:
    """The screens by name, each made when it is called, and the pages of paper likewise."""
    from case_staging import CaseStage  # noqa: PLC0415 - after the language is chosen
    from home_staging import HomeStage  # noqa: PLC0415 - the same
    from letter_staging import LetterStage  # noqa: PLC0415 - the same
    from staging import Stage  # noqa: PLC0415 - the same
    from steps_staging import StepsStage  # noqa: PLC0415 - the same

    letters = LetterStage(folder / "letters", language, NOW)
    stages = (
        Stage(folder, language, NOW),
        CaseStage(folder / "case", language, NOW),
        StepsStage(folder / "steps", language, NOW),
        letters,
        HomeStage(folder / "home", language, NOW),
    )
    scenes: _Scenes = {}
    for each in stages:
        scenes |= each.scenes()
    return scenes, letters.pages


def _nameless(svg: str) -> str:
    """A picture without what is drawn by lot: Textual's names in it, and a call's fingerprint."""
    named = re.sub(r"terminal-[0-9]+", "terminal", svg)
    sealed = re.sub(r"(?<=sigillo&#160;)[0-9a-f]+", lambda digits: "0" * len(digits.group()), named)
    return f"{sealed.rstrip()}\n"


def _save_page(pdf: bytes, target: Path) -> None:
    first = ["-f", "1", "-l", "1", "-singlefile", "-scale-to-x", "900", "-scale-to-y", "-1"]
    subprocess.run(
        ["pdftoppm", "-png", *first, "-", str(target.with_suffix(""))], input=pdf, check=True
    )
    print(target.name)


def _save(svg: str, target: Path) -> None:
    subprocess.run(
        ["rsvg-convert", "--width", "1100", "--output", str(target)],
        # Leading spaces inside a piece of text would be lost otherwise.
        input=svg.replace("<text ", '<text xml:space="preserve" ').encode(),
        check=True,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
