"""What no page of ours sends decides nothing."""

from io import BytesIO
from threading import BoundedSemaphore

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from conference import incoming, wsgi
from conference.incoming import utf_8
from tests.world import a_conference

FORM = b'--x\r\nContent-Disposition: form-data; name="tz"\r\n\r\nAsia/Tokyo\r\n--x--\r\n'
CHARSETS = ["latin-1", "cp037", "utf-16", "zlib", "idna", "utf-8; charset=latin-1", "no-such"]


def heard(request):
    return utf_8(lambda environ, start_response: WSGIRequest(environ))(request.environ, None)


@pytest.mark.parametrize("charset", CHARSETS)
def test_an_address_asks_everybody_for_the_same(charset):
    kind = f"text/plain; CharSet={charset}"
    request = RequestFactory().get("/2030/search/?q=caf%C3%A9")
    assert heard_with(request, kind).GET.dict() == {"q": "café"}


@pytest.mark.parametrize("charset", CHARSETS)
def test_a_form_names_no_charset(charset):
    request = RequestFactory().post("/time-zone/", FORM, content_type="multipart/form-data; boundary=x")
    assert heard(request).POST.dict() == {"tz": "Asia/Tokyo"}
    request = RequestFactory().post("/time-zone/", "tz=caf%C3%A9", content_type="application/x-www-form-urlencoded")
    assert heard_with(request, f"application/x-www-form-urlencoded; charset={charset}").POST.dict() == {"tz": "café"}


def heard_with(request, kind):
    request.environ["CONTENT_TYPE"] = kind
    return heard(request)


def test_the_server_hears_so():
    assert wsgi.application.__qualname__ == utf_8(None).__qualname__


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/time-zone/", "/2030/my-schedule/delete", "/admin/login/"])
def test_no_form_takes_a_file(address, client, from_here, monkeypatch):
    a_conference()
    monkeypatch.setattr("tempfile.NamedTemporaryFile", None)
    for size in (10, 3_000_000):
        file = SimpleUploadedFile("large.bin", b"x" * size)
        assert client.post(address, {"file": file}, **from_here).status_code == 400


@pytest.mark.django_db
def test_while_many_send_slowly_pages_are_read_and_no_more_is_taken(client, from_here, monkeypatch):
    a_conference()
    monkeypatch.setattr(incoming, "bodies", BoundedSemaphore(1))
    with incoming.bodies:
        refused = client.post("/time-zone/", {"tz": "Asia/Tokyo"}, **from_here)
        assert (refused.status_code, refused["Retry-After"]) == (503, "10")
        assert client.get("/2030/").status_code == 200
    for size in (1, incoming.SMALL * 2):
        for _ in range(2):
            form = {"tz": "Asia/Tokyo", "x": "y" * size}
            assert client.post("/time-zone/", form, **from_here).status_code == 302


@pytest.mark.django_db
def test_a_form_that_breaks_off_is_refused(client, from_here):
    class Broken(BytesIO):
        def read(self, *args):
            raise OSError("gone")

    request = {"wsgi.input": Broken(), "CONTENT_LENGTH": "10", "REQUEST_METHOD": "POST"}
    assert client.request(PATH_INFO="/time-zone/", **request, **from_here).status_code == 400
