"""How long 20 searches of 10,000 talks take, against a bare constant view on the same server in the same minutes.

    python -m tests.bench.search            # in a database of its own, SQLite
    DATABASE_URL=postgres://… python -m tests.bench.search

Both servers run as `make run` starts them. Each question is measured between two measurements of the bare view, as
the mean time of a request under eight clients (wrk), in two ways: as asked again and again, and `new`, where no two
addresses are the same, so that nothing that keeps whole pages can help.
"""

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.parse import quote_plus

QUESTIONS = [
    "zzzzzz", "qqq xyz", "nothing-of-the-kind", "pumice", "O(1/sqrt(n))", "Zukauskas", "zoe moreau", "octopus", "ant trails",
    "mountain huts", "map patience", "bedtime stories", "honesty", "learning", "tidal", "ada", "le", "the of", "in", "the",
]  # fmt: skip
SECONDS, CLIENTS = 2, 8
PORTS = {"plenary": 8145, "bare": 8146}

BARE = '''
import django
from django.conf import settings
from django.http import HttpResponse
from django.urls import path

names = ["security.SecurityMiddleware", "common.CommonMiddleware", "csrf.CsrfViewMiddleware",
         "clickjacking.XFrameOptionsMiddleware"]
settings.configure(SECRET_KEY="bare", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, INSTALLED_APPS=[
    "django.contrib.sessions", "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.messages"],
    MIDDLEWARE=["django.middleware." + names[0], "django.contrib.sessions.middleware.SessionMiddleware",
    *("django.middleware." + name for name in names[1:3]), "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware", "django.middleware." + names[3]])
django.setup()
BODY = b"x" * 30_000
urlpatterns = [path("", lambda request: HttpResponse(BODY))]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
'''  # fmt: skip
# Each request asks for another address: a word of the tail that no search looks at makes it so.
NEW = (
    "local n = math.random(1e9)\nrequest = function() n = n + 1; return wrk.format('GET', wrk.path .. '&new=' .. n) end"
)


def main():
    python = sys.executable
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "bare.py").write_text(BARE)
        Path(folder, "new.lua").write_text(NEW)
        env = os.environ | {"PORT": str(PORTS["plenary"]), "DEBUG": "0"}
        env.setdefault("DATABASE_URL", f"sqlite:///{folder}/bench.sqlite3")
        for command in (["migrate", "--verbosity=0"], ["make_sample", "--talks=10000"]):
            subprocess.run([python, "manage.py", *command], env=env, check=True)
        gunicorn = str(Path(python).with_name("gunicorn"))
        options = ["--workers=2", "--threads=4", "--log-level=warning", f"--bind=127.0.0.1:{PORTS['bare']}"]
        servers = [
            subprocess.Popen([python, "-m", "conference.start"], env=env),
            subprocess.Popen([gunicorn, "bare:application", "--chdir", folder, *options]),
        ]
        try:
            for port, path in ((PORTS["plenary"], "/2026/search/?q=index"), (PORTS["bare"], "/")):
                wait_for(f"http://127.0.0.1:{port}{path}")
            measure(folder)
        finally:
            for server in servers:
                server.terminate()


def wait_for(address):
    for _ in range(120):
        try:
            return urllib.request.urlopen(address).read()
        except OSError:
            time.sleep(0.5)
    raise SystemExit(f"{address} does not answer")


def measure(folder):
    bare = f"http://127.0.0.1:{PORTS['bare']}/"
    ratios = {"again": [], "new": []}
    milliseconds(bare)
    print(f"{'':24}{'bare ms':>9}{'again':>9}{'new':>9}   (times bare)")
    for question in QUESTIONS:
        address = f"http://127.0.0.1:{PORTS['plenary']}/2026/search/?q={quote_plus(question)}"
        for _ in range(4):
            urllib.request.urlopen(address).read()
        times = [
            milliseconds(bare),
            milliseconds(address),
            milliseconds(bare),
            milliseconds(address, f"{folder}/new.lua"),
        ]
        times.append(milliseconds(bare))
        control = statistics.mean([times[0], times[2], times[4]])
        ratios["again"].append(times[1] / control)
        ratios["new"].append(times[3] / control)
        print(f"{question:24}{control:9.2f}{ratios['again'][-1]:9.1f}{ratios['new'][-1]:9.1f}", flush=True)
    for way, found in ratios.items():
        print(f"{way}: median {statistics.median(found):.1f} x bare, worst {max(found):.1f} x bare")


def milliseconds(address, script=None):
    """Of one request, of the clients' time; requests that are not answered with 200 end the measurement."""
    extra = ["-s", script] if script else []
    command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{SECONDS}", "--timeout", "20", *extra, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(f"{address}:\n{said}")
    return CLIENTS * 1000 / float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


if __name__ == "__main__":
    main()
