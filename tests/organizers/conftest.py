"""An organizer at the desk, who opens a form, changes some of it and presses Save."""

import html5lib
import pytest


@pytest.fixture
def desk(admin_client):
    return Desk(admin_client)


class Desk:
    def __init__(self, client):
        self.client = client

    def read(self, address, status=200):
        response = self.client.get(address)
        assert response.status_code == status, f"{address} is {response.status_code}"
        return response.content.decode()

    def fields(self, address):
        """What the page's form would send as it stands."""
        page = html5lib.parse(self.read(address), namespaceHTMLElements=False)
        [form] = (form for form in page.iter("form") if form.get("id", "").endswith("_form"))
        return dict(filter(None, map(sent_by, form.iter())))

    def save(self, address, **changes):
        """Send the form with these changes. `changes` may be None to leave something out, as an unticked box does."""
        data = self.fields(address) | changes
        return self.client.post(address, {name: value for name, value in data.items() if value is not None})

    def saved(self, address, **changes):
        response = self.save(address, **changes)
        assert response.status_code == 302, errors(response)
        return response

    def refused(self, address, **changes):
        """All that the form has to say against it, in one line."""
        response = self.save(address, **changes)
        assert response.status_code == 200, "it was saved"
        return errors(response)


def sent_by(element):
    """The (name, value) that an element of a form sends; None if it sends nothing."""
    name, kind = element.get("name"), element.get("type")
    if not name or "__prefix__" in name or kind in ("submit", "image", "search"):
        return None
    if element.tag == "textarea":
        return name, (element.text or "").removeprefix("\n")
    if element.tag == "select":
        chosen = [option.get("value") for option in element.iter("option") if "selected" in option.attrib]
        return name, (chosen or [""])[0]
    if element.tag == "input" and kind == "checkbox":
        return (name, element.get("value", "on")) if "checked" in element.attrib else None
    return (name, element.get("value", "")) if element.tag == "input" else None


def errors(response):
    context = response.context
    told = list(context["adminform"].form.errors.values())
    for inline in context["inline_admin_formsets"]:
        told += [
            inline.formset.non_form_errors(),
            *(error for form in inline.formset.forms for error in form.errors.values()),
        ]
    return " ".join(str(line) for errors in told for line in errors)
