"""Readers: any source in, a frozen Document out. The format is recognised from the content."""

from __future__ import annotations

import re
import sys
from types import ModuleType
from typing import Literal

from resrdf.document import Document
from resrdf.errors import ReadError

# the columns that name a resolution; a table without them is none of ours, and csv need not be loaded to say so
_TABLE = re.compile(rb"\A[^\n]*\b(?:symbol|res\\?_no)\b[^\n]*[,;\t]|\A[^\n]*[,;\t][^\n]*\b(?:symbol|res\\?_no)\b", re.I)

_MARKUP = re.compile(rb"<(?:\?xml|[A-Za-z])")
_TURTLE = re.compile(rb"(?:\xef\xbb\xbf)?\s*@(?:prefix|base)\b", re.I)

Format = Literal["text", "akn", "pdf", "csv"]


def detect_format(data: bytes) -> Format:
    """Say what a source is, by its first bytes.

    >>> detect_format(b"%PDF-1.7"), detect_format(b"<akomaNtoso>"), detect_format(b"Resolution 242 (1967)")
    ('pdf', 'akn', 'text')
    >>> detect_format(b"res_no,symbol,date,text\\n242,S/RES/242 (1967),1967-11-22,")
    'csv'
    """
    start = data[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):  # UTF-16
        start = start.decode("utf-16", errors="replace").encode()
    start = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return "pdf"
    if _MARKUP.match(start) or (start.startswith(b"<") and b"akomaNtoso" in start):
        return "akn"  # whose reader says what other XML is
    return "csv" if _is_table(start) else "text"


def _is_table(start: bytes) -> bool:
    if not _TABLE.search(start):
        return False
    from resrdf.read.rows import find_header

    return find_header(start) is not None


def read(data: bytes, name: str, *, format: Format | None = None) -> Document:
    """Read one document from the bytes of a file; ``name`` is the file's name. Raises ReadError."""
    match format or detect_format(data):
        case "akn":
            from resrdf.read.akn import read_akn

            return read_akn(data, name)
        case "pdf":
            from resrdf.read.pdf import read_pdf

            return read_pdf(data, name)
        case "text":
            if _TURTLE.match(data):
                words = (
                    "this is RDF, not a resolution; try validate or query (they know RDF by its ending, such as .ttl)"
                )
                raise ReadError(name, words)
            from resrdf.read.text import read_text

            return read_text(data, name)
        case "csv":
            from resrdf.read.table import read_table_row

            return read_table_row(data, name)
    raise ReadError(name, f"no reader for the format {format!r}")


class _Package(ModuleType):
    """Makes the package itself callable, so that ``from resrdf import read`` is this function whatever was imported."""

    def __call__(self, data: bytes, name: str, *, format: Format | None = None) -> Document:
        """Read one document; the same as :func:`read`."""
        return read(data, name, format=format)


sys.modules[__name__].__class__ = _Package
