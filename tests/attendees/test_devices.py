"""The same schedule on two devices: asked for, never mixed unasked, and taken back."""

import re
from datetime import timedelta

import pytest

from conference.attendees.models import Attendee, Device, SecretAddress
from tests.attendees.conftest import PAGE
from tests.world import a_session, a_talk, at

pytestmark = pytest.mark.django_db


@pytest.fixture
def talks():
    session = a_session(start=at(9))
    return [a_talk(title, start=at(9, 15 * n), session=session) for n, title in enumerate(("Alpha", "Beta", "Gamma"))]


@pytest.fixture
def laptop(a_visitor, talks):
    return a_visitor().keep(talks[0])


def open_on(device, link, **form):
    """Press the button on the link's page."""
    found = re.search(r'name="once" value="([^"]+)"', device.get(link).content.decode())
    return device.post(link.rstrip("/"), {"once": found[1] if found else "x"} | form)


def test_there_is_no_link_until_it_is_asked_for(laptop):
    assert laptop.address("device") is None
    link = laptop.make("device")
    assert len(link.split("/")[-2]) == 43
    assert '<svg viewBox="0 0 ' in laptop.section("device")
    assert laptop.address("device") == link


def test_looking_at_the_link_changes_nothing(laptop, a_visitor):
    link, phone = laptop.make("device"), a_visitor()
    for _ in range(3):
        response = phone.get(link)
    assert "Open it here" in response.content.decode()
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert not phone.cookies
    assert Device.objects.count() == 1
    assert phone.kept() == []


def test_a_press_opens_the_same_schedule_with_a_key_of_its_own(laptop, a_visitor, talks):
    phone = a_visitor()
    assert open_on(phone, laptop.make("device"))["Location"] == PAGE
    assert phone.kept() == ["alpha"]
    phone.keep(talks[1])
    assert laptop.kept() == ["alpha", "beta"]
    assert phone.address("calendar") == laptop.address("calendar")
    assert phone.cookies["attendee"].value != laptop.cookies["attendee"].value
    assert "kept on 2 devices" in phone.get(PAGE).content.decode()


def test_a_form_sent_twice_makes_one_device(laptop, a_visitor):
    link, phone = laptop.make("device"), a_visitor()
    once = re.search(r'name="once" value="([^"]+)"', phone.get(link).content.decode())[1]
    keys = []
    for _ in range(2):
        tab = a_visitor()
        tab.post(link.rstrip("/"), {"once": once})
        keys.append(tab.cookies["attendee"].value.split(":")[0])
    assert keys[0] == keys[1]
    assert Device.objects.count() == 2


def test_who_has_bookmarks_is_asked_and_nothing_is_mixed_before(laptop, a_visitor, talks):
    phone = a_visitor().keep(talks[1])
    link = laptop.make("device")
    text = phone.get(link).content.decode()
    assert "This device has 1 bookmark of its own." in text
    response = open_on(phone, link)
    assert response.status_code == 409
    assert "Bring both together" in response.content.decode()
    assert (phone.kept(), laptop.kept()) == (["beta"], ["alpha"])


def test_both_are_brought_together_when_asked(laptop, a_visitor, talks):
    phone = a_visitor().keep(talks[1], talks[0])
    feed = phone.address("calendar")
    open_on(phone, laptop.make("device"), how="together")
    assert phone.kept() == laptop.kept() == ["alpha", "beta"]
    assert Attendee.objects.count() == 1
    assert phone.get(feed).status_code == 404


def test_the_links_is_opened_instead_when_asked(laptop, a_visitor, talks):
    phone = a_visitor().keep(talks[1])
    open_on(phone, laptop.make("device"), how="instead")
    assert phone.kept() == laptop.kept() == ["alpha"]
    assert Attendee.objects.count() == 1


def test_what_other_devices_keep_stays_with_them(laptop, a_visitor, talks):
    tablet, phone = a_visitor().keep(talks[1]), a_visitor()
    open_on(phone, tablet.make("device"))
    feed = tablet.address("calendar")
    assert "Your other devices keep it" in phone.get(laptop.make("device")).content.decode()
    open_on(phone, laptop.address("device"), how="together")
    assert (phone.kept(), laptop.kept(), tablet.kept()) == (["alpha", "beta"], ["alpha", "beta"], ["beta"])
    assert tablet.get(feed).status_code == 200


def test_on_the_same_device_it_says_so(laptop):
    link = laptop.make("device")
    assert "This device has it already." in laptop.get(link).content.decode()
    assert laptop.post(link.rstrip("/"))["Location"] == PAGE
    assert Device.objects.count() == 1


def test_renewed_or_ended_the_old_link_is_dead(laptop, a_visitor):
    old = laptop.make("device")
    new = laptop.make("device")
    assert old != new
    laptop.make("device", do="end")
    for link in (old, new):
        assert a_visitor().get(link).status_code == 404
        assert a_visitor().post(link.rstrip("/"), {"once": "x"}).status_code == 404
    assert laptop.address("device") is None
    assert not SecretAddress.objects.get(purpose="device").sealed
    assert laptop.make("device") not in (old, new)


def test_a_link_ends_by_itself_after_a_day(laptop, a_visitor):
    link = laptop.make("device")
    made = SecretAddress.objects.get(purpose="device").made_at
    SecretAddress.objects.filter(purpose="device").update(made_at=made - timedelta(hours=23))
    assert a_visitor().get(link).status_code == 200
    SecretAddress.objects.filter(purpose="device").update(made_at=made - timedelta(hours=25))
    assert a_visitor().get(link).status_code == 404
    assert laptop.address("device") is None


def test_it_can_be_closed_on_all_other_devices(laptop, a_visitor):
    phone, link = a_visitor(), laptop.make("device")
    open_on(phone, link)
    laptop.post(PAGE + "devices")
    assert (phone.kept(), laptop.kept()) == ([], ["alpha"])
    assert a_visitor().get(link).status_code == 404


def test_a_wrong_ended_and_foreign_link_answer_alike(laptop, a_visitor):
    ended, share = laptop.make("device"), laptop.make("share")
    laptop.make("device", do="end")
    calendar = laptop.address("calendar")
    tokens = [ended.split("/")[-2], share.split("/")[-2], calendar.split("/")[-1].removesuffix(".ics"), "0" * 43]
    answers = {a_visitor().get(f"{PAGE}open/{token}/").content.replace(token.encode(), b"") for token in tokens}
    assert len(answers) == 1


def test_opening_is_for_our_own_pages(laptop, client):
    link = laptop.make("device")
    assert client.post(link.rstrip("/"), {"once": "x"}).status_code == 403
    assert client.post(PAGE + "devices").status_code == 403
    assert client.get(link.rstrip("/")).status_code == 405


def test_a_stolen_database_opens_nothing(laptop, a_visitor):
    laptop.make("device")
    for row in [*Device.objects.all(), *SecretAddress.objects.all()]:
        for stolen in filter(None, (getattr(row, name, None) for name in ("key_hash", "token_hash", "sealed"))):
            assert a_visitor().get(f"{PAGE}open/{stolen}/").status_code == 404
            assert a_visitor().get(f"{PAGE}{stolen}.ics").status_code == 404
