from django import template

from conference import tex
from conference.search import marking

register = template.Library()


@register.filter
def marked(text, phrases):
    """A plain text, with what was asked for in <mark>."""
    return marking.marked(text, phrases)


@register.filter
def marked_title(source, phrases):
    """The same for the source of a title."""
    html = tex.to_html(source, links=False)
    return marking.marked_html(html, phrases) if phrases else html


@register.filter
def few_of(people, phrases):
    """As many as `first_few` shows of people, in their order, those first who were asked for."""
    limit = 4
    if len(people) <= limit + 1:
        return people
    asked = [person for person in people if marking.spans(person.name, phrases)][:limit]
    others = [person for person in people if person not in asked]
    few = [*asked, *others[: limit - len(asked)]]
    return [person for person in people if person in few]
