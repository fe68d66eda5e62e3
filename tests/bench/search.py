"""How long 20 searches of 10,000 talks take, against a bare constant view on the same server in the same minutes.

    python -m tests.bench.search                             # SQLite
    DATABASE_URL=postgres://… python -m tests.bench.search   # a database beside that one

The database is made for it and thrown away afterwards. Each question is measured as the mean time of a request under
eight clients, between two measurements of the bare view, in three ways: `again`, by the same address, whose page is
on the shelf; `new`, each time by another address, so that each page is built; and `words`, the same on a server that
never remembers what words find, as if nobody had asked for them since the last change.
"""

import json
import os
import secrets
import statistics
import subprocess
import sys
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import quote_plus, urlsplit

from conference.start import server

from .run import CONNECTIONS, PORTS, ROOT, install, python, serving, url, wrk

PORTS |= {"words": 8196}
QUESTIONS = [
    "zzzzzz", "qqq xyz", "nothing-of-the-kind", "pumice", "O(1/sqrt(n))", "Zukauskas", "zoe moreau", "octopus", "ant trails",
    "mountain huts", "map patience", "bedtime stories", "honesty", "learning", "tidal", "ada", "le", "the of", "in", "the",
]  # fmt: skip
TALKS, YEAR = 10_000, "2026"


def main():
    install("wrk")
    with ExitStack() as running:
        database = running.enter_context(a_database())
        environment = os.environ | {"DATABASE_URL": database, "SECRET_KEY": "bench", "PORT": str(PORTS["site"])}
        for command in (["migrate"], ["make_sample", f"--talks={TALKS}"], ["rebuild_search"]):
            subprocess.run([sys.executable, "manage.py", *command, "-v0"], cwd=ROOT, env=environment, check=True)
        running.enter_context(serving([sys.executable, "-m", "conference.start"], "site", "/healthz", environment))
        told = python("tests.bench.found", YEAR, *QUESTIONS, env=environment, stdout=subprocess.PIPE).stdout
        for control in ("bare", "words"):
            command = server(f"tests.bench.{control}:application", "127.0.0.1", str(PORTS[control]))
            running.enter_context(serving(command, control, "/" if control == "bare" else "/healthz", environment))
        measure(json.loads(told), database.partition(":")[0])


@contextmanager
def a_database():
    """The address of an empty database that is gone afterwards."""
    beside = os.environ.get("DATABASE_URL")
    if not beside:
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{Path(folder, 'search.sqlite3')}"
        return
    import psycopg

    name = f"plenary_search_{secrets.token_hex(4)}"
    with psycopg.connect(beside, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(beside)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def measure(found, database):
    print(f"{database}, {TALKS:,} talks, {os.cpu_count()} cores; ms for bare, times bare for the others")
    print(f"{'':22}{'talks':>8}{'queries':>9}{'bare':>8}{'again':>8}{'new':>8}{'words':>8}")
    ratios = {"again": [], "new": [], "words": []}
    for name in ("site", "words"):
        wrk(name, f"/{YEAR}/search/?q=the")  # warm: each process reads the year once
    bare = milliseconds("bare", "/")
    for question in QUESTIONS:
        address = f"/{YEAR}/search/?q={quote_plus(question)}"
        times = {
            "again": milliseconds("site", address),
            "new": milliseconds("site", address, "new.lua"),
            "words": milliseconds("words", address, "new.lua"),
        }
        before, bare = bare, milliseconds("bare", "/")
        for way, time in times.items():
            ratios[way].append(time / statistics.mean([before, bare]))
        cells = "".join(f"{ratios[way][-1]:8.1f}" for way in ratios)
        talks, queries = found[question]
        print(f"{question:22}{talks:8,}{queries:9}{bare:8.2f}{cells}", flush=True)
    for name, of in (("median", statistics.median), ("worst", max)):
        print(f"{name:47}" + "".join(f"{of(each):8.1f}" for each in ratios.values()))


def milliseconds(name, address, script=""):
    """Of one request, of the clients' time; anything but a 200 ends the measurement."""
    told = wrk(name, address, script=script)
    if told["failed"] or not told["rate"]:
        raise SystemExit(f"{url(name, address)} was not answered")
    return CONNECTIONS * 1000 / told["rate"]


if __name__ == "__main__":
    main()
