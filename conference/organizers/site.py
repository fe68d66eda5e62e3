"""The admin as a whole."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class Site(AdminSite):
    site_title = "Plenary"
    site_header = "Organizers"
    index_title = "The programme"
    site_url = "/"

    @property
    def login_form(self):
        from conference.logins.form import LoginForm  # once all models are loaded

        return LoginForm

    def index(self, request, extra_context=None):
        from conference.programme.desk import whom_to_ask  # once all models are loaded

        return super().index(request, {"whom_to_ask": whom_to_ask(request.user), **(extra_context or {})})

    def get_urls(self):
        """Without Django's way from any row of any table to its page, which asks for no right to the row."""
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]


class Config(AdminConfig):
    default_site = "conference.organizers.site.Site"
