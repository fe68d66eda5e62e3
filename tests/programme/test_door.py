"""The years are read again when one of them changed, and no sooner."""

import pytest
from django.db import connection, transaction
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from conference.programme.door import conferences
from conference.programme.models import Conference
from tests.world import a_conference, a_talk

pytestmark = pytest.mark.django_db


def years():
    return {each.slug: each for each in conferences(RequestFactory().get("/"))}


def named(name, slug="2030"):
    Conference.objects.filter(slug=slug).update(name=name)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda: named("Lakes"), {"2030": "Lakes", "2029": "Rivers 2029"}),
        (lambda: named("Lakes", "2029"), {"2030": "Rivers 2030", "2029": "Lakes"}),
        (lambda: a_conference("2031"), {"2031": "Rivers 2031", "2030": "Rivers 2030", "2029": "Rivers 2029"}),
        (lambda: Conference.objects.filter(slug="2029").update(published=False), {"2030": "Rivers 2030"}),
        (lambda: Conference.objects.filter(slug="2029").delete(), {"2030": "Rivers 2030"}),
    ],
)
def test_a_change_of_a_year_is_seen_at_once(change, told):
    a_conference("2030"), a_conference("2029")
    years()
    change()
    assert {slug: each.name for slug, each in years().items()} == told


def test_what_was_taken_back_is_forgotten():
    a_conference()
    with transaction.atomic():
        named("Lakes")
        assert years()["2030"].name == "Lakes"
        transaction.set_rollback(True)
    assert years()["2030"].name == "Rivers 2030"
    named("Seas")
    assert years()["2030"].name == "Seas"


def test_the_revision_is_that_of_now():
    a_conference()
    before = years()["2030"].revision
    a_talk()
    after = years()["2030"].revision
    assert after.number > before.number
    assert after.draft_number > before.draft_number


def test_nothing_is_read_again_and_nothing_shared():
    a_conference()
    years()["2030"].name = "Lakes"
    with CaptureQueriesContext(connection) as queries:
        assert years()["2030"].name == "Rivers 2030"
    assert len(queries) == 1
    assert "programme_revision" in queries[0]["sql"]
