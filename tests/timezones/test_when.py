"""When something is, as templates show it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

from conference.timezones.templatetags.timezones import shown
from tests.conftest import text_of

BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")
EARLY, LATE = (datetime(2030, 10, 27, 2, 30, tzinfo=BERLIN, fold=fold) for fold in (0, 1))
NINE, TEN = (datetime(2030, 5, 6, hour, tzinfo=BERLIN) for hour in (9, 10))


def html_of(start, end=None, venue=BERLIN, zone=BERLIN, arguments=""):
    context = Context({"start": start, "end": end, "venue": venue})
    with timezone.override(zone):
        return Template("{% load timezones %}{% when start end venue " + arguments + " %}").render(context)


@pytest.mark.parametrize("turn", [1, 2])
def test_what_is_remembered_of_one_time_is_not_shown_for_another(turn):
    assert text_of(html_of(NINE, TEN)) == "Mon 6 May 9:00 - 10:00 CEST"
    assert text_of(html_of(NINE)) == "Mon 6 May 9:00 CEST"
    assert text_of(html_of(NINE, TEN, zone=TOKYO)) == "Mon 6 May 16:00 - 17:00 JST at the venue 9:00 - 10:00 CEST"
    assert text_of(html_of(NINE, TEN, zone=TOKYO, venue=TOKYO)) == "Mon 6 May 16:00 - 17:00 JST"
    assert text_of(html_of(NINE, TEN, arguments="False False")) == "9:00 - 10:00 CEST"
    assert 'class="when off"' in html_of(NINE, TEN, arguments="True")
    assert 'class="when"' in html_of(NINE, TEN, arguments="False")
    assert text_of(html_of(None)) == "Time not known yet"


def test_the_hour_that_comes_twice_is_told_apart():
    assert text_of(html_of(EARLY)) == "Sun 27 Oct 2:30 CEST"
    assert text_of(html_of(LATE)) == "Sun 27 Oct 2:30 CET"


def test_a_time_is_rendered_once():
    html_of(NINE, TEN)
    before = shown.cache_info()
    html_of(NINE, TEN)
    assert (shown.cache_info().hits, shown.cache_info().misses) == (before.hits + 1, before.misses)
