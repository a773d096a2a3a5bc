"""Puts back from a backup what is not there; a key and the like only if the owner agrees."""

from functools import partial
from pathlib import Path
from typing import BinaryIO

from callmate.cli import terminal
from callmate.cli.backup_command import for_restoring
from callmate.cli.context import Context
from callmate.cli.parser import Arguments, Grammar, Option, Word
from callmate.cli.terminal import agrees
from callmate.domain.text import visible
from callmate.locale.messages import _, ngettext
from callmate.store.backup.contents import Flawed, OtherKey, PutBackInPart
from callmate.store.backup.restoration import Restored, restore
from callmate.wording.error_words import backup_error_words, has_key, named

_NO = 1
_SHOWN = 5


def grammar() -> Grammar:
    """What may be typed after it."""
    return Grammar(
        "restore",
        _(
            "Puts back from a backup what is not here, once all of the backup was read through."
            " Nothing that is here is replaced or deleted. A key, letter patterns, rules, settings"
            " and addresses come back only if you agree: say no if somebody else made the backup."
        ),
        (Word(_("FILE"), _("The backup."), _("Name the backup to restore from.")),),
        (
            Option(
                "--passphrase-file", _("Takes the passphrase from a file's first line."), _("FILE")
            ),
            Option("--yes", _("Does not ask: puts back all that a backup of your own holds.")),
        ),
    )


def run(context: Context, arguments: Arguments) -> int:
    """Restore and return the exit status."""
    path = Path(arguments.words[0])
    try:
        with _open(path) as file:
            passphrase = for_restoring(arguments)
            if not passphrase:
                terminal.say(_("Nothing was restored."))
                return _NO
            terminal.say(_("This takes some seconds…"))
            adopt = partial(_agreed, sure=arguments.on("--yes"))
            restored = restore(file, context.places, passphrase, adopt)
    except (Flawed, OtherKey, PutBackInPart) as error:
        terminal.say(backup_error_words(error))
        return _NO
    except OSError:
        said = _("“{file}” cannot be read. Nothing was touched.")
        terminal.say(said.format(file=visible(str(path))))
        return _NO
    return _told(restored)


def _open(path: Path) -> BinaryIO:
    if not path.is_file():  # a pipe in the file's place would never end
        raise FileNotFoundError(path)
    return path.open("rb")


def _agreed(files: tuple[str, ...], *, sure: bool) -> bool:
    """Whether what stands beside calls and cases is to be put back; no where nobody is there."""
    if sure or not terminal.is_terminal():
        return sure
    said = _("This backup holds not only calls and cases, but also: {things}.")
    terminal.say(said.format(things=named(files)))
    if has_key(files):
        terminal.say(_("Whoever else has this key can open what you record from now on."))
    terminal.say(
        _(
            "If you made this backup yourself, say yes. If somebody else gave it to you, say no:"
            " the calls and cases come back all the same."
        )
    )
    return agrees(_("Put these back too?"))


def _told(restored: Restored) -> int:
    count = len(restored.put_back)
    said = ngettext(
        "{count} call or case was put back.", "{count} calls or cases were put back.", count
    )
    terminal.say(said.format(count=count))
    _tell_beside(restored)
    if restored.there:
        count = len(restored.there)
        said = ngettext(
            "{count} was here already, just the same.",
            "{count} were here already, just the same.",
            count,
        )
        terminal.say(said.format(count=count))
    if restored.files_kept:
        said = _("Different here from the backup, and left as it is here: {names}.")
        terminal.say(said.format(names=", ".join(map(visible, restored.files_kept))))
    if not restored.kept:
        return _NO if _unasked(restored) else 0
    said = ngettext(
        "{count} is different here from the backup, and stays as it is here: {ids}. To have the"
        " one from the backup instead, delete it here first, then restore again.",
        "{count} are different here from the backup, and stay as they are here: {ids}. To have"
        " those from the backup instead, delete them here first, then restore again.",
        len(restored.kept),
    )
    more = ", …" if restored.kept[_SHOWN:] else ""
    terminal.say(
        said.format(count=len(restored.kept), ids=", ".join(restored.kept[:_SHOWN]) + more)
    )
    return _NO


def _tell_beside(restored: Restored) -> None:
    if restored.adopted:
        terminal.say(_("Put back too: {things}.").format(things=named(restored.adopted)))
    if not restored.left_out:
        return
    said = _("Not put back: {things}.")
    terminal.say(said.format(things=named(restored.left_out)))
    if has_key(restored.left_out):
        terminal.say(
            _(
                "Recordings that need that key do not open here. What you record from now on gets a"
                " key of your own."
            )
        )
    if _unasked(restored):
        said = _("Nobody can be asked here. If you made the backup yourself, add “{option}”.")
        terminal.say(said.format(option="--yes"))


def _unasked(restored: Restored) -> bool:
    """Whether something was left out only because nobody could be asked."""
    return bool(restored.left_out) and not terminal.is_terminal()
