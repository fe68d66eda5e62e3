import csv
import io
from datetime import UTC, date, datetime, time, timedelta

import openpyxl
import pytest
from django.conf import settings

from conference.columns import HEADER, guard, join_names
from conference.imports.headers import OURS, guess_mapping
from conference.imports.readers import read
from conference.imports.rows import UNSAID

pytestmark = pytest.mark.once
FILES = settings.BASE_DIR / "fixtures" / "imports"
ZONE = {"zone": "Europe/Lisbon"}


def table(text, encoding="utf-8", **options):
    return read(text.encode(encoding), **options)


def talks(text, **options):
    return table(text, **{"answers": ZONE} | options).programme.talks


def workbook(*rows, title="Programme"):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_table_as_people_have_it():
    reading = read((FILES / "programme.csv").read_bytes(), ZONE)
    assert reading.format == "CSV"
    first, second, third = reading.programme.talks
    assert [session.title for session in reading.programme.sessions] == ["Morning", "Afternoon"]
    assert [person.name for person in first.authors] == ["Grace Hopper", "Emmy Noether"]
    assert (first.where, first.room, first.day) == ("line 4", "Aurora", date(2030, 5, 6))
    assert second.start.astimezone(UTC) == datetime(2030, 5, 6, 8, 20, tzinfo=UTC)
    assert third.end - third.start == timedelta(minutes=30)
    assert [question.key for question in reading.questions] == ["comma"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_encodings(encoding):
    [talk] = table("title;session\nÜber Flüsse und vieles mehr;Früh\n", encoding).programme.talks
    assert talk.title == "Über Flüsse und vieles mehr"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(mark):
    [talk] = talks(f"title{mark}session{mark}room\nOn rivers{mark}Morning{mark}Aurora\n")
    assert (talk.title, talk.room) == ("On rivers", "Aurora")


def test_a_workbook_with_real_dates_and_an_empty_frame():
    rows = [[], [None, "Title", "Date", "Start", "End"], [], [None, "On rivers", date(2030, 5, 6), time(9), 0.40625]]
    reading = read(workbook(*rows), ZONE)
    [talk] = reading.programme.talks
    assert reading.format == "XLSX"
    assert talk.where == "row 4"
    assert talk.end - talk.start == timedelta(minutes=45)


def test_serial_dates():
    [talk] = talks("title,date,start\nOn rivers,47609,0.375\n")
    assert talk.start.isoformat() == "2030-05-06T09:00:00+01:00"


def test_the_order_of_day_and_month_is_asked_unless_the_column_tells():
    [question] = table("title,date,time\nA,5/6/2030,9:00\n").questions
    assert question.key == "date_order"
    assert talks("title,date,time\nA,5/6/2030,9:00\n", answers=ZONE | {"date_order": "mdy"})[0].day == date(2030, 5, 6)
    assert talks("title,date,time\nA,5/6/2030,9:00\nB,5/13/2030,9:00\n")[0].day == date(2030, 5, 6)


def test_a_missing_year_and_a_missing_zone_are_asked_once():
    text = "title,date,time\nA,6 May,9:00\nB,7 May,9:00\n"
    assert [question.key for question in table(text).questions] == ["year"]
    reading = table(text, answers={"year": "2030"})
    assert [question.key for question in reading.questions] == ["zone"]
    assert reading.programme.talks[0].start == datetime(2030, 5, 6, 9)
    assert not table(text, answers=ZONE | {"year": "2030"}).questions


def test_a_useless_answer_is_asked_again():
    [question] = table("title,date,time\nA,2030-05-06,9:00\n", answers={"zone": "Atlantis"}).questions
    assert "Atlantis is not a time zone" in question.sentence


def test_what_the_file_does_not_say_is_not_empty():
    [talk] = talks("title,room\nOn rivers,\n")
    assert talk.room == ""
    assert talk.track is UNSAID
    assert talk.start is UNSAID


def test_bad_cells_name_their_place_and_the_others_are_read():
    reading = table("title,date,time\nA,2030-02-30,9:00\nB,2030-05-06,late\nC,2030-05-06,9:00\n", answers=ZONE)
    assert [str(finding)[:12] for finding in reading.findings] == ["Line 2, date", "Line 3, time"]
    assert len(reading.programme.talks) == 3


def test_a_time_that_the_clocks_skip():
    reading = table("title,date,time\nA,2030-03-31,1:30\n", answers=ZONE)
    assert "skip 01:30" in str(reading.findings[0])


def test_after_midnight_and_over_midnight():
    late, night = talks("title,date,time\nA,2030-05-06,23:30-0:30\nB,2030-05-06,25:00\n")
    assert late.end - late.start == timedelta(hours=1)
    assert (night.day, night.start.date()) == (date(2030, 5, 6), date(2030, 5, 7))


@pytest.mark.parametrize("ours", sorted(set(OURS) - {"id", "session_id"}))
def test_our_own_names_are_known_among_others_in_any_spelling(ours):
    """But for the two ids, which elsewhere are ids of another system."""
    for header in (ours, ours.replace("_", " ").title()):
        assert guess_mapping([header, "Remark"], [[], []]) == {0: ours}


@pytest.mark.parametrize(
    ("header", "ours"),
    [
        ("Session ID", "session_foreign_id"),
        ("ID", "foreign_id"),
        ("Chair(s)", "moderators"),
        ("Session Chair(s)", "moderators"),
        ("Speaker Name(s)", "authors"),
        ("Author List", "authors"),
        ("Submission Title", "title"),
        ("Session Date", "day"),
    ],
)
def test_headers_met_elsewhere(header, ours):
    assert guess_mapping([header, "Remark"], [[], []]) == {0: ours}


@pytest.mark.parametrize(
    ("rows", "begins"),
    [
        (["23:00", "25:30"], time(2)),
        (["0:30", "23:00"], time(0)),
        (["23:00", "24:30", "0:45"], time(0, 45)),
    ],
)
def test_when_days_begin_is_known_by_what_is_after_midnight(rows, begins):
    text = "date,start,title\n" + "".join(f"2030-05-06,{start},T{start}\n" for start in rows)
    assert table(text, answers=ZONE).programme.day_begins == begins


def test_the_mapping_can_be_corrected():
    text = "What,Wo\nOn rivers,Aurora\n"
    assert "Say which" in str(table(text).findings[0])
    [talk] = talks(text, mapping={"What": "title", 1: "room"})
    assert (talk.title, talk.room) == ("On rivers", "Aurora")


DAYS = """Session,Date,Start,End,Title
Posters,2030-05-06,22:00,22:30,A
Posters,2030-05-07,0:30,1:00,B
Posters,2030-05-08,22:00,22:30,C
Posters,2030-05-06,22:30,23:00,D
Posters,,,,E
"""


def test_a_title_on_several_days_is_a_session_on_each_unless_somebody_says_otherwise():
    reading = table(DAYS, answers=ZONE)
    assert [question.key for question in reading.questions] == ["several_days"]
    first, night, other, again, _unknown = reading.programme.talks
    assert [session.title for session in reading.programme.sessions] == ["Posters", "Posters"]
    assert first.session == night.session == again.session != other.session
    reading = table(DAYS, answers=ZONE | {"several_days": "one"})
    assert not reading.questions
    assert len(reading.programme.sessions) == 1


def test_a_date_alone_in_a_row_is_that_of_the_rows_below():
    text = "time,title\nMonday 6 May 2030,\n9:00 - 9:30,A\n,B\n7 May 2030,\n9:00 - 9:30,C\n"
    reading = table(text, answers=ZONE)
    assert not reading.findings
    assert [talk.day for talk in reading.programme.talks] == [date(2030, 5, 6), UNSAID, date(2030, 5, 7)]
    assert [talk.title for talk in reading.programme.talks] == ["A", "B", "C"]


def test_a_cell_that_is_read_twice_is_complained_of_once():
    [finding] = table("session,title,start,end\nMorning,A,25:77,26:00\n", answers={"day": "2030-05-06"} | ZONE).findings
    assert "“25:77” was not understood" in str(finding)


def test_a_new_row_needs_no_more_of_its_session_than_the_title():
    ids = "ad5584e1-64fa-543a-bbf4-33e009927e01", "a561d563-ae9d-53b7-9074-96c9708df379"
    lines = ["title,session,session_guid", f"A,Morning,{ids[0]}", "B,Morning,"]
    first, second = talks("\n".join(lines))
    assert (first.session, second.session) == (ids[0], ids[0])
    *_, third = talks("\n".join([*lines[:2], f"B,Morning,{ids[1]}", "C,Morning,"]))
    assert third.session == "morning"  # which of the two, nobody knows


def test_a_doubled_id_names_both_rows():
    [finding] = table("title,paper id\nA,7\nB,7\n").findings
    assert str(finding) == "Line 3: The foreign id 7 stands here and in line 2. Give each entry its own."


def test_our_own_table_comes_in_as_it_went_out():
    out = io.StringIO()
    names = ["Ada · Lovelace and Sons", "Doe, Jane"]
    values = {
        "session": "Morning", "session_guid": "a561d563-ae9d-53b7-9074-96c9708df379", "title": "=1+1", "kind": "Oral",
        "guid": "ad5584e1-64fa-543a-bbf4-33e009927e01", "start": "2030-05-06T09:00:00+01:00", "abstract": "'tis",
        "authors": join_names(names), "author_ids": "20 · 21", "cancelled": "yes",
    }  # fmt: skip
    writer = csv.DictWriter(out, HEADER, restval="")
    writer.writeheader()
    writer.writerow({name: guard(text) for name, text in values.items()})
    writer.writerow({"session": "Empty", "session_guid": "a561d563-ae9d-53b7-9074-96c9708df370"})
    reading = table(out.getvalue(), "utf-8-sig")
    [talk] = reading.programme.talks
    assert not reading.findings
    assert not reading.questions
    assert [session.title for session in reading.programme.sessions] == ["Morning", "Empty"]
    assert (talk.title, talk.abstract, talk.cancelled) == ("=1+1", "'tis", True)
    assert [(person.name, person.number) for person in talk.authors] == [(names[0], 20), (names[1], 21)]


def test_control_characters_go_with_a_warning():
    reading = table("title,session\nOn\x00 riv\x07ers,M\n")
    assert reading.programme.talks[0].title == "On rivers"
    assert "First in line 2, title: 2 control characters" in str(reading.findings[0])


def test_two_sheets_are_asked_about():
    book = openpyxl.load_workbook(io.BytesIO(workbook(["a note", "x"])))
    book.create_sheet("Talks").append(["Title", "Room"])
    book["Talks"].append(["On rivers", "Aurora"])
    out = io.BytesIO()
    book.save(out)
    reading = read(out.getvalue())
    assert [talk.title for talk in reading.programme.talks] == ["On rivers"]
    assert [question.key for question in reading.questions] == ["sheet"]


def test_a_column_that_is_left_out_is_told_unless_somebody_said_so():
    data = b"Session,Thing,Remark\nMorning,On rivers,Ice\n"
    assert [str(finding) for finding in read(data).findings] == [
        "Line 1: No column holds the titles of talks, so only sessions are read. Say which it is.",
        "Line 1: 2 columns are left out: Thing, Remark. Say what each is, if it is ours.",
    ]
    assert read(data, mapping={"Thing": "title", "2": ""}).findings == ()


@pytest.mark.parametrize(
    "cell",
    [
        "Project page https://example.org/p · https://example.org/d https://example.org/d",
        "Project page: https://example.org/p; https://example.org/d",
        "Project page - https://example.org/p\nhttps://example.org/d\n",
    ],
)
@pytest.mark.parametrize("header", ["title,links", "Paper title,Further links"])
def test_links_of_a_cell(header, cell):
    [talk] = read(f'{header}\nOn rivers,"{cell}"\n'.encode()).programme.talks
    assert [(link.title, link.url) for link in talk.links] == [
        ("Project page", "https://example.org/p"),
        ("https://example.org/d", "https://example.org/d"),
    ]


def test_what_is_no_link_is_told_and_left_out():
    reading = read(b"title,links\nOn rivers,Run javascript:alert(1)\n")
    assert reading.programme.talks[0].links == ()
    assert "javascript:alert(1) is not a web address" in str(reading.findings[0])


def test_what_a_row_without_a_title_says_of_an_entry_is_not_lost_silently():
    reading = table("session,title,start,authors\nMorning,,2030-05-06T09:00Z,Ada\nMorning,On rivers,,Ada\nNoon,,,\n")
    [found] = [finding for finding in reading.findings if finding.where == "line 2"]
    assert str(found) == (
        "Line 2: This row has no title, so its session was read, but not its start and authors. "
        "Write a title, if it is an entry."
    )
    assert [session.title for session in reading.programme.sessions] == ["Morning", "Noon"]
