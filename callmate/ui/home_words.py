"""The words on top of the home screen, and what a newcomer reads."""

from textual.content import Content

from callmate.i18n import _


def title(order: str = "") -> Content:
    """The program's name, and in which order calls are shown when that is not the usual one."""
    said = _(" · the phone call, kept")
    told = f" · {order}" if order else ""
    return Content.assemble(
        ("CallMate", "bold $primary"), (said, "$foreground 70%"), (told, "bold $accent")
    )


def welcome() -> Content:
    """What there is to know while nothing is kept yet."""
    return Content("\n\n").join(
        [
            Content(_("CallMate stays open while you ring a company, and keeps what is said.")),
            Content(_("It reminds you to ask for the operator's number and the claim number.")),
            Content(_("Everything stays on this computer, for you alone.")),
            Content.styled(_("Press  n  for your first call."), "bold $accent"),
        ]
    )
