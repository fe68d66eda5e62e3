from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from conference.conflicts.management.commands import check_programme
from tests.world import DAY, a_conference, a_session, a_talk, at

pytestmark = pytest.mark.django_db


def run(*words):
    """The exit code and the lines."""
    out = StringIO()
    try:
        call_command(check_programme.Command(), *words, stdout=out)
    except SystemExit as end:
        return end.code, out.getvalue().splitlines()
    return 0, out.getvalue().splitlines()


def test_a_good_programme():
    a_session(start=at(9), moderators=["Mo"])
    assert run("--conference", "2030") == (0, ["Rivers 2030: no conflicts."])


def test_a_line_for_each_errors_first_and_a_count():
    session = a_session(start=at(9))
    a_talk("On rivers", start=at(9, 50), end=at(10, 10), session=session, authors=["Ada"])
    a_talk("On lakes", start=at(9), end=at(9, 30), session=session, authors=["Ada"])
    code, lines = run()
    assert code == 1
    assert [line.partition(":")[0] for line in lines] == ["error", "warning", "hint", "Rivers 2030"]
    assert lines[-1] == "Rivers 2030: 1 error, 1 warning, 1 hint."


@pytest.mark.parametrize(("severity", "code"), [("hint", 1), ("warning", 1), ("error", 0)])
def test_the_severity_decides_the_exit_code(severity, code):
    a_session(start=at(9))
    assert run("--severity", severity)[0] == code


def test_the_newest_is_taken_where_nobody_says():
    a_session(start=at(9))
    a_conference("2031", first_day=DAY.replace(year=2031), last_day=DAY.replace(year=2031))
    assert run() == (0, ["Rivers 2031: no conflicts."])
    assert run("--conference", "2030")[0] == 1


def test_an_unpublished_one_is_checked_too():
    a_conference(published=False)
    a_session(start=at(9))
    assert run("--conference", "2030")[0] == 1


@pytest.mark.parametrize("words", [["--conference", "1999"], []])
def test_an_unknown_one(words):
    with pytest.raises(CommandError, match="There is no conference") as refusal:
        run(*words)
    assert refusal.value.returncode == 2


def test_a_severity_that_does_not_exist():
    with pytest.raises(CommandError):
        run("--severity", "grave")
