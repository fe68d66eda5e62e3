from django.urls import path

from conference import converters  # noqa: F401 - registers year

from . import views

app_name = "organizers"
urlpatterns = [
    path("", views.desks, name="desks"),
    path("<year:year>/", views.desk, name="desk"),
    path("<year:year>/preview", views.preview, name="preview"),
    path("<year:year>/put-back", views.put_back, name="put_back"),
    path("<year:year>/sessions/<slug:session>/times", views.session_times, name="session_times"),
    path("<year:year>/release", views.release, name="release"),
]
