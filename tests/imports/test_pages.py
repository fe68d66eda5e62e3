import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from conference.imports import limits, views
from conference.imports.models import Import, Upload
from conference.imports.readers import read
from conference.imports.sample import sample_table
from conference.programme.models import Talk
from tests.conftest import text_of
from tests.imports.importing import imported, row, table
from tests.world import a_colleague, a_conference, a_session, a_talk, at

pytestmark = pytest.mark.django_db
START = "/organize/2030/import/"
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7|add:7 }}'


@pytest.fixture
def talk():
    return a_talk(start=at(9), session=a_session(start=at(9), end=at(12)), abstract="Water flows.", foreign_id="T1")


class Organizer:
    def __init__(self, client):
        self.client = client

    def upload(self, *rows, data=None, name="file.csv"):
        file = SimpleUploadedFile(name, table(*rows) if data is None else data)
        return self.client.post(START, {"file": file})

    def at(self):
        return f"{START}{Upload.objects.get().pk}/"

    def looks(self, status=200):
        response = self.client.get(self.at())
        assert response.status_code == status
        return response.content.decode()

    def imports(self, **form):
        [fingerprint] = re.findall('name="fingerprint" value="(.*?)"', self.looks())
        form = {"fingerprint": fingerprint, "missing": "keep"} | form
        return text_of(self.client.post(self.at() + "apply", form, follow=True).content.decode())


@pytest.fixture
def organizer(admin_client):
    return Organizer(admin_client)


def test_from_the_file_to_the_draft(organizer, talk):
    assert organizer.upload(row(abstract="Water stands."), row("New")).status_code == 302
    page = text_of(organizer.looks())
    assert "Imported, it would bring: 1 new talk, 1 changed." in page
    assert "Changed: texts, people and links: 1" in page
    assert "New, in the draft: 1 Talk New line 3: in Morning, time not known" in page
    assert "1 of these are public" in page
    assert "<del>flows.</del>" in organizer.looks()
    assert "<ins>stands.</ins>" in organizer.looks()
    assert Talk.objects.count() == 1
    assert "The file file.csv was imported: 1 new, 1 changed." in organizer.imports()
    assert Talk.objects.get(title="On rivers").abstract == "Water stands."
    assert not Upload.objects.exists()
    assert "file.csv" in text_of(organizer.client.get(START).content.decode())
    assert Import.objects.get().by.username == "admin"


def test_where_and_when_new_and_missing_things_are_is_told(organizer, talk):
    a_talk("Q&A", start=at(11), session=talk.draft_session, kind="Q&A")
    organizer.upload(row(), row("New", start="2030-05-06T10:00:00+01:00", end="2030-05-06T10:15:00+01:00", room="B1"))
    page = text_of(organizer.looks())
    assert "Talk New line 3: in Morning, B1, Mon 6 May 2030 10:00–10:15 WEST" in page
    assert "Missing in the file: 1 Q&A in Morning, Mon 6 May 2030 11:00–11:15 WEST" in page


def test_of_what_ends_on_another_day_its_date_is_told(organizer, talk):
    organizer.upload(row("New", start="2030-05-06T12:00:00+01:00", end="2030-05-07T12:30:00+01:00"))
    page = text_of(organizer.looks())
    assert "Talk New line 2: in Morning, Mon 6 May 2030 12:00–Tue 7 May 12:30 WEST" in page


def test_above_its_long_lists_a_rehearsal_says_what_is_below(organizer, talk):
    organizer.upload(row("New", start="2030-05-06T10:00:00+01:00"))
    page = organizer.looks()
    assert "Further down: New, in the draft: 1 · Missing in the file: 1 · Import" in text_of(page)
    for part in ("new", "missing", "import"):
        assert f'<a href="#{part}">' in page
        assert f' id="{part}"' in page


def test_many_sessions_leave_room_for_talks_and_people(organizer, talk, monkeypatch):
    monkeypatch.setattr(views, "SHOWN", 2)
    organizer.upload(row(), *[row(f"New {n}", session=f"Session {n}", authors=f"Author {n}") for n in range(3)])
    page = text_of(organizer.looks())
    assert "Session Session 1 line 4: time not known Talk New 0 line 3" in page
    assert "Talk New 1 line 4: in Session 1, time not known Person Author 0 line 3" in page
    assert "And 3 more." in page


def test_twice_is_said(organizer, talk):
    organizer.upload(row())
    assert "The programme is already as the file says." in text_of(organizer.looks())


def test_a_programme_that_changed_is_rehearsed_again(organizer, talk):
    organizer.upload(row("New"))
    assert "The programme changed since" in organizer.imports(fingerprint="old")
    assert Talk.objects.count() == 1
    assert Upload.objects.exists()


def test_questions_are_asked_and_answered(organizer, talk):
    organizer.upload(row(start="05/06/2030 10:00", end="05/06/2030 10:15"))
    page = organizer.looks()
    assert "Which?" in page
    assert "Answer what is asked above; then you see what the file would do." in page
    assert 'name="fingerprint"' not in page
    organizer.client.post(organizer.at(), {"answer-date_order": "mdy"})
    assert "Write it as Europe/Lisbon" in organizer.looks()
    organizer.client.post(organizer.at(), {"answer-zone": "Europe/Lisbon"})
    assert "Mon 6 May 2030 9:00 WEST" in text_of(organizer.looks())
    assert "1 moved" in organizer.imports()


def test_a_wrong_answer_can_be_given_anew(organizer, talk):
    organizer.upload(row(start="6 May 10:00", end="6 May 10:15"))
    assert "Ask me again" not in organizer.looks()
    organizer.client.post(organizer.at(), {"answer-year": "2013", "answer-zone": "Europe/Lisbon"})
    organizer.client.post(organizer.at(), {"answer-zone": "Europe/Lisbon"})
    assert "Mon 6 May 2013 10:00 WEST" in text_of(organizer.looks())
    assert "Which year is it?" not in organizer.looks()
    assert "Ask me again" in organizer.looks()
    organizer.client.post(organizer.at(), {"again": "yes"})
    assert "Which year is it?" in organizer.looks()


def test_answers_with_control_characters_break_nothing(organizer, talk):
    organizer.upload(row(start="2030-05-06 10:00"))
    organizer.client.post(organizer.at(), {"answer-zo\0ne": "\0Mars\x1b"})
    assert "Mars is not a time zone." in text_of(organizer.looks())


def test_a_column_can_be_corrected(organizer, talk):
    organizer.upload(data=b"Session,Title,Remark\nMorning,On rivers,Ice.\n")
    assert "The programme is already as the file says" in text_of(organizer.looks())
    organizer.client.post(organizer.at(), {"column-2": "abstract"})
    assert Upload.objects.get().mapping == {"2": "abstract"}
    assert "<ins>Ice.</ins>" in organizer.looks()
    assert "1 changed" in organizer.imports()


def test_the_missing_are_dealt_with_as_asked(organizer, talk):
    a_talk("Old", session=talk.draft_session)
    organizer.upload(row())
    assert "Delete them; what is public of them goes at once" in text_of(organizer.looks())
    assert "1 missing cancelled" in organizer.imports(missing="cancel")
    assert Talk.objects.get(title="Old").draft_cancelled


def test_doubts_are_settled_on_the_page_and_remembered(organizer, talk):
    other = a_talk("On rivers", session=talk.draft_session, abstract="Old.")
    organizer.upload(row(abstract="New."))
    page = organizer.looks()
    [key] = set(re.findall('name="(doubt-[0-9a-f]+)"', page))
    assert f'value="{other.pk}"> It is On rivers (number {other.number}, in Morning, time not known)' in page
    assert 'value="out" checked' in page
    assert "nothing was changed" in organizer.imports(**{key: "out"})
    organizer.upload(row(abstract="New."))
    assert "Read what the import would do now" in organizer.imports(**{key: str(other.pk)})
    other.refresh_from_db()
    assert other.abstract == "Old."
    assert f'value="{other.pk}" checked' in organizer.looks()
    assert "imported: 1 changed, 1 missing kept." in organizer.imports(**{key: str(other.pk)})
    other.refresh_from_db()
    assert (other.abstract, Talk.objects.count()) == ("New.", 2)


def test_a_doubt_can_be_left_out_again(organizer, talk):
    a_talk("On rivers", session=talk.draft_session)
    organizer.upload(row(abstract="New."))
    [key] = set(re.findall('name="(doubt-[0-9a-f]+)"', organizer.looks()))
    organizer.client.post(organizer.at(), {key: "new"})
    assert "New, in the draft: 1" in text_of(organizer.looks())
    organizer.client.post(organizer.at(), {key: "out"})
    assert Upload.objects.get().answers == {}
    assert "New, in the draft" not in text_of(organizer.looks())


def test_hostile_cells_are_escaped(organizer, talk):
    cells = dict.fromkeys(("abstract", "authors", "moderators", "room", "track", "kind"), HOSTILE)
    organizer.upload(row(foreign_id="T1"), row(HOSTILE, session=HOSTILE, **cells), name="<b>.csv")
    organizer.upload()
    Upload.objects.filter(file_name="file.csv").delete()
    for page in (organizer.looks(), organizer.client.get(START).content.decode()):
        assert "<script>alert" not in page
        assert "<img src=x" not in page
        assert "<b>.csv" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in organizer.looks()
    assert "{{ 7|add:7 }}" in organizer.looks()
    changed = table(row(foreign_id="T1", abstract=HOSTILE))
    Upload.objects.update(data=changed)
    assert "<script>alert" not in organizer.looks()
    assert "&lt;script&gt;" in organizer.looks()


@pytest.mark.parametrize(
    ("data", "sentence"), [(b"", "The file is empty"), (b"%PDF-1", "This is a PDF."), (b"<html>", "web page")]
)
def test_what_is_refused_is_told_and_not_kept(organizer, talk, data, sentence):
    response = organizer.upload(data=data)
    assert response.status_code == 400
    assert sentence in text_of(response.content.decode())
    assert not Upload.objects.exists()


def test_no_file(organizer, talk):
    response = organizer.client.post(START, {})
    assert (response.status_code, "Choose a file first." in response.content.decode()) == (400, True)


def test_too_large_a_file_is_not_even_read(organizer, talk, monkeypatch):
    monkeypatch.setattr(limits, "FILE", 1000)
    response = organizer.upload(data=b"x" * 70_000)
    assert response.status_code == 413
    assert "Split it into parts" in response.content.decode()
    assert organizer.upload(data=b"x" * 2000).status_code == 413


def test_nothing_large_touches_the_disk(organizer, talk, monkeypatch):
    def breaks(*args, **kwargs):
        raise AssertionError("a file was written to disk")

    monkeypatch.setattr("django.core.files.uploadedfile.TemporaryUploadedFile.__init__", breaks)
    assert organizer.upload(*[row(f"T{n}", abstract="x" * 9000) for n in range(400)]).status_code == 302
    assert len(Upload.objects.get().data) > 3_000_000


def test_errors_are_shown_and_stop_it(organizer, talk):
    organizer.upload(row("x" * 501))
    page = organizer.looks()
    assert "Error:</b> Line 2: The title" in page
    assert 'name="fingerprint"' not in page
    organizer.client.post(organizer.at() + "apply", {"fingerprint": "x"})
    assert Talk.objects.count() == 1


def test_a_file_can_be_given_up(organizer, talk):
    organizer.upload(row())
    organizer.client.post(organizer.at() + "give-up")
    assert not Upload.objects.exists()


def test_old_files_are_forgotten(organizer, talk):
    organizer.upload(row())
    Upload.objects.update(at=timezone.now() - timedelta(days=2))
    organizer.upload(row("New"))
    assert Upload.objects.count() == 1


def test_the_file_is_its_organizers_own(organizer, talk, client, django_user_model):
    organizer.upload(row())
    client.force_login(django_user_model.objects.create_superuser("other"))
    assert client.get(organizer.at()).status_code == 404
    assert client.post(organizer.at() + "apply").status_code == 404


def test_only_organizers(client, talk):
    for address in ("", "sample.csv", "1/", "1/apply", "1/give-up"):
        assert client.get(START + address).status_code in (302, 405)
        assert client.post(START + address).status_code in (302, 405)
    client.force_login(a_colleague("editor"))
    assert client.get(START).status_code == 403
    assert client.post(START, {"file": SimpleUploadedFile("f.csv", table(row()))}).status_code == 403


def test_it_takes_the_forms_own_token(talk, admin_user):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    assert client.post(START, {"file": SimpleUploadedFile("f.csv", table(row()))}).status_code == 403
    assert not Upload.objects.exists()


def test_the_page_documents_the_columns_and_has_a_sample(organizer, talk):
    page = text_of(organizer.client.get(START).content.decode())
    assert "session_foreign_id" in page
    assert "The session's id in another system." in page
    sample = organizer.client.get(START + "sample.csv")
    assert sample.content.decode() == sample_table()
    reading = read(sample.content)
    assert not reading.findings
    assert [each.title for each in reading.programme.talks] == ["Learning in $O(n)$", "Q&A"]


def test_the_desk_leads_here(organizer, talk):
    assert START in organizer.client.get("/organize/2030/").content.decode()


def test_a_conference_that_is_not_there(organizer):
    a_conference()
    assert organizer.client.get("/organize/1999/import/").status_code == 404


def test_our_columns_are_told_in_words_without_marks_of_writers(organizer):
    a_conference()
    page = text_of(organizer.client.get(START).content.decode())
    assert "The entry's people in order, with “ · ” between." in page
    assert "`" not in page


def test_on_a_phone_each_cell_of_the_files_columns_says_what_it_is(organizer, talk):
    organizer.upload(row("New"))
    page = organizer.looks()
    assert '<table class="columns">' in page
    assert '<td data-head="Is our column"><select name="column-' in page


def test_pressed_twice_it_is_imported_once(organizer, talk, monkeypatch):
    """The second press has found the file when the first is done with it; the third comes later."""
    organizer.upload(row(abstract="Water stands."))
    address, own = organizer.at(), views.mine
    form = {"fingerprint": re.findall('name="fingerprint" value="(.*?)"', organizer.looks())[0]}

    def mine(*which):
        upload = own(*which)
        imported(row(abstract="Water stands."))
        Upload.objects.all().delete()
        return upload

    monkeypatch.setattr(views, "mine", mine)
    for _ in range(2):
        page = text_of(organizer.client.post(address + "apply", form, follow=True).content.decode())
        assert "The file was imported already, or given up." in page
    assert Import.objects.count() == 1


def test_who_imports_into_a_conference_that_is_deleted_meanwhile_is_told_so(organizer, talk, monkeypatch):
    organizer.upload(row(abstract="Water stands."))
    own = views.rehearse

    def rehearse(*what):
        rehearsal = own(*what)
        a_conference().delete()
        return rehearsal

    monkeypatch.setattr(views, "rehearse", rehearse)
    assert "There is no page here" in organizer.imports()
