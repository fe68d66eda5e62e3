"""The load of a real day, through nginx as shipped: `python -m tests.bench.day`.

Requests come when they are due, whether or not earlier ones were answered: calendars poll with the ETag they hold,
pages are opened at a session's start while an organizer changes something every ten seconds, talks are bookmarked.
POLLS, PAGES, BOOKMARKS: how many a second (667, 400, 50). SECONDS: for how long (120).
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from contextlib import ExitStack
from pathlib import Path

from .deployed import PAGE, PORTS, ROOT, fetch, fresh_database, nginx, settings
from .run import install, serving

SECONDS = float(os.environ.get("SECONDS") or 120)
RATES = {
    name: float(os.environ.get(name.upper()) or rate)
    for name, rate in (("polls", 667), ("pages", 400), ("bookmarks", 50))
}
GOALS = {"polls": 50, "pages": 150, "bookmarks": 150}  # ms that 99 of 100 stay below
PATHS = {
    "polls": ("/2021/programme.ics", "/2021/2021-05-05.ics", "/2021/sessions/oral-session-7.ics"),
    "pages": (PAGE, "/2021/2021-05-05/", "/2021/", "/2021/people/"),
}
OPEN = 400  # connections at most


def main():
    install("nginx")
    fresh_database()
    with ExitStack() as running:
        for name in ("one", "two"):
            running.enter_context(serving([sys.executable, "-m", "conference.start"], name, "/healthz", settings(name)))
        folder = running.enter_context(tempfile.TemporaryDirectory())
        running.enter_context(serving(nginx(Path(folder), writers=1000), "nginx", PAGE, os.environ))
        talks = sorted(
            {part.split("/bookmark")[0] for part in fetch("nginx").split('action="')[1:] if "/bookmark" in part}
        )
        changes = subprocess.Popen(
            [sys.executable, "manage.py", "shell", "-v0", "-c", CHANGE], cwd=ROOT, env=settings("one")
        )
        try:
            told = asyncio.run(Day(talks).live())
        finally:
            changes.terminate()
    for name, (times, statuses) in told.items():
        times.sort()
        p50, p99 = (times[int(len(times) * part)] * 1000 for part in (0.5, 0.99))
        print(
            f"{name:10} {len(times):7,} answers {dict(statuses)}  p50 {p50:.1f} ms  p99 {p99:.1f} ms (goal {GOALS[name]})"
        )


CHANGE = """
import time
from conference.programme.models import Session
while True:
    Session.objects.update(abstract=f"As of {time.time()}")
    time.sleep(10)
"""


class Day:
    """Latency counts from when a request was due, so a server that falls behind cannot hide it."""

    def __init__(self, talks):
        self.talks, self.tags, self.free = talks, {}, asyncio.LifoQueue()
        self.told = defaultdict(lambda: ([], Counter()))

    async def live(self):
        for _ in range(OPEN):
            self.free.put_nowait(None)
        await asyncio.gather(*(self.stream(name, rate) for name, rate in RATES.items()))
        return self.told

    async def stream(self, name, rate):
        began, asked, tasks = time.perf_counter(), 0, set()
        while (due := began + asked / rate) < began + SECONDS:
            await asyncio.sleep(max(0, due - time.perf_counter()))
            tasks.add(task := asyncio.create_task(self.ask(name, asked, due)))
            task.add_done_callback(tasks.discard)
            asked += 1
        await asyncio.gather(*tasks)

    async def ask(self, name, n, due):
        times, statuses = self.told[name]
        connection = await self.free.get()
        try:
            connection, status, tag = await asyncio.wait_for(self.exchange(connection, self.words(name, n)), 30)
            if tag and name == "polls":
                self.tags[PATHS[name][n % len(PATHS[name])]] = tag
        except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
            connection, status = None, type(error).__name__
        self.free.put_nowait(connection)
        statuses[status] += 1
        times.append(time.perf_counter() - due)

    def words(self, name, n):
        if name == "bookmarks":
            body = "keep=yes"
            path = f"{self.talks[n % len(self.talks)]}/bookmark"
            more = f"Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
            return f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}\r\n{body}"
        path = PATHS[name][n % len(PATHS[name])]
        known = f"If-None-Match: {self.tags[path]}\r\n" if path in self.tags else ""
        return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n{known}\r\n"

    async def exchange(self, connection, words):
        reader, writer = connection or await asyncio.open_connection("127.0.0.1", PORTS["nginx"])
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
