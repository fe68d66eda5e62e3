from datetime import date

import pytest

from tests.world import a_conference, a_session, at

pytestmark = pytest.mark.django_db
PAGE = "/2030/sessions/morning/"


@pytest.fixture
def session():
    return a_session(start=at(20))


@pytest.fixture
def choose(client, from_here, session):
    return lambda tz, **form: client.post("/time-zone/", {"tz": tz, "next": PAGE} | form, **from_here)


def test_the_choice_is_kept_and_leads_back(client, choose, read):
    response = choose("Asia/Tokyo")
    assert (response.status_code, response["Location"]) == (302, PAGE)
    cookie = response.cookies["time_zone"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    text = read(PAGE)
    assert "Tue 7 May 4:00 - 5:00 JST at the venue Mon 6 May 20:00 - 21:00 WEST" in text
    assert "Your time: Tokyo JST · Venue Lisbon WEST" in text
    assert "The venue is in Lisbon (WEST), 8 hours behind Tokyo." in text


def test_no_number_is_given_where_it_is_another_before_the_venues_clock_changes(read):
    day = date(2030, 10, 27)
    a_conference(first_day=day, last_day=day)
    assert "The venue is in Lisbon (WEST/WET). All" in read("/2030/?tz=America/New_York")


def test_the_address_wins_over_the_cookie_and_changes_nothing(client, choose, read):
    choose("Asia/Tokyo")
    assert "21:00 - 22:00 CEST" in read(PAGE + "?tz=Europe/Berlin")
    assert "4:00 - 5:00 JST" in read(PAGE)


def test_a_page_shown_in_the_addresss_zone_leads_on_in_it(client, session):
    html = client.get(PAGE + "?tz=Europe/Berlin").content.decode()
    assert 'href="/2030/people/?tz=Europe/Berlin"' in html
    assert 'href="/2030/people/"' not in html


def test_choosing_takes_the_zone_out_of_the_address(choose):
    assert choose("Asia/Tokyo", next=PAGE + "?tz=Europe/Berlin&talks=shown")["Location"] == PAGE + "?talks=shown"


def test_back_to_venue_time_is_one_press(client, choose, read):
    choose("Asia/Tokyo")
    assert "Back to venue time" in read(PAGE)
    choose("")
    assert "Back to venue time" not in read(PAGE)
    assert "Mon 6 May 20:00 - 21:00 WEST" in read(PAGE)


def test_a_city_is_enough(client, choose, read):
    choose("tokyo")
    assert "4:00 - 5:00 JST" in read(PAGE)


def test_an_unknown_zone_says_so_and_changes_nothing(client, choose):
    choose("Asia/Tokyo")
    response = choose("Atlantis/<b>")
    assert response.status_code == 400
    assert "There is no time zone “Atlantis/&lt;b&gt;”." in response.content.decode()
    assert client.cookies["time_zone"].value == "Asia/Tokyo"


def test_several_candidates_are_offered(choose):
    response = choose("portugal")
    assert response.status_code == 400
    assert 'value="Europe/Lisbon"' in response.content.decode()
    assert f'name="next" value="{PAGE}"' in response.content.decode()


def test_an_unknown_zone_in_the_address_says_so(client, choose, read):
    choose("Asia/Tokyo")
    text = read(PAGE + "?tz=Atlantis")
    assert "There is no time zone “Atlantis”." in text
    assert "4:00 - 5:00 JST" in text


@pytest.mark.parametrize("value", ["Atlantis", "../../etc/passwd", "", "x" * 5000, "Europe/Berlin\n"])
def test_a_spoilt_cookie_is_venue_time(value, client, session, read):
    client.cookies["time_zone"] = value
    assert "Mon 6 May 20:00 - 21:00 WEST" in read(PAGE)


def test_the_list_is_searched_without_javascript(read):
    a_conference()
    text = read("/time-zone/?q=india")
    assert "Kolkata Asia · India · IST, UTC+5:30" in text
    assert "No zone has “zzz”" in read("/time-zone/?q=zzz")
    assert "By region" in read("/time-zone/")


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "///evil.example",
        "x",
        "",
    ],
)
def test_next_leads_nowhere_else(target, choose):
    assert choose("Asia/Tokyo", next=target)["Location"] == "/"


def test_the_page_does_not_lead_to_ever_longer_addresses_of_itself(client, session):
    html = client.get(f"/time-zone/?q=japan&next={PAGE}").content.decode()
    assert html.count(f"next={PAGE}") >= 2
    assert "next=/time-zone/" not in html


def test_other_methods_are_refused(client):
    assert client.put("/time-zone/").status_code == 405
