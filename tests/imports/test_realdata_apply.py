"""The programmes in ../shared/realdata, imported by the function and by the command, and then once more."""

from datetime import UTC, date, datetime, time
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from conference.imports.applying import apply
from conference.imports.rehearsal import rehearse
from conference.programme.models import Authorship, Conference, Session, Talk
from conference.programme.revision import Revision

pytestmark = pytest.mark.django_db
REAL = settings.BASE_DIR.parent / "shared" / "realdata"

# file: (options of --create, sessions or None, talks, people or None, rooms, days)
FILES = {
    "38c3.xml": ({}, None, 1007, 571, 72, 4),
    "camp2019.json": ({}, None, 79, 90, 2, 5),
    "linux-conf-au-2020.ics": ({"name": "LCA 2020"}, None, 262, None, None, 6),
    "emnlp2023-orals.tsv": ({"name": "EMNLP 2023", "zone": "Asia/Singapore"}, 40, 240, None, 6, 3),
    "iclr2021-orals.csv": (
        {"name": "ICLR", "zone": "UTC", "first_day": date(2021, 5, 4), "last_day": date(2021, 5, 7)}, 14, 167, None, 0, 0,
    ),
}  # fmt: skip


@pytest.fixture(autouse=True)
def _here():
    if not REAL.exists():
        pytest.skip("../shared/realdata is not here, so there are no real programmes to import")


def command(file, **options):
    out = StringIO()
    call_command("import_programme", REAL / file, conference="x", stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


@pytest.mark.parametrize("name", FILES)
def test_every_file_arrives_whole_and_the_second_time_changes_nothing(name):
    options, sessions, talks, people, rooms, days = FILES[name]
    said = command(name, create=True, apply=True, **options)
    assert "Imported into" in said
    year = Conference.objects.get()
    counts = (year.sessions.count(), year.talks.count(), year.persons.count(), year.rooms.count())
    for wanted, count in zip((sessions, talks, people, rooms), counts, strict=True):
        assert wanted in (None, count)
    held = {year.day_of(start, year.tz) for start in year.talks.draft().values_list("draft_start", flat=True) if start}
    assert len(held) == days
    number = Revision.objects.get().draft_number
    zone = {"zone": options["zone"]} if "zone" in options else {}
    assert "nothing to do" in command(name, apply=True, **zone)
    rehearsal = rehearse((REAL / name).read_bytes(), year, name, zone)
    assert rehearsal.is_idle("delete")
    assert apply(rehearsal, year, missing="delete") is None
    assert Revision.objects.get().draft_number == number


def test_what_starts_after_midnight_stays_with_its_day():
    command("38c3.xml", create=True, apply=True)
    year = Conference.objects.get()
    assert year.day_begins == time(6)
    starts = [start.astimezone(year.tz) for start in year.talks.draft().values_list("draft_start", flat=True)]
    late = [start for start in starts if start.time() < time(6)]
    assert len(late) == 58
    assert {year.day_of(start, year.tz) for start in late} <= {date(2024, 12, day) for day in (27, 28, 29, 30)}


def everything(model):
    return sorted(model.objects.filter(conference__slug="2021").values_list())


def test_the_orals_over_the_seed(seed):
    year = Conference.objects.get(slug="2021")
    talks, people, links = (
        everything(Talk),
        set(year.persons.values_list("pk", "name")),
        set(Authorship.objects.values_list()),
    )
    rehearsal = rehearse((REAL / "iclr2021-orals.csv").read_bytes(), year, "iclr2021-orals.csv")
    assert not rehearsal.changed
    assert not rehearsal.moved
    assert not rehearsal.doubtful
    assert [now.name for now in rehearsal.missing] == ["Q&A"] * 3
    apply(rehearsal, year)
    session = Session.objects.get(slug="oral-session-7")
    assert session.draft_talks.filter(kind__is_talk=True).count() == 13
    assert year.sessions.count() == 14
    new = Talk.objects.exclude(draft_session=session)
    assert new.filter(draft_start=None, public=False).count() == new.count() == 154
    assert [each for each in everything(Talk) if each in talks] == talks
    assert people <= set(year.persons.values_list("pk", "name"))
    assert links <= set(Authorship.objects.values_list())
    assert session.draft_start == datetime(2021, 5, 5, 10, tzinfo=UTC)


def test_attendees_see_none_of_it_before_a_release(seed, read):
    before = read("/2021/")
    year = Conference.objects.get(slug="2021")
    apply(rehearse((REAL / "iclr2021-orals.csv").read_bytes(), year, "x"), year)
    assert read("/2021/") == before
