"""The commands of a call that is past."""

from callmate.i18n import _, pgettext
from callmate.ui.command import Command


def review_commands() -> tuple[Command, ...]:
    """The commands of the screen on which a past call is gone through."""
    return (
        Command("review.play", "space", "", pgettext("key", "play"), _("Play, or pause.")),
        Command(
            "review.jump",
            "enter",
            "",
            pgettext("key", "from here"),
            _("Play from the moment of the line under the cursor."),
        ),
        Command("review.back", "left", "", pgettext("key", "-10 s"), _("Back ten seconds.")),
        Command("review.ahead", "right", "", pgettext("key", "+10 s"), _("Ahead ten seconds.")),
        Command(
            "review.slower",
            "minus",
            "",
            pgettext("key", "slower"),
            _("Play more slowly."),
            shown=False,
        ),
        Command(
            "review.faster", "plus", "", pgettext("key", "faster"), _("Play faster."), shown=False
        ),
        Command(
            "review.silence",
            "s",
            "",
            pgettext("key", "skip silence"),
            _("Leave out silence and music, or play everything again."),
        ),
        Command(
            "review.loudness",
            "l",
            "",
            pgettext("key", "even voices"),
            _("Make the faint voice as loud as the other, or play it as it was."),
        ),
        Command(
            "review.begin",
            "b",
            "",
            pgettext("key", "begin"),
            _("A span of the sound begins here."),
            shown=False,
        ),
        Command(
            "review.end", "e", "", pgettext("key", "end"), _("The span ends here."), shown=False
        ),
        Command(
            "review.copy",
            "x",
            "",
            pgettext("key", "take a copy"),
            _("Take the span, or everything, out of the private store as a file to listen to."),
        ),
        Command(
            "review.output",
            "o",
            "",
            pgettext("key", "output"),
            _("Choose where to listen."),
            shown=False,
        ),
        Command("review.note", "n", "", pgettext("key", "add note"), _("Add a note, marked late.")),
        Command(
            "review.note_here",
            "m",
            "",
            pgettext("key", "note here"),
            _("Add a note at the moment that is heard, marked late."),
        ),
        Command(
            "review.correct",
            "c",
            "",
            pgettext("key", "correct"),
            _("Correct the words of the line under the cursor; the earlier words stay kept."),
        ),
        Command(
            "review.bring",
            "i",
            "",
            pgettext("key", "bring in"),
            _("Bring in a recording made on a phone."),
            shown=False,
        ),
        Command(
            "review.case",
            "p",
            "",
            pgettext("key", "case"),
            _("File this call into a case, or take it out."),
        ),
        Command(
            "review.delete", "d", "", pgettext("key", "delete"), _("Delete this call."), shown=False
        ),
        Command(
            "review.help", "question_mark", "", pgettext("key", "help"), _("Explain the keys.")
        ),
        Command("review.home", "escape", "", pgettext("key", "home"), _("Back to your calls.")),
    )
