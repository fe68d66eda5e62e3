import json

import pytest
from django.conf import settings

from tests.world import a_room, a_session, a_talk, at

SCHEMAS = settings.BASE_DIR.parent / "shared" / "schemas"
ABSENT = "../shared/schemas is not here, so there is no schema to hold the export against"


@pytest.fixture
def morning(db):
    """A session of a talk and a Q&A in Aurora."""
    session = a_session(start=at(9), room=a_room("Aurora"), moderators=["Mo"])
    a_talk("Deltas", start=at(9), session=session, authors=["Ada", "Ben"], abstract=r"We show {\it any} $x^2$.")
    a_talk("Q&A", kind="Q&A", start=at(9, 15), session=session)
    return session


@pytest.fixture
def programme(client):
    """`programme()` is the JSON; every reading is held against the schemas, the XML's too, where they are here."""

    def programme(year="2030"):
        response = client.get(f"/{year}/programme.json")
        assert response.status_code == 200
        document = json.loads(response.content)
        check(document, client.get(f"/{year}/programme.xml").content)
        return document["schedule"]

    return programme


@pytest.fixture
def events(programme):
    def events(year="2030"):
        days = programme(year)["conference"]["days"]
        return [event for day in days for room in day["rooms"].values() for event in room]

    return events


def check(document, xml):
    if not SCHEMAS.exists():
        return
    import jsonschema
    from lxml import etree

    schema = json.loads((SCHEMAS / "schedule.schema.json").read_text())
    jsonschema.Draft6Validator(schema, format_checker=jsonschema.Draft6Validator.FORMAT_CHECKER).validate(document)
    etree.XMLSchema(etree.parse(SCHEMAS / "schedule.xml.xsd")).assertValid(etree.fromstring(xml))


@pytest.fixture
def schemas():
    if not SCHEMAS.exists():
        pytest.skip(ABSENT)
