"""Takes the pictures in the README from made-up calls, in both languages.

Run it with ``python screenshots/take.py [PATTERN]``; it needs ``rsvg-convert``, ``pdftoppm`` and a
monospaced font. Every name and number is invented.
"""

import asyncio
import fnmatch
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from callmate.locale import messages

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 24, 10, 32, 5, tzinfo=timezone(timedelta(hours=1)))
LARGE = (80, 24)


def main(pattern: str) -> None:
    """Take every picture whose name matches."""
    if len(sys.argv) > 2:  # noqa: PLR2004 - a language and a pattern: the inner call
        asyncio.run(_take("it" if sys.argv[1] == "it" else "en", pattern))
        return
    for language in ("it", "en"):
        # The keys' titles are chosen when the screens are imported: a process a language.
        subprocess.run([sys.executable, __file__, language, pattern], check=True)


async def _take(language: messages.Language, pattern: str) -> None:
    messages.install(language)
    os.environ["TZ"] = "Europe/Rome"
    time.tzset()
    from case_staging import CaseStage  # noqa: PLC0415 - after the language is chosen
    from home_staging import HomeStage  # noqa: PLC0415 - the same
    from letter_staging import LetterStage  # noqa: PLC0415 - the same
    from staging import Stage  # noqa: PLC0415 - the same
    from steps_staging import StepsStage  # noqa: PLC0415 - the same

    with tempfile.TemporaryDirectory() as folder:
        stage = Stage(Path(folder), language, NOW)
        case = CaseStage(Path(folder) / "case", language, NOW)
        steps = StepsStage(Path(folder) / "steps", language, NOW)
        scenes: dict[str, Callable[[], Awaitable[str]]] = {}
        letters = LetterStage(Path(folder) / "letters", language, NOW)
        home = HomeStage(Path(folder) / "home", language, NOW)
        for each in (stage, case, steps, letters, home):
            scenes |= each.scenes()
        for name, scene in scenes.items():
            target = HERE / f"{name}-{language}.png"
            if fnmatch.fnmatch(name, pattern):
                _save(await scene(), target)
                print(target.name)
        for name, pdf in letters.pages().items():
            if fnmatch.fnmatch(name, pattern):
                _save_page(pdf, HERE / f"{name}-{language}.png")


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
    main(sys.argv[-1] if len(sys.argv) > 1 else "*")
