"""The visitor's own part of a page that was built for everybody.

Every page is built as for somebody who keeps nothing, once for all visitors. Three small fragments differ for who
does: the Bookmark buttons of what they keep, the count in the menu, and on a folded card how many of its talks they
keep. Their bytes are replaced here, in whatever page passes by; what else is personal has a page of its own.
"""

import re
from functools import cache, lru_cache, partial

from django.conf import settings
from django.template.loader import render_to_string

from conference.incoming import is_page
from conference.shelf import coding_for, compress
from conference.trouble import answer_to

from .context import changed, counts, kept_talks, visitors_kept

CARD, END_OF_CARD = b'<b class="kept"></b>', b"</details>"
SEAM = re.compile(
    rb'<button id="bookmark_(\d+)" name="keep" value="yes" aria-pressed="false">.*?<span class="word">Bookmark(?=<)|'
    + b"|".join((CARD, END_OF_CARD))
)
REMEMBERED = 50  # pages whose seams are known
# Asked for by these, a page would be answered 304 or compressed before it is whole.
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


def stitched(get_response):
    """Middleware: fill in what an attendee keeps, in every page that they get.

    A page that shows nothing else, as a day does by `?mine=yes`, asks `request.kept_talks()`, and is theirs alone.
    """

    def middleware(request):
        request.kept_talks = partial(kept_talks, request)
        if settings.ATTENDEE_COOKIE not in request.COOKIES or not is_page(request):
            return get_response(request)
        accepted = request.META.pop("HTTP_ACCEPT_ENCODING", "")
        for name in CONDITIONS:
            request.META.pop(name, None)
        response = get_response(request)
        request.META["HTTP_ACCEPT_ENCODING"] = accepted
        if response.streaming or not response["Content-Type"].startswith("text/html"):
            return response
        return fill_in(request, response, coding_for(accepted))

    return middleware


def fill_in(request, response, coding):
    response["Cache-Control"] = "private, no-store"
    del response["ETag"]
    if request.method == "HEAD":
        del response["Content-Length"]
        return response
    numbers, news = own_of(request)
    if numbers or news:
        response.content = stitch(response.content, numbers, news)
    if coding:
        response.content = compress(response.content, coding, quick=True)
        response["Content-Encoding"] = coding
    response["Content-Length"] = str(len(response.content))
    return response


def own_of(request):
    """The numbers of the talks that the visitor keeps, and how many changed.

    Where the database does not answer, nothing, unless the page itself has asked it: to read the programme without
    one's bookmarks is better than not to.
    """

    def own():
        return {each.number for each in visitors_kept(request)}, changed(request)

    return own() if hasattr(request, "attendees_news") else answer_to(own, otherwise=((), 0))


def stitch(page, numbers, changed=0):
    """The bytes of a page with the talks of these numbers kept, of which so many changed."""
    pieces, end, in_card = [], len(page), 0
    for start, stop, seam in seams(page):
        if seam == END_OF_CARD:
            in_card = 0
        elif seam == CARD and in_card:
            pieces += page[stop:end], card(in_card)
            end = start
        elif seam in numbers:
            in_card += 1
            pieces += page[stop:end], press(page[start:stop])
            end = start
    pieces.append(page[:end].replace(count(0, 0), count(len(numbers), changed), 1))
    return b"".join(reversed(pieces))


@lru_cache(REMEMBERED)
def seams(page):
    """Where a page's buttons and cards stand, the last one first, so that a card comes after what is in it: for each
    its start, its end, and a button's number or the bytes that are there."""
    found = [(*seam.span(), int(seam[1]) if seam[1] else seam[0]) for seam in SEAM.finditer(page)]
    return found[::-1]


def press(button):
    """The bytes of a button, up to its word, as it is when the talk is kept."""
    return button.replace(b'value="yes" aria-pressed="false"', b'value="no" aria-pressed="true"', 1) + b"ed"


@cache
def count(kept, changed):
    return render_to_string("attendees/_count.html", {"kept_counts": counts(kept, changed)}).encode().strip()


@cache
def card(kept):
    return render_to_string("attendees/_kept_in_card.html", {"n": kept}).encode().strip()
