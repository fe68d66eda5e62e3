import gc
import os
import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connections
from django.template import Template
from django.test.signals import template_rendered
from django.test.utils import setup_databases, teardown_databases
from django.utils import timezone
from hypothesis import settings as hypothesis_settings

from conference.programme import built
from tests.again import load_seed
from tests.world import at

SEED = settings.BASE_DIR.parent / "shared" / "seed" / "oral-session-7.txt"

# Playwright runs an event loop in the thread that asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

# The same examples in every run: a change fails by what it does, and not by chance.
hypothesis_settings.register_profile("plenary", derandomize=True)
hypothesis_settings.load_profile("plenary")


def pytest_configure(config):
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = connections["default"].settings_dict
    # The pool would hold connections to the test database while it is to be destroyed.
    database.get("OPTIONS", {}).pop("pool", None)
    if database["ENGINE"].endswith("sqlite3"):
        # In a file, as it is in life: threads then meet real locks.
        database["TEST"]["NAME"] = str(settings.VAR_DIR / f"test-{os.getpid()}.sqlite3")


def pytest_collection_modifyitems(config, items):
    """What is about PostgreSQL has nothing to say about another database."""
    if connections["default"].vendor != "postgresql":
        config.hook.pytest_deselected(items=[each for each in items if each.get_closest_marker("postgresql")])
        items[:] = [each for each in items if not each.get_closest_marker("postgresql")]


def pytest_collection_finish(session):
    """What is there before the first story stays to the last: nobody needs to go through it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker):
    """Always the test database: pytest-django's own leaves the real one in place where no test has a mark, and the
    browser's stories have none."""
    with django_db_blocker.unblock():
        databases = setup_databases(verbosity=0, interactive=False)
    yield
    with django_db_blocker.unblock():
        teardown_databases(databases, verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def outermost_template_tells(django_test_environment):
    """`response.context` is what the view gave. Django's own way copies it for each include of each row of a list."""

    def render(self, context):
        if context.template is self:
            template_rendered.send(sender=self, template=self, context=context)
        return self.nodelist.render(context)

    Template._render = render  # until Django's own teardown puts back what it found


@pytest.fixture(autouse=True)
def empty_shelves():
    """Each story's world is rolled back, and may come again with the same revision."""
    built.forget()


@pytest.fixture
def seed(db):
    """ICLR 2021's Oral Session 7, as the first start loads it."""
    load_seed()


@pytest.fixture(scope="session")
def seed_text():
    """The page that the session page must read like."""
    if not SEED.exists():
        pytest.skip("../shared/seed is not here, so there is nothing to compare the session page with")
    return SEED.read_text("utf-8")


@pytest.fixture
def read(client):
    """Fetch a page: `read(address)` is its text as a reader sees it, in one line."""

    def read(address, status=200, **headers):
        response = client.get(address, **headers)
        assert response.status_code == status, f"{address} is {response.status_code}"
        return text_of(response.content.decode())

    return read


def text_of(html):
    """The text of a page's body, as innerText would have it but in one line."""
    import html5lib

    body = html5lib.parse(html, namespaceHTMLElements=False).find("body")
    for parent in list(body.iter()):
        for child in list(parent):
            if child.tag in ("script", "style", "annotation"):
                child.text = ""
    return re.sub(r"\s+", " ", "".join(body.itertext())).strip()


@pytest.fixture
def now(monkeypatch):
    """`now(moment)` sets the time."""
    return lambda moment: monkeypatch.setattr(timezone, "now", lambda: moment)


@pytest.fixture
def the_day_before(now):
    """Nothing of the tests' world is on, or was."""
    now(at(9) - timedelta(days=1))


@pytest.fixture
def from_here():
    """The header by which a browser says that one of our own pages sent a form."""
    return {"HTTP_SEC_FETCH_SITE": "same-origin"}
