"""A new conference from a file: the upload, then what the file leaves out, then the same way as any import."""

from django.contrib import messages
from django.contrib.admin.views.decorators import staff_member_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from conference.programme.rights import may_everywhere

from .founding import ConferenceForm
from .models import Upload
from .readers import read
from .views import arrive, page


def may_found(view):
    """For those only who may add conferences."""

    @staff_member_required(login_url="admin:login")
    def guarded(request, **kwargs):
        if not may_everywhere(request.user):
            raise PermissionDenied("Your account may not add conferences. Ask whoever runs this site to make it.")
        return view(request, **kwargs)

    return guarded


@csrf_exempt  # as `start` is
@require_http_methods(["GET", "HEAD", "POST"])
@may_found
def new(request):
    return arrive(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
@may_found
def found(request, key):
    """What the file says of its conference, and what it leaves out; then the rehearsal of all else."""
    upload = get_object_or_404(Upload.objects.select_related("conference"), pk=key, by=request.user)
    if upload.conference:  # as after a second press
        return redirect("imports:look", upload.conference.slug, upload.pk)
    reading = read(bytes(upload.data), upload.answers, upload.mapping)
    form = ConferenceForm(request.POST) if request.method == "POST" else ConferenceForm.of(reading.programme)
    if form.is_bound and (conference := begin(form, upload, reading)):
        messages.success(
            request,
            f"{conference} was made, empty and not published. See what the file brings; give it up, and both go.",
        )
        return redirect("imports:look", conference.slug, upload.pk)
    context = {"upload": upload, "form": form, "format": reading.format, "talks": len(reading.programme.talks)}
    return page(request, None, "found", context, 400 if form.is_bound else 200)


@transaction.atomic
def begin(form, upload, reading):
    """The conference, with the file as its first; whose clock the file's times are on is known by that.

    None where the form is not valid. Of two presses at once the second waits, and gets the conference of the first.
    """
    held = get_object_or_404(Upload.objects.select_for_update(), pk=upload.pk)
    if held.conference:
        return held.conference
    if not form.is_valid():
        return None
    upload.conference, upload.founded = form.save(), True
    if any(question.key == "zone" for question in reading.questions):
        upload.answers["zone"] = upload.conference.zone
    upload.save(update_fields=["conference", "founded", "answers"])
    return upload.conference


@require_POST
@may_found
def forget(request, key):
    """Give the file up before there is a conference."""
    get_object_or_404(Upload, pk=key, conference=None, by=request.user).delete()
    messages.info(request, "The file was not imported, and is forgotten.")
    return redirect("imports:new")
