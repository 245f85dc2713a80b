"""Measures of Article 41: a new case is one line. Texts are written for the purpose, in the manner of the Council."""

from __future__ import annotations

from datetime import date

import pytest

from resrdf.annotations import MeasureChange
from resrdf.document import Adoption, Clause, ClauseKind, Document, Locator, Source
from resrdf.enrich.measures.finding import find_measures
from resrdf.enrich.measures.words import OBJECT_BEGINNINGS, OBJECTS
from resrdf.enrich.names.holders import read_holders
from resrdf.enrich.verbs import find_actions
from resrdf.symbol import Symbol
from resrdf.words import has_beginning


def find(
    text: str,
    *before: str,
    symbol: str = "S/RES/2900(2028)",
    kind: ClauseKind = "operative",
    items: tuple[str, ...] = (),
) -> list[MeasureChange]:
    """The changes that a paragraph and its items make, after other paragraphs of the same resolution."""
    part = "op" if kind == "operative" else "pre"
    place = Locator((part, str(len(before) + 1)))
    earlier = tuple(Clause(Locator(("op", str(n))), "operative", t, str(n)) for n, t in enumerate(before, 1))
    children = tuple(Clause(place / label, kind, t, label) for label, t in zip("abcdef", items, strict=False))
    clause = Clause(place, kind, text, str(len(before) + 1), children)
    document = Document(
        "resolution", Symbol.from_text(symbol), "en", Source("a.txt", "0", "text/plain"),
        adoption=Adoption(date=date(2011, 3, 1)), preamble=(clause,) if kind == "preambular" else (),
        operative=(*earlier, clause) if kind == "operative" else (),
    )  # fmt: skip
    holders = read_holders(document)
    return [m for c in (clause, *children) for m in find_measures(c, tuple(find_actions(c)), holders)]


def told(found: list[MeasureChange]) -> list[str]:
    return [f"{m.action.split('/')[-1]} {m.kind.split('/')[-1]}" for m in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Decides that all States shall freeze without delay the funds of such persons;", ["impose asset-freeze"]),
        ("Decides that all States shall prevent the entry into or transit through their territories of them;", ["impose travel-ban"]),
        ("Decides that all States shall prevent the sale or supply to Ruritania of arms and related materiel;", ["impose arms-embargo"]),
        ("Decides that all States shall prevent the import into their territories of all rough diamonds;", ["impose diamond-embargo"]),
        ("Decides that all States shall deny permission to any aircraft to take off from their territory;", ["impose flight-ban"]),
        ("Calls upon all States to inspect all cargo to and from Ruritania;", ["impose cargo-inspection"]),
        ("Decides to lift the arms embargo imposed by paragraph 5 of resolution 733 (1992);", ["terminate arms-embargo"]),
        ("Decides that the travel ban imposed by resolution 1521 (2003) is suspended;", ["suspend travel-ban"]),
        ("Decides to terminate the measures imposed by resolution 1132 (1997);", ["terminate sanctions"]),
        ("Decides that all States shall, until 1 May 2012, continue to freeze the funds of such persons;", ["extend asset-freeze"]),
        ("Authorizes the Force to take all necessary measures to prevent the supply of arms;", []),
        ("Decides to extend humanitarian measures and confidence-building measures;", []),
        ("Decides to renew the mandate of the Panel of Experts and its support for the sanctions;", []),
        ("Recalls the arms embargo imposed by resolution 1521 (2003);", []),
        ("Calls upon all States to prevent the supply of arms in violation of the embargo;", []),
        ("Decides that the measures imposed by resolution 1298 (2000) shall be terminated if the parties comply;", []),
        ("Decides that the Committee may terminate the designation of a vessel under the measures in resolution 2146 (2014);", []),
        ("Expresses its intention to lift the sanctions imposed by resolution 1521 (2003);", []),
        ("Decides that the measure imposed by paragraph 2 of resolution 1521 (2003) shall not apply to vests;", ["exempt arms-embargo"]),
        ("Decides that paragraph 4 of resolution 748 (1992) of 31 March 1992 shall not apply to relief;", ["exempt flight-ban"]),
        ("Decides that paragraph 12 of resolution 2400 (2018) shall not apply to observers;", []),
        ("Decides that States may permit the addition to the accounts frozen under it of any interest;", ["exempt asset-freeze"]),
        ("Decides that the measures imposed by paragraph 2 of resolution 1521 (2003) shall cease to have effect;", ["terminate arms-embargo"]),
        ("Decides that all States shall prevent the sale or supply of arms, as well as of petroleum;", ["impose arms-embargo", "impose oil-embargo"]),
        ("Decides that the measures in paragraph 8 (a) of resolution 1718 (2006) shall also apply to all arms;", ["modify arms-embargo"]),
    ],
)  # fmt: skip
def test_measures(text: str, expected: list[str]) -> None:
    assert told(find(text)) == expected


def test_cited_paragraphs_tell_type_regime_and_end() -> None:
    text = "Decides to extend until 30 April 2014 the measures imposed by paragraphs 2 and 4 of resolution 1521 (2003);"
    found = find(text)
    assert sorted(told(found)) == ["extend arms-embargo", "extend travel-ban"]
    assert {m.regime for m in found} == {"regime/1521"}
    assert {m.valid_until for m in found} == {date(2014, 4, 30)}
    assert text[found[0].start : found[0].end] == "extend until 30 April 2014 the measures"


def test_paragraphs_of_the_same_resolution_are_read() -> None:
    ban = "Decides that all States shall prevent the entry into or transit through their territories of them;"
    found = find(
        "Decides that the measures imposed by paragraph 1 above shall not apply to:", ban, symbol="S/RES/1970(2011)"
    )
    assert told(found) == ["exempt travel-ban"]
    assert (found[0].regime, found[0].rule) == ("regime/1970", "anaphora")


def test_items_go_on_with_the_duty_of_their_paragraph() -> None:
    items = ("Freeze without delay the funds of these persons;", "Prevent the supply to them of arms;")
    assert told(find("Decides that all States shall:", items=items)) == ["impose asset-freeze", "impose arms-embargo"]


def test_no_regime_is_guessed() -> None:
    assert find("Decides that all States shall freeze without delay the funds of such persons;")[0].regime is None


def test_the_preamble_imposes_nothing() -> None:
    assert not find("Recalling that all States shall freeze the funds of such persons,", kind="preambular")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "arms-embargo",
            "the sale of arms|to supply weapons|export of military equipment|transfer of matériel|supply of battle tanks",
        ),
        ("asset-freeze", "freeze the funds|freezing all assets|the funds so frozen"),
        ("travel-ban", "the entry into their territory|transit through their territories|admission to their countries"),
        ("flight-ban", "any aircraft to take off|permission to any aircraft|ban on all flights|suspend all flights"),
        (
            "oil-embargo",
            "supply of petroleum|sale of crude oil|export of aviation fuel|transfer of refined oil|supply of fuel oil",
        ),
        ("timber-embargo", "import of round logs|import of timber"),
        (
            "coal-and-minerals-ban",
            "export of coal|supply of iron ore|trade in gold|export of titanium|transfer of rare earth minerals",
        ),
        ("trade-embargo", "import of all commodities|sale or supply of any products|export of all goods"),
        (
            "financial-restrictions",
            "provision of financial services|transfer of export credits|provision of public financial support"
            "|new commitments for grants|making available to the Government|joint ventures|correspondent relationships",
        ),
        (
            "maritime-restrictions",
            "entry into their ports|to de-flag|to deflag|bunkering services|crew services to vessels|ship-to-ship",
        ),
        (
            "diplomatic-restrictions",
            "reduce the number of staff at consular posts|diplomatic relations|consular relations",
        ),
        ("proliferation-restrictions", "supply of items for nuclear use|transfer of technology for ballistic missiles"),
        (
            "cultural-and-sports-restrictions",
            "participation in sport|scientific and technical cooperation and cultural exchanges|sporting events|sporting relations",
        ),
    ],
)
def test_no_object_of_a_measure_escapes_the_quick_look(kind: str, words: str) -> None:
    assert OBJECT_BEGINNINGS.keys() == OBJECTS.keys()
    for text in words.split("|"):
        assert OBJECTS[kind].search(text), text
        assert has_beginning(text, OBJECT_BEGINNINGS[kind]), text
