"""The orders in which calls are listed."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar


class Order(StrEnum):
    """In which order calls come."""

    NEWEST = "newest"
    OLDEST = "oldest"
    LONGEST = "longest"
    COMPANY = "company"

    @property
    def following(self) -> "Order":
        """The order that comes after this one, and after the last the first."""
        orders = list(Order)
        return orders[(orders.index(self) + 1) % len(orders)]


Thing = TypeVar("Thing")


def in_order(
    things: Sequence[Thing],
    order: Order,
    seconds: Callable[[Thing], float | None],
    company: Callable[[Thing], str],
) -> list[Thing]:
    """Calls in an order.

    Args:
        things: What stands for the calls, the newest first.
        order: The order; what is alike in it stays with the newest first.
        seconds: Tells how long one lasted; ``None`` when that is not known, which comes last.
        company: Tells whom one was to, folded.
    """
    match order:
        case Order.NEWEST:
            return list(things)
        case Order.OLDEST:
            return list(reversed(things))
        case Order.LONGEST:
            return sorted(things, key=lambda each: _or_unknown(seconds(each)), reverse=True)
        case Order.COMPANY:
            return sorted(things, key=company)


def _or_unknown(seconds: float | None) -> float:
    return -1.0 if seconds is None else seconds
