"""A new conference from a file, on the page."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conference.imports import beginning
from conference.imports.founding import ConferenceForm
from conference.imports.models import Upload
from conference.programme.models import Conference, Talk
from tests.conftest import text_of
from tests.imports.importing import row, table
from tests.world import a_conference, a_room

pytestmark = pytest.mark.django_db
NEW = "/organize/import/new/"
SAMPLE = settings.BASE_DIR / "fixtures" / "imports" / "programme.json"
RIVERS = {
    "name": "Rivers 2030", "slug": "2030", "zone": "Europe/Lisbon", "first_day": "2030-05-06",
    "last_day": "2030-05-06", "day_begins": "00:00", "language": "en",
}  # fmt: skip


def upload(client, data=None, name="file.csv"):
    return client.post(NEW, {"file": SimpleUploadedFile(name, data or table(row(start="2030-05-06 9:00")))})


def filled(html):
    """What the form holds, by name."""
    return dict(re.findall(r'<input type="[a-z]+" name="([a-z_]+)"(?: value="([^"]*)")?', html))


def test_what_the_file_says_is_filled_in(admin_client):
    address = upload(admin_client, SAMPLE.read_bytes())["Location"]
    assert address == f"{NEW}{Upload.objects.get().pk}/"
    html = admin_client.get(address).content.decode()
    form = filled(html) | {"language": "en"}
    told = {name: form[name] for name in ("name", "slug", "zone", "first_day", "last_day")}
    assert told == {name: RIVERS[name] for name in told}
    assert form["day_begins"] == "04:00"
    assert "programme" not in Conference.objects.values_list("slug", flat=True)
    response = admin_client.post(address, form)
    year = Conference.objects.get()
    assert (year.series, year.published) == ("Rivers", False)
    assert response["Location"] == f"/organize/2030/import/{Upload.objects.get().pk}/"
    page = admin_client.get(response["Location"]).content.decode()
    [fingerprint] = re.findall('name="fingerprint" value="(.*?)"', page)
    admin_client.post(response["Location"] + "apply", {"fingerprint": fingerprint})
    assert Talk.objects.count() == 2
    assert not Upload.objects.exists()


def test_what_the_file_leaves_out_is_asked(admin_client):
    address = upload(admin_client)["Location"]
    response = admin_client.post(address, RIVERS | {"name": "", "zone": "Mars"})
    assert response.status_code == 400
    html = response.content.decode()
    assert "This field is required." in html
    assert "Mars is not a time zone." in html
    assert not Conference.objects.exists()
    response = admin_client.post(address, RIVERS, follow=True)
    assert Upload.objects.get().answers == {"zone": "Europe/Lisbon"}
    assert "Rivers 2030 was made, empty and not published" in text_of(response.content.decode())
    assert "New, in the draft: 2" in text_of(response.content.decode())


@pytest.mark.parametrize(
    ("slug", "sentence"), [("2030", "already exists"), ("admin", "is another page of this site"), ("a/b", "letters")]
)
def test_an_address_that_cannot_be_is_refused_and_nothing_is_lost(admin_client, slug, sentence):
    a_conference()
    response = admin_client.post(upload(admin_client)["Location"], RIVERS | {"slug": slug, "name": "<b>Mine"})
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert 'value="&lt;b&gt;Mine"' in response.content.decode()
    assert Upload.objects.get().conference is None


def test_pressed_twice_it_is_made_once(admin_client, monkeypatch):
    """The second press has found the file when the first makes the conference; the third comes later."""
    address, read = upload(admin_client)["Location"], beginning.read

    def reading(*what):
        beginning.begin(ConferenceForm(RIVERS), Upload.objects.get(), read(*what))
        return read(*what)

    monkeypatch.setattr(beginning, "read", reading)
    for _ in range(2):
        assert admin_client.post(address, RIVERS)["Location"] == f"/organize/2030/import/{Upload.objects.get().pk}/"
    assert Conference.objects.count() == 1


def test_given_up_twice_at_once_it_goes_once(admin_client):
    admin_client.post(upload(admin_client)["Location"], RIVERS)
    first, second = Upload.objects.get(), Upload.objects.get()
    assert str(first.forget()) == "Rivers 2030"
    assert second.forget() is None


def test_a_taken_year_is_not_offered(admin_client):
    a_conference()
    html = admin_client.get(upload(admin_client, SAMPLE.read_bytes())["Location"]).content.decode()
    assert filled(html)["slug"] == "rivers-2030"


def test_what_is_refused_is_told_and_not_kept(admin_client):
    response = upload(admin_client, b"%PDF-1.7")
    assert response.status_code == 400
    assert "This is a PDF." in response.content.decode()
    assert not Upload.objects.exists()


def test_a_file_can_be_given_up_and_is_found_again_until_then(admin_client):
    address = upload(admin_client)["Location"]
    assert address in admin_client.get(NEW).content.decode()
    admin_client.post(address + "give-up")
    assert not Upload.objects.exists()


def found(client):
    """Up to the rehearsal: its address."""
    return client.post(upload(client)["Location"], RIVERS)["Location"]


def test_who_gives_up_after_all_leaves_no_conference_behind(admin_client):
    a_conference("mine")
    response = admin_client.post(found(admin_client) + "give-up", follow=True)
    assert response.redirect_chain[-1][0] == NEW
    assert "is forgotten, with Rivers 2030." in text_of(response.content.decode())
    assert [each.slug for each in Conference.objects.all()] == ["mine"]
    assert not Upload.objects.exists()


@pytest.mark.parametrize("meanwhile", ["published", "a room", "another file"])
def test_a_conference_that_somebody_works_on_stays(admin_client, meanwhile):
    address = found(admin_client)
    conference = Conference.objects.get()
    if meanwhile == "published":
        conference.published = True
        conference.save()
    elif meanwhile == "a room":
        a_room("Aurora", conference=conference)
    else:
        Upload.objects.create(conference=conference, by=Upload.objects.get().by, file_name="x.csv", data=b"x")
    assert admin_client.post(address + "give-up")["Location"] == "/organize/2030/import/"
    assert Conference.objects.exists()


def test_what_nobody_came_back_to_goes_with_the_next_upload(admin_client):
    found(admin_client)
    Upload.objects.update(at=timezone.now() - timedelta(days=2))
    upload(admin_client)
    assert not Conference.objects.exists()
    assert Upload.objects.get().conference is None


def test_only_who_may_add_conferences(admin_client, client, django_user_model):
    address = upload(admin_client)["Location"]
    assert client.get(NEW)["Location"].startswith("/admin/login/")
    client.force_login(django_user_model.objects.create_user("helper", is_staff=True))
    for path in (NEW, address):
        assert client.get(path).status_code == client.post(path).status_code == 403
    client.force_login(django_user_model.objects.create_superuser("other"))
    assert client.get(address).status_code == 404
    assert client.post(address + "give-up").status_code == 404


def test_the_desk_and_the_import_page_lead_here(admin_client):
    a_conference()
    assert NEW in admin_client.get("/organize/2030/").content.decode()
