"""Whose rules hold is chosen, or read off the system."""

import pytest

from callmate.rulebook.countries import country_of


@pytest.mark.parametrize(
    ("setting", "environ", "country"),
    [
        ("auto", {}, "it"),
        ("auto", {"LANG": "C.UTF-8"}, "it"),
        ("auto", {"LANG": "it_IT.UTF-8"}, "it"),
        ("auto", {"LANG": "en_GB.UTF-8"}, "gb"),
        ("auto", {"LANG": "en_US.UTF-8", "LC_ADDRESS": "it_IT.UTF-8"}, "it"),
        ("auto", {"LANG": "it_IT.UTF-8", "LC_ALL": "en_US"}, "us"),
        ("auto", {"LANG": "de_DE@euro"}, "eu"),
        ("auto", {"LANG": "en"}, "gb"),
        ("auto", {"LANG": "fr"}, "eu"),
        ("gb", {"LANG": "it_IT.UTF-8"}, "gb"),
    ],
)
def test_the_country_is_the_chosen_one_or_the_systems(
    setting: str, environ: dict[str, str], country: str
) -> None:
    assert country_of(setting, environ) == country
