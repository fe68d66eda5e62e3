"""Web addresses become links, and only web addresses."""

import pytest

from conference.tex import to_html


def link(address: str, label: str | None = None) -> str:
    return f'<a href="{address}" rel="nofollow noopener">{label or address}</a>'


@pytest.mark.parametrize(
    ("source", "address", "behind"),
    [
        ("https://example.org", "https://example.org", ""),
        ("https://example.org/~user/a%20b_c--d.", "https://example.org/~user/a%20b_c--d", "."),
        ("http://example.org/a_(b))", "http://example.org/a_(b)", ")"),
        ("http://example.org/x), and", "http://example.org/x", "), and"),
        ("https://example.org/a$b$c", "https://example.org/a$b$c", ""),
        ("https://example.org/?!", "https://example.org/", "?!"),
        (r"https://example.org/a\_b", "https://example.org/a_b", ""),
        (r"\url{https://example.org/~a}", "https://example.org/~a", ""),
        ("https://example.org:8080/x'' y", "https://example.org:8080/x", "&#x27;&#x27; y"),
    ],
)
def test_an_address_is_a_link_and_punctuation_is_not(source, address, behind):
    assert to_html(source) == link(address) + behind


def test_a_very_long_address_is_one_link():
    address = "https://example.org/" + "a" * 5_000

    assert to_html(address) == link(address)


def test_what_an_address_may_not_hold_is_encoded_in_the_target():
    html = to_html("https://bücher.example/ä?q=[1]#a#b")

    assert 'href="https://xn--bcher-kva.example/%C3%A4?q=%5B1%5D#a%23b"' in html
    assert ">https://bücher.example/ä?q=[1]#a#b</a>" in html


def test_a_link_may_have_a_label_with_macros():
    html = to_html(r"\href{https://example.org/a\%20b}{see \emph{this}}")

    assert html == link("https://example.org/a%20b", "see <em>this</em>")


def test_there_is_no_link_inside_a_link():
    html = to_html(r"\href{https://example.org}{a https://example.com b}")

    assert html == link("https://example.org", "a https://example.com b")


def test_titles_have_no_links():
    source = r"https://example.org and \href{https://example.com}{this}"

    assert to_html(source, links=False) == "https://example.org and this"


@pytest.mark.parametrize(
    "source",
    [
        "javascript:alert(1)",
        r"\url{javascript:alert(1)}",
        r"\href{javascript:alert(1)}{x}",
        r"\href{data:text/html,x}{x}",
        r"\href{//example.org}{x}",
        "ftp://example.org",
        "xhttp://example.org",
        "http://",
        "http://.",
        "http://a..b/",
        "http://user@example.org/",
        "http://[::1]/",
        "http://999.1.1.1/",
        "http://example.org:99999/",
        "http://-a.example/",
    ],
)
def test_no_link(source):
    assert to_html(source) == source
