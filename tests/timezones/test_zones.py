import pytest

from conference.timezones import zones

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("berlin", "Europe/Berlin"),
        ("los angeles", "America/Los_Angeles"),
        ("germany", "Europe/Berlin"),
        ("SÃO paulo", "America/Sao_Paulo"),
        ("asia/kolkata", "Asia/Kolkata"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_city_country_or_name(query, first):
    assert zones.find(query)[0].name == first


@pytest.mark.parametrize("query", ["", "   ", "nowhere", "%", "\x00", "a" * 10_000, "()[]*"])
def test_no_query_fails(query):
    assert isinstance(zones.find(query), list)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("Asia/Calcutta", "Asia/Calcutta"),
        ("portugal", None),
        ("japan", "Asia/Tokyo"),
        ("../etc/passwd", None),
        ("Factory", None),
        ("", None),
    ],
)
def test_a_guess_is_made_only_where_there_is_one(text, name):
    found = zones.guess(text)
    assert (found and found.key) == name


def test_every_listed_place_is_a_zone():
    assert all(zones.zone_named(place.name) for place in zones.places())
    assert len(zones.places()) > 300
