"""From bytes to one clean text: the encoding is guessed from the bytes, and each character keeps its place.

What the later stages may assume: a ``str`` in which every blank is a space, a tab or a newline; no byte order mark.
"""

from __future__ import annotations

import codecs

from resrdf.errors import ReadError

# one character for one, so that offsets stay those of the decoded file; control characters have no place in RDF/XML
_BLANKS = (
    *range(9), *range(14, 32), 0x7F, 0xA0, 0x1680, *range(0x2000, 0x200C), 0x200E, 0x200F, 0x202F, 0x205F, 0x3000, 0xFEFF,
)  # fmt: skip
_PLAIN = dict.fromkeys(map(chr, _BLANKS), " ") | {
    "\f": "\n", "\v": "\n", "\r": " ", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
    "\u2010": "-", "\u2011": "-", "\ufffe": "\ufffd", "\uffff": "\ufffd",
}  # fmt: skip
_USUAL = bytes((*b"\t\n", *range(32, 127)))


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
    rare = set(text.encode(errors="ignore").translate(None, _USUAL).decode())
    for odd in rare & _PLAIN.keys():
        text = text.replace(odd, _PLAIN[odd])
    return text


def count_characters(text: str) -> int:
    """Count the characters of a clean text that are not blank.

    >>> count_characters("The Security\\n\\tCouncil,")
    19
    """
    return len(text) - sum([text.count(blank) for blank in " \t\n" if blank in text])
