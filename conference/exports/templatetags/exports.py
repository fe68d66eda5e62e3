"""What stands in the head of pages for other machines. No tag asks the database for what the page has not loaded."""

import json
import logging
from functools import wraps

from django import template
from django.conf import settings
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from conference.exports import structured
from conference.programme.revision import UNWANTED

register = template.Library()
log = logging.getLogger(__name__)

MOST_SESSIONS = 100  # more would make the page heavy; their own pages tell them
IN_SCRIPT = str.maketrans({sign: f"\\u{ord(sign):04X}" for sign in "<>&\u2028\u2029"})


def never_in_the_way(tag):
    """Register a tag that is logged and left out where it fails: the page matters more."""

    @wraps(tag)
    def safe(row, *rest):
        try:
            return tag(row, *rest)
        except Exception:
            log.exception("%s of %s %s is left out of its page", tag.__name__, type(row).__name__, row.pk)
            return ""

    return register.simple_tag(safe)


@never_in_the_way
def json_ld_session(session):
    return script(structured.session_event(session, session.conference, settings.SITE_URL))


@never_in_the_way
def json_ld_talk(talk):
    return script(structured.talk_event(talk, talk.conference, settings.SITE_URL))


@never_in_the_way
def json_ld_conference(conference, groups=()):
    """The conference; with the year page's `groups` of (day, sessions), its sessions too, unless they are many."""
    sessions = [session for _, group in groups for session in group]
    sessions = sessions if len(sessions) <= MOST_SESSIONS else []
    return script(structured.conference_event(conference, sessions, settings.SITE_URL))


@never_in_the_way
def json_ld_person(person, conference, moderates, presents):
    return script(structured.person_page(person, conference, moderates, presents, settings.SITE_URL))


@never_in_the_way
def citation(talk):
    tags = structured.citation(talk, talk.conference, settings.SITE_URL)
    return format_html_join("\n", '<meta name="{}" content="{}">', tags)


def script(event):
    text = json.dumps({"@context": structured.SCHEMA, **event}, ensure_ascii=False, separators=(",", ":"))
    data = mark_safe(UNWANTED.sub("", text).translate(IN_SCRIPT))  # noqa: S308 - no sign of HTML is left in it
    return format_html('<script type="application/ld+json">{}</script>', data)
