"""In which order calls are listed."""

from enum import StrEnum


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
