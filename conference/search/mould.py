"""HTML that a template makes once, with gaps for what differs from question to question."""

import re
import secrets

from django.template.defaultfilters import urlencode
from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe


class Mould:
    """`Mould("a.html", context, ["title"]).fill(title="Rivers")` is what the template makes of the context and that.

    Values are escaped as in a template. They may stand in its text and attributes, and behind `|urlencode`; nothing
    else may be made of them, and nothing decided by them.
    """

    def __init__(self, template, context, names, request=None):
        sign = secrets.token_hex(8)  # made after all that somebody wrote, so nothing has it
        gaps = {name: f"{sign}:{name}:" for name in names}
        html = render_to_string(template, {**context, **gaps}, request)
        self.parts = re.split(rf"{sign}(:|%3A)(\w+)\1", html)  # a text, how the gap is written, its name, a text …
        self.gaps = list(zip(self.parts[1::3], self.parts[2::3], strict=True))
        self.parts[1::3] = [""] * len(self.gaps)

    def __len__(self):
        return sum(map(len, self.parts))

    def fill(self, **values):
        parts = self.parts.copy()
        parts[2::3] = [
            conditional_escape(values[name] if sign == ":" else urlencode(values[name])) for sign, name in self.gaps
        ]
        return mark_safe("".join(parts))  # noqa: S308 - texts are a template's, values are escaped
