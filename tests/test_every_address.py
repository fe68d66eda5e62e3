"""Every address of the site, every role, every method: what each answers is declared here, and nothing else.

A new route without a line in ROUTES fails. Each line names a sort of door; SORTS says how such a door answers.
"""

import json

import pytest
from django.core import serializers
from django.db import transaction
from django.test import Client
from django.urls import get_resolver

from conference.attendees.models import Attendee
from conference.imports.models import Upload
from conference.programme import built
from conference.programme.models import Conference, Kind, Person, Room, Session, Talk, Track
from tests.imports.importing import row, table
from tests.world import a_colleague, a_conference, a_kind, a_person, a_room, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]

#         anybody attendee staff editor organizer abroad superuser     (organizer of the conference, or of another)
ROLES = ["anybody", "attendee", "staff", "editor", "organizer", "abroad", "superuser"]
# To GET and to POST, by role; one word stands for all. "in" leads to the log-in. HEAD answers as GET does, or as
# the third says; PUT and DELETE as HEAD, or with 405.
SORTS = {
    "page": ("200", "405"),
    "attendees": ("404 200 404 404 404 404 404", "405"),
    "redirect": ("302", "405"),
    "public post": ("405", "302"),
    "own": ("200", "302"),
    "favicon": ("302", "302"),
    "log-in": ("200 200 302 302 302 302 302", "200", "200"),
    "log-out": ("302 302 405 405 405 405 405", "302 302 200 200 200 200 200"),
    "own account": ("in in 200 200 200 200 200", "in in 200 200 200 200 200"),
    "own page": ("in in 200 200 200 200 200", "in in 405 405 405 405 405"),
    "desks": ("in in 403 302 302 302 302", "405"),
    "desk": ("in in 403 200 200 404 200", "405"),
    "desk, preview": ("405", "in in 403 302 302 404 302"),
    "desk, times": ("in in 403 403 200 404 200", "in in 403 403 400 404 400"),
    "desk, organizers": ("405", "in in 403 403 302 404 302"),
    "import": ("in in 403 403 200 404 200", "in in 403 403 400 404 400"),
    "import, look": ("in in 403 403 200 404 200", "405"),
    "import, file": ("in in 403 403 200 404 404", "in in 403 403 302 404 404"),
    "import, done": ("405", "in in 403 403 302 404 404"),
    "found": ("in in 403 403 403 403 200", "in in 403 403 403 403 400"),
    "found, file": ("in in 403 403 403 403 404", "in in 403 403 403 403 404"),
    "found, done": ("405", "in in 403 403 403 403 404"),
    "nothing": ("in in 404 404 404 404 404", "in in 404 404 404 404 404"),
    "look up": ("in in 403 200 200 200 200", "in in 405 405 405 405 405"),
    "contents": ("in in 404 200 200 200 200", "in in 404 200 200 200 200"),
    "list": ("in in 403 200 200 200 200", "in in 403 200 200 200 200"),
    "add": ("in in 403 403 200 200 200", "in in 403 403 200 200 200"),
    "add, editors too": ("in in 403 200 200 200 200", "in in 403 200 200 200 200"),
    "merge": ("in in 403 200 200 302 200", "in in 403 302 302 302 302"),
    "split": ("in in 403 200 200 404 200", "in in 403 302 302 404 302"),
    "superusers": ("in in 403 403 403 403 200", "in in 403 403 403 403 200"),
    "form": ("in in 403 200 200 302 200", "in in 403 403 200 302 200"),
    "form, editors too": ("in in 403 200 200 302 200", "in in 403 200 200 302 200"),
    "delete, superusers": ("in in 403 403 403 403 200", "in in 403 403 403 403 302"),
    "delete": ("in in 403 403 200 302 200", "in in 403 403 302 302 302"),
    "history": ("in in 404 200 200 404 200", "in in 404 200 200 404 200"),
    "version": ("in in 404 200 200 404 200", "in in 404 403 200 404 200"),
    "version, editors too": ("in in 404 200 200 404 200", "in in 404 200 200 404 200"),
    "short": ("in in 302 302 302 302 302", "in in 302 302 302 302 302"),
}
ROUTES = {
    "": ("redirect", "/"),
    "healthz": ("page", "/healthz"),
    "favicon.ico": ("favicon", "/favicon.ico"),
    "time-zone/": ("own", "/time-zone/"),
    "cookies/": ("page", "/cookies/"),
    "offline/": ("page", "/offline/"),
    "worker.js": ("page", "/worker.js"),
    "manifest.webmanifest": ("page", "/manifest.webmanifest"),
    "robots.txt": ("page", "/robots.txt"),
    "sitemap.xml": ("page", "/sitemap.xml"),
    "<year:year>/sitemap-<number:file>.xml": ("page", "/2030/sitemap-1.xml"),
    "<year:year>/": ("page", "/2030/"),
    "<year:year>/<day:day>/": ("page", "/2030/2030-05-06/"),
    "<year:year>/<day:day>.ics": ("page", "/2030/2030-05-06.ics"),
    "<year:year>/changes/": ("page", "/2030/changes/"),
    "<year:year>/changes.atom": ("page", "/2030/changes.atom"),
    "<year:year>/my-schedule/": ("page", "/2030/my-schedule/"),
    "<year:year>/my-schedule.csv": ("attendees", "/2030/my-schedule.csv"),
    "<year:year>/my-schedule.ics": ("attendees", "/2030/my-schedule.ics"),
    "<year:year>/my-schedule/seen": ("public post", "/2030/my-schedule/seen"),
    "<year:year>/my-schedule/links/<slug:purpose>": ("public post", "/2030/my-schedule/links/share"),
    "<year:year>/my-schedule/devices": ("public post", "/2030/my-schedule/devices"),
    "<year:year>/my-schedule/delete/": ("page", "/2030/my-schedule/delete/"),
    "<year:year>/my-schedule/delete": ("public post", "/2030/my-schedule/delete"),
    "<year:year>/my-schedule/open/<str:token>/": ("page", "/2030/my-schedule/open/{device}/"),
    "<year:year>/my-schedule/open/<str:token>": ("public post", "/2030/my-schedule/open/{device}"),
    "<year:year>/my-schedule/<str:token>/": ("page", "/2030/my-schedule/{share}/"),
    "<year:year>/my-schedule/<str:token>/keep/": ("page", "/2030/my-schedule/{share}/keep/"),
    "<year:year>/my-schedule/<str:token>/keep": ("public post", "/2030/my-schedule/{share}/keep"),
    "<year:year>/my-schedule/<str:token>.atom": ("page", "/2030/my-schedule/{news}.atom"),
    "<year:year>/my-schedule/<str:token>.ics": ("page", "/2030/my-schedule/{calendar}.ics"),
    "<year:year>/my-schedule/<str:token>/<day:day>.ics": ("page", "/2030/my-schedule/{calendar}/2030-05-06.ics"),
    "<year:year>/my-schedule/<str:token>/search.ics": ("page", "/2030/my-schedule/{calendar}/search.ics?q=rivers"),
    "<year:year>/sessions/<slug:session>/bookmark": ("public post", "/2030/sessions/morning/bookmark"),
    "<year:year>/people/": ("page", "/2030/people/"),
    "<year:year>/people/<slug:person>/": ("page", "/2030/people/ada/"),
    "<year:year>/people/<slug:person>.ics": ("page", "/2030/people/ada.ics"),
    "<year:year>/programme.csv": ("page", "/2030/programme.csv"),
    "<year:year>/programme.ics": ("page", "/2030/programme.ics"),
    "<year:year>/programme.json": ("page", "/2030/programme.json"),
    "<year:year>/programme.xml": ("page", "/2030/programme.xml"),
    "<year:year>/now/": ("page", "/2030/now/"),
    "<year:year>/search/": ("page", "/2030/search/?q=rivers"),
    "<year:year>/search.ics": ("page", "/2030/search.ics?q=rivers"),
    "<year:year>/sessions/<slug:session>/": ("page", "/2030/sessions/morning/"),
    "<year:year>/sessions/<slug:session>.bib": ("page", "/2030/sessions/morning.bib"),
    "<year:year>/sessions/<slug:session>.ics": ("page", "/2030/sessions/morning.ics"),
    "<year:year>/talks/<slug:talk>/": ("page", "/2030/talks/on-rivers/"),
    "<year:year>/talks/<slug:talk>.bib": ("page", "/2030/talks/on-rivers.bib"),
    "<year:year>/talks/<slug:talk>.ics": ("page", "/2030/talks/on-rivers.ics"),
    "<year:year>/talks/<slug:talk>/bookmark": ("public post", "/2030/talks/on-rivers/bookmark"),
    "organize/": ("desks", "/organize/"),
    "organize/<year:year>/": ("desk", "/organize/2030/"),
    "organize/<year:year>/preview": ("desk, preview", "/organize/2030/preview"),
    "organize/<year:year>/put-back": ("desk, organizers", "/organize/2030/put-back"),
    "organize/<year:year>/sessions/<slug:session>/times": ("desk, times", "/organize/2030/sessions/morning/times"),
    "organize/<year:year>/release": ("desk, organizers", "/organize/2030/release"),
    "organize/import/new/": ("found", "/organize/import/new/"),
    "organize/import/new/<int:key>/": ("found, file", "/organize/import/new/{upload}/"),
    "organize/import/new/<int:key>/give-up": ("found, done", "/organize/import/new/{upload}/give-up"),
    "organize/<year:year>/import/": ("import", "/organize/2030/import/"),
    "organize/<year:year>/import/sample.csv": ("import, look", "/organize/2030/import/sample.csv"),
    "organize/<year:year>/import/<int:key>/": ("import, file", "/organize/2030/import/{upload}/"),
    "organize/<year:year>/import/<int:key>/apply": ("import, done", "/organize/2030/import/{upload}/apply"),
    "organize/<year:year>/import/<int:key>/give-up": ("import, done", "/organize/2030/import/{upload}/give-up"),
    "admin/": ("own account", "/admin/"),
    "admin/login/": ("log-in", "/admin/login/"),
    "admin/logout/": ("log-out", "/admin/logout/"),
    "admin/password_change/": ("own account", "/admin/password_change/"),
    "admin/password_change/done/": ("own page", "/admin/password_change/done/"),
    "admin/jsi18n/": ("own page", "/admin/jsi18n/"),
    "admin/autocomplete/": (
        "look up",
        "/admin/autocomplete/?app_label=programme&model_name=authorship&field_name=person&term=a",
    ),
    "admin/^(?P<app_label>auth|programme)/$": ("contents", "/admin/programme/"),
    "admin/(?P<url>.*)$": ("nothing", "/admin/nothing-here/"),
    "admin/programme/person/merge/": (
        "merge",
        "/admin/programme/person/merge/?person={person}&person={ben}",
    ),
    "admin/programme/person/<int:key>/split/": ("split", "/admin/programme/person/{person}/split/"),
    "admin/auth/user/<id>/password/": ("superusers", "/admin/auth/user/{user}/password/"),
}
for model in ("conference", "room", "track", "kind", "person", "session", "talk"):
    route, place = f"admin/programme/{model}/", f"/admin/programme/{model}/{{{model}}}/"
    texts = ", editors too" if model in ("person", "session", "talk") else ""
    ROUTES |= {
        route: ("list", f"/{route}"),
        f"{route}add/": ("add, editors too" if model == "person" else "add", f"/{route}add/"),
        f"{route}<path:object_id>/": ("short", place),
        f"{route}<path:object_id>/change/": (f"form{texts}", f"{place}change/"),
        f"{route}<path:object_id>/delete/": ("delete", f"{place}delete/"),
        f"{route}<path:object_id>/history/": ("history", f"{place}history/"),
        f"{route}^([^/]+)/history/([^/]+)/$": ("version", f"{place}history/{{{model}_version}}/"),
    }
for part in ("", "add/", "<path:object_id>/change/", "<path:object_id>/delete/", "<path:object_id>/history/"):
    ROUTES[f"admin/auth/user/{part}"] = ("superusers", f"/admin/auth/user/{part}".replace("<path:object_id>", "{user}"))
ROUTES["admin/auth/user/<path:object_id>/"] = ("short", "/admin/auth/user/{user}/")
ROUTES |= {
    "admin/programme/person/^([^/]+)/history/([^/]+)/$": (
        "version, editors too",
        "/admin/programme/person/{person}/history/{person_version}/",
    ),
    "admin/programme/conference/add/": ("superusers", "/admin/programme/conference/add/"),
    "admin/programme/conference/<path:object_id>/delete/": (
        "delete, superusers",
        "/admin/programme/conference/{conference}/delete/",
    ),
    "admin/auth/user/<path:object_id>/delete/": ("delete, superusers", "/admin/auth/user/{user}/delete/"),
}

FORM = {"post": "yes", "which": "all", "show": "yes", "keep": "yes", "tz": "Asia/Tokyo"}
FORM |= {"serial": "0", "release": "0", "once": "x", "how": "together"}


def in_any_order(pattern):
    return pattern.replace("programme|auth", "auth|programme")


def routes(resolver=None, start=""):
    for each in (resolver or get_resolver()).url_patterns:
        if hasattr(each, "url_patterns"):
            yield from routes(each, start + str(each.pattern))
        else:
            yield in_any_order(start + str(each.pattern))


def test_every_route_is_declared():
    assert set(routes()) == set(ROUTES)


def dump():
    models = (Conference, Room, Track, Kind, Person, Session, Talk)
    return [json.loads(serializers.serialize("json", model.objects.order_by("pk"))) for model in models]


@pytest.fixture
def world():
    """One of each in 2030, and as much in 2029: what an address needs, by name."""
    session = a_session("Morning", at(9), room=a_room("Aurora"), moderators=["Mo"])
    talk = a_talk("On rivers", at(9), session=session, authors=["Ada", "Ben"])
    track = Track.objects.create(conference=a_conference(), name="Water")
    a_talk(session=a_session("Morning", conference=a_conference("2029")))
    things = {"conference": a_conference(), "room": a_room("Spare"), "track": track, "kind": a_kind("Spare")}
    things |= {"person": a_person("Ada"), "session": session, "talk": talk}
    versions = {f"{word}_version": thing.history.latest().pk for word, thing in things.items()}
    return {word: thing.pk for word, thing in things.items()} | versions | {"ben": a_person("Ben").pk}


def visitors(world, from_here, django_user_model):
    users = {role: a_colleague(role) for role in ("editor", "organizer")}
    users |= {"staff": a_colleague(role=None, name="staff")}
    users |= {"abroad": a_colleague("organizer", a_conference("2029"), name="abroad")}
    users |= {"superuser": django_user_model.objects.create_superuser("superuser")}
    clients = {role: Client() for role in ROLES}
    for role, user in users.items():
        clients[role].force_login(user)
    clients["attendee"].post("/2030/talks/on-rivers/bookmark", {"keep": "yes"}, **from_here)
    attendee, _ = Attendee.create()
    attendee.keep(world["talk"])
    for purpose in ("share", "device"):
        attendee.renew_address(purpose, 0)
    links = {str(each.purpose): each.token(attendee.secret) for each in attendee.addresses.all()}
    upload = Upload.objects.create(conference=a_conference(), by=users["organizer"], file_name="f", data=table(row()))
    world |= links | {"upload": upload.pk, "user": users["staff"].pk}
    return clients


def is_a_view_of_its_own(route):
    """The lists and forms of all models are the same views: talks stand for them where it takes time."""
    return not route.startswith("admin/programme/") or "/talk/" in route or "merge" in route or "split" in route


def said(response):
    to_log_in = response.status_code == 302 and response["Location"].startswith("/admin/login/")
    return "in" if to_log_in else str(response.status_code)


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_as_declared(role, world, from_here, django_user_model):
    cookies, wrong = visitors(world, from_here, django_user_model)[role].cookies.copy(), []
    before = dump()
    for route, (sort, place) in ROUTES.items():
        address, client = place.format(**world), Client()
        client.cookies = cookies.copy()
        get, post, *head = [(words.split() * 7)[ROLES.index(role)] for words in SORTS[sort]]
        methods = ("get", "head", "put", "delete") if is_a_view_of_its_own(route) else ("get",)
        got = {method: said(getattr(client, method)(address)) for method in methods}
        with transaction.atomic():
            got["post"] = said(client.post(address, FORM, **from_here))
            transaction.set_rollback(True)
        safe = [get, *head][-1]
        others = {got.get("put", safe), got.get("delete", safe)}
        if (got["get"], got["post"], got.get("head", safe)) != (get, post, safe) or others - {safe, "405"}:
            wrong.append(f"{route} is declared a door of {sort}, {get} and {post}, but answers {got}")
    assert not wrong, "\n".join(wrong)
    assert dump() == before, "something other than a POST wrote"


def kept():
    return len(built.plain.things) + len(built.asked.things)


def test_no_invented_word_of_a_query_builds_anything_twice(world):
    multiplied = []
    for sort, place in ROUTES.values():
        if sort == "page" and "{" not in place:
            built.forget()
            for more in ("", "1", "2", "utm_source=x"):
                Client().get(place + ("&" if "?" in place else "?") + more)
            if kept() > 1:
                multiplied.append(place)
    assert not multiplied
