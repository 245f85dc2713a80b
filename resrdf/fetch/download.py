"""One file from the web, whole or not at all: resumed where it broke off, checked, then put in its place.

While it comes it is ``NAME.part``, with what is known of it in ``NAME.part.json``; a part that belongs to another
version of the file is thrown away. When it is whole it takes its name, and ``NAME.fetched.json`` says from where it
came, when, and its SHA-256.
"""

from __future__ import annotations

import errno
import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import httpx

from resrdf.errors import FetchError
from resrdf.fetch.http import Busy, Settings, Visitor
from resrdf.fetch.places import Item, Kind
from resrdf.version import VERSION

_CHUNK = 1 << 16
_PROGRESS = 1 << 20  # bytes after which earlier failures are forgotten
_STARTS: dict[Kind, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",), "zip": (b"PK\x03\x04", b"PK\x05\x06"), "doc": (b"\xd0\xcf\x11\xe0", b"PK\x03\x04"), "json": (b"{", b"["),
}  # fmt: skip
_PAGE = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is here: ``state`` says whether it came now, was here already, or is unchanged where it came from."""

    path: Path
    state: Literal["fetched", "kept", "unchanged"]
    size: int
    sha256: str
    resumed: bool = False


Progress = Callable[[int, int | None], None]  # bytes here, bytes in all where known


def fetch(
    item: Item,
    folder: Path,
    visitor: Visitor,
    *,
    force: bool = False,
    update: bool = False,
    progress: Progress = lambda done, total: None,
    notice: Callable[[str], None] = lambda words: None,
) -> Fetched:
    """Fetch one file into a folder; a file that is here already is kept, unless forced or, with ``update``, changed.

    Raises FetchError; what came of the file until then is kept for the next time.
    """
    path = folder / item.name
    known = _read_json(_sidecar(path))
    here = path.is_file() and known.get("size") == path.stat().st_size and known.get("url") == item.address
    if here and not force and not update:
        return Fetched(path, "kept", path.stat().st_size, str(known.get("sha256", "")))
    if path.exists() and not here and not force:
        raise FetchError(f"{path}: is here, but is not what came from {item.address}; --force replaces it")
    download = _Download(item, path, visitor, known if here and not force else {}, progress)
    failures = 0
    while True:
        before = download.size()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return download.attempt()
        except Busy as fault:
            failures = 1 if download.size() - before >= _PROGRESS else failures + 1
            if failures >= visitor.settings.tries:
                raise FetchError(f"{item.address}: {fault}{download.kept()}") from None
            wait = fault.wait if fault.wait is not None else min(2.0 ** (failures - 1), 30.0)
            notice(f"{item.name}: {fault}; trying again in {wait:.0f} s")
            visitor.sleep(wait)
        except FetchError:
            download.drop_empty()
            raise
        except OSError as error:
            full = error.errno in (errno.ENOSPC, errno.EDQUOT)
            reason = (
                "the disk is full: make room and run the same command again" if full else error.strerror or str(error)
            )
            raise FetchError(f"{path}: {reason}{download.kept()}") from None


def _sidecar(path: Path) -> Path:
    return path.with_name(f"{path.name}.fetched.json")


def _read_json(path: Path) -> dict[str, object]:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write_json(path: Path, values: dict[str, object]) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", "utf-8")
    beside.replace(path)


class _Download:
    """The way of one file, over as many attempts as it takes."""

    def __init__(self, item: Item, path: Path, visitor: Visitor, known: dict[str, object], progress: Progress) -> None:
        self.item, self.path, self.visitor, self.known, self.progress = item, path, visitor, known, progress
        self.part = path.with_name(f"{path.name}.part")
        self.note = path.with_name(f"{path.name}.part.json")
        self.resumed = False

    def size(self) -> int:
        """How much of the file is here."""
        return self.part.stat().st_size if self.part.is_file() else 0

    def kept(self) -> str:
        """What to say of an unfinished file."""
        size = self.size()
        return f"; {size:,} bytes are kept in {self.part}: the same command goes on from there" if size else ""

    def attempt(self) -> Fetched:
        """Ask once, for the rest if a part is here. Raises Busy where another attempt may help."""
        start, headers = self._headers()
        with self.visitor.get(self.item.address, headers) as answer:
            if answer.status_code == 304:
                size = self.path.stat().st_size
                return Fetched(self.path, "unchanged", size, str(self.known.get("sha256", "")))
            if answer.status_code == 416:
                return self._beyond(answer, start)
            start = self._place(answer, start)
            total = self._take_note(answer, start)
            self._receive(answer, start, total)
        return self._finish()

    def _headers(self) -> tuple[int, dict[str, str]]:
        """Where to go on, and how to ask for it; a part whose version is not known is begun anew."""
        note, size = _read_json(self.note), self.size()
        validator = note.get("etag") or note.get("modified")
        if size and validator and note.get("url") == self.item.address:
            return size, {"Range": f"bytes={size}-", "If-Range": str(validator)}
        if self.known.get("etag"):
            return 0, {"If-None-Match": str(self.known["etag"])}
        return 0, {"If-Modified-Since": str(self.known["modified"])} if self.known.get("modified") else {}

    def _beyond(self, answer: httpx.Response, start: int) -> Fetched:
        """The server has nothing after the part: it is whole, or it belongs to something else."""
        match = re.search(r"\*/(\d+)", answer.headers.get("content-range", ""))
        if match and int(match[1]) == start:
            return self._finish()
        self._drop()
        raise Busy("the part that is here does not fit the file; it is fetched anew", 0.0)

    def _place(self, answer: httpx.Response, start: int) -> int:
        """Where the answer begins in the file: 0 for a server that sends all of it, or another version."""
        if answer.status_code == 200:
            return 0
        match = re.match(r"bytes (\d+)-\d*/(?:\d+|\*)", answer.headers.get("content-range", ""))
        before = _read_json(self.note).get("etag")
        if match is None or int(match[1]) != start or (before and answer.headers.get("etag", before) != before):
            self._drop()
            raise Busy("the server sent another part of the file than was asked for; it is fetched anew", 0.0)
        return start

    def _take_note(self, answer: httpx.Response, start: int) -> int | None:
        """Check what the headers say of the file, note its version, and return its whole size where that is known."""
        kind = answer.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind in ("text/html", "application/xhtml+xml"):
            raise FetchError(
                f"{self.item.address}: the server sent a page ({kind}), not {_in_words(self.item.kind)}: "
                "the document may not exist in this language, or the server asks for a person"
            )
        if answer.headers.get("content-encoding", "identity").lower() not in ("identity", ""):
            raise FetchError(
                f"{self.item.address}: the server packs what was asked for as it is; nothing of it is kept"
            )
        length = answer.headers.get("content-length", "")
        total = start + int(length) if length.isdigit() else None
        if total is not None and self.item.size not in (None, total):
            raise FetchError(f"{self.item.address}: has {total:,} bytes, the release says {self.item.size:,}")
        if (total or 0) > self.visitor.settings.largest:
            raise FetchError(f"{self.item.address}: has {total:,} bytes, more than --max-size allows")
        etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        strong = etag if etag and not etag.startswith("W/") else None
        note = {"url": self.item.address, "etag": strong, "modified": modified, "total": total, "weak": etag}
        _write_json(self.note, note)
        return total

    def _receive(self, answer: httpx.Response, start: int, total: int | None) -> None:
        """Write what comes. Raises Busy for a body that ends too early, FetchError for one that is too large."""
        self.resumed = self.resumed or start > 0
        done = start
        with self.part.open("r+b" if start else "wb") as file:
            file.seek(start)
            file.truncate()
            for chunk in answer.iter_raw(_CHUNK):
                if done == 0:
                    self._check_start(chunk)
                done += len(chunk)
                if done > self.visitor.settings.largest:
                    file.truncate(0)
                    raise FetchError(f"{self.item.address}: does not end within --max-size; nothing of it is kept")
                file.write(chunk)
                self.progress(done, total)
        if total is not None and done != total:
            raise Busy(f"only {done:,} of {total:,} bytes came")

    def _check_start(self, chunk: bytes) -> None:
        starts = _STARTS.get(self.item.kind, ())
        wrong = bool(starts) and not any(chunk.lstrip(b"\xef\xbb\xbf \r\n").startswith(start) for start in starts)
        if wrong or (self.item.kind != "any" and _PAGE.match(chunk)):
            raise FetchError(f"{self.item.address}: what the server sent is not {_in_words(self.item.kind)}")

    def _finish(self) -> Fetched:
        """Check the whole file and put it in its place."""
        digest = hashlib.sha256()
        expected = _to_digest(self.item.checksum, self.item.address)
        with self.part.open("rb") as file:
            while chunk := file.read(1 << 20):
                digest.update(chunk)
                if expected:
                    expected[0].update(chunk)
        if expected and expected[0].hexdigest() != expected[1]:
            self._drop()
            raise FetchError(f"{self.item.address}: the checksum is not that of the release; nothing of it is kept")
        note = _read_json(self.note)
        if fault := _fault_of(self.part, self.item.kind, told=note.get("total") is not None):
            self._drop()
            raise Busy(fault)
        size = self.size()
        self.part.replace(self.path)
        self.note.unlink(missing_ok=True)
        _write_json(
            _sidecar(self.path),
            {
                "url": self.item.address, "fetched": datetime.now(UTC).isoformat(timespec="seconds"), "size": size,
                "sha256": digest.hexdigest(), "etag": note.get("etag") or note.get("weak"), "modified": note.get("modified"),
                "checksum": self.item.checksum, "by": f"resrdf {VERSION}",
            },
        )  # fmt: skip
        return Fetched(self.path, "fetched", size, digest.hexdigest(), self.resumed)

    def drop_empty(self) -> None:
        """Leave no part behind of which nothing came."""
        if not self.size():
            self._drop()

    def _drop(self) -> None:
        self.part.unlink(missing_ok=True)
        self.note.unlink(missing_ok=True)


def _to_digest(checksum: str | None, address: str) -> tuple[hashlib._Hash, str] | None:
    """What a checksum such as ``md5:…`` or ``sha256:…`` is made with, and its value."""
    if checksum is None:
        return None
    name, _, value = checksum.partition(":")
    if name not in ("md5", "sha1", "sha256", "sha512") or not re.fullmatch(r"[0-9a-fA-F]{32,128}", value):
        raise FetchError(f"{address}: the release gives a checksum that resrdf does not know: {checksum}")
    return hashlib.new(name, usedforsecurity=False), value.lower()


def _fault_of(path: Path, kind: Kind, *, told: bool) -> str | None:
    """What shows that a file broke off although the server never said how long it is."""
    if kind == "zip":
        try:
            with zipfile.ZipFile(path) as archive:
                return None if archive.infolist() else "the archive is empty"
        except (zipfile.BadZipFile, OSError, ValueError):
            return "the archive broke off before its end"
    if kind == "pdf" and not told:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 4096))
            return None if b"%%EOF" in file.read() else "the PDF broke off before its end"
    return None


def _in_words(kind: Kind) -> str:
    return {"pdf": "a PDF", "doc": "a Word document", "zip": "a zip archive", "csv": "a table", "json": "JSON"}.get(
        kind, "the file"
    )


__all__ = ["Fetched", "Settings", "fetch"]
