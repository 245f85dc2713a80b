"""Two graphs are the same when their canonical N-Triples are, or, as stores rewrite values, when their values are.

Canonical N-Triples are sorted lines without repetition; blank nodes, which graphs of ours do not have, are named by the
W3C's RDFC-1.0. Stores keep values rather than words: Oxigraph gives every integer type back as xsd:integer, "5.50" as
5.5, P12M as P1Y and @en-GB as @en-gb; so does Virtuoso but for the integers, and in N-Triples it writes a duration as a
number, whole for months and with a point for seconds. (Its Turtle has P42D as P1M11D: only there the value is lost.)
So what was read back is compared by value where its words differ.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pyoxigraph import Literal, Triple

    Value: TypeAlias = tuple[str, ...]

_BLANK = re.compile(rb"^(?:_:|<[^>\n]*> <[^>\n]*> _:)", re.MULTILINE)
_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGERS = frozenset(
    f"{_XSD}{name}"
    for name in (
        "integer nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger long int short byte "
        "unsignedLong unsignedInt unsignedShort unsignedByte"
    ).split()
)


# how a line ends in a narrow integer: nothing else in N-Triples has a quotation mark just there
_NARROW = tuple(f'"^^<{_XSD}{name}Integer> .\n'.encode() for name in ("positive", "nonNegative"))
_WIDE = f'"^^<{_XSD}integer> .\n'.encode()
_DURATION = re.compile(
    r"""(?P<sign>-?) P (?:(?P<years>\d+)Y)? (?:(?P<months>\d+)M)? (?:(?P<weeks>\d+)W)? (?:(?P<days>\d+)D)?
        (?:T (?:(?P<hours>\d+)H)? (?:(?P<minutes>\d+)M)? (?:(?P<seconds>\d+(?:\.\d+)?)S)?)?""",
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a graph lacks and what it has too much, as lines of N-Triples, against the one that was meant."""

    missing: tuple[bytes, ...] = ()
    unexpected: tuple[bytes, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.unexpected)

    def __str__(self) -> str:
        example = (self.missing or self.unexpected)[:1]
        said = f", such as {example[0].decode('utf-8', 'replace')[:160]}" if example else ""
        return f"{len(self.missing)} triples missing, {len(self.unexpected)} unexpected{said}"


def canonical(ntriples: bytes) -> bytes:
    r"""Write N-Triples in canonical form.

    >>> canonical(b'<a:s> <a:p> "2" .\n<a:s> <a:p> "1" .\n<a:s> <a:p> "2" .\n')
    b'<a:s> <a:p> "1" .\n<a:s> <a:p> "2" .\n'
    >>> canonical(b'_:x <a:p> _:y .\n') == canonical(b'_:q <a:p> _:r .\n')
    True
    """
    if has_blank(ntriples):
        from pyoxigraph import RdfFormat, parse

        ntriples = _serialised(_named_blanks(quad.triple for quad in parse(ntriples, RdfFormat.N_TRIPLES)))
    return b"".join(sorted({line + b"\n" for line in ntriples.split(b"\n") if line}))


def digest(canonical_ntriples: bytes) -> str:
    """The digest of a graph: SHA-256 over its canonical N-Triples."""
    return f"sha256:{hashlib.sha256(canonical_ntriples).hexdigest()}"


def has_blank(ntriples: bytes) -> bool:
    """Say whether N-Triples hold blank nodes."""
    return _BLANK.search(ntriples) is not None


def difference(meant: bytes, found: bytes) -> Difference:
    """Compare two graphs in N-Triples, in any order, by value; empty where they are isomorphic."""
    if meant == found:
        return Difference()
    # the commonest rewriting, undone in one go: a narrow integer type and xsd:integer
    ours, theirs = _widened(meant), _widened(found)
    if ours == theirs:
        return Difference()
    if has_blank(meant) or has_blank(found):
        return _compared(_values_of_blank(meant), _values_of_blank(found))
    if _values(ours - theirs).keys() == _values(theirs - ours).keys():
        return Difference()
    return _compared(_values(ours), _values(theirs))


def _widened(ntriples: bytes) -> set[bytes]:
    """The lines of N-Triples, narrow integers called xsd:integer."""
    for narrow in _NARROW:
        ntriples = ntriples.replace(narrow, _WIDE)
    lines = set(ntriples.split(b"\n"))
    lines.discard(b"")
    return lines


def _compared(ours: dict[Value, bytes], theirs: dict[Value, bytes]) -> Difference:
    missing = tuple(sorted(ours[value] for value in ours.keys() - theirs.keys()))
    return Difference(missing, tuple(sorted(theirs[value] for value in theirs.keys() - ours.keys())))


def _values(lines: Iterable[bytes]) -> dict[Value, bytes]:
    from pyoxigraph import RdfFormat, parse

    triples = (quad.triple for quad in parse(b"\n".join(lines), RdfFormat.N_TRIPLES))
    return {_value(triple): f"{triple} .".encode() for triple in triples}


def _values_of_blank(ntriples: bytes) -> dict[Value, bytes]:
    """The same for graphs with blank nodes, which get their names after values have got one form."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

    def plain(triple: Triple) -> Triple:
        if not isinstance(triple.object, Literal):
            return triple
        text, kind = literal_value(triple.object)
        node = Literal(text, datatype=NamedNode(kind)) if ":" in kind else Literal(text, language=kind or None)
        return Triple(triple.subject, triple.predicate, node)

    triples = _named_blanks(plain(quad.triple) for quad in parse(ntriples, RdfFormat.N_TRIPLES))
    return {(str(triple),): f"{triple} .".encode() for triple in triples}


def _named_blanks(triples: Iterable[Triple]) -> list[Triple]:
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad

    dataset = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return [quad.triple for quad in dataset]


def _serialised(triples: Iterable[Triple]) -> bytes:
    from pyoxigraph import RdfFormat, serialize

    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _value(triple: Triple) -> Value:
    from pyoxigraph import Literal

    node = triple.object
    end = literal_value(node) if isinstance(node, Literal) else (str(node),)
    return (str(triple.subject), triple.predicate.value, *end)


def literal_value(literal: Literal) -> tuple[str, str]:
    """The value of a literal and its kind: a datatype, or a language in lower case.

    >>> from pyoxigraph import Literal, NamedNode
    >>> five = [Literal("05", datatype=NamedNode(_XSD + name)) for name in ("integer", "positiveInteger")]
    >>> literal_value(five[0]) == literal_value(five[1])
    True
    >>> literal_value(Literal("colour", language="en-GB"))
    ('colour', 'en-gb')
    """
    if literal.language is not None:
        return literal.value, literal.language.lower()
    text, kind = literal.value, literal.datatype.value
    try:
        if kind in _INTEGERS:
            return str(int(text)), f"{_XSD}integer"
        match kind.removeprefix(_XSD):
            case "decimal":
                return format(Decimal(text).normalize(), "f"), kind
            case "double" | "float":
                return repr(float(text)), kind
            case "boolean":
                return {"1": "true", "0": "false"}.get(text, text), kind
            case "duration":
                return _duration(text), kind
            case "dateTime":
                moment = datetime.fromisoformat(text)
                return (moment.astimezone(UTC) if moment.tzinfo else moment).isoformat(), kind
    except (ValueError, InvalidOperation, OverflowError):
        pass  # an ill-formed value has no form but its own
    return text, kind


def _duration(text: str) -> str:
    """Months and seconds of a duration, which are all that it has; Virtuoso's numbers too.

    >>> _duration("P1Y") == _duration("P12M") == _duration("12")
    True
    >>> _duration("P42D") == _duration("3.6288e+06")
    True
    """
    match = _DURATION.fullmatch(text)
    if match is None:
        return f"{int(text)} months 0 s" if re.fullmatch(r"-?\d+", text) else f"0 months {float(text):.10g} s"
    value = {name: float(found or 0) for name, found in match.groupdict().items() if name != "sign"}
    sign = -1 if match["sign"] else 1
    months = sign * int(value["years"] * 12 + value["months"])
    hours = (value["weeks"] * 7 + value["days"]) * 24 + value["hours"]
    seconds = sign * (hours * 3600 + value["minutes"] * 60 + value["seconds"])
    return f"{months} months {seconds:.10g} s"
