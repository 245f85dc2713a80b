"""The pages that a person sees: structure and content, escaping, links that resolve, search, right-to-left text."""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pages import ROOT, SEEDS, akn, old_page
from starlette.testclient import TestClient

from resrdf.cli.query import quads_of
from resrdf.search import INDEX, Question, SearchError, build_index, search, to_expression
from resrdf.serve.app import make_app
from resrdf.serve.pages.marks import Mark, Span, mark, plain
from resrdf.serve.site import Site
from resrdf.store import build_store, find_generation, load_files, open_store

HTML = {"accept": "text/html"}
SAMPLE = ROOT / "tests" / "data" / "sample.trig"
HOSTILE = '<script>alert("x")</script> & "quotes" \'too\' {{ 7*7 }}'
ARABIC = "إن مجلس الأمن يعيد تأكيد قراراته السابقة"


def texts(folder: Path) -> list[Path]:
    """Files that are read together: the seeds, a page with a vote, a resolution in two languages with hostile words."""
    (folder / "old.txt").write_text(old_page().replace("9001", "9009"), encoding="utf-8")
    operative = ("Décide ce qui suit;", "Prie le Secrétaire général;", "Décide de rester saisi.")
    hostile = (f"Decides that {HOSTILE} shall apply;", "Requests the Secretary-General to report;", "Decides so.")
    english = akn(operative=hostile)
    (folder / "en.xml").write_text(english, encoding="utf-8")
    (folder / "ar.xml").write_text(akn(language="ara", preamble=(ARABIC,), operative=operative), encoding="utf-8")
    return [*SEEDS, *sorted(folder.iterdir())]


@contextmanager
def serving(store: Path) -> Iterator[TestClient]:
    site = Site(find_generation(store), workers=2)
    with TestClient(make_app(site), base_url="http://here", headers=HTML, follow_redirects=False) as client:
        until = time.monotonic() + 20
        while (not site.years or site.index is None) and time.monotonic() < until:
            time.sleep(0.05)  # counted and indexed while the server answers already
        yield client


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts")
    store = tmp_path_factory.mktemp("stored") / "store"
    build_store(store, [piece for piece in quads_of(tuple(texts(folder)), []) if isinstance(piece, bytes)])
    return store


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[TestClient]:
    with serving(store) as client:
        yield client


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The invented resolutions, without our vocabularies."""
    store = tmp_path_factory.mktemp("sample") / "store"
    build_store(store, [SAMPLE], vocabulary=False)
    with serving(store) as client:
        yield client


def page(client: TestClient, path: str, status: int = 200) -> html.HtmlElement:
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code, response.text[:300])
    assert response.headers["content-type"].startswith("text/html")
    return html.fromstring(response.text)


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def one(element: html.HtmlElement, path: str) -> html.HtmlElement:
    found = element.xpath(path)
    assert len(found) == 1, (path, len(found))
    return found[0]


# ------------------------------------------------------------------------------------------------------------- marks
def shown(pieces: tuple[str | Mark, ...]) -> str:
    """Write pieces with brackets: v for verbs, a for actors, c for citations; ! where a mark leads somewhere."""
    return "".join(
        p if isinstance(p, str) else f"{p.kind[0]}{'!' if p.href else ''}[{shown(p.pieces)}]" for p in pieces
    )


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([], "abcdefgh"),
        ([Span(0, 3, "verb"), Span(4, 6, "actor")], "v[abc]da[ef]gh"),
        ([Span(0, 6, "cites"), Span(2, 4, "actor")], "c[aba[cd]ef]gh"),
        ([Span(2, 4, "actor"), Span(0, 6, "cites")], "c[aba[cd]ef]gh"),
        ([Span(0, 4, "cites"), Span(2, 6, "actor")], "c[aba[cd]]a[ef]gh"),  # across: cut where the first ends
        ([Span(0, 4, "cites", "/c"), Span(2, 6, "actor", "/a")], "c![aba[cd]]a![ef]gh"),  # no link inside a link
        ([Span(1, 3, "actor", "/x"), Span(1, 3, "cites", "/y")], "ac![a[bc]]defgh"),
        ([Span(1, 3, "actor", "/x"), Span(1, 3, "actor", "/y")], "aa![bc]defgh"),  # the first of equals
        ([Span(0, 8, "verb"), Span(0, 5, "cites"), Span(3, 8, "actor")], "v[c[abca[de]]a[fgh]]"),
        ([Span(-1, 2, "verb"), Span(5, 5, "verb"), Span(6, 99, "verb")], "abcdefgh"),  # nothing to mark
    ],
)
def test_spans_are_nested(spans: list[Span], expected: str) -> None:
    assert shown(mark("abcdefgh", spans)) == expected


SPANS = st.builds(
    Span,
    st.integers(-1, 13),
    st.integers(-1, 13),
    st.sampled_from(["verb", "actor", "cites"]),
    st.sampled_from(["", "/x"]),
)


@given(st.text(max_size=12), st.lists(SPANS, max_size=8))
def test_marks_never_change_the_text_and_links_never_nest(text: str, spans: list[Span]) -> None:
    pieces = mark(text, spans)
    assert plain(pieces) == text

    def check(pieces: tuple[str | Mark, ...], linked: bool) -> None:
        for piece in pieces:
            if isinstance(piece, Mark):
                assert piece.pieces and not (linked and piece.href)
                check(piece.pieces, linked or bool(piece.href))

    check(pieces, False)
    covered = {at for s in spans if 0 <= s.start < s.end <= len(text) for at in range(s.start, s.end)}
    assert len(covered) == sum(len(plain(p.pieces)) for p in pieces if isinstance(p, Mark))


# ------------------------------------------------------------------------------------------------------- a resolution
class TestResolution:
    def test_text_stands_as_printed(self, client: TestClient) -> None:
        found = page(client, "/res/1386")
        assert words(one(found, "//h1")) == "Resolution 1386 (2001)"
        third = one(found, "//*[@id='op/3']")
        assert words(one(third, ".//*[@class='label']")) == "3."
        assert words(one(third, ".//*[contains(@class, 'clause')]/p")) == (
            "Authorizes the Member States participating in the International Security Assistance Force "
            "to take all necessary measures to fulfil its mandate;"
        )
        assert words(one(found, "//*[@class='formula']")) == "The Security Council,"
        order = [e.get("id") for e in found.xpath("//article//*[@id]")]
        assert order.index("pre/1") < order.index("pre/13") < order.index("op/1") < order.index("op/11")
        facts = words(one(found, "//dl[@class='facts']"))
        assert "20 December 2001" in facts and "meeting 4443" in facts and "Chapter VII" in facts

    def test_marks_are_told_without_colour_and_lead_on(self, client: TestClient) -> None:
        sixth = one(page(client, "/res/1386"), "//*[@id='op/6']")
        verbs = sixth.xpath(".//em[@class='verb']")
        assert [words(v) for v in verbs] == ["Takes note", "calls upon"]
        assert [a.get("href") for v in verbs for a in v.xpath("a")] == [
            "/vocab/verb/take-note",
            "/vocab/verb/call-upon",
        ]
        assert "/doc/S-2001-1154" in sixth.xpath(".//a[@class='cites']/@href")
        assert "/mission/isaf" in sixth.xpath(".//a[@class='actor']/@href")
        assert "Afghan parties" in words(one(sixth, ".//aside"))
        assert not page(client, "/res/1386").xpath("//a//a")

    def test_items_are_nested_under_their_paragraph(self, client: TestClient) -> None:
        found = page(client, "/res/1138")
        item = one(found, "//*[@id='op/6/a']/div[contains(@class, 'clause')]")
        assert "one" in item.get("class").split() and words(item).startswith("(a) Provide good offices")

    def test_annexes_have_their_headings(self, client: TestClient) -> None:
        found = page(client, "/res/1377")
        annex = one(found, "//section[@id='annex/1']")
        assert annex.xpath("./h2") and annex.xpath(".//*[starts-with(@id, 'annex/1/')]")
        response = client.get("/res/1377/annex/1")
        assert response.status_code == 303 and response.headers["location"] == "/res/1377#annex/1"

    def test_what_it_decides_is_listed_with_its_words(self, client: TestClient) -> None:
        found = page(client, "/res/1138")
        rows = [words(row) for row in found.xpath("//table[caption='Mandates']//tbody/tr")]
        assert any("paragraph 5" in row and "15 May 1998" in row and "UNMOT" in row for row in rows), rows

    def test_citations_are_a_picture_and_a_list(self, client: TestClient) -> None:
        found = page(client, "/res/1386")
        picture = one(found, "//*[local-name()='svg']")
        assert picture.xpath("./*[local-name()='title']") and picture.xpath("./*[local-name()='desc']")
        listed = found.xpath("//details//li/a/@href")
        assert {"/res/1368", "/res/1373", "/doc/S-2001-1154"} <= set(listed)
        assert set(picture.xpath(".//*[local-name()='a']/@href")) <= set(listed)

    def test_what_cites_a_paragraph_stands_beside_it(self, sample: TestClient) -> None:
        beside = one(page(sample, "/res/9001"), "//*[@id='op/1']//aside")
        assert "cited by 9002 (2090), paragraph 1" in words(beside)
        assert "Chapter VII" in words(beside) and "France" in words(beside)
        assert "until 30 June 2090" in words(beside) and "up to 300" in words(beside)

    def test_footnotes_lead_back(self, sample: TestClient) -> None:
        note = one(page(sample, "/res/9001"), "//ol[contains(@class, 'notes')]/li")
        assert "S/2090/9." in words(note) and note.xpath("./a/@href") == ["/res/9001/op/2"]

    def test_hostile_words_are_words(self, client: TestClient) -> None:
        text = client.get("/res/9001").text
        assert "<script>alert" not in text and "49" not in re.findall(r"\{\{.*?\}\}|49", text)
        assert HOSTILE in words(one(html.fromstring(text), "//*[@id='op/1']//p"))
        assert HOSTILE in words(page(client, "/res/9001/op/1"))

    def test_arabic_runs_from_the_right(self, client: TestClient) -> None:
        english = page(client, "/res/9001")
        assert set(english.xpath("//nav[@aria-label='Languages']//@href")) == {"/res/9001?lang=ar"}
        arabic = page(client, "/res/9001?lang=ar")
        article = one(arabic, "//article")
        assert (article.get("lang"), article.get("dir")) == ("ar", "rtl") and ARABIC in words(article)
        assert words(one(article, ".//*[@class='formula']")) == "إن مجلس الأمن،"
        assert not one(article, ".//*[@id='op/1']").xpath(".//em"), "offsets are those of the English text"
        missing = one(article, ".//*[@id='pre/2']/div[contains(@class, 'clause')]")
        assert (missing.get("lang"), missing.get("dir")) == ("en", "ltr"), (
            "not given in Arabic: in English, and said so"
        )
        assert one(page(client, "/res/9001?lang=xx"), "//article").get("lang") == "en"

    def test_data_is_linked(self, client: TestClient) -> None:
        links = {e.get("type"): e.get("href") for e in page(client, "/res/1386").xpath("//link[@rel='alternate']")}
        assert links["text/turtle"] == "/res/1386.ttl" and len(links) == 4
        for address in links.values():
            assert client.get(address).status_code == 200


# ------------------------------------------------------------------------------------------------------- other pages
class TestKinds:
    def test_clause(self, client: TestClient) -> None:
        found = page(client, "/res/1138/op/6/a")
        assert words(one(found, "//h1")) == "1138 (1997), paragraph 6 (a)"
        assert "Decides that the mandate of UNMOT" in words(one(found, "//div[contains(@class, 'context')]"))
        assert found.xpath("//a[@rel='prev']/@href") == ["/res/1138/op/6"]
        assert found.xpath("//a[@rel='next']/@href") == ["/res/1138/op/6/b"]
        rows = [words(row) for row in found.xpath("//table//tbody/tr")]
        assert any("Provide good offices" in row for row in rows), rows

    def test_clause_says_what_cites_it(self, sample: TestClient) -> None:
        row = words(one(page(sample, "/res/9001/op/1"), "//h2[@id='cited-by']/following-sibling::div//tbody/tr"))
        assert "9002 (2090), paragraph 1" in row and "paragraph 1 of resolution 9001 (2090)" in row
        assert "In other languages" in words(page(sample, "/res/9001/op/1"))

    def test_mission(self, client: TestClient) -> None:
        found = page(client, "/mission/unmot")
        assert words(one(found, "//h1")) == "United Nations Mission of Observers in Tajikistan"
        changes = [words(row) for row in found.xpath("//h2[@id='mandate']/following-sibling::div[1]//tbody/tr")]
        assert any("extend" in row and "until 15 May 1998" in row for row in changes), changes
        bars = found.xpath("//*[local-name()='svg']//*[contains(@class, 'bar')]")
        assert len(bars) == len(changes) == 3
        assert "UNMOT" in words(one(found, "//dl[@class='facts']"))
        assert "/res/1138" in found.xpath("//h2[@id='named']/following-sibling::ul//@href")

    def test_actor_is_addressed(self, client: TestClient) -> None:
        rows = page(client, "/body/secretary-general").xpath(
            "//h2[@id='addressed']/following-sibling::div[1]//tbody/tr"
        )
        assert any("1138 (1997), paragraph" in words(row) and "request" in words(row) for row in rows)
        assert words(page(client, "/body/secretary-general?page=900")).count("What the Council asks") == 0

    def test_vote(self, sample: TestClient, client: TestClient) -> None:
        found = page(sample, "/meeting/99002/vote/9002")
        rows = {words(r.xpath("./th")[0]): words(r) for r in found.xpath("//table//tbody/tr")}
        assert "12" in rows["In favour"] and "France" in rows["In favour"]
        assert all(name in rows["Abstaining"] for name in ("China", "Russian Federation", "Brazil"))
        assert [words(e) for e in found.xpath("//*[local-name()='svg']//*[local-name()='g']/*[local-name()='text']")] == [
            "FRA", "BRA", "CHN", "RUS",
        ]  # fmt: skip
        assert "Adopted" in words(one(page(client, "/meeting/12001/vote/9009"), "//dl[@class='facts']"))

    def test_meeting(self, sample: TestClient) -> None:
        found = words(page(sample, "/meeting/99003"))
        assert "1 February 2091" in found and "S/2091/77" in found and "Vetoed" in found
        assert "Resolution 9001 (2090)" in words(page(sample, "/meeting/99001"))

    def test_a_text_without_a_known_vote_has_none(self, client: TestClient) -> None:
        def lines(number: int) -> list[str]:
            return [words(line) for line in page(client, f"/meeting/{number}").xpath("//ul[@class='works']/li")]

        assert lines(4443) == ["Resolution 1386 (2001)"]
        assert lines(12001) == ["Adopted Resolution 9001 (2031)", "Adopted Resolution 9009 (2031)"]

    def test_draft_and_statement_without_text(self, sample: TestClient) -> None:
        draft = page(sample, "/draft/2090-11")
        assert "The text is not in this collection" in words(draft) and "France" in words(draft)
        assert words(one(page(sample, "/prst/2091-1"), "//h1")) == "Presidential statement S/PRST/2091/1"

    def test_cited_document(self, client: TestClient) -> None:
        found = page(client, "/doc/S-2001-1154")
        assert "https://docs.un.org/en/S/2001/1154" in found.xpath("//@href")
        assert "1386 (2001), preambular paragraph 5" in words(one(found, "//table"))
        assert all(a.get("rel") for a in found.xpath("//a[starts-with(@href, 'http')]"))

    def test_terms(self, client: TestClient) -> None:
        found = page(client, "/vocab/verb/authorize")
        assert "Drafting verbs" in words(found) and found.xpath("//a[@href='/res/1386/op/3']")
        assert "Authorizes the Member States" in words(found)
        assert len(page(client, "/vocab/verb").xpath("//tbody/tr")) > 400
        schemes = page(client, "/vocab").xpath("//tbody/tr/th/a/@href")
        assert {"/vocab/verb", "/vocab/mission", "/vocab/charter"} <= set(schemes)

    def test_every_term_of_the_ontology_has_its_anchor(self, client: TestClient) -> None:
        found = page(client, "/ontology")
        anchors = set(found.xpath("//section/@id"))
        store = load_files([ROOT / "ontology" / "unsc.ttl"])
        query = "SELECT ?t { ?t rdfs:isDefinedBy ?o FILTER(STRSTARTS(STR(?t), STR(unsc:))) }"
        prefixes = {"rdfs": "http://www.w3.org/2000/01/rdf-schema#", "unsc": "https://w3id.org/unsc/ontology#"}
        terms = {str(row["t"].value).rpartition("#")[2] for row in store.query(query, prefixes=prefixes)}  # type: ignore[union-attr]
        assert terms and terms <= anchors
        assert "Clause" in words(one(found, "//section[@id='inResolution']"))

    def test_browse(self, client: TestClient) -> None:
        assert "/browse/2001" in page(client, "/browse").xpath("//@href")
        found = page(client, "/browse/2001")
        assert found.xpath("//ul[@class='works']//a/@href") == ["/res/1377", "/res/1386"]
        assert found.xpath("//a[@rel='prev']/@href") == ["/browse/1997"]
        assert "20 December 2001 · ISAF, Afghanistan" in words(found), "what a resolution names most"
        page(client, "/browse/1850", 404)

    def test_home(self, client: TestClient) -> None:
        found = page(client, "/")
        assert {"/res/1386", "/browse/2001", "/sparql", "/ontology", "/about", "/vocab"} <= set(found.xpath("//@href"))
        assert re.search(r"5 resolutions", words(one(found, "//ul[@class='counts']")))
        assert "Limits" not in words(found) and "expect less on others" in words(page(client, "/about"))

    def test_nothing_here(self, client: TestClient) -> None:
        found = page(client, "/resolution/1386", 404)
        assert "/res/1386" in found.xpath("//main//@href")
        assert "/res/1386" in page(client, "/res/1386/op/99", 404).xpath("//main//@href")
        page(client, "/res/1/<script>", 404)
        assert "<script>" not in client.get("/res/<script>alert(1)</script>").text

    def test_another_base(self, tmp_path: Path) -> None:
        data = SAMPLE.read_text("utf-8").replace("@base <https://w3id.org/unsc/>", "@base <http://example.org/un/>")
        (tmp_path / "data.trig").write_text(data.replace("@prefix : <https://w3id.org/unsc/>", "@prefix : <http://e/>"))
        build_store(tmp_path / "store", [tmp_path / "data.trig"])
        with serving(tmp_path / "store") as client:
            found = page(client, "/res/9001")
            assert one(found, "//*[@id='op/1']//a[@class='label']").get("href") == "/res/9001/op/1"
            assert "/meeting/99001" in found.xpath("//@href")
            assert "http://example.org/un/res/9001" in words(found)
            assert words(one(page(client, "/vocab/verb/decide"), "//h1")) == "decide"


# ----------------------------------------------------------------------------------------------------------- frame
PATHS = (
    "/", "/browse", "/browse/2001", "/search?q=force", "/about", "/vocab", "/vocab/force", "/vocab/verb/decide",
    "/ontology", "/res/1386", "/res/1377", "/res/1138/op/6", "/mission/unmot", "/body/secretary-general",
    "/meeting/4443", "/meeting/12001/vote/9009", "/doc/S-2001-1154", "/sparql", "/res/1386/op/3/action/1", "/res/1386/en",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_sound(client: TestClient, path: str) -> None:
    response = client.get(path)
    found = page(client, path)
    root = found.getroottree().getroot()
    assert root.get("lang") == "en" and response.text.startswith("<!doctype html>")
    assert len(found.xpath("//main")) == len(found.xpath("//h1")) == 1
    assert found.xpath("//body/*[1]/@href") == ["#main"], "one can skip to the content"
    levels = [int(e.tag[1]) for e in found.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels)), levels
    ids = found.xpath("//@id")
    assert len(ids) == len(set(ids)), [i for i in ids if ids.count(i) > 1]
    for field in found.xpath("//input|//select|//textarea"):
        assert field.xpath("ancestor::label") or found.xpath(f"//label[@for='{field.get('id')}']"), html.tostring(field)
    for table in found.xpath("//table"):
        assert table.xpath("./caption") and table.xpath(".//th[@scope='col']")
    for picture in found.xpath("//*[local-name()='svg']"):
        role = "group" if picture.xpath(".//@href") else "img"  # what is in an img cannot be reached
        assert picture.get("role") == role and picture.xpath("./*[local-name()='title']")
    scripts = found.xpath("//script/@src")
    assert len(scripts) == len(found.xpath("//script")) and all(s.startswith("/static/") for s in scripts)
    assert path == "/sparql" or not scripts
    assert not found.xpath("//@style|//*[@onclick]|//style|//iframe|//img")
    assert [a for a in found.xpath("//a[not(@href) or @href='' or not(normalize-space())]")] == []
    for address in found.xpath("//link/@href|//form/@action"):
        assert address.startswith(("/", "data:"))
    assert len(response.content) < 120_000


MANY = re.compile(
    r"/(?:state|actor|body|mission|regime|vocab/[\w-]+)/|\.(?:ttl|nt|rdf|jsonld)$|/(?:action|citation|mention)/|format="
)


def is_followed(address: str) -> bool:
    """Of the thousands of pages of the same kind every tenth, always the same ones."""
    return not MANY.search(address) or crc32(address.encode()) % 10 == 0


def test_every_local_link_answers(client: TestClient) -> None:
    waiting, seen = ["/"], {"/"}
    anchors: dict[str, set[str]] = {}
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        path = waiting.pop(0)
        response = client.get(path)
        if response.status_code == 303:
            links = [response.headers["location"]]
        else:
            assert response.status_code == 200, path
            if not response.headers["content-type"].startswith("text/html"):
                continue
            found = html.fromstring(response.text)
            links, anchors[path] = found.xpath("//a/@href"), set(found.xpath("//@id"))
        for address in links:
            link, fragment = urldefrag(urljoin(f"http://here{path}", address))
            parts = urlsplit(link)
            if parts.netloc != "here":
                continue
            local = parts.path + (f"?{parts.query}" if parts.query else "")
            if fragment:
                wanted.append((path, local, unquote(fragment)))
            if local not in seen and is_followed(local):
                seen.add(local)
                waiting.append(local)
    assert len(seen) > 400 and {"/res/1386/op/3", "/browse/2001", "/doc/S-2001-1154"} <= seen
    missing = [(at, to, part) for at, to, part in wanted if to in anchors and part not in anchors[to]]
    assert not missing, missing[:5]


def test_the_style_sheet_may_be_kept(client: TestClient) -> None:
    address = one(page(client, "/"), "//link[@rel='stylesheet']").get("href")
    response = client.get(address)
    assert response.headers["content-type"].startswith("text/css") and "immutable" in response.headers["cache-control"]
    assert client.get(address, headers={"if-none-match": response.headers["etag"]}).status_code == 304
    assert client.get("/static/style.css").headers["etag"] == response.headers["etag"]
    assert "http" not in response.text and "@import" not in response.text


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("scheme", [0, 1])
def test_contrast_is_enough_on_both_papers(scheme: int) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1 for text."""
    sheet = (ROOT / "resrdf" / "serve" / "static" / "style.css").read_text("utf-8")
    block = re.findall(r":root \{(.*?)\}", sheet, re.DOTALL)[scheme]
    colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
    for ink in ("ink", "soft", "link", "verb", "actor", "alarm", "yes", "no", "held", "absent"):
        for paper in ("paper", "panel", "mark"):
            if paper == "mark" and ink not in ("ink", "soft", "link", "verb"):
                continue
            light, dark = sorted((luminance(colours[ink]), luminance(colours[paper])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (scheme, ink, paper)


# ----------------------------------------------------------------------------------------------------------- SPARQL
class TestQueryPage:
    def test_form_has_room_for_an_editor_and_examples(self, client: TestClient) -> None:
        found = page(client, "/sparql?example=mandate-history")
        assert one(found, "//div[@id='editor']").get("hidden") is not None
        assert "unsc:changesMandate" in one(found, "//textarea").text
        assert len(found.xpath("//ul[@class='questions']//a")) > 40
        assert words(one(found, "//a[@aria-current='true']")).startswith("When did a mission's mandate run")

    def test_rows_lead_to_pages(self, client: TestClient) -> None:
        found = page(client, "/sparql?query=SELECT * { ?r unsc:symbol 'S/RES/1386(2001)' ; unsc:adoptedAt ?m }")
        assert words(one(found, "//caption")) == "1 row"
        assert {"/res/1386", "/meeting/4443"} <= set(one(found, "//table").xpath(".//@href"))
        for address in found.xpath("//a[contains(@href, 'format=')]/@href"):
            assert client.get(address).status_code == 200

    def test_an_error_shows_its_line(self, client: TestClient) -> None:
        found = page(client, "/sparql?query=SELECT *%0A{ ?s ?p nonsense }", 400)
        assert "line 2, column" in words(one(found, "//*[@role='alert']/p"))
        assert words(one(found, "//*[@role='alert']//mark")) == "{ ?s ?p nonsense }"
        assert one(found, "//textarea").text.endswith("nonsense }")


# ------------------------------------------------------------------------------------------------------------ search
class TestSearch:
    @pytest.mark.parametrize(
        ("words", "place"),
        [
            ("1386", "/res/1386"), ("S/RES/1386 (2001)", "/res/1386"), ("1386(2001)", "/res/1386"),
            ("resolution 1386", "/res/1386"), ("s/res/1386", "/res/1386"), ("UNSCR 1386", "/res/1386"),
            ("1386, paragraph 3", "/res/1386/op/3"), ("1138 op 6 (a)", "/res/1138/op/6/a"),
            ("S/2001/1154", "/doc/S-2001-1154"),
        ],
    )  # fmt: skip
    def test_a_symbol_leads_straight_to_the_page(self, client: TestClient, words: str, place: str) -> None:
        response = client.get("/search", params={"q": words})
        if words == "S/2001/1154":  # as a symbol it might be a draft; it is found by its words instead
            assert response.status_code in (200, 303)
            return
        assert response.status_code == 303 and response.headers["location"] == place

    def test_words_are_found_and_marked(self, client: TestClient) -> None:
        found = page(client, "/search?q=all+necessary+measures")
        hit = found.xpath("//ol[@class='hits']/li")[0]
        assert "/res/1386/op/3" in hit.xpath(".//@href")
        assert words(one(hit, ".//mark")) == "all necessary measures"
        assert "United Nations Mission of Observers in Tajikistan" in words(page(client, "/search?q=UNMOT"))

    def test_filters_and_pages(self, client: TestClient) -> None:
        everything = page(client, "/search?q=the")
        assert everything.xpath("//a[@rel='next']/@href") == ["/search?q=the&page=2"]
        second = page(client, "/search?q=the&page=2")
        assert not set(everything.xpath("//ol//a/@href")) & set(second.xpath("//ol//a/@href"))
        preamble = page(client, "/search?q=the&kind=preambular&since=1997&until=1997")
        assert all("/res/1138/pre/" in address for address in preamble.xpath("//ol//a/@href"))
        assert preamble.xpath("//ol/li")
        arabic = page(client, "/search?q=مجلس&language=ar")
        assert arabic.xpath("//ol/li//p[@dir='rtl'][@lang='ar']")

    @pytest.mark.parametrize(
        "words",
        ['"', "'", "a OR", "NEAR(", "text:x", "* ^ + - ( ) { }", HOSTILE, "\0", "x" * 5000, "-", "AND NOT", "%00", "ﷺ 🏛", '"' * 99,
         "a " * 400, "'; DROP TABLE texts; --"],
    )  # fmt: skip
    def test_hostile_words_find_nothing_or_something(self, client: TestClient, words: str) -> None:
        response = client.get("/search", params={"q": words, "since": "x", "page": "-1", "kind": "'"})
        assert response.status_code == 200 and "<script>" not in response.text

    def test_accents_and_endings(self, tmp_path: Path) -> None:
        store = load_files([SAMPLE])
        path = tmp_path / INDEX
        assert build_index(store, path) == 10
        assert {hit.iri.rpartition("unsc/")[2] for hit in search(path, Question("etablir")).hits} == {"res/9001/op/1"}
        assert search(path, Question("établ*", language="fr")).total == 1
        assert search(path, Question("harb*")).total == 2 and search(path, Question("harb")).total == 0
        assert search(path, Question('"necessary all"')).total == 0
        assert search(path, Question("harbour -closure")).total == 1
        assert search(path, Question("annex")).hits[0].iri.endswith("op/1"), "closing words are words of the clause"
        assert [name.label for name in search(path, Question("Ruritania")).names][:1] != []

    def test_a_long_search_ends(self, store: Path) -> None:
        with pytest.raises(SearchError, match="took too long"):
            search(find_generation(store) / INDEX, Question("the*"), seconds=-1)

    def test_a_broken_index_is_said(self, tmp_path: Path) -> None:
        (tmp_path / INDEX).write_bytes(b"nothing of the kind" * 100)
        with pytest.raises(SearchError, match="cannot be read"):
            search(tmp_path / INDEX, Question("a"))

    def test_a_store_without_an_index_gets_one(self, tmp_path: Path) -> None:
        build_store(tmp_path / "store", [SAMPLE], vocabulary=False)
        index = find_generation(tmp_path / "store") / INDEX
        index.unlink()
        with serving(tmp_path / "store") as client:
            assert "/res/9001/op/2" in page(client, "/search?q=necessary").xpath("//ol//@href")
        assert not index.exists(), "a store that is served is never written to"

    def test_the_wait_for_an_index_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        async def write_slowly(generation: Path, folder: Path) -> None:
            await asyncio.sleep(3600)

        monkeypatch.setattr("resrdf.serve.index.find_index", lambda generation: None)
        monkeypatch.setattr("resrdf.serve.index._make_index", write_slowly)
        build_store(tmp_path / "store", [SAMPLE], vocabulary=False)
        site = Site(find_generation(tmp_path / "store"))
        with TestClient(make_app(site), base_url="http://here", headers=HTML) as client:
            response = client.get("/search?q=necessary")
            assert response.status_code == 503 and "still being written" in response.text

    @given(st.text(max_size=60))
    def test_any_words_are_an_expression(self, words: str) -> None:
        expression = to_expression(words)
        connection = sqlite3.connect(":memory:")
        connection.execute("CREATE VIRTUAL TABLE t USING fts5(x)")
        if expression:
            connection.execute("SELECT * FROM t WHERE t MATCH ?", (expression,)).fetchall()
        connection.close()


def test_pages_need_no_other_host() -> None:
    for path in (ROOT / "resrdf" / "serve" / "templates").glob("*.html"):
        assert not re.search(r"https?://", path.read_text("utf-8")), path


def test_the_store_opens_with_the_index_beside_it(store: Path) -> None:
    assert (find_generation(store) / INDEX).is_file() and len(open_store(store)) > 2000
