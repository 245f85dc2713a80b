"""The pages and the query editor in a real browser: what works, what is asked of whom, how it looks to everybody.

One chromium for the module, with a fresh profile; each test has a context of its own. Nothing but our server can be
reached from it, and every request, console message and breach of the content policy is recorded and judged at the end.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from pages import ROOT
from servers import serving

from resrdf.serve.assets import asset_address

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request, Response

playwright = pytest.importorskip(
    "playwright.sync_api", reason="no driver for a browser here: make driver (make test does it where chromium is)"
)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")
EDITOR = asset_address("yasgui/yasgui.min.js")
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="no chromium here: apt-get install chromium")
with_editor = pytest.mark.skipif(not EDITOR, reason="the query editor was not brought in: make editor (needs npm)")
with_axe = pytest.mark.skipif(not AXE.is_file(), reason="axe-core was not brought in: make editor (needs npm)")

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PAGES = {
    "home": "/",
    "search": "/search?q=terrorism",
    "resolution": "/res/1386",
    "long resolution": "/res/1138",
    "clause": "/res/1386/op/3",
    "mission": "/mission/isaf",
    "State": "/state/AFG",
    "meeting": "/meeting/4443",
    "document": "/doc/S-2001-1154",
    "years": "/browse",
    "year": "/browse/2001",
    "vocabularies": "/vocab",
    "concept": "/vocab/verb/decide",
    "ontology": "/ontology",
    "about": "/about",
    "query": "/sparql",
    "answer": "/sparql?query=SELECT%20*%20%7B%20%3Fresolution%20a%20unsc%3AResolution%20%7D",
    "fault": "/sparql?query=SELECT%20nonsense",
    "nothing": "/res/9999",
}
REFUSED = ("fault", "nothing")  # the browser writes their status on the console
LIGHT_DARK = ("light", "dark")
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
_WATCH = """
window.breaches = [];
document.addEventListener("securitypolicyviolation", (e) => breaches.push(`${e.violatedDirective} ${e.sourceFile} ${e.sample}`));
window.shift = 0;
new PerformanceObserver((list) => { for (const e of list.getEntries()) if (!e.hadRecentInput) window.shift += e.value; })
  .observe({ type: "layout-shift", buffered: true });
"""


@dataclass(slots=True)
class Watched:
    """A page and everything that it asked for and complained about."""

    page: Page
    address: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    weights: dict[str, int] = field(default_factory=dict)

    def go(self, path: str) -> Response | None:
        return self.page.goto(self.address.rstrip("/") + path, wait_until="load")

    def breaches(self) -> list[str]:
        return list(self.page.evaluate("window.breaches"))


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(str(ROOT / "seeds")) as address:
        yield address


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    # names cannot be resolved, not even by chromium's own services
    flags = [*FLAGS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def watch(browser: Browser, address: str) -> Callable[..., AbstractContextManager[Watched]]:
    """Open a page of its own; when the block ends, nothing may have left the machine and nothing gone wrong."""

    @contextmanager
    def opened(forgiven: tuple[str, ...] = (), **settings: object) -> Iterator[Watched]:
        context = browser.new_context(**{"viewport": DESKTOP, **settings})
        context.set_default_timeout(10_000)
        page = context.new_page()
        watched = Watched(page, address)
        if settings.get("java_script_enabled", True):
            context.add_init_script(_WATCH)
        context.on("request", lambda request: watched.requests.append(request.url))
        context.on("requestfinished", lambda request: _weigh(request, watched))
        page.on("pageerror", lambda error: watched.complaints.append(str(error)))
        page.on("console", lambda m: watched.complaints.append(m.text) if m.type in ("error", "warning") else None)
        yield watched
        outside = [url for url in watched.requests if url[:5] != "data:" and not url.startswith(address)]
        assert watched.requests and not outside
        unforgiven = [text for text in watched.complaints if not any(part in text for part in forgiven)]
        assert not unforgiven
        if settings.get("java_script_enabled", True):
            assert not watched.breaches()
        context.close()

    return opened


def _weigh(request: Request, watched: Watched) -> None:
    if request.url.startswith("http"):
        sizes = request.sizes()
        watched.weights[urlsplit(request.url).path] = sizes["responseBodySize"] + sizes["responseHeadersSize"]


Watch = Callable[..., AbstractContextManager[Watched]]


def walk_to_an_actor(watched: Watched) -> None:
    """Home → search → resolution → clause → actor, by clicks alone; what is there is read by those who see it."""
    page = watched.page
    watched.go("/")
    page.locator("main").get_by_role("searchbox").fill("Security Assistance Force")
    page.locator("main").get_by_role("button", name="Search").click()
    page.wait_for_url("**/search?*")
    assert "all necessary measures" in page.locator("main").inner_text()
    page.locator("main").get_by_role("searchbox").fill("S/RES/1386 (2001)")
    page.locator("main").get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/res/1386")
    assert "1386" in page.locator("h1").inner_text()
    page.locator("main a[href='/res/1386/op/3']").first.click()
    page.wait_for_url("**/res/1386/op/3")
    assert "all necessary measures" in page.locator("main").inner_text()
    page.locator("main a[href='/mission/isaf']").first.click()
    page.wait_for_url("**/mission/isaf")
    assert "International Security Assistance Force" in page.locator("h1").inner_text()
    page.locator("nav a[href='/sparql']").click()
    page.wait_for_url("**/sparql")


class TestWalk:
    @with_editor
    def test_from_home_to_an_answer_in_the_editor(self, watch: Watch) -> None:
        with watch() as watched:
            walk_to_an_actor(watched)
            page = watched.page
            page.locator("#editor .yasgui").wait_for()
            assert not page.locator("#query-form").is_visible()
            page.locator("a[href='/sparql?example=most-cited']").click()
            rows = page.locator(".yasr_results tbody tr")
            rows.first.wait_for()
            assert "S/RES/1368(2001)" in rows.all_inner_texts()[0] and rows.count() > 5
            assert page.locator(".tab.active").inner_text().split()[0] == "most-cited"
            assert "unsc:cites" in page.locator("#query").input_value(), "the form keeps the query"
            asked = [url for url in watched.requests if url.endswith("/sparql")]
            assert len(asked) == 2, "the page, and one query"
            rows.first.locator("a.iri").click()  # leads to our page of the thing, not to where its name points
            page.wait_for_url("**/res/1368")
            assert page.url.startswith(watched.address)

    def test_from_home_to_an_answer_without_scripts(self, watch: Watch) -> None:
        with watch(java_script_enabled=False) as watched:
            walk_to_an_actor(watched)
            page = watched.page
            page.locator("a[href='/sparql?example=most-cited']").click()
            page.wait_for_url("**/sparql?example=most-cited")
            assert "unsc:cites" in page.locator("#query").input_value()
            page.get_by_role("button", name="Ask").click()
            page.wait_for_url("**/sparql?query=*")
            assert "S/RES/1368(2001)" in page.locator("main table").inner_text()


@with_editor
class TestEditor:
    def test_where_its_script_fails_the_form_stays(self, watch: Watch) -> None:
        with watch(forgiven=("Failed to load resource",)) as watched:
            page = watched.page
            page.route("**/yasgui.min.js*", lambda route: route.abort())
            watched.go("/sparql?example=most-cited")
            assert not page.locator("#editor").is_visible()
            page.get_by_role("button", name="Ask").click()
            assert "S/RES/1368(2001)" in page.locator("main table").inner_text()

    def test_what_an_older_visit_left_is_no_obstacle(self, watch: Watch) -> None:
        with watch() as watched:
            page = watched.page
            watched.go("/sparql?example=most-cited")
            page.locator(".tab.active").wait_for()
            kept = page.evaluate("Object.keys(localStorage).filter((key) => key.includes('resrdf'))")
            assert kept, "the tabs are kept"
            watched.go("/sparql")
            assert [text.split()[0] for text in page.locator(".tab:has(a)").all_inner_texts()] == ["most-cited"]
            broken = json.dumps(
                {"namespace": "triply", "val": {"tabs": ["x"], "active": "x", "tabConfig": {}}, "exp": 0}
            )
            page.evaluate("([keys, text]) => keys.forEach((key) => localStorage.setItem(key, text))", [kept, broken])
            watched.go("/sparql")
            page.locator("#editor .CodeMirror").wait_for()
            assert page.locator(".tab.active").count() == 1
            assert "unsc:Resolution" in page.locator("#query").input_value()

    def test_a_shared_link_opens_the_query(self, watch: Watch) -> None:
        with watch() as watched:
            page = watched.page
            watched.go("/sparql?example=most-cited")
            page.get_by_role("button", name="Share query").click()
            link = page.locator(".yasqe_sharePopup input").input_value()
            assert link.startswith(watched.address)
            page.evaluate("localStorage.clear()")
            watched.go("/about")
            page.goto(link.replace("example=most-cited", "").replace("endpoint=http", "endpoint=https"))
            page.locator(".tab.active").wait_for()
            assert "unsc:cites" in page.locator("#query").input_value()
            page.get_by_role("button", name="Run query").click()  # asks here, whatever endpoint the link named
            page.locator(".yasr_results tbody tr").first.wait_for()

    def test_a_faulty_query_is_explained(self, watch: Watch) -> None:
        with watch(forgiven=("400 (Bad Request)",)) as watched:
            page = watched.page
            watched.go("/sparql?example=counts")
            page.evaluate("document.querySelector('.CodeMirror').CodeMirror.setValue('SELECT * {\\n ?s ?p nonsense }')")
            page.get_by_role("button", name="Run query").click()
            page.locator(".yasr .reason").wait_for()
            said = page.locator(".yasr .reason").inner_text()
            assert "line 2, column" in said and "{" not in said.split("line 2")[0]

    def test_a_graph_is_shown(self, watch: Watch) -> None:
        with watch() as watched:
            watched.go("/sparql")
            watched.page.locator("a[href='/sparql?example=describe-resolution']").click()
            watched.page.locator(".yasr_results .CodeMirror, .yasr_results table").first.wait_for()
            assert "Security Council resolution 1386" in watched.page.locator(".active .yasr_results").inner_text()

    def test_it_completes_our_terms(self, watch: Watch) -> None:
        with watch() as watched:
            page = watched.page
            watched.go("/sparql")
            page.locator(".CodeMirror").click()
            page.keyboard.press("Control+a")
            page.keyboard.type("SELECT * { ?s a unsc:Reso")
            page.keyboard.press("Control+Space")
            page.locator(".CodeMirror-hints").get_by_text("unsc:Resolution", exact=True).wait_for()
            assert "PREFIX unsc: <https://w3id.org/unsc/ontology#>" in page.evaluate(
                "document.querySelector('.CodeMirror').CodeMirror.getValue()"
            )


class TestKeyboard:
    def test_a_page_is_walked_with_the_keyboard(self, watch: Watch) -> None:
        with watch() as watched:
            page = watched.page
            watched.go("/")
            page.keyboard.press("Tab")
            assert page.locator(":focus").inner_text() == "Skip to the content"
            assert page.locator(":focus").bounding_box()["y"] >= 0, "it is seen once it has the focus"
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.id") == "main"
            seen = []
            for _ in range(12):
                page.keyboard.press("Tab")
                seen.append(page.evaluate("document.activeElement.matches('input[type=search]')"))
                assert outline(page) > 0, page.evaluate("document.activeElement.outerHTML")
                if seen[-1]:
                    break
            assert seen[-1], "the search field is reached"
            page.keyboard.type("terrorism")
            page.keyboard.press("Enter")
            page.wait_for_url("**/search?q=terrorism*")

    @with_editor
    def test_the_editor_is_no_trap(self, watch: Watch) -> None:
        with watch() as watched:
            page = watched.page
            watched.go("/sparql")
            for _ in range(40):
                page.keyboard.press("Tab")
                if page.evaluate("document.activeElement.matches('.yasqe textarea')"):
                    break
            assert page.evaluate("document.activeElement.matches('.yasqe textarea')")
            assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.CodeMirror')).outlineWidth)") > 0
            page.keyboard.press("Control+a")
            page.keyboard.type("SELECT ?s { ?s a unsc:Meeting }")
            page.keyboard.press("Control+Enter")
            page.locator(".yasr_results tbody tr").first.wait_for()
            page.keyboard.press("Tab")
            assert not page.evaluate("document.activeElement.matches('.yasqe textarea')"), "Tab leads out again"


def outline(page: Page) -> float:
    """How thick the mark of the focus is."""
    return float(page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)"))


class TestLook:
    @pytest.mark.parametrize("name", PAGES)
    def test_a_page_is_light_and_still_and_fits_a_phone(self, name: str, watch: Watch) -> None:
        with watch(forgiven=("Failed to load resource",) if name in REFUSED else ()) as watched:
            page = watched.page
            response = watched.go(PAGES[name])
            assert response is not None and response.ok is (name not in REFUSED)
            if EDITOR and "/sparql" in PAGES[name]:
                page.locator("#editor .CodeMirror").wait_for()
            page.wait_for_timeout(100)
            assert page.evaluate("window.shift") < 0.01
            heaviest = 450_000 if "/sparql" in PAGES[name] else 130_000
            assert sum(watched.weights.values()) < heaviest, watched.weights
            page.set_viewport_size(PHONE)
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]

    @with_axe
    @pytest.mark.parametrize("name", PAGES)
    def test_axe_finds_nothing(self, name: str, watch: Watch) -> None:
        with watch(forgiven=("Failed to load resource",) if name in REFUSED else ()) as watched:
            watched.go(PAGES[name])
            if EDITOR and "/sparql" in PAGES[name]:
                watched.page.locator("#editor .CodeMirror").wait_for()
            assert axe_in_four(watched.page) == []

    @with_axe
    @with_editor
    @pytest.mark.parametrize("example", ["most-cited", "describe-resolution"])
    def test_axe_finds_nothing_in_an_answer_of_the_editor(self, example: str, watch: Watch) -> None:
        with watch() as watched:
            watched.go("/sparql")
            watched.page.locator(f"a[href='/sparql?example={example}']").click()
            watched.page.locator(".yasr_results .CodeMirror, .yasr_results tbody tr").first.wait_for()
            assert axe_in_four(watched.page) == []


@with_axe
@with_editor
def test_axe_finds_nothing_in_the_settings(watch: Watch) -> None:
    with watch() as watched:
        watched.go("/sparql")
        watched.page.get_by_role("button", name="Open settings").click()
        watched.page.get_by_label("Header Arguments, value").wait_for()
        assert axe_in_four(watched.page) == []


def axe_in_four(page: Page) -> list[str]:
    """Run axe-core in light and dark, on a desktop and a phone; the violations, in words."""
    page.evaluate(AXE.read_text("utf-8"))  # evaluated by the driver, so that the page's own policy stays as it is
    found = []
    for viewport in (DESKTOP, PHONE):
        page.set_viewport_size(viewport)
        for scheme in LIGHT_DARK:
            page.emulate_media(color_scheme=scheme)
            rules = "" if scheme == "light" else ", runOnly: ['color-contrast']"  # all that a scheme can change
            report = page.evaluate(f"axe.run({{ resultTypes: ['violations']{rules} }})")
            found += [
                f"{scheme} {viewport['width']}: {rule['id']} {node['target']} {node['failureSummary']}"
                for rule in report["violations"]
                for node in rule["nodes"]
            ]
    return found


def test_every_browser_asset_is_ours() -> None:
    """Pages name no other host in what a browser loads by itself."""
    for path in (ROOT / "resrdf" / "serve").rglob("*"):
        if path.suffix in (".html", ".css", ".js") and path.parent.name != "yasgui":
            text = path.read_text("utf-8")
            assert "@import" not in text and "url(http" not in text and 'src="http' not in text, Path(path).name
