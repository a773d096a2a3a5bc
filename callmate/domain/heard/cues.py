"""What stands around a number that is said aloud and tells what it is a number of.

All words are folded: small letters without accents.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from callmate.domain.due import Language


class Cue(StrEnum):
    """What the words before a number make of it."""

    OPERATOR = "operator"
    CLAIM = "claim"
    OTHER = "other"
    """A number of something that is not asked for: a telephone, a customer, a price."""
    NUMBER = "number"
    """A number or code, of what was said before."""


_NUMBER_EN: Final = r"(?:\s(?:numbers?|id|i\.d\.|code|no\.?))"
_CUES: Final[Mapping[Language, tuple[tuple[Cue, str], ...]]] = {
    "it": (
        (
            Cue.OTHER,
            (
                r"(?:codice|numero|nr|id)\s(?:(?:di|del|della|dell'|dei)\s?)?"
                r"(?:client\w+|utente|utenza|contratt\w+|fattur\w+|bollett\w+|telefon\w+|fiscale|fisso)"
                r"|telefon\w+|cellular\w+|recapit\w+|client[ei]|utent[ei]|utenza|fiscale|pin|puk|otp"
                r"|password|contratt\w+|fattur\w+|bollett\w+|contator\w+|pod|pdr|iban|bic|carta|carte"
                r"|tesser[ae]|polizz[ae]|partita\siva|conto|ordin[ei]|numero\sverde|prem[aei]|premere"
                r"|digit\w+|schiacci\w*|tasto|opzione|coda|posizione|attesa|import[oi]|prezz[oi]|cap"
                r"|interno|targa|(?!chiama(?:n?[td]a|te)\b)chiam\w+|richiam\w+|ricontatt\w+|contatt\w+|civico|piano|or[ae]|alle"
                r"|dalle|seriale|serie|modem|imei|sim|sicurezza|sblocco|verifica|sms|nascita|nat[oa]"
                r"|offert[ae]|tariff[ae]|canone|version[ei]|articolo|comma|legge|delibera|scala|via"
                r"|matricola\sdel\scontatore|whatsapp|fax|spedizion[ei]|tracking|anni|anno|sconto|rat[ae]"
            ),
        ),
        (
            Cue.OPERATOR,
            (
                r"operat(?:rice|or(?:e|o|ia)?)|lo\sperato(?:re)?|matricola"
                r"|mi[oa]\s(?:codice|sigla|id|identificativo)|consulente|addett[oa]|agente"
            ),
        ),
        (
            Cue.CLAIM,
            (
                # As machines write "reclamo" that they heard badly: "preclano", "replago".
                r"pratica|segnalazione|p?r[ei][pcg]la(?:m|n|g|ng|nq)u?[oe]|ticket|protocollo"
                r"|richiesta|riferimento|sinistro"
                r"|denuncia|(?:numero|codice)\s(?:di|del|dell')\s?(?:caso|intervento|guasto|rimborso)"
            ),
        ),
        (Cue.NUMBER, r"codice|numero|identificativo|sigla|id|nr?\."),
    ),
    "en": (
        (
            Cue.OTHER,
            (
                rf"(?:customer|account|policy|order|invoice|contract|membership|serial|tracking|phone|bank"
                rf"|payment|parcel|booking|transaction)(?:\sreference)?"
                rf"{_NUMBER_EN}?|(?:tele)?phones?|mobile|cell|landline|customers?|pin|passcode|password"
                r"|bill|meter|card|sort\scode|post\s?code|zip|extension|ext|press|dial|option|queue"
                r"|position|(?<!this\s)call(?:ing|ed|s)?|ring|text|birth|born|flat|house|street|road|price|costs?"
                r"|insurance|vat|version|room|security|one-time|helpline|line|fax|imei|sim|iban"
                r"|reach|contact|age|aged|years?|since|at|direct\sdebit|parcel|floor|amount"
            ),
        ),
        (
            Cue.OPERATOR,
            (
                rf"(?:operator|agent|badge|advis[eo]r|representative|employee|staff|handler)"
                rf"{_NUMBER_EN}?|my\s(?:own\s)?(?:id|i\.d\.|code)"
            ),
        ),
        (
            Cue.CLAIM,
            (
                rf"(?:reference|ref|claim|case|ticket|complaint|incident|request|report|fault|query)"
                rf"(?:\sreference)?{_NUMBER_EN}"
                r"|(?:reference|ticket)|(?:your|the|this|new|quot(?:e|ing))\s(?:case|claim|complaint|incident)"
                r"(?!\s(?:of|that|with|has(?!\s(?:the\s)?number)|was|about))"
            ),
        ),
        (Cue.NUMBER, r"number|code|id|no\."),
    ),
}


def _pattern(language: Language) -> str:
    return "|".join(f"(?P<{cue}>{words})" for cue, words in _CUES[language])


CUES: Final[Mapping[Language, re.Pattern[str]]] = {
    language: re.compile(rf"(?<![a-z0-9])(?:{_pattern(language)})(?![a-z0-9])")
    for language in _CUES
}
"""Each group is named by its cue."""

_BETWEEN: Final[Mapping[Language, str]] = {
    "it": """
e sarebbe sara allora dunque quindi ecco si certo certamente volentieri subito un attimo momento
prego glielo gliela do il lo la l i le di del della dell dello seguente questo questa io sono mio
mia suo sua che ha cui segni segna scriva annoti prenda nota ah eh ehm mmm beh ok va bene perfetto
dico ripeto quello dicevo assegnato aperta aperto registrata dovrebbe essere con stata stato glie
da puo ho lei per appena creato lasciato chiamata segnare posso dare dettare detto dettato dato
adesso ora me qui giusto esatto nostro nostra era risulta sotto dica okay pure signora signore
dottore corrisponde segnarsi scrivere numero codice
""",
    "en": """
is it it's its that's s would be will the a your my our so okay ok sure yes yeah of course
certainly right um uh er erm let me see just and that i here please write down take note for this
as follows one moment second given gave assigned has been got ve ll give you i'll i've can have
we've we it'll number's call opened open created raised logged under quote quoting well now there
you'll need to was reads again there's alright number code
""",
}
FILLERS: Final[Mapping[Language, frozenset[str]]] = {
    language: frozenset(words.split()) for language, words in _BETWEEN.items()
}
"""Words that may stand between what a number is of and the number."""

UNITS_BEHIND: Final = re.compile(
    r"\s*-?\s*(?:[€$£%]|(?:euro|eur|cent\w*|per\s?cento?|percent\w*|pounds?|dollars?|pence|quid"
    r"|giorn[oi]|or[ae]|minut[oi]|second[oi]|settiman[ae]|mes[ei]|ann[oi]|volt[ae]|rat[ae]"
    r"|days?|hours?|minutes?|seconds?|weeks?|months?|years?|times|working|business|lavorativ[ei]"
    r"|kilowatt\w*|kwh?|gig[ah]\w*|mega\w*|gb|mb|grad[oi]|degrees?|metr[oi]|met(?:er|re)s?|km"
    r"|moment[oi]?|attim[oi]|client[ei]|customers?|person[ea]|people|thing|more|or\smore|of\s(?:our|the|my)"
    r"|gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre"
    r"|dicembre|january|february|april|june|july|august|september|october|november|december"
    r"|o'clock|a\.m|p\.m|am|pm|st|nd|rd|th)(?![a-z]))"
)
"""What makes an amount, a time or a date of the number before it."""

CORRECTED: Final = re.compile(
    r"(?:[\s,;…:-]|\.(?=\s*(?:no|sorry|scusi|anzi|aspetti|wait|i\smean|make|actually|correction|my\smistake|pardon|mi\scorreggo|volevo)(?![a-z])))*"
    r"(?:(?:no|anzi|scusi|scusa|scusate|pardon|(?:mi\s)?correggo|(?:ho\s)?sbagliato|errore"
    r"|volevo\sdire|aspetti|perdoni|sorry|my\smistake|correction|i\smean|actually|wait|rather"
    r"|apologies|i\ssaid\sit\swrong|make\sthat|that's\swrong|let\sme\scorrect\sthat)"
    r"(?![a-z0-9])(?:[\s,.;…:-]|(?:mi|e(?!\scome)|it's|is|il|numero|codice|that|it|should|be|the|number|meant"
    r"|dicevo|ripeto|my|me|ho|pardon)(?![a-z0-9]))*)+"
)
"""Words that take back the number before them."""

HESITATION: Final = re.compile(
    r"[\s,.…]*(?:(?:ehm+|eh|ah|mmm|uhm?|umm?|erm?|e\spoi|poi|then|and\sthen|di\snuovo)"
    r"(?![a-z])[\s,.…]*)+"
)
"""Words in the middle of a number that is dictated."""

AND: Final = re.compile(r"[\s,.…]*\s(?:e|and)\s[\s,.…]*")
"""A word between figures that nobody may have said: "6, 2, 7 e 4" is how a breath is written."""

BEHIND: Final = re.compile(
    r"\s*,?\s*(?:e|sarebbe|is|as|come|that's|questo\se|ed\se)(?:'?\s+)"
    r"(?:(?:il|lo|la|l'|your|the|my|our|suo|sua|mio|mia|a|un|una|di|del|della|dell'|numero|codice)"
    r"(?:\s+|(?<=')))*"
)
"""What leads from a number to what it is of, where that is said behind it."""

PROMISED: Final[Mapping[Language, re.Pattern[str]]] = {
    "it": re.compile(
        r"\b(?:ricever\w+|verra\w*|verranno|sara|saranno|(?:ri)?chiamer\w+|(?:la|vi)\s\w*chiam\w+"
        r"|(?:ri)?contatter\w+|(?:la|vi)\s\w*contatt\w+|arriver\w+|avra|avrete|risolver\w+"
        r"|provveder\w+|invi(?:er\w+|amo)|mand(?:er\w+|iamo)|rimborser\w+|attiver\w+|far(?:o|emo|anno)"
        r"|risponder\w+|ripristin\w+|accredit\w+|riparer\w+|sistem(?:er\w+|iamo)|passer\w+"
        r"|(?:le|vi)\s(?:mand|invi|rispond|accredit|rimbors|spedi)\w+|interverr\w+|consegner\w+"
        r"|spedir\w+|verifich(?:er\w+|iamo)|annuller\w+|emetter\w+|chiuder\w+|effettuer\w+)\b"
        r"|\b(?:il|la|l')\s?(?:tecnico|rimborso|risposta|operatore|consegna)\s(?:viene|arriva|passa)"
    ),
    "en": re.compile(
        r"\b(?:will|we'll|i'll|it'll|you'll|they'll|he'll|she'll|going\sto|you\sshould\s(?:get|"
        r"receive|have|hear|see)|(?:should|shall)\sbe|expect\s(?:a|the|it|your|an)|i\spromise"
        r"|aim\sto|be\swith\syou)(?![a-z])"
    ),
}
"""What somebody says who promises."""

NOT_PROMISED: Final = re.compile(
    r"\b(?:attesa|in\slinea|coda|in\sattesa|queue|hold|waiting|wait|your\scall|sua\schiamata|"
    r"primo\soperatore|(?:operator|agent|advis[eo]r)\swill\sbe\swith|operatore\s(?:le\s)?risponder\w+|lei\sdeve|deve|dovra|dovrete|paghi|pagare|pagato|scadenza|must|you\sneed"
    r"|you'll\sneed|you\shave\sto|you'll\shave\sto|please|pay|se\snon|unless|if|non\sso|forse|"
    r"magari|sapere|chied\w+|whether|wonder\w*|maybe|might|not\ssure|can't|cannot|won't|non\s(?:possiamo|posso|sara|verra|ricever\w+)"
    r"|avrebbe|avrebbero|dovevat?e?|doveva|aveva(?:te|no)?\sdetto|mi\savevano|was\stold|told\sme"
    r"|were\stold|said\s(?:it|you|they)|promised|were\ssupposed|was\ssupposed|i'll\s(?:pay|call\syou|"
    r"ring\syou)|le\schiamo|vi\schiamo|richiamer[oa]\sio|pagher\w+)(?![a-z])"
)
"""What makes a wait, a duty of the caller, a doubt or a memory of it."""
