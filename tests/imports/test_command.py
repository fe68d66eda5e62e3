from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conference.imports.models import Import
from conference.programme.models import Conference, Talk
from tests.imports.importing import row, table
from tests.world import a_conference, a_talk

pytestmark = pytest.mark.django_db
NINE = "2030-05-06T09:00:00+01:00"


@pytest.fixture
def run(tmp_path):
    def run(*rows, conference="2030", data=None, **options):
        file = tmp_path / "programme.csv"
        file.write_bytes(table(*rows) if data is None else data)
        out, err = StringIO(), StringIO()
        try:
            call_command("import_programme", file, conference=conference, stdout=out, stderr=err, **options)
            code = 0
        except SystemExit as stopped:
            code = stopped.code
        except CommandError as wrong:
            return wrong.returncode, str(wrong), err.getvalue()
        return code, out.getvalue(), err.getvalue()

    return run


def test_without_apply_it_only_rehearses(run):
    a_conference()
    code, said, progress = run(row())
    assert code == 0
    assert "talk On rivers (line 2): in Morning, time not known" in said
    assert "nothing was written. Add --apply" in said
    assert "Comparing" in progress
    assert not Talk.objects.exists()


def test_it_applies_and_says_so(run):
    a_conference()
    code, said, progress = run(row(), apply=True)
    assert (code, Talk.objects.count()) == (0, 1)
    assert "Imported into Rivers 2030: 2 new." in said
    assert "100% Done" in progress
    assert "nothing to do" in run(row(), apply=True)[1]
    assert Import.objects.count() == 1


def test_the_missing_are_cancelled_where_that_is_asked_for(run):
    a_talk("Old")
    run(row("New"), apply=True, missing="cancel")
    assert Talk.objects.get(title="Old").draft_cancelled


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"title": "x" * 501}, "Use at most 500."),
        ({"start": "2030-05-06 9:00"}, "Say --zone ZONE"),
        ({"start": "25:77"}, "error: Line 2"),
    ],
)
def test_what_stops_it_is_told_and_exits_with_1(run, cells, sentence):
    a_conference()
    code, said, _ = run(row(**cells), apply=True)
    assert code == 1
    assert sentence in said
    assert "Nothing was written." in said
    assert not Talk.objects.exists()


def test_a_file_that_is_refused_exits_with_1(run):
    a_conference()
    code, said, _ = run(data=b"%PDF-1.7")
    assert (code, "This is a PDF." in said) == (1, True)
    assert run(data=b"%PDF-1.7", conference="2031", create=True)[0] == 1


def test_answers_and_columns_are_options(run):
    a_conference()
    data = b"Session,Thing,When\nMorning,On rivers,06/05/2030 9:00\n"
    options = {"map": [("Thing", "title"), ("When", "start")], "answer": [("date_order", "dmy")]}
    code, said, _ = run(data=data, zone="Europe/Lisbon", apply=True, **options)
    assert code == 0, said
    assert Talk.objects.get().draft_start.isoformat() == "2030-05-06T08:00:00+00:00"


def test_a_doubt_is_told_with_its_choices_and_settled_by_an_answer(run):
    talk = a_talk("On rivers")
    a_talk("On rivers", session=talk.draft_session)
    said = run(row())[1]
    assert f"{talk.pk}: It is On rivers (number {talk.number}, in Morning, time not known)" in said
    key = said.partition("--answer ")[2].partition("=")[0]
    assert "talk On rivers (line 2)" in run(row(), answer=[(key, "new")], apply=True)[1]
    assert Talk.objects.count() == 3


def test_it_makes_the_conference_from_the_file(run):
    code, _, _ = run(
        row(start=NINE), conference="2031", create=True, apply=True, name="Rivers 2031", zone="Europe/Lisbon"
    )
    year = Conference.objects.get()
    assert code == 0
    assert (year.slug, year.name, year.series, year.published) == ("2031", "Rivers 2031", "Rivers", False)
    assert (str(year.first_day), str(year.last_day)) == ("2030-05-06", "2030-05-06")


def test_what_the_file_lacks_is_asked_for(run):
    code, said, _ = run(row(), conference="2031", create=True)
    assert code == 2
    assert said.startswith("The file does not say the conference's name, time zone, first day and last day. Add --name")


def test_what_the_file_leaves_open_is_asked_with_what_it_lacks(run):
    said = run(row(start="6 May 9:00"), conference="2031", create=True)[1]
    assert said.endswith("Which year is it? Say --answer year=…")


def test_how_to_say_what_a_column_is(run):
    a_conference()
    code, said, _ = run(data=b"Sitzung,Titel\nMorning,On rivers\n")
    assert code == 1
    assert 'Say what a column is by --map "Sitzung=title"' in said
    assert "--map" not in run(row())[1]


@pytest.mark.parametrize(
    ("option", "sentence"), [("--first-day=5.5.2021", "Write it as 2021-05-05."), ("--map=Titel", "Write it as Paper=")]
)
def test_what_is_no_date_and_no_pair_is_told_with_its_cure(option, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("import_programme", "file.csv", "--conference=2030", option)


def test_a_creation_that_fails_makes_no_conference(run, monkeypatch):
    def breaks(*args):
        raise RuntimeError

    monkeypatch.setattr("conference.imports.writing.Writer.write", breaks)
    with pytest.raises(RuntimeError):
        run(row(start=NINE), conference="2031", create=True, apply=True, name="R", zone="UTC")
    assert not Conference.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"conference": "1999"}, "There is no conference 1999; there is 2030. Add --create"),
        ({"create": True}, "There is a conference 2030 already"),
        ({"zone": "Mars"}, "Mars is not a time zone."),
        ({"conference": "admin", "create": True, "name": "A", "zone": "UTC"}, "is another page of this site"),
        ({"map": [("title", "titel")]}, "titel is no column of ours: guid, id, session"),
        ({"map": [("Titel", "title")]}, "The file has no column Titel."),
    ],
)
def test_wrong_words_exit_with_2(run, options, sentence):
    a_conference()
    code, said, _ = run(row(start=NINE), **options)
    assert code == 2
    assert sentence in said


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="cannot be read") as wrong:
        call_command("import_programme", tmp_path / "nothing", conference="2030")
    assert wrong.value.returncode == 2
