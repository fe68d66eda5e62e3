import pytest

from conference.imports.people import split_people

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ada Lovelace; Emmy Noether", ["Ada Lovelace", "Emmy Noether"]),
        ("Ada Lovelace · Emmy Noether", ["Ada Lovelace", "Emmy Noether"]),
        ("Ada Lovelace,Emmy Noether", ["Ada Lovelace", "Emmy Noether"]),
        ("Ada Lovelace, Emmy Noether and Grace Hopper", ["Ada Lovelace", "Emmy Noether", "Grace Hopper"]),
        ("Lovelace, Ada; Noether, Emmy", ["Ada Lovelace", "Emmy Noether"]),
        ("Lovelace, Ada", ["Ada Lovelace"]),
        ("Sammy Davis, Jr., Ada Lovelace", ["Sammy Davis, Jr.", "Ada Lovelace"]),
        ("A, B and C", ["A", "B", "C"]),
        (" ; ,", []),
    ],
)
def test_people_in_one_cell(cell, names):
    assert split_people(cell)[0] == names


def test_how_a_comma_is_meant_can_be_said():
    assert split_people("Lovelace, Ada")[1] == "Lovelace, Ada"
    assert split_people("Lovelace, Ada", "two")[0] == ["Lovelace", "Ada"]
    assert split_people("Jane Doe, MIT; John Roe, ETH", "written")[0] == ["Jane Doe, MIT", "John Roe, ETH"]
