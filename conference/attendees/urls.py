from django.urls import path

from conference import converters  # noqa: F401 - registers year

from . import views

app_name = "attendees"
urlpatterns = [
    path("cookies/", views.cookies, name="cookies"),
    path("<year:year>/talks/<slug:talk>/bookmark", views.bookmark, name="bookmark"),
    path("<year:year>/my-schedule/", views.my_schedule, name="my_schedule"),
    path("<year:year>/my-schedule/renew", views.renew, name="renew"),
]
