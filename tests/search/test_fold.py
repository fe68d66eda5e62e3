"""Which texts are alike, and where in a text a question was found."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conference import tex
from conference.search.fold import LONGEST_PHRASE, MOST_WORDS, phrases, words
from conference.search.marking import LONGEST, marked, marked_html, snippet, spans

pytestmark = pytest.mark.once

PLAIN = re.compile("</?mark>")


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("Antoran", "Antorán"),
        ("ANTORÁN", "Antora\N{COMBINING ACUTE ACCENT}n"),
        ("strasse", "Straße"),
        ("lodz", "Łódź"),
        ("soren", "Søren"),
        ("Godel", r"G\"odel"),
        (r"G\"odel", "Gödel"),
        ("obrien", "O’Brien"),
        ("O(1/sqrt(n))", r"$O(1/\sqrt{n})$"),
        ("O(1/√n)", r"$O(1/\sqrt{n})$"),
        ("alpha-divergence", r"$\alpha$-divergence"),
        ("l2", r"$\ell^2$"),
        ("学習", "深層学習の理論"),
        ("محاسبة", "مُحَاسَبَة"),
        ("cooperate", "co\N{SOFT HYPHEN}operate"),
        ("istanbul", "İstanbul"),
    ],
)
def test_these_are_alike(typed, text):
    plain = tex.to_text(text)
    [phrase] = phrases(typed)
    assert " ".join(phrase) in " ".join(words(plain))
    assert spans(plain, phrases(typed)), plain


def test_a_greek_name_stays_greek():
    assert words("Αντώνης") == ["αντωνησ"]


def test_a_question_is_cut_short():
    assert phrases("?? -- ++ ' \x00 \ud800") == ()
    assert len(phrases("word " * 99 + "a b c d e f g h i j")) <= MOST_WORDS
    assert len(phrases("字" * 400)[0]) == LONGEST_PHRASE
    assert phrases("river river") == phrases("river")


@pytest.mark.parametrize(
    ("text", "typed", "expected"),
    [
        ("Gödel’s rivers", "godel", "<mark>Gödel’s</mark> rivers"),
        ("Straßen, Wege", "strasse", "<mark>Straßen</mark>, Wege"),
        ("Die Straße", "str", "Die <mark>Straße</mark>"),
        ("José & <b>", "jose b", "<mark>José</mark> &amp; &lt;<mark>b</mark>&gt;"),
        ("Jose\N{COMBINING ACUTE ACCENT} x", "jose", "<mark>Jose\N{COMBINING ACUTE ACCENT}</mark> x"),
        ("ﬁve ﬁsh", "fish", "ﬁve <mark>ﬁsh</mark>"),
        ("O(1/√n) rates", "O(1/sqrt(n))", "<mark>O(1/√n</mark>) rates"),
        ("深層学習の理論", "学習", "深層<mark>学習</mark>の理論"),
        ("رحلة النهر", "النهر", "رحلة <mark>النهر</mark>"),
        ("נהרות גדולים", "נהר", "<mark>נהרות</mark> גדולים"),
        ("a cat, an art", "a", "<mark>a</mark> cat, an art"),
        ("on rivers", "rivers rivers on", "<mark>on</mark> <mark>rivers</mark>"),
        ("drivers", "river", "drivers"),
        ("the α-stable", "alpha", "the <mark>α</mark>-stable"),
    ],
)
def test_the_match_is_marked(text, typed, expected):
    assert marked(text, phrases(typed)) == expected


def test_formulas_and_markup_stay_whole():
    html = tex.to_html(r"{\it Rivers} of $n < m$ and n", links=False)
    found = marked_html(html, phrases("rivers n math em"))
    assert "<em><mark>Rivers</mark></em>" in found
    assert found.endswith("and <mark>n</mark>")
    [formula] = re.findall("<math.*</math>", html)
    assert f" of <mark>{formula}</mark> and " in found


def test_a_formula_is_marked_by_what_it_reads_as():
    html = tex.to_html(r"$\alpha$-fair in $O(1/\sqrt{n})$, not $O(1/\sqrt{m})$", links=False)
    formulas = re.findall("<math.*?</math>", html)
    for typed in ("alpha O(1/sqrt(n))", r"$\alpha$ $O(1/\sqrt{n})$"):
        assert re.findall("<mark>(<math.*?</math>)</mark>", marked_html(html, phrases(typed))) == formulas[:2]


def test_a_snippet_begins_before_its_match():
    text = "Far away. " * 40 + "Here the river flows, and \n\n on. " + "Farther still. " * 40
    found = snippet(text, phrases("river"))
    assert found.startswith("…\u00a0")
    assert found.endswith("\u00a0…")
    assert "the <mark>river</mark> flows, and" in found
    assert len(found) < 300
    assert snippet(text, phrases("absent")) == ""
    assert snippet("x" * 500 + "river", phrases("river")) == ""


def test_a_snippet_marks_no_half_word():
    """Wherever it ends, and though signs are longer where they are words."""
    for n in range(LONGEST):
        assert "<mark>a</mark>b" not in snippet("a ∞ ∞ " + "x" * n + " about it", phrases("a"))


TYPED = st.text(st.sampled_from("aeiou nstr-'’\"\\{}$<>&^_|*%éßæΑα字のכμ\u0301\u00ad\u200f/()"), max_size=40)


@settings(max_examples=150, deadline=None)
@given(text=TYPED, typed=TYPED)
def test_marking_changes_nothing_but_adds_marks(text, typed):
    from html import escape, unescape

    found = marked(text, phrases(typed))
    assert PLAIN.sub("", found) == escape(text)
    assert unescape(PLAIN.sub("", found)) == text
    assert found.count("<mark>") == found.count("</mark>")


@settings(max_examples=150, deadline=None)
@given(text=TYPED)
def test_a_text_finds_itself(text):
    asked = phrases(text)
    plain = tex.to_text(text)
    assert all(" ".join(phrase) in " ".join(words(plain)) for phrase in asked[:1])


@pytest.mark.parametrize(
    "hostile", ["a" * 50_000 + "!", "((((" * 10_000, "a-" * 25_000, "字" * 50_000, "\\frac{" * 9_000]
)
def test_nothing_takes_long(hostile):
    started = time.process_time()
    spans("a b " * 5_000, phrases(hostile))
    snippet(hostile, phrases("a-a-a-a-a b"))
    assert time.process_time() - started < 1
