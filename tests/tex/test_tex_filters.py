"""The filters of `{% load tex %}`."""

import pytest
from django.template import Context, Engine
from django.utils.safestring import SafeString

from conference.tex import to_html, to_paragraphs, to_text

SOURCE = "On $k$ & https://example.org\n\n\\emph{more}"
ENGINE = Engine(libraries={"tex": "conference.tex.templatetags.tex"})


def rendered(template: str, source: object = SOURCE) -> str:
    template = ENGINE.from_string("{% load tex %}" + template)
    return template.render(Context({"source": source}, use_l10n=False, use_tz=False))


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{ source|tex }}", to_html(SOURCE)),
        ("{{ source|tex_title }}", to_html(SOURCE, links=False)),
        (
            "{% for text in source|tex_paragraphs %}<p>{{ text }}</p>{% endfor %}",
            "".join(f"<p>{text}</p>" for text in to_paragraphs(SOURCE)),
        ),
        ("{{ source|plain }}", "On k &amp; https://example.org\n\nmore"),
    ],
)
def test_filters_are_escaped_once(template, expected):
    assert rendered(template) == expected


@pytest.mark.parametrize("filter_", ["tex", "tex_title", "plain"])
def test_nothing_is_empty(filter_):
    assert rendered("{{ source|" + filter_ + " }}", None) == ""


def test_html_is_marked_safe_and_plain_text_is_not():
    assert isinstance(to_html("<"), SafeString)
    assert isinstance(to_paragraphs("<")[0], SafeString)
    assert not isinstance(to_text(SafeString("<")), SafeString)
