"""What a printed label may mean: ``(a)``, ``ii.``, ``3 bis``, ``أ``, ``㈠``, ``–``, read in every script the UN prints.

A label alone is often ambiguous ("i" follows "h" or opens "i, ii, iii"), so every reading is returned and the sequence
in which the label stands decides. A reading carries the Latin part for the IRI: the same clause gets the same IRI in
every language.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_ARABIC = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CYRILLIC = "абвгдежзиклмнопрстуфхцчшщэюя"
_LOOKALIKE = str.maketrans("асеорхіјуАВСЕНІЈКМОРТХ", "aceopxijyABCEHIJKMOPTX")
_CHINESE = "一二三四五六七八九十"
_ROMAN = re.compile(r"(?=[ivxlc])c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DIGITS = re.compile(r"(\d+)\W*((?:bis|ter|quater|quinquies|sexies|septies|octies|nonies|decies)?)", re.IGNORECASE)
_BULLET = re.compile("[•▪●·*§]")
_QUOTED = re.compile(r"[‘’‛']\s*\d+\s*[‘’‛']")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_UNITS = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One meaning of a label: its series, its place in the series and its part of the locator."""

    series: str
    ordinal: int
    part: str


@lru_cache(maxsize=4096)
def find_readings(label: str) -> tuple[Reading, ...]:
    """Return every meaning of a label, the likeliest first; a label without letters or digits is a dash or bullet.

    >>> [r.part for r in find_readings("(c)")]
    ['c', 'c']
    >>> find_readings("أ)")[0].part, find_readings("㈡")[0].part, find_readings("1 -")[0].part
    ('a', 'ii', '1')
    >>> find_readings("–")[0].series, find_readings("3 bis.")[0].part, find_readings("A.1.a.")[0]
    ('dash', '3bis', Reading(series='path', ordinal=0, part='A-1-a'))
    """
    core = print_label(label)
    if core is None:
        return (Reading("bullet" if _BULLET.search(label) else "dash", 0, "dash"),)
    if core == "o" and label.strip() == "o":
        return (Reading("ring", 0, "dash"),)
    plain = _EDGES.sub("", unicodedata.normalize("NFKC", core).replace("ـ", ""))
    shape = "(" if re.search(r"[(（㈠-㉃]", label) else ")" if re.search(r"[)）]", label) else "."
    if match := _DIGITS.fullmatch(plain):
        number = int(match[1])
        if _QUOTED.search(label) and number < 100:  # Arabic prints ’1‘ for (i)
            return (Reading("roman", number, to_roman(number)),)
        return (Reading("digit" + shape, number, f"{number}{match[2].lower()}"),)
    if match := re.fullmatch(r"(\w) \1", _bare(plain)):  # Arabic doubles its letters after the last: أ أ for aa
        return tuple(Reading(r.series, r.ordinal + 26, to_letter(r.ordinal + 26)) for r in _read_letters(match[1]))
    if len(parts := re.split(r"\W+", plain)) > 1:
        return (Reading("path", 0, "-".join(_safe(p) for p in parts)),)
    return tuple(_read_letters(plain)) or (Reading("other", 0, _safe(plain)),)


def print_label(label: str) -> str | None:
    """Strip brackets and stops from a label as printed; None for a dash or bullet.

    >>> print_label("(a)"), print_label(" 3 bis."), print_label("–")
    ('a', '3 bis', None)
    """
    return " ".join(_EDGES.sub("", label).split()) or None


def _read_letters(text: str) -> list[Reading]:
    """Read letters as a place in an alphabet and as a Roman number."""
    if len(text) == 1 and (place := _CHINESE.find(text) + 1):
        return [Reading("roman", place, to_roman(place))]
    if place := _ARABIC.find(_bare(text)) + 1 if len(_bare(text)) == 1 else 0:
        return [Reading("alpha", place, to_letter(place))]
    found: list[Reading] = []
    latin = text.translate(_LOOKALIKE)
    low, upper = latin.lower(), latin != latin.lower()
    if low.isascii() and low.isalpha():
        if len(set(low)) == 1 and len(low) < 4:
            found.append(Reading("ALPHA" if upper else "alpha", 26 * (len(low) - 1) + ord(low[0]) - 96, latin))
        if _ROMAN.fullmatch(low):
            found.append(Reading("ROMAN" if upper else "roman", from_roman(low), latin))
    if len(text) == 1 and (place := _CYRILLIC.find(text.lower()) + 1):
        found.append(Reading("alpha", place, to_letter(place)))
    if len(found) > 1 and low in ("i", "ii", "iii") and len(low) > 1:
        found.reverse()
    return found


def _bare(text: str) -> str:
    """Take vowel marks and hamza off Arabic letters."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("ى", "ي").replace("ة", "ه")


def _safe(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]+", "", text.translate(_LOOKALIKE)) or "item"


def to_letter(place: int) -> str:
    """Turn a place in the alphabet into a letter; after z comes aa, as the UN counts.

    >>> to_letter(3), to_letter(27)
    ('c', 'aa')
    """
    return chr(97 + (place - 1) % 26) * (1 + (place - 1) // 26)


def to_roman(number: int) -> str:
    """Print a number as lower-case Roman.

    >>> to_roman(14)
    'xiv'
    """
    text = ""
    for value, sign in _UNITS:
        while number >= value:
            text, number = text + sign, number - value
    return text


def from_roman(text: str) -> int:
    """Read a lower-case Roman number; the inverse of :func:`to_roman`.

    >>> from_roman("xiv")
    14
    """
    values = [_ROMAN_VALUES[c] for c in text]
    return sum(-v if v < max(values[i + 1 :], default=0) else v for i, v in enumerate(values))
