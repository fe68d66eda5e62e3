from django.core.management.base import BaseCommand, CommandError

from conference.programme.models import Conference
from conference.search.index import rebuild
from conference.search.models import Entry


class Command(BaseCommand):
    help = "Make the search index anew, of all conferences or of those named. Nobody needs to: it follows changes."

    def add_arguments(self, parser):
        parser.add_argument("slugs", nargs="*", metavar="slug", help="the first word of a conference's addresses")

    def handle(self, *, slugs, **options):
        conferences = Conference.objects.select_related("revision")
        if slugs:
            conferences = conferences.filter(slug__in=slugs)
            if unknown := set(slugs) - {conference.slug for conference in conferences}:
                raise CommandError(f"There is no conference {', '.join(sorted(unknown))}.")
        for conference in conferences:
            if not rebuild(conference):
                raise CommandError(f"{conference}: the index cannot be written now. Try again when nobody else writes.")
            many = Entry.objects.filter(conference=conference).count()
            self.stdout.write(f"{conference}: {many} talks, sessions and people can be found.")
