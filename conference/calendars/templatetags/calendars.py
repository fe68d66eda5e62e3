from django import template

register = template.Library()


@register.filter
def webcal(address):
    """The address in the form that opens the calendar app: webcal://…"""
    return "webcal://" + address.partition("://")[2]
