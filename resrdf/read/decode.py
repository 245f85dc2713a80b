"""From bytes to one clean text: the encoding is guessed from the bytes, and each character keeps its place.

What the later stages may assume: a ``str`` in which every blank is a space, a tab or a newline; no byte order mark.
"""

from __future__ import annotations

import codecs
import re

from resrdf.errors import ReadError

# one character for one, so that offsets stay those of the decoded file; control characters have no place in RDF/XML
_PLAIN = str.maketrans(dict.fromkeys(map(chr, (*range(9), *range(14, 32), 127)), " ") | {
    "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u2009": " ", "\u2002": " ", "\u2003": " ", "\u3000": " ",
    "\f": "\n", "\v": "\n", "\r": " ", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
    "\ufeff": " ", "\u200b": " ", "\u200e": " ", "\u200f": " ",
    "\u2010": "-", "\u2011": "-", "\ufffe": "\ufffd", "\uffff": "\ufffd",
})  # fmt: skip


_ODD = re.compile("[" + "".join(re.escape(chr(c)) for c in _PLAIN) + "]")


def decode_text(data: bytes, name: str) -> str:
    """Decode UTF-8 (with or without byte order mark), UTF-16 with one, else Windows-1252; raises ReadError for binary.

    >>> decode_text("Côte\u00a0d’Ivoire".encode("cp1252"), "x.txt")
    'Côte d’Ivoire'
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = data.decode("utf-16", errors="replace")
    else:
        if data[:4096].count(0) > 0:
            raise ReadError(name, "this is not a text (it holds zero bytes)")
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", errors="replace")
    return plain(text)


def plain(text: str) -> str:
    """Make every blank a space, tab or newline, one character for one."""
    if "\r" in text and "\n" not in text:
        text = text.replace("\r", "\n")
    return text.translate(_PLAIN) if _ODD.search(text) else text
