"""The visitor's own part of a page that was built for everybody.

Every page is built as for somebody who keeps nothing, once for all visitors. Three small fragments differ for who
does: the Bookmark buttons of what they keep, the count in the menu, and on a folded card how many of its talks they
keep. Their bytes are replaced here, in whatever page passes by; what else is personal has a page of its own.
"""

import re
from functools import cache, partial

from django.conf import settings
from django.template.loader import render_to_string

from conference.incoming import is_page
from conference.shelf import coding_for, compress

from .context import changed, counts, kept_talks, visitors_kept

BUTTON = re.compile(
    rb'(<button id="bookmark_(\d+)" name="keep") value="yes" aria-pressed="false">(.*?<span class="word">Bookmark)<'
)
IS_PRESSED = b'aria-pressed="true">'
CARD, END_OF_CARD = b'<b class="kept"></b>', b"</details>"
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
    numbers, news = {each.number for each in visitors_kept(request)}, changed(request)
    if numbers or news:
        response.content = stitch(response.content, numbers, news)
    if coding:
        response.content = compress(response.content, coding, quick=True)
        response["Content-Encoding"] = coding
    response["Content-Length"] = str(len(response.content))
    return response


def stitch(page, numbers, changed=0):
    """The bytes of a page with the talks of these numbers kept, of which so many changed."""
    page = BUTTON.sub(lambda button: press(*button.groups()) if int(button[2]) in numbers else button[0], page)
    page = page.replace(count(0, 0), count(len(numbers), changed), 1)
    first, *cards = page.split(CARD)
    return first + b"".join(card(rest.count(IS_PRESSED, 0, rest.find(END_OF_CARD))) + rest for rest in cards)


def press(start, number, rest):
    return b"".join((start, b' value="no" aria-pressed="true">', rest, b"ed<"))


@cache
def count(kept, changed):
    return render_to_string("attendees/_count.html", {"kept_counts": counts(kept, changed)}).encode().strip()


@cache
def card(kept):
    return render_to_string("attendees/_kept_in_card.html", {"n": kept}).encode().strip()
