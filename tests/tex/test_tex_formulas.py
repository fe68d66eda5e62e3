"""Formulas become MathML that carries its source; what cannot be converted is shown as typed."""

import re

import pytest

from conference.tex import to_html


def mathml(tex: str) -> str:
    """The MathML of an inline formula without its wrapping."""
    html = to_html(f"${tex}$")
    found = re.fullmatch(
        r"<math><semantics>(.*)<annotation encoding=.application/x-tex.>.*</annotation>"
        r"</semantics></math>",
        html,
    )
    assert found, html
    return found[1]


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\ell_2", "<msub><mi>ℓ</mi><mn>2</mn></msub>"),
        (r"\varepsilon", "<mi>ε</mi>"),
        (r"\infty", "<mi>∞</mi>"),
        (r"\frac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        (r"\sqrt{n}", "<msqrt><mi>n</mi></msqrt>"),
        (r"\boldsymbol{\mathbf{z}}", "<mi>𝐳</mi>"),
        (r"\boldsymbol{\mathbf{0}}", "<mn>𝟎</mn>"),
        (r"\boldsymbol\beta", "<mi>𝜷</mi>"),
        (r"\boldsymbol{\mathcal{L}}", "<mi>𝓛</mi>"),
        (r"\mathbb{R}^n", "<msup><mi>ℝ</mi><mi>n</mi></msup>"),
        (r"\mathds{1}", "<mn>𝟙</mn>"),
        (r"\mathcal{L}", "<mi>ℒ</mi>"),
        (r"\mathfrak{C}", "<mi>ℭ</mi>"),
        (r"\mathtt{x}", "<mi>𝚡</mi>"),
        (r"\mathrm{d}", '<mi mathvariant="normal">d</mi>'),
        (r"\mathit{h}", "<mi>h</mi>"),
        (r"\mathrm{softmax}", "<mi>softmax</mi>"),
        (r"\operatorname{softmax}", "<mi>softmax</mi>"),
        (r"\text{two words}", "<mtext>two\N{NO-BREAK SPACE}words</mtext>"),
        (r"\text{50\% {of} a\_b}", "<mtext>50%\N{NO-BREAK SPACE}of\N{NO-BREAK SPACE}a_b</mtext>"),
        ("50%", "<mrow><mn>50</mn><mi>%</mi></mrow>"),
        (r"x \not= y", "<mrow><mi>x</mi><mo>≠</mo><mi>y</mi></mrow>"),
        (r"\oddmacro", "<mtext>\\oddmacro</mtext>"),
        (r"\boxed{x}", "<mi>x</mi>"),
    ],
)
def test_a_formula_is_mathml(tex, expected):
    assert mathml(tex) == expected


def test_a_tilde_above_a_letter_is_an_accent():
    html = mathml(r"\tilde O")

    assert html == '<mover accent="true"><mi>O</mi><mo stretchy="false">~</mo></mover>'


def test_norm_bars_do_not_stretch():
    assert mathml(r"\|x\|").count('<mo fence="false" stretchy="false">‖</mo>') == 2


def test_text_within_text_may_hold_a_formula():
    assert "<mtext>if\xa0</mtext><mi>x</mi><mtext>\xa0is\xa0odd</mtext>" in mathml(r"\text{if $x$ is odd}")


def test_a_function_stands_apart_from_its_argument_but_not_from_a_parenthesis():
    thin = '<mspace width="0.167em"></mspace>'

    assert mathml(r"n\log n").count(thin) == 2
    assert thin not in mathml(r"\log(n)")


def test_displayed_formulas_are_blocks_with_limits_below():
    for source in (r"$$\max_x f$$", r"\[\max_x f\]"):
        html = to_html(source)
        assert html.startswith('<math display="block">')
        assert "<munder><mi>max</mi><mi>x</mi></munder>" in html


def test_round_brackets_delimit_an_inline_formula():
    assert to_html(r"\(k\)") == to_html("$k$")


def test_the_source_is_kept_as_escaped_annotation():
    html = to_html("$a<b$")

    assert '<annotation encoding="application/x-tex">a&lt;b</annotation>' in html


def test_aligned_equations_are_a_table_without_numbers():
    html = mathml(r"\begin{align}a&=b\\c&=d\end{align}")

    assert html.count("<mtr>") == 2
    assert "(1)" not in html


@pytest.mark.parametrize(
    "formula",
    [
        r"$x_$",
        r"$x^1^2$",
        r"$\frac{1}$",
        r"$\left( x$",
        r"$\begin{matrix} x$",
        r"$\begin{tikzpicture}x\end{tikzpicture}$",
        r"$\def\a{\a\a}\a$",
        r"$\newcommand{\a}{x}\a$",
        r"$\cancel{x}$",
        r"$\sideset{_a}{^b}{\sum}$",
        "$" + "{" * 40 + "x" + "}" * 40 + "$",
        "$" + r"\sqrt " * 300 + "x$",
        "$" + "^" * 900 + "$",
        "$" + "x" * 2_001 + "$",
    ],
)
def test_what_cannot_be_converted_is_shown_as_source(formula):
    assert to_html(formula) == f"<code>{formula}</code>"


def test_only_so_many_formulas_are_converted():
    html = to_html(("$" + "x" * 999 + "$ ") * 10)

    assert html.count("<math>") == 5
    assert html.count("<code>") == 5
