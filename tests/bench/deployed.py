"""nginx as shipped, two servers and PostgreSQL on this machine: `python -m tests.bench.deployed`.

One server is stopped and then killed under load, a change goes in through both, and everything that failed is
counted. Needs nginx, and a PostgreSQL that lets `postgres` in (or DATABASE_URL of an empty database).
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from tests.nginx import shipped

from .run import PORTS, ROOT, install, serving, wrk

PORTS |= {"one": 8193, "two": 8194, "nginx": 8195}
PAGE = "/2021/sessions/oral-session-7/"
DATABASE = os.environ.get("DATABASE_URL") or "postgres://postgres@127.0.0.1/plenary_bench"


def main():
    install("nginx")
    fresh_database()
    with ExitStack() as running:
        running.enter_context(plenary("two"))
        folder = running.enter_context(tempfile.TemporaryDirectory())
        with plenary("one"):
            running.enter_context(serving(nginx(Path(folder), writers=1000), "nginx", PAGE, os.environ))
            compare()
            seen_at_once()
            end_one(signal.SIGTERM)
        with plenary("one"):
            time.sleep(6)  # nginx asks it again
            end_one(signal.SIGKILL)


def plenary(name):
    return serving([sys.executable, "-m", "conference.start"], name, "/healthz", settings(name))


def fresh_database():
    if "DATABASE_URL" not in os.environ:
        for command in ("dropdb --if-exists", "createdb"):
            subprocess.run([*command.split(), "-h", "127.0.0.1", "-U", "postgres", "plenary_bench"], check=True)


def settings(name):
    site = f"http://127.0.0.1:{PORTS['nginx']}"
    return os.environ | {"DATABASE_URL": DATABASE, "SECRET_KEY": "bench", "PORT": str(PORTS[name]), "SITE_URL": site}


def nginx(folder, writers=20):
    """The command that runs the shipped configuration in front of both servers."""
    (folder / "static.html").write_bytes(b"x" * 30_000)
    static = f"    location = /static.html {{ root {folder}; }}\n    location /static/"
    return shipped(folder, PORTS["nginx"], [PORTS["one"], PORTS["two"]], writers, {"    location /static/": static})


def compare():
    turns = [(wrk("nginx", "/static.html"), wrk("nginx", PAGE)) for _ in range(3)]
    static, page = (sorted(turn[i]["rate"] for turn in turns)[1] for i in (0, 1))
    print(f"nginx: static 30 KB {static:,.0f}/s, the session page {page:,.0f}/s, {page / static:.2f} of it (goal 0.5)")


def fetch(name, path=PAGE):
    with urllib.request.urlopen(f"http://127.0.0.1:{PORTS[name]}{path}", timeout=10) as response:
        return response.read().decode()


def seen_at_once():
    """A change made by a third process is in the next answer of both servers."""
    code = "from conference.programme.models import Session; Session.objects.update(title='Changed at {}')"
    stale = 0
    for n in range(5):
        fetch("one"), fetch("two")
        subprocess.run(
            [sys.executable, "manage.py", "shell", "-v0", "-c", code.format(n)],
            cwd=ROOT,
            env=settings("one"),
            check=True,
        )
        stale += sum(f"Changed at {n}" not in fetch(name) for name in ("one", "two"))
        time.sleep(2.1)  # nginx counts whole seconds
        stale += f"Changed at {n}" not in fetch("nginx")
    print(f"changes: 5, stale answers after them: {stale}")


def end_one(how, seconds=8):
    """Read pages and bookmark through nginx, past its cache, while one of the two servers gets a signal."""
    found, stop = {"GET": Counter(), "POST": Counter()}, time.time() + seconds
    talks = re.findall('action="([^"]+/bookmark)"', fetch("nginx"))

    def ask(n):
        cookie = {"Cookie": "time_zone=Asia/Tokyo"} if n % 2 else {}  # half of the readers are not for the cache
        while time.time() < stop:
            method, path, body = (
                ("POST", talks[n % len(talks)], b"keep=yes&next=/healthz") if n < 2 else ("GET", PAGE, None)
            )
            headers = cookie | {"Sec-Fetch-Site": "same-origin"}
            try:
                request = urllib.request.Request(f"http://127.0.0.1:{PORTS['nginx']}{path}", body, headers)
                with urllib.request.urlopen(request, timeout=10) as response:
                    found[method][response.status] += bool(response.read())
            except OSError as error:
                found[method][str(error)] += 1

    clients = [threading.Thread(target=ask, args=[n]) for n in range(10)]
    for client in clients:
        client.start()
    time.sleep(seconds / 4)
    # A stop is told to the first process only, which tells the others; so does systemd, as shipped.
    for pid in of_server("one")[: 1 if how == signal.SIGTERM else None]:
        os.kill(pid, how)
    for client in clients:
        client.join()
    print(f"one server got {how.name} under load:", {method: dict(counts) for method, counts in found.items()})


def of_server(name):
    """The processes that serve this port: the ones whose command ends with it, and their children."""
    told = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    processes = [re.match(r"\s*(\d+)\s+(\d+)\s+(.*)", row).groups() for row in told.splitlines()[1:]]
    ours = [int(pid) for pid, _, args in processes if args.endswith(f" {PORTS[name]}")]
    return list(dict.fromkeys(ours + [int(pid) for pid, parent, _ in processes if int(parent) in ours]))


if __name__ == "__main__":
    main()
