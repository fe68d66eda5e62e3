import re

import pytest
from django.test import Client

PAGE = "/2030/my-schedule/"


class Visitor(Client):
    """A browser: what it keeps, and which secret addresses its My Schedule shows."""

    def __init__(self):
        super().__init__(headers={"Sec-Fetch-Site": "same-origin"})

    def keep(self, *talks):
        for talk in talks:
            assert self.post(talk.get_absolute_url() + "bookmark", {"keep": "yes"}).status_code == 302
        return self

    def kept(self, page=PAGE):
        """The slugs on My Schedule, in its order."""
        return re.findall(r'id="talk-([^"]+)"', self.get(page).content.decode())

    def address(self, purpose):
        """The secret address of a purpose as a path; None where there is none."""
        html = self.get(PAGE).content.decode().partition(f'id="{purpose}"')[2].partition("</section>")[0]
        found = re.search(r'value="http://127\.0\.0\.1:8000([^"]+)"', html)
        return found and found[1]

    def make(self, purpose, **form):
        serial = re.search(r'name="serial" value="(\d+)"', self.section(purpose))[1]
        assert self.post(f"{PAGE}links/{purpose}", {"serial": serial} | form).status_code == 302
        return self.address(purpose)

    def section(self, name):
        return self.get(PAGE).content.decode().partition(f'id="{name}"')[2].partition("</section>")[0]


@pytest.fixture
def a_visitor(db):
    return Visitor
