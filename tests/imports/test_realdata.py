"""Real programmes give the counts that a correct reader finds."""

from collections import Counter

import pytest
from django.conf import settings

from conference.imports.group import grouped
from conference.imports.readers import read

pytestmark = pytest.mark.once
REAL = settings.BASE_DIR.parent / "shared" / "realdata"


def programme(name):
    if not (REAL / name).exists():
        pytest.skip("../shared/realdata is not here, so no real programme can be read")
    reading = read((REAL / name).read_bytes())
    assert not [str(finding) for finding in reading.findings if finding.severity.value != "warning"]
    return reading.programme


def counts(made):
    return len(made.days), len(made.rooms), len(made.talks), len(made.persons)


def test_frab_xml():
    made = programme("38c3.xml")
    assert counts(made) == (4, 72, 1007, 571)
    assert sum(1 for talk in made.talks if talk.start.date() > talk.day) == 58
    assert made.zone == "Europe/Berlin"
    assert made.flat
    assert all(talk.session for talk in grouped(made).talks)


def test_frab_json():
    assert counts(programme("camp2019.json")) == (5, 2, 79, 90)


def test_icalendar():
    made = programme("linux-conf-au-2020.ics")
    assert (len(made.talks), len(made.days)) == (262, 6)
    assert sum(1 for talk in made.talks if not talk.room) == 17


def test_tab_separated():
    made = programme("emnlp2023-orals.tsv")
    assert (len(made.talks), len(made.days), len(made.sessions), len(made.rooms)) == (240, 3, 40, 6)
    assert not made.flat


def test_comma_separated():
    made = programme("iclr2021-orals.csv")
    assert (len(made.talks), len(made.sessions), made.days) == (167, 14, [])
    assert Counter(talk.kind for talk in made.talks) == {"Oral": 53, "Spotlight": 114}
    assert sum(1 for talk in made.talks if talk.session == "oral session 7") == 13
