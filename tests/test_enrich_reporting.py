"""Who must report to whom, by when, how often and in what form."""

from __future__ import annotations

from datetime import date

import pytest

from resrdf.annotations import Report
from resrdf.document import Adoption, Clause, Document, Locator, Source
from resrdf.enrich.addressees.addressing import Addressing
from resrdf.enrich.names.actors import read_names
from resrdf.enrich.names.holders import read_holders
from resrdf.enrich.reports.duties import find_reports
from resrdf.enrich.verbs import find_actions
from resrdf.symbol import Symbol

SG, COUNCIL = "body/secretary-general", "body/security-council"


def reports(text: str, *, above: str | None = None, number: int = 1386, year: int = 2001) -> list[Report]:
    """The duties in a paragraph, or in the item (a) of a paragraph ``above``."""
    place = Locator(("op", "1"))
    item = Clause(place / "a", "operative", text, "a") if above else None
    top = Clause(place, "operative", above or text, "1", (item,) if item else ())
    document = Document(
        "resolution",
        Symbol.resolution(number, year),
        "en",
        Source("x.txt", "0", "text/plain"),
        adoption=Adoption(date=date(2001, 12, 20)),
        operative=(top,),
    )
    names = read_names(document)
    addressing = Addressing(names)
    acts = {c.locator: addressing.address(c, tuple(find_actions(c))) for c in (top, item) if c}
    holders = read_holders(document, names, {place: acts[place][-1].addressees} if acts[place] else {})
    clause = item or top
    return list(find_reports(clause, acts[clause.locator], holders))


def when(report: Report) -> tuple[str | None, str | None, str | None]:
    """Day, time within, interval."""
    return str(report.due) if report.due else None, report.within, report.frequency


@pytest.mark.parametrize(
    ("text", "by", "to", "mode", "time"),
    [
        ("Requests the Secretary-General to report every 90 days on developments;", SG, COUNCIL, "report", (None, None, "P90D")),
        ("Requests the Secretary-General to report by 15 May 2002;", SG, COUNCIL, "report", ("2002-05-15", None, None)),
        ("Requests the Secretary-General, within 30 days, to submit a report;", SG, COUNCIL, "report", ("2002-01-19", "P30D", None)),
        ("Requests the Secretary-General to keep the Council regularly informed of events;", SG, COUNCIL, "keep-informed", (None, None, None)),
        ("Requests the Secretary-General to brief the Council every six months;", SG, COUNCIL, "brief", (None, None, "P6M")),
        ("Invites States to inform the Counter-Terrorism Committee of areas of need;", "actor/states", "body/ctc", "inform", (None, None, None)),
        ("Calls upon all States to report to the Secretary-General by 15 May 2002 on the measures;", "actor/states", SG, "report", ("2002-05-15", None, None)),
        ("Requests the Secretary-General to include information on this matter in his regular reports;", SG, COUNCIL, "include-in-reporting", (None, None, None)),
        ("Requests the Secretary-General to submit recommendations to the Council by 1 March 2002;", SG, COUNCIL, "recommend", ("2002-03-01", None, None)),
        ("Decides that the Panel of Experts established pursuant to resolution 1591 (2005) shall provide a final report by 1 May 2002;",
         "body/panel-of-experts-1591", COUNCIL, "report", ("2002-05-01", None, None)),
        ("Requests regular updates from the Secretary-General every 30 days;", SG, COUNCIL, "report", (None, None, "P30D")),
        ("Decides to extend the mandate of UNMOT until 30 June 2002, and requests the Secretary-General to report three weeks before this date;",
         SG, COUNCIL, "report", ("2002-06-09", None, None)),
    ],
)  # fmt: skip
def test_one_duty(text: str, by: str, to: str, mode: str, time: tuple[str | None, str | None, str | None]) -> None:
    (report,) = reports(text)
    assert (report.by, report.to, report.mode) == ((by,), (to,), f"vocab/report-mode/{mode}")
    assert when(report) == time
    assert text[report.start : report.end].strip()


@pytest.mark.parametrize(
    ("text", "by", "to", "mode", "time"),
    [
        # times
        ("Requests the Secretary-General to report within 24 hours on the steps taken;", SG, COUNCIL, "report", ("2001-12-21", "PT24H", None)),
        ("Requests the Secretary-General to report before 15 February 2002;", SG, COUNCIL, "report", ("2002-02-15", None, None)),
        ("Requests the Secretary-General to submit, prior to the end of 2002, a report;", SG, COUNCIL, "report", ("2002-12-31", None, None)),
        ("Requests the Secretary-General to report by the end of the year;", SG, COUNCIL, "report", ("2001-12-31", None, None)),
        ("Requests the Secretary-General to report by mid-May 2002;", SG, COUNCIL, "report", ("2002-05-15", None, None)),
        ("Requests the Secretary-General to report one month before 15 May 2002;", SG, COUNCIL, "report", ("2002-04-15", None, None)),
        ("Requests the Secretary-General to report at 90-day intervals;", SG, COUNCIL, "report", (None, None, "P90D")),
        ("Requests the Secretary-General to report at least once per year;", SG, COUNCIL, "report", (None, None, "P1Y")),
        ("Requests the Secretary-General to report every six months starting on 1 March 2002;", SG, COUNCIL, "report", ("2002-03-01", None, "P6M")),
        ("Requests the Secretary-General to report within three months of the adoption of this resolution;", SG, COUNCIL, "report", ("2002-03-20", "P3M", None)),
        ("Requests the Secretary-General to report 90 days after the entry into force of this resolution;", SG, COUNCIL, "report", (None, "P90D", None)),
        ("Requests the Secretary-General to include in his report of 1 April 2002 a proposal on the matter;", SG, COUNCIL, "include-in-reporting", ("2002-04-01", None, None)),
        ("Decides to extend the mandate of UNMOT until 30 June 2002, and requests the Secretary-General to report by the end of the current mandate;",
         SG, COUNCIL, "report", ("2002-06-30", None, None)),
        ("Requests the Secretary-General to provide an assessment of the situation by 18 February 2002;", SG, COUNCIL, "report", ("2002-02-18", None, None)),
        ("Requests the Secretary-General to report on arrangements for the elections to be held by 1 March 2002;", SG, COUNCIL, "report", (None, None, None)),
        # who, to whom
        ("Requests that, every 30 days, the Secretary-General submit to the Council for its review a report;", SG, COUNCIL, "report", (None, None, "P30D")),
        ("Requests, as the Secretary-General is to send a mission, that he submit a report;", SG, COUNCIL, "report", (None, None, None)),
        ("Relies on the Secretary-General to inform it of the talks;", SG, COUNCIL, "inform", (None, None, None)),
        ("Decides that any Member State that inspects a vessel shall submit promptly a report to the Council;", "res/1386/op/1/group/1", COUNCIL, "report", (None, None, None)),
        ("Requests the Secretary-General to follow the talks and, taking into account the views of the parties, to submit recommendations to the Council;",
         SG, COUNCIL, "recommend", (None, None, None)),
        ("Requests the Secretary-General to ensure access, and further requests a revision of the benchmarks, and to report regularly;",
         SG, COUNCIL, "report", (None, None, None)),
        ("Calls upon the Government of Tajikistan to complete its investigation and to forward it to the Council;",
         "actor/government-of-tajikistan", COUNCIL, "report", (None, None, None)),
        ("Requests the Kimberley Process to communicate to the Council, through the Counter-Terrorism Committee, information on diamonds;",
         "body/kimberley-process", COUNCIL, "inform", (None, None, None)),
        ("Recommends the creation of a Force. The Secretary-General, who follows the talks, shall report to the Council;", SG, COUNCIL, "report", (None, None, None)),
        # what
        ("Requests the Secretary-General to provide the Council with reports as appropriate;", SG, COUNCIL, "report", (None, None, None)),
        ("Requests the Secretary-General to draw up a plan and brief regularly on its progress;", SG, COUNCIL, "brief", (None, None, None)),
        ("Decides that all States shall notify in a timely fashion the Counter-Terrorism Committee of any flight;", "actor/states", "body/ctc", "notify", (None, None, None)),
        ("Requests the Secretary-General to review progress ahead of each phase as part of his reports;", SG, COUNCIL, "include-in-reporting", (None, None, None)),
        ("Requests the Secretary-General, in his next report, to provide an assessment;", SG, COUNCIL, "include-in-reporting", (None, None, None)),
        ("Requests that UNMOT report on its work as part of the regular reports of the Secretary-General;", "mission/unmot", COUNCIL, "include-in-reporting", (None, None, None)),
        ("Requests the Secretary-General to submit within twenty days of this resolution a report;", SG, COUNCIL, "report", ("2002-01-09", "P20D", None)),
        ("Calls upon the Government of Tajikistan to provide to the Secretary-General each month a detailed statement of its reserves;",
         "actor/government-of-tajikistan", SG, "report", (None, None, "P1M")),
        ("Requests the Secretary-General to review the structure of UNMOT and to present any new considerations;", SG, COUNCIL, "report", (None, None, None)),
        ("Requests that the Secretary-General includes updates on the talks in his regular reporting;", SG, COUNCIL, "include-in-reporting", (None, None, None)),
        ("Requests the Emergency Relief Coordinator to brief or arrange a briefing 11 months from the date of adoption of this resolution;",
         "body/emergency-relief-coordinator", COUNCIL, "brief", ("2002-11-20", "P11M", None)),
        ("Resolves that the application be referred to the Counter-Terrorism Committee for study and report to the Council;",
         "body/ctc", COUNCIL, "report", (None, None, None)),
        ("Urges restraint, and continues to request the Secretary-General to report to the Council any incident;", SG, COUNCIL, "report", (None, None, None)),
        ("Requests by 31 August 2002 a report from the Secretary-General on the talks;", SG, COUNCIL, "report", ("2002-08-31", None, None)),
        ("Requests the Secretary-General to submit a report that provides an integrated analysis to the Council;", SG, COUNCIL, "report", (None, None, None)),
        ("Requests the Secretary-General to ensure that the Council is informed regularly of developments;", SG, COUNCIL, "keep-informed", (None, None, None)),
        ("Requests the Secretary-General to ensure that monitoring is carried out, and the results included in his reports to the Council;",
         SG, COUNCIL, "include-in-reporting", (None, None, None)),
        ("Reminds all States of their obligations under its resolutions, and to report to the Counter-Terrorism Committee;", "actor/states", "body/ctc", "report", (None, None, None)),
        ("Encourages the Secretary-General to refine the benchmarks, to update them and to report to the Council;", SG, COUNCIL, "report", (None, None, None)),
    ],
)  # fmt: skip
def test_one_duty_that_is_harder_to_see(
    text: str, by: str, to: str, mode: str, time: tuple[str | None, str | None, str | None]
) -> None:
    (report,) = reports(text)
    assert (report.by, report.to, report.mode) == ((by,), (to,), f"vocab/report-mode/{mode}")
    assert when(report) == time


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("to provide by 15 February 2002 a midterm report and by 15 August 2002 a report;", ["2002-02-15", "2002-08-15"]),
        ("to report by 15 February 2002 and again by 15 August 2002;", ["2002-02-15", "2002-08-15"]),
        ("to report by 10 July 2002, 10 October 2002, and 10 January 2003;", ["2002-07-10", "2002-10-10", "2003-01-10"]),
        ("to report in two written reports, no later than July 30 and September 30;", ["2002-07-30", "2002-09-30"]),
        ("to provide a briefing on the elections and a full report on the mandate by 1 May 2002;", [None, "2002-05-01"]),
        ("to keep the Council updated, and to submit a report by 29 August 2002;", [None, "2002-08-29"]),
        ("to provide an interim report by 28 March 2002, a final report no later than 1 October 2002, and periodic updates in between;",
         ["2002-03-28", "2002-10-01", None]),
        ("to report by 1 May 2002 and, in any event, no later than 1 June 2002;", ["2002-05-01"]),
        ("to report 90 days after the adoption of this resolution, and again prior to 1 June 2002;", ["2002-03-20", "2002-06-01"]),
    ],
)  # fmt: skip
def test_each_further_time_is_a_duty(text: str, times: list[str | None]) -> None:
    assert [when(report)[0] for report in reports("Requests the Secretary-General " + text)] == times


def test_all_who_are_asked_report() -> None:
    (report,) = reports(
        "Requests ECOWAS, through the command of its force, and France to report periodically to the Council;"
    )
    assert report.by == ("body/ecowas", "state/FRA")


def test_a_further_paper_may_go_to_another_body() -> None:
    first, second = reports(
        "Requests the Secretary-General to provide an update to the Counter-Terrorism Committee by 1 May 2002 and a final report to the"
        " Council by 1 June 2002;"
    )
    assert (first.to, second.to) == (("body/ctc",), (COUNCIL,))


def test_the_tasks_of_a_group_that_somebody_else_is_to_found() -> None:
    above = (
        "Requests the Secretary-General to re-establish the Monitoring Group on Somalia, with the following mandate:"
    )
    (report,) = reports(
        "to provide to the Council a midterm briefing within 90 days;", above=above, number=1724, year=2006
    )
    assert report.by != (SG,)


def test_the_tasks_of_a_group_in_the_clause_that_founds_it() -> None:
    text = "Requests the Secretary-General to create a group of experts to carry out the following tasks: (a) gather facts; and (b) provide a report to the Council;"
    (report,) = reports(text)
    assert (report.by, report.to) == (("body/group-of-experts-1386",), (COUNCIL,))


def test_who_is_told_does_not_report() -> None:
    text = "Invites the Secretary-General to share his findings with UNAMA and the Counter-Terrorism Committee, and UNMOT to communicate to the Committee information on flights;"
    assert all("body/ctc" not in report.by for report in reports(text))


def test_two_duties_in_one_clause() -> None:
    first, second = reports(
        "Requests the Secretary-General to keep the Council informed of all developments, and also requests him to report within"
        " three months of the adoption of this resolution on its implementation;"
    )
    assert (first.mode, first.subject) == ("vocab/report-mode/keep-informed", "all developments")
    assert (second.by, when(second), second.rule) == ((SG,), ("2002-03-20", "P3M", None), "computed")
    assert second.subject == "its implementation"


def test_two_papers_with_times_of_their_own() -> None:
    found = reports(
        "Requests the Secretary-General to provide a midterm report by 1 March 2002, and a final report by 1 June 2002;"
    )
    assert [when(report)[0] for report in found] == ["2002-03-01", "2002-06-01"]


def test_a_first_report_and_those_that_follow() -> None:
    (report,) = reports("Requests the Secretary-General to report by 31 January 2002 and every six months thereafter;")
    assert when(report) == ("2002-01-31", None, "P6M")


def test_the_tasks_of_a_committee() -> None:
    above = "Decides to establish a Committee of the Security Council to undertake the following tasks:"
    (report,) = reports(
        "To report at least every 90 days to the Security Council on its work;", above=above, number=748, year=1992
    )
    assert (report.by, report.to, when(report)) == (("body/committee-748",), (COUNCIL,), (None, None, "P90D"))


def test_an_item_below_a_request() -> None:
    (report,) = reports("To keep the Council informed of progress;", above="Requests the Secretary-General:")
    assert report.by == (SG,)


def test_an_item_that_requests() -> None:
    (report,) = reports(
        "To request the Secretary-General to submit a report at the end of this period;", above="Decides:"
    )
    assert (report.by, report.mode) == ((SG,), "vocab/report-mode/report")


@pytest.mark.parametrize(
    "text",
    [
        "Welcomes the report of the Secretary-General of 4 September 1997;",
        "Takes note of the regular reports of the Secretary-General;",
        "Requests the parties to implement the recommendations in the report;",
        "Requests the Secretary-General to provide assistance to the parties;",
        "Recommends that States update the list of experts;",
        "Requests the Committee to make a list of goods;",
        "Decides to remain seized of the matter;",
        "Calls upon the parties to address the issues covered in his report;",
        "Decides that, if the Secretary-General reports to the Council that the parties have withdrawn, the measures shall end;",
        "Requests the Secretary-General to transmit these proposals to the General Assembly;",
        "Requests the Secretary-General to make recommendations for the protection of civilians;",
        "Decides to send a mission composed of members of the Security Council to visit the area and to report;",
        "Requests the Secretary-General to keep the list as updated as possible;",
        "Requests the Secretary-General to provide a support package, including public information, to the Council;",
    ],
)
def test_what_is_no_duty(text: str) -> None:
    assert reports(text) == []


def test_days_are_counted_from_what_another_paragraph_says() -> None:
    texts = (
        "Decides that the arrangements shall remain in force for a period of 180 days beginning on 25 May 2002;",
        "Requests the Secretary-General to report 90 days after the entry into force of paragraph 1 above;",
        "Decides that this authorization is limited to a period of three months from the adoption of this resolution;",
        "Requests the Secretary-General to report before the end of the period referred to in paragraph 3 above;",
    )
    clauses = tuple(Clause(Locator(("op", str(n))), "operative", text, str(n)) for n, text in enumerate(texts, 1))
    document = Document(
        "resolution",
        Symbol.resolution(1386, 2001),
        "en",
        Source("x.txt", "0", "text/plain"),
        adoption=Adoption(date=date(2001, 12, 20)),
        operative=clauses,
    )
    holders, addressing = read_holders(document), Addressing(read_names(document))
    acts = [addressing.address(clause, tuple(find_actions(clause))) for clause in clauses]
    found = [list(find_reports(clause, own, holders)) for clause, own in zip(clauses, acts, strict=True)]
    assert [str(report.due) for reports in found for report in reports] == ["2002-08-23", "2002-03-20"]


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("to report on the situation in Ruritania and to appoint a coordinator;", "the situation in Ruritania"),
        ("to report on the use of the funds as soon as they are spent;", "the use of the funds"),
        ("to report on progress in his regular reports;", "progress"),
        ("to investigate violations and report on them to the Council;", None),
    ],
)
def test_a_subject_ends_with_its_phrase(text: str, subject: str | None) -> None:
    """What follows is another thing to do, a time or a recipient; a pronoun says too little."""
    assert [report.subject for report in reports(f"Requests the Secretary-General {text}")] == [subject]
