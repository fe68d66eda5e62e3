from conference.programme.models import Authorship, Talk
from tests.world import a_conference, a_person, a_session, a_talk, at


def test_an_id_of_two_talks(found):
    session = a_session(start=at(9), end=at(9, 15), moderators=["Mo"])
    a_talk("One", session=session, authors=["Ada"], foreign_id="x1")
    a_talk("Two", session=session, authors=["Ben"], foreign_id="x1", cancelled=True)
    assert found() == ["doubled_id"]
    assert found("doubled_id") == ["The id elsewhere x1 is that of 2 talks: “One” and “Two”."]


def test_many_are_counted(found):
    for n in range(7):
        a_session(f"S{n}", moderators=["Mo"], foreign_id="x1")
    assert found("doubled_id") == [
        "The id elsewhere x1 is that of 7 sessions: “S0”, “S1”, “S2”, “S3”, “S4” and 2 more."
    ]


def test_a_session_a_talk_and_another_year_may_share_one(found):
    session = a_session(moderators=["Mo"], foreign_id="x1")
    a_talk("One", session=session, authors=["Ada"], foreign_id="x1")
    a_talk("Two", session=session, authors=["Ada"])
    a_talk("Three", session=session, authors=["Ada"])
    a_session(moderators=["Mo"], foreign_id="x1", conference=a_conference("2031"))
    assert found() == []


def test_what_is_tied_to_another_conference_is_told_and_hides_nothing(found):
    ours = a_session(start=at(9), end=at(9, 15), moderators=["Mo"])
    theirs = a_session("Theirs", conference=a_conference("2031"))
    lost = a_talk("Lost", start=at(9), session=ours, authors=["Ada"])
    Talk.objects.filter(pk=lost.pk).update(draft_session=theirs)
    guest = a_talk("Guest", start=at(9), session=ours, authors=["Ben"])
    Authorship.objects.create(talk=guest, person=a_person("Zoe", a_conference("2031")))
    assert found() == ["astray", "astray"]
    assert {sentence.split("”")[0] for sentence in found("astray")} == {"“Lost", "“Guest"}
