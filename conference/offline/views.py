import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils import timezone
from django.views.decorators.http import require_safe

from conference.programme.door import conferences, current
from conference.stored import build, unless_known

HERE = Path(__file__).parent
FRAME = ("css/reading.css", "css/listing.css", "js/plenary.js", "img/favicon.svg")  # of any page


@require_safe
def worker(request):
    """The service worker, or where it is switched off the one that removes it; another with each build.

    Browsers ask for it again at nearly every page, so it asks the database nothing.
    """
    name = "worker.js" if settings.OFFLINE else "farewell.js"
    response = unless_known(
        request,
        f'"{build()}-{name}"',
        lambda: HttpResponse(script(name), content_type="text/javascript; charset=utf-8"),
    )
    response["Cache-Control"] = "public, no-cache"
    return response


@cache
def script(name):
    frame = json.dumps([static(part) for part in FRAME])
    return f'const BUILD = "{build()}";\nconst FRAME = {frame};\n\n{(HERE / name).read_text("utf-8")}'


@require_safe
def page(request):
    """What is shown for a page that was never read, where there is no network; the worker lists what it kept."""
    return render(request, "offline/page.html")


@require_safe
def manifest(request):
    """By which the programme can be installed; it opens at the current year."""
    conference = current([each for each in conferences(request) if each.published], timezone.now())
    series = conference.series if conference else "Plenary"
    icons = [
        {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in (192, 512)
        for purpose in ("any", "maskable")
    ]
    document = {
        "id": "/",
        "name": f"{series} programme",
        "short_name": series,
        "lang": conference.language if conference else "en",
        "start_url": "/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#ffffff",
        "theme_color": "#0a5c4f",
        "icons": icons,
    }
    return JsonResponse(document, content_type="application/manifest+json")
