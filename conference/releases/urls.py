from django.urls import path

from conference import converters  # noqa: F401 - registers year

from . import views

app_name = "releases"
urlpatterns = [
    path("<year:year>/changes/", views.changes, name="changes"),
    path("<year:year>/changes.atom", views.feed, name="feed"),
]
