"""Where things are published, and under which name they are kept here.

Addresses change: each can be set by an option or the environment, so that a mirror serves as well. How far each could
be verified is said in docs/fetch.md.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal
from urllib.parse import quote, urlencode, urlsplit

from resrdf.errors import FetchError
from resrdf.symbol import Symbol

Kind = Literal["pdf", "doc", "zip", "csv", "json", "any"]
Place = Literal["un-documents", "un-xml", "cr-unsc"]

# the address of each place, and the variable of the environment that overrides it
PLACES: dict[Place, tuple[str, str]] = {
    "un-documents": ("https://documents.un.org", "RESRDF_UN_DOCUMENTS"),
    "un-xml": ("https://github.com/UNxml/SCresolutions", "RESRDF_UN_XML"),
    "cr-unsc": ("https://zenodo.org", "RESRDF_ZENODO"),
}
RECORD = "11212056"  # CR-UNSC of 19 May 2024
FILES = "*_ALL_CSV_FULL*"
LANGUAGES = ("ar", "de", "en", "es", "fr", "ru", "zh")


@dataclass(frozen=True, slots=True)
class Item:
    """One file to fetch: its address, the name it gets here, what it has to be, and what is known of it."""

    address: str
    name: str
    kind: Kind = "any"
    checksum: str | None = None
    size: int | None = None


def base_of(place: Place, given: str | None = None) -> str:
    """The address of a place: as given, else from the environment, else where it is published."""
    default, variable = PLACES[place]
    base = (given or os.environ.get(variable) or default).rstrip("/")
    parts = urlsplit(base)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise FetchError(f"{base}: the address of a place begins with http:// or https://")
    if parts.username or parts.password:
        raise FetchError(f"{parts.hostname}: leave name and password out of the address; none is needed")
    return base


def make_item(
    what: str, *, language: str = "en", kind: Kind = "pdf", base: str | None = None, ref: str = "HEAD"
) -> Item:
    """The UN's XML archive (``un-xml``), or the document with a symbol. Raises SymbolError for what is neither.

    >>> make_item("S/RES/2758 (2024)").name, make_item("S/PRST/2024/1", language="fr").name
    ('S_RES_2758_2024_en.pdf', 'S_PRST_2024_1_fr.pdf')
    >>> make_item("S/RES/2758 (2024)").address
    'https://documents.un.org/api/symbol/access?s=S%2FRES%2F2758%282024%29&l=en&t=pdf'
    """
    if what == "un-xml":
        return Item(f"{base_of('un-xml', base)}/archive/{quote(ref)}.zip", "un-xml.zip", "zip")
    symbol = Symbol.from_text(what)
    query = urlencode({"s": symbol.canonical, "l": language, "t": kind})
    stem = re.sub(r"[^A-Za-z0-9]+", "_", symbol.canonical).strip("_")
    return Item(f"{base_of('un-documents', base)}/api/symbol/access?{query}", f"{stem}_{language}.{kind}", kind)


def record_item(record: str, base: str | None = None) -> Item:
    """The description of a release, which lists its files with their sizes and checksums."""
    if not re.fullmatch(r"\d{1,12}", record):
        raise FetchError(f"{record}: a Zenodo record is a number such as {RECORD}")
    return Item(f"{base_of('cr-unsc', base)}/api/records/{record}", f"zenodo-{record}.json", "json")


def find_release(description: object, pattern: str = FILES, *, base: str) -> list[Item]:
    """The files of a release whose names match; raises FetchError where the description is of another form or none match.

    >>> described = {"files": [{"key": "A_ALL_CSV_FULL.zip", "size": 3, "checksum": "md5:" + "0" * 32, "links": {}}]}
    >>> find_release({"id": 7, **described}, base="https://zenodo.org")[0].address
    'https://zenodo.org/api/records/7/files/A_ALL_CSV_FULL.zip/content'
    """
    files = description.get("files") if isinstance(description, Mapping) else None
    if not isinstance(description, Mapping) or not isinstance(files, list):
        raise FetchError("the release is described in a form that resrdf does not know (no list of files)")
    items = [_item_of(file, str(description.get("id", "")), base) for file in files if isinstance(file, Mapping)]
    found = [item for item in items if item is not None and fnmatchcase(item.name.casefold(), pattern.casefold())]
    if not found:
        names = ", ".join(sorted(item.name for item in items if item is not None)) or "none"
        raise FetchError(f"no file of the release is named like {pattern}; it has {names}")
    return found


def _item_of(file: Mapping[str, object], record: str, base: str) -> Item | None:
    name, size, links = str(file.get("key") or ""), file.get("size"), file.get("links")
    if not re.fullmatch(r"[\w][\w .()+-]*", name):  # the name becomes that of a file here
        return None
    address = links.get("self") if isinstance(links, Mapping) else None
    if not isinstance(address, str) or not address.startswith(("http://", "https://")):
        address = f"{base}/api/records/{record}/files/{quote(name)}/content"
    kind: Kind = "zip" if name.lower().endswith(".zip") else "csv" if name.lower().endswith(".csv") else "any"
    checksum = str(file.get("checksum") or "") or None
    return Item(address, name, kind, checksum, size if isinstance(size, int) else None)
