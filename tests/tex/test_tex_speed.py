"""No source is slow: the work grows with its length, and there is a cap on it."""

import sys
import time

import pytest

from conference.tex import render

UNITS = [
    "(", "{", "}", "$", "\\", "[", "*", "-", "~", "'", '"', "`", "\n", " ", "\n ", "<", "é", "a",
    "http://", "http://a.", "http://a/(", "https://a.b/x) ", "http://a.b/)", "$x", "$x$ ", "$ a ",
    "${", "$a^b$ ", "$$", "$$ ab ", "\\(", "\\[", "\\emph{", "{\\it ", '\\"o', "\\c{", "\\cite[",
    "\\href{http://a.b}{", "$\\emph{", "a:\\b{", "\\}{", "``a '' ", "$\\operatorname{ a", "\\mbox{$x$}",
    "$" + "x" * 1_999 + "$ ", "$" + "a^b" * 600 + "$ ", "$" + r"\text{a}" * 250 + "$ ",
    "$" + r"\sqrt{" * 28 + "x" * 1_500 + "}" * 28 + "$ ", "$" + "1" * 1_999 + "$ ",
    "$" + r"\begin{matrix}" + "&" * 1_900 + r"\end{matrix}$ ", "$" + "'" * 1_999 + "$ ",
]  # fmt: skip


def read_all(source: str) -> None:
    """All that the public functions do, without what they remember."""
    render._html.__wrapped__(source, True)
    render._text.__wrapped__(source)


def steps(source: str) -> int:
    """How many calls of functions reading takes, a measure that is the same on any machine."""
    count = 0

    def tick(frame, event, argument):
        nonlocal count
        count += 1

    sys.setprofile(tick)
    try:
        read_all(source)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit[:12])
def test_twice_the_source_is_about_twice_the_work(unit):
    source = unit * (2_000 // len(unit) + 1)
    read_all(source)  # fills the tables of letters

    assert steps(source * 2) <= 3 * steps(source) + 200


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit[:12])
def test_fifty_thousand_characters_are_read_soon(unit):
    source = unit * (50_000 // len(unit))
    started = time.process_time()  # other work on the machine does not count

    read_all(source)

    assert time.process_time() - started < 5  # measured: 0.25 at most


def test_what_lies_beyond_the_cap_is_shown_untouched():
    source = "word " * 4_000 + r"\emph{late} $x$ <b>"

    assert render.to_html(source).endswith(r"\emph{late} $x$ &lt;b&gt;")
    assert render.to_text(source).endswith(r"\emph{late} $x$ <b>")


def test_answers_are_remembered_but_not_those_to_overlong_sources():
    render._html.cache_clear()

    for _ in range(2):
        render.to_html("a short one")
        render.to_html("x" * (render.LONGEST_SOURCE + 1))

    assert render._html.cache_info().hits == 1
    assert render._html.cache_info().currsize == 1
    assert render._html.cache_info().maxsize


def test_a_list_of_paragraphs_is_the_callers_own():
    render.to_paragraphs("one\n\ntwo").clear()

    assert render.to_paragraphs("one\n\ntwo") == ["one", "two"]
