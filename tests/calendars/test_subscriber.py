"""A real calendar client, vdirsyncer with khal, subscribes over HTTP."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conference.programme.models import Talk
from tests.again import load_seed
from tests.world import release

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

BIN = Path(sys.executable).parent


@pytest.fixture
def subscriber(tmp_path, live_server):
    """`subscribe(address)` makes the client follow it; `sync()` and `listed()` are what the client then does."""
    home = {
        **os.environ,
        "HOME": str(tmp_path),
        "XDG_CONFIG_HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "TZ": "America/Los_Angeles",
    }
    calendar = tmp_path / "calendar" / "programme"
    calendar.mkdir(parents=True)

    class Subscriber:
        def run(self, *command):
            done = subprocess.run(
                [str(BIN / command[0]), *command[1:]], env=home, capture_output=True, text=True, timeout=60
            )
            assert done.returncode == 0, done.stdout + done.stderr
            return done.stdout

        def subscribe(self, address):
            (tmp_path / "vdirsyncer.conf").write_text(f"""
[general]
status_path = "{tmp_path}/status/"
[pair programme]
a = "here"
b = "there"
collections = null
conflict_resolution = "b wins"
[storage here]
type = "filesystem"
path = "{calendar}"
fileext = ".ics"
[storage there]
type = "http"
url = "{live_server.url}{address}"
""")
            (tmp_path / "khal.conf").write_text(f"""
[calendars]
[[programme]]
path = {calendar}
[locale]
local_timezone = America/Los_Angeles
default_timezone = America/Los_Angeles
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {tmp_path}/khal.db
""")
            self.run("vdirsyncer", "-c", str(tmp_path / "vdirsyncer.conf"), "discover")
            self.sync()

        def sync(self):
            self.run("vdirsyncer", "-c", str(tmp_path / "vdirsyncer.conf"), "sync")

        def listed(self):
            form = "{start-time}-{end-time} {title} [{status}]"
            text = self.run(
                "khal", "-c", str(tmp_path / "khal.conf"), "list", "--format", form, "-df", "", "2021-05-05", "1d"
            )
            return [line for line in text.splitlines() if line.strip()]

    return Subscriber()


def test_it_sees_sixteen_events_at_the_right_times(subscriber):
    load_seed()
    subscriber.subscribe("/2021/programme.ics")
    listed = subscriber.listed()
    assert len(listed) == 16
    assert listed[0].startswith("03:00-03:15 An Image is Worth 16x16 Words")
    assert listed[-1].startswith("05:55-06:08 Q&A · Oral Session 7")


def test_it_follows_what_changes(subscriber):
    load_seed()
    subscriber.subscribe("/2021/sessions/oral-session-7.ics")
    talk = Talk.objects.get(slug="implicit-normalizing-flows")
    release(talk, title="Explicit Flows", draft_cancelled=True)
    subscriber.sync()
    assert any("Cancelled: Explicit Flows" in line for line in subscriber.listed())
    assert len(subscriber.listed()) == 16
