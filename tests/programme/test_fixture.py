import re

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import call_command

from conference.programme.models import Conference, Session, Talk
from conference.programme.revision import Revised, Revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seed")]


def all_rows():
    models = [model for model in Conference._meta.apps.get_models() if issubclass(model, Revised)]
    return serializers.serialize("json", [row for model in models for row in model._base_manager.order_by("pk")])


def test_it_holds_the_session():
    session = Session.objects.released().with_moderators().with_timeline().get()
    kinds = [entry.kind.name for entry in session.timeline]
    assert (kinds.count("Oral"), kinds.count("Spotlight"), kinds.count("Q&A")) == (5, 8, 3)
    assert [p.name for p in session.moderators_in_order][1] == "Eric Nalisnick"
    assert (session.conference.slug, session.conference.zone) == ("2021", "America/Los_Angeles")


def test_every_talk_is_as_in_the_seed_to_the_character(seed_text):
    entries = re.split(r"^Wed 5 May \d+:\d\d - \d+:\d\d PDT\n\n", seed_text, flags=re.M)[1:]
    talks = Talk.objects.released().in_order().with_authors()
    for entry, talk in zip(entries, talks, strict=True):
        lines = [talk.kind.name + "\n" + talk.title, " · ".join(p.name for p in talk.authors_in_order), talk.abstract]
        assert entry.strip("\n") == "\n\n".join(filter(None, lines))


def test_each_talk_knows_its_openreview_id():
    for talk in Talk.objects.filter(kind__is_talk=True):
        assert re.fullmatch(r"[\w-]{9,11}", talk.foreign_id)
        assert talk.paper == f"https://openreview.net/forum?id={talk.foreign_id}"


def test_loading_it_twice_changes_no_row_but_the_revision():
    rows, revision = all_rows(), Revision.objects.get().number
    call_command("loaddata", "iclr2021", verbosity=0)
    assert all_rows() == rows
    assert Revision.objects.get().number > revision


def test_it_is_written_by_natural_keys():
    text = (settings.BASE_DIR / "fixtures" / "iclr2021.json").read_text("utf-8")
    assert '"pk"' not in text
    assert '["2021", "oral-session-7"]' in text
