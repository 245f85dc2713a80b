"""Whom does an office mean that a document calls by its noun: "the Mission", "the Committee", "the Government"?

The actors whose names allow the short form compete, and the one that the document speaks of most bears it; nobody where
two come to the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import lru_cache

from resrdf.enrich.names.mentions import government_of, numbered_bodies
from resrdf.lexicon import actor_labels, related_actors, weak_actor_names

NOUNS = """Administration Agency Assembly Authority Authorities Board Chair Chairman Chairperson Commission Commissioner Committee Coordinator Council
    Court Director Envoy Executive Force Forces Government Group Mechanism Mediator Mission Office Operation Organization
    Organisation Panel Plebiscite Programme Prosecutor Registrar Representative Secretariat Secretary-General Subcommittee
    Team Tribunal Union""".split()
_HEAD = re.compile(r"^(?P<head>[^,(]+?)(?:\s+(?:in|for|of|on|to|at|by|off|established|against|pursuant)\b|\s*[,(]|$)")
# an envoy of others, who is never just "the Special Representative"
_OF_OTHERS = re.compile(r"(?:AU|African Union|EU|European Union) Special (?:Envoy|Representative)\b")
OF_MANY = frozenset(
    ("government", "authorities", "governments")
)  # borne by several in one document: the nearest counts
NAMED_IN_FULL = ("body/ctc", "body/committee-1540")  # "the Committee" is theirs only where there is no other
_SHARED = frozenset(("council", "secretariat", "assembly", "secretary general"))


def find_roles(counts: Counter[str], cited: Counter[str], number: int) -> dict[str, str]:
    """For each role noun, the actor that bears it and that the document names most; nobody where two come to the same.

    A name weighs most; a State or committee that is named speaks for its Government or panel, and a resolution that is
    cited for the committee that it established, most of all the document itself; of several panels the latest counts.
    """
    best = dict(_unclaimed())
    bearers: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for actor, weight in _weigh(counts, cited, number).items():
        if weight:
            for key in _claimed_by().get(actor, ()):
                bearers[key].append((weight, actor))
    for key, ranked in bearers.items():
        best.pop(key, None)
        ranked.sort(reverse=True)
        sure = 2 if key in OF_MANY and ranked[0][0] < 1 else 1
        if len(ranked) == 1 or ranked[0][0] > ranked[1][0] * sure:
            best[key] = ranked[0][1]
    return best


def _weigh(counts: Counter[str], cited: Counter[str], number: int) -> defaultdict[str, float]:
    """How much a document speaks of each actor."""
    weights: defaultdict[str, float] = defaultdict(float, counts)
    for founder in {*cited, str(number)}:
        for body in _founded().get(founder, ()):
            weights[body] += cited[founder] / 1000 + (1000 if int(founder) == number else 0)
    pairs = {pair for named in weights for pair in _related().get(named, ())}
    for _, actor, related in sorted(pairs):
        weights[actor], weights[related] = (
            weights[actor] + weights[related] / 1000,
            weights[related] + weights[actor] / 1000,
        )
    for body in [body for body, weight in weights.items() if weight]:
        for founder in _founders().get(body, ()):
            if int(founder) <= number:
                weights[body] += int(founder) / 1e9
    for known_by_name in NAMED_IN_FULL:
        weights[known_by_name] /= 1 if weights[known_by_name] > 1000 else 1e6
    return weights


@lru_cache(maxsize=1)
def _founded() -> Mapping[str, tuple[str, ...]]:
    """The bodies that each resolution established, by its number."""
    founded: defaultdict[str, list[str]] = defaultdict(list)
    for (_, founder), body in numbered_bodies().items():
        founded[founder].append(body)
    return {founder: tuple(bodies) for founder, bodies in founded.items()}


@lru_cache(maxsize=1)
def _founders() -> Mapping[str, tuple[str, ...]]:
    """The resolutions by which each body is named."""
    founders: defaultdict[str, list[str]] = defaultdict(list)
    for (_, founder), body in numbered_bodies().items():
        founders[body].append(founder)
    return {body: tuple(numbers) for body, numbers in founders.items()}


@lru_cache(maxsize=1)
def _related() -> Mapping[str, tuple[tuple[int, str, str], ...]]:
    """The pairs of related actors, in their order, that each actor stands in."""
    pairs: defaultdict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for order, (actor, related) in enumerate(related_actors()):
        pairs[actor].append((order, actor, related))
        pairs[related].append((order, actor, related))
    return {actor: tuple(own) for actor, own in pairs.items()}


def find_home(counts: Counter[str]) -> str | None:
    """The Government of the one State that a document is about: named far more often than any other.

    >>> find_home(Counter({"state/MLI": 7, "actor/government-of-mali": 3, "state/FRA": 2}))
    'actor/government-of-mali'
    """
    named: Counter[str] = Counter()
    for actor, times in counts.items():
        if actor.startswith(("state/", "actor/government-of-")):
            named[government_of().get(actor, actor)] += times
    ranked = [*named.most_common(2), ("", 0), ("", 0)]
    return ranked[0][0] if ranked[0][1] > max(3, 3 * ranked[1][1]) else None


@lru_cache(maxsize=1024)
def key_of(name: str) -> str:
    """A name as it is compared.

    >>> key_of("Special  Envoy")
    'special envoy'
    """
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


@lru_cache(maxsize=1)
def claims() -> Mapping[str, frozenset[str]]:
    """The short forms that actors' names allow: "United Nations Interim Force in Lebanon" may be "Force", "Interim Force".

    >>> "mission/unifil" in claims()["interim force"]
    True
    """
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for name, concept in actor_labels():
        folder = concept.partition("/")[0]
        if folder == "state" or _OF_OTHERS.match(name) or not (match := _HEAD.match(name)):
            continue
        words = match["head"].split()
        if words[-1] in NOUNS and (folder != "actor" or "government" in concept):
            for start in range(0 if len(match["head"]) < len(name) else 1, len(words)):
                claims[key_of(" ".join(words[start:]))].add(concept)
        if re.match(r"(?:Panel|Group|Committee) of Experts", name):
            claims[key_of(" ".join(name.split()[:3]))].add(concept)
    for name, concept in weak_actor_names():
        claims[key_of(name)].add(concept)
    return {
        key: frozenset(concepts) for key, concepts in claims.items() if key not in _SHARED or len(concepts) == 1
    } | {"council": frozenset(("body/security-council",))}


@lru_cache(maxsize=1)
def _claimed_by() -> Mapping[str, frozenset[str]]:
    """The short forms that each actor's names allow."""
    claimed: defaultdict[str, set[str]] = defaultdict(set)
    for key, claimants in claims().items():
        for actor in claimants:
            claimed[actor].add(key)
    return {actor: frozenset(keys) for actor, keys in claimed.items()}


@lru_cache(maxsize=1)
def _unclaimed() -> Mapping[str, str]:
    """Who a short form means where the document names nobody who bears it."""
    return {key: actor for key, actor in _sole_weak().items() if key in claims()}


@lru_cache(maxsize=1)
def _sole_weak() -> Mapping[str, str]:
    """Weak names with one bearer only, which hold although the document does not spell them out: "the Council"."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for name, concept in weak_actor_names():
        bearers[key_of(name)].add(concept)
    return {key: next(iter(concepts)) for key, concepts in bearers.items() if len(concepts) == 1}
