"""IRIs as addresses a browser can follow: things of the data and of our vocabularies here, everything else elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from resrdf.sparql import BASE, PREFIXES

_WEB = re.compile(r"https?://[^\s<>\"]+")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """Text, and where it leads; no href where it leads nowhere."""

    text: str
    href: str = ""
    local: bool = True
    language: str = ""
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Several links in one place."""

    many: tuple[Link, ...]
    quote: bool = False


@dataclass(frozen=True, slots=True)
class Work:
    """One line of a list of resolutions."""

    link: Link
    date: str = ""
    first: str = ""
    what: str = ""


@dataclass(frozen=True, slots=True)
class Pages:
    """Where a list goes on: addresses before and after, their words, and what is said between."""

    name: str = "Pages"
    previous: str = ""
    before: str = "previous"
    next: str = ""
    after: str = "next"
    said: str = ""


NO_PAGES = Pages()


def path_of(iri: str, base: str) -> str | None:
    """The local path of an IRI; None for what is not served here.

    >>> path_of("https://w3id.org/unsc/res/1386/op/3", "https://w3id.org/unsc/")
    'res/1386/op/3'
    >>> path_of("https://w3id.org/unsc/vocab/verb/decide", "http://e/"), path_of("http://schema.org/x", "http://e/")
    ('vocab/verb/decide', None)
    """
    for start in (base, BASE):
        if iri.startswith(start) and len(iri) > len(start):
            return iri[len(start) :]
    return None


def to_link(iri: str, base: str, text: str = "") -> Link:
    """Make a link of an IRI; one of ours leads to its page here."""
    if (path := path_of(iri, base)) is not None:
        return Link(text or words_of(path), "/" + quote(path, safe="/#"))
    if _WEB.fullmatch(iri):
        return Link(text or shorten(iri), iri, local=False)
    return Link(text or iri)


def shorten(iri: str) -> str:
    """Write an IRI with a well-known prefix where there is one.

    >>> shorten("http://www.w3.org/2004/02/skos/core#prefLabel")
    'skos:prefLabel'
    """
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and "/" not in iri[len(start) :]:
            return f"{prefix}:{iri[len(start) :]}"
    return iri


def words_of(path: str) -> str:
    """Write the path of a thing as words, for want of a label.

    >>> words_of("res/1386/op/3/a"), words_of("actor/the-parties"), words_of("doc/S-1997-686")
    ('1386, paragraph 3 (a)', 'the parties', 'S-1997-686')
    """
    if path.endswith("/mandate"):
        return f"mandate of {words_of(path.removesuffix('/mandate'))}"
    if match := re.fullmatch(r"(?:res|draft|prst)/([^/]+)/(.+)", path):
        return f"{match[1]}, {place_of(match[2])}"
    if match := re.fullmatch(r"(res|meeting)/(\d+)", path):
        return f"{'resolution' if match[1] == 'res' else 'meeting'} {match[2]}"
    local = path.rstrip("/").rpartition("/")[2]
    return local if re.search(r"[A-Z#]", local) else local.replace("-", " ")


def place_of(locator: str) -> str:
    """Write the locator of a clause as a lawyer says it.

    >>> place_of("op/8/a/i"), place_of("pre/4"), place_of("annex/1/op/11")
    ('paragraph 8 (a) (i)', 'preambular paragraph 4', 'annex 1, paragraph 11')
    >>> place_of("part/II/op/1"), place_of("op/10/dash2"), place_of("annex/1")
    ('part II, paragraph 1', 'paragraph 10, second dash', 'annex 1')
    >>> place_of("op/3/a/action/1")
    'paragraph 3 (a), action 1'
    """
    if match := re.fullmatch(r"(.+)/(action|citation|mention|change|task|measure|report)/(\d+)", locator):
        return f"{place_of(match[1])}, {match[2]} {match[3]}"
    said: list[str] = []
    parts = iter(locator.split("/"))
    for part in parts:
        match part:
            case "op" | "pre":
                word = "paragraph" if part == "op" else "preambular paragraph"
                said.append(" ".join([f"{word} {next(parts, '')}", *map(_item, parts)]).replace(" ,", ","))
            case "annex" | "part" | "note":
                said.append(f"{part} {next(parts, '')}")
            case _:
                said.append(part)
    return ", ".join(piece for piece in said if piece)


def _item(part: str) -> str:
    if match := re.fullmatch(r"dash(\d+)", part):
        ordinals = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
        number = int(match[1])
        return f", {ordinals[number - 1]} dash" if 0 < number <= len(ordinals) else f", dash {number}"
    return f"({part})"


def say_date(text: str) -> str:
    """Write a date as the Council does; what is no whole date stays or loses its zeros.

    >>> say_date("2001-12-20"), say_date("2004-05"), say_date("2003"), say_date("")
    ('20 December 2001', 'May 2004', '2003', '')
    """
    if match := re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", text):
        day = f"{int(match[3])} " if match[3] else ""
        return f"{day}{_MONTHS[int(match[2]) - 1]} {match[1]}" if 1 <= int(match[2]) <= 12 else text
    return text


def say_duration(text: str) -> str:
    """Write a duration as words.

    >>> say_duration("P6M"), say_duration("P1Y6M"), say_duration("P30D"), say_duration("P1D"), say_duration("x")
    ('6 months', '1 year 6 months', '30 days', '1 day', 'x')
    """
    match = re.fullmatch(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?", text)
    if match is None or not any(match.groups()):
        return text
    units = zip(match.groups(), ("year", "month", "week", "day"), strict=True)
    return " ".join(f"{n} {unit}{'' if n == '1' else 's'}" for n, unit in units if n)


def symbol_words(symbol: str) -> str:
    """Write a symbol as a lawyer cites it.

    >>> symbol_words("S/RES/1386(2001)"), symbol_words("S/1997/686")
    ('1386 (2001)', 'S/1997/686')
    """
    match = re.fullmatch(r"S/RES/(\d+)\((\d+)\)", symbol)
    return f"{match[1]} ({match[2]})" if match else symbol.removeprefix("S/RES/")


def say_title(title: str) -> str:
    """Take from a catalogue title what it says of the matter.

    >>> say_title("Security Council resolution 1386 (2001) [on authorizing the Force]"), say_title("On boats")
    ('On authorizing the Force', 'On boats')
    """
    inner = title.partition("[")[2].rpartition("]")[0] if title.endswith("]") else title
    return inner[:1].upper() + inner[1:]


def in_small_letters(label: str) -> str:
    """Write a heading of the catalogue that is all in capitals as words; names cannot be told from others in it.

    >>> in_small_letters("LIBYAN ARAB JAMAHIRIYA SITUATION"), in_small_letters("WOMEN AND PEACE"), in_small_letters("SDG 5")
    ('Libyan Arab Jamahiriya Situation', 'Women and Peace', 'SDG 5')
    >>> in_small_letters("The situation in Haiti")
    'The situation in Haiti'
    """
    if not label.isupper() or re.match(r"SDG|UN\b", label):
        return label
    words = re.sub(r"[^\W\d]+", lambda match: match[0].capitalize(), label)
    return re.sub(r"(?<=\s)(?:And|Of|The|In|On|For|To|By|Or)\b", lambda match: match[0].lower(), words)


def label_order(labels: Mapping[str, str], *iris: str) -> list[str]:
    """Sort IRIs by their labels."""
    return sorted(iris, key=lambda iri: (labels.get(iri, iri).casefold(), iri))
