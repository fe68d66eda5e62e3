"""Who guesses has to wait; who shares nothing but a name or a network with them does not notice."""

import re
import threading

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import connections
from django.test import Client
from django.utils import timezone

from conference.logins import form
from conference.logins.models import TRIES, WINDOW, Tries

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
RIGHT = "boats and rivers"


@pytest.fixture(autouse=True)
def accounts(django_user_model):
    for name in ("ada", "ben"):
        django_user_model.objects.create_user(name, password=RIGHT, is_staff=True)
    django_user_model.objects.create_user("guest", password=RIGHT)


def log_in(name, password, network="192.0.2.1", **headers):
    """The page that comes of it; None where it led inside."""
    client = Client(REMOTE_ADDR=network, **headers)
    response = client.post("/admin/login/", {"username": name, "password": password})
    assert (response.status_code == 302) == (SESSION_KEY in client.session)
    return None if response.status_code == 302 else TOKEN.sub("", response.content.decode())


def guess(name, times=TRIES, **more):
    for n in range(times):
        assert log_in(name, f"guess {n}", **more)


def test_after_ten_wrong_tries_the_right_one_is_not_heard_and_nothing_tells_so():
    wrong = log_in("ada", "wrong")
    guess("ada", TRIES - 1)
    assert log_in("ada", RIGHT) == wrong


def test_nobody_else_has_to_wait():
    guess("ada")
    assert log_in("ben", RIGHT) is None
    assert log_in("ada", RIGHT, network="192.0.2.2") is None


def test_who_waited_is_heard(now):
    guess("ada")
    now(timezone.now() + WINDOW)
    assert log_in("ada", RIGHT) is None


def test_who_gets_in_starts_anew():
    for _ in range(2):
        guess("ada", TRIES - 1)
        assert log_in("ada", RIGHT) is None
    assert not Tries.objects.exists()


@pytest.mark.parametrize("name", ["nobody", "guest"])
def test_an_account_that_is_none_or_may_not_in_answers_alike(name):
    echo = log_in("ada", "wrong").replace('value="ada"', f'value="{name}"')
    for _ in range(TRIES + 1):
        assert log_in(name, RIGHT) == echo


def test_a_name_written_otherwise_is_the_same_one():
    for n, name in enumerate(["ada", "ADA", "aDa", "\uff41da", " ada "] * (TRIES // 5)):
        assert log_in(name, f"guess {n}")
    assert log_in("ada", RIGHT)


def test_no_header_makes_another_network():
    for n in range(TRIES):
        said = {
            "HTTP_X_FORWARDED_FOR": f"10.0.0.{n}",
            "HTTP_X_REAL_IP": f"10.1.0.{n}",
            "HTTP_FORWARDED": f"for=10.2.0.{n}",
        }
        assert log_in("ada", "wrong", **said)
    assert log_in("ada", RIGHT)


def test_behind_a_proxy_what_it_says_last_counts(settings, rf):
    settings.HTTPS = True
    request = rf.get("/", REMOTE_ADDR="127.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.1, 192.0.2.7")
    assert form.network(request) == "192.0.2.7"
    assert form.network(rf.get("/", REMOTE_ADDR="127.0.0.1")) == "127.0.0.1"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("unix:", ""),
    ],
)
def test_a_network(address, network, rf):
    assert form.network(rf.get("/", REMOTE_ADDR=address)) == network


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_are_made(monkeypatch):
    made, ready = [], threading.Barrier(TRIES * 2)
    monkeypatch.setattr("django.contrib.auth.forms.authenticate", lambda *args, **kwargs: made.append(1))

    def one():
        ready.wait()
        assert log_in("ada", "wrong")
        connections.close_all()

    threads = [threading.Thread(target=one) for _ in range(TRIES * 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == TRIES
