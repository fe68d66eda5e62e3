"""An import whose process is killed leaves all as it was, or all done; the next one completes it.

test_apply.py breaks an import at each of its writes; here the machine pulls the plug.
"""

import os
import signal
import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.imports.importing import row, table
from tests.imports.test_apply import everything
from tests.world import a_session, a_talk, at

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "programme.csv"
    rows = [
        row(f"Talk {n}", session=f"S{n % 30}", authors=f"Ada · P{n}", moderators="Mo", room="B") for n in range(300)
    ]
    path.write_bytes(table(row(abstract="Water stands.", authors="Ben"), *rows))
    return path


def address():
    """The test's database, as the environment names it."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT'] or 5432}/{known['NAME']}"


def killed_at(word, file):
    """Import in a process of its own, which is killed as soon as it says that it comes to this."""
    command = [
        sys.executable,
        "manage.py",
        "import_programme",
        file,
        "--conference",
        "2030",
        "--apply",
        "--missing=cancel",
    ]
    environment = os.environ | {"DATABASE_URL": address()}
    process = subprocess.Popen(
        command, cwd=settings.BASE_DIR, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    said = []
    for line in process.stderr:
        said.append(line)
        if word in line:
            process.kill()
    assert process.wait() in (-signal.SIGKILL, 0), "".join(said)  # 0 where it was done before it was killed


@pytest.mark.parametrize("word", ["Writing sessions", "Writing who does what", "Done"])
def test_killed(word, file):
    a_talk("Old", session=a_talk(start=at(9), session=a_session(start=at(9)), authors=["Ada"]).draft_session)
    before = everything()
    killed_at(word, file)
    is_done = everything() != before
    assert import_again(file) is is_done
    assert import_again(file)


def import_again(file):
    """Whether nothing was left to do."""
    out = StringIO()
    call_command(
        "import_programme", file, conference="2030", apply=True, missing="cancel", stdout=out, stderr=StringIO()
    )
    return "nothing to do" in out.getvalue()
