"""The actors that a text names by itself: names of the vocabularies, numbered bodies, "the Governments of X and Y"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise

from resrdf.annotations import Mention
from resrdf.enrich.literals import has_any
from resrdf.lexicon import actor_labels, actors, related_actors

_NUMBERED = re.compile(
    r"""\b(?:Security\ Council\]?\ )?(?P<kind>Committee(?!\ of\ Experts)|(?:Panel|Group|Committee)\ of\ [Ee]xperts|Panel(?!\ of)|Monitoring\ (?:Group|Team|Mechanism|mechanism))
        (?:\ of\ the\ (?:Security\ )?Council)?                                             # "a Committee of the Security Council"
        (?:\ (?:firstly|first|initially|originally)?\ ?(?:(?:re-?)?established|created|appointed|formed|(?:as\ )?referred\ to))?,?  # "established"
        \ (?:by|pursuant\ to|under|in|in\ accordance\ with|in\ pursuance\ of)\ (?:its\ )?(?:[Ss]ecurity\ [Cc]ouncil\ )?(?:(?:sub)?paragraphs?\ [\w\ (),]{1,20}?\ of\ )?(?:[Ss]ecurity\ [Cc]ouncil\ )?
        resolutions?\ (?P<number>\d{2,4})(?:\ ?\(\d{4}\))?                                 # "paragraph 9 of resolution 748 (1992)"
        (?:(?:,|,?\ and)\ \d{2,4}\ ?\(\d{4}\))*                                            # "… and 1989 (2011)"
    """,
    re.VERBOSE,
)
_KINDS = ("Committee", "of Experts", "of experts", "Monitoring ", "Panel ")
_GOVERNMENTS = re.compile(
    r"""\b[Gg]overnment(?P<many>s)?\s+of\s+(?:the\s+)?
        (?:(?:[A-Z][\w’']+\s+){0,2}(?:Republic|Kingdom|State)\s+of\s+(?:the\s+)?)?\Z   # "of the Republic of"
    """,
    re.VERBOSE,
)
_GOVERNMENTS_NAMED = ("overnments", "overnment of the")
_GOVERNMENTS_OF = re.compile(r"[Gg]overnments\s+of\s+(?:the\s+)?(?:former\s+)?[A-Z]")
_ADJECTIVE = re.compile(r"\b(?P<adjective>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+and\s+(?:the\s+)?\Z")
_PAIR = re.compile(
    r"(?P<first>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+and\s+(?:the\s+)?(?P<second>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+Governments\b"
)
_GROUP = "actor/governments"
_STATES = re.compile(
    r"\b(?:[Aa]ll|other|any|those|these|relevant|such)\s+(?P<states>states)\b"
)  # the verb has no determiner
_ENVOY = re.compile(r"body/(?:personal|special)-(?:adviser|coordinator|envoy|representative)")
_OWNS = re.compile(r"(?:['’]s?)?\s+")
OF_UNITED_NATIONS = ("body/united-nations", "body/secretary-general")
_BETWEEN = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|,?\s+as\s+well\s+as)\s+(?:of\s+)?(?:the\s+)?(?:Republic\s+of\s+)?")


@lru_cache(maxsize=256)  # asked when a document's names are gathered, and again clause by clause
def find_strong(text: str) -> tuple[Mention, ...]:
    """The mentions that need no document: vocabulary names, numbered bodies, "the Governments of X and Y"."""
    found = [Mention(*span) for span in actors().spans_in(text)]
    if "overnment" in text and has_any(text, _GOVERNMENTS_NAMED):
        found = _governments(text, found)
    many = " Governments" in text
    if many:
        found = merge(found, _paired(text))
    if many or " authorities" in text:
        found = merge(found, _shared_nouns(text, found))
    if " states" in text:
        found = merge(found, (Mention(m.start("states"), m.end(), "actor/states") for m in _STATES.finditer(text)))
    if "resolution" in text and has_any(text, _KINDS):
        named = [
            Mention(match.start(), match.end(), actor)
            for match in _NUMBERED.finditer(text)
            if (actor := numbered_bodies().get((_kind(match), match["number"])))
        ]
        found = merge([], [*named, *found]) if named else found
    if " Special " in text or " Personal " in text:
        found = found[:1] + [m for before, m in pairwise(found) if not _is_envoy_of(text, before, m)]
    return tuple(found)


def _is_envoy_of(text: str, owner: Mention, envoy: Mention) -> bool:
    """Whether an envoy is that of an organization or State named before, not of the United Nations.

    >>> [m.actor for m in find_strong("the European Union Special Representative for Cyprus")]
    ['body/european-union']
    """
    return (
        owner.actor not in OF_UNITED_NATIONS
        and _ENVOY.match(envoy.actor or "") is not None
        and _OWNS.fullmatch(text, owner.end, envoy.start) is not None
    )


def _governments(text: str, found: list[Mention]) -> list[Mention]:
    """Read States behind "Governments of" as their Governments: "the Governments of Chad and the Sudan" are two."""
    made: list[Mention] = []
    chain, end = False, 0
    for mention in found:
        head = _GOVERNMENTS.search(text, end, mention.start)
        chain = bool((head and head["many"]) or (chain and _BETWEEN.fullmatch(text, end, mention.start)))
        government = government_of().get(mention.actor or "") if head or chain else None
        if mention.actor != _GROUP or not _GOVERNMENTS_OF.match(text, mention.start):
            made.append(
                Mention(
                    head.start() if head and government else mention.start, mention.end, government or mention.actor
                )
            )
            end = mention.end
    return made


def _paired(text: str) -> Iterator[Mention]:
    """Yield the two of "the Ethiopian and Albanian Governments", "the United Kingdom and Albanian Governments"."""
    for match in _PAIR.finditer(text):
        spans = match.span("first"), match.span("second")
        both = [actors().find_name(f"{text[start:end]} Government") for start, end in spans]
        if both[0] and both[1]:
            yield Mention(*spans[0], both[0])
            yield Mention(spans[1][0], match.end(), both[1])


def _shared_nouns(text: str, found: list[Mention]) -> Iterator[Mention]:
    """Yield the first Government of "the Sudanese and South Sudanese authorities", which share their noun."""
    for mention in found:
        if (mention.actor or "").startswith("actor/government-of-") and (
            match := _ADJECTIVE.search(text, 0, mention.start)
        ):
            noun = text[mention.start : mention.end].split()[-1]
            actor = actors().find_name(f"{match['adjective']} {noun.rstrip('s') if noun.startswith('G') else noun}")
            if actor and not any(m.start < match.end("adjective") and m.end > match.start() for m in found):
                yield Mention(match.start("adjective"), match.end("adjective"), actor)


def merge(first: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Join mentions; where two overlap the one that starts first stays, then the longer, then the later given."""
    kept, past = list[Mention](), 0
    ranked = [(m.start, -m.end, order, m) for order, m in enumerate([*others, *first])]
    for start, _, _, mention in sorted(ranked):  # no two have the same order
        if start >= past:
            kept.append(mention)
            past = mention.end
    return kept


def is_within_longer(mention: Mention, found: list[Mention]) -> bool:
    """Whether a mention is a part of a longer one."""
    return any(
        m.start <= mention.start and mention.end <= m.end and m.end - m.start > mention.end - mention.start
        for m in found
    )


@lru_cache(maxsize=1)
def government_of() -> Mapping[str, str]:
    """The Government of each State."""
    return {state: actor for actor, state in related_actors() if state.startswith("state/")}


@lru_cache(maxsize=1)
def numbered_bodies() -> Mapping[tuple[str, str], str]:
    """The bodies that are named by the resolution that established them: ("Committee", "748") is body/committee-748."""
    bodies = {}
    for name, concept in actor_labels():
        match = _NUMBERED.match(name)
        if match and concept.startswith("body/"):
            bodies[_kind(match), match["number"]] = concept
    return bodies


def _kind(match: re.Match[str]) -> str:
    """The kind of a body as it is looked up: "the Panel established by …" is a panel of experts."""
    return "panel of experts" if match["kind"] == "Panel" else match["kind"].lower()
