"""Macros, accents, dashes and quotation marks of running text."""

import pytest

from conference.tex import to_html, to_paragraphs, to_text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"{\it any} rate", "<em>any</em> rate"),
        (r"{\em a {\bf b} c}", "<em>a <strong>b</strong> c</em>"),
        (r"{\bf\it both}", "<strong><em>both</em></strong>"),
        (r"\emph{one} \textit{two}", "<em>one</em> <em>two</em>"),
        (r"\textbf{a \emph{b}}", "<strong>a <em>b</em></strong>"),
        (r"\texttt{a--b ``c''}", "<code>a--b ``c&#x27;&#x27;</code>"),
        (r"\textsc{Caps}", "Caps"),
        (r"2\textsuperscript{nd}", "2<sup>nd</sup>"),
        (r"\emph{$k$ means}", to_html(r"\emph{$k$}").replace("</em>", " means</em>")),
        (r"\emph{}", ""),
        (r"as in \cite[p. 3]{knuth84}", "as in [knuth84]"),
        (r"see \ref{fig}", "see [fig]"),
        (r"\emph{unclosed", r"\emph{unclosed"),
        (r"{\bf unclosed", r"{\bf unclosed"),
        (r"no group: \bf x", r"no group: \bf x"),
        (r"\unknown{x} \wrt", r"\unknown{x} \wrt"),
        ("sizes {10, 100}", "sizes {10, 100}"),
        ("{BERT}", "{BERT}"),
        ("100% of 5 % is fine % really", "100% of 5 % is fine % really"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
    ],
)
def test_macros_as_html(source, html):
    assert to_html(source) == html


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"G\"odel", "Gödel"),
        (r"G{\"o}del", "Gödel"),
        (r"G\"{o}del", "Gödel"),
        (r"Ren\'e \'Etienne", "René Étienne"),
        (r"Mart\'\i nez", "Martínez"),
        (r"Mart\'{\i}nez", "Martínez"),
        (r"Fran\c{c}ois, Ho\v s, Erd\H{o}s", "François, Hoš, Erdős"),
        (r"Espa\~na", "España"),
        (r"S\o ren, Stra\ss e, {\L}ukasz, \AA ngstr\"om", "Søren, Straße, Łukasz, Ångström"),
        (r"\O{}re \ae{}on", "Øre æon"),
        (r"6.4\% \& a\_b \#1 \{x\}", "6.4% & a_b #1 {x}"),
        (r"and so on\ldots", "and so on…"),
        (r"\textquotedblleft quoted\textquotedblright\ here", "“quoted” here"),
        (r"\LaTeX{} and \TeX", "LaTeX and TeX"),
        (r"First line\\ second", "First line second"),
    ],
)
def test_characters(source, text):
    assert " ".join(to_text(source).split()) == text
    assert " ".join(to_html(source).replace("&amp;", "&").split()) == text


@pytest.mark.parametrize(
    "source",
    [
        r"C:\new\table and D:\o",
        r"a\b",
        r"\\server\share",
        r"\bword\b \d{3} example\.com ^[a-z]{2,}\s+",
        r"it\'s what we\'re told",
        r"say \"open\" now",
        r"the \o flag",
        r"¯\_(ツ)_/¯",
        "a lone \\",
        "(~5%) and ~/bin and x~N(0,1)",
        "tool --flag, a --> b, <!-- c -->, ----, i--;",
        "`code`, ```fence```, 5'' wide, ``never closed",
    ],
)
def test_what_is_not_tex_stays_as_typed(source):
    assert to_text(source) == source


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("pages 3--7", "pages 3–7"),
        ("tasks -- all of them", "tasks – all of them"),
        ("methods---which we like---win", "methods—which we like—win"),
        ("a ``black box'' here", "a “black box” here"),
        ("its ''big moment'' came", "its “big moment” came"),
        ('a ``mixed" pair', "a “mixed” pair"),
    ],
)
def test_dashes_and_quotation_marks(source, text):
    assert to_text(source) == text


def test_a_tie_does_not_break_in_html_and_is_a_space_in_text():
    assert to_html("Figure~3") == "Figure\N{NO-BREAK SPACE}3"
    assert to_text("Figure~3") == "Figure 3"


def test_nesting_is_balanced_however_deep():
    html = to_html(r"\emph{" * 100 + "x" + "}" * 100)

    assert html.count("<em>") == html.count("</em>") == 20


def test_paragraphs_are_split_at_blank_lines_and_never_empty():
    assert to_paragraphs("\n\none\ntwo\r\n \r\n\n\nthree\n\n") == ["one two", "three"]
    assert to_paragraphs(" \n ") == []


def test_a_style_ends_with_its_paragraph():
    assert to_paragraphs("\\emph{one\n\ntwo}") == ["\\emph{one", "two}"]


def test_a_title_is_one_line():
    assert to_html("A\nlong\n\ntitle") == "A long title"
