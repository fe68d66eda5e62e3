"""Every kind of page that the site has, with something odd on each."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.management import call_command

from conference.programme.models import Session, Talk
from conference.programme.releasing import release
from tests.again import again, load_seed
from tests.attendees.conftest import Visitor
from tests.world import DAY, a_conference, a_kind, a_room, a_session, a_talk, at

TENT = "/2021/talks/tent-fully-test-time-adaptation-by-entropy-minimization/"
FLOWS = "/2021/talks/implicit-normalizing-flows/"
ORAL_SESSION = "/2021/sessions/oral-session-7/"
TIMES = "/organize/2030/sessions/morning/times"


@dataclass
class Kind:
    """A kind of page: its address, or a function that finds it, and who comes how."""

    name: str
    address: object
    status: int = 200
    # Or "keeper" of bookmarks, "sharer" who gives out all links, "late" to see what changed, "organizer", "helper" who
    # may do nothing at the admin.
    visitor: str = "anybody"
    form: dict = field(default_factory=dict)  # what is posted to get there

    @property
    def path(self):
        return self.address() if callable(self.address) else self.address

    def __str__(self):
        return self.name


def talk_in(language):
    return lambda: Talk.objects.filter(language=language).first().get_absolute_url()


def session_where(**what):
    return lambda: Session.objects.filter(conference__slug="2026", **what).first().get_absolute_url()


PUBLIC = [
    Kind("year", "/2021/"),
    Kind("year with many days", "/2026/"),
    Kind("year of which nothing is known", "/2031/"),
    Kind("day with one session", "/2021/2021-05-05/"),
    Kind("day of many sessions", "/2026/2026-06-14/"),
    Kind("day with all talks shown", "/2026/2026-06-15/?talks=shown"),
    Kind("day with seven parallel sessions", "/2030/2030-05-07/"),
    Kind("day with bookmarks", "/2030/2030-05-06/", visitor="keeper"),
    Kind("day of one's own", "/2030/2030-05-06/?mine=yes", visitor="keeper"),
    Kind("day for paper", "/2030/2030-05-06/?talks=shown&print=yes"),
    Kind("day elsewhere", "/2030/2030-05-06/?tz=Pacific/Auckland"),
    Kind("day without anything", "/2021/2021-05-06/"),
    Kind("now, years after", "/2021/now/"),
    Kind("now while it runs", "/2021/now/?at=2021-05-05T03:20&tz=Europe/Berlin"),
    Kind("now of many rooms", "/2026/now/?at=2026-06-14T10:40", visitor="keeper"),
    Kind("now between", "/2030/now/?at=2030-05-06T20:00"),
    Kind("now of nothing", "/2031/now/"),
    Kind("now that is twice", "/2021/now/?at=2021-11-07T01:30", 400),
    Kind("session", ORAL_SESSION),
    Kind("session elsewhere", "/2030/sessions/morning/?tz=Asia/Kathmandu"),
    Kind("session without a time", session_where(released_start=None)),
    Kind("session that is cancelled", session_where(released_cancelled=True)),
    Kind("session of posters", session_where(title="Poster Session 1")),
    Kind("session without talks", "/2030/sessions/nothing-yet/"),
    Kind("talk", TENT),
    Kind("talk with formulas", FLOWS),
    Kind("talk in Arabic", talk_in("ar")),
    Kind("talk in Hebrew elsewhere", lambda: talk_in("he")() + "?tz=America/Los_Angeles"),
    Kind("talk that is cancelled", "/2030/talks/on-dams/"),
    Kind("talk with a long title", lambda: Talk.objects.get(title__startswith="Neighbourhood-Pres").get_absolute_url()),
    Kind("talk that is kept", "/2030/talks/on-rivers/", visitor="keeper"),
    Kind("person who moderates", "/2021/people/dinesh-jayaraman/"),
    Kind("person who presents", "/2021/people/alexey-dosovitskiy/"),
    Kind("person who does both", "/2030/people/mo/", visitor="keeper"),
    Kind("people", "/2026/people/"),
    Kind("search", "/2026/search/"),
    Kind("search with results of all sorts", "/2030/search/?q=mo", visitor="keeper"),
    Kind("search narrowed elsewhere", "/2030/search/?q=on&kind=oral&day=2030-05-07&tz=Asia/Kathmandu"),
    Kind("search without a result", "/2030/search/?q=nothing&room=cellar"),
    Kind("search for bookmarks", "/2030/search/?mine=yes", visitor="keeper"),
    Kind("search narrowed to nothing", "/2030/search/?kind=poster&mine=yes"),
    Kind("search for people only", "/2030/search/?q=mo&part=people"),
    Kind("day narrowed to nothing", "/2030/2030-05-07/?kind=break"),
    Kind("day narrowed", "/2030/2030-05-07/?kind=oral&room=aurora"),
    Kind("My Schedule without a bookmark", "/2021/my-schedule/"),
    Kind("My Schedule", "/2030/my-schedule/", visitor="keeper"),
    Kind("My Schedule as a day", "/2030/my-schedule/?view=day", visitor="keeper"),
    Kind("My Schedule as a day with changes", "/2030/my-schedule/?view=day", visitor="late"),
    Kind("My Schedule for paper", "/2030/my-schedule/?print=yes", visitor="keeper"),
    Kind("My Schedule with all addresses", "/2030/my-schedule/", visitor="sharer"),
    Kind("My Schedule with changes", "/2030/my-schedule/", visitor="late"),
    Kind("schedule that is shared", lambda: shared_by("share"), visitor="keeper"),
    Kind("schedule that is shared with anybody", lambda: shared_by("share")),
    Kind("all of a shared schedule", lambda: shared_by("share") + "keep/", visitor="keeper"),
    Kind("schedule of another device", lambda: shared_by("device"), visitor="keeper"),
    Kind("link that has ended", "/2030/my-schedule/ended/", 404),
    Kind("everything deleted", "/2030/my-schedule/delete/", visitor="keeper"),
    Kind("nothing to delete", "/2030/my-schedule/delete/"),
    Kind("changes", "/2030/changes/", visitor="late"),
    Kind("changes of nothing", "/2021/changes/"),
    Kind("time zones", "/time-zone/"),
    Kind("time zones that were found", "/time-zone/?q=Germany&next=/2021/"),
    Kind("time zone that is none", "/time-zone/", 400, form={"tz": "Nowhere", "next": "/2021/"}),
    Kind("address with a zone that is none", "/2021/?tz=Nowhere"),
    Kind("cookies", "/cookies/"),
    Kind("without a network", "/offline/"),
    Kind("400", "/2021/talks/implicit-normalizing-flows/bookmark", 400, form={"keep": "perhaps"}),
    Kind("403", "/admin/programme/session/", 403, visitor="helper"),
    Kind("404 in a year", "/2021/talks/nothing-of-the-kind-" + "long" * 60 + "/", 404),
    Kind("404 elsewhere", "/nowhere/", 404),
]
DESK = [
    Kind("log-in", "/admin/login/"),
    Kind("desk", "/admin/", visitor="organizer"),
    Kind("list of sessions", "/admin/programme/session/", visitor="organizer"),
    Kind("form of a session", lambda: f"/admin/programme/session/{_oral_session()}/change/", visitor="organizer"),
    Kind("times of a session", TIMES, visitor="organizer"),
    Kind("times past midnight", lambda: f"{TIMES}?move=following&minutes=900&entry={_rivers()}", visitor="organizer"),
    Kind("times that cannot be", f"{TIMES}?move=swap", 400, visitor="organizer"),
]


def _oral_session():
    return Session.objects.get(conference__slug="2021").pk


def _rivers():
    return Talk.objects.get(title="On rivers").pk


@again
def fill():
    """Three conferences: the seed's, an invented one of some size, and a small one with what is odd in a schedule."""
    load_seed()
    call_command("make_sample", talks=60, verbosity=0)
    a_conference("2031", name="Lakes 2031", series="Lakes")
    a_conference("2030", last_day=DAY + timedelta(days=1))
    morning = a_session("Morning", at(9), at(12), a_room("Aurora"), moderators=["Mo", "Q"], abstract="Of $H_2O$.")
    beside = a_session("Beside", at(9), at(11), a_room("Boreal"), moderators=["Ben"])
    some_day = a_session("Some Day")
    a_session("Nothing yet", at(14), at(15), a_room("Aurora"))
    a_talk("On rivers", at(9), session=morning, authors=["Mo", "Ada"], abstract="Water, $\\int_0^1 x\\,dx$ of it.")
    a_talk("On bridges", at(9, 5), session=beside, authors=["Ben"], abstract="Over water.")
    a_talk("On dams", at(9, 30), session=morning, authors=["Ada"], cancelled=True)
    a_talk("رحلة النهر إلى البحر", at(9, 45), session=morning, authors=["ليلى"], language="ar", abstract="ماء $x$.")
    a_talk("Q&A", at(10), session=morning, kind="Q&A")
    a_talk("On springs", session=some_day, authors=["Ada"], kind=a_kind("Poster"))
    for n, room in enumerate(("Aurora", "Boreal", "Cascade", "Delta", "Ember", "Fjord", "Glacier"), 1):
        parallel = a_session(f"Parallel {n}: Confluences", at(33), at(34 + n % 2), a_room(room), moderators=["Ben"])
        a_talk(f"On the {n} tributaries", at(33), session=parallel, authors=["Ada", "Mo"])
        a_talk(f"On the {n} estuaries", at(33, 15), session=parallel, authors=["Ada"], kind="Poster")


def sends(visitor):
    """(address, form) of what a visitor of this sort has sent before; then what they keep moves, if they are late."""
    if visitor in ("keeper", "sharer", "late"):
        yield from ((f"{address}bookmark", {"keep": "yes"}) for address in kept())
    if visitor == "sharer":
        yield from ((f"/2030/my-schedule/links/{purpose}", {"serial": "0"}) for purpose in ("share", "device"))
    if visitor == "late":
        talk = Talk.objects.get(slug="on-bridges")
        talk.draft_start, talk.draft_end = (each + timedelta(minutes=1) for each in (talk.draft_start, talk.draft_end))
        talk.save()
        release(talk.conference)


def shared_by(purpose):
    """A secret address that somebody else gave out."""
    somebody = Visitor()
    for address, form in sends("sharer"):
        somebody.post(address, form)
    return somebody.address(purpose)


def kept():
    """What a keeper keeps: an overlap, a cancelled talk, an Arabic one, one without a time."""
    talks = Talk.objects.filter(conference__slug="2030", kind__is_talk=True)[:5]
    return [talk.get_absolute_url() for talk in talks]
