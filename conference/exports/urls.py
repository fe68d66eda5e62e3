from django.urls import path

from conference import converters  # noqa: F401 - registers year and number

from . import findable, views

app_name = "exports"
urlpatterns = [
    path("robots.txt", findable.robots, name="robots"),
    path("sitemap.xml", findable.sitemaps, name="sitemaps"),
    path("<year:year>/sitemap-<number:file>.xml", findable.sitemap, name="sitemap"),
    path("<year:year>/programme.xml", views.xml, name="xml"),
    path("<year:year>/programme.json", views.api, name="json"),
    path("<year:year>/programme.csv", views.table, name="csv"),
    path("<year:year>/sessions/<slug:session>.bib", views.session, name="session_bib"),
    path("<year:year>/talks/<slug:talk>.bib", views.talk, name="talk_bib"),
]
