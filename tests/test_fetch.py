"""``resrdf fetch`` against a local server that behaves like those of the world: busy, moved, broken off, lying, endless."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from pages import page, run

from resrdf.cli.fetch import fetch as command
from resrdf.errors import FetchError, ResrdfError, SymbolError
from resrdf.fetch.download import Fetched, fetch
from resrdf.fetch.http import Settings, Visitor, open_client
from resrdf.fetch.places import PLACES, Item, find_release
from resrdf.version import VERSION

PDF = b"%PDF-1.4\n" + bytes(range(256)) * 1200 + b"\n%%EOF\n"
Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Does what the answer of its path says."""

    protocol_version = "HTTP/1.1"
    server: World

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        self.server.seen.append((self.path, dict(self.headers.items()), time.monotonic()))
        queue = self.server.answers.get(path, [status(404)])
        try:
            (queue.pop(0) if len(queue) > 1 else queue[0])(self)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        pass


class World(ThreadingHTTPServer):
    """Answers by path; the last of several is given again and again."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: dict[str, list[Answer]] = {}
        self.seen: list[tuple[str, dict[str, str], float]] = []

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def headers(self, path: str) -> list[dict[str, str]]:
        return [headers for seen, headers, _ in self.seen if seen.partition("?")[0] == path]


@pytest.fixture
def world() -> Iterator[World]:
    server = World()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()


def status(code: int, body: bytes = b"", **headers: str) -> Answer:
    def answer(handler: Handler) -> None:
        handler.send_response(code)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def whole(body: bytes, etag: str | None = '"one"', kind: str = "application/pdf", ranges: bool = True) -> Answer:
    """A server of files: ranges, If-Range, If-None-Match."""

    def answer(handler: Handler) -> None:
        asked = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range", ""))
        fits = handler.headers.get("If-Range") == etag
        if etag and handler.headers.get("If-None-Match") == etag:
            status(304, ETag=etag)(handler)
            return
        start = int(asked[1]) if asked and fits and ranges else 0
        if start >= len(body) > 0:
            status(416, Content_Range=f"bytes */{len(body)}")(handler)
            return
        more = {"Content_Range": f"bytes {start}-{len(body) - 1}/{len(body)}"} if start else {}
        tags = {"ETag": etag} if etag else {}
        status(206 if start else 200, body[start:], Content_Type=kind, **tags, **more)(handler)

    return answer


def cut(body: bytes, after: int, etag: str = '"one"') -> Answer:
    """Promises everything and breaks off."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/pdf")
        handler.send_header("Content-Length", str(len(body)))
        handler.send_header("ETag", etag)
        handler.end_headers()
        handler.wfile.write(body[:after])
        handler.wfile.flush()
        handler.close_connection = True

    return answer


def chunked(pieces: Iterator[bytes], kind: str = "application/zip") -> Answer:
    """Never says how long it is; the connection's end is the body's."""

    def answer(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", kind)
        handler.send_header("Connection", "close")
        handler.end_headers()
        for piece in pieces:
            handler.wfile.write(piece)
        handler.close_connection = True

    return answer


@dataclass
class Run:
    """Fetches a file as the command does, without waiting."""

    world: World
    folder: Path
    waits: list[float] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)

    def __call__(self, path: str = "/a.pdf", kind: str = "pdf", **options: object) -> Fetched:
        settings = Settings(pause=0, timeout=1, tries=3, **options.pop("settings", {}))  # type: ignore[arg-type]
        known = {key: options.pop(key) for key in ("checksum", "size") if key in options}
        item = Item(self.world.base + path, path.rsplit("/", 1)[1], kind, **known)  # type: ignore[arg-type]
        with open_client(settings) as client:
            visitor = Visitor(settings, client, sleep=self.waits.append)
            return fetch(item, self.folder, visitor, notice=self.notices.append, **options)  # type: ignore[arg-type]

    def names(self) -> list[str]:
        return sorted(p.name for p in self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def get(world: World, tmp_path: Path) -> Run:
    return Run(world, tmp_path / "in" / "here")


# ---------------------------------------------------------------------------------------------- one file
def test_a_file_comes_whole_and_says_from_where(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [whole(PDF)]
    fetched = get()
    assert fetched.path.read_bytes() == PDF and fetched.state == "fetched"
    assert get.names() == ["a.pdf", "a.pdf.fetched.json"]
    note = json.loads((get.folder / "a.pdf.fetched.json").read_text())
    assert (note["url"], note["etag"], note["size"]) == (f"{world.base}/a.pdf", '"one"', len(PDF))
    assert note["sha256"] == hashlib.sha256(PDF).hexdigest() and note["fetched"].endswith("+00:00")
    (headers,) = world.headers("/a.pdf")
    assert headers["User-Agent"] == f"resrdf/{VERSION} (+https://w3id.org/unsc)"
    assert headers["Accept-Encoding"] == "identity"


def test_what_is_here_is_kept_and_asked_for_only_on_demand(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [whole(PDF)]
    get()
    assert get().state == "kept" and len(world.seen) == 1
    assert get(update=True).state == "unchanged" and world.headers("/a.pdf")[1]["If-None-Match"] == '"one"'
    world.answers["/a.pdf"] = [whole(PDF * 2, '"two"')]
    assert get(update=True).size == len(PDF) * 2
    assert get(force=True).state == "fetched"


def test_a_file_of_the_user_is_not_overwritten(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [whole(PDF)]
    get.folder.mkdir(parents=True)
    (get.folder / "a.pdf").write_text("mine")
    with pytest.raises(FetchError, match=r"is here, but is not what came from .*--force replaces it"):
        get()
    assert (get.folder / "a.pdf").read_text() == "mine" and not world.seen
    assert get(force=True).size == len(PDF)


# ---------------------------------------------------------------------------------------------- broken off, gone on
def test_a_body_that_breaks_off_is_gone_on_with(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [cut(PDF, 100_000), whole(PDF)]
    fetched = get()
    assert fetched.path.read_bytes() == PDF and fetched.resumed
    asked = world.headers("/a.pdf")[1]
    start = int(re.fullmatch(r"bytes=(\d+)-", asked["Range"])[1])  # type: ignore[index]
    assert 0 < start <= 100_000 and asked["If-Range"] == '"one"'
    assert get.waits == [1.0] and "trying again in 1 s" in get.notices[0]


def test_the_part_is_kept_for_the_next_run(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [cut(PDF, 90_000)]
    with pytest.raises(FetchError, match=r"bytes are kept in .*a\.pdf\.part: the same command goes on from there"):
        get()
    assert get.names() == ["a.pdf.part", "a.pdf.part.json"]
    world.answers["/a.pdf"] = [whole(PDF)]
    assert get().path.read_bytes() == PDF
    assert get.names() == ["a.pdf", "a.pdf.fetched.json"]


@pytest.mark.parametrize(
    "after",
    [
        whole(PDF, ranges=False),  # a server that sends all of it whatever is asked
        whole(PDF, '"two"'),  # another version: If-Range gives all of it
        whole(PDF, None),
    ],
)
def test_a_server_that_sends_everything_again_is_understood(world: World, get: Run, after: Answer) -> None:
    other = b"%PDF-1.4 of yesterday" + bytes(200_000)
    world.answers["/a.pdf"] = [cut(other, 100_000), after]
    fetched = get()
    assert fetched.path.read_bytes() == PDF


def test_parts_of_two_versions_are_never_joined(world: World, get: Run) -> None:
    """A server that heeds Range but not If-Range sends the rest of another version."""

    def careless(handler: Handler) -> None:
        start = int(re.findall(r"\d+", handler.headers.get("Range", "0"))[0])
        more = {"Content_Range": f"bytes {start}-{len(PDF) - 1}/{len(PDF)}"} if start else {}
        status(206 if start else 200, PDF[start:], Content_Type="application/pdf", ETag='"two"', **more)(handler)

    world.answers["/a.pdf"] = [cut(b"%PDF-1.4 old" + bytes(200_000), 100_000), careless]
    assert get().path.read_bytes() == PDF


def test_a_part_that_is_already_whole_is_put_in_place(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [cut(PDF, 100_000)]
    with pytest.raises(FetchError):
        get()
    (get.folder / "a.pdf.part").write_bytes(PDF)
    world.answers["/a.pdf"] = [whole(PDF)]
    assert get().path.read_bytes() == PDF
    get.folder.joinpath("b.pdf.part").write_bytes(PDF + b"more")
    note = {"url": f"{world.base}/b.pdf", "etag": '"one"'}
    get.folder.joinpath("b.pdf.part.json").write_text(json.dumps(note))
    world.answers["/b.pdf"] = [whole(PDF)]
    assert get("/b.pdf").path.read_bytes() == PDF


def test_a_part_of_unknown_version_is_begun_anew(world: World, get: Run) -> None:
    get.folder.mkdir(parents=True)
    (get.folder / "a.pdf.part").write_bytes(b"%PDF what is this")
    world.answers["/a.pdf"] = [whole(PDF)]
    assert get().path.read_bytes() == PDF
    assert "Range" not in world.headers("/a.pdf")[0]


def test_an_archive_of_unknown_length_that_breaks_off_is_noticed(world: World, get: Run) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", page() * 100)
    data = held.getvalue()
    world.answers["/a.zip"] = [chunked(iter([data[:-30]])), chunked(iter([data]))]
    assert get("/a.zip", "zip").path.read_bytes() == data
    assert "broke off before its end" in get.notices[0]


# ---------------------------------------------------------------------------------------------- busy, moved, wrong
def test_a_busy_server_is_waited_for_as_it_asks(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [status(429, Retry_After="7"), status(503), whole(PDF)]
    assert get().size == len(PDF)
    assert get.waits == [7.0, 2.0]
    world.answers["/b.pdf"] = [status(429, Retry_After="86400")]
    with pytest.raises(FetchError, match="asks to wait 86400 s: run the same command again after that"):
        get("/b.pdf")


def test_patience_ends(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [status(503)]
    with pytest.raises(FetchError, match="503 Service Unavailable"):
        get()
    assert len(world.seen) == 3 and get.names() == []


@pytest.mark.parametrize(
    ("code", "hint"), [(404, "look at the spelling"), (410, "gone"), (403, "mirror"), (400, "400")]
)
def test_what_will_not_pass_is_not_tried_again(world: World, get: Run, code: int, hint: str) -> None:
    world.answers["/a.pdf"] = [status(code)]
    with pytest.raises(FetchError, match=hint):
        get()
    assert len(world.seen) == 1


def test_redirects_are_followed_within_reason(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [status(302, Location="/b.pdf")]
    world.answers["/b.pdf"] = [status(308, Location=f"{world.base}/c.pdf")]
    world.answers["/c.pdf"] = [whole(PDF)]
    assert get().path.name == "a.pdf"
    world.answers["/round.pdf"] = [status(302, Location="/round.pdf")]
    with pytest.raises(FetchError, match="redirected more than 8 times"):
        get("/round.pdf")
    for target in ("file:///etc/passwd", "ftp://x/y", ""):
        world.answers["/to.pdf"] = [status(302, Location=target)] if target else [status(302)]
        with pytest.raises(FetchError, match="redirected to no address of the web"):
            get("/to.pdf")


def test_https_is_never_left_for_http() -> None:
    from resrdf.fetch.http import _next_address

    assert _next_address("http://a/x", "https://b/y") == "https://b/y"
    assert _next_address("https://a/x", "/y") == "https://a/y"
    with pytest.raises(FetchError, match="from https to http"):
        _next_address("https://a/x", "http://a/y")


def test_a_page_instead_of_the_file_is_an_error(world: World, get: Run) -> None:
    html = b"<!DOCTYPE html><p>Please wait</p>"
    world.answers["/a.pdf"] = [status(200, html, Content_Type="text/html; charset=utf-8")]
    with pytest.raises(FetchError, match=r"sent a page \(text/html\), not a PDF"):
        get()
    world.answers["/b.pdf"] = [status(200, html, Content_Type="application/pdf")]
    with pytest.raises(FetchError, match="what the server sent is not a PDF"):
        get("/b.pdf")
    world.answers["/c.csv"] = [status(200, b"\n " + html, Content_Type="text/csv")]
    with pytest.raises(FetchError, match="what the server sent is not a table"):
        get("/c.csv", "csv")
    assert get.names() == []


def test_checksums_and_sizes_of_the_release_hold(world: World, get: Run) -> None:
    world.answers["/a.pdf"] = [whole(PDF)]
    with pytest.raises(FetchError, match="the checksum is not that of the release"):
        get(checksum="md5:" + "0" * 32)
    with pytest.raises(FetchError, match="the release says 7"):
        get(size=7)
    assert get.names() == []
    assert get(checksum="sha256:" + hashlib.sha256(PDF).hexdigest(), size=len(PDF)).state == "fetched"
    with pytest.raises(FetchError, match="a checksum that resrdf does not know: crc:1"):
        get(checksum="crc:1", force=True)


def test_an_endless_body_is_ended(world: World, get: Run) -> None:
    def endless() -> Iterator[bytes]:
        yield b"PK\x03\x04"
        while True:
            yield bytes(1 << 16)

    world.answers["/a.zip"] = [chunked(endless())]
    with pytest.raises(FetchError, match="does not end within --max-size"):
        get("/a.zip", "zip", settings={"largest": 1 << 20})
    world.answers["/b.pdf"] = [whole(PDF)]
    with pytest.raises(FetchError, match="more than --max-size allows"):
        get("/b.pdf", settings={"largest": 1000})
    assert get.names() == []


def test_a_silent_server_is_given_up(world: World, get: Run) -> None:
    def silent(handler: Handler) -> None:
        time.sleep(1.5)

    world.answers["/a.pdf"] = [silent, whole(PDF)]
    assert get().size == len(PDF)
    assert "no sign of life for 1 s" in get.notices[0]


def test_a_full_disk_is_said_and_the_part_kept(world: World, get: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import errno

    world.answers["/a.pdf"] = [whole(PDF)]

    def full(done: int, total: int | None) -> None:
        if done > 100_000:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(FetchError, match=r"the disk is full: make room .* bytes are kept in"):
        get(progress=full)
    assert get().resumed


def test_nobody_there(get: Run, tmp_path: Path) -> None:
    get.world.shutdown()
    get.world.server_close()
    with pytest.raises(FetchError, match=r"cannot reach 127\.0\.0\.1:\d+: .*; look at the network and HTTPS_PROXY"):
        get()


def test_there_is_a_pause_between_requests(world: World, tmp_path: Path) -> None:
    world.answers["/a.pdf"] = world.answers["/b.pdf"] = [whole(PDF)]
    settings = Settings(pause=0.3)
    with open_client(settings) as client:
        visitor = Visitor(settings, client)
        for name in ("a.pdf", "b.pdf"):
            fetch(Item(f"{world.base}/{name}", name, "pdf"), tmp_path, visitor)
    (_, _, first), (_, _, second) = world.seen
    assert second - first >= 0.29


# ---------------------------------------------------------------------------------------------- the command
@dataclass(frozen=True)
class Done:
    """What a command said, and the exit code that the command line makes of it."""

    exit_code: int
    output: str


def invoke(*words: str | Path, stdin: str | None = None) -> Done:
    arguments = [*map(str, words), "--pause", "0", "--tries", "2"]
    result = CliRunner().invoke(command, arguments, input=stdin, standalone_mode=False)
    match result.exception:
        case None:
            return Done(result.return_value, result.output)
        case click.UsageError():
            return Done(2, str(result.exception))
        case ResrdfError():
            return Done(1, str(result.exception))
        case _:
            raise result.exception


def test_documents_by_symbol(world: World, tmp_path: Path) -> None:
    world.answers["/api/symbol/access"] = [whole(PDF)]
    words = ("--base-url", world.base, "--lang", "en", "--lang", "fr", "-o", tmp_path)
    result = invoke("S/RES/2758 (2024)", *words)
    assert result.exit_code == 0, result.output
    assert [seen for seen, _, _ in world.seen] == [
        "/api/symbol/access?s=S%2FRES%2F2758%282024%29&l=en&t=pdf",
        "/api/symbol/access?s=S%2FRES%2F2758%282024%29&l=fr&t=pdf",
    ]
    assert {p.name for p in tmp_path.glob("*.pdf")} == {"S_RES_2758_2024_en.pdf", "S_RES_2758_2024_fr.pdf"}


def test_symbols_by_standard_input_and_one_fault_stops_no_other(world: World, tmp_path: Path) -> None:
    world.answers["/api/symbol/access"] = [status(404), whole(PDF)]
    lines = "# two\nS/RES/1 (1946)\nnonsense\n\nS/RES/2 (1946)\n"
    result = invoke("-", "--base-url", world.base, "-o", tmp_path, stdin=lines)
    assert result.exit_code == 1
    assert "404 Not Found" in result.output and "not a Security Council symbol: 'nonsense'" in result.output
    assert {p.name for p in tmp_path.glob("*.pdf")} == {"S_RES_2_1946_en.pdf"}


def released(world: World, data: bytes) -> dict[str, object]:
    name = "CR-UNSC_2024-05-19_ALL_CSV_FULL.zip"
    files = [
        {"key": name, "size": len(data), "checksum": "md5:" + hashlib.md5(data).hexdigest(),
         "links": {"self": f"{world.base}/api/records/11212056/files/{name}/content"}},
        {"key": "CR-UNSC_2024-05-19_ALL_CSV_META.zip", "size": 5, "checksum": "md5:" + "0" * 32, "links": {}},
        {"key": "../evil.zip", "size": 5},
    ]  # fmt: skip
    world.answers["/api/records/11212056"] = [
        whole(json.dumps({"id": 11212056, "files": files}).encode(), kind="application/json")
    ]
    world.answers[f"/api/records/11212056/files/{name}/content"] = [whole(data, kind="application/octet-stream")]
    return {"files": files}


def test_a_release_is_fetched_checked_and_converted(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tables import plain_row, write_table

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("t.csv", write_table([plain_row(9001), plain_row(9002)]))
    released(world, held.getvalue())
    monkeypatch.setenv("RESRDF_ZENODO", world.base + "/")
    plan = invoke("cr-unsc", "--dry-run", "-o", tmp_path)
    assert plan.exit_code == 0 and "ALL_CSV_FULL.zip" in plan.output and "md5:" in plan.output
    assert not list(tmp_path.iterdir()) and "META" not in plan.output
    result = invoke("cr-unsc", "-o", tmp_path)
    assert result.exit_code == 0, result.output
    done = run("convert", tmp_path / "CR-UNSC_2024-05-19_ALL_CSV_FULL.zip", "-o", tmp_path / "all.nq")
    assert done.returncode == 0 and b"2 documents" in done.stderr
    assert invoke("cr-unsc", "--file", "*.pdf", "-o", tmp_path).exit_code == 1


def test_the_archive_of_the_xml(world: World, tmp_path: Path) -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", page())
    world.answers["/archive/HEAD.zip"] = [status(302, Location="/zip")]
    world.answers["/zip"] = [chunked(iter([held.getvalue()]))]
    result = invoke("un-xml", "--base-url", world.base, "-o", tmp_path)
    assert result.exit_code == 0 and (tmp_path / "un-xml.zip").read_bytes() == held.getvalue()


def test_releases_of_another_form_are_said() -> None:
    for described in (None, [], {}, {"files": "x"}):
        with pytest.raises(FetchError, match="a form that resrdf does not know"):
            find_release(described, base="https://zenodo.org")
    with pytest.raises(FetchError, match=r"no file of the release is named like \*\.x; it has a\.zip"):
        find_release({"files": [{"key": "a.zip"}, {"key": "../b.x"}, 7]}, "*.x", base="https://zenodo.org")


@pytest.mark.parametrize(
    "words",
    [
        ("S/RES/1 (1946)", "cr-unsc", "--base-url", "http://x"),
        ("un-xml", "--max-size", "much"),
        ("un-xml", "-o", __file__),
        ("un-xml", "--lang", "xx"),
    ],
)
def test_wrong_usage(words: tuple[str, ...]) -> None:
    assert invoke(*words).exit_code == 2


def test_addresses_are_checked() -> None:
    for base in ("ftp://x", "file:///etc", "x", "http://"):
        result = invoke("un-xml", "--base-url", base)
        assert result.exit_code == 1 and "begins with http:// or https://" in result.output
    result = invoke("un-xml", "--base-url", "https://me:secret@example.org")
    assert "leave name and password out" in result.output and "secret" not in result.output
    with pytest.raises(SymbolError):
        from resrdf.fetch.places import make_item

        make_item("un-pdf")


def test_the_places_are_in_the_docs() -> None:
    text = (Path(__file__).parent.parent / "docs" / "fetch.md").read_text("utf-8")
    for address, variable in PLACES.values():
        assert address in text and variable in text


@pytest.mark.skipif(os.name != "posix", reason="sends a signal")
def test_ctrl_c_keeps_the_part_and_says_how_to_go_on(world: World, tmp_path: Path) -> None:
    sent = threading.Event()

    def slow(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/pdf")
        handler.send_header("Content-Length", str(len(PDF)))
        handler.send_header("ETag", '"one"')
        handler.end_headers()
        handler.wfile.write(PDF[:200_000])
        handler.wfile.flush()
        sent.set()
        time.sleep(20)

    world.answers["/api/symbol/access"] = [slow]
    words = ["fetch", "S/RES/1 (1946)", "--base-url", world.base, "-o", str(tmp_path), "--pause", "0"]
    process = subprocess.Popen([sys.executable, "-m", "resrdf", *words], stderr=subprocess.PIPE, text=True)
    assert sent.wait(20)
    part = tmp_path / "S_RES_1_1946_en.pdf.part"
    until = time.monotonic() + 10
    while not (part.exists() and part.stat().st_size) and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 130 and "the same command goes on from there" in said, said
    world.answers["/api/symbol/access"] = [whole(PDF)]
    result = invoke("S/RES/1 (1946)", "--base-url", world.base, "-o", tmp_path)
    assert "the rest of a part" in result.output
    assert (tmp_path / "S_RES_1_1946_en.pdf").read_bytes() == PDF
