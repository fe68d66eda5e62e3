"""A real Chromium that reads our pages, and a watch that hears whatever goes wrong in it."""

import re
import shutil
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.test.utils import modify_settings, override_settings
from playwright.sync_api import Error, expect
from pytest_django.live_server_helper import LiveServer

from conference.bundles import as_sent
from tests.tools import need

# A slow machine is no failure; what comes at once is not waited for.
expect.set_options(timeout=20_000)

ICON = settings.STATIC_URL + "img/favicon.svg"
BLOCKED = "Service Worker registration blocked by Playwright"
HTTP_ERROR = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


# The browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_type):
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic", "--no-first-run"]
    arguments = browser_type_launch_args | {"args": quiet}
    # The shell is the same engine without windows, which takes a third of the time for each page.
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    if found := next(filter(None, map(shutil.which, names)), None):
        arguments["executable_path"] = found
    try:
        browser_type.launch(**arguments).close()
    except Error:
        need(False, "no Chromium: sudo apt install chromium")
    return arguments


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    """Without the service worker, so that each story meets the server and no copy; its own stories allow it."""
    return browser_context_args | {"service_workers": "block"}


# The server and what it shows


@pytest.fixture(scope="session")
def bundles(tmp_path_factory):
    """The sheets and the script as browsers get them in life, whole and shortened, under their plain names."""
    sent, source = tmp_path_factory.mktemp("static"), settings.BASE_DIR / "static"
    for path in (*source.glob("css/*.css"), *source.glob("js/*.js")):
        name = path.relative_to(source).as_posix()
        (sent / name).parent.mkdir(exist_ok=True)
        (sent / name).write_bytes(as_sent(name, ContentFile(path.read_bytes())).read())
    with override_settings(STATICFILES_DIRS=[sent, *settings.STATICFILES_DIRS]):
        yield


@pytest.fixture(scope="session")
def site(django_db_setup, bundles):
    """The address of our server. Unlike live_server it lets a module keep its rows from story to story."""
    with modify_settings(ALLOWED_HOSTS={"append": "127.0.0.1"}):
        server = LiveServer("127.0.0.1")
        yield server.url
        server.stop()


@pytest.fixture(scope="module")
def stage(django_db_setup, django_db_blocker):
    """An empty database, to fill once for a module. Attendees have a browser context each, so stories do not meet."""
    with django_db_blocker.unblock():
        yield
        call_command("flush", verbosity=0, interactive=False)
        connections.close_all()  # Playwright's loop has its own, which would keep the database from being removed


# The visitor


class Watch:
    """All that a browser complains about. A story may expect some of it; then it must happen, too."""

    def __init__(self, context, site):
        self.context, self.host = context, urlsplit(site).netloc
        self.heard, self.expected, self.statuses = [], [], {}
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.heard.append(f"page error: {error.error}"))
        context.on("dialog", self.on_dialog)
        context.on("request", self.on_request)
        context.on("requestfailed", self.on_failure)
        context.on("response", self.on_response)

    def on_console(self, message):
        status = HTTP_ERROR.match(message.text)
        # Chromium repeats the status of a page there; on_response has seen it already.
        if message.text == BLOCKED:
            return
        if not status or self.statuses.get(message.location["url"]) != int(status[1]):
            self.heard.append(f"console {message.type}: {message.text}")

    def on_dialog(self, dialog):
        self.heard.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def on_request(self, request):
        if urlsplit(request.url).netloc != self.host:
            self.heard.append(f"request to elsewhere: {request.url}")

    def on_failure(self, request):
        # Whoever leaves a page at once, or loses the network, may do so before its icon has come.
        left = request.failure in ("net::ERR_ABORTED", "net::ERR_INTERNET_DISCONNECTED")
        if not (left and urlsplit(request.url).path == ICON):
            self.heard.append(f"failed: {request.url} {request.failure}")

    def on_response(self, response):
        if response.status >= 400 and self.statuses.get(response.url) != response.status:
            self.heard.append(f"status {response.status}: {response.url}")

    def expect(self, pattern):
        """Something that matches this is part of the story."""
        self.expected.append(re.compile(pattern))

    def expect_status(self, address, status):
        self.statuses[address] = status

    def complaints(self):
        """What nobody expected, and what was expected in vain."""
        for page in self.context.pages:
            page.title()  # what the browser said before it answers this has arrived
        surprises = [line for line in self.heard if not any(each.search(line) for each in self.expected)]
        missing = [each.pattern for each in self.expected if not any(each.search(line) for line in self.heard)]
        return surprises + [f"did not happen: {pattern}" for pattern in missing]


@pytest.fixture
def watch(context, site):
    watch = Watch(context, site)
    yield watch
    assert watch.complaints() == []


@pytest.fixture
def visit(page, watch, site):
    """Open a page in the browser: `visit("/2021/")`; an error page is one only if the story says so."""

    def visit(path, status=200):
        if status >= 400:
            watch.expect_status(site + path, status)
        response = page.goto(site + path)
        assert response.status == status, f"{path} is {response.status}"
        return page

    return visit


@pytest.fixture
def send(page, visit, watch, site):
    """Send a form from one of our pages, with values that our own forms would not send."""

    def send(path, status=200, **fields):
        if status >= 400:
            watch.expect_status(site + path, status)
        if not page.url.startswith(site):
            visit("/cookies/")
        with page.expect_navigation() as navigation:
            page.evaluate(SEND, [path, fields])
        assert navigation.value.status == status
        return page

    return send


SEND = """([path, fields]) => {
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action: path});
    for (const [name, value] of Object.entries(fields))
        form.append(Object.assign(document.createElement("input"), {type: "hidden", name, value}));
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture
def post(context, site):
    """Send one of our own forms without looking: `post("/2021/my-schedule/links/share", {"serial": "0"})`."""

    def post(address, form):
        own = {"form": form, "headers": {"Sec-Fetch-Site": "same-origin"}}
        response = context.request.post(site + address, **own, max_redirects=0)
        assert response.status == 302, f"{address} is {response.status}"

    return post


@pytest.fixture
def keep(post):
    """Bookmark talks without looking: `keep("/2021/talks/implicit-normalizing-flows/")`."""

    def keep(*addresses):
        for address in addresses:
            post(f"{address}bookmark", {"keep": "yes"})

    return keep


@pytest.fixture
def log_in(context, site):
    """Log in at the admin without looking; an organizer may do everything there, other staff nothing."""

    def log_in(organizer=True):
        name = "organizer" if organizer else "helper"
        values = {"is_staff": True, "is_superuser": organizer}
        user, _ = get_user_model().objects.get_or_create(username=name, defaults=values)
        client = Client()
        client.force_login(user)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": site}])

    return log_in
