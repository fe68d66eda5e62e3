"""The load of a real day, through nginx as shipped: `python -m tests.bench.day`.

A conference of 1,000 talks and 20,000 attendees who keep eight of them each. Requests come when they are due, whether
or not earlier ones were answered: calendars poll with the ETag they hold, most of them somebody's own; pages are opened
at a session's start while an organizer changes something every ten seconds; talks are bookmarked.
Then, for up to 30 s, the same of bare behind the same nginx: what the machine and the load itself take.
POLLS, PAGES, BOOKMARKS: how many a second (67: each calendar every five minutes, as often as an app can be told to;
400; 50). SECONDS: for how long (120). ATTENDEES: how many (20000).
"""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from pathlib import Path

from conference.start import server

from .deployed import PORTS, ROOT, fresh_database, nginx, plenary, settings
from .run import install, serving

YEAR = "2026"
SECONDS = float(os.environ.get("SECONDS") or 120)
ATTENDEES = os.environ.get("ATTENDEES") or "20000"
RATES = {
    name: float(os.environ.get(name.upper()) or rate)
    for name, rate in (("polls", 67), ("pages", 400), ("bookmarks", 50))
}
GOALS = {"polls": 50, "pages": 150, "bookmarks": 150}  # ms that 99 of 100 stay below
OPEN = 400  # connections at most


def main():
    install("nginx")
    fresh_database()
    for command in ("manage.py migrate -v0", "manage.py make_sample --talks 1000"):
        subprocess.run([sys.executable, *command.split()], cwd=ROOT, env=settings("one"), check=True)
    attendees = [sys.executable, "-m", "tests.bench.attendees", YEAR, ATTENDEES]
    day = Day(json.loads(subprocess.check_output(attendees, cwd=ROOT, env=settings("one"))))
    report("Plenary", behind_nginx(plenary, day.live))
    report("bare, with nothing to build, read or write", behind_nginx(bare, day.control))


def behind_nginx(server, load):
    """What the load tells of two such servers."""
    with ExitStack() as running:
        for name in ("one", "two"):
            running.enter_context(server(name))
        folder = running.enter_context(tempfile.TemporaryDirectory())
        running.enter_context(serving(nginx(Path(folder), writers=1000), "nginx", "/healthz", os.environ))
        return asyncio.run(load())


def bare(name):
    return serving(server("tests.bench.bare:application", "127.0.0.1", str(PORTS[name])), name, "/", os.environ)


def report(title, told):
    print(f"{title}:")
    for name, (times, statuses) in told.items():
        times.sort()
        p50, p99 = (times[int(len(times) * part)] * 1000 for part in (0.5, 0.99))
        print(f"{name:10} {len(times):7,} {dict(statuses)}  p50 {p50:.1f} ms  p99 {p99:.1f} ms (goal {GOALS[name]})")


CHANGE = """
import time
from conference.programme.models import Session
while True:
    for session in Session.objects.filter(conference__slug="2026"):
        session.abstract = f"As of {time.time()}"
        session.save()
        time.sleep(10)
"""


class Day:
    """Latency counts from when a request was due, so a server that falls behind cannot hide it."""

    def __init__(self, facts):
        self.pages, self.talks, self.feeds, calendars = (
            facts["pages"],
            facts["talks"],
            facts["feeds"],
            facts["calendars"],
        )
        self.calendars, self.tags = calendars, {}
        self.begin()

    def begin(self):
        self.free, self.told = asyncio.LifoQueue(), defaultdict(lambda: ([], Counter()))
        for _ in range(OPEN):
            self.free.put_nowait(None)

    async def live(self):
        await self.first_polls()
        self.told.clear()
        changes = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", CHANGE], cwd=ROOT, env=settings("one")
        )
        try:
            await self.streams(SECONDS)
        finally:
            changes.terminate()
        return self.told

    async def control(self):
        """The same requests, of servers that hold nothing: what the machine, nginx and this program take."""
        self.begin()
        self.tags.clear()
        await self.streams(min(SECONDS, 30))
        return self.told

    async def streams(self, seconds):
        await asyncio.gather(*(self.stream(name, rate, seconds) for name, rate in RATES.items()))

    async def first_polls(self, at_once=8):
        """Every calendar was fetched before this day: its app holds an ETag. So was every page, by somebody."""
        paths = iter([*self.pages, *self.calendars, *self.feeds])

        async def client():
            for path in paths:
                await self.ask("polls", path, time.perf_counter())

        await asyncio.gather(*(client() for _ in range(at_once)))

    async def stream(self, name, rate, seconds):
        began, asked, tasks = time.perf_counter(), 0, set()
        while (due := began + asked / rate) < began + seconds:
            await asyncio.sleep(max(0, due - time.perf_counter()))
            tasks.add(task := asyncio.create_task(self.ask(name, self.path(name, asked), due)))
            task.add_done_callback(tasks.discard)
            asked += 1
        await asyncio.gather(*tasks)

    def path(self, name, n):
        if name == "bookmarks":
            return f"{self.talks[n % len(self.talks)]}/bookmark"
        if name == "pages":
            return self.pages[n % len(self.pages)]
        return self.feeds[n // 8 % len(self.feeds)] if n % 8 == 0 else self.calendars[n % len(self.calendars)]

    async def ask(self, name, path, due):
        times, statuses = self.told[name]
        connection = await self.free.get()
        try:
            connection, status, tag = await asyncio.wait_for(self.exchange(connection, self.words(name, path)), 30)
            if tag and name == "polls":
                self.tags[path] = tag
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
            connection, status = None, type(error).__name__
        self.free.put_nowait(connection)
        statuses[status] += 1
        times.append(time.perf_counter() - due)

    def words(self, name, path):
        if name == "bookmarks":
            body = "keep=yes"
            more = f"Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}\r\n{body}"
        tag = self.tags.get(path) if name == "polls" else None
        known = f"If-None-Match: {tag}\r\n" if tag else ""
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{known}\r\n"

    async def exchange(self, connection, words):
        """Ask over this connection; over a new one where there is none, or the server has closed it meanwhile."""
        if connection:
            try:
                return await self.over(*connection, words)
            except (ConnectionError, asyncio.IncompleteReadError):
                pass
        return await self.over(*await asyncio.open_connection("127.0.0.1", PORTS["nginx"]), words)

    async def over(self, reader, writer, words):
        writer.write(words.encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        status, headers = int(head[9:12]), dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        if "content-length" in headers:
            await reader.readexactly(int(headers["content-length"]))
        elif headers.get("transfer-encoding") == "chunked":
            while size := int(await reader.readline(), 16):
                await reader.readexactly(size + 2)
            await reader.readline()
        return (reader, writer), status, headers.get("etag", "").replace("w/", "W/")


if __name__ == "__main__":
    main()
