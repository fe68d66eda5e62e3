import re

import pytest

from conference.exports import bibtex
from conference.programme.models import Person, Talk
from tests.world import a_conference, a_session, a_talk, at

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def bib(client, address="/2030/talks/deltas.bib"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    return response.content.decode()


def test_a_talk_can_be_cited(morning, client):
    number = Talk.objects.get(slug="deltas").number
    assert bib(client) == (
        f"@inproceedings{{rivers2030-{number},\n"
        "  title = {{Deltas}},\n"
        "  author = {Ada and Ben},\n"
        "  booktitle = {Rivers 2030},\n"
        "  year = {2030},\n"
        "  url = {http://127.0.0.1:8000/2030/talks/deltas/},\n"
        "}\n"
    )


def test_a_session_is_its_talks(seed, client):
    text = bib(client, "/2021/sessions/oral-session-7.bib")
    assert text.count("@inproceedings{iclr2021-") == 13
    assert len(set(re.findall(r"{(iclr2021-\d+),", text))) == 13
    assert "Q&A" not in text
    assert "Q\\&A" not in text


def test_the_key_outlives_every_edit(morning, client):
    key = bib(client).split(",")[0]
    talk = Talk.objects.get(slug="deltas")
    talk.title, talk.draft_start, talk.slug = "Estuaries", at(11), "estuaries"
    talk.draft_end = at(12)
    talk.save()
    assert bib(client, "/2030/talks/estuaries.bib").split(",")[0] == key
    assert client.get("/2030/talks/deltas.bib").status_code == 301


def test_what_is_cancelled_says_so(morning, client):
    Talk.objects.update(released_cancelled=True)
    assert "  note = {Cancelled},\n" in bib(client)


def test_plain_entries_and_sessions_without_talks_have_none(morning, client):
    a_session("Coffee", start=at(10))
    assert client.get("/2030/talks/qa.bib").status_code == 404
    assert client.get("/2030/sessions/coffee.bib").status_code == 404


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (r"Learning in $O(\sqrt{n})$ steps", r"Learning in $O(\sqrt{n})$ steps"),
        (r"G\"odel & friends", r"Gödel \& friends"),
        (r"{\it any} \emph{way}", r"\emph{any} \emph{way}"),
        ("100% of #1 costs $5 and $6", r"100\% of \#1 costs \$5 and \$6"),
        (r"6.4\% _x_ ~", r"6.4\% \_x\_ \textasciitilde{}"),
        (r"a } b { c \\ d", r"a \textbraceright{} b \textbraceleft{} c "),
        (r"The set $\{x\}$", r"The set $\lbrace x\rbrace $"),
        ("Über 東京 и Бор", "Über 東京 и Бор"),
        ("x^2 <b>|", r"x\textasciicircum{}2 \textless{}b\textgreater{}\textbar{}"),
        (r"$50\% #$", r"$50\% \#$"),
    ],
)
def test_titles_stay_tex_and_what_is_not_is_escaped(source, written):
    assert bibtex.title(source).startswith(written)


@pytest.mark.parametrize(
    "source",
    [
        r"\input{/etc/passwd}", r"$\input{/etc/passwd}$", r"$x \write18{ls}$", r"$\text{\include{a}}$", r"$\csname input\endcsname$",
        r"$^^5cinput{/etc/passwd}$", r"$\catcode 1$", r"$\def\x{}$", r"$\unknown{x}$", r"\immediate\write18{ls}",
        r"$\directlua{os.exit()}$", "$a{$", r"\begin{equation}\openout1\end{equation}",
    ],
)  # fmt: skip
def test_no_title_can_make_somebodys_tex_act(source):
    written = bibtex.title(source)
    assert not re.search(r"\\(?!text|[&%$#_])", written), written
    assert "^^" not in written
    assert balanced(written)


@pytest.mark.parametrize(
    "text", ["}", "{", r"\{", "$}$", r"$\{$", r"$\left\{ x \right.$", "}{", "\\", "a\nb\x00\x1b}", "@x{", '"']
)
def test_braces_are_balanced_whatever_is_written(text, morning, client):
    Talk.objects.filter(slug="deltas").update(title=text.replace("\x00", ""))
    Person.objects.filter(name="Ada").update(name=text.replace("\x00", ""))
    a_conference().__class__.objects.update(name=text.replace("\x00", ""))
    written = bib(client)
    assert balanced(written)
    assert written.count("\n") == 7
    assert len(re.findall("^@", written, re.MULTILINE)) == 1


def balanced(text):
    """As BibTeX counts: a backslash before a brace changes nothing."""
    depth = 0
    for sign in text:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("Smith and Sons", "{Smith and Sons}"),
        ("AND And", "{AND And}"),
        ("Others", "{Others}"),
        ("King, Jr.", "{King, Jr.}"),
        ("Anders Sand", "Anders Sand"),
        ("李 明", "李 明"),
        ("A_b & c", r"A\_b \& c"),
    ],
)
def test_names_stay_whole(name, written):
    assert bibtex.author(name) == written


def test_a_talk_without_people_has_no_author(client):
    a_talk("Deltas", start=at(9))
    assert "author" not in bib(client)


def test_a_megabyte_is_quick(morning, client):
    assert len(bibtex.title("$a_{" * 250_000)) > 1_000_000
