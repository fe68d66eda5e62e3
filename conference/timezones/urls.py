from django.urls import path

from . import views

app_name = "timezones"
urlpatterns = [path("time-zone/", views.time_zone, name="time_zone")]
