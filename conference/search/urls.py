from django.urls import path

from conference import converters  # noqa: F401 - registers year

from . import views

app_name = "search"
urlpatterns = [path("<year:year>/search/", views.search, name="search")]
