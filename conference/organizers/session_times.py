"""What an organizer asks of a session's times, and what the session would then be like."""

from dataclasses import dataclass, field
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from conference.conflicts.checks import find
from conference.conflicts.conflict import compared
from conference.conflicts.loading import load
from conference.conflicts.words import long, plural
from conference.programme import timeline
from conference.programme.models import Session
from conference.timezones import clock

from .desk import conflicts_of
from .times import MomentField

PRESETS = [(5, "+5"), (10, "+10"), (15, "+15"), (-5, "−5")]
MOVES = {
    "following": "Move an entry and all that follow",
    "alone": "Move one entry alone",
    "anew": "Set all starts anew, one after the other",
    "swap": "Swap two entries",
}
ASKED = {
    "following": {"entry", "minutes"},
    "alone": {"entry", "minutes"},
    "anew": {"start", "length"},
    "swap": {"entry", "other"},
}


def entry_field(**options):
    messages = {"invalid_choice": "Choose an entry of this session."}
    return forms.TypedChoiceField(coerce=int, required=False, empty_value=None, error_messages=messages, **options)


def minutes_field(least):
    told = f"Write whole minutes between {least} and {timeline.MOST}."
    messages = dict.fromkeys(("invalid", "min_value", "max_value"), told)
    return forms.IntegerField(
        label="Minutes", required=False, min_value=least, max_value=timeline.MOST, error_messages=messages
    )


class TimesForm(forms.Form):
    """A question about one session; valid where it has an answer, which is then in `found`: a list of Retimed."""

    move = forms.ChoiceField(
        choices=MOVES.items(),
        widget=forms.RadioSelect,
        initial="following",
        error_messages=dict.fromkeys(("required", "invalid_choice"), "Choose one of the four."),
    )
    entry = entry_field()
    other = entry_field(label="With")
    minutes = minutes_field(-timeline.MOST)
    length = minutes_field(1)
    along_start = forms.BooleanField(label="the session's start", required=False)
    along_end = forms.BooleanField(label="the session's end", required=False)

    def __init__(self, data, conference, session, entries, at):
        """`at` is the moment whose entry is offered first."""
        super().__init__(data)
        self.session, self.entries, self.found = session, entries, []
        choices = [(each.pk, entry_line(each)) for each in entries if timeline.can_move(each)]
        self.fields["entry"].choices = choices
        self.fields["entry"].initial = next_entry(entries, at)
        self.fields["other"].choices = [("", "Choose another"), *choices]
        self.fields["start"] = start = MomentField.of(Session._meta.get_field("draft_start"), conference)
        start.help_text = f"Written as {conference.first_day} 9:00. Left empty, the first start that there is."

    def clean_minutes(self):
        if not self.cleaned_data["minutes"]:
            raise ValidationError("Write how many minutes: 10 for later, -10 for earlier.")
        return self.cleaned_data["minutes"]

    def clean_other(self):
        if self.cleaned_data["other"] is None:
            raise ValidationError("Choose the entry to swap it with.")
        return self.cleaned_data["other"]

    def clean(self):
        super().clean()
        for name in self.errors.keys() - ASKED.get(self.cleaned_data.get("move"), set()) - {"move"}:
            del self.errors[name]  # what is not asked now may be empty, or half written
        if not self.errors:
            try:
                self.found = self.ask(self.session, self.entries)
            except timeline.Refused as refused:
                raise ValidationError(str(refused)) from None

    def ask(self, session, entries):
        """What is asked, of this session and its entries in the draft: a list of Retimed."""
        asked = self.cleaned_data
        found = self.verb()(entries)
        return found + timeline.along(session, entries, found, asked["along_start"], asked["along_end"])

    def verb(self):
        match self.cleaned_data:
            case {"move": "anew", "start": start, "length": length}:
                return partial(timeline.set_anew, start=start, length=length)
            case {"move": "swap", "entry": one, "other": other}:
                return partial(timeline.swap, one=one, other=other)
            case {"move": move, "entry": key, "minutes": by}:
                return partial(timeline.move, key=key, minutes=by, following=move == "following")

    def told(self):
        """What was asked, in words for the history."""
        titles = {each.pk: f"“{each}”" for each in self.entries}
        match self.cleaned_data:
            case {"move": "anew"}:
                return "Starts set anew, one after the other"
            case {"move": "swap", "entry": one, "other": other}:
                return f"{titles[one]} and {titles[other]} swapped"
            case {"move": move, "entry": key, "minutes": by}:
                those = f"{titles[key]} and all that follow" if move == "following" else titles[key]
                return f"{those} moved by {plural(by, 'minute')}"

    def question(self):
        """(name, value) of all that was said, to be said again."""
        return [(name, self.data[name]) for name in self.fields if self.data.get(name)]

    def lines(self):
        """The session and its entries as they are and as they would be, in the new order."""
        new = {(type(each.item), each.item.pk): each.new for each in self.found}
        whole, *entries = (
            Line(each, turn_of(each), new.get((type(each), each.pk), turn_of(each)))
            for each in (self.session, *self.entries)
        )
        entries.sort(key=lambda line: (line.new.position, line.item.pk))
        for line in entries:
            line.note_against(whole)
        return Lines([whole, *entries])


def entry_line(entry):
    return f"{clock.clock_time(timezone.localtime(entry.start))} {entry}"


def next_entry(entries, at):
    """The primary key of the one that is on at this moment, or comes next; of the first where none does."""
    movable = [each for each in entries if timeline.can_move(each)]
    coming = (each for each in movable if (each.end or each.start) > at)
    return next((each.pk for each in (*coming, *movable)), None)


def turn_of(item):
    return timeline.Turn(item.start, item.end, getattr(item, "position", None))


@dataclass
class Line:
    """A session or an entry, its old and new Turn, and what is to be said about the new one."""

    item: object
    old: timeline.Turn
    new: timeline.Turn
    notes: list = field(default_factory=list)

    @property
    def moves(self):
        return self.old[:2] != self.new[:2]

    def note_against(self, whole):
        end = self.new.end or self.new.start
        if self.moves and self.new.start and self.old.start:
            day = timezone.localtime(self.new.start)
            if day.date() != timezone.localtime(self.old.start).date():
                self.notes.append(f"on another day: {clock.short_date(day)}")
        if end and whole.new.end and end > whole.new.end and not self.item.cancelled:
            self.notes.append(f"ends {long(end - whole.new.end)} after the session")


class Lines(list):
    """All Lines of a preview, which say date and zone each only where they are not the same for all."""

    def __init__(self, lines):
        super().__init__(lines)
        turns = [turn for line in lines for turn in (line.old, line.new)]
        moments = [timezone.localtime(moment) for turn in turns for moment in turn[:2] if moment]
        self.dates = list(dict.fromkeys(clock.short_date(moment) for moment in moments))
        self.zones = list(dict.fromkeys(clock.abbreviation(moment) for moment in moments))
        for line in lines:
            line.was, line.becomes = self.words(line.old), self.words(line.new)

    @property
    def caption(self):
        """Wed 5 May, Los Angeles time (PDT)"""
        date = f"{self.dates[0]}, " if len(self.dates) == 1 else ""
        zone = f" ({self.zones[0]})" if len(self.zones) == 1 else ""
        return f"{date}{clock.city(timezone.get_current_timezone())} time{zone}"

    def words(self, turn):
        """9:00 - 9:15, in parts that each keep to one line."""
        if not (turn.start or turn.end):
            return [clock.UNKNOWN]
        if not turn.start:
            return ["until", *self.words(turn._replace(start=turn.end, end=None))]
        span = clock.Span(*(moment and timezone.localtime(moment) for moment in turn[:2]))
        times = f"{span.from_time} - {span.to_time}" if span.end else span.from_time
        parts = [span.date if len(self.dates) > 1 else "", times, span.zone if len(self.zones) > 1 else ""]
        return [part for part in parts if part]


def conflicts_if(conference, found):
    """What a list of Retimed would bring and what it would mend: two lists of Conflicts."""
    programme = load(conference)
    programme.suppose({(each.item._meta.model_name, each.item.pk): each.new[:2] for each in found})
    return compared(conflicts_of(conference), find(programme))
