"""What changes its size while the screen scrolls is told of it."""

from textual.app import App, ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from callmate.ui.host import HostedScreen


class Box(Vertical):
    """As high as what is shown in it; remembers the heights that it was told."""

    DEFAULT_CSS = "Box { height: auto; }"

    def __init__(self) -> None:
        super().__init__(Static("Case"), Static("Leak\nNoise", id="folded"))
        self.told: list[int] = []

    def on_resize(self) -> None:
        """Remember the height."""
        self.told.append(self.size.height)


class Form(HostedScreen[None]):
    """A page longer than the terminal, with a box at its end."""

    def compose(self) -> ComposeResult:
        """The page and the box."""
        with VerticalScroll():
            yield Static("\n" * 20)
            yield Box()

    def on_mount(self) -> None:
        """Fold the box."""
        self.query_one("#folded").display = False


async def test_a_box_that_unfolds_while_the_page_scrolls_is_told_its_height() -> None:
    app: App[None] = App()
    async with app.run_test(size=(40, 10)) as pilot:
        await app.push_screen(Form())
        page, box = app.screen.query_one(VerticalScroll), app.screen.query_one(Box)
        page.scroll_end(animate=False)
        await pilot.pause(0.1)
        page.scroll_up(animate=False, immediate=True)
        folded = app.screen.query_one("#folded")
        folded.display = True
        folded._check_refresh()  # noqa: SLF001 - nothing else makes it sure
        # The scroll is drawn before the page hears that something unfolded.
        app.screen._scroll_required = True  # noqa: SLF001 - nothing else makes it sure
        app.screen._on_timer_update()  # noqa: SLF001 - the same
        assert box.region.height == 3  # which was found out here, as scrolling it into sight does
        await pilot.pause(0.1)
        assert box.told[-1] == 3, box.told
