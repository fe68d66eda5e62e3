"""What an address may ask of a list: what the list's own links and boxes do, and nothing else."""

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import BadRequest
from django.shortcuts import redirect

from conference.programme.revision import UNWANTED

from .desk import key_in

LONGEST = 500  # characters that are looked for: a whole title


class AskedPlainly:
    """For a ModelAdmin. By itself, Django lets an address ask anything of a column, also for a regular expression that
    takes hours, and for more words than a database compares."""

    def lookup_allowed(self, lookup, value, request=None):
        filters = {getattr(each, "parameter_name", f"{each}__exact") for each in self.list_filter}
        return lookup in filters | {f"{self.date_hierarchy}__{unit}" for unit in ("year", "month", "day")}

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except (DisallowedModelAdminLookup, OverflowError):  # the latter: a date hierarchy beyond the last day there is
            return redirect(request.path)

    def response_action(self, request, queryset):
        if not all(map(key_in, request.POST.getlist(ACTION_CHECKBOX_NAME))):
            raise BadRequest("What is selected are rows of the list.")
        return super().response_action(request, queryset)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, UNWANTED.sub("", search_term)[:LONGEST])
