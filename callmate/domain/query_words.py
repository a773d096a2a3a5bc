"""The words of a search line's filters, English and Italian alike, folded."""

from callmate.domain.entry import Outcome

FILTERS = {
    "company": "company",
    "azienda": "company",
    "after": "after",
    "dopo": "after",
    "before": "before",
    "prima": "before",
    "claim": "claim",
    "reclamo": "claim",
    "missing": "missing",
    "manca": "missing",
    "outcome": "outcome",
    "esito": "outcome",
}
"""What each name of a filter means."""

ITEMS = {
    "claim": "claim_number",
    "number": "claim_number",
    "reclamo": "claim_number",
    "numero": "claim_number",
    "operator": "operator",
    "operatore": "operator",
    "name": "operator_name",
    "nome": "operator_name",
    "promise": "promise",
    "promessa": "promise",
    "witness": "witness",
    "testimone": "witness",
}
"""The checklist item that each word names."""

OUTCOMES = {
    "none": None,
    "nessuno": None,
    "solved": Outcome.SOLVED,
    "risolto": Outcome.SOLVED,
    "risolta": Outcome.SOLVED,
    "promised": Outcome.PROMISED,
    "promesso": Outcome.PROMISED,
    "promessa": Outcome.PROMISED,
    "refused": Outcome.REFUSED,
    "rifiutato": Outcome.REFUSED,
    "rifiuto": Outcome.REFUSED,
    "transferred": Outcome.TRANSFERRED,
    "trasferito": Outcome.TRANSFERRED,
    "unanswered": Outcome.NO_ANSWER,
    "nessuna-risposta": Outcome.NO_ANSWER,
    "dropped": Outcome.DROPPED,
    "caduta": Outcome.DROPPED,
}
"""The outcome that each word names."""
