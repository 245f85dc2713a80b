"""Of which regime is a measure, until when does it hold, and which paragraphs are meant? What the words around it tell.

The regime is that of the resolution or committee cited, of this resolution, or of the State named; where none tells it, none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache

from resrdf.annotations import Rule
from resrdf.document import Clause, Locator
from resrdf.enrich.dates import find_times
from resrdf.enrich.measures import words
from resrdf.enrich.names.holders import Holders, Segment
from resrdf.lexicon import concept_labels, states
from resrdf.words import places_of


def find_worded(
    pattern: re.Pattern[str], firsts: frozenset[str], whole: str, segment: Segment
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in the text of a segment, from left to right; each begins with one of some words."""
    text, past = whole[segment.start : segment.end], 0
    for at in places_of(whole, firsts):
        if segment.start + past <= at < segment.end and (match := pattern.match(text, at - segment.start)):
            past = match.end()
            yield match


def find_until(text: str, holders: Holders) -> date | None:
    """The end that a stretch of text gives: its date, or a length counted from the adoption."""
    times = [t for t in find_times(text, holders.document.adoption.date) if t.date]
    ends = [t.date for t in times if t.part == "until"]
    ends += [t.date for t in times if t.part == "duration" or text[: t.start].rstrip().endswith("until")]
    if (
        not ends
        and (same := words.SAME_PERIOD.search(text))
        and (other := holders.clauses.get(Locator(("op", same[1]))))
    ):
        return None if words.SAME_PERIOD.search(other.text) else find_until(other.text, holders)
    return ends[0] if ends else None


def find_places(listing: str) -> Iterator[tuple[str, str | None]]:
    """The paragraphs of a list: "3, 4 (a) and (b), 6 to 8".

    >>> list(find_places("3, 4 (a) and (b), 6 to 8"))
    [('3', None), ('4', 'a'), ('4', 'b'), ('6', None), ('7', None), ('8', None)]
    """
    top = ""
    for match in words.PLACE.finditer(listing):
        if match["more"]:
            yield top, match["more"].strip("()")
            continue
        if match["to"] and top and int(match["top"]) - int(top) < 20:
            yield from ((str(n), None) for n in range(int(top) + 1, int(match["top"])))
        top = match["top"]
        subs = re.findall(r"\(([a-z]+)\)", match["subs"])
        yield top, subs[0] if subs else None


def own_number(holders: Holders) -> int | None:
    """The number of the resolution itself."""
    match = words.NUMBER.match(holders.document.symbol.canonical)
    return int(match[1]) if match else None


def find_regime(
    clause: Clause, segment: Segment, holders: Holders, *, imposing: bool = False
) -> tuple[str | None, Rule]:
    """The regime of the measures of a clause: of the resolution or committee it names, of this resolution, of the State it names."""
    text = clause.text[segment.start : segment.end]
    number = own_number(holders)
    own = _by_resolution().get(number or 0, frozenset())
    if imposing and len(own) == 1:
        return next(iter(own)), "computed"
    cited = [int(a or b) for a, b in words.RESOLUTION.findall(text)]
    named = [int(n) for n in words.COMMITTEE.findall(text)]
    regimes = [_by_resolution()[n] for n in (*cited, *named) if n in _by_resolution()]
    if regimes:
        common = frozenset.intersection(*regimes) or frozenset.union(*regimes)
        if len(common) == 1:
            return next(iter(common)), "stated"
        return None, "stated"
    if len(own) == 1:
        return next(iter(own)), "computed"
    if words.THE_COMMITTEE.search(text) and (body := holders.names.resolve("Committee")[0]):
        found = _by_resolution().get(int(digits[0]) if (digits := re.findall(r"\d+", body)) else 0)
        if found and len(found) == 1:
            return next(iter(found)), "anaphora"
    places = {f.concept for f in states().find_in(text)}
    of_states = {regime for place in places if (regime := _of_state(place, number or 0))}
    return (of_states.pop(), "computed") if len(of_states) == 1 and not imposing else (None, "stated")


def _of_state(state: str, number: int) -> str | None:
    """The regime that concerns a State and was the last to be founded when a resolution of this number was adopted."""
    founded = [n for n in _by_state().get(state, ()) if n <= number]
    return f"regime/{max(founded)}" if founded else None


@lru_cache(maxsize=1)
def _by_resolution() -> Mapping[int, frozenset[str]]:
    """The regimes to which the measures of a resolution belong."""
    regimes: defaultdict[int, set[str]] = defaultdict(set)
    for concept, label, name in concept_labels("regime"):
        if label.endswith("#hiddenLabel"):
            regimes[int(name.split()[1])].add(concept)
        elif label.endswith("#notation"):
            regimes[int(name)].add(concept)
    return {number: frozenset(found) for number, found in regimes.items()}


@lru_cache(maxsize=1)
def _by_state() -> Mapping[str, tuple[int, ...]]:
    """The numbers of the regimes that concern a State, by the end of their names ("concerning Liberia")."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for concept, label, name in concept_labels("regime"):
        if label.endswith("#prefLabel") and " concerning " in name:
            state = states().find_name(name.split(" concerning ")[1].removeprefix("the situation in "))
            if state:
                numbers[state].append(int(concept.rsplit("/", 1)[1]))
    return {state: tuple(found) for state, found in numbers.items()}


@lru_cache(maxsize=1)
def known_paragraphs() -> Mapping[tuple[int | None, str], Mapping[str | None, tuple[str, ...]]]:
    """The types of the measures that paragraphs of earlier resolutions lay down, by resolution, paragraph and item."""
    known: defaultdict[tuple[int | None, str], defaultdict[str | None, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for concept, label, name in concept_labels("measure"):
        if label.endswith("#hiddenLabel") and (match := words.PARAGRAPH_NAME.fullmatch(name.rsplit(" (", 1)[0])):
            known[int(match[3]), match[1]][match[2]].append(concept.rsplit("/", 1)[1])
    return {key: {sub: tuple(kinds) for sub, kinds in items.items()} for key, items in known.items()}
