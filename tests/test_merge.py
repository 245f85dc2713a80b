"""Several sources of one resolution become one description; where they contradict each other, that is said."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from typing import Any

import pytest
from pages import OPERATIVE, PREAMBLE, akn, old_page, page
from pyoxigraph import NamedNode, Triple

from resrdf.document import Document, Remark
from resrdf.dossier import Dossier, merge
from resrdf.graph import describe
from resrdf.pipeline import convert_group
from resrdf.read import read
from resrdf.sources import SourceFile

UNSC = "https://w3id.org/unsc/ontology#"
BASE = "https://w3id.org/unsc/"
FRENCH = (
    "Décide de proroger le mandat de la Mission pour une période de six mois;",
    "Prie le Secrétaire général de lui faire rapport dans un délai de trente jours;",
    "Décide de demeurer saisi de la question.",
)
VOTING = """<count value="13" refersTo="inFavour"/>
<count value="2" refersTo="abstaining"><akn4un:voters>
<organization refersTo="memberState">CHINA</organization><organization refersTo="memberState">FRANCE</organization>
</akn4un:voters></count>"""
DRAFT = '<step date="2031-01-27" outcome="draftResolution" as="S/2031/42" by="France and Malta"/>'


def text(name: str = "a.txt", source: str | None = None, **changes: Any) -> Document:  # noqa: ANN401
    return read((source or page(**changes)).encode(), name)


def markup(name: str = "a.xml", **changes: Any) -> Document:  # noqa: ANN401
    return read(akn(**changes).encode(), name)


def conflicts(*documents: Document) -> list[tuple[str | None, str]]:
    dossier = merge(documents)
    assert all(remark.kind == "conflict" for remark in dossier.conflicts)
    return [(remark.where, remark.message) for remark in dossier.conflicts]


def values(dossier: Dossier, subject: str, term: str) -> list[str]:
    """What the graph says of one thing, literals as ``"words"@en``, in order."""
    return [
        str(triple.object)
        for triple in describe(dossier)
        if triple.subject == NamedNode(BASE + subject) and triple.predicate == NamedNode(UNSC + term)
    ]


# ---------------------------------------------------------------------------------------------- agreement
def test_a_single_source_has_no_conflicts() -> None:
    dossier = merge([text()])
    assert (dossier.conflicts, dossier.readings) == ((), (text(),))


def test_a_text_and_its_markup_are_one_description() -> None:
    dossier = merge([text(), markup(steps=DRAFT, voting=VOTING)])
    assert dossier.conflicts == ()
    assert dossier.primary.source.media_type == "application/akn+xml"
    assert values(dossier, "res/9001/op/1", "clauseText") == [f'"{OPERATIVE[0]}"@en']
    assert values(dossier, "res/9001", "adoptionLine") == [
        '"Adopted by the Security Council at its 12001st meeting, on 27 January 2031"@en'
    ], "the text has the line"
    assert values(dossier, "res/9001", "adoptedFrom") == [f"<{BASE}draft/2031-42>"], "the markup has the draft"
    assert values(dossier, "res/9001", "issueDate") == ['"2031-01-27"^^<http://www.w3.org/2001/XMLSchema#date>']
    embodiments = [str(t.object) for t in describe(dossier) if t.predicate.value.endswith("is_embodied_by")]
    assert embodiments == [f"<{BASE}res/9001/en.xml>", f"<{BASE}res/9001/en.txt>"]


def test_the_order_of_the_sources_changes_nothing() -> None:
    documents = [text(), markup(), markup("f.xml", language="fre", operative=FRENCH), text("b.txt", date="1 May 2031")]
    graphs: list[list[Triple]] = [list(describe(merge(order))) for order in permutations(documents)]
    assert all(graph == graphs[0] for graph in graphs)
    same_name = [text(), text(operative=("Decides to act.",) * 3)]
    assert merge(same_name) == merge(reversed(same_name))


def test_punctuation_and_spacing_are_no_conflict() -> None:
    changed = [line.replace(";", " ;").replace("thirty days", "thirty  days,").upper() for line in OPERATIVE]
    assert conflicts(text(operative=changed), markup()) == []


# ---------------------------------------------------------------------------------------------- contradictions
@pytest.mark.parametrize(
    ("ours", "theirs", "expected"),
    [
        ({"date": "2031-01-28"}, {}, [("adoption", "date: a.xml says 2031-01-28, a.txt says 2031-01-27")]),
        ({"meeting": 12002}, {}, [("adoption", "meeting: a.xml says 12002, a.txt says 12001")]),
        (
            {"operative": (OPERATIVE[0].replace("six", "twelve"), *OPERATIVE[1:])},
            {},
            [("op/1", "a.xml reads “twelve”, a.txt “six”")],
        ),
        ({"preamble": PREAMBLE[:1]}, {}, [("pre/2", "a.xml has no such clause")]),
        ({}, {"operative": OPERATIVE[:2]}, [("op/3", "a.txt has no such clause")]),
        ({"symbol": "S/RES/9001 (2032)"}, {}, [("title", "a.xml is S/RES/9001(2032), a.txt is S/RES/9001(2031)")]),
    ],
)
def test_a_contradiction_is_said(ours: dict[str, Any], theirs: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert conflicts(markup(**ours), text(**theirs)) == expected


def test_the_first_source_is_not_overwritten() -> None:
    dossier = merge([markup(date="2031-01-28"), text(operative=("Decides otherwise.", *OPERATIVE[1:]))])
    assert values(dossier, "res/9001", "adoptionDate") == ['"2031-01-28"^^<http://www.w3.org/2001/XMLSchema#date>']
    assert values(dossier, "res/9001/op/1", "clauseText") == [f'"{OPERATIVE[0]}"@en']


def test_two_texts_that_differ_in_masthead_and_notes_are_told_apart() -> None:
    noted = page().replace("2. Requests", "2. Requests*") + "\n________________\n* Previously issued as S/2031/1.\n"
    found = conflicts(text(), text("b.txt", page().replace("General 27", "General 28").replace("Resol", "31-1\nResol")))
    assert found == [("masthead", "issue date: a.txt says 2031-01-27, b.txt says 2031-01-28")]
    assert conflicts(text(), text("b.txt", noted)) == [("footnotes", "a.txt has 0 footnotes, b.txt 1")]


def test_catalogues_that_differ_are_told_apart() -> None:
    other = DRAFT.replace("S/2031/42", "S/2031/43").replace("Malta", "Cyprus")
    assert conflicts(markup(steps=DRAFT), markup("b.xml", steps=other)) == [
        ("catalogue", "draft: a.xml says S/2031/42, b.xml says S/2031/43"),
        ("catalogue", "sponsors: a.xml says France, Malta, b.xml says France, Cyprus"),
    ]
    assert (
        conflicts(markup(steps=DRAFT), markup("b.xml", steps=DRAFT.replace("France and Malta", "Malta and France")))
        == []
    )


# ---------------------------------------------------------------------------------------------- votes
def vote(*documents: Document) -> tuple[set[str], list[str]]:
    dossier = merge(documents)
    about = "meeting/12001/vote/9001"
    facts = {
        f"{term} {value.split('/')[-1].strip('<>')}"
        for term in ("outcome", "inFavour", "abstained", "against")
        for value in values(dossier, about, term)
    }
    facts |= {
        f"{term} {value.split(chr(34))[1]}"
        for term in ("countInFavour", "countAgainst", "countAbstained")
        for value in values(dossier, about, term)
    }
    return facts, [remark.message for remark in dossier.conflicts]


def test_text_and_markup_tell_of_one_vote() -> None:
    facts, said = vote(text(source=old_page()), markup(voting=VOTING))
    assert facts == {
        "outcome adopted", "countInFavour 13", "countAgainst 0", "countAbstained 2", "abstained CHN", "abstained FRA",
    }  # fmt: skip
    assert said == []


def test_the_states_of_one_source_and_the_number_of_another() -> None:
    unnamed = "Adopted at the 12001st meeting by 13 votes to none, with 2 abstentions."
    uncounted = VOTING.replace('<count value="2"', "<count")
    for xml in (VOTING, uncounted):
        facts, said = vote(text(source=old_page(unnamed)), markup(voting=xml))
        assert {"countAbstained 2", "abstained CHN", "abstained FRA"} <= facts
        assert said == []


def test_tallies_states_and_outcomes_that_differ_are_said() -> None:
    tally = "Adopted at the 12001st meeting by 12 votes to 1 (Malta), with 2 abstentions (China, France)."
    assert vote(text(source=old_page(tally)), markup(voting=VOTING))[1] == ["in favour: a.xml counts 13, a.txt 12"]
    states = "Adopted at the 12001st meeting by 13 votes to none, with 2 abstentions (China, Malta)."
    assert vote(text(source=old_page(states)), markup(voting=VOTING))[1] == [
        "abstained: a.xml names CHINA, FRANCE, a.txt China, Malta"
    ]
    unanimous = "Adopted unanimously at the 12001st meeting."
    facts, said = vote(text(source=old_page(unanimous)), markup(voting=VOTING))
    assert "a.xml says adopted, a.txt says adopted unanimously" in said
    assert "outcome adopted" in facts


def test_the_sharper_outcome_wins() -> None:
    facts, said = vote(text(source=old_page("Adopted unanimously at the 12001st meeting.")), markup())
    assert "outcome adopted-unanimously" in facts
    assert said == []


# ---------------------------------------------------------------------------------------------- languages
def test_two_languages_share_their_clauses() -> None:
    dossier = merge([markup("f.xml", language="fre", operative=FRENCH), text()])
    assert dossier.conflicts == ()
    assert values(dossier, "res/9001/op/1", "clauseText") == [f'"{OPERATIVE[0]}"@en', f'"{FRENCH[0]}"@fr']
    assert values(dossier, "res/9001/op/1", "clauseOrder") == ['"2"^^<http://www.w3.org/2001/XMLSchema#integer>']
    realized = [str(t.object) for t in describe(dossier) if t.predicate.value.endswith("is_realized_by")]
    assert realized == [f"<{BASE}res/9001/en>", f"<{BASE}res/9001/fr>"]


def test_a_clause_that_one_language_lacks_is_said() -> None:
    more = (*FRENCH, "Ajoute un paragraphe.")
    assert conflicts(text(), markup("f.xml", language="fre", operative=more)) == [("op/4", "a.txt has no such clause")]
    fewer = markup("f.xml", language="fre", operative=FRENCH[:2])
    assert conflicts(text(), fewer) == [("op/3", "f.xml has no such clause")]


def test_a_language_alone_is_described_in_itself() -> None:
    dossier = merge([markup("f.xml", language="fre", operative=FRENCH)])
    assert values(dossier, "res/9001/op/3", "clauseText") == [f'"{FRENCH[2]}"@fr']


def test_a_text_of_other_paragraphs_is_not_mixed_in() -> None:
    other = markup("f.xml", language="fre", operative=tuple(f"Décide {n};" for n in range(1, 10)), preamble=())
    dossier = merge([text(), other])
    assert [remark.where for remark in dossier.conflicts] == ["fr"]
    assert values(dossier, "res/9001/op/1", "clauseText") == [f'"{OPERATIVE[0]}"@en']


# ---------------------------------------------------------------------------------------------- through the pipeline
def said(sources: Iterable[tuple[str, str]]) -> tuple[Remark, ...]:
    return convert_group([SourceFile(name, data=data.encode()) for name, data in sources]).remarks


def test_conflicts_reach_the_user() -> None:
    remarks = said([("a.txt", page()), ("a.xml", akn(date="2031-01-28"))])
    assert [(r.kind, r.where) for r in remarks] == [("conflict", "adoption")]


def test_subjects_of_odd_names_and_iris_get_sound_nodes() -> None:
    keyword = '<keyword value="{0}" href="{1}" showAs="{0}" dictionary="UNBIS"/>'
    keywords = (
        keyword.format("PEACE", "not an &lt;IRI&gt;") + keyword.format("سلام", "") + keyword.format("SÉCURITÉ", "")
    )
    result = convert_group([SourceFile("a.xml", data=akn(keywords=keywords).encode())], "ntriples")
    assert result.errors == ()
    for local in (b"subject/peace>", b"subject/securite>"):
        assert local in result.data
    assert b"subject/>" not in result.data
