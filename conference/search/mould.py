"""HTML that a template makes once, with gaps for what differs from question to question."""

import re
import secrets

from django.template.defaultfilters import urlencode
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

SIGN = secrets.token_hex(8)  # nothing that somebody wrote has it
GAP = re.compile(rf"{SIGN}(:|%3A)(\w+)\1")


def gap(name):
    """What stands in a template's context for a value that is not known yet; it may be put into an address too."""
    return f"{SIGN}:{name}:"


class Mould:
    """`Mould(html).fill(title="Rivers")` is the HTML with that in the gaps of this name, escaped as a template does."""

    def __init__(self, html):
        self.parts = GAP.split(html)  # a text, how the gap is quoted, its name, a text …
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
