from django.urls import path

from conference import converters  # noqa: F401 - registers year and day

from . import views

app_name = "live"
urlpatterns = [path("<year:year>/now/", views.now, name="now")]
