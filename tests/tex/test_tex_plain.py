"""Plain text, for calendars, page titles and slugs."""

import pytest

from conference.tex import to_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("$k$-NN", "k-NN"),
        (r"$O(1/\sqrt{n})$", "O(1/√n)"),
        (r"$\boldsymbol{\mathbf{z}}$", "z"),
        (r"$\mathcal{O}(n \log n)$", "O(n log n)"),
        (r"$\tilde O(1)$", "Õ(1)"),
        (r"$\alpha, \Omega$", "α, Ω"),
        ("$x^2$", "x²"),
        ("$10^{-3}$", "10⁻³"),
        ("$x^y$", "x^y"),
        ("$x^{a+b}$", "x^(a+b)"),
        (r"$\ell_2$, $\ell_p$", "ℓ₂, ℓ_p"),
        (r"$\beta_2^*$", "β₂*"),
        (r"$x \in \mathbb{R}^n$", "x ∈ ℝⁿ"),
        (r"$\frac{a+b}{2}$", "(a+b)/2"),
        (r"$\binom{n}{k}$", "(n choose k)"),
        (r"$p(y \mid x)$", "p(y | x)"),
        ("$|x|$ and $1,000$", "|x| and 1,000"),
        (r"$\sum_{i=1}^n x_i$", "∑_(i=1)ⁿ x_i"),
        (r"$90^\circ$, $f'(x)$", "90°, f′(x)"),
        (r"$a \bmod b$", "a mod b"),
        (r"$p_{\text{data}}$", "p_data"),
        (r"$\sqrt[3]{x}$", "∛x"),
        (r"$$\begin{align}a&=b\\c&=d\end{align}$$", "a = b; c = d"),
        (r"to $$\log n$$ steps", "to log n steps"),
        (r"broken $x_$ formula", "broken $x_$ formula"),
        (r"\emph{a} \textbf{b} \texttt{c}", "a b c"),
        (r"m\textsuperscript{2}, H\textsubscript{2}O, 2\textsuperscript{nd}", "m², H₂O, 2nd"),
        ("1 < 2 & <b>", "1 < 2 & <b>"),
        ("one\ntwo  three\n\n\nfour", "one two three\n\nfour"),
        ("a\x00b\x1bc\ud800d\x85e\ufffff", "abcdef"),
        ("line\u2028separator", "line separator"),
    ],
)
def test_plain_text(source, text):
    assert to_text(source) == text


def test_a_labelled_link_keeps_its_address():
    assert to_text(r"code \href{https://example.org/c}{here}") == "code here (https://example.org/c)"
    assert to_text(r"\url{https://example.org/a\_b}") == "https://example.org/a_b"
