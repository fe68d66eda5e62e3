"""Talks as BibTeX. Letters of all scripts stay as they are, in UTF-8; formulas stay TeX.

A title is read as `tex` reads it and written anew, so that what arrives in somebody's paper is known: text with its
special characters escaped, a few styles, and formulas of which every macro is one for mathematics.
"""

import re
from functools import cache

from latex2mathml.symbols_parser import SYMBOLS

from conference.tex import cleaning, mathplain
from conference.tex.formula import Unconvertible
from conference.tex.parser import Formula, Link, Styled, Text, parse

from .frab import acronym
from .plain import one_line, spared

LONGEST_TITLE = 2_000
SPECIAL = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "&%$#_"},
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces, also those behind a backslash
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "\N{NO-BREAK SPACE}": "~",
    }
)
STYLES = {"em": "emph", "strong": "textbf", "code": "texttt", "sup": "textsuperscript", "sub": "textsubscript"}
# Macros that set something around or above; those that are a sign each are in SYMBOLS.
STRUCTURES = """
    frac dfrac tfrac cfrac binom dbinom tbinom sqrt left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr
    Biggl Biggr hat widehat tilde widetilde bar overline underline vec dot ddot check breve acute grave mathring
    overbrace underbrace overset underset stackrel substack limits nolimits mathbb mathbf mathcal mathfrak mathit mathrm
    mathscr mathsf mathtt boldsymbol bm pmb operatorname text textbf textit textrm textsf texttt textnormal emph mbox
    sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan exp log ln lg max min sup inf lim limsup liminf
    arg argmax argmin det dim ker hom deg gcd Pr bmod pmod mod not phantom quad qquad begin end displaystyle textstyle
    scriptstyle xrightarrow xleftarrow R N Z Q C E eps sgn sign rank tr nicefrac
"""
FORMULA_SIGN = re.compile(r"\\([A-Za-z]+)|(\\.)|([%#])", re.DOTALL)
NOT_IN_NAMES = re.compile(r"\band\b|^others$|,", re.IGNORECASE)


def entries(talks, conference, site_url):
    """The file's text: an entry for each talk."""
    return "\n".join(spared(lambda talk: entry(talk, conference, site_url), talks))


def entry(talk, conference, site_url):
    talk.conference = conference
    fields = {
        "title": f"{{{title(talk.title)}}}",  # braces twice: no style shall lower its capitals
        "author": " and ".join(author(person.name) for person in talk.authors_in_order),
        "booktitle": escaped(one_line(conference.told_name)),
        "year": str(conference.first_day.year),
        "url": site_url + talk.get_absolute_url(),
        "note": "Cancelled" if talk.is_cancelled else "",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@inproceedings{{{key(talk, conference)},", *lines, "}", ""])


def key(talk, conference):
    """By what a paper cites it. It must never change, so no word of title or names is in it."""
    return f"{acronym(conference)}-{talk.number}"


def escaped(text):
    return text.translate(SPECIAL)


def author(name):
    """Names that BibTeX would take apart, such as `Smith and Sons`, stay in one piece."""
    name = one_line(name)
    return f"{{{escaped(name)}}}" if NOT_IN_NAMES.search(name) else escaped(name)


def title(source):
    line = " ".join(cleaning.paragraphs(source[:LONGEST_TITLE]))
    return "".join(map(written, parse(line))) + escaped(one_line(source[LONGEST_TITLE:]))


def written(node):
    match node:
        case Text(text):
            return escaped(text)
        case Formula():
            return formula(node) or escaped(node.typed)
        case Styled(style, children):
            inner = "".join(map(written, children))
            return f"\\{STYLES[style]}{{{inner}}}" if style in STYLES else inner
        case Link(_, children):
            return "".join(map(written, children))


def formula(node):
    """The formula as TeX; "" for one that is none, or that may do more in TeX than to look good."""
    macros = {match[1] for match in FORMULA_SIGN.finditer(node.tex) if match[1]}
    if "^^" in node.tex or not macros <= known_macros():
        return ""
    try:
        mathplain.to_plain(node.tex, block=node.block)
    except Unconvertible:
        return ""
    return f"${FORMULA_SIGN.sub(in_formula, node.tex)}$"


@cache
def known_macros():
    return set(STRUCTURES.split()) | {sign[1:] for sign in SYMBOLS if sign.startswith("\\")}


def in_formula(match):
    braces = {r"\{": r"\lbrace ", r"\}": r"\rbrace "}
    return f"\\{match[0]}" if match[3] else braces.get(match[0], match[0])
