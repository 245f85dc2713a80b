"""A meeting and what was adopted at it, and a vote by side and State."""

from __future__ import annotations

from dataclasses import dataclass

from resrdf.serve.pages.answers import UNSC, Row, all_rows, find_labels, link_of
from resrdf.serve.pages.links import Link, in_small_letters, say_date, to_link
from resrdf.serve.pages.pictures import Chamber, draw_chamber
from resrdf.serve.pages.render import render
from resrdf.serve.pages.work import title_of
from resrdf.serve.site import Site

_SIDES = (
    ("inFavour", "countInFavour", "favour", "In favour"),
    ("against", "countAgainst", "against", "Against"),
    ("abstained", "countAbstained", "abstained", "Abstaining"),
    ("notVoting", "countNotVoting", "absent", "Not voting"),
)


@dataclass(frozen=True, slots=True)
class MeetingView:
    """Facts, and what was decided."""

    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    decided: tuple[tuple[Link, Link], ...]


@dataclass(frozen=True, slots=True)
class VoteView:
    """Facts, the members by side, and a picture of them."""

    facts: tuple[tuple[str, tuple[Link, ...]], ...]
    sides: tuple[tuple[str, str, tuple[Link, ...]], ...]
    picture: Chamber | None


async def meeting_page(site: Site, iri: str, path: str) -> bytes:
    """Show a meeting."""
    about, decided = await all_rows(
        site,
        f"SELECT ?p ?o {{ <{iri}> ?p ?o }}",
        f"""SELECT ?w ?symbol ?vote ?outcome {{
          {{ ?w unsc:adoptedAt <{iri}> OPTIONAL {{ ?w unsc:adoptedByVote ?vote OPTIONAL {{ ?vote unsc:outcome ?outcome }} }} }}
          UNION {{ ?vote unsc:inMeeting <{iri}> ; unsc:voteOn ?w . FILTER NOT EXISTS {{ ?r unsc:adoptedByVote ?vote }}
            OPTIONAL {{ ?vote unsc:outcome ?outcome }} }}
          OPTIONAL {{ ?w unsc:symbol ?symbol }} }} ORDER BY ?symbol""",
    )
    known = _known(about)
    labels = await find_labels(site, {r["o"] for r in about if r["o^"]} | {r["outcome"] for r in decided})
    number = known.get("meetingNumber", [path.rpartition("/")[2]])[0]
    facts = (
        ("Held", tuple(Link(say_date(day)) for day in known.get("meetingDate", []))),
        (
            "Agenda",
            tuple(to_link(i, site.base, in_small_letters(labels.get(i, ""))) for i in known.get("agendaItem", [])),
        ),
        ("Record", tuple(link_of(site, i, labels) for i in known.get("record", []))),
        ("Source", (Link(f"docs.un.org: S/PV.{number}", f"https://docs.un.org/en/S/PV.{number}", local=False),)),
    )
    lines = []
    for row in decided:
        outcome = in_small_letters(labels.get(row["outcome"], "vote")).capitalize()
        vote = link_of(site, row["vote"], {}, outcome) if row["vote"] else Link("")
        lines.append((to_link(row["w"], site.base, title_of(row["symbol"]) if row["symbol"] else ""), vote))
    view = MeetingView(tuple(fact for fact in facts if fact[1]), tuple(lines))
    return render("meeting.html", f"Meeting {number} of the Security Council", view, iri=iri, path=path)


async def vote_page(site: Site, iri: str, path: str) -> bytes:
    """Show a vote."""
    about, adopted, codes = await all_rows(
        site,
        f"SELECT ?p ?o {{ <{iri}> ?p ?o }}",
        f"SELECT ?w ?symbol {{ ?w unsc:adoptedByVote <{iri}> ; unsc:symbol ?symbol }}",
        f"SELECT ?m ?d {{ <{iri}> unsc:inMeeting ?m OPTIONAL {{ ?m unsc:meetingDate ?d }} }}",
    )
    known = _known(about)
    labels = await find_labels(site, {row["o"] for row in about if row["o^"]})
    sides, drawn = [], []
    for property_, count, css, words in _SIDES:
        states = sorted(known.get(property_, []), key=lambda state: labels.get(state, state))
        number = known.get(count, [str(len(states)) if states else ""])[0]
        if states or number not in ("", "0"):
            sides.append((words, number, tuple(link_of(site, state, labels) for state in states)))
        drawn.append((css, words, [(_code(state), labels.get(state, "")) for state in states]))
    outcome = labels.get(known.get("outcome", [""])[0], "")
    facts = (
        ("Outcome", (link_of(site, known["outcome"][0], labels, outcome.capitalize()),) if "outcome" in known else ()),
        ("On", tuple(link_of(site, work, labels) for work in known.get("voteOn", []))),
        ("Adopted as", tuple(to_link(row["w"], site.base, title_of(row["symbol"])) for row in adopted)),
        ("Meeting", tuple(link_of(site, row["m"], {}) for row in codes)),
        ("Date", tuple(Link(say_date(row["d"])) for row in codes if row["d"])),
    )
    view = VoteView(tuple(fact for fact in facts if fact[1]), tuple(sides), draw_chamber(drawn))
    named = title_of(adopted[0]["symbol"]) if adopted else labels.get(known.get("voteOn", [""])[0]) or path
    return render("vote.html", f"Vote on {named[:1].lower()}{named[1:]}", view, iri=iri, path=path)


def _known(rows: list[Row]) -> dict[str, list[str]]:
    known: dict[str, list[str]] = {}
    for row in rows:
        known.setdefault(row["p"].removeprefix(UNSC), []).append(row["o"])
    return known


def _code(state: str) -> str:
    """The code of a State for its seat.

    >>> _code("https://w3id.org/unsc/state/FRA"), _code("https://w3id.org/unsc/state/ruritania")
    ('FRA', 'RUR')
    """
    return (
        state.rpartition("/")[2][:4].upper()
        if state.rpartition("/")[2].isupper()
        else state.rpartition("/")[2][:3].upper()
    )
