"""The import in the shell: `manage.py import_programme FILE --conference 2021`; without --apply it only rehearses."""

from argparse import ArgumentTypeError
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from conference.imports import limits, telling
from conference.imports.applying import MISSING, NotApplied, apply
from conference.imports.founding import Lacking, found
from conference.imports.headers import OURS
from conference.imports.moments import named
from conference.imports.readers import read
from conference.imports.rehearsal import rehearse_reading
from conference.imports.rows import Severity
from conference.programme.models import Conference

HELP = "Tell what a file would do to a conference's programme, and with --apply do it. Exits with 1 where something "
OPTIONS = {"name": "--name", "zone": "--zone", "first_day": "--first-day", "last_day": "--last-day"}


class Command(BaseCommand):
    help = HELP + "in the file stops it, with 2 where the command is not complete."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--conference", metavar="SLUG", required=True, help="the first word of its addresses: 2021")
        parser.add_argument("--apply", action="store_true", help="do it; otherwise it is only rehearsed")
        parser.add_argument(
            "--missing", choices=MISSING, default="keep", help="what becomes of what is not in the file"
        )
        parser.add_argument("--create", action="store_true", help="make the conference from the file")
        parser.add_argument("--zone", metavar="ZONE", default="", help="of times that do not say theirs: Europe/Lisbon")
        parser.add_argument("--name", default="", help="with --create: ICLR 2021")
        for word in ("--first-day", "--last-day"):
            parser.add_argument(word, type=a_day, metavar="DAY", help="with --create: 2021-05-05")
        pair = {"action": "append", "default": [], "type": a_pair}
        parser.add_argument("--answer", metavar="KEY=ANSWER", help="to a question about the file", **pair)
        parser.add_argument("--map", metavar="HEADER=COLUMN", help="which column of ours one of a table is", **pair)

    def handle(self, *, file, conference, apply, missing, create, zone, **options):
        if zone and not named(zone):
            raise CommandError(f"{zone} is not a time zone. Write it as Europe/Lisbon.", returncode=2)
        data = contents(file)
        answers, mapping = dict(options["answer"]), dict(options["map"])
        answers |= {"zone": zone} if zone else {}
        progress = Progress(self.stderr)
        progress(0.05, "Reading")
        reading = read(data, answers, mapping)
        expect_columns(mapping, reading)
        chosen = self.conference(reading, conference, create, zone=zone, **options)
        progress(0.3, "Comparing")
        rehearsal = rehearse_reading(reading, data, chosen, file.name, answers, mapping)
        progress(0.5, "Compared")
        for line in telling.lines(rehearsal, missing):
            self.stdout.write(line)
        if not rehearsal.can_apply:
            self.stdout.write("Nothing was written.")
            raise SystemExit(1)
        self.finish(rehearsal, chosen, missing, apply, progress)

    def conference(self, reading, slug, create, **said):
        have = Conference.objects.filter(slug=slug).first()
        if have and create:
            raise CommandError(f"There is a conference {slug} already; leave out --create.", returncode=2)
        if have:
            return have
        if not create:
            known = ", ".join(Conference.objects.by_year().values_list("slug", flat=True)) or "none yet"
            sentence = f"There is no conference {slug}; there is {known}. Add --create to make it."
            raise CommandError(sentence, returncode=2)
        if reading.refused or any(finding.severity == Severity.error for finding in reading.findings):
            return unfounded(slug)
        said = {word: value for word, value in said.items() if value and word in OPTIONS}
        try:
            return found(reading.programme, slug, **said)
        except Lacking as lacking:
            cure = f" Add {' and '.join(OPTIONS[word] for word in lacking.words)}." if lacking.words else ""
            open_ones = [telling.asked(question) for question in reading.questions if not question.default]
            raise CommandError(" ".join([f"{lacking}{cure}", *open_ones]), returncode=2) from None

    def finish(self, rehearsal, conference, missing, wanted, progress):
        if rehearsal.is_idle(missing) and conference.pk:
            self.stdout.write("The programme is already as the file says: nothing to do.")
        elif not wanted:
            self.stdout.write("This was a rehearsal, nothing was written. Add --apply to do it.")
        else:
            done = written(rehearsal, conference, missing, progress)
            progress(1, "Done")
            self.stdout.write(f"Imported into {conference}: {done.summary if done else 'nothing.'}")


@transaction.atomic
def written(rehearsal, conference, missing, progress):
    """Both the conference, where it is new, and its programme; or neither."""
    if conference.pk is None:
        conference.save()
        rehearsal.draft_number = type(conference.revision).objects.get(pk=conference.pk).draft_number
    try:
        return apply(rehearsal, conference, missing=missing, progress=lambda part, what: progress(0.5 + part / 2, what))
    except NotApplied as refused:
        raise CommandError(str(refused)) from None


def unfounded(slug):
    """For a file that is refused anyway."""
    return Conference(slug=slug, name=slug, zone="UTC", first_day=date(2000, 1, 1), last_day=date(2000, 1, 1))


def expect_columns(mapping, reading):
    """Whoever maps a column means one of the file's and one of ours."""
    headers = [word for column in reading.columns for word in (column.header, str(column.index))]
    for header, ours in mapping.items():
        if ours not in ("", *OURS):
            raise CommandError(f"{ours[:40]} is no column of ours: {', '.join(OURS)}.", returncode=2)
        if reading.columns and header not in headers:
            raise CommandError(f"The file has no column {header[:40]}.", returncode=2)


def contents(file):
    try:
        if file.stat().st_size > limits.FILE:
            limit = limits.FILE // 2**20
            raise CommandError(f"{file} has more than {limit} MB. Split it into parts.", returncode=1)
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.", returncode=2) from None


def a_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text[:40]} is not a date. Write it as 2021-05-05.") from None


def a_pair(text):
    key, mark, value = text.rpartition("=")
    if not mark or not key:
        raise ArgumentTypeError(f"{text[:40]} has no = between two words. Write it as Paper=title.")
    return key, value


class Progress:
    """One line on the error stream: rewritten in place where somebody looks, else a line for each step."""

    WIDTH = 30

    def __init__(self, stream):
        self.stream, self.there = stream, stream.isatty()

    def __call__(self, part, what):
        bar = "#" * round(part * self.WIDTH)
        line = f"[{bar:<{self.WIDTH}}] {part:4.0%} {what}"
        self.stream.write(f"\r{line:<60}" if self.there else line, ending="\n" if part == 1 or not self.there else "")
