"""Who must report to whom, by when, how often and in what form."""

from __future__ import annotations

from datetime import date

import pytest

from resrdf.annotations import Report
from resrdf.document import Adoption, Clause, Document, Locator, Source
from resrdf.enrich.actors import read_names
from resrdf.enrich.addressees import Addressing
from resrdf.enrich.holders import read_holders
from resrdf.enrich.reporting import find_reports
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
    ],
)
def test_what_is_no_duty(text: str) -> None:
    assert reports(text) == []
