"""Time zones by name, city and country. The lists are those of the pinned tzdata package."""

import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from zoneinfo import ZoneInfo, available_timezones

# Names that are zones to Python but not to people.
NOT_CHOSEN = {"Factory", "localtime", "posixrules"}


@dataclass(frozen=True)
class Place:
    """A zone as the list shows it: Europe/Berlin is Berlin, in Europe, in Germany."""

    name: str
    countries: tuple[str, ...] = ()

    @property
    def region(self):
        return self.name.partition("/")[0] if "/" in self.name else "World"

    @property
    def city(self):
        return self.name.rpartition("/")[2].replace("_", " ")

    @cached_property
    def words(self):
        return fold(f"{self.city} {self.name} {' '.join(self.countries)}".replace("/", " ").replace("_", " "))


@cache
def names():
    return frozenset(available_timezones()) - NOT_CHOSEN


def zone_named(name):
    """The ZoneInfo of this name, None where there is none. Names that browsers still use (Asia/Calcutta) are known."""
    return ZoneInfo(name) if name in names() else None


def fold(text):
    """Without case and accents."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def rows(name):
    lines = files("tzdata").joinpath("zoneinfo", name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def places():
    """Every zone worth listing, by name."""
    countries = dict(rows("iso3166.tab"))
    listed = {name: codes.split(",") for codes, _, name, *_ in rows("zone1970.tab")}
    for code, _, name, *_ in rows("zone.tab"):
        listed.setdefault(name, [code])
    found = [Place(name, tuple(countries[code] for code in codes)) for name, codes in listed.items() if name in names()]
    return sorted([*found, Place("UTC")], key=lambda place: place.name)


def regions():
    return sorted({place.region for place in places()})


def find(query):
    """The places that have all words of the query in their name or country; cities of that very name first."""
    wanted = fold(query.replace("/", " ").replace("_", " ")).split()[:8]
    if not wanted:
        return []
    found = [place for place in places() if all(word in place.words for word in wanted)]
    return sorted(found, key=lambda place: (fold(place.city) != " ".join(wanted), place.name))


def guess(text):
    """The one zone that somebody means who types `berlin` or `Europe/berlin`; None where it could be several."""
    if zone := zone_named(text.strip()):
        return zone
    found = find(text)
    exact = [place for place in found if fold(text.strip()) in (fold(place.city), fold(place.name))]
    [sole] = exact if len(exact) == 1 else found if len(found) == 1 else [None]
    return sole and ZoneInfo(sole.name)
