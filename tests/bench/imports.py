"""What an import costs, and its readers: `python -m tests.bench.imports`.

4,000 talks of three people each, as the CSV that the site itself gives out, go into a new conference: rehearsed, then
applied, each by the command in the shell, while pages of another conference are read, 200 a second.
"""

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from .run import PORTS, ROOT, serving

PAGES = ("/2021/", "/2021/2021-05-05/", "/2021/sessions/oral-session-7/", "/2021/talks/implicit-normalizing-flows/")
RATE, QUIET = 200, 10
INTO = ("--conference", "2027", "--create", "--name", "ICLR 2027", "--zone", "Europe/Lisbon")


def main():
    with tempfile.TemporaryDirectory() as folder:
        database = os.environ.get("DATABASE_URL") or f"sqlite:///{folder}/imports.sqlite3"
        environment = os.environ | {"DATABASE_URL": database, "SECRET_KEY": "bench", "PORT": str(PORTS["site"])}
        for command in ("migrate", "loaddata iclr2021", "make_sample --talks 4000"):
            manage(environment, *command.split(), "-v0")
        with serving([sys.executable, "-m", "conference.start"], "site", "/healthz", environment):
            asyncio.run(measure(Path(folder) / "programme.csv", environment))


async def measure(file, environment):
    reader = Reader()
    file.write_bytes(await reader.get("/2026/programme.csv"))
    for page in PAGES:
        await reader.get(page)
    quiet = await reader.p99(asyncio.sleep(QUIET))
    print(f"readers: p99 {quiet:.1f} ms")
    for name, more in (("rehearsal", ()), ("rehearsal and apply", ("--apply",))):
        began = time.perf_counter()
        command = asyncio.to_thread(manage, environment, "import_programme", str(file), *INTO, *more)
        busy = await reader.p99(command)
        seconds = time.perf_counter() - began
        print(f"{name}: {seconds:.1f} s (goal 10 each), readers' p99 {busy:.1f} ms, {busy / quiet:.1f} of it (goal 2)")


def manage(environment, *command):
    done = subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, env=environment, capture_output=True)
    assert done.returncode == 0, done.stdout[-500:] + done.stderr[-500:]


class Reader:
    """Asks for pages when they are due, each over a connection of its own."""

    async def get(self, page):
        reader, writer = await asyncio.open_connection("127.0.0.1", PORTS["site"])
        writer.write(f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        head, _, body = (await reader.read()).partition(b"\r\n\r\n")
        writer.close()
        assert b" 200 " in head.partition(b"\r\n")[0], head
        return body

    async def p99(self, work):
        """In ms, of the pages that were due while this work was done; it counts from when they were."""
        task, times = asyncio.ensure_future(work), []
        tasks, began, asked = set(), time.perf_counter(), 0
        while not task.done():
            due = began + asked / RATE
            await asyncio.sleep(max(0, due - time.perf_counter()))
            tasks.add(asyncio.create_task(self.timed(PAGES[asked % len(PAGES)], due, times)))
            asked += 1
        await asyncio.gather(task, *tasks)
        return sorted(times)[int(len(times) * 0.99)] * 1000

    async def timed(self, page, due, times):
        await self.get(page)
        times.append(time.perf_counter() - due)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main()
