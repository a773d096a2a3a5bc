"""Keys that more than one command has: each means one thing on every screen.

A command that takes a key of these belongs to its ids; any other command takes a key that nobody
has. The letters after Space in a call are a list of their own, shown as long as it is open, and
the same in every language: who helps another on the phone reads out what both have before them.
"""

from dataclasses import dataclass

from callmate.locale.messages import _


@dataclass(frozen=True)
class SharedKey:
    """One key with one meaning."""

    key: str
    """As Textual names it."""
    help: str
    """What it means wherever it does something."""
    ids: frozenset[str]
    """The commands that have it."""


def shared_keys() -> tuple[SharedKey, ...]:
    """The keys that more than one command has, in the order of the help screen."""
    return (
        _key(
            "enter",
            _("Go on with what is chosen."),
            "home.open",
            "cases.open",
            "case.open",
            "letters.open",
            "steps.open",
            "trash.restore",
            "review.jump",
            "words.jump",
            "before.start",
            "wrap_up.done",
        ),
        _key(
            "escape",
            _("Back, and nothing is changed."),
            "cases.home",
            "case.back",
            "letters.back",
            "letter.back",
            "steps.back",
            "trash.home",
            "review.home",
            "words.back",
            "answers.back",
            "before.back",
        ),
        _key(
            "question_mark",
            _("Explain the keys."),
            "home.help",
            "case.help",
            "review.help",
            "words.help",
        ),
        _key(
            "ctrl+z",
            _("Take back the last thing."),
            "call.undo",
            "case.undo",
            "review.undo",
            "words.undo",
            "letter.afresh",
        ),
        _key(
            "n",
            _("New: a call, a case, a note."),
            "home.new",
            "cases.new",
            "review.note",
            "words.note",
        ),
        _key(
            "a",
            _("Add what happened: a past call, a letter, a payment."),
            "home.past",
            "case.add",
            "letter.sent",
            "review.add",
            "words.accept",
        ),
        _key("c", _("Change what is written."), "review.correct", "case.facts", "letter.edit"),
        _key("d", _("Delete; you are asked first."), "review.delete", "case.delete"),
        _key("e", _("Take it out into a file."), "review.copy", "case.export", "letter.save"),
        _key("l", _("Letters."), "case.letters", "steps.letters"),
        _key("m", _("Your own details for letters."), "letters.mine", "letter.mine"),
        _key("p", _("Cases."), "home.cases", "review.case", "case.move"),
        _key(
            "v",
            _("See it differently: only a part, more, or in the other language."),
            "home.filter",
            "cases.filter",
            "case.filter",
            "letter.language",
            "steps.facts",
        ),
        _key("slash", _("Find words."), "home.search", "cases.search", "words.search"),
        _key("space", _("Play the recording, or pause."), "review.play", "words.play"),
        _key("left", _("Back in the sound, or in its words."), "review.back", "words.before"),
        _key("right", _("Ahead in the sound, or in its words."), "review.ahead", "words.after"),
        _key("W", _("In writing: what was said."), "review.words", "words.write"),
        _key("w", _("How long sound is wanted."), "home.sound", "case.sound"),
    )


def _key(key: str, words: str, *ids: str) -> SharedKey:
    return SharedKey(key, words, frozenset(ids))
