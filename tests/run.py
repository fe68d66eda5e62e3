"""What `make test` does: every check that can run here, on SQLite and PostgreSQL side by side.

The last lines name what was skipped, and count. With PLENARY_TEST_EVERYTHING=1 a skip is a failure.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = os.environ.get("PLENARY_TEST_EVERYTHING") == "1"
VNU = "vnu-jar@26.9.27"
# Cut so that two at a time end at about the same time.
PAGES = "tests/browser/test_pages.py"
HALF = ["tests/organizers", "tests/imports", "tests/exports", "tests/timezones", "tests/search"]
# The seed and the real programmes do not ship; whoever does not have them cannot be asked to.
NOT_SHIPPED = "../shared"


def main():
    skipped, failed = Counter(), []
    failed += [name for name, command in TOOLS.items() if not tool(name, command)]
    if not fetch_validator():
        skipped["the HTML validator needs java and npm: sudo apt install default-jre-headless npm"] += 1
    # In the order in which two at a time end together.
    runs = {"SQLite, all else": (["--ignore=tests/browser", *(f"--ignore={path}" for path in HALF)], {})}
    if url := postgres():
        # What does not ask the database, asks it through a browser or takes long over it has run on SQLite.
        only = ["-m", "not once", "--ignore=tests/browser", "--ignore=tests/tex"]
        runs["PostgreSQL"] = (only, {"DATABASE_URL": url})
    else:
        skipped["PostgreSQL does not answer on 127.0.0.1: sudo apt install postgresql, or set TEST_DATABASE_URL"] += 1
    runs |= {
        "SQLite, in a browser, page by page": ([PAGES], {}),
        f"SQLite, {' '.join(HALF)}": (HALF, {}),
        "SQLite, in a browser, all else": (["tests/browser", f"--ignore={PAGES}"], {}),
    }
    counts = Counter(passed=0, failed=0, skipped=0)
    with ThreadPoolExecutor(max_workers=2) as two_at_a_time:
        results = two_at_a_time.map(lambda run: pytest(*run), runs.values())
        for name, (code, log, report) in zip(runs, results, strict=True):
            print(f"\n== pytest on {name}\n{log.read_text()}", flush=True)
            failed += [f"pytest on {name}"] * bool(code)
            counts.update(read(report, skipped))
    for sentence, times in skipped.items():
        print(f"not run: {sentence}" + (f" ({times} tests)" if times > 1 else ""))
    lacking = [sentence for sentence in skipped if NOT_SHIPPED not in sentence]
    for name in failed + lacking * EVERYTHING:
        print(f"FAILED: {name}")
    print(f"{counts['passed']} passed, {counts['failed']} failed, {counts['skipped']} skipped")
    sys.exit(bool(failed or (EVERYTHING and lacking)))


TEMPLATES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "templates").rglob("*.html"))
BIN = Path(sys.executable).parent
TOOLS = {
    "ruff check": [BIN / "ruff", "check", "."],
    "ruff format": [BIN / "ruff", "format", "--check", "--quiet", "."],
    "djade": [BIN / "djade", "--check", "--target-version", "5.2", *TEMPLATES],
}


def tool(name, command):
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    print(f"== {name}: {'clean' if done.returncode == 0 else (done.stdout + done.stderr)[-4000:]}")
    return done.returncode == 0


def fetch_validator():
    """The Nu HTML checker, from npm; it runs on java."""
    folder = ROOT / "tests" / ".node"
    if not (folder / "node_modules" / "vnu-jar").exists() and shutil.which("npm"):
        command = ["npm", "install", "--silent", "--no-save", "--no-audit", "--no-fund", "--prefix", folder, VNU]
        subprocess.run(command, cwd=ROOT, capture_output=True)
    return bool((folder / "node_modules" / "vnu-jar").exists() and shutil.which("java"))


def postgres():
    """The address of a PostgreSQL that lets us in and make databases; None where there is none."""
    import psycopg

    here = "127.0.0.1:5432/postgres"
    for url in (os.environ.get("TEST_DATABASE_URL"), f"postgres://postgres@{here}", f"postgres://root@{here}"):
        try:
            psycopg.connect(url or "", connect_timeout=3).close()
        except psycopg.OperationalError:
            continue
        if url:
            return url
    return None


def pytest(arguments, environment):
    """Run it once: its exit code, and the files with what it printed and with its report."""
    folder = Path(tempfile.mkdtemp())
    log, report = folder / "log", folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "--durations=5", f"--junitxml={report}", *arguments]
    with open(log, "w") as output:
        environment = os.environ | environment
        done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.STDOUT, env=environment)
    return done.returncode, log, report


def read(report, skipped):
    """Count a run's tests, and the sentences by which some were skipped."""
    if not report.exists():
        return Counter()
    counts = Counter(passed=0, failed=0, skipped=0)
    for case in ElementTree.parse(report).iter("testcase"):
        if (skip := case.find("skipped")) is not None:
            counts["skipped"] += 1
            skipped[skip.get("message", "").removeprefix("Skipped: ")] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            counts["failed"] += 1
        else:
            counts["passed"] += 1
    return counts


if __name__ == "__main__":
    main()
