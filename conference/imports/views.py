"""From an organizer's file to the draft: upload, columns and questions, rehearsal, one confirmation."""

from collections import Counter

from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from conference.columns import COLUMNS
from conference.programme.desk import at_the_desk
from conference.programme.rights import Deed

from . import limits
from .applying import MISSING, NotApplied, apply
from .doubting import LEFT_OUT
from .headers import EXTRA, OURS
from .models import Upload
from .readers import read
from .receiving import ABSENT, TOO_LARGE, InMemory, is_too_large, name_of, printable
from .rehearsal import SHOWN, rehearse, rehearse_reading
from .sample import sample_table


def page(request, conference, template, context, status=200):
    title = f"Import into {conference.name}" if conference else "A new conference from a file"
    frame = {**admin.site.each_context(request), "organized": conference, "title": title}
    return render(request, f"imports/{template}.html", frame | context, status=status)


def upload_page(request, conference, refusal="", status=200):
    if conference is None:
        uploads = Upload.objects.filter(conference=None, by=request.user).defer("data")
        context = {"refusal": refusal, "limit": limits.FILE // 2**20, "uploads": uploads}
        return page(request, None, "new", context, status)
    context = {
        "refusal": refusal,
        "columns": COLUMNS,
        "extra": EXTRA.items(),
        "limit": limits.FILE // 2**20,
        "log": conference.imports.select_related("by")[:10],
        "uploads": conference.uploads.filter(by=request.user).defer("data"),
    }
    return page(request, conference, "start", context, status)


@csrf_exempt  # or the body would be read before it is known how long it is; `receive` checks instead
@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk(deed=Deed.IMPORT)
def start(request, conference):
    """The upload page, and where its file arrives."""
    return arrive(request, conference)


def arrive(request, conference):
    """The upload page of a conference, or of one that is to be made, and where its file arrives."""
    if request.method != "POST":
        return upload_page(request, conference)
    if is_too_large(request):
        return upload_page(request, conference, TOO_LARGE, 413)
    request.upload_handlers = [InMemory(request)]
    return receive(request, conference)


@csrf_protect
def receive(request, conference):
    file = request.FILES.get("file")
    if file is None:
        return upload_page(request, conference, ABSENT, 400)
    data = file.read()
    if len(data) > limits.FILE:
        return upload_page(request, conference, TOO_LARGE, 413)
    reading = read(data)
    if reading.refused:
        return upload_page(request, conference, str(reading.findings[0]), 400)
    Upload.forget_old()
    upload = Upload.objects.create(conference=conference, by=request.user, file_name=name_of(file), data=data)
    return redirect("imports:look", conference.slug, upload.pk) if conference else redirect("imports:found", upload.pk)


@require_safe
@at_the_desk(deed=Deed.IMPORT)
def sample(request, conference):
    """Our own columns, with a row or two."""
    answer = HttpResponse(sample_table(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="programme-sample.csv"'
    return answer


def mine(request, conference, key):
    return get_object_or_404(Upload, pk=key, conference=conference, by=request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@at_the_desk(deed=Deed.IMPORT)
def look(request, conference, key):
    """What the file would do; or first, what has to be said about it."""
    upload = mine(request, conference, key)
    reading = read(bytes(upload.data), upload.answers, upload.mapping)
    if request.method == "POST":
        note_answers(request.POST, upload, reading.columns)
        return redirect("imports:look", conference.slug, upload.pk)
    rehearsal = rehearse_reading(
        reading, bytes(upload.data), conference, upload.file_name, upload.answers, upload.mapping
    )
    context = {
        "upload": upload,
        "rehearsal": rehearsal,
        "lists": lists(rehearsal),
        "choices": OURS,
        "missing_choices": MISSING.items(),
    }
    return page(request, conference, "look", context)


def note_answers(form, upload, columns):
    """Keep what was said about the file: `answer-KEY`, `doubt-KEY` and, where it is another one, `column-INDEX`.

    `again`: all but the columns is to be asked again.
    """
    if "again" in form:
        upload.answers.clear()
    for name, value in form.items():
        word, _, key = name.partition("-")
        if word == "answer" and value.strip():
            upload.answers[printable(key)[:50]] = printable(value).strip()[:200]
        elif word == "doubt":
            upload.answers.pop(name, None)
            upload.answers |= {printable(name)[:50]: printable(value)[:20]} if value != LEFT_OUT else {}
    for column in columns:
        ours = form.get(f"column-{column.index}", column.ours)
        if ours != column.ours and ours in ("", *OURS):
            upload.mapping.pop(str(column.index), None)  # the last word counts
            upload.mapping[str(column.index)] = ours
    Upload.objects.filter(pk=upload.pk).update(answers=upload.answers, mapping=upload.mapping)


def lists(rehearsal):
    """(key, heading, what is shown of it with its place, how many, how many more) of what is not empty."""
    found = [
        ("changed", "Changed: texts, people and links", rehearsal.changed),
        ("moved", "Moved, in the draft", rehearsal.moved),
        ("new", "New, in the draft", rehearsal.new),
        ("missing", "Missing in the file", rehearsal.missing),
    ]
    told = []
    for key, words, all_of in found:
        shown = [(thing, rehearsal.place(thing)) for thing in some_of_each(all_of)]
        told += [(key, words, shown, len(all_of), len(all_of) - len(shown))] if all_of else []
    return told


def some_of_each(things):
    """So that many sessions leave room for talks, and many talks for people."""
    shown = Counter()
    for thing in things:
        noun = getattr(thing, "noun", "")
        shown[noun] += 1
        if shown[noun] <= SHOWN:
            yield thing


@require_POST
@at_the_desk(deed=Deed.IMPORT)
def confirm(request, conference, key):
    """Do it, if it is still what the organizer read."""
    if is_gone(request, conference, key):
        return redirect("imports:start", conference.slug)
    upload = mine(request, conference, key)
    missing = request.POST.get("missing", "keep")
    data, before = bytes(upload.data), dict(upload.answers)
    note_answers(request.POST, upload, ())
    rehearsal = rehearse(data, conference, upload.file_name, upload.answers, upload.mapping)
    try:
        if upload.answers != before:
            raise NotApplied("You said what some rows are. Read what the import would do now, then import.")
        if request.POST.get("fingerprint") != rehearsal.fingerprint:
            raise NotApplied("The programme changed since this was rehearsed. Read the list again, then import.")
        with transaction.atomic():
            done = apply(rehearsal, conference, request.user, missing)
            upload.delete()
    except NotApplied as refused:
        if is_gone(request, conference, key):
            return redirect("imports:start", conference.slug)
        messages.error(request, str(refused))
        return redirect("imports:look", conference.slug, upload.pk)
    if done:
        messages.success(request, f"The file {upload.file_name} was imported: {done.summary}")
    else:
        messages.info(request, "The programme is already as the file says: nothing was changed.")
    return redirect("organizers:desk", conference.slug)


def is_gone(request, conference, key):
    """Whether another press was quicker, as the first of two is; what became of the file is then told."""
    if conference.uploads.filter(pk=key).exists():
        return False
    messages.info(request, "The file was imported already, or given up. The list below tells what was imported.")
    return True


@require_POST
@at_the_desk(deed=Deed.IMPORT)
def give_up(request, conference, key):
    """Forget the file."""
    gone = mine(request, conference, key).forget()
    messages.info(request, f"The file was not imported, and is forgotten{f', with {gone}' if gone else ''}.")
    return redirect("imports:new") if gone else redirect("imports:start", conference.slug)
