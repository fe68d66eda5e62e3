"""Every room's addresses. Fixed words come before the years, so that no conference can take one of them."""

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from conference import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.healthz, name="healthz"),
    path("favicon.ico", RedirectView.as_view(url="/static/img/favicon.svg")),
    path("", include("conference.timezones.urls")),
    path("", include("conference.attendees.urls")),
    path("", include("conference.calendars.urls")),
    path("", include("conference.search.urls")),
    path("", include("conference.live.urls")),
    path("", include("conference.releases.urls")),
    path("", include("conference.exports.urls")),
    path("", include("conference.offline.urls")),
    path("organize/", include("conference.imports.urls")),
    path("organize/", include("conference.organizers.urls")),
    path("", include("conference.programme.urls")),
]

handler400 = "conference.trouble.bad_request"
handler403 = "conference.trouble.forbidden"
handler404 = "conference.trouble.not_found"
handler500 = "conference.trouble.server_error"
