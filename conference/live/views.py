from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.htmx import tell_caches, wants_fragment
from conference.incoming import hears
from conference.programme.door import enter, etag
from conference.stored import good_until
from conference.trouble import quotable

from . import asking, loading


@require_safe
@hears("at", "known")
def now(request, year):
    """The present minute, or the one of `?at=`. An open page asks for itself again; `known` says what it shows."""
    conference = enter(request, year)
    zone, asked = timezone.get_current_timezone(), request.GET.get("at", "").strip()
    try:
        at = asking.moment(asked, zone) if asked else timezone.now()
    except asking.Unclear as unclear:
        context = {"asked": quotable(asked)[: asking.LONGEST], "unclear": unclear}
        return render(request, "live/now.html", context, status=400)
    if not asked:
        good_until(request, asking.next_minute(at))
    board = loading.board_at(conference, at)
    known = etag(conference, board.until).strip('"')
    context = {
        "board": board,
        "phase": phase(conference, board),
        "known": known,
        # Where a Bookmark leads back to, from the page and from its parts.
        "page": request.get_full_path() if asked else request.path,
        "asked": bool(asked),
        **asking.beside(at, zone),
    }
    return answer(request, context, same=request.GET.get("known") == known)


def answer(request, context, same):
    """The page; to an open one the board, or where that is the same as before, what the minute changed in it."""
    part = "live/_minutes.html" if same else "live/_board.html"
    response = render(request, part if wants_fragment(request) else "live/now.html", context)
    if same and wants_fragment(request):
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
