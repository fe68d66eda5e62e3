"""What was built once and is handed out again: a shelf in the memory of this process, bounded in bytes."""

import gzip
import re
from collections import OrderedDict
from functools import lru_cache
from threading import Lock
from weakref import WeakValueDictionary

import brotli
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers
from isal import igzip

# Bytes: below the first nothing is compressed, below the second most tightly, above the third nothing else is kept.
SMALL, MEDIUM, LARGE = 200, 100_000, 4_000_000
OVERHEAD = 1_000
CODINGS = ("br", "gzip")  # the best first
REFUSED = re.compile(r"q=0(\.0*)?")
OFTEN = 1_000  # times that a body is asked for until it is worth a tenth of a second to pack it as tightly as can be


class Built:
    """The body of a response with its headers, and under which mark, and until when, it is true.

    `mark` is what has to be the same for it to be true; `until` a moment, None where it stays true. The body is None
    where only its ETag is known: somebody holds it who got it elsewhere. Then `before` is the last one that was here.
    """

    def __init__(self, body, headers, etag, mark, until=None, owner=None, before=None):
        self.headers, self.etag, self.mark, self.until, self.owner = headers, etag, mark, until, owner
        self.is_here = body is not None
        self.before = before if before is None or before.is_here else before.before
        self.length, self.asked = len(body or b""), 0
        self.bodies = {"gzip": compress(body, "gzip")} if self.length > LARGE else {"": body}

    @property
    def codings(self):
        """In which of them it is sent; for clients that take one of them only."""
        return ("gzip",) if self.length > LARGE else CODINGS

    @property
    def weight(self):
        """Bytes that it can take at most: compressed, only what is half as large or less is kept."""
        before = self.before.weight if self.before else 0
        return OVERHEAD + (self.length if self.length > LARGE else 2 * self.length) + before

    def body(self, coding):
        """The body, and the coding it is in: the one asked for (`br`, `gzip`), or "" where that is not worth it."""
        if "" not in self.bodies:
            found = self.bodies["gzip"]
            return (found, "gzip") if coding else (gzip.decompress(found), "")
        whole = self.bodies[""]
        if not coding or self.length < SMALL:
            return whole, ""
        self.asked += coding == "br"
        if coding not in self.bodies:
            packed = compress(whole, coding)
            self.bodies[coding] = packed if len(packed) <= self.length // 2 else None
        elif coding == "br" and self.asked == OFTEN and self.length < MEDIUM and self.bodies[coding]:
            self.bodies[coding] = brotli.compress(whole, mode=brotli.MODE_TEXT)
        found = self.bodies[coding]
        return (found, coding) if found is not None else (whole, "")


class Shelf:
    """Built things by their place; where they weigh more than its room, those not asked for longest fall off."""

    def __init__(self, room):
        self.room, self.taken = room, 0
        self.things, self.locks, self.lock = OrderedDict(), WeakValueDictionary(), Lock()

    def get(self, place):
        with self.lock:
            thing = self.things.get(place)
            if thing is not None:
                self.things.move_to_end(place)
            return thing

    def put(self, place, thing):
        """Keep it instead of what stood in this place."""
        with self.lock:
            old = self.things.pop(place, None)
            self.taken += thing.weight - (old.weight if old else 0)
            self.things[place] = thing
            while self.taken > self.room:
                _, fallen = self.things.popitem(last=False)
                self.taken -= fallen.weight

    def turn(self, place):
        """The lock of whoever builds what stands in this place: the others of this process wait for it."""
        with self.lock:
            return self.locks.setdefault(place, Lock())

    def clear(self):
        with self.lock:
            self.things.clear()
            self.taken = 0


def compress(body, coding, quick=False):
    """The bytes in the coding `br` or `gzip`; quick, and a tenth larger, where they are used once."""
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=0 if quick else 5)
    return igzip.compress(body, compresslevel=2, mtime=0) if quick else gzip.compress(body, compresslevel=6, mtime=0)


def packing(get_response):
    """Middleware: pack as Django does what is not `from_shelf`, where it is packed once for all; but for nobody who
    refuses it, which Django does not read."""
    gzipping = GZipMiddleware(get_response)

    def middleware(request):
        response = get_response(request)
        if getattr(response, "from_shelf", False):
            return response
        if coding_for(request.META.get("HTTP_ACCEPT_ENCODING", ""), ("gzip",)):
            return gzipping.process_response(request, response)
        patch_vary_headers(response, ["Accept-Encoding"])
        return response

    return middleware


@lru_cache(maxsize=200)
def coding_for(accepted, codings=CODINGS):
    """The first of these codings that an Accept-Encoding takes; "" for none."""
    taken = set()
    for part in accepted.lower().split(","):
        name, _, quality = "".join(part.split()).partition(";")
        if not REFUSED.fullmatch(quality):
            taken.add(name)
    return next((coding for coding in codings if coding in taken), "")
