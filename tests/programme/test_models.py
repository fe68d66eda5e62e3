import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from conference.programme.models import Conference, Person, Session, Talk
from conference.programme.named import FormerSlug
from tests.world import a_conference, a_person, a_room, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def test_the_database_refuses_an_end_before_its_start():
    with pytest.raises(IntegrityError), transaction.atomic():
        a_session(start=at(10), end=at(9))
    session = a_session(start=at(9), end=at(10))
    for column in ("draft_end", "released_end"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Session.objects.filter(pk=session.pk).update(**{column: at(8)})


def test_the_database_refuses_a_doubled_slug_in_a_conference():
    a_talk("Deltas")
    with pytest.raises(IntegrityError), transaction.atomic():
        a_talk("Other", slug="deltas")
    other_year = a_session(conference=a_conference("2031"))
    assert a_talk("Deltas", session=other_year).slug == "deltas"


def test_two_talks_of_one_title_get_two_slugs():
    assert [a_talk("Deltas").slug for _ in range(3)] == ["deltas", "deltas-2", "deltas-3"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Rethinking Attention with Performers", "rethinking-attention-with-performers"),
        (r"Das Gr\"o{\ss}te: Łódź & Ærø", "das-grosste-lodz-aero"),
        ("$k$-NN in 3/4 time", "k-nn-in-3-4-time"),
        ("word " * 60, "-".join(["word"] * 16)),
    ],
)
def test_a_slug_is_made_of_plain_latin_words(title, slug):
    assert a_talk(title).slug == slug


@pytest.mark.parametrize("title", ["مقدمة قصيرة", "למידה", "短い", "¿?"])
def test_a_title_without_latin_letters_gets_a_usable_slug(title, client):
    talk = a_talk(title)
    assert talk.slug == f"talk-{talk.number}"
    assert client.get(talk.get_absolute_url()).status_code == 200


def test_a_slug_follows_the_title_until_the_conference_is_public():
    year = a_conference(published=False)
    talk = a_talk("Deltas")
    talk.title = "Estuaries"
    talk.save()
    assert talk.slug == "estuaries"
    Conference.objects.update(published=True)
    talk = Talk.objects.get()
    talk.title = "Marshes"
    talk.save()
    assert Talk.objects.get(conference=year).slug == "estuaries"


def test_a_slug_that_somebody_chose_does_not_follow():
    a_conference(published=False)
    talk = a_talk("Deltas", slug="keynote")
    talk.title = "Estuaries"
    talk.save()
    assert talk.slug == "keynote"


def test_a_changed_slug_leaves_a_redirect_for_pages_and_calendars(client):
    talk = a_talk("Deltas", start=at(9))
    talk.slug = "estuaries"
    talk.save()
    talk.slug = "marshes"
    talk.save()
    for old in ("deltas", "estuaries"):
        response = client.get(f"/2030/talks/{old}/?tz=Asia/Tokyo")
        assert (response.status_code, response["Location"]) == (301, "/2030/talks/marshes/?tz=Asia%2FTokyo")
        assert client.get(f"/2030/talks/{old}.ics")["Location"] == "/2030/talks/marshes.ics"


def test_a_slug_that_comes_back_is_no_redirect(client):
    talk = a_talk("Deltas")
    for slug in ("estuaries", "deltas"):
        talk.slug = slug
        talk.save()
    assert client.get("/2030/talks/deltas/").status_code == 200
    assert client.get("/2030/talks/estuaries/")["Location"] == "/2030/talks/deltas/"


def test_sessions_people_and_years_leave_redirects_too(client):
    session, person = a_session("Morning", moderators=["Ada"]), a_person("Ada")
    session.slug, person.slug = "dawn", "ada-l"
    session.save()
    person.save()
    year = a_conference()
    year.slug = "rivers-2030"
    year.save()
    assert client.get("/2030/sessions/morning/")["Location"] == "/rivers-2030/sessions/dawn/"
    assert client.get("/2030/people/ada/")["Location"] == "/rivers-2030/people/ada-l/"
    assert client.get("/2030/nothing/").status_code == 404
    assert FormerSlug.objects.count() == 3


def test_an_old_slug_is_not_given_to_something_new(client):
    talk = a_talk("Deltas")
    talk.slug = "estuaries"
    talk.save()
    assert a_talk("Deltas").slug == "deltas-2"


def test_numbers_are_given_once_in_a_conference():
    session = a_session()
    talk, person = a_talk(session=session), a_person("Ada")
    assert [session.number, talk.number, person.number] == [1, 2, 3]
    person.delete()
    assert a_person("Ben").number == 4
    assert a_talk("By hand", number=40, session=session).number == 40
    assert a_person("Cem").number == 41


@pytest.mark.parametrize("slug", ["admin", "time-zone", "cookies", "healthz", "static", "a/b", "a b"])
def test_a_conference_cannot_take_another_address(slug):
    conference = Conference(slug=slug, name="X", series="X", first_day=at(0).date(), last_day=at(0).date(), zone="UTC")
    with pytest.raises(ValidationError) as refusal:
        conference.full_clean()
    assert "slug" in refusal.value.message_dict


@pytest.mark.parametrize("slug", ["2021", "summer", "iclr-2021", "people"])
def test_any_other_word_may_name_a_conference(slug, client):
    conference = Conference(
        slug=slug, name="X", series="X", first_day=at(0).date(), last_day=at(0).date(), zone="UTC", published=True
    )
    conference.full_clean()
    conference.save()
    assert client.get(f"/{slug}/").status_code == 200


@pytest.mark.parametrize(
    ("field", "value"),
    [("zone", "Lisbon"), ("language", "<b>"), ("last_day", at(-24).date()), ("zone", "../etc/passwd")],
)
def test_a_conference_with_an_impossible_value_is_refused(field, value):
    conference = a_conference()
    setattr(conference, field, value)
    with pytest.raises(ValidationError):
        conference.full_clean()


def test_a_talk_belongs_to_its_sessions_conference():
    session = a_session(conference=a_conference("2031"))
    assert a_talk(session=session).conference.slug == "2031"
    talk = a_talk(session=session)
    talk.draft_room = a_room("Elsewhere", a_conference("2030"))
    with pytest.raises(ValidationError):
        talk.full_clean()


def test_control_characters_are_stripped_from_what_is_typed():
    talk = a_talk("A\x00B\x0bC\ud800", abstract="one\ntwo\x1b")
    talk.refresh_from_db()
    assert (talk.title, talk.abstract) == ("ABC", "one\ntwo")


def test_one_vocabulary_reads_both_versions():
    room = a_room()
    talk = a_talk(start=at(9), session=a_session(start=at(9), room=room))
    for version in (Talk.objects.released(), Talk.objects.draft()):
        [found] = version.with_session().filter(start__gte=at(8)).order_by("start")
        assert (found.start, found.session.title, found.place, found.cancelled) == (at(9), "Morning", room, False)
        assert found.session.version == found.version
    Talk.objects.filter(pk=talk.pk).update(released_start=at(7), public=False)
    assert not Talk.objects.released().exists()
    assert Talk.objects.draft().get().start == at(9)


def test_only_web_addresses_become_links():
    talk = a_talk(paper="javascript:alert(1)", video="https://example.org/v", code="data:text/html,x")
    assert talk.links == [("Video", "https://example.org/v")]


def test_a_person_may_be_both_author_and_moderator():
    a_session(moderators=["Ada"], start=at(9))
    a_talk(authors=["Ada"])
    ada = Person.objects.with_roles().get()
    assert (ada.moderates, ada.presents) == (True, True)


def test_a_hidden_persons_former_slug_leads_nowhere(client):
    person = a_person("Ada")
    a_talk(authors=["Ada"], released=False)
    person.slug = "countess"
    person.save()
    assert client.get("/2030/people/ada/").status_code == 404


def test_an_old_address_may_be_asked_again(client):
    talk = a_talk("Deltas")
    talk.slug = "estuaries"
    talk.save()
    assert client.get("/2030/talks/deltas/")["Cache-Control"] == "no-cache"


def test_deleting_a_session_spares_the_talks_that_are_elsewhere_too():
    morning, evening = a_session("Morning"), a_session("Evening")
    leaving, coming = a_talk("Leaving", session=morning), a_talk("Coming", session=evening)
    Talk.objects.filter(pk=leaving.pk).update(draft_session=evening)
    Talk.objects.filter(pk=coming.pk).update(draft_session=morning)
    Session.objects.filter(pk=morning.pk).delete()
    leaving.refresh_from_db()
    coming.refresh_from_db()
    assert (leaving.public, leaving.draft_session) == (False, evening)
    assert (coming.public, coming.draft_session, coming.released_session) == (True, evening, evening)


def test_a_public_talk_has_a_session():
    talk = a_talk("Deltas")
    with pytest.raises(IntegrityError), transaction.atomic():
        Talk.objects.filter(pk=talk.pk).update(released_session=None)


def test_saving_the_title_alone_saves_the_slug_that_follows():
    a_conference(published=False)
    talk = a_talk("Deltas")
    talk.title = "Estuaries"
    talk.save(update_fields=["title"])
    assert Talk.objects.get().slug == "estuaries"
