"""Calls come in one order, wherever they are listed."""

import pytest

from callmate.domain.call_order import Order, in_order

CALLS = (("c", 30.0, "zefiro"), ("b", None, "aurora"), ("a", 30.0, "zefiro"), ("z", 0.0, "aurora"))
"""The newest first: a name, its seconds, its company."""


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.NEWEST, "cbaz"),
        (Order.OLDEST, "zabc"),
        (Order.LONGEST, "cazb"),
        (Order.COMPANY, "bzca"),
    ],
)
def test_what_is_alike_stays_with_the_newest_first(order: Order, names: str) -> None:
    found = in_order(CALLS, order, lambda each: each[1], lambda each: each[2])
    assert "".join(name for name, _seconds, _company in found) == names
