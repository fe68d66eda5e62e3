import re

import pytest

from conference.programme.models import Session, Talk
from tests.world import a_room, a_session, a_talk, at, release

pytestmark = pytest.mark.django_db


def test_it_reads_as_the_seed_reads(seed, seed_text, read):
    text = read("/2021/sessions/oral-session-7/")
    wanted = [line.strip() for line in seed_text.splitlines() if line.strip() and line.strip() != "Abstract:"]
    found = 0
    for source in wanted:
        line = re.split(r"\$|\{\\it", re.sub(r"\s+", " ", source))[0].strip()  # TeX is set, not shown
        place = text.find(line, found)
        assert place >= 0, f"{line!r} does not follow {text[found - 60 : found]!r}"
        found = place + len(line)
    assert text.startswith("Skip to yearly menu bar Skip to main content")
    assert "Select Year: (2021)" in text


def test_an_abstract_stands_under_its_label_only_if_there_is_one(seed, read):
    assert "Abstract:" not in read("/2021/sessions/oral-session-7/")
    Session.objects.update(abstract="What was heard.")
    assert "Abstract:What was heard. Chat is not available." in read("/2021/sessions/oral-session-7/")


def test_plain_entries_show_their_word_and_nothing_more(read, client):
    session = a_session(start=at(9))
    a_talk("Q&A", kind="Q&A", start=at(9), session=session)
    html = client.get("/2030/sessions/morning/").content.decode()
    assert "Mon 6 May 9:00 - 9:15 WEST Q&A Q&A" in read("/2030/sessions/morning/")
    assert "/bookmark" not in html
    assert "/2030/talks/" not in html


@pytest.mark.parametrize(("names", "label"), [(["Ada"], "Moderator: Ada"), (["Ada", "Ben"], "Moderators: Ada · Ben")])
def test_one_moderator_is_no_plural(names, label, read):
    a_session(start=at(9), moderators=names)
    assert label in read("/2030/sessions/morning/")


def test_without_times_it_says_so(read):
    a_talk(session=a_session())
    text = read("/2030/sessions/morning/")
    assert text.count("Time not known yet") == 2
    assert "Subscribe" not in text


def test_entries_stand_in_their_order_not_in_that_of_time(read):
    session = a_session(start=at(9))
    a_talk("Second", session=session, start=at(9), position=2)
    a_talk("First", session=session, start=at(10), position=1)
    a_talk("Third", session=session, position=2)
    text = read("/2030/sessions/morning/")
    assert text.index("First") < text.index("Second") < text.index("Third")


def test_what_is_cancelled_stays_marked(read):
    session = a_session(start=at(9))
    a_talk("Deltas", session=session, start=at(9), cancelled=True)
    assert "Oral Cancelled Deltas" in read("/2030/sessions/morning/")
    release(session, draft_cancelled=True)
    assert "Cancelled. This session will not take place." in read("/2030/sessions/morning/")
    assert "Cancelled. This talk will not take place." in read("/2030/talks/deltas/")


def test_room_join_and_recording_are_told(client):
    a_session(start=at(9), room=a_room("Boreal"), join="https://example.org/join", recording="https://example.org/r")
    html = client.get("/2030/sessions/morning/").content.decode()
    assert "Boreal" in html
    assert '<a href="https://example.org/join" rel="noopener">Join</a>' in html
    assert '<a href="https://example.org/r" rel="noopener">Recording</a>' in html


def test_formulas_keep_their_source(seed, client):
    html = client.get("/2021/sessions/oral-session-7/").content.decode()
    assert r'<annotation encoding="application/x-tex">O(1/\sqrt{n})</annotation>' in html
    assert "<em>any</em> linear estimator" in html
    assert html.count("<math>") == 4


def test_a_title_cannot_bring_html(client):
    a_talk('<img src=x onerror=alert(1)>"><script>', session=a_session("</title><script>", start=at(9)))
    html = client.get(Session.objects.get().get_absolute_url()).content.decode()
    assert "<img" not in html
    assert "<script>" not in html


@pytest.mark.parametrize("address", ["/2030/sessions/nothing/", "/1999/sessions/morning/"])
def test_what_is_not_there_is_not_found(address, client):
    a_session()
    assert client.get(address).status_code == 404


def test_what_is_not_released_does_not_exist(client):
    session = a_session(start=at(9))
    a_talk("Secret delta", session=session)
    Talk.objects.update(public=False)
    assert "Secret delta" not in client.get("/2030/sessions/morning/").content.decode()
    assert client.get("/2030/talks/secret-delta/").status_code == 404
    Session.objects.update(public=False)
    assert client.get("/2030/sessions/morning/").status_code == 404
