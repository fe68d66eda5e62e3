"""The programmes in ../shared/realdata, by the pages: a new conference of each, released, read; and then once more."""

import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from conference.imports.models import Upload
from tests.again import load_seed
from tests.conftest import text_of
from tests.imports.test_new_conference import NEW, filled

pytestmark = [pytest.mark.django_db, pytest.mark.once]
REAL = settings.BASE_DIR.parent / "shared" / "realdata"
SAID = {"slug": "x", "language": "en"}

# file: (what it leaves out, its talks, days, people or None, and what else its year's page says)
FILES = {
    "38c3.xml": ({}, 1007, 4, 571, "38C3"),
    "camp2019.json": ({}, 79, 5, 90, "Chaos Communication Camp 2019"),
    "linux-conf-au-2020.ics": ({"name": "LCA 2020"}, 262, 6, None, "LCA 2020"),
    "emnlp2023-orals.tsv": ({"name": "EMNLP 2023", "zone": "Asia/Singapore"}, 240, 3, None, "40 sessions"),
}


@pytest.fixture(autouse=True)
def _here():
    if not REAL.exists():
        pytest.skip("../shared/realdata is not here, so there are no real programmes to upload")


@pytest.fixture
def organizer(admin_client):
    return Organizer(admin_client)


class Organizer:
    def __init__(self, client):
        self.client = client

    def reads(self, address, **form):
        response = self.client.post(address, form, follow=True) if form else self.client.get(address)
        assert response.status_code == 200, text_of(response.content.decode())[-1000:]
        return response.content.decode()

    def links(self, address, pattern):
        return set(re.findall(f'href="({pattern})"', self.reads(address)))

    def begins(self, name, said):
        """A new conference of a file, with what it leaves out; the rehearsal that this leads to."""
        self.client.post(NEW, {"file": SimpleUploadedFile(name, (REAL / name).read_bytes())})
        address = f"{NEW}{Upload.objects.get().pk}/"
        return self.reads(address, **(filled(self.reads(address)) | SAID | said))

    def uploads(self, name, slug="x"):
        return self.reads(f"/organize/{slug}/import/", file=SimpleUploadedFile(name, (REAL / name).read_bytes()))

    def imports(self, rehearsal, slug="x"):
        [fingerprint] = re.findall('name="fingerprint" value="(.*?)"', rehearsal)
        address = f"/organize/{slug}/import/{Upload.objects.get().pk}/apply"
        return text_of(self.reads(address, fingerprint=fingerprint))


@pytest.mark.parametrize("name", FILES)
def test_a_new_conference_of_a_file(organizer, client, name):
    said, talks, days, people, words = FILES[name]
    assert "was imported:" in organizer.imports(organizer.begins(name, said))
    desk = organizer.reads("/organize/x/")
    [draft_number] = set(re.findall('name="draft_number" value="([0-9]+)"', desk))
    assert "Release 1 is public" in text_of(organizer.reads("/organize/x/release", draft_number=draft_number))
    assert client.get("/x/").status_code == 404  # the conference itself is not published
    organizer.client.post("/organize/x/preview", {"show": "yes"})
    year = text_of(organizer.reads("/x/"))
    assert f"{talks} talks" in year
    assert words in year
    assert len(organizer.links("/x/", r"/x/[0-9-]+/")) == days
    assert people in (None, len(organizer.links("/x/people/", r"/x/people/[a-z0-9-]+/")))
    again = text_of(organizer.uploads(name))
    if "do not say their time zone" in again:
        upload = Upload.objects.get()
        again = text_of(organizer.reads(f"/organize/x/import/{upload.pk}/", **{"answer-zone": said["zone"]}))
    assert "The programme is already as the file says." in again


def test_the_orals_over_the_seed(organizer):
    load_seed()
    rehearsal = organizer.uploads("iclr2021-orals.csv", "2021")
    assert "Changed" not in text_of(rehearsal)
    assert "Moved" not in text_of(rehearsal)
    assert "was imported:" in organizer.imports(rehearsal, "2021")
    organizer.client.post("/organize/2021/preview", {"show": "yes"})
    year = text_of(organizer.reads("/2021/"))
    assert "14 sessions · 167 talks" in year
    session = organizer.reads("/2021/sessions/oral-session-7/")
    assert len(set(re.findall(r'id="talk-([a-z0-9-]+)"', session))) == 16  # 13 talks and three times Q&A
    assert "already as the file says, but for what is missing" in text_of(
        organizer.uploads("iclr2021-orals.csv", "2021")
    )
