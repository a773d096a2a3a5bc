"""The ways out of the home screen; each screen is loaded when it is wanted."""
# ruff: noqa: PLC0415 - the first screen is there sooner without all others

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


def leave_by(app: "CallMate", command: str) -> None:
    """Open the screen that a command of the home screen leads to; leave for any other."""
    match command:
        case "home.new":
            from callmate.ui.screens.new_call import NewCall

            app.push_screen(NewCall())
        case "home.past":
            app.note_past_call()
        case "home.cases":
            from callmate.ui.screens.case_list import CaseList

            app.push_screen(CaseList())
        case "home.trash":
            from callmate.ui.screens.trash_list import TrashList

            app.push_screen(TrashList())
        case "home.sound":
            app.decide_about_sound()
        case "home.help":
            from callmate.ui.screens.help import Help

            app.push_screen(Help())
        case _:
            app.exit()
