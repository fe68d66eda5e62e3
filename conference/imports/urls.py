from django.urls import path

from conference import converters  # noqa: F401 - registers year

from . import beginning, views

app_name = "imports"
urlpatterns = [
    # No conference's page has these addresses, whatever its slug.
    path("import/new/", beginning.new, name="new"),
    path("import/new/<int:key>/", beginning.found, name="found"),
    path("import/new/<int:key>/give-up", beginning.forget, name="forget"),
    path("<year:year>/import/", views.start, name="start"),
    path("<year:year>/import/sample.csv", views.sample, name="sample"),
    path("<year:year>/import/<int:key>/", views.look, name="look"),
    path("<year:year>/import/<int:key>/apply", views.confirm, name="confirm"),
    path("<year:year>/import/<int:key>/give-up", views.give_up, name="give_up"),
]
