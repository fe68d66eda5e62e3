from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.htmx import tell_caches, wants_fragment
from conference.programme.door import enter, etag
from conference.stored import good_until

from . import asking, loading


@require_safe
def now(request, year):
    """The present minute, or the one of `?at=`. An open page asks for itself again; `known` says what it shows."""
    conference = enter(request, year)
    zone, asked = timezone.get_current_timezone(), request.GET.get("at", "").strip()
    try:
        at = asking.moment(asked, zone) if asked else timezone.now()
    except asking.Unclear as unclear:
        return render(request, "live/now.html", {"asked": asked[: asking.LONGEST], "unclear": unclear}, status=400)
    if not asked:
        good_until(request, asking.next_minute(at))
    board = loading.board_at(conference, at)
    known = etag(conference, board.until).strip('"')
    earlier, later = asking.beside(at)
    context = {
        "board": board,
        "phase": phase(conference, board),
        "known": known,
        "page": request.path,  # where a Bookmark leads back to, from the page and from its parts
        "asked": asked and asking.written(at, zone),
        "written": asking.written(at, zone),
        "earlier": asking.written(earlier, zone),
        "later": asking.written(later, zone),
    }
    if not wants_fragment(request):
        response = render(request, "live/now.html", context)
    elif request.GET.get("known") != known:
        response = render(request, "live/_board.html", context)
    else:
        response = render(request, "live/_minutes.html", context)
        response["HX-Reswap"] = "none"
    tell_caches(response)
    return response


def phase(conference, board):
    """running, or where nothing is on: before, between, after, or unknown."""
    if board.here:
        return "running"
    first = conference.shown_sessions.filter(cancelled=False).first_start()
    if first is None:
        return "unknown"
    if board.at < first:
        return "before"
    return "between" if board.waiting else "after"
