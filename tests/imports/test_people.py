import pytest

from conference.imports.people import split_people, ways

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


def test_a_long_name_with_a_comma_is_asked_about_in_short():
    doubtful = split_people("Ada of the very long house " * 5 + ", Countess; Ben")[1]
    told = [words for _, words in ways(doubtful)]
    assert told[0].startswith("the family name first: Countess Ada of the")
    assert all(len(words) < 130 for words in told)
