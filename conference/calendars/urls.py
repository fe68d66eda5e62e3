from django.urls import path

from conference import converters  # noqa: F401 - registers year and day
from conference.attendees.secrecy import private

from . import views

app_name = "calendars"
urlpatterns = [
    path("<year:year>/programme.ics", views.year, name="year"),
    path("<year:year>/<day:day>.ics", views.day, name="day"),
    path("<year:year>/search.ics", views.search, name="search"),
    path("<year:year>/sessions/<slug:session>.ics", views.session, name="session"),
    path("<year:year>/talks/<slug:talk>.ics", views.talk, name="talk"),
    path("<year:year>/people/<slug:person>.ics", views.person, name="person"),
    path("<year:year>/my-schedule.ics", views.own_schedule, name="own_schedule"),
    path("<year:year>/my-schedule/<str:token>.ics", views.my_schedule, name="my_schedule"),
    path("<year:year>/my-schedule/<str:token>/<day:day>.ics", private(views.day), name="my_day"),
    path("<year:year>/my-schedule/<str:token>/search.ics", private(views.search), name="my_search"),
]
