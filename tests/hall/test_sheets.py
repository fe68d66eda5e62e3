"""Style sheets say the same in fewer bytes."""

import pytest
from django.conf import settings
from django.core.files.base import ContentFile

from conference.sheets import Storage, shortened

pytestmark = pytest.mark.once


def test_only_what_says_nothing_goes():
    sheet = """/* Words; { of */
    a,  b > c:hover::after { margin: 0 auto ; width: calc(1px + 2rem); content: "  /* ; */ : " ; }

    @media screen and (min-width: 48rem) { .a .b { color: red; } }
    """
    short = 'a,b>c:hover::after{margin:0 auto;width:calc(1px + 2rem);content:"  /* ; */ : "}'
    assert shortened(sheet) == f"{short}@media screen and (min-width:48rem){{.a .b{{color:red}}}}"


@pytest.mark.parametrize("name", ["plenary", "pages", "print", "admin"])
def test_ours_are_a_tenth_shorter_at_least_and_have_all_rules(name):
    sheet = (settings.BASE_DIR / "static" / "css" / f"{name}.css").read_text()
    assert shortened(shortened(sheet)) == shortened(sheet)
    assert shortened(sheet).count("{") == sheet.count("{")
    assert len(shortened(sheet)) < len(sheet) * 0.9


def test_it_is_named_by_what_is_sent_and_what_is_not_ours_stays(tmp_path):
    storage = Storage(location=tmp_path)
    for name, sent in (("css/a.css", b"a{b:c}"), ("admin/a.css", b"a { b: c; }")):
        saved = storage.save(name, ContentFile(b"a { b: c; }"))
        assert (tmp_path / saved).read_bytes() == sent
    assert storage.file_hash("css/a.css", ContentFile(b"a { b: c; }")) == storage.file_hash(
        "css/a.css", ContentFile(b"a{b:c}")
    )
