"""The Nu HTML checker has nothing against our HTML and CSS."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client

from .conftest import need
from .pages import PUBLIC, TENT, fill, sends

JAR = Path(os.environ.get("VNU_JAR") or settings.BASE_DIR / "tests/.node/node_modules/vnu-jar/build/dist/vnu.jar")
AS_A_PAGE = "<!doctype html><html lang=en><title>A fragment</title><body>{}</body></html>"
FRAGMENTS = {"kept": {"keep": "yes"}, "let-go": {"keep": "no"}}


@pytest.fixture(scope="module")
def said(stage, tmp_path_factory):
    """What the checker says: `said("pages")` is a list of lines. It starts slowly, so it reads everything at once."""
    need(shutil.which("java"), "no java: sudo apt install default-jre-headless")
    need(JAR.exists(), "no Nu HTML checker: npm install --prefix tests/.node vnu-jar")
    fill()
    folder = tmp_path_factory.mktemp("validity")
    for name, text in written():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    command = ["java", "-jar", JAR, "--errors-only", "--also-check-css", "--format", "json", folder]
    messages = json.loads(subprocess.run(command, capture_output=True, text=True).stderr)["messages"]
    lines = [f"{each.get('url', '')}:{each.get('lastLine', 1)} {each['message']}" for each in messages]
    return lambda part: [line.partition(f"/{part}/")[2] for line in lines if f"/{part}/" in line]


def written():
    """The names and texts of the files to check."""
    for kind in PUBLIC:
        yield f"pages/{kind.name.replace(' ', '-')}.html", page(kind)
    for name, form in FRAGMENTS.items():
        yield f"fragments/{name}.html", AS_A_PAGE.format(fragment(form))
    for style in ("plenary.css", "pages.css", "print.css"):
        yield f"style/{style}", (settings.BASE_DIR / "static" / "css" / style).read_text("utf-8")
    yield "broken/page.html", AS_A_PAGE.format("<p id=a><b></p><i id=a>")
    yield "broken/style.css", "p { colour: 1 }"


def page(kind):
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    for address, form in sends(kind.visitor):
        client.post(address, form)
    if kind.visitor == "helper":
        client.force_login(get_user_model().objects.create(username="helper", is_staff=True))
    response = client.post(kind.path, kind.form) if kind.form else client.get(kind.path)
    assert response.status_code == kind.status, f"{kind} is {response.status_code}"
    return response.content.decode()


def fragment(form):
    client = Client(headers={"Sec-Fetch-Site": "same-origin", "HX-Request": "true"})
    answer = client.post(TENT + "bookmark", form).content.decode()
    assert "<form" in answer
    assert "<html" not in answer
    return answer


@pytest.mark.parametrize("part", ["pages", "fragments", "style"])
def test_the_checker_has_nothing_against(part, said):
    assert said(part) == []


def test_the_checker_finds_what_is_wrong(said):
    found = " ".join(said("broken"))
    assert "Duplicate ID" in found
    assert "style.css:1 CSS" in found
