"""Where the rows of a table lie in its file: a CSV of hundreds of megabytes is cut without being held.

A row is known by its place, so that any process can read it alone. What the reader of a row may assume: the header and
one record, with as many fields as the header. A row that is not so is named with its line, and the others go on.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LARGEST_ROW = 64 * 1024 * 1024  # bytes; a row of CR-UNSC with all its texts has a few
csv.field_size_limit(LARGEST_ROW)

KEYS = ("symbol", "res_no")
# names that no other kind of table has together; one of KEYS and two of these make a header
_TELLING = frozenset(
    """res_no symbol date action_note year meeting_no text subjects title other_titles agenda_information draft doc_id
    meeting_record vote_detail vote_summary vote_yes url_record""".split()
)
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a table: where its bytes lie, its line (from 1), its symbol as given; ``fault`` if it is no row."""

    start: int
    length: int
    line: int
    symbol: str | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Header:
    """The first record: its bytes as they stand, the names of the columns in lower case, what parts them."""

    data: bytes
    names: tuple[str, ...]
    delimiter: str


def find_header(start: bytes) -> Header | None:
    """The header of a table of resolutions, or None where these first bytes are something else.

    >>> find_header(b'res_no,symbol,"text"\\n1,S/RES/1 (1946),').names
    ('res_no', 'symbol', 'text')
    >>> find_header(b"Resolution 242 (1967)\\nof 22 November 1967") is None
    True
    """
    line = start[: start.find(b"\n") + 1] or start
    text = line.removeprefix(_BOM).decode("utf-8", "replace")
    for delimiter in (",", ";", "\t"):
        names = tuple(_name(cell) for cell in _parse(text, delimiter))
        if any(key in names for key in KEYS) and len(_TELLING.intersection(names)) >= 3:
            return Header(line, names, delimiter)
    return None


def _parse(text: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        return []


def _name(cell: str) -> str:
    r"""A column's name; the codebook's own table escapes the underscores for its typesetter ("res\_no")."""
    return cell.strip().replace("\\", "").casefold()


class _Lines:
    """The physical lines of a file, one character a byte, with a count of what was taken."""

    def __init__(self, file: BinaryIO, place: int, number: int) -> None:
        self.file, self.place, self.number = file, place, number
        self.first = 0  # the length of the first line since :meth:`mark`
        file.seek(place)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self.file.readline(LARGEST_ROW)
        if not line:
            raise StopIteration
        self.place += len(line)
        self.number += 1
        self.first = self.first or len(line)
        return line.decode("latin-1")

    def mark(self) -> tuple[int, int]:
        """Where the next record begins: its place and its line."""
        self.first = 0
        return self.place, self.number + 1


def find_rows(file: BinaryIO, header: Header) -> Iterator[Row]:
    """Yield the rows of a table in order, holding one at a time; ``file`` can be sought.

    After a record that is none, the next line at which a record of the right width begins is taken for a row.
    """
    lines = _Lines(file, len(header.data), 1)
    records = csv.reader(lines, delimiter=header.delimiter, strict=True)
    lost = False
    while True:
        start, line = lines.mark()
        try:
            cells = next(records)
        except StopIteration:
            return
        except csv.Error as error:
            fault: str | None = f"is no row of a table ({error})"
        else:
            if not cells:
                continue
            width = len(header.names)
            fault = None if len(cells) == width else f"the row has {len(cells)} fields, the header {width}"
        if fault is None:
            lost = False
            yield Row(start, lines.place - start, line, _symbol(dict(zip(header.names, cells, strict=True))))
            continue
        if not lost:
            yield Row(start, lines.place - start, line, fault=fault)
        lost = True
        lines = _Lines(file, start + lines.first, line)
        records = csv.reader(lines, delimiter=header.delimiter, strict=True)


def _symbol(cells: dict[str, str]) -> str | None:
    """The symbol of a row as text; a resolution that has a number only is named by it.

    >>> _symbol({"res_no": "1386", "year": "2001"}), _symbol({"symbol": "S/RES/1386 (2001)"}), _symbol({"res_no": "NA"})
    ('S/RES/1386(2001)', 'S/RES/1386 (2001)', None)
    """
    symbol = cells.get("symbol", "").strip()
    if symbol not in ("", "NA"):
        return symbol
    number, year = cells.get("res_no", "").strip(), cells.get("year", "").strip()
    if not re.fullmatch(r"\d{1,4}", number):
        return None
    return f"S/RES/{number}({year})" if re.fullmatch(r"\d{4}", year) else f"S/RES/{number}"
