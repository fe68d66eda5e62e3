"""What is measured: each row's address, who asks, and which part of a control's speed it is to reach."""

from dataclasses import dataclass, field

TOKYO = {"Cookie": "time_zone=Asia/Tokyo"}


@dataclass
class Row:
    """`of_bare` and `of_floor` are goals: parts of the requests per second that the controls answer."""

    name: str
    address: str
    of_bare: float | None = None
    of_floor: float | None = None
    queries: int | None = None
    headers: dict = field(default_factory=dict)
    script: str = ""
    conditional: bool = False

    @property
    def cold(self):
        return self.script == "cold.lua"


def rows(facts):
    """The rows of one size; `facts` has the addresses there, and the cookie of somebody with bookmarks."""
    session, day, talk = facts["session"], facts["day"], facts["talk"]
    year = facts["year"]
    keeper = {"Cookie": facts["cookie"]}
    pages = {
        "session": session,
        "agenda": day,
        "talk": talk,
        "person": facts["person"],
        "year": year,
        "people": f"{year}people/",
    }
    feeds = {
        "session .ics": f"{session[:-1]}.ics",
        "talk .ics": f"{talk[:-1]}.ics",
        "year .ics": f"{year}programme.ics",
        "year .json": f"{year}programme.json",
        "year .xml": f"{year}programme.xml",
    }
    return [
        *(Row(name, address, of_bare=0.7, queries=1) for name, address in {**pages, **feeds}.items()),
        *(
            Row(f"{name}, 304", address, of_bare=0.8, queries=1, conditional=True)
            for name, address in {"session": session, "year .ics": feeds["year .ics"]}.items()
        ),
        *(Row(f"{name}, bookmarks", pages[name], 0.4, queries=3, headers=keeper) for name in ("session", "agenda")),
        Row("session, Tokyo", session, of_bare=0.4, queries=3, headers=TOKYO),
        *(Row(f"{name}, cold", address, of_floor=0.2, script="cold.lua") for name, address in pages.items()),
        Row("bookmark", f"{talk}bookmark", of_bare=0.25, headers=keeper, script="bookmark.lua"),
    ]
