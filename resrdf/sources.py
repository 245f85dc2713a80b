"""Where the texts come from: files, folders, zip archives, rows of tables and standard input.

Each is named, and read only when needed.
"""

from __future__ import annotations

import os
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from resrdf.errors import ReadError, ResrdfError, SymbolError
from resrdf.read import Format, detect_format
from resrdf.symbol import Symbol
from resrdf.tables import NO_TABLE, TableRow, find_table, hold_table

SUFFIXES = frozenset((".txt", ".text", ".xml", ".akn", ".pdf"))
TABLES = (".csv", ".csv.gz")  # taken where their header is that of a table of resolutions
_LARGEST = 64 * 1024 * 1024  # bytes of one text; the longest resolution has half a megabyte
_AKN_SYMBOL = re.compile(rb"<docNumber[^<>]*>\s*(?:<[^<>]+>\s*)*([^<>]+)<")
_AKN_WINDOW = 1024  # the element stands in far less
_HEAD_BYTES = 8192
_LOOKED_FOR = ", ".join(sorted(SUFFIXES)) + "; a .csv with the columns of a table of resolutions"


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One text to be read: a file, a member of a zip archive, a row of a table, or bytes in hand (standard input)."""

    path: str
    member: str | None = None
    data: bytes | None = None
    row: TableRow | None = None

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return _printable(Path(self.member or self.path).name)

    def __str__(self) -> str:
        place = f"{self.path}!{self.member}" if self.member else self.path
        return _printable(f"{place}:{self.row.row.line}" if self.row else place)

    def read(self) -> bytes:
        """Its bytes; raises ReadError where they cannot be had."""
        if self.data is not None:
            return self.data
        try:
            if self.row is not None:
                return self.row.read(str(self))
            if self.member is None:
                path = Path(self.path)
                if path.stat().st_size > _LARGEST:
                    raise ReadError(str(self), f"larger than {_LARGEST // 2**20} MiB: not one resolution")
                return path.read_bytes()
            archive = _open_archive(self.path, Path(self.path).stat().st_mtime_ns, os.getpid())
            if archive.getinfo(self.member).file_size > _LARGEST:
                raise ReadError(str(self), f"larger than {_LARGEST // 2**20} MiB: not one resolution")
            return archive.read(self.member)
        except (OSError, EOFError, zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, ValueError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise ReadError(str(self), f"cannot be read: {reason}") from None


def _printable(name: str) -> str:
    """A file's name may hold bytes that are no character; they can be neither printed nor put into a graph."""
    return name.encode("utf-8", "replace").decode()


@lru_cache(maxsize=4)
def _open_archive(path: str, changed: int, process: int) -> zipfile.ZipFile:
    """Keep an archive open while its members are read; each process has a place in the file of its own."""
    return zipfile.ZipFile(path)


def find_sources(paths: Iterable[Path]) -> Iterator[SourceFile]:
    """Yield the texts that paths stand for: a file itself, a folder's and a zip's texts by their endings, in order.

    Raises ResrdfError for a path that does not exist and for a folder or archive without any text.
    """
    for path in paths:
        if path.is_dir():
            found = False
            for file in sorted(path.rglob("*")):
                if _is_text(file, path):
                    yield SourceFile(str(file))
                    found = True
                elif (
                    _is_visible(file, path)
                    and file.name.lower().endswith(TABLES)
                    and (table := find_table(file, named=False))
                ):
                    yield from (SourceFile(str(file), row=row) for row in table.rows())
                    found = True
            if not found:
                raise ResrdfError(f"{path}: no text in this folder (looked for {_LOOKED_FOR})")
        elif not path.exists():
            raise ResrdfError(f"{path}: no such file or folder")
        elif path.suffix.lower() == ".zip" or zipfile.is_zipfile(path):
            yield from _members(path)
        else:
            yield from _of_file(path)


def hold_input(data: bytes) -> list[SourceFile]:
    """The text, or the rows of the table, that came by standard input."""
    table = hold_table(data, "stdin")
    return [SourceFile("stdin", row=row) for row in table.rows()] if table else [SourceFile("stdin", data=data)]


def _of_file(path: Path) -> Iterator[SourceFile]:
    """A file itself, or the rows of a table."""
    if not path.is_file():  # a pipe is read once
        yield from (replace(source, path=str(path)) for source in hold_input(path.read_bytes()))
        return
    table = find_table(path)
    if table is not None:
        yield from (SourceFile(str(path), row=row) for row in table.rows())
    elif path.name.lower().endswith(TABLES):
        raise ResrdfError(str(ReadError(str(path), NO_TABLE)))
    else:
        yield SourceFile(str(path))


def _is_text(path: Path, folder: Path) -> bool:
    """A file below a folder that may be a text: not a hidden one, nor the report of a dataset that was built there."""
    if path.suffix.lower() not in SUFFIXES or not _is_visible(path, folder):
        return False
    return not (path.name == "report.txt" and (path.parent / "resrdf.nq.gz").exists())


def _is_visible(path: Path, folder: Path) -> bool:
    return not any(part.startswith(".") for part in path.relative_to(folder).parts) and path.is_file()


def _members(path: Path) -> Iterator[SourceFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = sorted(i.filename for i in archive.infolist() if not i.is_dir())
    except (OSError, zipfile.BadZipFile) as error:
        raise ResrdfError(f"{path}: this zip archive cannot be opened ({error})") from None
    found = False
    for name in (name for name in names if not name.startswith("__MACOSX/")):
        if Path(name).suffix.lower() in SUFFIXES:
            yield SourceFile(str(path), name)
            found = True
        elif name.lower().endswith(TABLES) and (table := find_table(path, name, named=False)):
            yield from (SourceFile(str(path), name, row=row) for row in table.rows())
            found = True
    if not found:
        raise ResrdfError(f"{path}: no text in this archive (looked for {_LOOKED_FOR})")


def find_symbol(source: SourceFile, fmt: Format | None = None) -> Symbol:
    """The symbol of a text, if possible without reading the whole of it; raises ResrdfError where there is none."""
    from resrdf.read import read

    if source.row is not None and source.row.row.symbol:
        try:
            return Symbol.from_text(source.row.row.symbol)
        except SymbolError:
            pass
    data = source.read()
    fmt = fmt or detect_format(data)
    symbol = _symbol_of_akn(data) if fmt == "akn" else _symbol_of_text(data, source.name) if fmt == "text" else None
    return symbol or read(data, source.name, format=fmt).symbol


def _symbol_of_akn(data: bytes) -> Symbol | None:
    start = data.find(b"<docNumber")
    match = _AKN_SYMBOL.match(data[start : start + _AKN_WINDOW]) if start >= 0 else None
    try:
        return Symbol.from_text(match[1].decode("utf-8", "replace").strip().rstrip("*")) if match else None
    except SymbolError:
        return None


def _symbol_of_text(data: bytes, name: str) -> Symbol | None:
    """Read the head only, as the reader of texts does."""
    from resrdf.read.decode import decode_text
    from resrdf.read.head import find_title, read_head
    from resrdf.read.lines import part_furniture, split_lines

    start = data[:_HEAD_BYTES]
    if len(data) > _HEAD_BYTES and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: start.rfind(b"\n") + 1] or start
    try:
        lines = split_lines(decode_text(start, name))
        title = find_title(lines)
        body, _ = part_furniture(lines, title.number if title else None)
        return read_head(body, find_title(body), name).symbol
    except ReadError:
        return None


def group_by_symbol(sources: Iterable[SourceFile], fmt: Format | None = None) -> list[tuple[SourceFile, ...]]:
    """Put the texts of one symbol together, in the order of their first; one that cannot be named stays alone."""
    groups: dict[str, list[SourceFile]] = {}
    for source in sources:
        try:
            key = find_symbol(source, fmt).path
        except Exception:  # whatever is wrong with a text is said when it is read, and stops no other
            key = f"?{source}"
        groups.setdefault(key, []).append(source)
    return [tuple(group) for group in groups.values()]
