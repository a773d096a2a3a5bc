"""Sets, changes or takes away the passphrase over the owner's recordings; compares the key."""

from callmate.cli import terminal
from callmate.cli.context import Context, opened_key
from callmate.cli.parser import Arguments, Grammar, Option
from callmate.cli.terminal import agrees, ask_unseen
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.store.errors import KeyChanged
from callmate.store.keys import OwnerKeys

_NO = 1
_WRONG_USE = 2


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "passphrase",
        _(
            "Puts a passphrase over your recordings, changes it, or takes it away. It covers the"
            " sound only: notes stay readable for whoever can read your files. Without the"
            " passphrase nobody can open the recordings again, nor can you."
        ),
        options=(
            Option("--remove", _("Takes the passphrase away.")),
            Option("--check", _("Compares your key with the one used so far.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Ask, set, and return the exit status."""
    keys = OwnerKeys(context.places)
    if not terminal.is_terminal():
        terminal.say(_("A passphrase is typed at a terminal, and there is none here."))
        return _WRONG_USE
    if arguments.on("--check"):
        return _check(context, keys)
    keys.recipient()
    locked = keys.locked()
    if arguments.on("--remove") and not locked:
        terminal.say(_("There is no passphrase over your recordings."))
        return 0
    if not arguments.on("--remove"):
        _explain()
    old = ask_unseen(_("The passphrase so far:")) if locked else None
    new = None if arguments.on("--remove") else _new()
    if new == "":
        terminal.say(_("Nothing was changed."))
        return _NO
    terminal.say(_("This takes some seconds…"))
    keys.set_passphrase(old, new)
    terminal.say(
        _("The passphrase is taken away. Your recordings open without one.")
        if new is None
        else _("The passphrase is set. It is asked for when you listen, never when you record.")
    )
    return 0


def _check(context: Context, keys: OwnerKeys) -> int:
    """Compare the halves of the pair with each other and with what was used so far."""
    if not context.places.private_key.exists() and not context.places.public_key.exists():
        terminal.say(_("Your key is made at the first recording."))
        return 0
    secret = opened_key(context)
    try:
        keys.compare(secret)
    except KeyChanged as error:
        return _decide(keys, secret, error)
    recipient = keys.recipient()
    terminal.say(
        _("Your key is the one used so far. Recordings are sealed to {key}.").format(key=recipient)
    )
    return 0


def _decide(keys: OwnerKeys, secret: str, error: KeyChanged) -> int:
    """Ask whether the pair that is here is the owner's; nothing is taken over without a yes."""
    name = visible(error.path.name)
    if name == "owner.pub":
        said = _(
            "{file} is not the other half of your key: somebody else, or a program, put it there."
            " What was recorded since then opens only with a key that is not yours. It can be made"
            " anew from the half that is yours."
        )
        question = _("Make it anew?")
    else:
        said = _(
            "{file} is another key than the one used so far, {key}. Say yes only if you put it"
            " there yourself. Otherwise put yours back from a backup."
        )
        question = _("Is this new key yours?")
    terminal.say(said.format(file=name, key=keys.known))
    if not agrees(question):
        terminal.say(_("Nothing was changed, and nothing is recorded until then."))
        return _NO
    keys.settle(secret)
    terminal.say(_("From now on recordings are sealed to {key}.").format(key=keys.recipient()))
    return 0


def _explain() -> None:
    terminal.say(
        _(
            "The passphrase covers your recordings. Your notes are not covered: whoever can read"
            " your files can read them. If you forget it, nobody can open the recordings again."
        )
    )


def _new() -> str:
    """The new passphrase, typed twice; empty when it cannot be taken."""
    first = ask_unseen(_("A new passphrase:"))
    if not first:
        return ""
    if ask_unseen(_("Type it once more:")) != first:
        terminal.say(_("The two are not the same."))
        return ""
    return first
