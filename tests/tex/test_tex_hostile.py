"""Whatever the source holds, the page gets our elements and attributes, and the source as text."""

import re

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference.tex import to_html, to_paragraphs, to_text

TEXT_ELEMENTS = {"a", "em", "strong", "code", "sup", "sub"}
MATH_ELEMENTS = {
    "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac",
    "msqrt", "mroot", "msub", "msup", "msubsup", "munder", "mover", "munderover", "mtable", "mtr",
    "mtd", "mstyle", "mpadded", "mphantom",
}  # fmt: skip
ATTRIBUTES = {
    "href", "rel", "display", "encoding", "mathvariant", "form", "stretchy", "fence", "separator",
    "largeop", "movablelimits", "lspace", "rspace", "minsize", "maxsize", "width", "height",
    "depth", "voffset", "linethickness", "accent", "displaystyle", "scriptlevel", "columnalign",
}  # fmt: skip
MATHML = "{http://www.w3.org/1998/Math/MathML}"

PAYLOADS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "</title><script>alert(1)</script>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<b hx-get=/x data-hx-post=/y>",
    '<a href="javascript:alert(1)" hx-on::load="alert(1)">x</a>',
    "<!--><img src=x onerror=alert(1)-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#x3c;script&#x3e;",
    "{{7*7}}{% debug %}",
    "\u202e<script>\u202c",
    "<a\x00b onclick=x>",
    "<\ud800script>",
    r"$\text{<script>alert(1)</script>}$",
    r"$\text{&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;}$",
    r"$\text{</mtext></math><img src=x onerror=alert(1)>}$",
    "$</annotation></semantics></math><script>alert(1)</script>$",
    "$a</annotation-xml><svg onload=alert(1)>$",
    r"$\mbox{<style><img src=x onerror=alert(1)>}$",
    r"$\operatorname{<script>}$",
    r"$\operatorname{a\,<img src=x>}$",
    r"$\textcolor{red\" onclick=\"alert(1)}{x}$",
    r"$\color{red}{x}$",
    r'$\color{" onload="alert(1)}x$',
    r"$\href{javascript:alert(1)}{x}$",
    r"$\class{hx-get}{x}$",
    r'$\class{a" onclick="alert(1)}{x}$',
    r"$\style{background:url(javascript:alert(1))}{x}$",
    r"$\unicode{x3c}script\unicode{x3e}$",
    r"$\unicode{<script>}$",
    r"$\verb|<script>|$",
    r"$\verb$",
    r"$\def\a{\a\a}\a$",
    r"$\def\a{\b\b}\def\b{\c\c}\def\c{\d\d}\a$",
    r"$\newcommand{\x}{\x}\x$",
    r"$\newenvironment{e}{<script>}{}\begin{e}\end{e}$",
    r"$\DeclareMathOperator{\x}{<script>}\x$",
    r"$\input{/etc/passwd}$",
    r"\input{/etc/passwd} \include{x} \write18{id}",
    r"$\rule{9999em}{9999em}$",
    r"$\hspace{99999em}x$",
    r"$\kern-99999em x$",
    r"$\raise 9999em x$",
    r"$\mathchoice{a}$",
    r"$\genfrac<>{1}{2}$",
    r"$\above 9999em$",
    r"$\begin{array}{lcr<script>}x\end{array}$",
    r"$\begin{<script>}\end{<script>}$",
    r"$\tag{<script>}x$",
    r"$\fcolorbox{red}{\"onload=alert(1)}{x}$",
    r"$\colorbox{<b>}{<i>}$",
    r"$\llap{<svg onload=x>}$",
    r"$\mathbin{<mo onclick=x>}$",
    r"$\left<script\right>$",
    r"$\big<$",
    r"$\bra{<}\ket{>}$",
    r"$\sideset{_a}{^b}{\sideset{_a}{^b}{\sum}}$",
    r"$\skew{99}{x}$",
    r"\href{https://example.org/\" onclick=\"alert(1)}{x}",
    "\\href{https://example.org/'onmouseover='alert(1)}{x}",
    r"\href{https://example.org}{<img src=x onerror=alert(1)>}",
    r"\href{JaVaScRiPt:alert(1)}{x}",
    "\\href{java\tscript:alert(1)}{x}",
    r"\href{https://example.org\@evil.example}{x}",
    'https://example.org/"onmouseover=alert(1)',
    "https://example.org/<script>alert(1)</script>",
    "https://example.org/?a=1&lt;script&gt;",
    "https://javascript:alert(1)@example.org",
    r"\emph{<script>} {\it <svg onload=x>} \texttt{</code><script>}",
    r"\cite{<script>alert(1)</script>} \ref{\" onclick=x}",
    r"\texttt{\emph{\textbf{</strong></em></code>}}}",
    "$\\ue000\ue05c\ue07b\ue07d$ \ue03c",
    "$\ufffe\uffff\U0001ffff$",
    "$&#x0;&#xD800;&#x110000;&#x1b;$",
    r"$\text{% comment} <script>$",
    "$x$" * 50 + "<script>",
]

FRAGMENTS = [
    "$", "$$", "\\(", "\\)", "\\[", "\\]", "\\", "{", "}", "^", "_", "&", "%", "#", "~", "--", "``",
    "''", '"', "<", ">", "<b onclick=x>", "\n\n", " ", "x", "5", "\\emph{", "{\\it ", "\\text{",
    "\\frac", "\\sqrt[", "\\left(", "\\right)", "\\mathbb{R}", "\\mathrm{", "\\begin{cases}",
    "\\end{cases}", "\\\\", "\\operatorname{", "\\color{red}", "\\not", "\\href{", "\\url{",
    "http://example.org/", "https://", "C:\\", "\\'e", "\\c{c}", "\\o", "\\cite[", "]", "\\over",
    "\\limits", "\\hat", "\\boldsymbol{", "\\'", "\\&#x3c;", "\ud800", "\x00", "\u202e",
]  # fmt: skip

sources = st.one_of(
    st.text(st.characters(codec=None)),
    st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join),
    st.lists(st.sampled_from(FRAGMENTS), max_size=20).map(lambda parts: f"${''.join(parts)}$"),
    st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=5)), max_size=30).map("".join),
)


def assert_harmless(html: str, *, links: bool = True) -> None:
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    fragment = parser.parseFragment(html)
    assert parser.errors == []  # so it is balanced, too
    for element in list(fragment.iter())[1:]:
        is_math = element.tag.startswith(MATHML)
        allowed = MATH_ELEMENTS if is_math else TEXT_ELEMENTS - (set() if links else {"a"})
        assert element.tag.removeprefix(MATHML) in allowed
        assert set(element.attrib) <= ATTRIBUTES
        assert re.match(r"https?://[^/]", element.get("href", "http://-"))
        assert not any(re.search(r"script:|[<>]", value) for value in element.attrib.values())
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", html)


@pytest.mark.parametrize("source", PAYLOADS)
def test_a_payload_does_no_harm(source):
    assert_harmless(to_html(source))
    assert_harmless(to_html(source, links=False), links=False)
    assert isinstance(to_text(source), str)


def test_there_are_enough_payloads():
    assert len(set(PAYLOADS)) >= 60


def test_the_check_itself_can_fail():
    for html in (
        "<script>x</script>",
        "<em onclick=x>x</em>",
        '<a href="javascript:x">x</a>',
        "<em>",
    ):
        with pytest.raises(AssertionError):
            assert_harmless(html)


def test_html_is_shown_as_typed():
    source = "<img src=x onerror=alert(1)>"

    assert to_html(source) == "&lt;img src=x onerror=alert(1)&gt;"
    assert to_text(source) == source


def test_script_in_a_formula_is_text():
    html = to_html(r"$\text{<script>alert(1)</script>}$")

    assert "<mtext>&lt;script&gt;alert(1)&lt;/script&gt;</mtext>" in html


@settings(max_examples=600, deadline=None)
@given(sources)
def test_any_source_is_harmless(source):
    assert_harmless(to_html(source))
    for paragraph in to_paragraphs(source):
        assert paragraph.strip()
        assert_harmless(paragraph)


@settings(max_examples=300, deadline=None)
@given(sources)
def test_any_source_has_plain_text_without_control_characters(source):
    text = to_text(source)

    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]", text)
    assert "\n\n\n" not in text
    text.encode()
