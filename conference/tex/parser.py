"""One paragraph of source text -> a tree of text, formulas, styled text and links.

A hand-written reader: one regular expression finds the next sign that may mean something, one
method decides about it, and whatever it does not take is text as typed. Each part of the source is
read once, so time grows with its length.
"""

import re
from dataclasses import dataclass

from conference.tex import addresses, typography
from conference.tex.characters import Characters
from conference.tex.delimiters import Delimiters
from conference.tex.macros import CITATIONS, DECLARATIONS, STYLES


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    tex: str
    typed: str  # with its delimiters, for when it cannot be converted
    block: bool


@dataclass(frozen=True, slots=True)
class Styled:
    style: str  # a value of macros.STYLES
    children: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Link:
    target: str
    children: "tuple[Node, ...]"


Node = Text | Formula | Styled | Link
# What a sign turned out to be, and where reading goes on. None: it is text as typed.
Read = tuple[Node, int] | None

_MOST_NESTED = 20
_SIGN = re.compile(
    r"""(?P<path>(?<!\w)[A-Za-z]:\\(?=\w)|(?<!\S)\\\\(?=\w))  # C:\new and \\server\share
      | (?P<address>(?<!\w)https?://)
      | (?P<macro>\\)
      | (?P<dollar>\$)
      | (?P<group>\{)
      | (?P<tie>~)
      | (?P<dashes>-{2,})
      | (?P<quotes>``|''|")""",
    re.VERBOSE | re.IGNORECASE,
)
# Each of them has one of these, at its start or little behind it, which is looked for ten times as fast.
_MARK = re.compile(r"""[\\$\{~"]|://|--|``|''""")
_BEFORE_MARK = len("https")
_NAME = re.compile(r"[A-Za-z]+")
_ARGUMENT = re.compile(r" ?(?:\[[^\[\]{}]{0,80}\] ?){0,2}\{")
_WORD = re.compile(r"\S{1,300}")
_WORDS_IN_GROUP = re.compile(r"\{\\([A-Za-z]+) [A-Za-z][A-Za-z -]+\}")
_WORD_MACROS = tuple(
    rf"\{name}{{" for name in ("emph", "textit", "textsl", "textbf", "texttt", "textsc", "url", "href")
)


def parse(paragraph: str) -> tuple[Node, ...]:
    """The tree of one paragraph, which must be on one line."""
    if not _MARK.search(paragraph):
        return (Text(paragraph),) if paragraph else ()
    return _Parser(paragraph).nodes(0, len(paragraph))


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.closing = _matching_braces(text)
        self.delimiters = Delimiters(text)
        self.quotes = typography.Quotes(text)
        self.characters = Characters(text, self.closing)
        self.depth = 0
        self.in_code = False

    def nodes(self, pos: int, end: int, *, group: bool = False) -> tuple[Node, ...]:
        """The nodes of text[pos:end]; in a group, declarations such as `\\it` count."""
        nodes: list[Node] = []
        typed: list[str] = []  # text since the last node that is not text

        def add(node: Node) -> None:
            if isinstance(node, Text):
                typed.append(node.text)
                return
            if typed:
                nodes.append(Text("".join(typed)))
                typed.clear()
            nodes.append(node)

        while sign := self._next(pos, end):
            typed.append(self.text[pos : sign.start()])
            read = self._sign(sign, end, group)
            if read:
                add(read[0])
                pos = read[1]
            else:
                typed.append(sign.group())
                pos = sign.end()
        typed.append(self.text[pos:end])
        add(Styled("plain", ()))  # flushes the text
        return tuple(nodes[:-1])

    def _next(self, pos: int, end: int) -> re.Match[str] | None:
        """The first sign in text[pos:end]."""
        mark = _MARK.search(self.text, pos, end)
        return mark and _SIGN.search(self.text, max(pos, mark.start() - _BEFORE_MARK), end)

    def _sign(self, sign: re.Match[str], end: int, group: bool) -> Read:
        at, stop = sign.span()
        match sign.lastgroup:
            case "path":
                return self._path(at, end)
            case "address":
                return self._address(at, end)
            case "macro":
                return self._macro(at, end, group)
            case "dollar":
                return self._formula(at, end)
            case "group":
                return self._group(at, end)
            case "tie" if not self.in_code:
                return Text(typography.tie(self.text, at)), stop
            case "dashes" if not self.in_code:
                return Text(typography.dashes(self.text, at, stop)), stop
            case "quotes" if not self.in_code:
                return Text(self.quotes.read(at, sign.group())), stop
        return None

    def _inside(self, style: str, pos: int, end: int, *, group: bool) -> Styled | None:
        """The text of a macro or group in its style, unless it is nested too deep."""
        if self.depth >= _MOST_NESTED:
            return None
        outer_code, self.in_code = self.in_code, self.in_code or style == "code"
        self.depth += 1
        children = self.nodes(pos, end, group=group)
        self.depth -= 1
        self.in_code = outer_code
        return Styled(style, children)

    def _path(self, at: int, end: int) -> Read:
        """A Windows path is literal, unless the word has a macro's argument (`A:\\emph{x}`)."""
        word = _WORD.match(self.text, at, end)
        if "{" in word.group():
            length = 2 if self.text[at] != "\\" else 0
            return (Text(self.text[at : at + length]), at + length) if length else None
        return Text(word.group()), word.end()

    def _address(self, at: int, end: int) -> Read:
        address, stop = addresses.read(self.text, at, end)
        if stop == at:
            return None
        target = addresses.link_target(address)
        shown = Text(address if target else self.text[at:stop])
        return (Link(target, (shown,)) if target else shown), stop

    def _formula(self, at: int, end: int) -> Read:
        span = self.delimiters.formula_at(at, end)
        if span is None:
            return (Text("$$"), at + 2) if self.text.startswith("$$", at, end) else None
        words = self._words_in_dollars(span.start, span.stop)
        if words:
            return words, span.end
        tex, typed = self.text[span.start : span.stop], self.text[at : span.end]
        return Formula(tex.strip(), typed, span.block), span.end

    def _words_in_dollars(self, start: int, stop: int) -> Node | None:
        """Dollars around nothing but styled words, `$\\textit{and}$` or `${\\it Time}$`: no maths."""
        words = _WORDS_IN_GROUP.match(self.text, start, stop)
        if words and words[1] in DECLARATIONS:
            read = self._group(start, stop)
        elif self.text.startswith(_WORD_MACROS, start, stop):
            read = self._macro(start, stop, group=False)
        else:
            return None
        return read[0] if read and read[1] == stop else None

    def _group(self, at: int, end: int) -> Read:
        """Braces vanish around a declaration, `{\\it any}`, and a character, `{\\ss}`."""
        close = self.closing.get(at, end)
        if close >= end or self.text[at + 1] != "\\":
            return None
        name = _NAME.match(self.text, at + 2, close)
        if name and name.group() in DECLARATIONS:
            styled = self._inside("plain", at + 1, close, group=True)
            return (styled, close + 1) if styled else None
        character = self.characters.read(at + 1, close, braced=True)
        return (Text(character[0]), close + 1) if character and character[1] == close else None

    def _macro(self, at: int, end: int, group: bool) -> Read:
        behind = self.text[at + 1 : at + 2] if at + 1 < end else ""
        if behind in ("(", "["):
            return self._formula(at, end) or (Text("\\" + behind), at + 2)
        character = self.characters.read(at, end)
        if character:
            return Text(character[0]), character[1]
        name = _NAME.match(self.text, at + 1, end)
        if name is None:
            return None
        if group and name.group() in DECLARATIONS:
            start = name.end() + self.text.startswith(" ", name.end(), end)
            styled = self._inside(DECLARATIONS[name.group()], start, end, group=True)
            return (styled, end) if styled else None
        return self._with_argument(name.group(), name.end(), end)

    def _with_argument(self, name: str, pos: int, end: int) -> Read:
        start, stop = self._argument(pos, end)
        if start is None:
            return None
        argument = self.text[start:stop]
        if name in STYLES:
            styled = self._inside(STYLES[name], start, stop, group=True)
            return (styled, stop + 1) if styled else None
        if name in CITATIONS:
            return Text(f"[{argument}]"), stop + 1
        if name not in ("url", "href"):
            return None
        address, address_end = addresses.read(self.text, start, stop)
        target = addresses.link_target(address) if address_end == stop else None
        if target is None:
            return None
        if name == "url":
            return Link(target, (Text(address),)), stop + 1
        start, stop = self._argument(stop + 1, end)
        label = self._inside("plain", start, stop, group=True) if start else None
        return (Link(target, label.children or (Text(address),)), stop + 1) if label else None

    def _argument(self, pos: int, end: int) -> tuple[int, int] | tuple[None, None]:
        """Start and stop of the text in the braces at `pos`, past options in brackets."""
        opening = _ARGUMENT.match(self.text, pos, end)
        stop = self.closing.get(opening.end() - 1, end) if opening else end
        return (opening.end(), stop) if opening and stop < end else (None, None)


def _matching_braces(text: str) -> dict[int, int]:
    """Where each `{` that is closed is closed. Braces behind a backslash do not count."""
    closing: dict[int, int] = {}
    opened: list[int] = []
    if "{" not in text:
        return closing
    for sign in re.finditer(r"\\.|[{}]", text):
        if sign.group() == "{":
            opened.append(sign.start())
        elif sign.group() == "}" and opened:
            closing[opened.pop()] = sign.start()
    return closing
