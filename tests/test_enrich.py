"""What a clause does, what it cites, on what the Council acts: short clauses, each with what must be found and no more."""

from __future__ import annotations

import pytest

from resrdf.annotations import Work
from resrdf.document import Adoption, Annex, Clause, Document, Footnote, Locator, Source
from resrdf.enrich import annotate
from resrdf.enrich.basis import find_basis
from resrdf.enrich.citations import find_citations, read_context
from resrdf.enrich.verbs import find_actions
from resrdf.symbol import Symbol


def op(text: str, path: str = "op/9") -> Clause:
    locator = Locator.from_path(path)
    return Clause(locator, "operative", text, locator.parts[-1])


def pre(text: str, n: int = 1) -> Clause:
    return Clause(Locator(("pre", str(n))), "preambular", text)


def document(*clauses: Clause, notes: tuple[Footnote, ...] = (), annexes: tuple[Annex, ...] = ()) -> Document:
    return Document(
        "resolution",
        Symbol.resolution(2042, 2012),
        "en",
        Source("invented.txt", "0" * 64, "text/plain"),
        adoption=Adoption(),
        preamble=tuple(c for c in clauses if c.kind == "preambular"),
        operative=tuple(c for c in clauses if c.kind == "operative"),
        footnotes=notes,
        annexes=annexes,
    )


# ---------------------------------------------------------------------------------------------- actions
ACTIONS = [
    (op("Decides to extend the mandate of the Mission until 30 June;"), ["decide"]),
    (op("Decides to authorize the Force to take all necessary measures;"), ["decide"]),
    (op("Welcomes and encourages further the efforts of all States;"), ["welcome", "encourage"]),
    (
        op("Takes note of the report, requests him to report, and calls upon them to act;"),
        ["take note", "request", "call upon"],
    ),
    (op("In that context, invites the Committee to explore ways:"), ["invite"]),
    (
        op("Recalling its earlier decision, reaffirms its support and also urges the parties;"),
        ["recall", "reaffirm", "urge"],
    ),
    (op("In order to ensure compliance, Member States are called upon to cooperate;"), ["call upon"]),
    (
        op("Stresses the importance of this, and in this regard requests the Secretary-General to act;"),
        ["stress", "request"],
    ),
    (op("Notes requests from States and demands of the parties;"), ["note"]),
    (op("Welcomes the body which monitors compliance and reports on it;"), ["welcome"]),
    (op("Provide good offices as stipulated in the Agreement;", "op/9/a"), []),
    (op("To seek from all States further information;", "op/9/a"), []),
    (op("Reiterates its call on all parties to end this;", "op/9/a"), ["reiterate"]),
    (pre("Supporting these efforts, and reaffirming also its resolutions,"), ["support", "reaffirm"]),
    (pre("Determining that the situation is a threat to the peace,"), ["determine"]),
    (pre("Determined to act,"), ["be determined"]),
    (pre("Gravely concerned at the violence,"), ["be concerned"]),
    (pre("Having considered the report of the Secretary-General,"), ["consider"]),
    (pre("Expressing its determination to act,"), ["express"]),
    (op("In this context demands that all parties abstain from violence;"), ["demand"]),
    (
        op("Urges ships that sail there to be vigilant and, in this context, encourages States to share;"),
        ["urge", "encourage"],
    ),
    (
        op("Supports all persons who wish to return, and also demands that it end;"),
        ["support", "demand"],
    ),
    (
        op("Condemns acts which constitute violations of the ceasefire and demands that they end;"),
        ["condemn", "demand"],
    ),
    (op("Welcomes the force that trains soldiers and facilitates returns;"), ["welcome"]),
    (
        op("Notes the mandate and tasks of the Mission, all victims and witnesses, and further acts of piracy;"),
        ["note"],
    ),
    (
        op("Requests an updated trial and appeals schedule, and appeals to the parties;"),
        ["request", "appeal"],
    ),
    (op("Monitor the border, identify threats, and welcomes steps taken by the Mission;", "op/9/a"), ["welcome"]),
    (
        pre("Welcoming the elections in January and encouraging the new leaders to pursue peace,"),
        ["welcome", "encourage"],
    ),
    (pre("Stressing the importance of promoting and encouraging respect for human rights,"), ["stress"]),
    (pre("Noting efforts which have failed, recognizing the need to begin again,"), ["note", "recognize"]),
    (pre("Condemning terrorist acts and repudiating attempts to justify them,"), ["condemn", "reject"]),
]


@pytest.mark.parametrize(
    ("clause", "verbs"), ACTIONS, ids=lambda value: value.text[:40] if isinstance(value, Clause) else ""
)
def test_the_actions_of_a_clause(clause: Clause, verbs: list[str]) -> None:
    found = list(find_actions(clause))
    assert [action.verb for action in found] == [f"vocab/verb/{verb.replace(' ', '-')}" for verb in verbs]
    for action in found:
        assert clause.text[action.start : action.end] == clause.text[action.start : action.end].strip() != ""


def test_calls_for_a_thing_and_calls_upon_somebody_differ() -> None:
    verbs = [a.verb for a in find_actions(op("Calls for restraint and calls on all States to help;"))]
    assert verbs == ["vocab/verb/call-for", "vocab/verb/call-upon"]


def test_an_action_has_its_force_and_its_adverbs() -> None:
    (action,) = find_actions(op("Once again strongly urges the parties to cooperate;"))
    assert (action.force, action.qualifier) == ("vocab/force/request", "once again strongly")


# ---------------------------------------------------------------------------------------------- citations
def cited(
    clause: Clause, *others: Clause, notes: tuple[Footnote, ...] = (), annexes: tuple[Annex, ...] = ()
) -> list[str]:
    context = read_context(document(*others, clause, notes=notes, annexes=annexes))
    shown = []
    for citation in find_citations(clause, context):
        target = citation.target
        name = None if target is None else target.names[0] if isinstance(target, Work) else target.canonical
        own = target == context.outline.symbol
        shown.append(str(citation.clause) if own else f"{name}#{citation.clause}" if citation.clause else str(name))
    return shown


PLACES = tuple(
    op("text", path)
    for path in ("op/1", "op/2", "op/3", "op/4", "op/5", "op/8", "op/8/a", "op/8/a/i", "op/8/a/ii", "op/8/b")
)
CITATIONS = [
    ("Recalls its resolutions 82 (1950) and 83 (1950) of 25 and 27 June 1950;", ["S/RES/82(1950)", "S/RES/83(1950)"]),
    ("Recalls its resolution 1493 of 28 July 2003;", ["S/RES/1493(2003)"]),
    ("Recalls resolutions 1373 and 1540;", ["S/RES/1373(2001)", "S/RES/1540(2004)"]),
    ("Recalls its resolution 1373 (1998);", ["None"]),
    ("Recalls S/RES/1645 (2005) and Presidential Statement 2015/25;", ["S/RES/1645(2005)", "S/PRST/2015/25"]),
    ("Recalls the plan (PBC/7/OC/L.1) and its statement (S/PRST/ 2014/23);", ["PBC/7/OC/L.1", "S/PRST/2014/23"]),
    ("Imposes the measures of paragraph 14 of resolution 2216 (2015);", ["S/RES/2216(2015)#op/14"]),
    ("Recalls paragraphs 3 to 5 of resolution 748 (1992);", [f"S/RES/748(1992)#op/{n}" for n in (3, 4, 5)]),
    ("Acts on paragraphs 3 to 5 above;", ["op/3", "op/4", "op/5"]),
    ("Acts on paragraph 1 and paragraph 2 of this resolution;", ["op/1", "op/2"]),
    (
        "Covers subparagraphs 8 (a) (i) and (ii) above;".replace("subparagraphs", "paragraphs"),
        ["op/8/a/i", "op/8/a/ii"],
    ),
    ("Recalls paragraph 75 of the report of the Group;", []),
    ("Recalls General Assembly resolutions 293 (IV) and 46/182;", ["A/RES/293 (IV)"]),
    ("Recalls General Assembly resolution 46/182 of 19 December 1991;", ["A/RES/46/182"]),
    ("Notes the reports (S/1997/686 and Add.1) and (S/1997/859);", ["S/1997/686", "S/1997/686/Add.1", "S/1997/859"]),
    ("Recalls the statement of its President (S/PRST/2006/41);", ["S/PRST/2006/41"]),
    (
        "Recalls Article 2, paragraph 4, of the Charter of the United Nations;",
        ["Charter of the United Nations, Article 2, paragraph 4"],
    ),
    ("Recalls the Charter;", ["Charter of the United Nations"]),
    ("Recalls Article 15 of the Statute of the Tribunal;", []),
    (
        "Demands that it return to the Treaty on the Non-Proliferation of Nuclear Weapons;",
        ["Treaty on the Non-Proliferation of Nuclear Weapons"],
    ),
    (
        "Welcomes the report of the Secretary-General of 3 March 1992;",
        ["report of the Secretary-General of 3 March 1992"],
    ),
    ("Decides to remain seized of this resolution's matter;", []),
]


@pytest.mark.parametrize(("text", "targets"), CITATIONS, ids=lambda value: value[:40] if isinstance(value, str) else "")
def test_the_citations_of_a_clause(text: str, targets: list[str]) -> None:
    assert cited(op(text), *PLACES) == targets


def test_a_document_is_found_again_by_its_alias_and_by_its_date() -> None:
    first = pre("Welcoming the Agreement on Peace, signed on 5 December 2001 (S/2001/1154) (the Bonn Agreement),")
    second = pre(
        "Having considered the reports of 4 September 1997 (S/1997/686) and of 5 November 1997 (S/1997/859),", 2
    )
    assert cited(op("Calls upon the parties to the Bonn Agreement to implement it;"), first, second) == ["Bonn Agreement"]
    assert cited(op("Welcomes the reports of 4 September 1997 and of 5 November 1997;"), first, second) == [
        "S/1997/686",
        "S/1997/859",
    ]


def test_the_paragraph_before_the_annex_and_a_footnote() -> None:
    assert cited(op("Acts on the preceding paragraph;", "op/2"), op("Notes this;", "op/1")) == ["op/1"]
    annex = Annex(Locator(("annex", "1")), ("Annex",))
    assert cited(op("Decides to adopt the attached declaration;"), annexes=(annex,)) == ["annex/1"]
    note = Footnote("9", "Document S/1496.", Locator(("op", "9")), 16)
    assert cited(op("Notes the report;"), notes=(note,)) == ["S/1496"]


def test_every_quote_is_the_slice_of_its_offsets() -> None:
    clause = op("Recalls paragraphs 3 and 4 above, its resolution 1373 (2001) and the Charter of the United Nations;")
    quotes = [clause.text[c.start : c.end] for c in find_citations(clause, read_context(document(clause, *PLACES)))]
    assert quotes == ["3", "4", "1373 (2001)", "Charter of the United Nations"]


# ---------------------------------------------------------------------------------------------- legal basis
def test_an_invocation_in_the_preamble_covers_the_operative_part() -> None:
    basis = find_basis(
        document(pre("Acting under Chapter VII of the Charter,"), op("Decides;", "op/1"), op("To go;", "op/1/a"))
    )
    assert basis.acting_under == ("vocab/charter/chapter-vii",)
    assert {str(place) for place in basis.under_chapter_vii} == {"op/1", "op/1/a"}


def test_an_invocation_in_a_paragraph_covers_that_paragraph() -> None:
    basis = find_basis(
        document(op("Notes;", "op/1"), op("Acting under Articles 39 and 40 of the Charter, decides;", "op/2"))
    )
    assert basis.acting_under == ("vocab/charter/article-39", "vocab/charter/article-40")
    assert {str(place) for place in basis.under_chapter_vii} == {"op/2"}


@pytest.mark.parametrize(
    "text",
    [
        "Decides, in the event of non-compliance, to impose measures under Chapter VII of the Charter;",
        "Recalls Chapter VII of the Charter;",
    ],
)
def test_a_mention_is_no_invocation(text: str) -> None:
    assert find_basis(document(op(text))).acting_under == ()


def test_determinations_and_the_matter_that_the_council_keeps() -> None:
    basis = find_basis(
        document(
            pre("Determining that this constitutes a breach of the peace,"),
            op("Decides to remain actively seized of the matter."),
        )
    )
    assert basis.determinations == ("vocab/determination/breach-of-the-peace",)
    assert {str(place) for place in basis.seized} == {"op/9"}


def test_only_english_is_interpreted() -> None:
    french = document(op("Décide de rester saisi de la question."))
    assert annotate(Document("resolution", french.symbol, "fr", french.source, operative=french.operative)) is None


def test_a_citation_without_a_target_is_reported() -> None:
    findings = annotate(document(op("Recalls its resolution 1373 (1998);")))
    assert findings is not None
    assert [remark.message for remark in findings.remarks] == ["cited without a target: 1373 (1998)"]
