"""Every kind of page, in light and dark, on every screen: for everybody's eyes, hands and ears."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from conference.programme.models import Conference

from .pages import DESK, PUBLIC, Kind, fill, sends

WIDTHS = (320, 375, 768, 992, 1280, 1600, 2560)
LOOKED_AT = (375, 1280)
DESK_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
RULES = [*DESK_RULES, "wcag22aa", "best-practice"]

HEAD = """() => ({
    "lang": document.documentElement.lang,
    "title": document.title.trim(),
    "description": document.querySelector("meta[name=description]")?.content.trim(),
    "one h1": document.querySelectorAll("h1").length === 1,
    "words in h1": document.querySelector("h1")?.innerText.trim(),
})"""
RUN_AXE = "([besides, options]) => axe.run({exclude: besides}, options)"
TOO_WIDE = """() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const name = (each) => each.localName + (each.className && "." + each.className);
    const beyond = (each) => each.getBoundingClientRect().right > room;
    return [...document.querySelectorAll("main *, header *")].filter(beyond).map(name).slice(0, 5).concat("scrolls");
}"""
TOO_SMALL = """() => {
    const small = (each, least) => {
        const {width, height} = each.getBoundingClientRect();
        // A link in a line of text is as high as its line; how far apart such links are is axe's target-size.
        const style = getComputedStyle(each);
        if (style.display === "inline") return Math.max(height, parseFloat(style.lineHeight)) < least;
        return Math.min(width, height) < least;
    };
    const told = (each) => {
        const {width, height} = each.getBoundingClientRect();
        return `${width.toFixed(1)} x ${height.toFixed(1)}: ${each.outerHTML.slice(0, 120)}`;
    };
    const targets = [...document.querySelectorAll("main :is(a[href], button, summary, input:not([type=hidden]))")];
    const least = (each) => (each.matches(".bookmark button") ? 44 : 24);
    return targets.filter((each) => each.checkVisibility() && small(each, least(each))).map(told);
}"""


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    fill()


@pytest.fixture
def show(visit, send, post, log_in, page):
    """Open a kind of page as the visitor whom it is for. Nothing moves, so that colours are what they will be."""

    def show(kind):
        page.emulate_media(reduced_motion="reduce")
        for address, form in sends(kind.visitor):
            post(address, form)
        if kind.visitor in ("organizer", "helper"):
            log_in(organizer=kind.visitor == "organizer")
        return send(kind.path, kind.status, **kind.form) if kind.form else visit(kind.path, kind.status)

    return show


@pytest.mark.parametrize("kind", PUBLIC, ids=str)
def test_a_page_is_fit_for_everybody(kind, show):
    page = show(kind)
    complaints = [f"no {what}" for what, value in page.evaluate(HEAD).items() if not value]
    assert complaints + unfit(page, RULES) == []


@pytest.mark.parametrize("kind", PUBLIC, ids=str)
def test_text_twice_as_large_fits_on_a_phone(kind, show):
    """Phones and browsers that enlarge a page tell it that the screen is as much narrower."""
    assert too_wide(show(kind), [188]) == []


@pytest.mark.parametrize("kind", DESK, ids=str)
def test_the_desk_is_fit_for_everybody(kind, show):
    page = show(kind)
    # Django gives the search fields of its inlines a column head instead of a name.
    assert too_wide(page) + violations(page, DESK_RULES, besides=[".select2-container"]) == []


def test_a_site_without_a_conference_is_fit_for_everybody(show):
    Conference.objects.update(published=False)
    try:
        page = show(Kind("no conference", "/"))
        assert page.locator("h1").inner_text() == "No programme yet"
        assert unfit(page, RULES) == []
    finally:
        Conference.objects.update(published=True)


def unfit(page, rules):
    """What is wrong with a page as it comes, and with everything on it unfolded."""
    found = too_wide(page) + too_small(page) + violations(page, rules)
    unfold(page)
    return found + [f"unfolded, {what}" for what in too_wide(page, WIDTHS[::2]) + too_small(page)]


def unfold(page):
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")


def widen(page, width):
    page.set_viewport_size({"width": width, "height": 900})


def too_wide(page, widths=WIDTHS):
    """Where something makes the page scroll sideways."""
    found = []
    for width in widths:
        widen(page, width)
        found += [f"{width} px: {what}" for what in page.evaluate(TOO_WIDE)]
    return found


def too_small(page):
    """Which targets a finger would miss."""
    found = []
    for width in LOOKED_AT:
        widen(page, width)
        found += [f"{width} px: {what}" for what in page.evaluate(TOO_SMALL)]
    return found


def violations(page, rules, besides=()):
    """What axe finds. Width and colours do not depend on each other: each is looked at once."""
    page.evaluate(Axe().axe_script)
    found = []
    for scheme, width in zip(("light", "dark"), LOOKED_AT, strict=True):
        widen(page, width)
        page.emulate_media(color_scheme=scheme)
        page.evaluate("Promise.all(document.getAnimations().map((each) => each.finished))")
        options = {"runOnly": rules, "resultTypes": ["violations"]}
        for rule in page.evaluate(RUN_AXE, [list(besides), options])["violations"]:
            nodes = [" ".join(map(str, node["target"])) for node in rule["nodes"][:3]]
            found.append(f"{scheme} {width} px, {rule['id']}: {rule['help']} {nodes}")
    return found


# The checks themselves can fail


def test_a_noisy_page_is_heard(visit, watch):
    page = visit("/cookies/")
    page.evaluate("console.log('hello'); setTimeout(() => { throw new Error('broken'); })")
    page.evaluate("fetch('https://elsewhere.example/').catch(() => {})")
    page.evaluate("fetch('/missing/')")
    watch.expect("console log: hello")
    watch.expect("page error: broken")
    watch.expect("console error: .*elsewhere.example.*Content Security Policy")
    watch.expect("status 404: .*/missing/")
    watch.expect("console error: Failed to load resource: .* 404")


def test_what_is_expected_in_vain_is_told(visit, watch):
    visit("/cookies/")
    watch.expect("a miracle")
    assert watch.complaints() == ["did not happen: a miracle"]
    watch.expected.clear()


def test_a_page_that_is_not_fit_is_seen(visit):
    page = visit("/cookies/")
    page.evaluate("document.querySelector('main').innerHTML = '<a href=/>x</a><p>Grey</p>'")
    page.evaluate("document.querySelector('main a').style.display = 'inline-block'")
    page.evaluate("document.querySelector('main p').style.cssText = 'color: #999; min-width: 4000px'")
    page.emulate_media(reduced_motion="reduce")
    found = " ".join(unfit(page, RULES))
    for words in ("unfolded, 320 px: scrolls", "2560 px: scrolls", "<a href", "color-contrast", "page-has-heading-one"):
        assert words in found
    assert not page.evaluate(HEAD)["one h1"]
