import pytest

from conference.programme.models import Talk
from conference.programme.revision import Revision
from tests.conftest import text_of
from tests.world import a_colleague, a_conference, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db
DESK = "/organize/2030/"


@pytest.fixture
def talk():
    return a_talk("Deltas", start=at(9), session=a_session(start=at(9), room=a_room("Aurora")))


def release(client, **form):
    number = Revision.objects.get(conference__slug="2030").draft_number
    return client.post(DESK + "release", {"draft_number": number, "note": "x"} | form, follow=True).content.decode()


def test_it_shows_what_a_release_would_change(admin_client, talk):
    Talk.objects.update(draft_start=at(10), draft_end=at(11))
    html = admin_client.get(DESK).content.decode()
    assert "Mon 6 May 9:00 - 9:15 WEST" in html
    assert "Mon 6 May 10:00 - 11:00 WEST" in html
    assert "Release 1 item" in html


def test_without_conflicts_it_says_so_in_two_words(admin_client):
    a_conference()
    assert ">No conflicts</h2>" in admin_client.get(DESK).content.decode()


@pytest.mark.parametrize("hour", [9, 10], ids=["released", "to be released"])
def test_of_many_conflicts_it_says_how_many_more_there_are(hour, admin_client, talk, monkeypatch):
    """Whether there is something to release or not."""
    monkeypatch.setattr("conference.organizers.views.CONFLICTS_SHOWN", 1)
    a_talk("Rivers", start=at(9), session=talk.draft_session)
    Talk.objects.update(draft_start=at(hour), draft_end=at(hour, 15))
    assert "more: mend these first" in admin_client.get(DESK).content.decode()


def test_a_release_is_seen_at_once_and_not_before(admin_client, client, talk):
    Talk.objects.update(draft_start=at(10), draft_end=at(11))
    assert "9:00 - 9:15" in text_of(client.get("/2030/talks/deltas/").content.decode())
    assert "Release 1 is public: 1 change." in release(admin_client)
    assert "10:00 - 11:00" in text_of(client.get("/2030/talks/deltas/").content.decode())


def test_a_draft_that_moved_on_is_looked_at_again(admin_client, talk):
    Talk.objects.update(draft_start=at(10), draft_end=at(11))
    seen = Revision.objects.get().draft_number
    Talk.objects.update(draft_cancelled=True)
    assert "The draft changed while you looked at it." in release(admin_client, draft_number=seen)
    assert Talk.objects.get().released_start == at(9)


@pytest.mark.parametrize("address", ["", "2030/", "2030/preview", "2030/release", "2030/put-back"])
def test_visitors_are_sent_to_log_in(address, client, talk):
    for response in (client.get(f"/organize/{address}"), client.post(f"/organize/{address}")):
        assert response.status_code in (302, 405)
    assert not a_conference().releases.exists()


def test_staff_without_a_duty_are_told_whom_to_ask(client, read, talk):
    client.force_login(a_colleague(role=None))
    for address in (DESK, "/organize/", "/organize/1999/"):
        assert "logged in as nobody, who works on no conference yet. Ask an organizer" in read(address, status=403)
    assert "Ask an organizer" in read("/admin/")


def put_back(client, which, **form):
    number = Revision.objects.get(conference__slug="2030").draft_number
    form = {"draft_number": number, "which": which} | form
    return client.post(DESK + "put-back", form, follow=True).content.decode()


def test_what_is_ticked_goes_back(admin_client, talk):
    Talk.objects.update(draft_start=None, draft_end=None)
    assert "1 put back to what is released." in put_back(admin_client, "ticked", item=f"talk-{talk.pk}")
    assert Talk.objects.get().draft_start == at(9)
    assert "Nothing was put back." in put_back(admin_client, "all")


def test_nothing_is_offered_to_put_back_where_all_is_new(admin_client):
    talk = a_talk("Deltas", start=at(9), released=False)
    assert "Put back all" not in admin_client.get(DESK).content.decode()
    release(admin_client)
    Talk.objects.filter(pk=talk.pk).update(draft_start=None)
    assert "Put back all" in admin_client.get(DESK).content.decode()


def test_what_somebody_else_changed_meanwhile_is_not_put_back_unread(admin_client, talk):
    Talk.objects.update(draft_start=at(10), draft_end=at(11))
    seen = Revision.objects.get().draft_number
    Talk.objects.update(draft_cancelled=True)
    assert "The draft changed while you looked at it." in put_back(admin_client, "all", draft_number=seen)
    assert Talk.objects.get().draft_cancelled
    assert Revision.objects.get().draft_number == seen + 1


def test_thousands_of_differences_come_page_by_page(admin_client, talk, monkeypatch):
    monkeypatch.setattr("conference.organizers.views.DIFFERENCES_SHOWN", 2)
    for n in range(4):
        a_talk(f"T{n}", session=talk.draft_session, released=False, start=at(9, n))
    Talk.objects.filter(pk=talk.pk).update(draft_cancelled=True)
    first, last = (text_of(admin_client.get(DESK + f"?page={page}").content.decode()) for page in (1, 3))
    assert "New: 4 · Cancelled: 1" in first
    assert "1 to 2 of 5: the next ones" in first
    assert "T0 New" in first
    assert "T1 New" not in first
    assert "5 to 5 of 5: the ones before" in last
    assert "Release 5 items" in last


def test_above_what_may_be_a_long_list_stands_what_is_below_it(admin_client, talk):
    assert "Further down" not in admin_client.get(DESK).content.decode()
    a_talk("Rivers", session=talk.draft_session, released=False, start=at(12))
    page = admin_client.get(DESK).content.decode()
    assert "Further down: Conflicts: 1 error" in text_of(page)
    for part in ("conflicts", "release"):
        assert f'<a href="#{part}">' in page
        assert f'<h2 id="{part}">' in page


def test_queries_do_not_grow(admin_client, talk, django_assert_max_num_queries):
    for n in range(5):
        a_talk(f"T{n}", session=talk.draft_session, released=False, start=at(9, n))
    with django_assert_max_num_queries(18):
        admin_client.get(DESK)
