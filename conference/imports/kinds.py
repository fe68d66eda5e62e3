"""What sort of entry a kind's name means to people: its mark, and whether it is a talk."""

import re

from conference.programme.models import Kind

QUESTIONS = {"q&a", "q", "a", "qa", "questions", "answers", "discussion"}
BREAKS = {
    "break", "breaks", "pause", "breakfast", "lunch", "dinner", "coffee", "tea", "reception", "registration", "checkin",
}  # fmt: skip
FILLING = {"and", "the", "with", "for", "morning", "afternoon", "evening", "short", "long", "social", "banquet"}
MARKS = ("spotlight", "poster", "keynote", "tutorial", "oral")


def kind_named(name):
    """What a new Kind of this name is to be: fields."""
    words = re.findall(r"[a-z&]+", name.lower().replace("check-in", "checkin").replace(" & ", "&"))
    telling = set(words) - FILLING
    if telling and telling <= QUESTIONS | BREAKS:
        return {"is_talk": False, "mark": Kind.Mark.BAR if telling & BREAKS else Kind.Mark.RING}
    mark = next((mark for mark in MARKS if mark in words or f"{mark}s" in words), Kind.Mark.ORAL)
    return {"is_talk": True, "mark": mark, "parallel": mark == Kind.Mark.POSTER}
