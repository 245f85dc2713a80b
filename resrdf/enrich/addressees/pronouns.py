"""Whom does a pronoun of the Council's request mean: "calls upon them to …", "requests him to …", "urges their cooperation"?

Rule: the actors named before that fit its number, those of the act just before first; what the last verb of the Council
governs is nearer than what stands before that verb.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from resrdf.annotations import Mention
from resrdf.enrich.addressees.groups import Head, alternation, find_people_before, match_people_behind
from resrdf.lexicon import group_concepts

# a verb of the Council: what it governs is nearer to a pronoun behind it than what stands before
_ACT = re.compile(
    r"(?:^|[;,]\s+|\band\s+)(?:(?:also|further|\w+ly)\s+)?"
    + alternation(
        """commend welcome note recogni[sz]e take express condemn urge call request encourage reiterate reaffirm stress
        emphasi[sz]e underline recall acknowledge support deplore thank remind endorse affirm appreciate regret invite
        demand decide authori[sz]e"""
    )
    + r"(?:e?s|ing)\b"
)
_CHAIN = re.compile(
    r"(?:\s*\([^)]*\))?\s*(?:,|,?\s+and|,?\s+as\s+well\s+as)\s+(?:(?:of|by|the|all|other|its|his|to|on|relevant|both|personnel|staff|members|men|women|and|in)\s+)*"
)
_ITS_OWN = frozenset(("body/security-council",))
_PERSON = re.compile(
    alternation(
        """representative envoy mediator secretary-general president prosecutor chair director commissioner coordinator
        adviser registrar ombudsperson commander"""
    )
)
_ONE = alternation("government-of international-community private-sector civil-society united-nations-system")
_MANY = re.compile(rf"actor/(?!{_ONE})|body/members-of|\S+/group/\d")
# what tells that an actor is one of "those Governments", "these parties"
_OF_KIND = {
    "government": re.compile("actor/government-of-"), "state": re.compile("state/"), "countr": re.compile("state/"),
    "authorit": re.compile("authorit|government-of-"),
} | {kind: re.compile(kind) for kind in ("part", "organi", "leader", "communit", "side", "force")}  # fmt: skip
THOSE = re.compile(
    rf"(?:(?:(?:all|each|both)\s+(?:of\s+)?)?(?:those|these|the\s+(?:two|said|aforementioned))|both(?!\s+part))\s+(?P<kind>{'|'.join(_OF_KIND)})\w*(?=,|\s+to\b)",
    re.IGNORECASE,
)
_OF_PERSONS = ("him", "he", "her", "she")
_MEANS = {"their": "them", "its": "it", "his": "him", "her": "her"}


def find_that_party(mentions: Sequence[Mention], at: int) -> tuple[Head, ...]:
    """Who "that party" is: the party or movement that the clause has named last.

    >>> [head.actors for head in find_that_party([Mention(30, 35, "actor/unita"), Mention(40, 42, "state/AGO")], 60)]
    [('actor/unita',)]
    """
    named = [m for m in mentions if m.end <= at and m.actor and _is_movement(m.actor)]
    return (Head(named[-1].start, named[-1].end, (named[-1].actor or "",), "anaphora"),) if named else ()


def is_person(actor: str) -> bool:
    """Whether an actor is an office that one person holds.

    >>> is_person("body/special-representative"), is_person("body/ecowas")
    (True, False)
    """
    return _PERSON.search(actor) is not None


def find_meant(
    text: str, mentions: Sequence[Mention], word: str, at: int, previous: tuple[str, ...], *, own: bool = False
) -> tuple[Head, ...]:
    """Who a pronoun means: the last addressees where they fit, else the first fitting actors of the clause.

    ``own`` says that the verb just before addressed them.

    >>> text = "Commends the Secretary-General and encourages him to go on;"
    >>> find_meant(text, [Mention(13, 30, "body/secretary-general")], "him", 45, ())
    (Head(start=13, end=30, actors=('body/secretary-general',), rule='anaphora', described=False, noun=''),)
    """
    word = _MEANS.get(word, word)
    before = [m for m in mentions if m.end <= at and m.actor and m.actor not in _ITS_OWN]
    carried = tuple(Head(at, at, (actor,), "anaphora") for actor in previous if _fits(word, previous))
    if carried and own:
        return carried
    acts = [match.end() for match in _ACT.finditer(text, 0, max(at - 12, 0))]
    last = acts[-1] if acts else 0
    chains = [chain for chain in _chains(text, before) if _may_mean(word, chain, text)]
    if near := [chain for chain in chains if chain[0].start >= last]:
        return near[0]
    if carried and (not before or {m.actor for m in before} & set(previous)):
        return carried
    if chains:
        return chains[0]
    return carried if word in _OF_PERSONS else ()


def find_those(
    text: str, mentions: Sequence[Mention], kind: str, at: int, previous: tuple[str, ...]
) -> tuple[Head, ...]:
    """Who "those Governments" are: the several of that kind that the clause has named last, else those addressed last.

    >>> text = "Calls upon the Government of India and the Government of Pakistan to talk, and requests those Governments to"
    >>> named = [Mention(15, 34, "actor/government-of-india"), Mention(43, 65, "actor/government-of-pakistan")]
    >>> [head.actors for head in find_those(text, named, "government", 90, ())]
    [('actor/government-of-india',), ('actor/government-of-pakistan',)]
    """
    sign = _OF_KIND[kind.lower()]
    before = [m for m in mentions if m.end <= at and m.actor and sign.search(m.actor)]
    for chain in reversed(_chains(text, before)):
        if len(chain) > 1 or kind.lower() in ("part", "authorit"):
            return chain
    if len(previous) > 1 and all(sign.search(actor) for actor in previous):
        return tuple(Head(at, at, (actor,), "anaphora") for actor in previous)
    return ()


def _chains(text: str, mentions: Sequence[Mention]) -> list[tuple[Head, ...]]:
    """Group mentions that are joined by "and": "of the Special Representative and of the personnel of UNMOT"."""
    groups: list[list[Mention]] = []
    for mention in mentions:
        between = text[groups[-1][-1].end : mention.start] if groups else ""
        if groups and _CHAIN.fullmatch(between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    return [tuple(_widened(text, mention) for mention in group) for group in groups]


def _widened(text: str, mention: Mention) -> Head:
    """The head that a mention stands for, with the people who are of it: "the personnel of UNMOT"."""
    before, behind = find_people_before(text, mention.start), match_people_behind(text, mention.end)
    start, end = (mention.start if before < 0 else before), max(mention.end, behind)
    described = (start, end) != (mention.start, mention.end)
    return Head.of(mention)._replace(start=start, end=end, rule="anaphora", described=described)


def _may_mean(word: str, chain: Sequence[Head], text: str) -> bool:
    """Whether a pronoun can mean the actors of a chain; "authorities" are many as well as one Government."""
    if word == "them" and (chain[0].described or text.endswith("authorities", 0, chain[0].end)):
        return True
    return _fits(word, [actor for head in chain for actor in head.actors])


def _fits(word: str, actors: Sequence[str]) -> bool:
    """Whether a pronoun can mean these actors: "him" one person, "it" one other body, "them" several or a group."""
    many = len(actors) > 1 or any(_MANY.match(actor) for actor in actors)
    if word in ("them", "they", "themselves"):
        return many
    person = len(actors) == 1 and actors[0].startswith("body/") and is_person(actors[0])
    if word in _OF_PERSONS:
        return person
    return len(actors) == 1 and not person and (not many or _is_movement(actors[0]))


def _is_movement(actor: str) -> bool:
    """Whether an actor is one party, side, movement or group with a name, which may be "it"."""
    return actor.startswith("actor/") and (actor not in group_concepts() or actor.endswith(("-side", "-party")))
