"""The vocabularies: every concept finds itself in its example, every name the Council used is found, nothing twice."""

from __future__ import annotations

import re
import time
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, parse

from resrdf import lexicon
from resrdf.annotations import Action, Citation, MandateChange, Report
from resrdf.document import Clause, Document, Locator, Source
from resrdf.enrich import annotate
from resrdf.enrich.citations.titles import instruments
from resrdf.enrich.mandates.tasks import find_task_kind
from resrdf.enrich.measures.finding import find_measures
from resrdf.enrich.names.holders import read_holders
from resrdf.errors import ResrdfError
from resrdf.lexicon import BASE, actors, audiences, find_force, find_opening, find_state, load_lexicon, verb_openers
from resrdf.resources import find_folder
from resrdf.symbol import Symbol
from resrdf.wordtree import Lexicon

VOCAB = find_folder("ontology") / "vocab"
FILES = sorted(VOCAB.glob("*.ttl"))
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCTERMS = "http://purl.org/dc/terms/"
ACTORS = ("actor", "body", "government", "mission", "state")


def statements(path: Path) -> dict[str, dict[str, list[str]]]:
    said: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in parse(path=str(path)):
        assert isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
        said[quad.subject.value][quad.predicate.value.replace(SKOS, "skos:")].append(quad.object.value)
    return said


def examples(name: str) -> list[tuple[str, str]]:
    return [
        (iri.removeprefix(BASE), text)
        for iri, said in statements(VOCAB / f"{name}.ttl").items()
        for text in said["skos:example"]
    ]


# ---------------------------------------------------------------- every scheme


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_scheme_describes_itself(path: Path) -> None:
    scheme = statements(path)[f"{BASE}vocab/{path.stem}"]
    assert f"{SKOS}ConceptScheme" in scheme["http://www.w3.org/1999/02/22-rdf-syntax-ns#type"]
    for name in ("title", "description", "license", "creator", "created", "modified"):
        assert len(scheme[DCTERMS + name]) == 1, name


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_a_concept_is_complete(path: Path) -> None:
    said = statements(path)
    scheme = f"{BASE}vocab/{path.stem}"
    folder = path.stem if path.stem in (*ACTORS, "regime") else f"vocab/{path.stem}"
    folder = {"government": "actor", "audience": "actor", "instrument": "doc"}.get(path.stem, folder)
    for iri, concept in said.items():
        if iri == scheme:
            continue
        assert re.fullmatch(rf"{BASE}{folder}/[A-Za-z0-9_-]+", iri), iri
        assert concept["skos:inScheme"] == [scheme], iri
        assert len(concept["skos:prefLabel"]) == 1, iri
        assert concept["skos:definition"] or concept["skos:example"], iri
        for other in concept["skos:broader"]:
            assert other in said and other != iri
        labels = concept["skos:prefLabel"] + concept["skos:altLabel"] + concept["skos:hiddenLabel"]
        assert len(labels) == len({label.casefold() for label in labels}), f"{iri}: a label stands twice"


@pytest.mark.parametrize("name", [*ACTORS, "audience", "instrument", "verb"])
def test_every_concept_has_one_example(name: str) -> None:
    concepts = len(statements(VOCAB / f"{name}.ttl")) - 1
    assert concepts == len(examples(name)) == len({iri for iri, _ in examples(name)})


@pytest.mark.parametrize("name", ACTORS)
def test_an_example_finds_its_own_actor_and_no_other(name: str) -> None:
    for iri, text in examples(name):
        assert {found.concept for found in actors().find_in(text)} == {iri}, text


def test_an_example_finds_its_own_audience_and_no_actor() -> None:
    for iri, text in examples("audience"):
        assert {found.concept for found in audiences().find_in(text)} == {iri}, text
        assert not list(actors().find_in(text)), text


def test_an_example_finds_its_own_instrument_and_no_other() -> None:
    for iri, text in examples("instrument"):
        assert {found.concept for found in instruments().find_in(text)} == {iri}, text


def test_an_example_opens_with_its_own_verb() -> None:
    for iri, text in examples("verb"):
        opening = find_opening(text)
        assert opening is not None and opening.verb == iri, text
        assert opening.start == 0 and text[opening.start : opening.end] == opening.surface


# ---------------------------------------------------------------- what findings are made of

MADE_BY_NO_RULE = {  # concepts that group others, or that only people or other sources give
    "vocab/measure/commodity-ban",
    "vocab/citation-function/cites",
    "vocab/citation-function/defined-in",
}
FINDINGS = (
    "task",
    "measure",
    "measure-action",
    "regime",
    "change-kind",
    "report-mode",
    "determination",
    "citation-function",
)


@pytest.mark.parametrize("name", FINDINGS)
def test_every_kind_of_finding_has_one_example(name: str) -> None:
    concepts = {iri.removeprefix(BASE) for iri in statements(VOCAB / f"{name}.ttl")} - {f"vocab/{name}"}
    given = [iri for iri, _ in examples(name)]
    assert len(given) == len(set(given)) and concepts - set(given) == MADE_BY_NO_RULE & concepts


@pytest.mark.parametrize(("name", "iri", "text"), [(n, *pair) for n in FINDINGS for pair in examples(n)])
def test_an_example_finds_its_own_kind_and_no_other(name: str, iri: str, text: str) -> None:
    assert found_in(name, text) == {iri}


def found_in(name: str, text: str) -> set[str | None]:
    """The concepts of a vocabulary that are found in one clause of an invented resolution."""
    if name == "task":
        return {find_task_kind(text) or "vocab/task/other"}
    operative = not text.endswith(",")
    clause = Clause(Locator(("op" if operative else "pre", "1")), "operative" if operative else "preambular", text)
    source = Source("invented.txt", "0" * 64, "text/plain")
    symbol = Symbol.resolution(2999, 2031)
    document = Document(
        "resolution",
        symbol,
        "en",
        source,
        operative=(clause,) if operative else (),
        preamble=() if operative else (clause,),
    )
    findings = annotate(document)
    assert findings is not None
    found = findings.clauses.get(clause.locator, ())
    measures = list(find_measures(clause, [a for a in found if isinstance(a, Action)], read_holders(document)))
    match name:
        case "measure":
            return {measure.kind for measure in measures}
        case "measure-action":
            return {measure.action for measure in measures}
        case "regime":
            return {measure.regime for measure in measures}
        case "change-kind":
            return {change.kind for change in found if isinstance(change, MandateChange)}
        case "report-mode":
            return {report.mode for report in found if isinstance(report, Report)}
        case "determination":
            return set(findings.basis.determinations)
        case _:
            return {citation.function for citation in found if isinstance(citation, Citation)}


@pytest.mark.parametrize("names", [*((name,) for name in ACTORS), ACTORS, ("verb",)], ids="+".join)
def test_no_name_belongs_to_two_concepts(names: tuple[str, ...]) -> None:
    claims = defaultdict(set)
    for name in names:
        for iri, said in statements(VOCAB / f"{name}.ttl").items():
            for label in said["skos:prefLabel"] + said["skos:altLabel"] if said["skos:inScheme"] else ():
                claims[label.casefold()].add(iri)
    assert not {label: iris for label, iris in claims.items() if len(iris) > 1}


# ---------------------------------------------------------------- States

EVER_ON_THE_COUNCIL = """China; France; Union of Soviet Socialist Republics; Russian Federation; United Kingdom of
Great Britain and Northern Ireland; United Kingdom; United States of America; United States; Albania; Algeria; Angola;
Argentina; Australia; Austria; Azerbaijan; Bahrain; Bangladesh; Belarus; Byelorussian Soviet Socialist Republic;
Belgium; Benin; Bolivia; Bolivia (Plurinational State of); Bosnia and Herzegovina; Botswana; Brazil; Bulgaria; Burkina
Faso; Burundi; Cameroon; Canada; Cape Verde; Ceylon; Chad; Chile; Colombia; Congo; Costa Rica; Côte d'Ivoire; Ivory
Coast; Croatia; Cuba; Czechoslovakia; Czech Republic; Democratic Republic of the Congo; Democratic Yemen; Denmark;
Djibouti; Dominican Republic; Ecuador; Egypt; Equatorial Guinea; Estonia; Ethiopia; Finland; Gabon; Gambia; German
Democratic Republic; Germany; Germany, Federal Republic of; Federal Republic of Germany; Ghana; Greece; Guatemala;
Guinea; Guinea-Bissau; Guyana; Honduras; Hungary; India; Indonesia; Iran; Iran (Islamic Republic of); Iraq; Ireland;
Italy; Jamaica; Japan; Jordan; Kazakhstan; Kenya; Kuwait; Latvia; Lebanon; Liberia; Libyan Arab Republic; Libyan Arab
Jamahiriya; Libya; Lithuania; Luxembourg; Madagascar; Malaysia; Mali; Malta; Mauritania; Mauritius; Mexico; Morocco;
Mozambique; Namibia; Nepal; Netherlands; Netherlands (Kingdom of the); New Zealand; Nicaragua; Niger; Nigeria; Norway;
Oman; Pakistan; Panama; Paraguay; Peru; Philippines; Poland; Portugal; Qatar; Republic of Korea; Romania; Rwanda;
Saint Vincent and the Grenadines; Senegal; Sierra Leone; Singapore; Slovakia; Slovenia; Somalia; South Africa; Spain;
Sri Lanka; Sudan; Sweden; Switzerland; Syria; Syrian Arab Republic; Thailand; Togo; Trinidad and Tobago; Tunisia;
Turkey; Türkiye; Uganda; Ukraine; Ukrainian Soviet Socialist Republic; United Arab Emirates; United Arab Republic;
United Republic of Cameroon; United Republic of Tanzania; Upper Volta; Uruguay; Venezuela; Venezuela (Bolivarian
Republic of); Viet Nam; Yemen; Yugoslavia; Zaire; Zambia; Zimbabwe; Dahomey; Burma"""


@pytest.mark.parametrize("name", [" ".join(name.split()) for name in EVER_ON_THE_COUNCIL.split(";")])
def test_every_member_that_the_council_ever_had(name: str) -> None:
    assert find_state(name) is not None
    assert find_state(name.upper()) == find_state(name) == find_state(f"the {name}")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Congo", "Democratic Republic of the Congo"),
        ("Union of Soviet Socialist Republics", "Russian Federation"),
        ("German Democratic Republic", "Germany"),
        ("Czechoslovakia", "Czechia"),
        ("Yugoslavia", "Serbia and Montenegro"),
        ("Democratic Yemen", "Yemen"),
        ("United Arab Republic", "Egypt"),
        ("Republic of Korea", "Democratic People's Republic of Korea"),
        ("Guinea", "Guinea-Bissau"),
        ("Niger", "Nigeria"),
        ("Dominica", "Dominican Republic"),
        ("Sudan", "South Sudan"),
        ("Viet Nam", "Republic of Viet-Nam"),
    ],
)
def test_different_states_stay_different(one: str, other: str) -> None:
    assert find_state(one) and find_state(other) and find_state(one) != find_state(other)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("Zaire", "state/COD"),
        ("Upper Volta", "state/BFA"),
        ("Ivory Coast", "state/CIV"),
        ("Dahomey", "state/BEN"),
        ("Ceylon", "state/LKA"),
        ("Burma", "state/MMR"),
        ("Byelorussian Soviet Socialist Republic", "state/BLR"),
        ("LIBYAN ARAB JAMAHIRIYA", "state/LBY"),
        ("CÔTE D’IVOIRE", "state/CIV"),
        ("COTE D'IVOIRE", "state/CIV"),
        ("USSR", "state/SUHH"),
        ("Malagasy Republic", "state/MDG"),
        ("BOLIVIA  (PLURINATIONAL\nSTATE OF)", "state/BOL"),
        ("Union of So- viet Socialist Republics", "state/SUHH"),
        ("TÜRKİYE", "state/TUR"),
        ("Eswatini", "state/SWZ"),
        ("The former Yugoslav Republic of Macedonia", "state/MKD"),
        ("Palestine", "state/PSE"),
        ("Federal Republic of Yugoslavia", "state/CSXX"),
    ],
)
def test_names_in_their_time(name: str, path: str) -> None:
    assert find_state(name) == path


@pytest.mark.parametrize("name", ["", "the", "Atlantis", "KOREA", "Republic", "CHILEs", "Member States"])
def test_no_state_is_guessed(name: str) -> None:
    assert find_state(name) is None


# ---------------------------------------------------------------- verbs

# Openings of paragraphs with what stands before and between taken away; facts of usage, two or more times since 2000.
USED_OPENINGS = """decides requests recalling reaffirming welcoming welcomes urges calls-upon encourages recognizing
expressing reaffirms noting stressing reiterating taking-note acting reiterates recalls expresses calls-on stresses
determining emphasizing commending demands emphasizes recognizes condemning underlining underlines notes encouraging
condemns underscores affirms directs having-considered authorizes acknowledging urging takes-note underscoring
commends affirming invites calls-for recognising endorses acknowledges bearing-in-mind deploring supports confirms
concerned mindful echoing calling-upon supporting emphasising emphasises convinced calling-on renews considering
highlighting authorises determined looks-forward demanding highlights responding having-examined agreeing recognises
recommends regrets looking-forward paying-tribute reminding reminds agrees deplores having-regard determines
taking-into-account concurring appeals approves regretting continuing requires maintains considers declares guided
distressed endorsing extends having-taken-note re-emphasizing willing alarmed pays-tribute disturbed encouraged
congratulating having-reviewed reconfirms remains-concerned appreciates clarifies guided re-emphasizes meeting pledges
having-decided forwards undertakes aware having-heard insists declaring adopts exhorts being-concerned thanking
resolving honouring resolves having-conducted rejects charges reports communicates describes establishes expects
intends indicates committed draws-attention announces offers concludes"""


@pytest.mark.parametrize("surface", sorted(set(USED_OPENINGS.split())))
def test_the_openings_in_use_are_known(surface: str) -> None:
    words = surface.replace("-", " ") if surface not in {"re-emphasizing", "re-emphasizes"} else surface
    assert words in verb_openers()


@pytest.mark.parametrize(
    ("text", "verb", "qualifiers"),
    [
        ("Decides also to remain actively seized of the matter;", "decide", ("also",)),
        ("Further calls upon all parties to cooperate;", "call-upon", ("further",)),
        ("Calls on the parties to talk;", "call-upon", ()),
        ("Calls for an immediate ceasefire;", "call-for", ()),
        ("Once again urges the parties to talk;", "urge", ("once again",)),
        ("Determining that the situation is a threat to the peace,", "determine", ()),
        ("Determined to put an end to the conflict,", "be-determined", ()),
        ("Gravely concerned at the loss of life,", "be-concerned", ("gravely",)),
        ("Remaining deeply concerned at the loss of life,", "be-concerned", ("deeply",)),
        ("Having also taken note of the letter,", "take-note", ("also",)),
        ("Takes note of the report;", "take-note", ()),
        ("Notes with appreciation the report;", "note", ()),
        ("Mindful of its responsibility,", "be-mindful", ()),
        ("Having considered the report,", "consider", ()),
        ("Authorises the Force to use all necessary measures;", "authorize", ()),
        ("Expressing once again its gratitude to donors,", "express", ("once again",)),
        ("Bearing in mind the purposes of the Charter,", "bear-in-mind", ()),
        ("Strongly condemns the attack;", "condemn", ("strongly",)),
    ],
)
def test_openings(text: str, verb: str, qualifiers: tuple[str, ...]) -> None:
    opening = find_opening(text)
    assert opening is not None
    assert (opening.verb, opening.qualifiers) == (f"vocab/verb/{verb}", qualifiers)


@pytest.mark.parametrize(
    "text", ["", "The Security Council,", "United Nations personnel", "(a) The parties;", "Further"]
)
def test_no_opening_is_guessed(text: str) -> None:
    assert find_opening(text) is None


def test_every_verb_has_a_force_that_exists() -> None:
    forces = set(statements(VOCAB / "force.ttl"))
    for iri, _ in examples("verb"):
        force = find_force(iri)
        assert force is not None and BASE + force in forces, iri
    assert find_force("vocab/verb/decide") == "vocab/force/decision"
    assert find_force("vocab/verb/atlantis") is None


# ---------------------------------------------------------------- looking up


def test_the_longest_name_wins_and_case_is_minded() -> None:
    lex = Lexicon.of([("Chad", "a"), ("South Sudan", "b"), ("Sudan", "c"), ("WHO", "d"), ("parties", "e")])
    text = "Chad and South Sudan, who chad the parties; WHO, the Sudan and SOUTH SUDAN"
    assert [f.concept for f in lex.find_in(text)] == ["a", "b", "e", "d", "c", "b"]
    assert [text[f.start : f.end] for f in lex.find_in(text)][1] == "South Sudan"


def test_a_name_that_two_claim_finds_neither() -> None:
    lex = Lexicon.of([("the Force", "a"), ("the Force", "b"), ("the Mission", "a")])
    assert lex.find_name("the Force") is None and lex.find_name("Mission") is None
    assert [f.concept for f in lex.find_in("the Force and the Mission")] == ["a"]


def test_a_vocabulary_that_is_not_there() -> None:
    with pytest.raises(ResrdfError, match="atlantis"):
        load_lexicon("atlantis")


@given(
    st.sampled_from(sorted(lexicon.states().names)),
    st.booleans(),
    st.sampled_from(["{}", "the {}", " {} ", "The {}"]),
    st.sampled_from([" ", "  ", "\n", "\u00a0"]),
)
def test_a_state_is_found_however_it_is_written(name: str, upper: bool, frame: str, space: str) -> None:
    written = frame.format(name.upper() if upper else name).replace(" ", space)
    assert find_state(written) == lexicon.states().names[name]


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    end = 0
    for found in actors().find_in(text):
        assert end <= found.start < found.end <= len(text)
        end = found.end
    opening = find_opening(text)
    assert opening is None or text[opening.start : opening.end] == opening.surface


def test_matching_does_not_slow_down_with_the_vocabulary() -> None:
    text = "The Security Council requests Name 17 of Place 3 to report to the Secretary-General on Name 9. " * 200

    def seconds(size: int) -> float:
        lex = Lexicon.of((f"Name {n} of Place {n % 7}", str(n)) for n in range(size))
        times = []
        for _ in range(5):
            start = time.process_time()
            assert list(lex.find_in(text))
            times.append(time.process_time() - start)
        return min(times)

    assert seconds(20_000) < 3 * seconds(200) + 0.01
