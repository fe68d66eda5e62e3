"""Which dollars delimit a formula, and which are money, variables or names."""

import pytest

from conference.tex import to_html


@pytest.mark.parametrize(
    "source",
    [
        "It costs $5 and $10.",
        "A ticket is 5$ or 6$ more.",
        "$HOME",
        "$HOME/bin:$PATH",
        "Set $USER and $SHELL first",
        "one lone $ sign",
        "unbalanced $x",
        "$ x$",
        "$x $",
        "$x$5",
        "US$ and CA$",
        "rated $$ to $$$",
        "$$",
        "$$$$",
        "Ke$ha meets A$AP Rocky",
    ],
)
def test_a_dollar_is_just_a_dollar(source):
    assert "<math" not in to_html(source)
    assert "$" in to_html(source)


def test_an_escaped_dollar_is_a_dollar():
    assert to_html(r"\$5 and \$6, $\$7$").startswith("$5 and $6, <math>")


@pytest.mark.parametrize(
    ("source", "before", "behind"),
    [
        ("$k$-NN", "", "-NN"),
        ("an $n$D space", "an ", "D space"),
        ("($p$) is", "(", ") is"),
        (r"9$\%$ more", "9", " more"),
        (r"32$\times$32 pixels", "32", "32 pixels"),
        (r"up to $ \pm n $ steps", "up to ", " steps"),
    ],
)
def test_a_formula_may_touch_its_neighbours(source, before, behind):
    html = to_html(source)

    assert html.startswith(f"{before}<math>")
    assert html.endswith(f"</math>{behind}")


def test_a_formula_may_not_hold_a_blank_line():
    assert "<math" not in to_html("$x +\n\n y$")


def test_a_formula_may_go_over_a_line_end():
    assert to_html("$x +\ny$") == to_html("$x + y$")


def test_dollars_around_words_only_are_no_formula():
    assert to_html(r"learns $\textit{and}$ plans") == "learns <em>and</em> plans"
    assert to_html(r"a ${\it Graph}$") == "a <em>Graph</em>"
