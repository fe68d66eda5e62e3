import pytest

from tests.conftest import text_of
from tests.world import a_conference, a_day_of, a_person, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def test_everyone_is_listed_moderators_first(read):
    a_talk(authors=["Ada", "zoe", "Mo"], session=a_session(moderators=["Mo"]))
    text = read("/2030/people/")
    assert "3 people" in text
    assert "Moderators Mo also an author Authors Ada zoe" in text


@pytest.mark.parametrize(("role", "names"), [("moderator", ["Mo"]), ("author", ["Ada", "Mo"]), ("x", ["Mo", "Ada"])])
def test_the_role_filter_is_an_address(role, names, client):
    a_talk(authors=["Ada", "Mo"], session=a_session(moderators=["Mo"]))
    found = [person.name for person in client.get(f"/2030/people/?role={role}").context["people"]]
    assert sorted(found) == sorted(names)


def test_who_has_no_part_in_it_is_not_listed(read):
    a_person("Ada")
    assert "Ada" not in read("/2030/people/")


def test_many_people_come_in_pages(client, monkeypatch):
    from conference.programme import views

    monkeypatch.setattr(views, "PEOPLE_ON_A_PAGE", 2)
    a_talk(authors=["Ada", "Ben", "Cem"])
    assert "Page 1 of 2 Next page" in text_of(client.get("/2030/people/").content.decode())
    second = client.get("/2030/people/?page=2")
    assert [p.name for p in second.context["people"]] == ["Cem"]
    assert "Previous page Page 2 of 2" in text_of(second.content.decode())
    assert client.get("/2030/people/?page=99").status_code == 200
    assert '<a rel="next" href="?role=author&amp;page=2">' in client.get("/2030/people/?role=author").content.decode()


def test_a_moderators_page_shows_the_running_order(read):
    a_day_of(2)
    text = read("/2030/people/mo/")
    assert "Moderator Mo" in text
    assert "Moderates Mon 6 May 9:00 - 12:00 WEST Session · 2 talks Morning Moderator: Mo" in text
    assert "9:00 - 9:15 Oral: Morning talk 1" in text
    assert "Presents" not in text


def test_an_authors_page_shows_what_they_present_by_time(read):
    late, early = a_session("Late", start=at(14)), a_session("Early", start=at(9))
    a_talk("Afternoon", start=at(14), session=late, authors=["Ada"])
    a_talk("Breakfast", start=at(9), session=early, authors=["Ada", "Ben"])
    text = read("/2030/people/ada/")
    assert text.index("Breakfast") < text.index("Afternoon")
    assert "Author Ada" in text
    assert "Moderates" not in text


def test_who_does_both_has_both_parts_and_unique_ids(client):
    session = a_session(moderators=["Ada"], start=at(9))
    a_talk("Deltas", authors=["Ada"], session=session, start=at(9))
    html = client.get("/2030/people/ada/").content.decode()
    assert "Moderator and author" in html
    ids = [part.split('"')[0] for part in html.split(' id="')[1:]]
    assert len(ids) == len(set(ids)), sorted(ids)


def test_who_has_nothing_released_does_not_exist(client):
    a_session("Secret", moderators=["Ada"], released=False)
    a_talk(authors=["Ben"], released=False)
    for address in ("people/ada/", "people/ben/", "people/ada.ics"):
        assert client.get(f"/2030/{address}").status_code == 404


def test_people_of_another_year_are_not_found(client):
    a_person("Ada", a_conference("2031"))
    a_conference("2030")
    assert client.get("/2030/people/ada/").status_code == 404
