"""The ways through every screen, as keys: what is pressed, typed and waited for on each.

A word with a dot is a command, whose key its owner may have chosen; any other names a key.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.terminal.full_store import CASE, CLOSED, HEARD, LOOSE, RECORDING, SPARE, SPARE_CASE


@dataclass(frozen=True)
class Typed:
    """Text, typed letter by letter."""

    text: str
    marked: bool = False
    """Whether a mark by which it is known again stands before it."""


@dataclass(frozen=True)
class Shown:
    """Waits a while for a screen; keys in a hurry do not."""

    screen: str


@dataclass(frozen=True)
class Held:
    """A key that is held down so long that it comes so many times."""

    key: str
    times: int


Step = str | Typed | Held | Shown
Journey = tuple[Step, ...]

SCREENS: Mapping[str, tuple[str, ...]] = {
    "home": (r"\A(?!.*(company:zefiro|\d+ found|Nothing of this)).*the phone call, kept",),
    "search": (r"company:zefiro|\d+ found|Nothing of this|understood and was passed",),
    "found": (r"\d+ found\.",),
    "filter": ("Show only", "to find"),
    "help": (r"During a call|In a case|Going through a call|Play, or pause\.",),
    "interrupted call": (r"interrupted: press Enter",),
    "new call": ("New call", "What you want to ask"),
    "call": (r"do not cancel anything",),
    "recorded call": (r"● REC",),
    "end of a call": (r"Enter ends the call",),
    "leave dialog": (r"Does the call go on\?",),
    "wrap-up": (r"The call has ended",),
    "next steps": (r"what to do, and by when",),
    "past call": (r"A call noted on paper",),
    "review": (r"This call has no recording|[▶⏸] \d\d:\d\d / ",),
    "sound": (r"[▶⏸] \d\d:\d\d / ",),
    "sound played": (r"▶ \d\d:\d\d / ",),
    "words": (r"What was said  Written by a machine",),
    "speech set-up": (r"Have recordings written down",),
    "words sought": (r"Find in what was said",),
    "note added": (r"Add a note",),
    "correction": (r"Correct this line",),
    "more of a call": (r"What do you want to add\?",),
    "facts of a call": (r"Put right what this call is",),
    "filing": (r"Into which case\?.*Now it is|Into which case\?.*in none now",),
    "call filed": (r"File this call\?",),
    "outputs": (r"Where to listen",),
    "import": (r"Bring in a recording",),
    "listening copy": (r"A listening copy",),
    "call deleted": (r"Delete this call\?",),
    "trash": (r"The trash: what was deleted",),
    "cases": (r"Your cases",),
    "new case": (r"New case",),
    "case": ("Company|Nothing has happened", r"[ ▸]calls[ ▸]+letters[ ▸]+posts"),
    "facts": (r"The facts of this case",),
    "before the call": (r"Before you dial",),
    "addition": (r"What happened\?",),
    "contradiction": (r"These two do not go together",),
    "taking back": (r"Put in by mistake\?",),
    "answers": (r"Who said what",),
    "case to a file": (r"Take the whole case out",),
    "retention": (r"How long do you want the sound",),
    "sound over": (r"Delete the sound of this case\?",),
    "case deleted": (r"Delete this case\?",),
    "case closed": (r"Is “.*” over\?",),
    "earlier calls": (r"Which of these calls",),
    "letters": (r"A letter about",),
    "sender": (r"Your details for letters",),
    "letter": (r"· in (English|Italian)",),
    "letter edited": (r"The first line is the subject",),
    "recipient": (r"Whom the letter goes to",),
    "letter to a file": (r"Save the letter",),
    "what goes out": (r"Which of your notes go|What this public text hides",),
    "letter sent": (r"The letter is sent",),
    "letter questions": (r"What this letter needs to know",),
    "letter afresh": (r"Drop your changes\?",),
    "dossier": (r"A dossier to hand over",),
    "cover": (r"Covered\.",),
}
"""What tells a screen, by what has to be found on it."""

HOME: Journey = (
    *["escape"] * 2,
    *("enter", "call.end", "enter"),
    *["escape"] * 5,
    Shown("home"),
)
"""Home from anywhere; what is typed in a call in progress is kept, and the call is ended."""


def _found(words: str, screen: str) -> Journey:
    search: Journey = ("home.search", Shown("search"), Typed(words), Shown("found"))
    return (*search, "enter", Shown(screen))


_CASE = _found(CASE, "case")
_NEW_CALL: Journey = (
    "home.new",
    Shown("new call"),
    Typed("Zefiro"),
    "enter",
    "enter",
    Shown("call"),
)
_OVER: Journey = ("call.end", Shown("end of a call"), "enter", Shown("wrap-up"))
_LETTER: Journey = (*_CASE, "case.letters", Shown("letters"), "letters.open", Shown("letter"))
_NOTE = Typed("", marked=True)

JOURNEYS: Mapping[str, Journey] = {
    "search": (
        *("home.search", Shown("search"), Typed("missing:claim op"), "down", "pagedown", "up"),
        *("enter", "escape", "escape", "home.filter", Shown("filter"), "right", "enter"),
        *("home.order", "escape", "home.order", "home.order", "home.order", "escape"),
    ),
    "cover": ("screen.cover", Shown("cover"), "x", Shown("home"), "screen.cover", "escape"),
    "help": ("home.help", Shown("help"), "pagedown", "down", "escape", "home.help", "enter"),
    "call": (
        *_NEW_CALL,
        *("call.answer", Typed("4471"), "enter", _NOTE, "enter", "call.hold", "call.hold"),
        *("call.claim", Typed("A7", marked=True), "enter", "down", "tab", _NOTE, "enter"),
        *("call.promise", Typed("engineer 48h"), "enter", "call.refused", _NOTE, "enter"),
        *("space", "m", "space", "u", "call.undo", "call.mark", "call.menu", Typed("2 1"), "enter"),
        *("call.transfer", "escape", "call.witness", Typed("Ugo"), "enter", "pageup", "pagedown"),
        *(_NOTE, "enter", *_OVER, "tab", Typed("3", marked=True), "down", "right", "right"),
        *(
            "wrap_up.steps",
            Shown("next steps"),
            "down",
            "escape",
            Shown("wrap-up"),
            "enter",
            Shown("home"),
        ),
    ),
    "line dropped": (*_NEW_CALL, _NOTE, "enter", "call.dropped", Shown("wrap-up"), "escape"),
    "end taken back": (*_NEW_CALL, *_OVER, "call.undo", Shown("call"), _NOTE, "enter", *_OVER),
    "recorded call": (
        *_NEW_CALL,
        *("call.record", Shown("recorded call"), _NOTE, "enter", "call.notice", *_OVER, "enter"),
    ),
    "left and taken up": (
        *_NEW_CALL,
        *(_NOTE, "enter", "ctrl+q", Shown("leave dialog"), "escape", Shown("call")),
        *("ctrl+q", Shown("leave dialog"), "right", "enter", Shown("home")),
        *(Shown("interrupted call"), "home", "enter", Shown("call"), _NOTE, "enter"),
        *("ctrl+q", Shown("leave dialog"), "right", "right", "enter", Shown("wrap-up"), "escape"),
    ),
    "past call": (
        *("home.past", Shown("past call"), Typed(SPARE), "tab", "tab", Typed("18/11/2025"), "tab"),
        *(Typed("about 10"), "tab", "tab", Typed("22"), "tab", Typed("refused"), "tab"),
        *(_NOTE, "enter", Typed("again"), "tab", Typed("ring back"), "tab", Typed("fri"), "tab"),
        *("enter", Shown("review"), "down", "escape"),
    ),
    "sound": (
        *_found(HEARD, "sound"),
        *("review.play", Shown("sound played"), "review.ahead", "review.back", "review.faster"),
        *("review.slower", "review.silence", "review.loudness", "review.begin", "review.end"),
        *("down", "down", "review.jump", "review.play", "review.note_here", Shown("note added")),
        *(_NOTE, "enter", Shown("review"), "review.output", Shown("outputs"), "enter"),
        *("review.play", "review.help", Shown("help"), "escape", "review.play", "escape"),
    ),
    "what was said": (
        *_found(HEARD, "sound"),
        *("review.words", Shown("words"), "down", "words.after", "words.jump", "words.play"),
        *("words.accept", "words.note", "words.search", Shown("words sought"), Typed("x")),
        *("enter", "words.undo", "words.write", Shown("speech set-up"), "right", "enter"),
        *("escape", "words.help", Shown("help"), "escape", "words.back"),
    ),
    "notes of a past call": (
        *_found(LOOSE, "review"),
        *("review.note", Shown("note added"), _NOTE, "enter", Shown("review"), "home"),
        *("down", "down", "down", "review.correct", Shown("correction")),
        *(Typed(" or so"), "enter", Shown("review"), "review.case", Shown("filing"), "down"),
        *("enter", Shown("call filed"), "enter", Shown("review"), "review.case", Shown("filing")),
        "escape",
    ),
    "more of a past call": (
        *_found(LOOSE, "review"),
        *("review.add", Shown("more of a call"), Typed("Put right"), "enter"),
        *(Shown("facts of a call"), "tab", "tab", _NOTE, "enter", Shown("review"), "review.undo"),
        *("review.add", Shown("more of a call"), "down", "down", "enter", _NOTE, "enter", "enter"),
        *("end", "review.strike", "right", "enter", "review.move", "enter", "escape", "escape"),
    ),
    "listening copy": (
        *_found(HEARD, "sound"),
        *("review.copy", Shown("listening copy")),
        *(Typed("for Ugo"), "enter", Shown("review"), "escape"),
    ),
    "import": (
        *_found(LOOSE, "review"),
        *("review.bring", Shown("import"), Typed("nothing.mp3"), "enter", "escape", "review.bring"),
        *(Shown("import"), Typed(RECORDING), "enter", Shown("review"), "review.play", "escape"),
    ),
    "call deleted": (
        *_found(SPARE, "review"),
        *("review.delete", Shown("call deleted"), Typed("no"), "enter", Shown("review")),
        *("review.delete", Shown("call deleted"), Typed(SPARE), "enter", Shown("search"), "escape"),
        *("home.trash", Shown("trash"), "down", "up", "trash.restore", "trash.home"),
    ),
    "trash": ("home.trash", Shown("trash"), "end", "trash.restore", "up", "escape", "home.trash"),
    "cases": (
        *("home.cases", Shown("cases"), "down", "up", "cases.open", Shown("case"), "escape"),
        *("cases.new", Shown("new case"), Typed("no", marked=True), "escape", "escape"),
        *("cases.new", Shown("new case"), Typed("Lost", marked=True), "tab", Typed(LOOSE)),
        *(
            "enter",
            Shown("earlier calls"),
            "space",
            "enter",
            Shown("cases"),
            "end",
            "cases.open",
            Shown("case"),
            "escape",
            "escape",
        ),
    ),
    "case": (
        *_CASE,
        *("case.add", Shown("addition"), "right", "tab", "right", "tab", "tab", _NOTE, "enter"),
        *(Shown("case"), "home", "end", "case.undo", Shown("taking back"), "escape"),
        *("case.facts", Shown("facts"), "tab", "tab", Typed("9"), "enter", Shown("case")),
        *("case.help", Shown("help"), "down", "escape", "case.filter", "case.filter", "case.kept"),
        *("case.broken", "home", "case.kept", "case.undo", "escape", "case.close"),
        *(Shown("case closed"), "right", "enter", Shown("case"), "case.close"),
    ),
    "contradiction": (
        *_CASE,
        *(*["case.filter"] * 4, "home", "case.contradiction", "down", "case.contradiction"),
        *(Shown("contradiction"), _NOTE, "enter", Shown("case"), "case.filter", "case.filter"),
        *("case.answers", Shown("answers"), "down", "escape", "case.open", "escape", "escape"),
    ),
    "call from a case": (
        *_CASE,
        *("case.call", Shown("before the call"), "down", "escape", "case.call"),
        *(Shown("before the call"), "before.start", Shown("call"), _NOTE, "enter", *_OVER),
        *("wrap_up.steps", Shown("next steps"), "escape", "escape", Shown("case"), "escape"),
    ),
    "next steps": (
        *_CASE,
        *("case.steps", Shown("next steps"), "down", "down", "steps.facts", "end", "home"),
        *("steps.open", "escape", Shown("case"), "case.steps", Shown("next steps")),
        *("steps.letters", Shown("letters"), "escape"),
    ),
    "letter": (
        *_LETTER,
        *("letter.edit", Shown("letter edited"), Typed("Dear all"), "enter", "escape"),
        *(Shown("letter"), "letter.afresh", Shown("letter afresh"), "right", "enter"),
        *("letter.ticks", Shown("what goes out"), "space", "down", "space", "enter"),
        *("letter.language", "letter.editor", "letter.to", Shown("recipient"), "end"),
        *(Typed("x"), "enter", Shown("letter"), "letter.mine", Shown("sender"), "escape"),
        *("pagedown", "letter.save", Shown("letter to a file"), "escape", "letter.save", "enter"),
        *(Shown("letter"), "escape", "down", "down", "letters.open", "escape", "letters.mine"),
    ),
    "questions of a letter": (
        *(*_CASE, "case.letters", Shown("letters"), "home", "down", "down", "letters.open"),
        *(Shown("letter"), "letter.questions", Shown("letter questions"), "tab", "tab", "escape"),
        *("escape", Shown("letter"), "escape"),
    ),
    "public text": (
        *(*_CASE, "case.letters", Shown("letters"), "home", *["down"] * 6, "letters.open"),
        *(Shown("letter"), "letter.save", Shown("what goes out"), "down", "space", "enter"),
        *(Shown("letter to a file"), "escape", "escape"),
    ),
    "letter sent": (
        *_LETTER,
        *("letter.sent", Shown("letter sent"), "right", "tab", "tab", Typed("RR", marked=True)),
        *("enter", Shown("letter"), "escape", "escape", Shown("case"), "end", "escape"),
    ),
    "dossier": (
        *_CASE,
        *("case.dossier", Shown("dossier"), Typed("Ugo"), "escape", "escape", "case.dossier"),
        *(Shown("dossier"), Typed("Ugo"), "enter", Shown("case"), "case.dossier"),
        *("tab", "end", Typed("2"), "tab", "right", "enter", Shown("case"), "escape"),
    ),
    "case to a file": (
        *_CASE,
        *("case.export", Shown("case to a file"), "right", "right", "enter", Shown("case")),
        *("case.export", Shown("case to a file"), "tab", "enter", "escape", "escape", "escape"),
    ),
    "retention": (
        *_CASE,
        *("case.sound", Shown("retention"), "right", "enter", Shown("case")),
        *(
            "escape",
            "escape",
            *_found(CLOSED, "case"),
            "case.sound",
            Shown("sound over"),
            "enter",
            "escape",
        ),
        *("escape", "escape", Shown("home"), "home.sound", Shown("sound over"), "escape"),
    ),
    "case deleted": (
        *_found(SPARE_CASE, "case"),
        *("case.delete", Shown("case deleted"), Typed(SPARE_CASE), "enter", Shown("search")),
        *("escape", "home.trash", Shown("trash"), "trash.restore", "escape"),
    ),
}
"""Each begins at home; together they reach every screen."""


WAYS: Mapping[str, Journey] = {
    "home": (),
    "call": _NEW_CALL,
    "review": _found(HEARD, "review"),
    "words": (*_found(HEARD, "review"), "review.words", Shown("words")),
    "wrap_up": (*_NEW_CALL, *_OVER),
    "trash": ("home.trash", Shown("trash")),
    "cases": ("home.cases", Shown("cases")),
    "case": _CASE,
    "before": (*_CASE, "case.call", Shown("before the call")),
    "steps": (*_CASE, "case.steps", Shown("next steps")),
    "answers": (*_CASE, "case.answers", Shown("answers")),
    "letters": (*_CASE, "case.letters", Shown("letters")),
    "letter": _LETTER,
}
"""From home to where the commands hold whose names begin so."""

_HURRIED = ("home.new", "z", "enter", "call.end")

DANCES: tuple[Journey, ...] = (
    (*_NEW_CALL, "call.end", Held("enter", 45)),
    (*_HURRIED, "enter", "enter", "home.cases", "escape"),
    (
        *("home.cases", "cases.open", "escape", "escape", "home.cases", "escape"),
        *("home.cases", "cases.open", "case.steps", "escape", "escape", "escape", "escape"),
        *(*_HURRIED, "call.end", "escape", "escape"),
    ),
)
"""Each once ended the program: what a screen had asked for came when the screen was left."""
