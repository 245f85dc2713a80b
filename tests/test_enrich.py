"""What a clause does, what it cites, on what the Council acts: short clauses, each with what must be found and no more."""

from __future__ import annotations

import pytest

from resrdf.annotations import Work
from resrdf.document import Adoption, Annex, Clause, Document, Footnote, Locator, Source
from resrdf.enrich import annotate
from resrdf.enrich.basis import find_basis
from resrdf.enrich.citations.finding import find_citations, read_context
from resrdf.enrich.openings import find_boundaries
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
    (op("Decides to review the measures, taking into account the views of the parties;"), ["decide"]),
    (
        pre("Welcoming the role of the courts, while ensuring accountability, and promoting respect for the law,"),
        ["welcome"],
    ),
    (
        pre("Deploring the loss of life, and taking into account the views of all, and rejecting violence,"),
        ["deplore", "take into account", "reject"],
    ),
    (pre("Having heard both sides, and having received their replies,"), ["hear", "receive"]),
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
    (pre("Condemning terrorist acts and repudiating attempts to justify them,"), ["condemn", "repudiate"]),
    (
        pre("Recalling the accord which ended the war in 1990 and welcoming the elections,"),
        ["recall", "welcome"],
    ),
    (pre("Noting those who work by sharing news and welcoming guests,"), ["note"]),
    (
        pre("Noting the reform, including the ongoing training of officers, encouraging them to complete it,"),
        ["note", "encourage"],
    ),
    (pre("Welcoming and encouraging the efforts of both sides,"), ["welcome", "encourage"]),
    (pre("Having been apprised of the closure of the border,"), ["be apprised"]),
    (pre("Having received and taken note of the report,"), ["receive", "take note"]),
    (pre("Grieved at the loss of life and concerned about the damage,"), ["be grieved", "be concerned"]),
    (pre("Welcoming the talks and deeply concerned at their pace,"), ["welcome", "be concerned"]),
    (pre("Welcoming the visit of officials and concerned parties,"), ["welcome"]),
    (pre("Expressing concern at the attacks, and resolutely condemning them,"), ["express", "condemn"]),
    (pre("Noting that the Government, having resumed its duties, is committed to peace,"), ["note"]),
    (pre("Reaffirming the duties of all parties, as well as respecting the dead,"), ["reaffirm"]),
    (op("Praises the Mission whose success, under its head, constitutes an achievement;"), ["praise"]),
    (op("Stresses the need for further maps and records on the location of mines;"), ["stress"]),
    (op("Calls upon them to seek a solution which will endure, and noting their role;"), ["call upon", "note"]),
    (op("Calls in particular on the parties to talk;"), ["call upon"]),
    (op("Calls, in this regard, for restraint;"), ["call for"]),
    (op("Asks them to consult. The Security Council requests them to report;"), ["ask", "request"]),
    (pre("Continuing to be gravely concerned by the threat,"), ["be concerned"]),
    (op("Continues to believe that an early solution is needed;"), ["believe"]),
    (op("Appeals for calm;"), ["appeal"]),
    (
        op("Helping to train women in line with the plan, and requests further that it be reviewed;", "op/9/a"),
        ["request"],
    ),
    (
        op("Building courts which take account of safety, underlines in that regard the role of law;", "op/9/a"),
        ["underline"],
    ),
]


@pytest.mark.parametrize(
    ("clause", "verbs"), ACTIONS, ids=lambda value: value.text[:40] if isinstance(value, Clause) else ""
)
def test_the_actions_of_a_clause(clause: Clause, verbs: list[str]) -> None:
    found = list(find_actions(clause))
    assert [action.verb for action in found] == [f"vocab/verb/{verb.replace(' ', '-')}" for verb in verbs]
    for action in found:
        assert clause.text[action.start : action.end] == clause.text[action.start : action.end].strip() != ""


JOINTS = [
    ", and ",
    "; but ",
    ": yet, ",
    ", as well as ",
    "; while ",
    " while ",
    ". ",
    ", ",
    " and ",
    " but, ",
    ". The Security Council ",
]
FRONTED = """in this regard|in that regards|in the same context|in this respect|in this connection|in that light|in this spirit|in this
    vein|to this end|for that purpose|in particular|as such|at the same time|in doing so|in addition|with this in mind|to that effect|in so
    doing|so|nevertheless|however|accordingly|thereby"""


@pytest.mark.parametrize("joint", JOINTS)
def test_the_council_may_act_again_behind_each_joint(joint: str) -> None:
    for fronted in ("", *FRONTED.split("|")):
        for comma in (", ", " ", ", and ") if fronted else ("",):
            text = f"Notes the report{joint}{' '.join(fronted.split())}{comma}urges them to act;"
            assert [text[b.end() :] for b in find_boundaries(text, 5)] == ["urges them to act;"], text


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
    ("Acts on paragraph 8, subparagraphs (a) and (b), above;", ["op/8/a", "op/8/b"]),
    ("Acts on paragraph 3, subparagraph (f) of the Zenda Agreement;", ["Zenda Agreement"]),
    ("Recalls paragraph 3 (a) to (d) of resolution 1587 (2005);", [f"S/RES/1587(2005)#op/3/{x}" for x in "abcd"]),
    ("Notes the report (S$/25812 and Add.1l and 2);", ["S/25812", "S/25812/Add.1", "S/25812/Add.2"]),
    ("Recalls the Transitional Charter;", []),
    ("Recalls General Assembly resolutions 293 (IV) and 46/182;", ["A/RES/293 (IV)"]),
    ("Recalls General Assembly resolution 46/182 of 19 December 1991;", ["A/RES/46/182"]),
    ("Notes the reports (S/1997/686 and Add.1) and (S/1997/859);", ["S/1997/686", "S/1997/686/Add.1", "S/1997/859"]),
    ("Recalls the statement of its President (S/PRST/2006/41);", ["S/PRST/2006/41"]),
    (
        "Recalls Article 2, paragraph 4, of the Charter of the United Nations;",
        ["Charter of the United Nations, Article 2, paragraph 4"],
    ),
    ("Recalls the Charter;", ["Charter of the United Nations"]),
    (
        "Recalls the Charter of the United Nations and, in particular, its Article 2, paragraph 4, which reads:",
        ["Charter of the United Nations", "Charter of the United Nations, Article 2, paragraph 4"],
    ),
    ("Notes the duty to pay (cf. Charter, Article 19);", ["Charter of the United Nations, Article 19"]),
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
    assert cited(op("Calls upon the parties to the Bonn Agreement to implement it;"), first, second) == [
        "Bonn Agreement"
    ]
    assert cited(op("Welcomes the reports of 4 September 1997 and of 5 November 1997;"), first, second) == [
        "S/1997/686",
        "S/1997/859",
    ]


# ---- works that are named before, or only by kind, author and date: (clauses in order; what the last one cites)
REPORT = "Having considered the report of the Secretary-General of 21 August 1992 (S/24472),"
ACCORD = "Recalling the Peace Agreement for Ruritania signed at Zenda on 5 May 1990 (S/21000, annex),"
REFERRING = [
    ([REPORT, "Endorses the observations in paragraph 5 of his report;"], ["S/24472"]),
    ([REPORT, "Endorses the report of the Secretary-General;"], ["S/24472"]),
    ([REPORT, "Notes the Secretary-General's report and the reasons given in that report;"], ["S/24472"]),
    ([REPORT, "Requests the Secretary-General to cover this in his report;"], []),
    ([REPORT, "Requests the Group to submit a report, and decides to act upon receipt of that report;"], []),
    ([REPORT, "Welcomes the report of the Group of Experts;"], []),
    ([REPORT, "Looks forward to the report requested in paragraph 30 above;"], []),
    (
        [REPORT, "Noting also the report of the Secretary-General of 3 May 1992 (S/24000),", "Endorses his report;"],
        ["S/24472"],
    ),
    (["Noting the report of the Secretary-General (S/1) and his report (S/2),", "Endorses the report;"], []),
    ([ACCORD, "Calls upon all to implement the Peace Agreement;"], ["S/21000"]),
    ([ACCORD, "Calls upon the signatories of the Agreement to keep it;"], ["S/21000"]),
    ([ACCORD, "Noting the Conakry Agreement,", "Calls upon the signatories of the Agreement to keep it;"], []),
    (
        ["Noting the agreement on water (S/11) and the agreement on grazing (S/12),", "Supports these two agreements;"],
        ["S/11", "S/12"],
    ),
    (
        ["Noting the agreement between Ruritania and Strelsau, signed at Zenda (S/13),", "Supports the agreement between Ruritania and Strelsau;"],
        ["S/13"],
    ),
    (["Recalling General Assembly resolution 181 (II),", "Acts upon the resolution of the General Assembly;"], ["A/RES/181 (II)"]),
    (
        ["Recalling the Agreement on Peace and Reconciliation in Mali (“the Agreement”),", "Urges all to keep the Agreement;"],
        ["Agreement on Peace and Reconciliation in Mali"],
    ),
    (
        ["Recalling the Annexes to it (collectively the Peace Agreement, S/1995/999, annex),", "Supports the Peace Agreement;"],
        ["General Framework Agreement for Peace in Bosnia and Herzegovina"],
    ),
    (["Supports the Zenda Accord and the Status of Forces Agreement;"], ["Zenda Accord"]),
    (
        ["Noting the letter of 7 December 2007 from the Prime Minister of Iraq to its President;"],
        ["letter of the Prime Minister of Iraq of 7 December 2007"],
    ),
    (
        ["Noting the letter of 7 December 2007 from the Prime Minister of Iraq,", "Recalls the Iraqi Prime Minister’s letter dated 7 December 2007;"],
        ["letter of the Prime Minister of Iraq of 7 December 2007"],
    ),
    (
        ["Recalls what was agreed between NATO and the EU and set out in their letters of 19 November 2004;"],
        ["letter of NATO of 19 November 2004", "letter of the EU of 19 November 2004"],
    ),
    (
        ["Noting the communiqué of the African Union Peace and Security Council of 16 February 2021,"],
        ["communiqué of the African Union Peace and Security Council of 16 February 2021"],
    ),
    (["Welcoming the leaders’ joint statements of 23 May and 1 July 2008;"], ["Joint Statement of 23 May 2008", "Joint Statement of 1 July 2008"]),
    (["Noting the statement of the Contact Group of 9 March 1998;"], ["statement of the Contact Group of 9 March 1998"]),
    (
        ["Recalling its statements and resolutions 1031 (1995) of 15 December 1995 and 1088 (1996) of 12 December 1996,"],
        ["S/RES/1031(1995)", "S/RES/1088(1996)"],
    ),
    (["Supports the Zenda, Strelsau III and Hentzau Agreements;"], ["Zenda Agreement", "Strelsau III Agreement", "Hentzau Agreement"]),
    (["Recalling the Humanitarian and Security Protocols;"], []),
    (
        ["Recalling the agreement of 5 May 1990,", "Supports the Zenda and Hentzau Agreements;", "Urges all to keep these agreements;"],
        ["Zenda Agreement", "Hentzau Agreement"],
    ),
    (["Welcomes the comprehensive cease-fire agreement of 3 May 2003;"], ["comprehensive cease-fire agreement of 3 May 2003"]),
    (["Noting the statement by the Ministers of Ruritania of December 20, 2016,"], ["statement of the Ministers of Ruritania of 20 December 2016"]),
    (["Noting the Ruritanian authorities’ report of 30 June 2019,"], ["report of the Ruritanian authorities of 30 June 2019"]),
    (["Recalling the 12 May 2012 final report by the Panel,"], ["report of the Panel of 12 May 2012"]),
    (
        ["Recalls the resolutions of the United Nations Commission for Ruritania of 13 August 1948 and 5 January 1949;"],
        [f"resolution of the United Nations Commission for Ruritania of {day}" for day in ("13 August 1948", "5 January 1949")],
    ),
    (["Noting his letter dated 28 August 2014 (S/2014/644) and his update to the Council on 12 November 2014,"], ["S/2014/644"]),
    ([REPORT, "Approves the report of the Secretary~-General;"], ["S/24472"]),
    ([REPORT, "Notes what is said in paragraph 4 of his report concerning the elections;"], ["S/24472"]),
    (["Having examined the report of the Inquiry Commission (S/14),", "Welcomes the report of the Commission;"], ["S/14"]),
    (
        ["Recalling the Zenda Convention on Fishing (“the Convention”),", "Urges all to join the Convention and the Hentzau Convention on Whales;"],
        ["Zenda Convention on Fishing", "Hentzau Convention on Whales"],
    ),
    (["Notes the request of the Government of Ruritania to end UNMOT’s activities in its letter dated 8 May 2024;"], ["letter of the Government of Ruritania of 8 May 2024"]),
    (["Noting the 28 July 2017 and 17 October 2017 Secretary-General’s reports (S/2017/649 and S/2017/870),"], ["S/2017/649", "S/2017/870"]),
    (["Requests a report by 15 May 2001 and the report on the events of 5 May 1998;"], []),
    (["Recalls General Assembly resolutions 1514 (XV) of 14 December 1960 and 1760 (XVID of 31 October 1962;"], ["Declaration on the Granting of Independence to Colonial Countries and Peoples", "A/RES/1760 (XVII)"]),
    (["Continues resolution 986 (1995), except those contained in paragraphs 4 and 11;"], ["S/RES/986(1995)", "S/RES/986(1995)#op/4", "S/RES/986(1995)#op/11"]),
    (["Authorizes resolutions 1942 (2010) and 1967 (2011), and 192 military observers;"], ["S/RES/1942(2010)", "S/RES/1967(2011)"]),
    (
        [
            "Noting the Comprehensive Peace Agreement for Liberia,",
            "Recalling the Agreement between the United Nations and the Government of Ruritania signed on 3 May 2019 (“the Agreement”),",
            "Recalls article 10 of the Agreement;",
        ],
        ["Agreement between the United Nations and the Government of Ruritania"],
    ),
    (
        ["Welcoming the Agreement on Border Markets, signed on 3 May 2019, and the Zenda Agreement,", "Requests reports on the Agreement;"],
        ["Agreement on Border Markets"],
    ),
    (
        ["Recalling the Memorandum of Understanding between Ruritania and Strelsau,", "Calls for respect for the above-mentioned Memorandum of Understanding;"],
        ["Memorandum of Understanding between Ruritania and Strelsau"],
    ),
    (["Noting the Peace Agreement signed at Zenda on 25 July 2019,", "Recalls the timetable of the Peace Agreement;"], ["agreement of 25 July 2019"]),
    (["Recalling the 2019 Agreement on Border Markets,", "Deplores the violations of the 2019 Agreement;"], ["Agreement on Border Markets"]),
    (["Recalling the plan (“the Agreement”) and the Zenda Peace Agreement,", "Recalls the Agreement;"], []),
    (["Notes the exchange of letters between the King of Ruritania and the Governor of Zenda dated 3 May 2019;"], ["exchange of letters of 3 May 2019"]),
    (["Considers the request submitted to the Secretary-General by the Minister for Trade of Ruritania in his letter dated 8 May 2019;"], ["letter of the Minister for Trade of Ruritania of 8 May 2019"]),
    (["Recalls the Border Mechanism (BM) Communiqué of 3 May 2019;"], ["Border Mechanism Communiqué of 3 May 2019"]),
    (["Welcomes the Protocol on elections (S/2019/7) and the implementation of this Protocol;"], ["S/2019/7"]),
    (["Recalls the high-level agreements of 1977 and 1979;"], ["High-Level Agreement of 12 February 1977", "High-Level Agreement of 19 May 1979"]),
    (["Recalls Rule 4 of the Rules of Procedure and Evidence of the Special Court;"], ["Rules of Procedure and Evidence of the Special Court, rule 4"]),
    (["Notes documents S/7930/Add.64 and Add.65;"], ["S/7930/Add.64", "S/7930/Add.65"]),
    ([REPORT, "Recalls paragraph 4 of the Secretary-General’s most recent report;"], ["S/24472"]),
    (["Recalls paragraph 8.1 of the Zenda Agreement;"], ["Zenda Agreement"]),
    (["Recalls the measures in paragraphs 3–5 of resolution 1958 (2010);"], [f"S/RES/1958(2010)#op/{n}" for n in (3, 4, 5)]),
]  # fmt: skip


@pytest.mark.parametrize(("texts", "targets"), REFERRING, ids=lambda value: str(value[-1])[:50] if value else "nothing")
def test_works_named_before_or_by_kind_author_and_date(texts: list[str], targets: list[str]) -> None:
    earlier = [pre(text, n) for n, text in enumerate(texts[:-1], 1)]
    assert cited(op(texts[-1]), *earlier, *PLACES) == targets


def test_a_symbol_only_in_a_footnote_tells_what_a_date_dates() -> None:
    text = "Noting the report of the Secretary-General of 10 June 1966,"
    notes = (
        Footnote("4", "Official Records, documents S/7350 and Add.1.", Locator(("pre", "1")), len(text)),
        Footnote("5", "Ibid., annex II.", Locator(("pre", "2")), 5),
        Footnote("7", "Ibid., 2314th meeting.", Locator(("pre", "2")), 5),
    )
    assert cited(pre(text), notes=notes) == ["S/7350", "S/7350/Add.1"]
    assert cited(pre("Noting the annex,", 2), pre(text), notes=notes) == ["S/7350", "S/7350/Add.1"]


def test_an_instrument_and_the_document_that_circulated_it_are_one_work() -> None:
    earlier = pre(ACCORD)
    clause = op("Recalls S/21000 and the Peace Agreement for Ruritania;")
    context = read_context(document(earlier, clause))
    (citation,) = find_citations(clause, context)
    assert isinstance(citation.target, Work)
    assert citation.target.names == ("S/21000", "Peace Agreement for Ruritania")


def test_a_work_that_is_cited_with_its_date_bears_it_in_a_name() -> None:
    clause = op("Recalls the Nairobi Communiqué of 3 May 2018 and the 3 May 2019 Zenda Accord;")
    names = [
        c.target.names for c in find_citations(clause, read_context(document(clause))) if isinstance(c.target, Work)
    ]
    assert "Nairobi Communique of 3 May 2018" in names[0]
    assert "Zenda Accord of 3 May 2019" in names[1]


def test_the_paragraph_before_the_annex_and_a_footnote() -> None:
    assert cited(op("Acts on the above paragraph;", "op/2"), op("Notes this;", "op/1")) == ["op/1"]
    assert cited(op("Acts on the preceding paragraph;", "op/2"), op("Notes this;", "op/1")) == ["op/1"]
    assert cited(op("Acts on the paragraph above;", "op/2"), op("Notes this;", "op/1")) == ["op/1"]
    assert cited(pre("Recalling the above paragraph,", 2), pre("Recalling this,", 1)) == ["pre/1"]
    assert cited(
        op("Seizes items set out in paragraph 1 in the course of inspections;", "op/2"), op("Notes this;", "op/1")
    ) == ["op/1"]
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


def test_an_opening_is_misread_only_where_the_council_speaks() -> None:
    """A noun of an annex that differs from a verb by one letter takes no action."""
    printed = Clause(Locator(("op", "6")), "operative", "Reguests the Committee to report;")
    listed = Clause(Locator(("annex", "1", "op", "6")), "operative", "Fixed wing aircraft and their parts;")
    assert [action.verb for action in find_actions(printed)] == ["vocab/verb/request"]
    assert not find_actions(listed)
