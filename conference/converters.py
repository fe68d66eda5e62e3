"""URL parts become values at the door."""

from datetime import date

from django.urls import register_converter
from django.urls.converters import IntConverter, SlugConverter


class DayConverter:
    """A date as 2021-05-05; one that no calendar has, such as 2021-02-30, is no address."""

    regex = r"(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()


class NumberConverter(IntConverter):
    """A small number from 1 on, in the one way to write it: with zeros before it, each would have addresses without
    end, and what is built for each is kept."""

    regex = r"[1-9][0-9]{0,2}"


register_converter(SlugConverter, "year")
register_converter(NumberConverter, "number")
register_converter(DayConverter, "day")
