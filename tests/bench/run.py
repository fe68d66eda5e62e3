"""What `make bench` does: measure each row beside its controls, in turns, and print one table. It judges nothing.

ROW=agenda takes the rows with that word, SIZE=seed (or 1000, 10000) those of one size, SECONDS=5 longer turns;
DATABASE_URL measures another database, with whatever is in it at /2021/.
"""

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import ExitStack, contextmanager
from pathlib import Path

from conference.start import server

from .rows import rows

ROOT = Path(__file__).resolve().parent.parent.parent
HERE, DATA = Path(__file__).parent, ROOT / "var" / "bench"
SIZES = {"seed": "2021", "1000": "2026", "10000": "2026"}
PORTS = {"site": 8190, "bare": 8191, "floor": 8192}
ROUNDS, CONNECTIONS = 3, 8
SECONDS = os.environ.get("SECONDS") or "1"
HEAD = ("row", "req/s", "p50 ms", "p99 ms", "bytes", "gzipped", "queries", "÷ bare", "÷ floor", "goal", "met")


def main():
    install("wrk")
    DATA.mkdir(parents=True, exist_ok=True)
    sizes = [os.environ["SIZE"]] if os.environ.get("SIZE") else list(SIZES)
    for size in sizes:
        measure(size, SIZES[size])


def install(package):
    if shutil.which(package):
        return
    as_root = [] if os.geteuid() == 0 else ["sudo"]
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", package]):
        subprocess.run([*as_root, *command], check=True, stdout=subprocess.DEVNULL)


def measure(size, year):
    environment = os.environ | {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or f"sqlite:///{DATA / size}.sqlite3",
        "SECRET_KEY": "bench",
        "PORT": str(PORTS["site"]),
    }
    fill(size, environment)
    with ExitStack() as running:
        # Its start collects the static files, without which no page can be built.
        running.enter_context(serving([sys.executable, "-m", "conference.start"], "site", "/healthz", environment))
        facts = json.loads(python("tests.bench.facts", year, env=environment, stdout=subprocess.PIPE).stdout)
        chosen = [row for row in rows(facts) if os.environ.get("ROW", "") in row.name]
        for control, path in (("bare", "/"), ("floor", facts["session"])):
            command = server(f"tests.bench.{control}:application", "127.0.0.1", str(PORTS[control]))
            running.enter_context(serving(command, control, path, environment))
        print(
            f"\n{size}: {facts['queries'] and len(chosen)} rows, {ROUNDS} turns of {SECONDS} s, {os.cpu_count()} cores",
            flush=True,
        )
        print(line(HEAD))
        for row in chosen:
            print(line(result(row, facts["queries"])), flush=True)


def fill(size, environment):
    """Make the data of one size, once; tables follow the code each time."""
    done = DATA / f"{size}.done"
    data = [["loaddata", "iclr2021"], *([["make_sample", "--talks", size]] if size != "seed" else [])]
    is_there = done.exists() or "DATABASE_URL" in os.environ
    for command in [["migrate"], *([] if is_there else data)]:
        subprocess.run([sys.executable, "manage.py", *command, "-v0"], cwd=ROOT, env=environment, check=True)
    if "DATABASE_URL" not in os.environ:
        done.touch()


def python(module, *arguments, **options):
    return subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=True, **options)


@contextmanager
def serving(command, name, path, environment):
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(300):
            if answers(name, path):
                break
            time.sleep(0.1)
        else:
            sys.exit(f"{name} does not serve {path}")
        yield
    finally:
        process.terminate()
        process.wait()


def answers(name, path):
    try:
        return urllib.request.urlopen(url(name, path), timeout=5).status == 200
    except OSError:
        return False


def url(name, path):
    return f"http://127.0.0.1:{PORTS[name]}{path}"


def result(row, queries):
    """The cells of a row: medians of its turns, each of which came right after those of its controls."""
    headers = dict(row.headers)
    plain, gzipped, tag = fetch(row, headers), fetch(row, headers | {"Accept-Encoding": "gzip"}), None
    if row.conditional:
        headers["If-None-Match"] = tag = plain["tag"]
    turns = []
    for _ in range(ROUNDS):
        bare = wrk("bare", "/")
        floor = wrk("floor", row.address) if row.of_floor else None
        turns.append((bare, floor, wrk("site", row.address, headers, row.script)))
    ours = {name: statistics.median(turn[2][name] for turn in turns) for name in ("rate", "p50", "p99")}
    of_bare = statistics.median(turn[2]["rate"] / turn[0]["rate"] for turn in turns)
    of_floor = statistics.median(turn[2]["rate"] / turn[1]["rate"] for turn in turns) if row.of_floor else None
    met = of_bare >= row.of_bare if row.of_bare else of_floor >= row.of_floor
    met = met and (row.queries is None or queries[row.name] <= row.queries)
    failed = sum(turn[2]["failed"] for turn in turns)
    return (
        row.name,
        f"{ours['rate']:,.0f}",
        f"{ours['p50']:.1f}",
        f"{ours['p99']:.1f}",
        "" if tag or row.script == "bookmark.lua" else f"{plain['bytes']:,}",
        "" if tag or row.script == "bookmark.lua" else f"{gzipped['bytes']:,}",
        str(queries[row.name]),
        f"{of_bare:.2f}",
        f"{of_floor:.2f}" if of_floor else "",
        f"{row.of_bare} bare" if row.of_bare else f"{row.of_floor} floor",
        ("yes" if met else "no") + (f", {failed} failed" if failed else ""),
    )


def fetch(row, headers):
    if row.script == "bookmark.lua":
        return {"bytes": 0, "tag": None}
    request = urllib.request.Request(url("site", row.address), headers=headers)
    with urllib.request.urlopen(request, timeout=60) as response:
        return {"bytes": len(response.read()), "tag": response.headers["ETag"]}


def wrk(name, path, headers=None, script=""):
    """One turn: requests per second, the latencies in ms, and how many answers were neither 2xx nor 3xx."""
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "--timeout=60s"]
    for pair in (headers or {}).items():
        command += ["-H", ": ".join(pair)]
    if script:
        command += ["-s", HERE / script]
    told = subprocess.run([*command, url(name, path)], capture_output=True, text=True, check=True).stdout
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", told)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])
    return {"rate": rate, "p50": latency(told, 50), "p99": latency(told, 99), "failed": int(failed[1]) if failed else 0}


def latency(told, percent):
    number, unit = re.search(rf"{percent}%\s+([\d.]+)(us|ms|s)", told).groups()
    return float(number) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def line(cells):
    first, *others = cells
    return f"{first:22}" + "".join(f"{cell:>10}" for cell in others)


if __name__ == "__main__":
    main()
