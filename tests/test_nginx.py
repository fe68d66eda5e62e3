"""The nginx configuration that ships: what is kept for everybody, and what never is."""

import shutil
import subprocess
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from .nginx import shipped
from .tools import a_free_port, need

pytestmark = pytest.mark.once
SECRET = "/2021/my-schedule/" + "s" * 43


class App(BaseHTTPRequestHandler):
    """A server of ours as nginx sees it: it says who may keep a page, knows ETags, and notes what it was asked."""

    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.server.asked.append((self.command, self.path, self.headers["If-None-Match"]))
        known = self.headers["If-None-Match"] == self.server.tag
        self.send_response(304 if known else self.server.status)
        personal = "Cookie" in self.headers or "my-schedule" in self.path
        self.send_header("Cache-Control", "private, no-store" if personal else "public, no-cache")
        self.send_header("ETag", self.server.tag)
        if not known:
            self.send_header("Content-Length", "4")
        self.end_headers()
        self.wfile.write(b"" if known else b"page")

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
        """The status and how nginx came by the answer."""
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        try:
            request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
            response = urllib.request.urlopen(request, timeout=10)
        except urllib.error.HTTPError as error:
            response = error
        with response:
            response.read()
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


@pytest.fixture
def nginx(tmp_path):
    need(shutil.which("nginx"), "no nginx: sudo apt install nginx-light")
    running = Nginx(tmp_path)
    try:
        while not running.is_up():
            assert running.process.poll() is None, (tmp_path / "log").read_text()
            time.sleep(0.02)
        running.app.asked.clear()
        yield running
    finally:
        running.stop()


def until_old(nginx, path):
    """What nginx keeps for a second is a second old."""
    while (answer := nginx(path))[1] == "HIT":
        time.sleep(0.05)
    return answer


def test_a_page_for_everybody_is_kept_and_then_asked_after(nginx):
    assert nginx("/2021/") == (200, "MISS")
    assert until_old(nginx, "/2021/") == (200, "REVALIDATED")
    assert nginx.app.asked == [("GET", "/2021/", None), ("GET", "/2021/", '"one"')]


def test_a_page_that_changed_is_fetched(nginx):
    nginx("/2021/")
    nginx.app.tag = '"two"'
    assert until_old(nginx, "/2021/") == (200, "EXPIRED")


@pytest.mark.parametrize("cookie", ["attendee=1", "a=b; time_zone=Asia/Tokyo", "__Host-session=1", "csrf=1"])
def test_who_has_a_cookie_of_ours_is_answered_by_a_server(nginx, cookie):
    nginx("/2021/")
    assert nginx("/2021/", Cookie=cookie) == (200, "BYPASS")
    assert nginx("/2021/", Cookie="other=1")[1] != "BYPASS"


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


def test_htmx_is_answered_by_a_server(nginx):
    nginx("/2021/")
    assert nginx("/2021/", HX_Request="true") == (200, "BYPASS")


def test_while_the_servers_are_in_trouble_the_last_known_page_is_shown(nginx):
    nginx("/2021/")
    nginx.app.status, nginx.app.tag = 503, '"none"'
    assert until_old(nginx, "/2021/") == (200, "STALE")
    assert nginx("/2021/people/")[0] == 503


def test_who_writes_without_pause_is_slowed_down(nginx):
    answers = {nginx("/2021/talks/a/bookmark", b"keep=yes")[0] for _ in range(150)}
    assert answers == {200, 429}
    assert nginx("/2021/")[0] == 200


def test_the_log_has_no_secret(nginx):
    nginx(f"{SECRET}.ics?remind=15")
    nginx.stop()
    told = (nginx.folder / "access.log").read_text()
    assert "GET /2021/my-schedule/..." in told
    assert "sss" not in told
    assert "remind" not in told
