from django.urls import path

from conference import converters  # noqa: F401 - registers year and day

from . import views

app_name = "programme"
urlpatterns = [
    path("", views.home, name="home"),
    path("<year:year>/", views.year, name="year"),
    path("<year:year>/<day:day>/", views.day, name="day"),
    path("<year:year>/sessions/<slug:session>/", views.session, name="session"),
    path("<year:year>/talks/<slug:talk>/", views.talk, name="talk"),
    path("<year:year>/people/", views.people, name="people"),
    path("<year:year>/people/<slug:person>/", views.person, name="person"),
]
