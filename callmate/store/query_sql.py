"""A query put to the index, in its own language; nothing that was typed becomes part of it."""

from datetime import datetime, time, timedelta

from callmate.domain.order import Order
from callmate.domain.query import Needle, Query
from callmate.store.index_pages import as_text

_ORDERS = {
    Order.NEWEST: "facts.place DESC",
    Order.OLDEST: "facts.place",
    Order.LONGEST: "seconds DESC, facts.place DESC",
    Order.COMPANY: "company, facts.place DESC",
}


def statement(query: Query, order: Order, *, cases: bool) -> tuple[str, list[object]]:
    """What asks for the rows and the words of all that fits, and the values in it.

    Args:
        query: What is looked for.
        order: In which order.
        cases: Whether cases are asked for, or calls. The days are left to the asker in cases.
    """
    source, sorted_by = "facts", _ORDERS[order]
    tests, values = ["is_case = ?"], list[object]([cases])
    if query.needles:
        # So the newest come one by one, and not all have to be found before the first.
        source = "words CROSS JOIN facts ON facts.place = words.rowid"
        sorted_by = "words.rowid DESC" if order is Order.NEWEST else sorted_by
        tests.append("words MATCH ?")
        values.append(" AND ".join(_words(each) for each in query.needles))
    for column, pieces in (("company", query.companies), ("claim", query.claims)):
        tests += [f"instr({column}, ?)"] * len(pieces)
        values += [as_text(piece) for piece in pieces]
    if not cases:
        _of_calls(query, tests, values)
    asked = f"""
        SELECT pages.row, pages.said FROM {source} JOIN pages ON pages.place = facts.place
        WHERE {" AND ".join(tests)} ORDER BY {sorted_by}
    """  # noqa: S608 - what was typed is bound
    return asked, values


def _of_calls(query: Query, tests: list[str], values: list[object]) -> None:
    if query.after:
        tests.append("started >= ?")
        values.append(datetime.combine(query.after, time()).timestamp())
    if query.before:
        tests.append("started < ?")
        values.append(datetime.combine(query.before + timedelta(days=1), time()).timestamp())
    tests += ["instr(missing, ?)"] * len(query.missing)
    values += [f" {item} " for item in query.missing]
    if query.outcomes:
        tests.append(f"outcome IN ({', '.join('?' * len(query.outcomes))})")
        values += [each.value if each else "" for each in query.outcomes]


def _words(needle: Needle) -> str:
    phrase = as_text(" ".join(needle.tokens))
    return f'"{phrase}"' if needle.whole else f'"{phrase}"*'
