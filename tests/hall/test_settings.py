"""Settings come from the environment; a wrong one is said in a sentence."""

import os
import string
import subprocess
import sys

import pytest
from django.conf import settings

pytestmark = pytest.mark.once


def django(*arguments, **environment):
    environment = {"PATH": os.environ["PATH"], "SECRET_KEY": string.ascii_letters + string.digits} | environment
    command = [sys.executable, "-W", "ignore", "manage.py", *arguments]
    return subprocess.run(command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)


def value(name, **environment):
    code = f"from django.conf import settings; print(settings.{name})"
    return django("shell", "--no-imports", "-c", code, **environment).stdout.strip()


def test_check_deploy_is_clean_with_the_https_switch():
    done = django("check", "--deploy", "--fail-level", "WARNING", HTTPS="1", SITE_URL="https://programme.example.org")
    assert done.returncode == 0, done.stderr


def test_no_migration_is_missing():
    done = django("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout


def test_https_makes_cookies_secure():
    assert value("ATTENDEE_COOKIE, settings.SESSION_COOKIE_SECURE, settings.SECURE_HSTS_SECONDS", HTTPS="1") == (
        "__Host-attendee True 31536000"
    )
    assert value("ATTENDEE_COOKIE") == "attendee"


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({}, "http://127.0.0.1:8000"),
        ({"PORT": "9000"}, "http://127.0.0.1:9000"),
        ({"SITE_URL": "https://programme.example.org/"}, "https://programme.example.org"),
    ],
)
def test_the_sites_address(environment, url):
    assert value("SITE_URL", **environment) == url


def test_hosts_follow_from_the_address():
    hosts = value("ALLOWED_HOSTS", SITE_URL="https://programme.example.org", HOST="0.0.0.0")
    assert "programme.example.org" in hosts
    assert "0.0.0.0" not in hosts
    assert value("ALLOWED_HOSTS", ALLOWED_HOSTS="a.example, b.example") == "['a.example', 'b.example']"


def test_a_database_url_is_taken():
    name = value("DATABASES['default']['NAME']", DATABASE_URL="postgres://me@localhost/programme")
    assert name == "programme"


@pytest.mark.parametrize(("name", "word"), [("DEBUG", "maybe"), ("HTTPS", "2"), ("SITE_URL", "programme.example.org")])
def test_a_wrong_setting_is_said_in_a_sentence(name, word):
    done = django("check", **{name: word})
    assert done.returncode != 0
    assert f"{name} is '{word}'" in done.stderr


def test_sqlite_lets_writers_wait(db):
    from django.db import connection

    if connection.vendor != "sqlite":
        pytest.skip("this is about SQLite")
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert cursor.execute("PRAGMA foreign_keys").fetchone() == (1,)
    assert connection.transaction_mode == "IMMEDIATE"
