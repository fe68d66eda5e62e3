"""The conflicts of a programme in the shell: `manage.py check_programme --conference 2021`."""

from django.core.management.base import BaseCommand, CommandError

from conference.conflicts.checks import find
from conference.conflicts.conflict import Severity, tally
from conference.conflicts.loading import load
from conference.programme.models import Conference


class Command(BaseCommand):
    help = "Tell what cannot be in a programme's draft. Exits with 1 where something does, 2 without such a conference."

    def add_arguments(self, parser):
        parser.add_argument("--conference", metavar="SLUG", help="the first word of its addresses; else the newest")
        levels = [severity.label for severity in Severity]
        parser.add_argument("--severity", choices=levels, default="warning", help="the least that makes it exit with 1")

    def handle(self, *, conference, severity, **options):
        chosen = newest_or(conference)
        conflicts = find(load(chosen))
        for conflict in conflicts:
            self.stdout.write(str(conflict))
        self.stdout.write(f"{chosen}: {tally(conflicts)}.")
        if any(conflict.severity >= Severity[severity.upper()] for conflict in conflicts):
            raise SystemExit(1)


def newest_or(slug):
    found = Conference.objects.by_year()
    chosen = (found.filter(slug=slug) if slug else found).first()
    if chosen is None:
        have = ", ".join(found.values_list("slug", flat=True)) or "none yet"
        raise CommandError(f"There is no conference {slug or 'to check'}; there is {have}.", returncode=2)
    return chosen
