"""The three public functions: a source, read paragraph by paragraph, and written out."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from conference.tex import cleaning, mathml, mathplain
from conference.tex.formula import Unconvertible
from conference.tex.parser import Formula, Link, Node, Styled, Text, parse

# What lies beyond these is still shown, as plain text and as source: no input may be slow.
LONGEST_SOURCE = 20_000
LONGEST_FORMULAS = 5_000  # all formulas of a source together

_ELEMENTS = {"em", "strong", "code", "sup", "sub"}
_REMEMBERED = 1_024
_SUPERSCRIPT_DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SUBSCRIPT_DIGITS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def to_html(source: str, *, links: bool = True) -> SafeString:
    """The source as one piece of inline HTML; line breaks and blank lines are spaces.

    With `links=False` addresses stay text, for titles that stand inside a link.
    """
    return mark_safe(" ".join(_remembered(_html, source, links)))  # noqa: S308 - all text is escaped


def to_paragraphs(source: str) -> list[SafeString]:
    """Inline HTML for each paragraph (blank lines part them); never an empty one."""
    return [mark_safe(paragraph) for paragraph in _remembered(_html, source, True)]  # noqa: S308


def to_text(source: str) -> str:
    """The source as plain text: macros resolved, formulas readable, paragraphs by blank lines."""
    return "\n\n".join(_remembered(_text, source))


def _remembered(function: Callable[..., tuple[str, ...]], source: str, *options: bool) -> tuple[str, ...]:
    """The function's answer; those to overlong sources are not kept, they would fill memory."""
    is_kept = len(source) <= LONGEST_SOURCE
    return (function if is_kept else function.__wrapped__)(source, *options)


@lru_cache(_REMEMBERED)
def _html(source: str, links: bool) -> tuple[str, ...]:
    return tuple(_written(source, lambda: _HtmlWriter(links), escape))


@lru_cache(_REMEMBERED)
def _text(source: str) -> tuple[str, ...]:
    written = _written(source, _TextWriter, str)
    return tuple(filter(None, (cleaning.one_line(text) for text in written)))


def _written(source: str, new_writer: "Callable[[], _Writer]", plain: Callable[[str], str]) -> Iterator[str]:
    """Each paragraph as the writer has it, until the source grows too long."""
    writer = new_writer()
    left = LONGEST_SOURCE
    for paragraph in cleaning.paragraphs(source):
        head = paragraph
        if len(paragraph) > left:
            head = paragraph[: paragraph.rfind(" ", 0, left) + 1 or left]
        left -= len(head)
        written = writer.written(parse(head)) + plain(paragraph[len(head) :])
        if written.strip():
            yield written


class _Writer:
    """Walks a tree. Subclasses say what becomes of each sort of node."""

    def __init__(self) -> None:
        self.formulas_left = LONGEST_FORMULAS

    def written(self, nodes: Iterable[Node]) -> str:
        return "".join(map(self._written, nodes))

    def _written(self, node: Node) -> str:
        match node:
            case Text(text):
                return self.text(text)
            case Formula():
                return self._formula(node)
            case Styled(style, children):
                return self.styled(style, children)
            case Link(target, children):
                return self.link(target, children)

    def _formula(self, node: Formula) -> str:
        self.formulas_left -= len(node.tex)
        if self.formulas_left < 0:
            return self.source(node.typed)
        try:
            return self.formula(node)
        except Unconvertible:
            return self.source(node.typed)

    def text(self, text: str) -> str:
        raise NotImplementedError

    def source(self, typed: str) -> str:
        raise NotImplementedError

    def formula(self, node: Formula) -> str:
        raise NotImplementedError

    def styled(self, style: str, children: tuple[Node, ...]) -> str:
        raise NotImplementedError

    def link(self, target: str, children: tuple[Node, ...]) -> str:
        raise NotImplementedError


class _HtmlWriter(_Writer):
    def __init__(self, links: bool) -> None:
        super().__init__()
        self.links = links

    def text(self, text: str) -> str:
        return escape(text)

    def source(self, typed: str) -> str:
        return f"<code>{escape(typed)}</code>"

    def formula(self, node: Formula) -> str:
        return mathml.to_mathml(node.tex, block=node.block)

    def styled(self, style: str, children: tuple[Node, ...]) -> str:
        inner = self.written(children)
        return f"<{style}>{inner}</{style}>" if style in _ELEMENTS and inner else inner

    def link(self, target: str, children: tuple[Node, ...]) -> str:
        if not self.links:
            return self.written(children)
        self.links = False  # no link inside a link
        inner = self.written(children)
        self.links = True
        return f'<a href="{escape(target)}" rel="nofollow noopener">{inner}</a>'


class _TextWriter(_Writer):
    def text(self, text: str) -> str:
        return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")

    def source(self, typed: str) -> str:
        return typed

    def formula(self, node: Formula) -> str:
        plain = mathplain.to_plain(node.tex, block=node.block)
        return f" {plain} " if node.block else plain

    def styled(self, style: str, children: tuple[Node, ...]) -> str:
        inner = self.written(children)
        if style in ("sup", "sub") and inner.isdecimal():
            return inner.translate(_SUPERSCRIPT_DIGITS if style == "sup" else _SUBSCRIPT_DIGITS)
        return inner

    def link(self, target: str, children: tuple[Node, ...]) -> str:
        label = self.written(children)
        is_address = label.lower().startswith(("http://", "https://"))
        return label if is_address else f"{label} ({target})"
