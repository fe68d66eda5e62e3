"""`reverse` and `{% url %}` with a memory: a page has hundreds of links, and their addresses took most of its time."""

import re
from functools import lru_cache

from django import template
from django.template import defaulttags
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape

register = template.Library()

SLUG = re.compile(r"[-a-zA-Z0-9_]+")  # what Django takes for one
ANY = "any-slug"


def address_of(view, *parts):
    """The address of a view by name, with the parts of it in order."""
    *fixed, last = parts or [None]
    if isinstance(last, str) and SLUG.fullmatch(last):
        before, after = around(view, tuple(fixed), get_script_prefix())
        return f"{before}{last}{after}"
    return remembered(view, parts, get_script_prefix())


@lru_cache(maxsize=1_000)
def around(view, parts, prefix):
    """What stands before and behind the slug that is the last part of an address."""
    before, _, after = reverse(view, args=[*parts, ANY]).rpartition(ANY)
    return before, after


@lru_cache(maxsize=5_000)
def remembered(view, parts, prefix):
    return reverse(view, args=parts)


class AddressNode(defaulttags.URLNode):
    """Django's, but for the one case that our pages are full of: a room's view, with positional parts if any."""

    def render(self, context):
        view = self.view_name.resolve(context)
        if self.kwargs or ":" not in view or view.startswith("admin:"):
            return super().render(context)
        address = address_of(view, *(arg.resolve(context) for arg in self.args))
        if self.asvar:
            context[self.asvar] = address
            return ""
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser, token):
    node = defaulttags.url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
