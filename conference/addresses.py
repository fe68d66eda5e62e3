"""`reverse` and `{% url %}` with a memory: a page has hundreds of links, and their addresses took most of its time."""

from functools import lru_cache

from django import template
from django.template import defaulttags
from django.urls import get_script_prefix, get_urlconf, reverse
from django.utils.html import conditional_escape

register = template.Library()


def address_of(view, *parts):
    """The address of a view by name, with the parts of it in order."""
    return remembered(view, parts, get_urlconf(), get_script_prefix())


@lru_cache(maxsize=50_000)
def remembered(view, parts, urlconf, prefix):
    return reverse(view, urlconf, args=parts)


class AddressNode(defaulttags.URLNode):
    """Django's, but for the one case that our pages are full of: a view with positional parts."""

    def render(self, context):
        view = self.view_name.resolve(context)
        if self.kwargs or self.asvar or view.startswith("admin:"):
            return super().render(context)
        parts = tuple(arg.resolve(context) for arg in self.args)
        address = address_of(view, *parts)
        return conditional_escape(address) if context.autoescape else address


@register.tag
def url(parser, token):
    node = defaulttags.url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
