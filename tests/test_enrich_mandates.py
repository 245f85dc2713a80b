"""What clauses do to mandates, whose tasks they lay down, and how dates and lengths of time are read."""

from __future__ import annotations

from datetime import date

import pytest

from resrdf.annotations import MandateChange
from resrdf.document import Adoption, Clause, Document, Locator, Source
from resrdf.enrich.dates import find_times
from resrdf.enrich.mandates import words
from resrdf.enrich.mandates.changes import find_mandate_changes
from resrdf.enrich.mandates.tasks import find_mandate_tasks
from resrdf.enrich.names.holders import Holders, read_holders
from resrdf.lexicon import concepts
from resrdf.symbol import Symbol

ADOPTED = date(2001, 12, 20)
UNMOT = "Welcoming the work of the United Nations Mission of Observers in Tajikistan (UNMOT),"


def read(*texts: str, number: int = 1384, year: int = 2001, items: tuple[str, ...] = ()) -> Holders:
    """Make a document of one preambular paragraph and operative ones; the items stand below the last."""
    before, *rest = texts
    clauses = []
    for n, text in enumerate(rest, 1):
        place = Locator(("op", str(n)))
        below = items if n == len(rest) else ()
        children = tuple(
            Clause(place / "abcdefgh"[k], "operative", item, "abcdefgh"[k]) for k, item in enumerate(below)
        )
        clauses.append(Clause(place, "operative", text, str(n), children))
    return read_holders(
        Document(
            "resolution",
            Symbol.resolution(number, year),
            "en",
            Source("x.txt", "0", "text/plain"),
            adoption=Adoption(date=ADOPTED),
            preamble=(Clause(Locator(("pre", "1")), "preambular", before),),
            operative=tuple(clauses),
        )
    )


def changes(*texts: str, number: int = 1384, year: int = 2001) -> list[MandateChange]:
    """The changes that the last of some paragraphs makes."""
    holders = read(*texts, number=number, year=year)
    return list(find_mandate_changes(holders.document.operative[-1], holders))


def told(*texts: str) -> list[tuple[str, str, str | None]]:
    """Body, kind and end of each change."""
    return [
        (c.actor.split("/")[1], c.kind.split("/")[2], str(c.valid_until) if c.valid_until else None)
        for c in changes(*texts)
    ]


# ---------------------------------------------------------------- changes


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Decides to extend the mandate of UNMOT until 15 May 1998;", [("unmot", "extend", "1998-05-15")]),
        ("Decides to extend until 15 May 1998 the mandate of UNMOT;", [("unmot", "extend", "1998-05-15")]),
        ("Decides to extend UNMOT’s mandate until 15 May 1998;", [("unmot", "extend", "1998-05-15")]),
        ("Decides to renew the mandate of the Mission until July 31, 2002;", [("unmot", "extend", "2002-07-31")]),
        ("Expresses its support for UNMOT and decides to extend its mandate until 15 May 1998;", [("unmot", "extend", "1998-05-15")]),
        ("Decides that the mandate of UNMOT shall be extended for a period of six months from 30 March 2002;", [("unmot", "extend", "2002-09-30")]),
        ("Decides to extend the mandate of UNMOT for a further period of six months;", [("unmot", "extend", None)]),
        ("Decides to extend the mandate of UNMOT for twelve months from the date of adoption of this resolution;", [("unmot", "extend", "2002-12-20")]),
        ("Decides to establish UNMOT for six months, subject to the proviso that it will continue beyond 1 March 2002 only upon a review by the Council;", [("unmot", "establish", "2002-06-20")]),
        ("Decides to continue the mandate of UNMOT for a final period until 6 October 2003;", [("unmot", "extend", "2003-10-06")]),
        ("Approves the continuation of UNMOT’s mandate until 7 March 2002;", [("unmot", "extend", "2002-03-07")]),
        ("Extends once more the stationing of UNMOT for a further period ending on IS June 2002;", [("unmot", "extend", "2002-06-15")]),
        ("Decides to extend UNMOT’s mandate for a final period of six months, and that the Mission shall close by 15 October 2002;",
         [("unmot", "extend", "2002-10-15"), ("unmot", "terminate", "2002-10-15")]),
        ("Decides to terminate the mandate of UNMOT on 30 June 2002;", [("unmot", "terminate", "2002-06-30")]),
        ("Decides to establish UNMOT for an initial period of six months;", [("unmot", "establish", "2002-06-20")]),
        ("Decides that UNMOT shall be established for an initial period of six months;", [("unmot", "establish", "2002-06-20")]),
        ("Authorizes the establishment for 6 months of an International Security Assistance Force;", [("isaf", "establish", "2002-06-20")]),
        ("Authorizes the Member States participating in ISAF to take all necessary measures;", [("isaf", "empower", None)]),
        ("Authorizes UNMOT to use all necessary means to carry out its mandate;", [("unmot", "empower", None)]),
        ("Decides that the mandate of UNMOT shall be as follows:", [("unmot", "define", None)]),
        ("Authorizes the Secretary-General to expand the size of UNMOT;", [("unmot", "expand", None)]),
        ("Decides to reduce the authorized strength of UNMOT to 50 observers;", [("unmot", "reduce", None)]),
        ("Decides to maintain the authorized troop ceiling of UNMOT until 15 November 2002;", [("unmot", "maintain", "2002-11-15")]),
        ("Decides that the authorized strength of UNMOT shall remain at 300 observers;", [("unmot", "maintain", None)]),
        ("Decides to reduce the authorized troop ceiling to 300;", [("unmot", "reduce", None)]),
        ("Decides further that the tasks of the residual UNMOT presence, as set out above, shall be the following:", [("unmot", "define", None)]),
        ("Decides that in implementing, as circumstances permit, this mandate, the Special Representative of the Secretary-General and UNMOT,"
         " as requested by the Government, shall:", [("unmot", "define", None)]),
        ("Decides that the mandate of UNMOT shall be expanded as set out below;", [("unmot", "expand", None)]),
        ("Authorizes the deployment within UNMOT of up to 280 police officers until 31 August 2002;", [("unmot", "expand", "2002-08-31")]),
        ("Agrees that the United Nations Commission for India and Pakistan shall be terminated;", [("commission-for-india-and-pakistan", "terminate", None)]),
        ("Decides that the Mission is established for an initial period of twelve months;", [("unmot", "establish", "2002-12-20")]),
        ("Decides that UNMOT, in cooperation with UNAMA, shall have the following mandate:", [("unmot", "define", None)]),
        ("Decides that the strategic priorities of UNMOT are to contribute to the following objectives:", [("unmot", "define", None)]),
        ("Decides that UNMOT shall, in close consultation with all those concerned, continue to carry out its mandate:", [("unmot", "define", None)]),
        ("Decides that UNMOT may take the necessary action to protect its personnel;", [("unmot", "empower", None)]),
        ("Authorizes UNOCI and the French forces to use all necessary means;", [("unoci", "empower", None), ("french-forces", "empower", None)]),
        ("Decides that the mandates of UNMOT and of the French forces shall be extended until 4 May 2002;",
         [("unmot", "extend", "2002-05-04"), ("french-forces", "extend", "2002-05-04")]),
        ("Authorizes Member States to establish for a further period of twelve months, starting from the date of the adoption of this"
         " resolution, a multinational stabilization force (EUFOR ALTHEA);", [("eufor-althea", "extend", "2002-12-20")]),
        ("Decides to renew the authorization provided by paragraph 11 of its resolution 2183 (2014) for a further period of twelve months"
         " starting from the date of adoption of this resolution;", [("nato-hq-sarajevo", "extend", "2002-12-20")]),
        ("Decides to establish, for one year from the transfer of authority from UNPROFOR, a police force to be known as the International"
         " Police Task Force (IPTF);", [("iptf", "establish", None)]),
        ("Extends the period in which the United Nations Peace-keeping Force shall be stationed in Cyprus, ending 26 December 2001;",
         [("unficyp", "extend", "2001-12-26")]),
        ("Decides that CTED will continue to operate for the period ending 5 January 2002;", [("cted", "extend", "2002-01-05")]),
        ("Decides that UNOMSA is terminated forthwith;", [("unomsa", "terminate", None)]),
        ("Decides to extend until 31 January 2002 the authorization it provided to the French forces;", [("french-forces", "extend", "2002-01-31")]),
        ("Requests the Secretary-General, in consultation with the Committee, to re-establish, for a period expiring on 31 January 2002,"
         " the Group of experts referred to in paragraph 10 of resolution 1533 (2004);", [("group-of-experts-1533", "establish", "2002-01-31")]),
        ("Approves the continued conduct by Member States participating in ISAF of the operation;", [("isaf", "extend", None)]),
        ("Authorizes the Member States participating in ISAF and those States providing support to ensure the security of their personnel;",
         [("isaf", "empower", None)]),
        ("Authorizes the UNMOT military personnel to protect the withdrawal;", [("unmot", "empower", None)]),
        ("Authorizes remaining elements of ISAF to continue carrying out the mandate until 30 June 2002;", [("isaf", "extend", "2002-06-30")]),
        ("Authorizes the United Nations military observers to continue monitoring the border until 15 January 2002;", [("unmot", "extend", "2002-01-15")]),
        ("Decides to authorize the Member States to maintain the deployment of 19,626 uniformed AMISOM personnel until 28 February 2002;",
         [("amisom", "extend", "2002-02-28")]),
        ("Entrusts the Committee established by resolution 748 (1992) with the responsibility for monitoring the ban;", [("committee-748", "expand", None)]),
        ("Decides to discontinue the expansion of the mandate of UNMOT to monitor the cease-fire;", [("unmot", "reduce", None)]),
        ("Endorses the recommendation of the Secretary-General to temporarily increase the force levels of UNMOT;", [("unmot", "expand", None)]),
        ("Authorizes, from 1 January 2002 until the expiry of the current mandate on 15 February 2002, an increase in the military strength of UNMOT;",
         [("unmot", "expand", None)]),
        ("Authorizes the establishment of a police component of up to 1,144 personnel as part of UNMOT;", [("unmot", "expand", None)]),
        ("Approves the adjustments to UNMOT, including its presence;", [("unmot", "modify", None)]),
        ("Decides that the Mission be established for a period of up to six months;", [("unmot", "establish", None)]),
        ("Decides that UNMOT shall continue to comprise up to 1,300 military personnel;", [("unmot", "maintain", None)]),
        ("Decides that UNMOT shall, in addition to the provisions of its existing mandate, verify the cease-fire;", [("unmot", "expand", None)]),
        ("Decides that UNMOT’s mandate is designed to prevent a return to war;", [("unmot", "define", None)]),
        ("Decides that, until 30 June 2002, UNMOT is authorized to respond to threats to civilians;", [("unmot", "empower", None)]),
        ("Decides that UNAMA and the Special Representative of the Secretary-General, within their mandate, will lead the civilian efforts to, inter alia:", [("unama", "define", None)]),
        ("Decides that the mandate of UNMOT shall also include the protection of civilians;", [("unmot", "expand", None)]),
        ("Decides to extend the mandate of UNMOT until 30 June 2002 and that this mandate shall apply also to the measures above;",
         [("unmot", "extend", "2002-06-30"), ("unmot", "expand", None)]),
        ("Authorizes, with the aim of keeping the peace, the restoration of the strength of UNMOT to its previous level;", [("unmot", "expand", None)]),
        ("Decides accordingly to entrust a new mandate to UNMOT;", [("unmot", "define", None)]),
        ("Authorizes the deployment of up to 60 United Nations military liaison personnel to the Democratic Republic of the Congo for a period of up to 90 days;",
         [("military-liaison-great-lakes", "establish", None)]),
        ("Recommends the creation, with its consent, of a United Nations Peace-keeping Force in Cyprus;", [("unficyp", "establish", None)]),
        ("Decides that the Counter-Terrorism Committee Executive Directorate shall also support the Committee for a period of 18 months, with the mandate annexed;", [("cted", "extend", None)]),
    ],
)  # fmt: skip
def test_what_a_clause_does_to_a_mandate(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert told(UNMOT, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Decides to extend the measures imposed by paragraph 5 of resolution 1343 (2001) until 7 May 2003;",
        "Welcomes the extension of the mandate of UNMOT until 15 May 1998;",
        "Expresses its intention to terminate the mandate of UNMOT;",
        "Requests all parties to extend their full cooperation to UNMOT;",
        "Requests the Secretary-General to report on the establishment of UNMOT;",
        "Calls upon UNMOT to reduce the risk to civilians;",
        "Decides to remain actively seized of the matter;",
        "Emphasizing that UNMOT is authorized to use all necessary means;",
        "Decides that it shall adjust the mandate of UNMOT in due course;",
        "Establishes the objective of completing UNMOT’s mission by February 2002;",
        "Decides that it will extend the mandate of UNMOT further if the parties request it;",
        "Requests the Secretary-General to draw up a plan on the transfer of responsibility for security from UNMOT to the police;",
        "Endorses the understanding that the Government will strengthen its presence in the area of UNMOT;",
        "Requests the Group of Experts established pursuant to resolution 1533 (2004) to fulfil its mandate as expanded by resolution 1596 (2005);",
        "Calls upon UNMOT to establish with UNAMA an arrangement for the border;",
        "Approves the establishment by UNMOT of a programme to assess the courts;",
        "Notes the request for the continued presence of UNMOT;",
    ],
)
def test_what_is_no_change(text: str) -> None:
    assert told(UNMOT, text) == []


def test_a_computed_end_says_so() -> None:
    (computed,) = changes(
        UNMOT, "Authorizes the establishment for 6 months of an International Security Assistance Force;"
    )
    (stated,) = changes(UNMOT, "Decides to extend the mandate of UNMOT until 15 May 1998;")
    assert (computed.rule, computed.duration, stated.rule) == ("computed", "P6M", "stated")


def test_a_ceiling_is_read() -> None:
    (change,) = changes(UNMOT, "Decides to increase the strength of UNMOT to a maximum of 1,726 uniformed personnel;")
    assert change.ceiling == 1726


def test_words_are_those_of_the_clause() -> None:
    text = "Decides, having considered the report, to extend the mandate of UNMOT until 15 May 1998, and stresses its support;"
    (change,) = changes(UNMOT, text)
    assert text[change.start : change.end] == "extend the mandate of UNMOT until 15 May 1998"


def test_a_committee_is_named_after_the_resolution_that_founds_it() -> None:
    text = "Decides to establish, in accordance with rule 28, a Committee of the Security Council to undertake the following tasks:"
    assert [(c.actor, c.kind) for c in changes(UNMOT, text, number=748, year=1992)] == [
        ("body/committee-748", "vocab/change-kind/establish")
    ]
    assert [c.actor for c in changes(UNMOT, text, number=242, year=1967)] == ["body/committee-242"]


def test_states_that_act_under_other_paragraphs_are_the_forces_of_those() -> None:
    force = "Authorizes Member States to establish a multinational implementation force (IFOR);"
    assert told(
        UNMOT, force, "Authorizes the Member States acting under paragraph 1 above to take all necessary measures;"
    ) == [("ifor", "empower", None)]


def test_an_authorization_is_that_of_the_paragraph_that_gave_it() -> None:
    given = "Authorizes the Member States participating in ISAF to take all necessary measures;"
    limited = "Decides that the authorization referred to in paragraph 1 above will be limited to a period of three months from the adoption of this resolution;"
    longer = "Decides that the authorization given in paragraph 1 above shall be extended until 16 March 2002;"
    assert told(UNMOT, given, limited) == [("isaf", "define", "2002-03-20")]
    assert told(UNMOT, given, longer) == [("isaf", "extend", "2002-03-16")]


def test_a_recommendation_is_no_extension_where_a_later_paragraph_decides_on_it() -> None:
    endorsed = "Endorses the recommendation of the Secretary-General to renew the mandate of UNMOT for six months;"
    assert told(UNMOT, endorsed) == [("unmot", "extend", None)]
    holders = read(UNMOT, endorsed, "Decides to extend the mandate of UNMOT until 31 January 2002;")
    first, second = (list(find_mandate_changes(clause, holders)) for clause in holders.document.operative)
    assert (first, [str(c.valid_until) for c in second]) == ([], ["2002-01-31"])


def test_a_name_that_missions_bore_in_turn_is_that_of_the_day() -> None:
    text = "Decides to extend the mandate of the United Nations Mission in Côte d’Ivoire until 4 May 2005;"
    assert told(UNMOT, text) == [("minuci", "extend", "2005-05-04")]


def test_a_panel_is_the_one_whose_resolution_is_cited() -> None:
    before = "Recalling its resolution 1591 (2005),"
    assert told(before, "Decides to extend until 12 March 2026 the mandate of the Panel of Experts;") == [
        ("panel-of-experts-1591", "extend", "2026-03-12")
    ]


def test_the_items_of_a_mandate_are_tasks() -> None:
    items = ("To protect civilians under threat;", "To assist in the clearance of mines;", "To do all that is needed;")
    holders = read(UNMOT, "Decides that the mandate of UNMOT shall be:", items=items)
    above = holders.document.operative[0]
    found = [task for child in above.children for task in find_mandate_tasks(child, holders)]
    assert [(t.actor, t.kind) for t in found] == [
        ("mission/unmot", "vocab/task/protection-of-civilians"),
        ("mission/unmot", "vocab/task/mine-action"),
        ("mission/unmot", "vocab/task/other"),
    ]


def test_kinds_are_in_their_schemes() -> None:
    from resrdf.enrich.mandates.changes import _RANK
    from resrdf.enrich.mandates.tasks import _cues

    assert {f"vocab/change-kind/{kind}" for kind in _RANK} <= concepts("change-kind")
    assert set(_cues().names.values()) <= concepts("task")


# ---------------------------------------------------------------- times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("until 15 May 1998", [("until", "1998-05-15", None)]),
        ("until July 31, 2014", [("until", "2014-07-31", None)]),
        ("for a period ending on 31 May 1991", [("until", "1991-05-31", None)]),
        ("no later than 30 June 2010", [("deadline", "2010-06-30", None)]),
        ("by the end of May 2002", [("deadline", "2002-05-31", None)]),
        ("by the second half of May", [("deadline", "2002-05-31", None)]),
        ("to report, during May 2002", []),
        ("to submit, during May 2002, a report", [("deadline", "2002-05-31", None)]),
        ("for a period of no longer than one year", [("duration", None, "P1Y")]),
        ("by 16 May", [("deadline", "2002-05-16", None)]),
        ("by 31 March and 30 September 2002", [("deadline", "2002-03-31", None), ("deadline", "2002-09-30", None)]),
        ("within thirty days of the adoption of this resolution", [("within", "2002-01-19", "P30D")]),
        ("three months from the date of adoption", [("within", "2002-03-20", "P3M")]),
        ("within 90 days of the entry into force of paragraph 1", [("within", None, "P90D")]),
        ("at least every 90 days", [("every", None, "P90D")]),
        ("in 60-day intervals", [("every", None, "P60D")]),
        ("on a quarterly basis", [("every", None, "P3M")]),
        ("twice a year", [("every", None, "P6M")]),
        ("in the next 90-day report", []),
        ("for up to 12 months", [("duration", None, "P12M")]),
        ("within three months of this mandate’s renewal", [("within", "2002-03-20", "P3M")]),
        ("in the context of his report in April 2002", [("deadline", "2002-04-30", None)]),
        ("for a further period of two weeks", [("duration", None, "P14D")]),
        ("for a period of twelve months beyond 13 October 2007", [("duration", "2008-10-13", "P12M"), ("start", "2007-10-13", None)]),
        ("30 days before the end of its mandate", [("before", None, "P30D")]),
        ("the report of 4 September 1997", []),
        ("", []),
    ],
)  # fmt: skip
def test_times(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert [(t.part, t.date and str(t.date), t.duration) for t in find_times(text, ADOPTED)] == expected


@pytest.mark.parametrize("word", sorted(words.TRIGGERS))
def test_every_word_that_is_looked_for_may_begin_a_trigger(word: str) -> None:
    behind = (
        "", " up", " the Force", " of the", " of the strength", " presence of", " down", "-establish", " all necessary means", " priority", " for", " UNMOT",
    )  # fmt: skip
    assert any(words.TRIGGER.match(word + rest) for rest in behind)


@pytest.mark.parametrize(
    "word",
    """extend renews prolonged extension renewal prolongation maintains continues remain re-establish re-established reestablishes
    establish establishes establishment constitute constituted constitutes reconstitute reconstituted reconstitutes set sets create
    appoints designates dispatch redeploys deployed send deployment creation appointment expands increased enlarges augment broadened
    strengthens reinforced widen expansions reinforcements raising reduces decreased downsizing drawdown reduction lower terminates
    termination dissolved liquidation disband withdrawn withdrawal closes closure discontinue expires conclude end cease transferred
    subsumed adjusts modified revises restructure reconfigured realigns reorient adjustments mandate responsibilities tasks functions
    objectives priorities""".split(),
)
def test_every_form_that_may_begin_a_trigger_is_looked_for(word: str) -> None:
    behind = ("", " up", " of the Force", " for", " the Force")
    assert any(words.TRIGGER.match(word + rest) for rest in behind)
    assert word.partition("-")[0] in words.TRIGGERS
