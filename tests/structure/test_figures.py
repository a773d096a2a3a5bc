"""The house stays one of deep rooms: its figures are held to what was planned."""

from statistics import median

import pytest

from tests.structure.figures import ROOT, House, strongly_connected


@pytest.fixture(scope="module")
def house() -> House:
    return House(ROOT)


def test_the_files_are_neither_many_nor_cut_to_a_length(house: House) -> None:
    # Twenty-three of them came with what is said in a recording: the ear, the sealed words, their
    # screen and their search; nine tell what it takes to write it down, and fetch it; one offers
    # what is heard along with a call.
    assert len(house.texts) <= 318
    assert 110 <= median(house.lengths.values()) <= 160
    assert house.longest[0] <= 400, house.longest
    assert len(house.short) < 20, sorted(house.short)


def test_few_rooms_stand_at_the_top(house: House) -> None:
    assert len(house.at_the_top) <= 12, sorted(house.at_the_top)


def test_no_name_stands_twice(house: House) -> None:
    assert house.doubled_files == set()
    assert house.doubled_classes == set()


def test_no_import_leads_back_to_where_it_came_from(house: House) -> None:
    assert [sorted(circle) for circle in house.circles] == []


def test_the_rooms_stand_on_nine_floors_at_the_most(house: House) -> None:
    assert house.floors <= 9


def test_most_tests_are_fast_and_there_are_enough(house: House) -> None:
    assert house.tests_beside_code >= 0.8
    assert house.fast_share > 0.5


def test_a_circle_is_found() -> None:
    graph = {"a": frozenset({"b"}), "b": frozenset({"c"}), "c": frozenset({"b"})}
    assert frozenset({"b", "c"}) in strongly_connected(graph)
