"""The commands of a past call that is gone through: its sound, its words, what is added later."""

from callmate.locale.messages import _, pgettext
from callmate.ui.command import Command

OF_SOUND = frozenset(
    ("review.play", "review.jump", "review.back", "review.ahead", "review.silence", "review.words")
)
"""The commands of a past call that do nothing where there is no recording."""


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
            "g",
            "",
            pgettext("key", "even voices"),
            _("Make the faint voice as loud as the other, or play it as it was."),
            shown=False,
        ),
        Command(
            "review.begin",
            "less_than_sign",
            "",
            pgettext("key", "begin"),
            _("A span of the sound begins here."),
            shown=False,
        ),
        Command(
            "review.end",
            "greater_than_sign",
            "",
            pgettext("key", "end"),
            _("The span ends here."),
            shown=False,
        ),
        Command(
            "review.copy",
            "e",
            "",
            pgettext("key", "take a copy"),
            _("Take the span, or everything, out of the private store as a file to listen to."),
            shown=False,
        ),
        Command(
            "review.output",
            "j",
            "",
            pgettext("key", "output"),
            _("Choose where to listen."),
            shown=False,
        ),
        Command(
            "review.words",
            "W",
            "",
            pgettext("key", "in writing"),
            _("Read what was said in the recording, as a machine writes it down."),
        ),
        Command("review.note", "n", "", pgettext("key", "add note"), _("Add a note, marked late.")),
        Command(
            "review.note_here",
            "h",
            "",
            pgettext("key", "note here"),
            _("Add a note at the moment that is heard, marked late."),
            shown=False,
        ),
        Command(
            "review.correct",
            "c",
            "",
            pgettext("key", "correct"),
            _("Correct the words of the line under the cursor; the earlier words stay kept."),
        ),
        Command(
            "review.add",
            "a",
            "",
            pgettext("key", "add later"),
            _("Add a claim number, an operator, a promise, a refusal or the outcome, marked late."),
        ),
        Command(
            "review.strike",
            "x",
            "",
            pgettext("key", "strike out"),
            _("Strike out the line under the cursor, which stays in sight; or let it count again."),
        ),
        Command(
            "review.move",
            "M",
            "",
            pgettext("key", "move line"),
            _("Move the line under the cursor to the call that it belongs to."),
            shown=False,
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
            shown=False,
        ),
        Command(
            "review.new_case",
            "N",
            "",
            pgettext("key", "new case"),
            _("Make a case of this call: you are asked what it is called first."),
            shown=False,
        ),
        Command(
            "review.to_case",
            "G",
            "",
            pgettext("key", "to its case"),
            _("Go to the case that this call is in."),
            shown=False,
        ),
        Command(
            "review.undo",
            "ctrl+z",
            "",
            pgettext("key", "undo"),
            _("Take back what was just done to this call; it stays in sight, struck out."),
            shown=False,
        ),
        Command(
            "review.delete", "d", "", pgettext("key", "delete"), _("Delete this call."), shown=False
        ),
        Command(
            "review.help", "question_mark", "", pgettext("key", "help"), _("Explain the keys.")
        ),
        Command("review.home", "escape", "", pgettext("key", "home"), _("Back to your calls.")),
    )


def transcript_commands() -> tuple[Command, ...]:
    """The commands of the screen on which one reads what was said in a recording."""
    return (
        Command("words.play", "space", "", pgettext("key", "play"), _("Play, or pause.")),
        Command(
            "words.jump",
            "enter",
            "",
            pgettext("key", "from here"),
            _("Play from the word that is chosen."),
        ),
        Command(
            "words.before",
            "left",
            "",
            pgettext("key", "word"),
            _("Choose the word before."),
            shown=False,
        ),
        Command("words.after", "right", "", pgettext("key", "word"), _("Choose the word after.")),
        Command(
            "words.write",
            "W",
            "",
            pgettext("key", "write down"),
            _("Write the recording down, on this computer only; or leave the rest for later."),
        ),
        Command(
            "words.accept",
            "a",
            "",
            pgettext("key", "accept"),
            _("Keep in the call what was heard, once you have listened to it yourself."),
        ),
        Command(
            "words.note",
            "n",
            "",
            pgettext("key", "into a note"),
            _("Put the sentence of the chosen word right, and keep it as a note of yours."),
        ),
        Command(
            "words.undo",
            "ctrl+z",
            "",
            pgettext("key", "undo"),
            _("Take back what was just kept; it stays in sight, struck out."),
            shown=False,
        ),
        Command(
            "words.search",
            "slash",
            "",
            pgettext("key", "find"),
            _("Find words in what was said."),
        ),
        Command("words.help", "question_mark", "", pgettext("key", "help"), _("Explain the keys.")),
        Command("words.back", "escape", "", pgettext("key", "back"), _("Back to the call.")),
    )
