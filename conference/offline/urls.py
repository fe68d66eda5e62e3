from django.urls import path

from . import views

app_name = "offline"
urlpatterns = [
    path("worker.js", views.worker, name="worker"),
    path("offline/", views.page, name="page"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
]
