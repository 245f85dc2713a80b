"""What is promised of the graph of one document: its nodes, its terms, its order, its bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pages import AKN, SEEDS, akn, page, run
from pyoxigraph import NamedNode, RdfFormat, Triple
from rdflib.compare import to_isomorphic

from resrdf.document import Annex, Clause, Document, Footnote, Locator, Source
from resrdf.dossier import merge
from resrdf.enrich import annotate
from resrdf.graph import describe, statements_of
from resrdf.iris import DEFAULT_BASE, Iris
from resrdf.pipeline import Converted, convert_group
from resrdf.read import read
from resrdf.sources import SourceFile
from resrdf.symbol import Symbol
from resrdf.terms import PREFIXES, UNSC, UNSC_NAMESPACE, declared_terms
from resrdf.write import FORMATS, Format, write

BASE = DEFAULT_BASE
SOURCES = [*SEEDS, *sorted(AKN.glob("*.xml"))]
TEXT = str(UNSC.clauseText)
SYMBOL = Symbol.resolution(9001, 2031)
NESTED = """1. Decides that the Mission shall:
(a) Monitor the ceasefire, in particular:
(i) In the north;
(ii) In the south;
(b) Report monthly;
2. Decides to remain seized of the matter.
"""


@lru_cache
def triples_of(path: Path) -> tuple[Triple, ...]:
    dossier = merge([read(path.read_bytes(), path.name)])
    return tuple(describe(dossier, findings=annotate(dossier.primary)))


def facts_of(path: Path) -> tuple[Triple, ...]:
    """The description without what enrichers find."""
    return tuple(describe(merge([read(path.read_bytes(), path.name)])))


def by_subject(triples: tuple[Triple, ...] | list[Triple]) -> dict[str, dict[str, list[str]]]:
    """Subject (below the base) -> term -> objects, all in order and without the ontology's namespace."""
    found: dict[str, dict[str, list[str]]] = {}
    for triple in triples:
        assert isinstance(triple.subject, NamedNode)
        term = re.sub(r".*[#/]", "", triple.predicate.value)
        value = triple.object.value if isinstance(triple.object, NamedNode | ox.Literal) else str(triple.object)
        subject = triple.subject.value.removeprefix(BASE)
        short = value.removeprefix(UNSC_NAMESPACE).removeprefix(BASE)
        found.setdefault(subject, {}).setdefault(term, []).append(short)
    return found


def things(text: str) -> dict[str, dict[str, list[str]]]:
    return by_subject(list(describe(merge([read(text.encode(), "a.txt")]))))


# ---------------------------------------------------------------------------------------------- laws of every graph
@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_every_node_has_an_iri_and_every_term_is_known(path: Path) -> None:
    known = tuple(PREFIXES[name] for name in ("eli", "prov", "rdf", "rdfs", "skos", "dcterms"))
    for triple in triples_of(path):
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode | ox.Literal)
        terms = [triple.predicate.value]
        if triple.predicate.value == PREFIXES["rdf"] + "type":
            assert isinstance(triple.object, NamedNode)
            terms.append(triple.object.value)
        for term in terms:
            local = term.removeprefix(UNSC_NAMESPACE)
            assert local in declared_terms() if local != term else term.startswith(known), term


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_what_stands_after_the_last_slash_is_safe_in_every_engine(path: Path) -> None:
    for triple in triples_of(path):
        for node in (triple.subject, triple.object):
            if isinstance(node, NamedNode) and node.value.startswith(BASE) and "#" not in node.value:
                local = node.value.rsplit("/", 1)[1]
                is_file = re.fullmatch(r"[a-z]{2}(-\d+)?\.(txt|xml|pdf)", local)
                assert is_file or re.fullmatch(r"[A-Za-z0-9_-]+", local), node


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_nothing_is_said_twice_and_all_of_one_thing_stands_together(path: Path) -> None:
    triples = triples_of(path)
    assert len(set(triples)) == len(triples)
    subjects = [
        triple.subject for triple in triples if str(triple.subject).count("/op/") or "/pre/" in str(triple.subject)
    ]
    runs = [s for i, s in enumerate(subjects) if i == 0 or subjects[i - 1] != s]
    assert len(runs) == len(set(runs))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_clauses_stand_in_reading_order(path: Path) -> None:
    orders = [int(t.object.value) for t in triples_of(path) if str(t.predicate) == UNSC.clauseOrder]  # type: ignore[union-attr]
    assert orders == list(range(len(orders))) != []


# ---------------------------------------------------------------------------------------------- the contract's examples
def test_the_facts_of_resolution_1386() -> None:
    found = by_subject(facts_of(SEEDS[-1]))
    assert found["res/1386"] == {
        "type": ["Resolution"],
        "label": ["Security Council resolution 1386 (2001)"],
        "symbol": ["S/RES/1386(2001)"],
        "resolutionNumber": ["1386"],
        "adoptionDate": ["2001-12-20"],
        "adoptedAt": ["meeting/4443"],
        "adoptedBy": ["body/security-council"],
        "adoptionLine": ["Adopted by the Security Council at its 4443rd meeting, on 20 December 2001"],
        "issueDate": ["2001-12-20"],
        "jobNumber": ["01-70855 (E)"],
        "is_realized_by": ["res/1386/en"],
    }
    assert found["meeting/4443"] == {
        "type": ["Meeting"], "meetingNumber": ["4443"], "meetingDate": ["2001-12-20"], "record": ["pv/4443"],
    }  # fmt: skip
    assert found["pv/4443"] == {"type": ["Document"], "symbol": ["S/PV.4443"]}
    third = found["res/1386/op/3"]
    assert third.pop("clauseText")[0].startswith("Authorizes the Member States participating in the International")
    assert third == {
        "type": ["Clause", "OperativeClause"],
        "inResolution": ["res/1386"],
        "clauseNumber": ["3"],
        "clauseOrder": ["15"],
    }
    assert found["res/1386/en"]["is_embodied_by"] == ["res/1386/en.txt"]
    assert found["res/1386/en.txt"]["sourceName"] == ["S_RES_1386_2001.txt"]


def test_values_have_the_types_of_the_contract() -> None:
    types = {
        str(t.predicate).rsplit("#", 1)[-1].strip(">"): t.object.datatype.value.rsplit("#", 1)[-1]
        for path in (SEEDS[-1], AKN / "resolution.xml")
        for t in facts_of(path)
        if isinstance(t.object, ox.Literal)
    }
    assert {name: types[name] for name in types if types[name] not in ("string", "langString")} == {
        "resolutionNumber": "positiveInteger",
        "adoptionDate": "date",
        "issueDate": "date",
        "meetingNumber": "positiveInteger",
        "meetingDate": "date",
        "clauseOrder": "integer",
        "countAgainst": "nonNegativeInteger",
        "countAbstained": "nonNegativeInteger",
        "catalogueChapterVII": "boolean",
    }
    assert types["clauseText"] == types["label"] == "langString"
    assert types["clauseNumber"] == types["symbol"] == types["sha256"] == "string"


def test_nested_items_hang_on_their_parents() -> None:
    found = things(page().split("1. Decides")[0] + NESTED)
    places = ["op/1", "op/1/a", "op/1/a/i", "op/1/a/ii", "op/1/b", "op/2"]
    clauses = {place: found[f"res/9001/{place}"] for place in places}
    assert [clause.get("parentClause") for clause in clauses.values()] == [
        None, ["res/9001/op/1"], ["res/9001/op/1/a"], ["res/9001/op/1/a"], ["res/9001/op/1"], None,
    ]  # fmt: skip
    assert [clause["clauseNumber"] for clause in clauses.values()] == [["1"], ["a"], ["i"], ["ii"], ["b"], ["2"]]
    assert all(clause["inResolution"] == ["res/9001"] for clause in clauses.values())


def test_annexes_own_their_clauses() -> None:
    found = by_subject(facts_of(SEEDS[1]))
    annex = found["res/1377/annex/1"]
    assert annex["type"] == ["Annex"] and annex["annexOf"] == ["res/1377"] and annex["heading"][0] == "Annex"
    inside = {key: value for key, value in found.items() if key.startswith("res/1377/annex/1/")}
    assert "res/1377/annex/1/op/11" in inside
    assert all(clause["inAnnex"] == ["res/1377/annex/1"] for clause in inside.values())
    assert all(clause["inResolution"] == ["res/1377"] for clause in inside.values())


def test_headings_closing_words_and_footnotes() -> None:
    document = Document(
        "resolution", SYMBOL, "en", Source("a.txt", "0" * 64, "text/plain"),
        preamble=(Clause(Locator(("pre", "1")), "preambular", "Recalling,"),),
        operative=(
            Clause(
                Locator(("op", "1")), "operative", "Decides:", "1", headings=("Part", "Mandate"), closing="at once;",
                children=(Clause(Locator(("op", "1", "a")), "operative", "to act;", "a"),),
            ),
        ),
        annexes=(Annex(Locator(("annex", "1")), ("Annex", "Terms"), (), ()),),
        footnotes=(Footnote("1", "See S/2031/1.", Locator(("op", "1"))), Footnote("*", "Reissued.")),
    )  # fmt: skip
    found = by_subject(list(describe(merge([document]))))
    assert found["res/9001/op/1"]["heading"] == ["Part", "Mandate"]
    assert found["res/9001/op/1"]["closingText"] == ["at once;"]
    assert found["res/9001/annex/1"]["heading"] == ["Annex", "Terms"]
    assert found["res/9001/note/1"] == {
        "type": ["Footnote"], "noteMark": ["1"], "noteText": ["See S/2031/1."], "noteOf": ["res/9001/op/1"],
    }  # fmt: skip
    assert found["res/9001/note/2"]["noteOf"] == ["res/9001"]


def test_the_vote_draft_sponsors_agenda_and_subjects_of_the_markup() -> None:
    found = by_subject(triples_of(AKN / "resolution.xml"))
    work, vote = found["res/9001"], found["meeting/12001/vote/9001"]
    assert work["adoptedByVote"] == ["meeting/12001/vote/9001"]
    assert vote["voteOn"] == work["adoptedFrom"] == ["draft/2031-42"]
    assert vote["inMeeting"] == ["meeting/12001"] and vote["outcome"] == ["vocab/outcome/adopted"]
    assert sorted(vote["abstained"]) == ["state/CHN", "state/RUS"] and vote["countAbstained"] == ["2"]
    assert sorted(vote["inFavour"]) == ["state/DZA", "state/FRA"]
    assert "state/TTO" in found["draft/2031-42"]["sponsor"] and found["draft/2031-42"]["symbol"] == ["S/2031/42"]
    assert work["agendaItem"] == found["meeting/12001"]["agendaItem"]
    assert "agenda/the-situation-in-ruritania" in work["agendaItem"]
    assert "http://metadata.un.org/thesaurus/1003500" in work["about"]
    assert work["catalogueChapterVII"] == ["true"] and work["jobNumber"] == ["31-00042 (E)"]


@pytest.mark.parametrize(
    ("name", "work", "kind"),
    [("draft.xml", "draft/2031-55", "DraftResolution"), ("statement.xml", "prst/2031-2", "PresidentialStatement")],
)
def test_drafts_and_statements_are_works_of_their_own(name: str, work: str, kind: str) -> None:
    found = by_subject(triples_of(AKN / name))
    assert found[work]["type"] == [kind]
    clauses = [facts for key, facts in found.items() if key.startswith(f"{work}/") and "clauseText" in facts]
    assert clauses and all(facts["inWork"] == [work] and "inResolution" not in facts for facts in clauses)
    assert ("adoptionDate" in found[work]) == (kind == "PresidentialStatement")


def test_a_vetoed_draft_has_its_vote() -> None:
    found = by_subject(triples_of(AKN / "draft.xml"))
    assert found["meeting/12004/vote/2031-55"]["outcome"] == ["vocab/outcome/vetoed"]
    assert found["meeting/12004/vote/2031-55"]["voteOn"] == ["draft/2031-55"]
    assert sorted(found["draft/2031-55"]["sponsor"]) == ["state/MLT", "state/SLE"]


def test_another_base_moves_the_data_and_not_the_vocabulary() -> None:
    document = merge([read((AKN / "resolution.xml").read_bytes(), "a.xml")])
    text = "\n".join(map(str, describe(document, Iris("https://example.org/"))))
    assert set(re.findall(r"https://w3id\.org/unsc/([a-z]+)", text)) == {"ontology", "vocab"}
    assert "<https://example.org/res/9001/op/1>" in text and "<https://example.org/state/FRA>" in text


# ---------------------------------------------------------------------------------------------- bytes
def converted(paths: list[Path], fmt: Format = "turtle") -> Converted:
    return convert_group([SourceFile(str(path)) for path in paths], fmt)


def test_two_processes_write_the_same_bytes() -> None:
    """Also when Python's hashes differ, and for every format."""
    for fmt in ("trig", "jsonld", "rdfxml"):
        arguments = ["convert", *SEEDS, *sorted(AKN.glob("*.xml")), "--format", fmt, "-q"]
        outputs = {run(*arguments, PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "4242")}
        assert len(outputs) == 1
        assert len(outputs.pop()) > 10_000


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_all_formats_say_the_same_and_rdflib_agrees(path: Path) -> None:
    expected = set(triples_of(path))
    for fmt in FORMATS:
        data = converted([path], fmt).data
        rdf_format = RdfFormat.from_extension({"jsonld": "jsonld", "rdfxml": "rdf"}.get(fmt, "x")) or getattr(
            RdfFormat, {"turtle": "TURTLE", "ntriples": "N_TRIPLES", "trig": "TRIG", "nquads": "N_QUADS"}.get(fmt, "")
        )
        quads = list(ox.parse(data, format=rdf_format))
        assert {quad.triple for quad in quads} == expected, fmt
        graphs = {str(quad.graph_name) for quad in quads}
        assert graphs == ({f"<{converted([path]).graph}>"} if fmt in ("trig", "nquads", "jsonld") else {"DEFAULT"})


def test_rdflib_reads_the_same_graph() -> None:
    for path in (SEEDS[0], AKN / "resolution.xml"):
        graphs = []
        for fmt, name in (("turtle", "turtle"), ("ntriples", "nt"), ("rdfxml", "xml")):
            graph = rdflib.Graph()
            graph.parse(data=converted([path], fmt).data, format=name)  # type: ignore[arg-type]
            graphs.append(to_isomorphic(graph))
        assert graphs[0] == graphs[1] == graphs[2]
        assert len(graphs[0]) == len(triples_of(path))


def test_turtle_is_made_to_be_read() -> None:
    turtle = converted([SEEDS[-1]]).data.decode()
    head, _, body = turtle.partition("\n\n")
    assert head.splitlines() == sorted(head.splitlines()) and head.startswith("@base <https://w3id.org/unsc/> .")
    assert "@prefix unsc:" in head
    assert body.startswith("<res/1386> a unsc:Resolution ;\n    rdfs:label ")
    assert "\t" not in turtle and turtle.endswith(" .\n") and "\n\n\n" not in turtle
    assert re.search(r" \.\n\n<res/1386/pre/1> a unsc:Clause , unsc:PreambularClause ;\n", body)
    assert len(re.findall(r"(?m)^<", body)) == body.count("\n\n") + 1, "a blank line between things"
    assert body.index("<res/1386/pre/2> a") < body.index("<res/1386/op/1> a") < body.index("<res/1386/op/11> a")


ODD = [
    'He said "no" and ""twice"""',
    "back\\slash \\n \\u0041 \\",
    "line\nfeed\r\nand\ttab .\n<http://x> .\n",
    " .\n<a> <b> <c> .\n",
    "emoji 😀 and 𐎠 and \u202eright to left\u202c and e\u0301",
    "<b>&amp;</b> ]]> '''\"\"\" @en ^^x $1 %s {}",
    "\u00a0\u2028\u2029\ufeff",
    "ends with a backslash\\",
]


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_survive_every_format(odd: str) -> None:
    document = Document(
        "resolution", SYMBOL, "en", Source(odd, "0" * 64, "text/plain"),
        operative=(Clause(Locator(("op", "1")), "operative", odd, "1", headings=(odd,), closing=odd),),
    )  # fmt: skip
    dossier, graph = merge([document]), Iris().graph(SYMBOL)
    triples = list(describe(dossier))
    for fmt, rdf_format in zip(
        FORMATS,
        (
            RdfFormat.TURTLE,
            RdfFormat.N_TRIPLES,
            RdfFormat.TRIG,
            RdfFormat.N_QUADS,
            RdfFormat.JSON_LD,
            RdfFormat.RDF_XML,
        ),
        strict=True,
    ):
        data = write(statements_of(dossier, Iris()), graph, fmt)
        found = {q.triple for q in ox.parse(data, format=rdf_format)}
        if fmt == "rdfxml":  # XML reads every end of line as a line feed
            assert {_plain_ends(t) for t in found} == {_plain_ends(t) for t in triples}
        else:
            assert found == set(triples), fmt
        if fmt in ("turtle", "rdfxml"):
            read_back = rdflib.Graph().parse(data=data, format="xml" if fmt == "rdfxml" else fmt)
            texts = {
                str(value).replace("\r\n", "\n") for value in read_back.objects(None, rdflib.URIRef(TEXT.strip("<>")))
            }
            assert texts == {odd.replace("\r\n", "\n")}


def _plain_ends(triple: Triple) -> str:
    return str(triple).replace("\\r\\n", "\\n")


def test_names_of_files_that_are_no_unicode_are_survived() -> None:
    result = convert_group([SourceFile("S_RES_\udcff.txt", data=page().encode())])
    assert result.symbol == SYMBOL and result.errors == ()


def test_a_document_of_nothing_but_its_name_is_described() -> None:
    bare = replace(
        read(page().encode(), "a.txt"),
        preamble=(),
        operative=(),
        adoption=type(read(b"Resolution 1 (1946)", "a").adoption)(),
    )
    assert by_subject(list(describe(merge([bare]))))["res/9001"]["symbol"] == ["S/RES/9001(2031)"]


def test_thousands_of_clauses_take_seconds_at_most() -> None:
    result = convert_group([SourceFile("a.xml", data=akn(operative=["Decides to act;"] * 3000).encode())])
    assert result.clauses == 3002
