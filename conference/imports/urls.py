from django.urls import path

from conference import converters  # noqa: F401 - registers year

from . import views

app_name = "imports"
urlpatterns = [
    path("<year:year>/import/", views.start, name="start"),
    path("<year:year>/import/sample.csv", views.sample, name="sample"),
    path("<year:year>/import/<int:key>/", views.look, name="look"),
    path("<year:year>/import/<int:key>/apply", views.confirm, name="confirm"),
    path("<year:year>/import/<int:key>/give-up", views.give_up, name="give_up"),
]
