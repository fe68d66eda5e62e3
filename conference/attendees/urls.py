from django.urls import path

from conference import converters  # noqa: F401 - registers year

from . import devices, feed, leaving, secret_addresses, sharing, table, views

app_name = "attendees"
urlpatterns = [
    path("cookies/", views.cookies, name="cookies"),
    path("<year:year>/talks/<slug:talk>/bookmark", views.bookmark, name="bookmark"),
    path("<year:year>/sessions/<slug:session>/bookmark", views.bookmark_session, name="bookmark_session"),
    path("<year:year>/my-schedule/", views.my_schedule, name="my_schedule"),
    path("<year:year>/my-schedule.csv", table.csv, name="csv"),
    path("<year:year>/my-schedule/seen", views.seen, name="seen"),
    path("<year:year>/my-schedule/links/<slug:purpose>", secret_addresses.change, name="link"),
    path("<year:year>/my-schedule/devices", devices.end_others, name="end_other_devices"),
    path("<year:year>/my-schedule/delete/", leaving.ask, name="ask_delete"),
    path("<year:year>/my-schedule/delete", leaving.delete, name="delete"),
    path("<year:year>/my-schedule/open/<str:token>/", devices.ask, name="device"),
    path("<year:year>/my-schedule/open/<str:token>", devices.open_here, name="open_here"),
    path("<year:year>/my-schedule/<str:token>/", sharing.shared, name="shared"),
    path("<year:year>/my-schedule/<str:token>/keep/", sharing.ask, name="ask_keep_shared"),
    path("<year:year>/my-schedule/<str:token>/keep", sharing.keep, name="keep_shared"),
    path("<year:year>/my-schedule/<str:token>.atom", feed.atom, name="news"),
]
