"""The nginx configuration that ships: what is kept for everybody, and what never is."""

import shutil
import subprocess
import threading
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.conf import settings

from conference import headers

from .nginx import shipped
from .tools import a_free_port, first_true, need

pytestmark = pytest.mark.once
SECRET = "/2021/my-schedule/" + "s" * 43


class App(BaseHTTPRequestHandler):
    """A server of ours as nginx sees it: it says who may keep a page, knows ETags, and notes what it was asked.

    What it answers tells for whom that is.
    """

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one piece

    def do_GET(self):
        self.server.asked.append((self.command, self.path, self.headers["If-None-Match"]))
        known = self.headers["If-None-Match"] == self.server.tag
        self.send_response(304 if known else self.server.status)
        personal = "Cookie" in self.headers or "my-schedule" in self.path
        self.send_header("Cache-Control", "private, no-store" if personal else "public, no-cache")
        self.send_header("ETag", self.server.tag)
        kind, coding = "part" if "HX-Request" in self.headers else "page", self.headers["Accept-Encoding"]
        body = b"" if known else f"{kind} in {coding}".encode()
        if not known:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.do_GET()

    def log_message(self, *words):
        pass


class Nginx:
    """nginx in front of two servers, both of which are the one whose `tag`, `status` and `asked` are here."""

    def __init__(self, folder):
        self.app = ThreadingHTTPServer(("127.0.0.1", 0), App)
        self.app.tag, self.app.status, self.app.asked = '"one"', 200, []
        self.folder, self.port, own = folder, a_free_port(), self.app.server_address[1]
        self.app.handle_error = lambda *connection: None  # nginx hangs up when it stops
        threading.Thread(target=self.app.serve_forever, daemon=True).start()
        self.process = subprocess.Popen(shipped(folder, self.port, [own, own], writers=1))

    def __call__(self, path, data=None, **headers):
        """The status and how nginx came by the answer, whose `body` is here."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
            response = urllib.request.urlopen(request, timeout=10)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            self.body = response.read().decode()
            return response.status, response.headers["X-Cache"]

    def is_up(self):
        try:
            return bool(self("/up"))
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.app.shutdown()
        self.app.server_close()


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    need(shutil.which("nginx"), "no nginx: sudo apt install nginx-light")
    nginx = Nginx(tmp_path_factory.mktemp("nginx"))
    try:
        first_true(nginx.is_up)
        yield nginx
    finally:
        nginx.stop()


@pytest.fixture
def nginx(running):
    running.app.tag, running.app.status = '"one"', 200
    running.app.asked.clear()
    return running


@pytest.fixture
def address(request):
    """An address that no other test asks for."""
    return f"/2021/{abs(hash(request.node.name))}/"


def until_kept(nginx, address):
    """nginx answers first, and keeps the answer a moment later."""
    first_true(lambda: nginx(address)[1] == "HIT")


def until_old(nginx, address):
    """The answer when what nginx keeps for a second is a second old."""
    return first_true(lambda: (answer := nginx(address))[1] != "HIT" and answer)


def test_a_page_for_everybody_is_kept_and_then_asked_after(nginx, address):
    assert nginx(address) == (200, "MISS")
    until_kept(nginx, address)
    assert until_old(nginx, address) == (200, "REVALIDATED")
    assert (nginx.app.asked[0], nginx.app.asked[-1]) == (("GET", address, None), ("GET", address, '"one"'))


def test_a_page_that_changed_is_fetched(nginx, address):
    until_kept(nginx, address)
    nginx.app.tag = '"two"'
    assert until_old(nginx, address) == (200, "EXPIRED")


@pytest.mark.parametrize("cookie", ["attendee=1", "a=b; time_zone=Asia/Tokyo", "__Host-session=1", "csrf=1"])
def test_who_has_a_cookie_of_ours_is_answered_by_a_server(nginx, address, cookie):
    nginx(address)
    assert nginx(address, Cookie=cookie) == (200, "BYPASS")
    assert nginx(address, Cookie="other=1")[1] != "BYPASS"


@pytest.mark.parametrize(("path", "headers"), [(f"{SECRET}.ics", {}), ("/2021/", {"Cookie": "attendee=1"})])
def test_who_is_answered_by_a_server_is_told_by_it_that_nothing_changed(nginx, path, headers):
    """It need not build what nginx would then throw away."""
    assert nginx(path, If_None_Match='"one"', **headers) == (304, "BYPASS")
    assert nginx.app.asked == [("GET", path, '"one"')]


def test_what_is_private_is_never_kept(nginx):
    for _ in range(2):
        assert nginx(f"{SECRET}/") == (200, "BYPASS")
    assert len(nginx.app.asked) == 2
    assert not [path for path in (nginx.folder / "cache").rglob("*") if path.is_file() and b"sss" in path.read_bytes()]


def test_htmx_is_answered_by_a_server_and_nobody_else_gets_that(nginx, address):
    for _ in range(2):
        assert nginx(address, HX_Request="true") == (200, "BYPASS")
        assert nginx.body.startswith("part")
        nginx(address)
        assert nginx.body.startswith("page")
    until_kept(nginx, address)
    assert nginx.body.startswith("page")


def test_nobody_gets_a_coding_that_they_do_not_take(nginx, address):
    for coding in ("br", "gzip", "identity"):
        nginx(address, Accept_Encoding=coding)
        assert nginx.body == f"page in {coding}"
        first_true(lambda coding=coding: nginx(address, Accept_Encoding=coding)[1] == "HIT")
        assert nginx.body == f"page in {coding}"


def test_while_the_servers_are_in_trouble_the_last_known_page_is_shown(nginx, address):
    until_kept(nginx, address)
    nginx.app.status, nginx.app.tag = 503, '"none"'
    assert until_old(nginx, address) == (200, "STALE")
    assert nginx(f"{address}people/")[0] == 503


def test_what_nginx_sends_by_itself_carries_the_headers_of_all_else(nginx):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"http://127.0.0.1:{nginx.port}/static/absent.css", timeout=10)
    told = refused.value.headers
    assert told["Content-Security-Policy"] == headers.PUBLIC
    assert (told["Referrer-Policy"], told["X-Content-Type-Options"]) == (settings.SECURE_REFERRER_POLICY, "nosniff")


def test_who_writes_without_pause_is_slowed_down(nginx, address):
    answers = {nginx(f"{address}bookmark", b"keep=yes")[0] for _ in range(150)}
    assert answers == {200, 429}
    assert nginx(address)[0] == 200


def test_the_log_has_no_secret(nginx):
    nginx(f"{SECRET}.ics?remind=15")
    nginx("/2021/last/")
    log = nginx.folder / "access.log"
    first_true(lambda: "/2021/last/" in log.read_text())
    told = log.read_text()
    assert "GET /2021/my-schedule/..." in told
    assert "sss" not in told
    assert "remind" not in told
