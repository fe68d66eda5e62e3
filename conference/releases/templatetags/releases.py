from django import template

register = template.Library()


@register.filter
def address(change, conference):
    """The page of what a Change is about; "" where it was deleted."""
    return change.address(conference)
