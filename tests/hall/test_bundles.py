"""A page's style and script are one request each, and say the same in fewer bytes."""

import re

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile

from conference.bundles import Storage, shortened, whole
from tests.world import a_day_of

CSS = settings.BASE_DIR / "static" / "css"


@pytest.fixture
def sources(settings):
    """Where the browser's stories were told before, the bundles of their server would be found first."""
    settings.STATICFILES_DIRS = [settings.BASE_DIR / "static"]


@pytest.mark.once
def test_only_what_says_nothing_goes():
    sheet = """/* Words; { of */
    a,  b > c:hover::after { margin: 0 auto ; width: calc(1px + 0.2rem); content: "  /* ; 0.5 */ : " ; }

    @media screen and (min-width: 40.5rem) { .a .b { color: red; inset: -0.5em 10.5px 0.0px } }
    """
    short = 'a,b>c:hover::after{margin:0 auto;width:calc(1px + .2rem);content:"  /* ; 0.5 */ : "}'
    inner = ".a .b{color:red;inset:-.5em 10.5px .0px}"
    assert shortened(sheet) == f"{short}@media screen and (min-width:40.5rem){{{inner}}}"


@pytest.mark.once
@pytest.mark.parametrize("name", ["plenary", "pages", "print", "admin"])
def test_ours_are_a_tenth_shorter_at_least_and_have_all_rules(name):
    sheet = (CSS / f"{name}.css").read_text()
    assert shortened(shortened(sheet)) == shortened(sheet)
    assert shortened(sheet).count("{") == sheet.count("{")
    assert len(shortened(sheet)) < len(sheet) * 0.9


@pytest.mark.once
@pytest.mark.parametrize(("name", "parts"), [("reading", ["plenary"]), ("listing", ["plenary", "pages"])])
def test_a_sheet_has_its_parts_within_and_ends_with_paper(name, parts, sources):
    sheet = whole(f"css/{name}.css", (CSS / f"{name}.css").read_text())
    texts = [(CSS / f"{part}.css").read_text() for part in parts]
    paper = (CSS / "print.css").read_text()
    assert [sheet.count(text) for text in texts] == [1] * len(parts)
    assert sheet.endswith(f"{texts[-1]}\n@media print {{\n{paper}}}\n\n")
    assert "@import" not in sheet


@pytest.mark.once
def test_the_script_has_htmx_within(sources):
    script = whole("js/plenary.js", (settings.BASE_DIR / "static" / "js" / "plenary.js").read_text())
    assert script.startswith("var htmx=")
    assert not re.search("^import", script, re.MULTILINE)


@pytest.mark.once
def test_a_part_that_is_missing_is_named():
    with pytest.raises(ImproperlyConfigured, match=r"css/a\.css imports css/none\.css"):
        whole("css/a.css", '@import "none.css";')


@pytest.mark.once
def test_it_is_named_by_what_is_sent_and_what_is_not_ours_stays(tmp_path):
    storage = Storage(location=tmp_path)
    for name, sent in (("css/a.css", b"a{b:c}"), ("admin/a.css", b"a { b: c; }")):
        saved = storage.save(name, ContentFile(b"a { b: c; }"))
        assert (tmp_path / saved).read_bytes() == sent
    assert storage.file_hash("css/a.css", ContentFile(b"a { b: c; }")) == storage.file_hash(
        "css/a.css", ContentFile(b"a{b:c}")
    )


@pytest.mark.once
def test_before_anything_is_collected_files_have_their_plain_names(tmp_path, settings):
    settings.DEBUG = False
    assert Storage(location=tmp_path, base_url="/static/").url("css/reading.css") == "/static/css/reading.css"
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {"css/a.css": "css/a.0.css"}, "hash": ""}')
    collected = Storage(location=tmp_path, base_url="/static/")
    assert collected.url("css/a.css") == "/static/css/a.0.css"
    with pytest.raises(ValueError, match=r"css/b\.css"):
        collected.url("css/b.css")


@pytest.mark.once
def test_a_part_that_changes_gives_the_whole_another_name(tmp_path, settings):
    settings.STATICFILES_DIRS = [tmp_path]
    (tmp_path / "css").mkdir()
    names = set()
    for color in ("red", "green"):
        (tmp_path / "css" / "part.css").write_text(f"a {{ color: {color}; }}")
        names.add(Storage(location=tmp_path).file_hash("css/all.css", ContentFile(b'@import "part.css";\n')))
    assert len(names) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "sheet"),
    [
        ("/2030/", "listing"),
        ("/2030/2030-05-06/", "listing"),
        ("/2030/sessions/morning/", "reading"),
        ("/2030/talks/morning-talk-1/", "reading"),
        ("/2030/nowhere/", "listing"),
    ],
)
def test_a_page_needs_one_sheet_and_one_script(client, path, sheet):
    a_day_of(1)
    html = client.get(path).content.decode()
    assert re.findall('rel="stylesheet" href="([^"]*)"', html) == [f"/static/css/{sheet}.css"]
    assert re.findall('<script[^>]* src="([^"]*)"', html) == ["/static/js/plenary.js"]
