"""PDF files: pypdfium2 gives the text of each page, the text reader does the rest. Needs ``resrdf[pdf]``."""

from __future__ import annotations

import hashlib

from resrdf.document import Document
from resrdf.errors import ReadError
from resrdf.read.decode import plain
from resrdf.read.text import read_decoded


def read_pdf(data: bytes, name: str, *, language: str = "en") -> Document:
    """Read one resolution from a PDF with a text layer; raises ReadError for a scan without one or a broken file."""
    try:
        import pypdfium2
    except ImportError:
        raise ReadError(name, 'reading PDF needs an extra: pip install "resrdf[pdf]"') from None
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise ReadError(name, f"this PDF cannot be opened ({error})") from None
    with pdf:
        pages = [page.get_textpage().get_text_bounded() for page in pdf]
    if not any(page.strip() for page in pages):
        raise ReadError(name, "this PDF has no text (a scan?): run text recognition over it first")
    # a line break before the form feed: the last word of a page and the first of the next are two
    text = plain("\n\f\n".join(page.replace("\r\n", "\n").replace("\ufffe", "-") for page in pages))
    return read_decoded(text, name, hashlib.sha256(data).hexdigest(), language=language, media_type="application/pdf")
