"""Words that are said in passing go when their time is over, at whatever moment that is."""

from pathlib import Path

from textual.widgets._toast import Toast, ToastHolder

from tests.ui.program import Program, until


async def test_words_whose_time_is_over_as_they_are_shown_stop_nothing(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True):
        app.tell("said", 60)
        await until(lambda: app.screen.query(Toast))
        (words,) = app._notifications  # noqa: SLF001 - where Textual keeps them
        words.timeout = 0.0
        late = Toast(words)
        await app.screen.mount(ToastHolder(late))
        # With Textual's own, the program would never come to this again.
        await until(lambda: late.parent is None or not late.is_attached)


async def test_words_are_taken_away_after_their_time(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24), notifications=True):
        app.tell("said", 0.2)
        await until(lambda: app.screen.query(Toast))
        await until(lambda: not app.screen.query(Toast))
        assert app.said == []
        assert app.told == ["said"]
