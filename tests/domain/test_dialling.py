"""The link by which a telephone dials a number that was written down."""

import pytest

from callmate.domain.spelling import tel_link


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("187", "tel:187"),
        ("800 123 456", "tel:800123456"),
        ("+39 06/123.45-67 (by day), 8 to 20", "tel:+39061234567"),
        ("call (06) 12 34", "tel:061234"),
        ("*100#", "tel:*100%23"),
        ("", None),
        ("see the bill", None),
        ("5", None),
        ("٠١٢٣", None),
        ("+", None),
    ],
)
def test_the_first_number_in_a_text_is_dialled(written: str, link: str | None) -> None:
    assert tel_link(written) == link
