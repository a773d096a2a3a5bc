"""Reading the words right before a time: entro il, alle ore, since, every."""

import re
from typing import Final

from callmate.domain.due.reading import Lead, Says

_REACH: Final = 40
_MOST_WORDS: Final = 5
_WORD: Final = re.compile(
    r"prima\s{1,3}d(?:i|el|ella|ell)(?![^\W\d_])|nel\s{1,3}giro\s{1,3}di(?![^\W\d_])|[^\W\d_]+"
)
_GAP: Final = re.compile(r"[\s'’.:°#(]{0,3}")
_WORDS: Final[dict[Says, str]] = {
    Says.DEADLINE: "entro within until till oltre massimo max in nei nelle latest "
    "than deadline scadenza prima prima_di prima_del prima_della prima_dell nel_giro_di fino tardi",
    Says.DEADLINE | Says.RANGE: "fra tra",
    Says.DEADLINE | Says.MAYBE_CLOCK: "by before",
    Says.DEADLINE | Says.LASTS: "per",
    Says.LASTS: "for",
    Says.CLOCK: "alle alla all dalle delle ore h at around verso fascia oraria orario slot",
    Says.MAYBE_CLOCK | Says.RANGE: "between",
    Says.MAYBE_CLOCK | Says.SINCE | Says.RANGE: "from",
    Says.ARTICLE | Says.LE: "le",
    Says.ARTICLE: "il lo la i gli l the giorno on non no not later circa about al piu",
    Says.SINCE | Says.RANGE: "da dal dalla",
    Says.SINCE: "since",
    Says.OF: "di del della dell of",
    Says.NEXT: "next prossimo prossima prossimi prossime coming",
    Says.THIS: "this questo questa",
    Says.NEVER: "last scorso scorsa ultimo ultima passato past every each ogni once twice times "
    "volte codice code numero number num n nr rif ref riferimento reference pratica ticket "
    "claim art articolo id operatore operator euro eur pound pounds quid contratto contract "
    "order ordine policy polizza invoice fattura bill bolletta version versione",
}
_SAYS: Final = {word: says for says, words in _WORDS.items() for word in words.split()}
_GOES_ON: Final = Says.NEVER | Says.OF


def read_lead(text: str, start: int, since: int) -> Lead:
    """Read the words before `start`, none of them before `since`."""
    begin = max(since, start - _REACH)
    says, first = Says.NOTHING, start
    for match in list(_WORD.finditer(text, begin, start))[: -_MOST_WORDS - 1 : -1]:
        word = _SAYS.get("_".join(match.group().split()), Says.NOTHING)
        if not word or not _GAP.fullmatch(text, match.end(), first):
            break
        if says and word & _GOES_ON:
            break
        says, first = says | word, match.start()
        if word & (_GOES_ON | Says.SINCE):
            break
    if says & Says.LE and says & Says.DEADLINE:
        says |= Says.CLOCK
    return Lead(says, first)
