"""Whatever organizers import or visitors type, the browser shows it and does nothing else."""

from urllib.parse import quote

import pytest

from conference.programme.models import Person, Session, Talk
from tests.world import a_conference, a_kind, a_room, a_session, a_talk, at

PAYLOADS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "</textarea></style><img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' autofocus onfocus=alert(1) x='",
    "<img src=https://evil.example/x.png onerror=alert(1)>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x onerror=alert(1)&gt;'>",
    "<svg></p><style><a id='</style><img src=x onerror=alert(1)>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<b hx-get=/x data-hx-post=/y hx-trigger=load>now</b>",
    "<form data-hx-post=/admin/ data-hx-trigger=load><button>Press</button></form>",
    "<a href='javascript:alert(1)'>here</a>",
    "\\href{javascript:alert(1)}{here} $\\href{javascript:alert(1)}{x}$",
    "$\\text{</mtext></math><img src=x onerror=alert(1)>}$",
    '$\\class{x" onclick="alert(1)}{y}$ $\\style{background:url(https://evil.example/)}{z}$',
    "{{7*7}} {% debug %} ${7*7} <%= 7*7 %>",
    "&lt;script&gt;alert(1)&lt;/script&gt; &#x3c;img src=x onerror=alert(1)&#x3e;",
    "\u202eevil\u202c \u2067<script>alert(1)</script>\u2069",
    "<style>@import 'https://evil.example/x.css'; * { display: none }</style>",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example/'>",
    'javascript:alert(1) https://evil.example/"onmouseover="alert(1)',
]
# Our own forms and the counter are all that htmx may find; a page's own scripts stand in its head.
FOREIGN = """() => {
    const OURS = ["get", "target", "trigger", "sync", "select", "swap", "replace-url"].map((name) => `data-hx-${name}`);
    const found = [];
    for (const each of document.querySelectorAll("*")) {
        const ours = each.matches("form.bookmark[action$='/bookmark']") ? ["data-hx-post"]
            : each.matches("body > main") ? ["data-hx-swap", "data-hx-sync"]
            : each.matches("form.bookmark-session[action$='/bookmark']")
            ? ["post", "target", "select", "select-oob"].map((name) => `data-hx-${name}`)
            : each.matches("form.asking, form.menus") && each.dataset.hxGet === location.pathname && OURS;
        for (const {name, value} of each.attributes) {
            if (/^on/i.test(name)) found.push(`${name}=${value}`);
            if (/^(data-)?hx-/i.test(name) && !(ours && ours.includes(name))) found.push(`${name}=${value}`);
            const address = ["href", "src", "action", "data-hx-post"].includes(name);
            if (address && !/^(https?:|webcal:|[/#?])/.test(value)) found.push(`${name}=${value}`);
        }
    }
    const strange = "script, style, link, meta, base, iframe, img, object, embed, noscript, template, textarea";
    for (const each of document.body.querySelectorAll(strange)) found.push(each.outerHTML);
    return found;
}"""


@pytest.fixture(scope="module", autouse=True)
def programme(stage):
    """Each payload is a title, an abstract and the name of everybody and everything."""
    a_conference(name=PAYLOADS[0], description=PAYLOADS[3])
    for number, payload in enumerate(PAYLOADS):
        room = a_room(payload[:100])
        session = a_session(payload, at(9), at(10), room, moderators=[f"Mo {number} {payload}"], abstract=payload)
        authors = [f"Mo {number} {payload}", "Ben"]
        kind = a_kind(f"{number} {payload}"[:60])
        a_talk(payload, at(9), session=session, authors=authors, abstract=f"{payload}\n\nWords {payload}", kind=kind)


def is_harmless(page):
    assert page.evaluate(FOREIGN) == [], page.url
    assert page.locator("h1").is_visible(), page.url


def read(page):
    return page.locator("main").inner_text()


@pytest.mark.parametrize(("model", "field"), [(Session, "title"), (Talk, "title"), (Person, "name")])
def test_a_payload_is_words_on_its_page(model, field, visit):
    rows = model.objects.exclude(**{field: "Ben"})
    assert len(rows) == len(PAYLOADS)
    for row in rows:
        is_harmless(visit(row.get_absolute_url()))


@pytest.mark.parametrize("address", ["/2030/", "/2030/2030-05-06/?talks=shown", "/2030/people/", "/2030/search/"])
def test_a_page_with_all_payloads_is_whole(address, visit):
    page = visit(address)
    is_harmless(page)
    text = read(page)
    for payload in (PAYLOADS[0], PAYLOADS[4], PAYLOADS[12], PAYLOADS[16]):
        assert payload in text


def test_what_is_kept_is_harmless(visit, keep):
    keep(*(talk.get_absolute_url() for talk in Talk.objects.all()))
    page = visit("/2030/my-schedule/")
    is_harmless(page)
    assert PAYLOADS[0] in read(page)


def test_a_button_pressed_in_place_is_harmless(visit):
    page = visit("/2030/2030-05-06/?talks=shown")
    for button in page.get_by_role("button", pressed=False).all()[:5]:
        name = button.get_attribute("id")
        button.click()
        page.locator(f"#{name}[aria-pressed=true]").wait_for()
    is_harmless(page)


def test_what_a_visitor_types_comes_back_as_words(visit, send):
    for payload in PAYLOADS:
        is_harmless(visit(f"/time-zone/?q={quote(payload)}&tz={quote(payload)}&next={quote('javascript:alert(1)')}"))
        page = send("/time-zone/", 400, tz=payload, next="//evil.example/")
        is_harmless(page)
        assert "There is no time zone" in read(page)
        is_harmless(visit(f"/2030/search/?q={quote(payload)}&kind={quote(payload)}"))
        is_harmless(visit(f"/2030/2030-05-06/?room={quote(payload)}"))


def test_an_address_that_is_none_comes_back_as_words(visit):
    for payload in PAYLOADS:
        is_harmless(visit(f"/2030/{quote(payload, safe='')}/", 404))


def test_the_check_itself_can_fail(visit):
    page = visit("/2030/people/")
    page.evaluate("document.querySelector('main').innerHTML = '<b hx-get=/x></b><a href=data:x>x</a><img alt=x>'")
    assert page.evaluate(FOREIGN) == ["hx-get=/x", "href=data:x", '<img alt="x">']
