"""Which bodies a resolution founds, how they are named, and what the document calls them from then on."""

from __future__ import annotations

import re
from datetime import date

import pytest

from resrdf.document import Adoption, Clause, Document, Locator, Source
from resrdf.dossier import merge
from resrdf.enrich import annotate
from resrdf.enrich.names import founded
from resrdf.enrich.names.actors import read_names
from resrdf.enrich.names.founded import authorized_by, find_founded
from resrdf.graph import describe
from resrdf.iris import Iris
from resrdf.symbol import Symbol


def resolution(*texts: str, number: int = 498, year: int = 1981) -> Document:
    clauses = tuple(Clause(Locator(("op", str(n))), "operative", text, str(n)) for n, text in enumerate(texts, 1))
    source = Source("x.txt", "0" * 64, "text/plain")
    symbol = Symbol.resolution(number, year)
    return Document("resolution", symbol, "en", source, adoption=Adoption(date=date(year, 12, 15)), operative=clauses)


def bodies(*texts: str, number: int = 498, year: int = 1981) -> list[str]:
    found = find_founded(resolution(*texts, number=number, year=year))
    return [founding.body.path for here in found.values() for founding in here]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Decides to send a commission of inquiry composed of three members of the Council;", "body/commission-of-inquiry-498"),
        ("Decides to establish, in accordance with rule 28, a Committee of the Security Council;", "body/committee-498"),
        ("Establishes a commission consisting of three members of the Council;", "body/commission-498"),
        ("Decides to appoint an ad hoc sub-committee of five members;", "body/ad-hoc-sub-committee-498"),
        ("Requests the Secretary-General to establish a panel of experts, for six months;", "body/panel-of-experts-498"),
        ("Requests the Secretary-General to create, in consultation with the Committee, a group of up to five experts (“Panel of Experts”);",
         "body/panel-of-experts-498"),
        ("Requests the Secretary-General to send a fact-finding mission to the area;", "body/fact-finding-mission-498"),
        ("Requests the Secretary-General to appoint a Special Envoy for Ruritania;", "body/special-envoy-498"),
        ("Decides to dispatch a team of United Nations observers to supervise the withdrawal;", "body/team-of-observers-498"),
        ("Authorizes the establishment, in further implementation of its resolution 814 (1993), of a Commission of Inquiry;",
         "body/commission-of-inquiry-498"),
    ],
)  # fmt: skip
def test_a_body_is_named_by_its_kind_and_resolution(text: str, expected: str) -> None:
    assert bodies(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Welcomes the decision of the Secretary-General to send a mission to the region;",
        "Calls upon the Government to establish a commission of inquiry;",
        "Requests the Secretary-General to consider whether to establish a panel of experts;",
        "Requests the Secretary-General to establish a fund for the peace-keeping force;",
        "Expresses its intention to establish a committee;",
        "Decides to extend the mandate of the Panel of Experts and requests the Secretary-General to create a group of eight experts;",
        "Decides to establish a mechanism;",
    ],
)
def test_what_founds_no_body(text: str) -> None:
    assert bodies(text) == []


def test_a_body_that_a_vocabulary_knows_keeps_its_name() -> None:
    assert bodies("Decides to dispatch urgently an observation group;", number=128, year=1958) == ["mission/unogil"]
    assert bodies("Requests the Secretary-General to establish a panel of experts;", number=1760, year=2007) == [
        "body/panel-of-experts-1521"
    ]


def test_a_second_body_of_a_kind_is_known_by_its_paragraph() -> None:
    group = "Requests the Secretary-General to establish a group of experts to report;"
    assert bodies(group, group) == ["body/group-of-experts-498", "body/group-of-experts-498-2"]


def test_the_document_speaks_of_the_body_by_its_kind() -> None:
    names = read_names(resolution("Decides to send a commission of inquiry;"))
    assert names.resolve("the Commission") == ("body/commission-of-inquiry-498", "anaphora")


def test_a_new_body_is_described_in_the_graph() -> None:
    document = resolution("Decides to send a commission of inquiry composed of three members of the Council;")
    findings = annotate(document)
    iris = Iris()
    graph = {str(triple) for triple in describe(merge([document]), iris, findings)}
    body = "<https://w3id.org/unsc/body/commission-of-inquiry-498>"
    assert f"{body} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/unsc/ontology#Body>" in graph
    name = '"Commission of Inquiry established by paragraph 1 of resolution 498 (1981)"@en'
    assert f"{body} <http://www.w3.org/2004/02/skos/core#prefLabel> {name}" in graph


def test_forces_by_the_paragraphs_that_authorize_them() -> None:
    assert authorized_by("11", "2183") == "mission/nato-hq-sarajevo"
    assert authorized_by("1", "2") is None


def test_no_verb_that_founds_escapes_the_quick_look() -> None:
    verbs = "establish establishes establishment set up|sets up|create|creates|creation|appoint|appointment|constitutes|form|designate"
    verbs += "|dispatch|deployment|send|sends|authorizes|authorises"
    for verb in re.split(r"[ |](?!up)", verbs):
        match = founded._FOUNDS.search(f"to {verb} a committee")
        assert match and any(stem in match.string for stem in founded._STEMS), verb
        assert verb.split()[0] in founded._VERBS
