"""Actors and addressees: a new case is one line. Texts are written for the purpose, in the manner of the Council."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resrdf.document import Clause, Locator
from resrdf.enrich.addressees.addressing import Addressing
from resrdf.enrich.names.actors import Names, read_names_of
from resrdf.enrich.verbs import find_actions


def named(text: str, names: Names | None = None) -> list[str | None]:
    return [mention.actor for mention in (names or read_names_of([text])).find(text)]


def addressed(text: str, *before: str, items: tuple[str, ...] = (), number: int | None = None) -> str:
    """The addressees of a clause, each act's apart, without folders, a described group in its words: "states, [UNMIS staff]"."""
    names = read_names_of([*before, text], number)
    place = Locator(("op", "1"))
    children = tuple(
        Clause(place / label, "operative", item, label) for label, item in zip("abcdef", items, strict=False)
    )
    addressing = Addressing(names)
    said: list[str] = []
    for number, sentence in enumerate((*before, text), 1):
        clause = Clause(place / str(number), "operative", sentence, "1", children if sentence == text else ())
        acts = addressing.address(clause, tuple(find_actions(clause)))
        groups = {
            g.path: f"[{c.text[g.start : g.end]}]" for c in (clause, *children) for g in addressing.groups(c.locator)
        }
        said = [", ".join(groups.get(actor) or actor.split("/")[1] for actor in act.addressees) for act in acts]
    return "; ".join(actors for actors in said if actors)


# ---------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        ("the Congo and the Democratic Republic of the Congo", ["state/COG", "state/COD"]),
        ("the Government of the Congo", ["actor/government-of-congo"]),
        ("Welcomes the efforts of the Tajik authorities;", ["actor/government-of-tajikistan"]),
        (
            "the Governments of Chad and the Sudan, and Libya",
            ["actor/government-of-chad", "actor/government-of-sudan", "actor/government-of-libya"],
        ),
        ("the Government of the Republic of Georgia and Chad", ["actor/government-of-georgia", "state/TCD"]),
        ("the Governments concerned and France", ["actor/states-concerned", "state/FRA"]),
        ("the Afghan and Pakistani authorities", ["actor/government-of-afghanistan", "actor/government-of-pakistan"]),
        ("all States concerned", ["actor/states-concerned"]),
        (
            "Liberia and its interim Government of National Unity",
            ["state/LBR", "body/interim-government-of-national-unity-of-liberia"],
        ),
        (
            "Libya and its interim Government of National Unity",
            ["state/LBY", "body/government-of-national-unity-of-libya"],
        ),
        (
            "the EU, notably its Special Representative for the Sahel",
            ["body/european-union", "body/eu-special-representative-for-the-sahel"],
        ),
        ("the European Union Special Representative for Cyprus", ["body/european-union"]),
        ("the United Nations Special Representative for Cyprus", ["body/special-representative-for-cyprus"]),
        (
            "the United Nations Office of Counter-Terrorism (OCT), and requests OCT",
            ["body/unoct", "body/unoct", "body/unoct"],
        ),
        ("urges all states to act, as the report states", ["actor/states"]),
        ("member States of the United Nations", ["actor/member-states"]),
        ("the Committee established by paragraph 9 of resolution 748 (1992)", ["body/committee-748"]),
        ("the Committee pursuant to resolutions 1267 (1999) and 1989 (2011)", ["body/committee-1267"]),
        ("the Council of Ministers and the Government of National Renewal", []),
        ("the Security Council and the Council", ["body/security-council", "body/security-council"]),
        ("his Special Representative", ["body/special-representative"]),
    ],
)
def test_names(text: str, actors: list[str]) -> None:
    assert named(text) == actors


@pytest.mark.parametrize(
    ("before", "text", "actors", "rule"),
    [
        ("the United Nations Interim Force in Lebanon", "asks the Force", ["mission/unifil"], "anaphora"),
        ("the Government of Mali has spoken", "the Government", ["actor/government-of-mali"], "anaphora"),
        (
            "the Panel of Experts established pursuant to resolution 1874 (2009)",
            "the Panel",
            ["body/panel-of-experts-1874"],
            "anaphora",
        ),
        (
            "the Panel of Experts established pursuant to resolution 1343 (2001)",
            "the Panel of Experts appointed pursuant to paragraph 16 of resolution 1408 (2002)",
            ["body/panel-of-experts-1343"],
            "stated",
        ),
        (
            "asks the Monitoring Group",
            "the Monitoring Group referred to in paragraph 3 of resolution 1558 (2004)",
            ["body/monitoring-group-1519"],
            "stated",
        ),
        ("the Panel established by resolution 2140 (2014)", "the Panel", ["body/panel-of-experts-2140"], "anaphora"),
        ("in paragraph 8 of resolution 1718 (2006)", "the Committee", ["body/committee-1718"], "anaphora"),
        ("the World Food Programme (WFP-X)", "thanks WFP-X", ["body/wfp"], "alias"),
        ("the International Tribunal for Rwanda", "the Tribunal", ["body/ictr"], "anaphora"),
        ("the moon", "the Tribunal", [], None),
        ("the Government of Chad and the Government of Mali", "the Government", [], None),
    ],
)
def test_names_that_hold_in_one_document(before: str, text: str, actors: list[str], rule: str | None) -> None:
    names = read_names_of([before, text])
    assert named(text, names) == actors
    assert {mention.rule for mention in names.find(text)} <= {rule}


def test_the_nearest_government_is_the_government() -> None:
    text = "Thanks the Government of Chad, and the Government of Mali, and asks the Government to act;"
    assert named(text)[-1] == "actor/government-of-mali"


def test_a_document_that_establishes_a_committee_means_that() -> None:
    names = read_names_of(
        ["Decides to establish a Committee of the Security Council;", "recalls resolution 661 (1990)"], 748
    )
    assert names.resolve("the Committee") == ("body/committee-748", "anaphora")


@pytest.mark.parametrize(
    ("phrase", "actor"),
    [
        ("all Member States", "actor/member-states"),
        ("Secretary-General", "body/secretary-general"),
        ("the Secretary-General of Atlantis University", None),
        ("Atlantis", None),
        ("", None),
    ],
)
def test_a_phrase_is_resolved_whole_or_not_at_all(phrase: str, actor: str | None) -> None:
    assert read_names_of([]).resolve(phrase)[0] == actor


@given(st.text(max_size=120), st.text(max_size=120))
def test_mentions_never_overlap(one: str, other: str) -> None:
    end = 0
    for mention in read_names_of([one, other]).find(f"{one} the Committee (the Force) {other}"):
        assert end <= mention.start < mention.end
        end = mention.end


# ---------------------------------------------------------------- addressees


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the phrase behind the verb
        ("Requests the Secretary-General to report by 1 May;", "secretary-general"),
        ("Requests that the Secretary-General make arrangements;", "secretary-general"),
        ("Requests in this regard the Secretary-General to report;", "secretary-general"),
        ("Calls once again upon Israel to withdraw;", "ISR"),
        ("Authorizes, pursuant to Article 53, Member States to act;", "member-states"),
        ("Authorizes for a period of one year the Secretary-General to act;", "secretary-general"),
        ("Orders the Governments and authorities concerned, pursuant to Article 40, to desist;", "governments"),
        ("Reminds all parties of their obligations;", ""),
        ("Urges upon the parties that they talk;", "parties"),
        ("Recommends to the General Assembly that Samoa be admitted;", "general-assembly"),
        ("Appeals to all States to give help;", "states"),
        ("Urges Member States that have not done so to report;", "[Member States that have not done so]"),
        ("Requires any Member State, pursuant to paragraph 5 above, to submit a report;", "member-states"),
        # joined and not joined
        ("Encourages Member States and others concerned to help;", "member-states, all-concerned"),
        ("Encourages neighbouring States and other Member States to help;", "neighbouring-states, member-states"),
        ("Urges all States, including neighbouring States, to help;", "states"),
        ("Urges all parties, in particular UNITA and France, to stop;", "parties"),
        ("Calls upon Cuba, Haiti (and its friends) and Mali to talk;", "CUB, HTI, MLI"),
        ("Calls upon States in Africa and Chad to help;", "[States in Africa and Chad]"),
        ("Requests UNMIS, in cooperation with France and Mali, to report;", "unmis"),
        ("Urges facilitators, witnesses and Member States to help;", "facilitators, witnesses, member-states"),
        ("Calls upon the friends of France and Mali to help;", ""),
        ("Requests UNMIS personnel to wait;", "[UNMIS personnel]"),
        # demands and decisions
        ("Demands that the DPRK not conduct any further test;", "PRK"),
        ("Demands that, as a first step, all parties cease fire;", "parties"),
        ("Demands an immediate end to the fighting;", ""),
        ("Demands full cooperation by all parties with the inquiry;", "parties"),
        ("Demands that UNMIS be given access;", ""),
        ("Decides that all States shall freeze the funds;", "states"),
        ("Decides that, on 15 April 2020, all States shall act;", "states"),
        ("Decides that the Libyan Government must now comply;", "government-of-libya"),
        ("Decides that UNMIS shall have the following mandate:", ""),
        ("Decides that UNMIS shall coordinate with others;", "unmis"),
        ("Decides that the mandate of UNMIS shall be as follows:", ""),
        ("Decides that the measures shall not apply to France;", ""),
        ("Decides that the Security Council shall review the measures;", "security-council"),
        ("Decides that, before that date, it will review the measures;", "security-council"),
        ("Decides that individuals on the List shall be subject to the measures;", ""),
        ("Demands that a ceasefire be observed and that the parties return;", "parties"),
        ("Resolves to call on the permanent members to consult;", "permanent-members"),
        ("Decides to request the Secretary-General to report;", "secretary-general"),
        ("Decides to extend the mandate of UNMIS;", ""),
        # the same again
        ("Reiterates its call upon all parties to cooperate;", "parties"),
        ("Renews its earlier appeal to all parties not to resume hostilities;", "parties"),
        ("Renews its appeal to all parties for respect of the truce;", ""),
        ("Reiterates its request in paragraph 4 of resolution 1284 (1999) to Member States to help;", "member-states"),
        ("Recalls its call upon all parties to cooperate;", ""),
        ("Reminds all concerned to refrain from any threat;", "all-concerned"),
        ("Reminds the parties of their obligation to cooperate;", ""),
        ("Emphasizes to Israel that such acts must end;", "ISR"),
        ("Emphasizes to the greatest degree the need for peace;", ""),
        ("Draws the attention of all States to the need for vigilance;", "states"),
        ("Draws attention to the needs of all States;", ""),
        ("Relies on the Secretary-General to inform it;", "secretary-general"),
        ("Decides that the cost will be borne by the participating Member States;", "participating-states"),
        ("Decides that the Mission will be headed by a Special Representative;", ""),
        ("Decides that goods which may be released by States shall be listed;", ""),
        ("Requests the informal working group to consider the matter;", "[informal working group]"),
        ("Calls upon all at-large indictees of the Court to surrender;", "[at-large indictees of the Court]"),
        (
            "Urges both the civilian and military leadership in Chad and international partners to act;",
            "[civilian and military leadership in Chad], international-partners",
        ),
        ("Requests the review of the group to help;", ""),
        ("Requests these arrangements to help;", ""),
        ("Authorizes an advance team to help;", ""),
        ("Requests a comprehensive update from the Secretary-General by 1 May;", "secretary-general"),
        ("Requests, for the purposes of paragraph 1, that the Secretary-General seek advice;", "secretary-general"),
        (
            "Authorizes for twelve months Member States, acting nationally or together, to inspect ships;",
            "member-states",
        ),
        ("Encourages timely exchanges between UNMIS and UNHCR;", "unmis, unhcr"),
        ("Encourages, as a best practice, the use of inventories by States;", "states"),
        ("Calls upon UN humanitarian organizations to help;", "[UN humanitarian organizations]"),
        (
            "Requests that the current Chairman of the Council of Elders consider it;",
            "[Chairman of the Council of Elders]",
        ),
        ("Urges Member States which have offered to help to do so;", "[Member States which have offered to help]"),
        ("Demands that the parties to the Arusha process cease fire;", "[parties to the Arusha process]"),
        ("Urges the international community and donors to help;", "international-community, donors"),
        ("Calls upon Chad stakeholders to talk;", "[Chad stakeholders]"),
        ("Condemns UNITA, and demands that the National Union withdraw;", "unita"),
        (
            "Urges all parties in Chad and the Central African Republic to act;",
            "[parties in Chad and the Central African Republic]",
        ),
        ("Requests an update by 30 April from the African Union and UNHCR;", "african-union, unhcr"),
        ("Encourages the appropriate United Nations mechanisms to report;", "[United Nations mechanisms]"),
        (
            "Demands that the Abkhaz side accept the plan of UNHCR, and further demands that it act;",
            "abkhaz-side; abkhaz-side",
        ),
        ("Urges the new Chadian leadership and France to talk;", "[new Chadian leadership], FRA"),
        (
            "Encourages the international financial institutions and donors to help;",
            "international-financial-institutions, donors",
        ),
        ("Reaffirms its support for the Secretary-General;", ""),
        ("Reiterates the appeal to the parties contained in resolution 49 (1948);", ""),
        ("Reiterates its demand that both parties cease fire;", "parties"),
        ("Reiterates its calls for all States to cooperate with the Court;", "states"),
        ("Reiterates its request to the Secretary-General to report;", "secretary-general"),
        ("Reiterates its call for a ceasefire by all parties;", ""),
        (
            "Reiterates its demand that immediately and without preconditions Chad withdraw and that Mali withdraw;",
            "TCD, MLI",
        ),
        ("Declares that the parties should carry out the plan;", ""),
        ("Demands from Portugal the return of the prisoners;", "PRT"),
        ("Demands of the States concerned to cease all activities;", "states-concerned"),
        ("Decides that the supplying Member State is responsible for the notice;", "[supplying Member State]"),
        ("Requests UNODC, together with Member States, to promote cooperation;", "unodc"),
        # whom no vocabulary knows
        ("Calls upon the President of Liberia to take part;", "[President of Liberia]"),
        (
            "Urges the President of Chad, the heads of all Chadian parties and the leader of UNITA to meet;",
            "[President of Chad], [heads of all Chadian parties], [leader of UNITA]",
        ),
        ("Invites the members of the Mixed Board to meet;", "[members of the Mixed Board]"),
        ("Urges the heads of UN peace operations to meet;", "[heads of UN peace operations]"),
        (
            "Encourages the Working Group between the United Nations and the Government of Chad to meet;",
            "[Working Group between the United Nations and the Government of Chad]",
        ),
        ("Calls on the House of Deputies and Mali to meet;", "[House of Deputies], MLI"),
        ("Calls upon UNITA, ABCD and other armed groups to stop;", "unita, [ABCD], armed-groups"),
        ("Urges the guides of the process, UNITA and Chad to meet;", "unita, TCD"),
        ("Authorizes the residual UNMIS presence to act;", "unmis"),
        ("Encourages the Mano River Union member States to talk;", "[Mano River Union member States]"),
        ("Calls on the authorities of neighbouring States to help;", "[authorities of neighbouring States]"),
        ("Encourages the States of ECOWAS, ECCAS and the GGC to act;", "[States of ECOWAS], [ECCAS], [GGC]"),
        (
            "Urges States, relevant United Nations bodies and, as appropriate, other organizations to help;",
            "states, [relevant United Nations bodies], organizations",
        ),
        (
            "Demands that all Ivoirian parties to the conflict, the Government of Chad as well as UNITA, comply;",
            "[Ivoirian parties to the conflict], government-of-chad, unita",
        ),
        ("Encourages cooperation among UNMIS, XYZ and UNDP;", "unmis, undp"),
        # groups that the clause describes
        (
            "Authorizes the Member States acting under paragraph 3 above to act;",
            "[Member States acting under paragraph 3]",
        ),
        ("Urges States in a position to do so to contribute;", "[States in a position to do so]"),
        ("Urges all those who use force to lay down their arms;", "[those who use force]"),
        ("Demands that all armed groups in Mali lay down their arms;", "[armed groups in Mali]"),
        ("Decides that any State that receives such a request shall reply;", "[State that receives such a request]"),
        (
            "Calls upon Chad’s bilateral and multilateral partners to help;",
            "[Chad’s bilateral and multilateral partners]",
        ),
        (
            "Encourages Member States, international donors and partners to help;",
            "member-states, [international donors and partners]",
        ),
        (
            "Urges the signatory parties to the Peace Agreement, including Mali, to meet;",
            "[signatory parties to the Peace Agreement]",
        ),
        ("Requests the leadership of UNMIS to report;", "[leadership of UNMIS]"),
        ("Urges the parties in accordance with the Accords to meet;", "parties"),
        ("Urges States, as appropriate, and others concerned to help;", "states, all-concerned"),
        # those who are actors only where they are addressed
        ("Urges the two leaders to meet;", "leaders"),
        ("Commends the leaders of Chad;", ""),
        ("Calls for all levels of authorities to coordinate;", "authorities"),
        ("Calls upon both governments to meet;", "governments"),
        # efforts
        ("Calls for an immediate cessation of hostilities by all parties;", "parties"),
        (
            "Calls for concrete steps from the Government of Chad and all parties to talk;",
            "government-of-chad, parties",
        ),
        ("Encourages the coordinated engagement of ECOWAS with the parties;", "ecowas"),
        ("Encourages mobilization of the region, in particular ECOWAS and Mali;", "ecowas, MLI"),
        ("Encourages the efforts by all States concerned to renew the talks;", "states-concerned"),
        ("Welcomes the efforts of France;", ""),
        ("Authorizes the establishment of the International Security Assistance Force;", ""),
        ("Calls for the parties to talk;", "parties"),
        ("Calls for an end to the violence between the parties;", ""),
        # passive
        ("In order to ensure peace, all Member States are called upon to help;", "member-states"),
        ("Representatives of Chad and Mali are invited to speak;", "[Representatives of Chad and Mali]"),
        # pronouns
        ("Notes the agreement of the parties to form a unit and calls upon them to form it;", "parties"),
        (
            "Requests the Secretary-General to go, and also requests him to report;",
            "secretary-general; secretary-general",
        ),
        ("Commends the Secretary-General and the parties, and encourages them to go on;", "secretary-general, parties"),
        ("Commends the Government of Chad, and encourages it to go on;", "government-of-chad"),
        ("Notes the steps taken by the Libyan authorities and urges their cooperation;", "government-of-libya"),
        ("Urges the parties to talk and calls for them to meet;", "parties; parties"),
        ("Notes the refusal of UNITA to sign and calls upon that party to sign;", "unita"),
        ("Commends the Contadora Group and urges it to go on;", "contadora-group"),
        (
            "Requests the Secretary-General to go, and requests further a report;",
            "secretary-general; secretary-general",
        ),
        (
            "Commends the staff of UNMIS and the Secretary-General and encourages them to go on;",
            "[staff of UNMIS], secretary-general",
        ),
        ("Calls upon Member States to help and invites those Member States to report;", "member-states; member-states"),
        (
            "Commends the efforts of UNMIS, the African Union and neighbouring States, and encourages them to go on;",
            "unmis, african-union, neighbouring-states",
        ),
        (
            "Welcomes the talks between the Governments of Chad and Mali and encourages efforts by both Governments to go on;",
            "government-of-chad, government-of-mali",
        ),
        # one group or two
        ("Urges Libyan institutions and authorities to act;", "[Libyan institutions and authorities]"),
        ("Urges all relevant Afghan actors and stakeholders to act;", "[relevant Afghan actors and stakeholders]"),
        ("Urges Governments and regional leaders concerned to act;", "[Governments and regional leaders concerned]"),
        ("Urges the parties and others concerned to act;", "parties, all-concerned"),
        (
            "Urges relevant States and international organizations to act;",
            "states-concerned, international-organizations",
        ),
        (
            "Urges international financial institutions and donors to act;",
            "international-financial-institutions, donors",
        ),
        ("Demands that all parties to the 3 May 2009 Agreements comply;", "[parties to the 3 May 2009 Agreements]"),
        # examples
        ("Calls upon both sides, and in particular the Georgian side, to act;", "sides"),
        ("Calls upon all concerned, and especially upon UNITA, to act;", "all-concerned"),
        (
            "Calls upon the Government of Angola and in particular UNITA to act;",
            "government-of-angola, unita",
        ),
        (
            "Requests all States, particularly those in the region, the Secretary-General and UNMIS to cooperate;",
            "states, secretary-general, unmis",
        ),
        (
            "Urges all Governments in the region, in particular those of Chad, Mali and Niger, to act;",
            "[Governments in the region]",
        ),
        # longer names, offices with their place
        ("Encourages the ECOWAS Mediation Committee to go on;", "[ECOWAS Mediation Committee]"),
        ("Requests the United Nations country team in Haiti to help;", "[United Nations country team in Haiti]"),
        ("Encourages the Special Envoy for Yemen to go on;", "special-envoy-for-yemen"),
        # recommendations, warnings, authority
        ("Recommends the Government of Chad to store its arms safely;", "government-of-chad"),
        ("Recommends the establishment of a unit to store arms;", ""),
        ("Warns the Government of Chad that the Council will act;", ""),
        ("Decides moreover that all States shall notify the Committee;", "states"),
        ("Decides that UNMIS is authorized to take the necessary action;", "unmis"),
        ("Notes that the area is unsafe, and that only UNMIS is authorized to carry weapons;", "unmis"),
        ("Decides that UNMIS shall, in line with its mandate, have the following tasks:", ""),
        ("Decides that, in order to find out whether, for this purpose, need has arisen, UNMIS shall report;", "unmis"),
        ("Requests that, to help UNMIS to succeed, the Secretary-General report;", "secretary-general"),
        (
            "Calls upon UNMIS to undertake, and upon the African Union to ensure, an investigation;",
            "unmis, african-union",
        ),
        (
            "Recommends that the United Kingdom and Albanian Governments should talk;",
            "government-of-united-kingdom-of-great-britain-and-northern-ireland, government-of-albania",
        ),
    ],
)
def test_addressees(text: str, expected: str) -> None:
    assert addressed(text) == expected


def test_a_pronoun_reaches_back_to_the_clause_before() -> None:
    assert addressed("Requests him to report;", "Instructs the Secretary-General to act;") == "secretary-general"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Urges other interested parties to help;", ("interested parties", "other interested parties")),
        ("Urges the heads of all the parties to talk;", ("heads of all the parties", "heads of the parties")),
        (
            "Urges States of ECOWAS to help;",
            ("States of ECOWAS", "States of the Economic Community of West African States"),
        ),
    ],
)
def test_a_described_group_has_further_names(text: str, names: tuple[str, ...]) -> None:
    clause = Clause(Locator(("op", "1")), "operative", text)
    addressing = Addressing(read_names_of([text]))
    addressing.address(clause, tuple(find_actions(clause)))
    assert [(text[g.start : g.end], *g.names) for g in addressing.groups(clause.locator)] == [names]


def test_the_noun_that_states_of_several_share_is_told() -> None:
    clause = Clause(Locator(("op", "1")), "operative", "Urges the States of ECOWAS and ECCAS to help;")
    addressing = Addressing(read_names_of([clause.text]))
    addressing.address(clause, tuple(find_actions(clause)))
    groups = addressing.groups(clause.locator)
    assert [group.noun for group in groups] == ["", "States of "]
    assert groups[1].names == ("States of the Economic Community of Central African States",)


def test_the_addressee_may_stand_in_the_items() -> None:
    assert addressed("Calls upon:", items=("Member States to act;", "France to help;")) == "member-states, FRA"
    assert addressed("Decides that:", items=("All Member States shall act;",)) == ""


def test_a_group_described_in_an_item_stands_there() -> None:
    said = addressed("Calls upon:", items=("those States that have done so to act;", "France to help;"))
    assert said == "[States that have done so], FRA"


def test_the_national_authorities_are_of_the_state_that_the_document_is_about() -> None:
    before = ("Thanks Mali, the people of Mali, Mali’s neighbours and the Government of Mali;",)
    assert addressed("Urges the national authorities to act;", *before) == "government-of-mali"
    assert addressed("Urges the national authorities to act;") == "national-authorities"


def test_the_rule_is_told() -> None:
    text = "Requests the Committee established pursuant to resolution 1591 (2005) to meet and urges the Committee to hurry;"
    clause = Clause(Locator(("op", "1")), "operative", text)
    names = read_names_of([text])
    found = Addressing(names).address(clause, tuple(find_actions(clause)))
    assert [(act.addressees, act.rule) for act in found] == [
        (("body/committee-1591",), "stated"),
        (("body/committee-1591",), "anaphora"),
    ]


@given(st.text(alphabet="States and the parties,; ()UN to that shall:", max_size=120))
def test_any_text_can_be_asked(rest: str) -> None:
    addressed(f"Requests {rest} and decides that {rest}")
