"""The sentences of the set-up, in both languages; catalogues are not compiled yet by then."""

from __future__ import annotations

import os
from typing import NamedTuple


class _Pair(NamedTuple):
    english: str
    italian: str


_SENTENCES: dict[str, _Pair] = {
    "first": _Pair(
        "Welcome. On its first start CallMate fetches the parts it needs into {folder}: about"
        " 100 MB, once, usually in less than a minute. The computer's own Python is left as it is.",
        "Le diamo il benvenuto. Al primo avvio CallMate scarica in {folder} i componenti che gli"
        " servono: circa 100 MB, una volta sola, di solito in meno di un minuto. Il Python"
        " del computer resta com'è.",
    ),
    "update": _Pair(
        "CallMate has changed since the last time: it is updating its parts, usually in a few"
        " seconds.",
        "CallMate è cambiato dall'ultima volta: aggiorna i suoi componenti, di solito in pochi"
        " secondi.",
    ),
    "heal": _Pair(
        "The last set-up did not finish, so CallMate starts it afresh. Your calls are not touched.",
        "L'ultima preparazione non è arrivata in fondo: CallMate la ricomincia da capo. Le"
        " chiamate salvate non vengono toccate.",
    ),
    "wait": _Pair(
        "Another window is setting CallMate up; this one waits for it.",
        "CallMate si sta preparando in un'altra finestra: questa aspetta che finisca.",
    ),
    "making": _Pair("Making the folder", "Preparo la cartella"),
    "fetching": _Pair("Fetching", "Scarico"),
    "putting": _Pair("Putting everything in place", "Metto tutto al suo posto"),
    "system": _Pair("Installing {packages}", "Installo {packages}"),
    "also_system": _Pair(
        "It also installs from the system: {packages}.",
        "Dal sistema installa anche: {packages}.",
    ),
    "done": _Pair("Ready, after {seconds} s.", "Pronto, in {seconds} s."),
    "stopped": _Pair(
        "Stopped. Nothing is broken: start CallMate again and the set-up is taken up again.",
        "Interrotto. Nulla si è rotto: riavvii CallMate e la preparazione riprende.",
    ),
    "network": _Pair(
        "CallMate could not fetch its parts: the internet does not answer. Your calls are not"
        " touched. Check the connection and start it again; the details are in {log}.",
        "Non riesco a scaricare i componenti di CallMate: internet non risponde. Le chiamate"
        " salvate non vengono toccate. Controlli la connessione e riavvii CallMate; i dettagli"
        " sono in {log}.",
    ),
    "space": _Pair(
        "The disk is too full for CallMate's parts: {folder} needs about 350 MB. Your calls are not"
        " touched. Make some room and start again; the details are in {log}.",
        "Sul disco non c'è abbastanza spazio per i componenti di CallMate: in {folder} servono"
        " circa 350 MB. Le chiamate salvate non vengono toccate. Liberi un po' di spazio e"
        " riavvii CallMate; i dettagli sono in {log}.",
    ),
    "failed": _Pair(
        "CallMate could not be set up. Your calls are not touched and trying again does no harm;"
        " the details are in {log}.",
        "La preparazione di CallMate non è riuscita. Le chiamate salvate non vengono toccate e si"
        " può riprovare senza rischi; i dettagli sono in {log}.",
    ),
    "disk": _Pair(
        "CallMate could not be set up: {reason}. Your calls are not touched. It needs a folder it"
        " may write to: either its own, or {folder}.",
        "La preparazione di CallMate non è riuscita: {reason}. Le chiamate salvate non vengono"
        " toccate. Serve una cartella in cui si possa scrivere: la sua, oppure {folder}.",
    ),
    "old_parts": _Pair(
        "The update did not succeed, so CallMate starts with the parts it has and will try again"
        " next time; the details are in {log}.",
        "L'aggiornamento non è riuscito: CallMate parte con i componenti che ha già e riproverà al"
        " prossimo avvio; i dettagli sono in {log}.",
    ),
    "update_later": _Pair(
        "CallMate has changed, but is open in another window: it starts as it was, and is updated"
        " the next time you open it with no other window open.",
        "CallMate è cambiato, ma è aperto in un'altra finestra: parte com'era e si aggiornerà la"
        " prossima volta che lo apre da solo.",
    ),
    "in_use": _Pair(
        "CallMate needs other parts now, but is open in another window and leaves that one alone."
        " When you have finished there, close it and start CallMate again.",
        "A CallMate ora servono altri componenti, ma è aperto in un'altra finestra e non la"
        " disturba. Quando ha finito là, la chiuda e riavvii CallMate.",
    ),
    "python": _Pair(
        "CallMate needs Python 3.11 or newer, and this is Python {version}. Install a newer Python"
        " and start CallMate with it.",
        "A CallMate serve Python 3.11 o successivo, ma questo è Python {version}. Installi un"
        " Python più recente e avvii CallMate con quello.",
    ),
    "windows": _Pair(
        "Under Windows install CallMate with “py -m pip install .” and start it with “callmate”.",
        "In Windows installi CallMate con «py -m pip install .» e lo avvii con «callmate».",
    ),
    "ask_venv": _Pair(
        "To set itself up CallMate needs something from the system ({packages}): install it now"
        " with sudo? [Y/n]",
        "Per prepararsi, a CallMate manca qualcosa dal sistema ({packages}): lo installo ora con"
        " sudo? [S/n]",
    ),
    "ask_sound": _Pair(
        "To record calls CallMate needs something from the system ({packages}): install it now"
        " with sudo? [Y/n]",
        "Per registrare le chiamate, a CallMate manca qualcosa dal sistema ({packages}): lo"
        " installo ora con sudo? [S/n]",
    ),
    "need_venv": _Pair(
        "CallMate cannot set itself up yet: Python's own installer is missing here. Nothing was"
        " changed. Type “{command}” and start CallMate again.",
        "CallMate non può ancora prepararsi: qui manca l'installatore di Python. Non è stato"
        " cambiato nulla. Scriva «{command}» e riavvii CallMate.",
    ),
    "need_venv_elsewhere": _Pair(
        "CallMate cannot set itself up yet: Python's “venv” and “pip” are missing here. Nothing was"
        " changed. Install both with your system's package tool and start CallMate again.",
        "CallMate non può ancora prepararsi: qui mancano «venv» e «pip» di Python. Non è stato"
        " cambiato nulla. Li installi con lo strumento dei pacchetti del Suo sistema e riavvii"
        " CallMate.",
    ),
    "later_sound": _Pair(
        "Everything but recording and listening will work. To have those too, type “{command}” at"
        " any time.",
        "Funzionerà tutto tranne la registrazione e l'ascolto. Per avere anche quelli, scriva"
        " «{command}» quando vuole.",
    ),
}


def is_italian() -> bool:
    """Tell whether the owner's surroundings ask for Italian, or for no language at all."""
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "").split(":")[0].split(".")[0].split("@")[0]
        if value not in {"", "C", "POSIX"}:
            return value.lower().startswith("it")
    return True


def words(sentence: str, **values: object) -> str:
    """Return a sentence by its name, in the owner's language, with its values filled in.

    Raises:
        KeyError: There is no such sentence, or it lacks a value.
    """
    pair = _SENTENCES[sentence]
    return (pair.italian if is_italian() else pair.english).format(**values)


def means_yes(answer: str) -> bool:
    """Tell whether what a person typed at a question is a yes; just Enter is one."""
    return answer.strip().lower() in {"", "y", "yes", "s", "si", "sì"}
