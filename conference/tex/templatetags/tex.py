"""`{% load tex %}`: titles and abstracts in templates."""

from django import template
from django.utils.safestring import SafeString

from conference.tex import to_html, to_paragraphs, to_text

register = template.Library()


@register.filter
def tex(source: str) -> SafeString:
    """Running text as inline HTML with links."""
    return to_html(_as_source(source))


@register.filter
def tex_title(source: str) -> SafeString:
    """A title as inline HTML without links, since a title often stands inside one."""
    return to_html(_as_source(source), links=False)


@register.filter
def tex_paragraphs(source: str) -> list[SafeString]:
    """The paragraphs of an abstract, each as inline HTML with links."""
    return to_paragraphs(_as_source(source))


@register.filter
def plain(source: str) -> str:
    """Plain text, for page titles and descriptions."""
    return to_text(_as_source(source))


def _as_source(value: object) -> str:
    return "" if value is None else str(value)
