"""Statements as text are, byte for byte, what the engine would write of the same triples, whatever they hold."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import AKN, SEEDS
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse, serialize

from resrdf.document import Annex, Clause, Document, Footnote, Locator, Masthead, Source
from resrdf.dossier import merge
from resrdf.enrich import annotate
from resrdf.entail import entail
from resrdf.graph import describe, statements_of
from resrdf.iris import Iris
from resrdf.read import read
from resrdf.statements import from_triples, to_lines, to_node, to_text, to_triples, to_value
from resrdf.symbol import Symbol
from resrdf.terms import SKOS, XSD

SUBJECT, GRAPH = NamedNode("https://example.org/s"), "https://example.org/g"
LANGUAGES = ["en", "fr", "zh-Hans", "EN-us", "x-odd"]
characters = st.characters(exclude_categories=("Cs",))
odd = st.text(st.one_of(st.sampled_from('"\\\n\r\t\b\f\0\x1f\x7f\x85\u00a0\u2028\u2029\ufeff\ufffe '), characters))
literals = st.one_of(
    st.builds(Literal, odd),
    st.builds(lambda text, language: Literal(text, language=language), odd, st.sampled_from(LANGUAGES)),
    st.builds(lambda text: Literal(text, datatype=NamedNode("https://example.org/type")), odd),
    st.builds(Literal, st.integers()),
    st.builds(Literal, st.booleans()),
)


def engine_lines(triples: list[Triple], graph: str | None = None) -> bytes:
    if graph is None:
        return serialize(triples, format=RdfFormat.N_TRIPLES) or b""
    quads = [Quad(t.subject, t.predicate, t.object, NamedNode(graph)) for t in triples]
    return serialize(quads, format=RdfFormat.N_QUADS) or b""


# ---------------------------------------------------------------------------------------------- terms
def test_every_character_is_written_as_the_engine_writes_it() -> None:
    for start in range(0, sys.maxunicode + 1, 0x400):
        block = [chr(n) for n in range(start, start + 0x400) if not 0xD800 <= n < 0xE000]
        plain = "".join(c for c in block if c.isprintable() and c not in '"\\')
        for text in ("".join(block), plain):
            assert to_text(text) == str(Literal(text))
            lines = engine_lines([Triple(SUBJECT, SUBJECT, Literal(text))])
            assert f"{SUBJECT} {SUBJECT} {to_text(text)} .\n".encode() == lines


@given(odd, st.sampled_from([None, *LANGUAGES]))
def test_a_text_is_written_as_the_engine_writes_it(text: str, language: str | None) -> None:
    assert to_text(text, language) == str(Literal(text, language=language))


@pytest.mark.parametrize("text", ["\ud800", "a\udcff", "\udfff\ud800"])
def test_half_a_character_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        to_text(text)


@pytest.mark.parametrize("language", ["e n", "en .\n<a:b> <a:b> <a:b>", "x-", 'en"', "-"])
def test_what_is_no_language_is_refused(language: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        to_text("a", language)


@given(st.one_of(odd, st.builds("https://example.org/{}".format, odd)))
def test_an_iri_is_written_if_the_engine_takes_it(iri: str) -> None:
    try:
        expected = str(NamedNode(iri))
    except ValueError:
        with pytest.raises(ValueError, match=r"."):
            to_node(iri)
    else:
        assert to_node(iri) == expected


def test_values_have_their_type() -> None:
    types = {name: NamedNode(getattr(XSD, name)[1:-1]) for name in ("integer", "date", "duration")}
    assert to_value(-3, XSD.integer) == str(Literal("-3", datatype=types["integer"]))
    assert to_value(date(2001, 12, 20), XSD.date) == str(Literal("2001-12-20", datatype=types["date"]))
    assert to_value(datetime(2001, 12, 20, 9), XSD.dateTime).startswith('"2001-12-20T09:00:00"')
    assert to_value('P6M"', XSD.duration) == str(Literal('P6M"', datatype=types["duration"]))


# ---------------------------------------------------------------------------------------------- statements
@given(st.lists(literals, max_size=80))
def test_lines_are_those_of_the_engine_and_give_the_triples_back(values: list[Literal]) -> None:
    triples = [Triple(SUBJECT, SUBJECT, value) for value in values]
    statements = list(from_triples(triples))
    assert to_lines(statements) == engine_lines(triples)
    assert to_lines(statements, GRAPH) == engine_lines(triples, GRAPH)
    assert list(to_triples(statements)) == triples


def test_pieces_are_joined_without_a_seam() -> None:
    for number in (0, 1, 63, 64, 65, 129):
        triples = [Triple(SUBJECT, SUBJECT, Literal(n)) for n in range(number)]
        assert to_lines(from_triples(triples), GRAPH) == engine_lines(triples, GRAPH)


def test_a_graph_whose_name_is_no_iri_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        to_lines([], "https://example.org/a b")


@pytest.mark.parametrize("path", [*SEEDS, *sorted(AKN.glob("*.xml"))], ids=lambda path: path.name)
def test_the_graph_of_a_document_is_what_the_engine_writes(path: Path) -> None:
    dossier = merge([read(path.read_bytes(), path.name)])
    findings = annotate(dossier.primary)
    statements = statements_of(dossier, Iris(), findings)
    inferred = list(entail(statements))
    assert to_lines(statements, GRAPH) == engine_lines(list(describe(dossier, findings=findings)), GRAPH)
    assert to_lines(inferred) == engine_lines(list(to_triples(inferred)))
    for statement in (*statements, *inferred):  # strictly read: no IRI and no language slipped through
        assert len(list(parse(to_lines([statement]), format=RdfFormat.N_TRIPLES))) == 1


@given(odd, odd, odd)
@settings(max_examples=60)
def test_hostile_words_stay_words(one: str, two: str, three: str) -> None:
    document = Document(
        "resolution", Symbol.resolution(9001, 2031), "en", Source(one, "0" * 64, "text/plain"),
        masthead=Masthead(job_number=two, legacy_symbol=three),
        operative=(Clause(Locator(("op", "1")), "operative", one, two, headings=(three,), closing=one),),
        annexes=(Annex(Locator(("annex", "1")), (two, three)),),
        footnotes=(Footnote(two, three),),
    )  # fmt: skip
    statements = statements_of(merge([document]), Iris())
    triples = [quad.triple for quad in parse(to_lines(statements), format=RdfFormat.N_TRIPLES)]
    assert len(triples) == len(statements)
    assert to_lines(statements, GRAPH) == engine_lines(triples, GRAPH)
    assert {one, three} - {""} <= {t.object.value for t in triples if isinstance(t.object, Literal)}


def test_terms_are_nodes() -> None:
    assert to_node(f"{SKOS}Concept") == SKOS.Concept
