"""The second control: one query and one template that renders the same items as a page of ours, and nothing else."""

import os

from django.db.models import F
from django.http import HttpResponse
from django.template import Context, Engine

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "conference.settings")

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()

from django.conf import settings
from django.urls import path

from conference.programme.models import Person, Session, Talk

ITEMS = Engine().from_string("""<!doctype html><title>Floor</title><h1>Floor</h1>
{% for item in items %}<article id="{{ item.slug }}"><p>{{ item.start|date:"D j M G:i" }} - {{ item.end|date:"G:i" }}</p>
<h2><a href="/{{ item.slug }}/">{{ item.title }}</a></h2><p>{{ item.place }} {{ item.sort }}</p><p>{{ item.abstract }}</p>
</article>
{% endfor %}""")


def rows(model, **extra):
    """Released rows as plain values."""
    public = model.objects.filter(public=True)
    return public.order_by("released_start").values(
        "title",
        "slug",
        "abstract",
        start=F("released_start"),
        end=F("released_end"),
        place=F("released_room__name"),
        **extra,
    )


def talks(**which):
    return rows(Talk, sort=F("kind__name")).filter(**which)


def page(items):
    return HttpResponse(ITEMS.render(Context({"items": items})))


def of_session(request, year, slug):
    return page(talks(conference__slug=year, released_session__slug=slug))


def of_day(request, year, day):
    return page(talks(conference__slug=year, released_start__date=day))


def of_talk(request, year, slug):
    return page(talks(conference__slug=year, slug=slug))


def of_year(request, year):
    return page(rows(Session).filter(conference__slug=year))


def of_person(request, year, slug):
    return page(talks(conference__slug=year, authors__slug=slug))


def of_people(request, year):
    people = Person.objects.filter(conference__slug=year).order_by("name")
    return page(people.values("slug", title=F("name"))[:600])


urlpatterns = [
    path("<slug:year>/", of_year),
    path("<slug:year>/people/", of_people),
    path("<slug:year>/people/<slug:slug>/", of_person),
    path("<slug:year>/sessions/<slug:slug>/", of_session),
    path("<slug:year>/talks/<slug:slug>/", of_talk),
    path("<slug:year>/<str:day>/", of_day),
]
settings.ROOT_URLCONF = __name__
settings.MIDDLEWARE = []
application = get_wsgi_application()
