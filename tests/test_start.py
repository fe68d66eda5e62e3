"""`make run`, without the installing: the first start, the second, and what may be in the way."""

import errno
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.db import OperationalError

from conference import start

from .tools import a_free_port, need

pytestmark = pytest.mark.once


@pytest.fixture
def checkout(tmp_path):
    """A copy of what ships, without anybody's data."""
    for name in ("conference", "templates", "static", "fixtures"):
        shutil.copytree(settings.BASE_DIR / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(settings.BASE_DIR / "manage.py", tmp_path)
    return tmp_path


def command(checkout, **environment):
    environment = {"PATH": os.environ["PATH"]} | environment
    return {"args": [sys.executable, "-m", "conference.start"], "cwd": checkout, "env": environment, "text": True}


class Started:
    """The running site, until the `with` ends; `output` is what it printed before it served."""

    def __init__(self, checkout, **environment):
        self.port = a_free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process = subprocess.Popen(
            **command(checkout, PORT=self.port, **environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )

    def __enter__(self):
        self.wait()
        return self

    def wait(self):
        """Until it serves."""
        for _ in range(900):
            if self.process.poll() is not None:
                pytest.fail(self.process.stdout.read())
            try:
                urllib.request.urlopen(f"{self.url}/healthz", timeout=5)
                return
            except OSError:
                time.sleep(0.1)
        pytest.fail("it does not serve within 90 seconds")

    def workers(self):
        """The ids of the processes that serve."""
        return [pid for pid, parent in processes() if parent == self.process.pid]

    def get(self, path):
        return urllib.request.urlopen(self.url + path, timeout=10).read().decode()

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        self.output = self.process.communicate(timeout=20)[0]


def processes():
    """The ids of all, each with its parent's."""
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            yield int(stat.parent.name), int(stat.read_text().rpartition(") ")[2].split()[1])


def rows(checkout):
    import sqlite3

    database = sqlite3.connect(checkout / "var" / "plenary.sqlite3")
    return [line for line in database.iterdump() if not line.startswith(("PRAGMA", "BEGIN"))]


def log_in(url, name, password):
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    page = opener.open(f"{url}/admin/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    form = {"username": name, "password": password, "csrfmiddlewaretoken": token, "next": "/admin/"}
    return opener.open(f"{url}/admin/login/", urlencode(form).encode()).read().decode()


def test_the_first_start_makes_all_and_the_second_changes_nothing(checkout):
    with Started(checkout) as site:
        assert "Oral Session 7" in site.get("/2021/sessions/oral-session-7/")
        css = re.search(r'href="(/static/css/listing\.[0-9a-f]+\.css)"', site.get("/2021/"))[1]
        assert "--paper" in site.get(css)
    name, password = re.search(r"Organizer +(\S+)\nPassword +(\S+)", site.output).groups()
    assert f"The programme    {site.url}/" in site.output
    assert (checkout / "var" / "secret_key").stat().st_mode & 0o777 == 0o600
    before = rows(checkout)
    with Started(checkout) as again:
        assert rows(checkout) == before
        assert "Organizer" in log_in(again.url, name, password)
    assert "Password" not in again.output


def test_a_new_version_leaves_those_their_looks_who_read_the_old_one(checkout):
    with Started(checkout) as old:
        [css] = re.findall(r'href="(/static/css/listing[^"]+)"', old.get("/2021/"))
        part = checkout / "static" / "css" / "pages.css"
        part.write_text(f"{part.read_text()}\n.new-look {{ color: red; }}\n")
        with Started(checkout) as new:
            [other] = re.findall(r'href="(/static/css/listing[^"]+)"', new.get("/2021/"))
            assert "new-look" in new.get(other)
            assert "new-look" not in old.get(css)


def test_what_is_interrupted_while_it_is_collected_is_collected_anew(tmp_path, monkeypatch):
    here, collected = SimpleNamespace(VAR_DIR=tmp_path, STATIC_ROOT=tmp_path / "static"), []

    def collects(*words, **options):
        here.STATIC_ROOT.mkdir(exist_ok=True)
        collected.append(words)
        if len(collected) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("django.core.management.call_command", collects)
    for _ in range(2):
        start.collect_static(here)
    assert len(collected) == 1
    shutil.rmtree(here.STATIC_ROOT)
    with pytest.raises(KeyboardInterrupt):
        start.collect_static(here)
    start.collect_static(here)
    assert len(collected) == 3


def test_workers_that_die_again_and_again_are_started_again(checkout):
    need(Path("/proc/self/stat").exists(), "no /proc, in which the workers are found: run it on Linux")
    with Started(checkout) as site:
        for _ in range(3):
            died = site.workers()
            assert len(died) == 2
            for pid in died:
                os.kill(pid, signal.SIGKILL)
            while set(site.workers()) & set(died) or len(site.workers()) < 2:
                assert site.process.poll() is None, site.process.stdout.read()
                time.sleep(0.1)
            site.wait()


def refused(checkout, **environment):
    done = subprocess.run(**command(checkout, **environment), capture_output=True, timeout=60)
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    return done.stderr


def test_a_taken_port_is_said_with_the_cure(checkout):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert f"PORT={port + 1} make run" in refused(checkout, PORT=str(port))


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"PORT": "eighty"}, "Write a number from 1 to 65535"),
        ({"PORT": "70000"}, "Write a number from 1 to 65535"),
        ({"DATABASE_URL": "sqlite:////nowhere/at/all.sqlite3"}, "Check DATABASE_URL"),
        ({"DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}, "Check DATABASE_URL"),
        ({"HTTPS": "perhaps"}, "HTTPS is 'perhaps': write 1 or 0."),
        ({"SITE_URL": "example.org"}, "write it as https://programme.example.org"),
    ],
)
def test_a_wrong_setting_is_said_with_the_cure(environment, words, checkout):
    assert words in refused(checkout, **{"PORT": a_free_port()} | environment)


@pytest.mark.parametrize("step", ["check_port", "prepare_database", "collect_static", "first_start"])
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "var/ cannot be written .*Make room on its disk."),
        (OperationalError("database or disk is full"), "The database cannot be used .database or disk is full."),
    ],
)
def test_a_full_disk_is_said_with_the_cure_whatever_was_to_be_written(step, error, words, monkeypatch):
    monkeypatch.setattr("django.setup", lambda: None)
    for each in ("check_port", "prepare_database", "collect_static", "first_start"):
        monkeypatch.setattr(start, each, lambda *what: None)
    monkeypatch.setattr(start, step, lambda *what: (_ for _ in ()).throw(error))
    with pytest.raises(SystemExit, match=words):
        start.main()


def test_a_folder_that_cannot_be_written_is_said_with_the_cure(checkout):
    (checkout / "var").write_text("in the way")
    assert "cannot be written" in refused(checkout, PORT=a_free_port())
