"""Tables of resolutions on disk: a file, a compressed file or a member of an archive, opened so that rows can be sought.

What is compressed is unpacked once into a temporary file, so that every process reads its rows by their places and
none holds the table; the files are removed when the process that made them ends.
"""

from __future__ import annotations

import atexit
import gzip
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, cast

from resrdf.errors import ReadError, ResrdfError
from resrdf.read.rows import LARGEST_ROW, Header, Row, find_header, find_rows

HEAD = 1 << 16  # bytes in which a header has to stand
LARGEST_TABLE = 4 << 30  # bytes that an archive may unpack to
_STEP = 1 << 20
NO_TABLE = (
    "is no table of resolutions that resrdf knows: its first row has to name the columns symbol (or res_no, year) and "
    "text, and others of CR-UNSC's codebook (docs/tables.md)"
)


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row and the file from which its bytes are taken."""

    file: str
    header: bytes
    row: Row

    def read(self, name: str) -> bytes:
        """The header and the row: a table of one row. Raises ReadError for what is none."""
        if self.row.fault:
            raise ReadError(name, self.row.fault)
        if self.row.length > LARGEST_ROW:
            raise ReadError(name, f"larger than {LARGEST_ROW >> 20} MiB: not one resolution")
        with Path(self.file).open("rb") as file:
            file.seek(self.row.start)
            data = file.read(self.row.length)
        header = self.header if self.header.endswith(b"\n") else self.header + b"\n"
        return header + data


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows can be sought in ``file``."""

    file: Path
    header: Header

    def rows(self) -> Iterator[TableRow]:
        """Its rows in order, read once from beginning to end."""
        with self.file.open("rb") as file:
            for row in find_rows(file, self.header):
                yield TableRow(str(self.file), self.header.data, row)


def find_table(path: Path, member: str | None = None, *, named: bool = True) -> Table | None:
    """The table that a file or a member of an archive is; None for anything else.

    A table without texts raises ResrdfError where the user named it, and is passed over where it lies among others.
    Raises ResrdfError too for one that cannot be unpacked.
    """
    place = f"{path}!{member}" if member else str(path)
    name = (member or path.name).lower()
    with ExitStack() as stack:
        stack.enter_context(_explained(place))
        if member is None:
            stream: IO[bytes] = stack.enter_context(path.open("rb"))
        else:
            stream = stack.enter_context(stack.enter_context(zipfile.ZipFile(path)).open(member))
        if name.endswith(".gz"):
            stream = cast("IO[bytes]", stack.enter_context(gzip.open(stream)))
        start = stream.read(HEAD)
        header = _header_of(start, place, named=named)
        if header is None:
            return None
        if member is None and not name.endswith(".gz"):
            return Table(path, header)
        return Table(_unpack(start, stream, place, name), header)


@contextmanager
def _explained(place: str) -> Iterator[None]:
    """Say in one line what is wrong with a packed file."""
    try:
        yield
    except (EOFError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, gzip.BadGzipFile) as error:
        raise ResrdfError(f"{place}: cannot be unpacked: {error}") from None


def hold_table(data: bytes, place: str) -> Table | None:
    """The table that these bytes are, in a file of its own; None for anything else."""
    header = _header_of(data[:HEAD], place)
    return Table(_unpack(data, BytesIO(), place, place), header) if header else None


def _unpack(start: bytes, stream: IO[bytes], place: str, name: str) -> Path:
    """Write a stream, of which the start was read, into a file of its own."""
    path = _unpacking() / f"{sha256(place.encode()).hexdigest()[:12]}-{Path(name).name}"
    size = 0
    with path.open("wb") as file:
        while start:
            size += file.write(start)
            if size > LARGEST_TABLE:
                path.unlink()
                raise ResrdfError(
                    f"{place}: unpacks to more than {LARGEST_TABLE >> 30} GiB: not a table of resolutions"
                )
            start = stream.read(_STEP)
    return path


def _header_of(start: bytes, place: str, *, named: bool = True) -> Header | None:
    """The header in these first bytes; one without a column of texts is an error if the user named the file."""
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start.decode("utf-16", "replace").encode()
        if find_header(start):
            raise ResrdfError(f"{place}: this table is UTF-16; save it as UTF-8")
    header = find_header(start)
    if header is not None and "text" not in header.names:
        if not named:
            return None
        raise ResrdfError(
            f"{place}:1: the column text is missing: this table has no texts to read (CR-UNSC: take the variant CSV_FULL)"
        )
    return header


@lru_cache(maxsize=1)
def _unpacking() -> Path:
    """The folder for what this process unpacks; it goes with the process."""
    folder = Path(mkdtemp(prefix="resrdf-"))
    atexit.register(_remove, folder, os.getpid())
    return folder


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:  # not when a worker ends
        shutil.rmtree(folder, ignore_errors=True)
