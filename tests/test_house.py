"""The house remembers its manners: who imports whom, and whose templates include whose.

Arrows point down. A room may know the rooms that stand in its line here, and the ground floor.
"""

import ast
import re

import pytest
from django.conf import settings

pytestmark = pytest.mark.once

CONFERENCE, TEMPLATES = settings.BASE_DIR / "conference", settings.BASE_DIR / "templates"

FRONT_DOOR = {"settings", "urls", "wsgi", "start"}
HALL = {
    "addresses",
    "atom",
    "bundles",
    "columns",
    "converters",
    "headers",
    "health",
    "htmx",
    "incoming",
    "origin",
    "prepared",
    "serving",
    "shelf",
    "stored",
    "trouble",
    "writers",
}
GROUND = {"tex", "timezones"}
ROOMS = {
    "tex": set(),
    "timezones": set(),
    "programme": GROUND,
    "logins": set(),
    "attendees": {"programme"} | GROUND,
    "search": {"attendees", "programme"} | GROUND,
    "calendars": {"attendees", "search", "programme"} | GROUND,
    "releases": {"programme"} | GROUND,
    "exports": {"programme"} | GROUND,
    "live": {"programme"} | GROUND,
    "conflicts": {"programme"} | GROUND,
    "imports": {"programme"} | GROUND,
    "offline": {"programme"},
    "organizers": {"conflicts", "logins", "programme"} | GROUND,
}

# Meet in the template: (whose template, what it includes or loads): why.
MEETINGS = {
    ("programme", "attendees"): "every listed talk carries its Bookmark",
    ("programme", "exports"): "pages tell other machines what they show",
    ("search", "calendars"): "each state shows the address of its calendar",
    ("programme", "calendars"): "every page with dates can be followed",
    ("programme", "live"): "today's page says what is on",
    ("live", "attendees"): "what is on carries its Bookmark",
    ("attendees", "calendars"): "My Schedule shows the address of its calendar",
}
FRAME = {"_meta.html", "_pages.html", "_years.html", "_menu.html", "base.html"}


def room_of(path, top):
    return path.relative_to(top).parts[0].removesuffix(".py")


def imports(path):
    """The names under `conference` that a module imports, wherever in it."""
    package = path.relative_to(settings.BASE_DIR).with_suffix("").parts
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: -node.level]) if node.level else ""
            module = ".".join(filter(None, [base, node.module]))
            names = [f"{module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (name.split(".")[1] for name in names if name.startswith("conference."))


@pytest.mark.parametrize("path", sorted(CONFERENCE.rglob("*.py")), ids=lambda path: str(path.relative_to(CONFERENCE)))
def test_imports_point_down(path):
    me = room_of(path, CONFERENCE)
    for other in imports(path):
        assert other not in FRONT_DOOR, f"{path.name} imports {other}: nobody imports the front door"
        if me in FRONT_DOOR | {other}:
            continue
        allowed = HALL | ROOMS.get(me, set())
        assert other in allowed, f"{me} must not know {other}; see the map of the house in the README"


def test_every_room_is_on_the_map():
    rooms = {path.parent.name for path in CONFERENCE.glob("*/__init__.py")}
    modules = {path.stem for path in CONFERENCE.glob("*.py")} - {"__init__"}
    assert rooms == set(ROOMS)
    assert modules == FRONT_DOOR | HALL
    readme = (settings.BASE_DIR / "README.md").read_text()
    for name in rooms | modules:
        assert name in readme, f"{name} is missing in the README's map"


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_every_room_has_a_door_plate(room):
    plate = ast.get_docstring(ast.parse((CONFERENCE / room / "__init__.py").read_text()))
    assert plate
    assert 3 <= len(plate.splitlines()) <= 12


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*/*.html")), ids=lambda path: str(path.relative_to(TEMPLATES)))
def test_templates_include_downwards_or_by_agreement(path):
    me = {"admin": "organizers", "simple_history": "organizers"}.get(
        path.relative_to(TEMPLATES).parts[0], path.parent.name
    )
    text = path.read_text()
    included = re.findall(r"{% (?:include|extends) ['\"]([^'\"]+)", text)
    loaded = [name for names in re.findall(r"{% load ([^%]+) %}", text) for name in names.split()]
    others = {name.partition("/")[0] for name in included if name not in FRAME} | (set(loaded) & set(ROOMS))
    for other in others - {me, "admin", "simple_history"}:
        assert other in ROOMS[me] or (me, other) in MEETINGS, f"{path.name} includes {other}"


def test_only_the_programme_names_the_two_versions():
    for path in CONFERENCE.rglob("*.py"):
        if room_of(path, CONFERENCE) not in {"programme", "organizers"}:
            assert not re.search(
                r"\b(released|draft)_(start|end|room|session|position|cancelled)\b", path.read_text()
            ), path


def test_no_request_leaves_this_host():
    for path in [*TEMPLATES.rglob("*.html"), *(settings.BASE_DIR / "static").rglob("*.css")]:
        assert not re.search(
            r"(src|href)=[\"']https?://|url\([\"']?https?:|@import (?!\"[a-z]+\.css\")", path.read_text()
        ), path
