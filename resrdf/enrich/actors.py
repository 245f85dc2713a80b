"""Whom does a document name? The actors of the vocabularies, and the short names that the document itself gives them.

A name is strong where it stands in a vocabulary ("UNMOT", "Member States"). Other names hold within one document only:
an acronym or title in brackets behind a strong name ("the United Nations Mission of Observers in Tajikistan (UNMOT)"),
and the noun of an office behind an article ("the Mission", "the Committee", "the Government"), which means the actor with
such a name that the document speaks of most, or that stands just before. No actor is ever made from a string: a name
that leads to no concept, nor to a body that the document founds, leads nowhere.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from resrdf.annotations import Mention, Rule
from resrdf.document import Document, Locator, walk_document
from resrdf.enrich.founded import Founding, find_founded
from resrdf.enrich.literals import YEARS, has_any
from resrdf.lexicon import Lexicon, actor_labels, actors, has_word, related_actors, successive_missions

_NOUNS = """Administration Agency Assembly Authority Authorities Board Chair Chairman Chairperson Commission Commissioner Committee Coordinator Council
    Court Director Envoy Executive Force Forces Government Group Mechanism Mediator Mission Office Operation Organization
    Organisation Panel Plebiscite Programme Prosecutor Registrar Representative Secretariat Secretary-General Subcommittee
    Team Tribunal Union""".split()
_ROLE = re.compile(
    rf"""\b(?:[Tt]he|[Tt]hat|[Tt]his|[Hh]is|[Ii]ts|[Ss]aid|[Hh]er|[Aa]|both)\ (?:new\ |present\ )?  # an article or a possessive
        (?P<name>(?:[A-Z][\w’'-]+\ ){{0,3}}?                                                # "Special", "Interim"
            (?:(?:Panel|Group|Committee)\ of\ [Ee]xperts|Chief\ of\ Staff|{"|".join(sorted(_NOUNS, key=len, reverse=True))})|government(?=\ to\b))
        (?![\w-]|\ of\ (?:the\ )?[A-Z]|\ for\ (?:the\ )?[A-Z]|\ [A-Z]|/)                       # but not "the Government of X"
    """,
    re.VERBOSE,
)
# the words, folded, without one of which there is no role
_ROLE_WORDS = frozenset({*(noun.casefold().partition("-")[0] for noun in _NOUNS), "experts", "staff"})
_DEFINED = re.compile(
    r"""\(\s*(?:herein\s?(?:after)?,?\s+)?(?:referred\s+to\s+as\s+|known\s+as\s+)?["“‘']?      # "(hereinafter referred to as “"
        (?:(?P<acronym>[A-Z][A-Za-z]*[A-Z][\w/&-]*)|[Tt]he\s+(?P<title>(?:[A-Z][\w-]+\s?){1,4}))  # "UNMOT" or "the Force"
        ["”’']?\s*\)""",
    re.VERBOSE,
)
_CITED = re.compile(r"(?<![\d/])(\d{3,4})\ ?\((?:19|20)\d\d\)")
_NUMBERED = re.compile(
    r"""\b(?:Security\ Council\ )?(?P<kind>Committee(?!\ of\ Experts)|(?:Panel|Group|Committee)\ of\ Experts|Monitoring\ (?:Group|Team|Mechanism|mechanism))
        (?:\ of\ the\ (?:Security\ )?Council)?                                             # "a Committee of the Security Council"
        (?:\ (?:first|initially|originally)?\ ?(?:(?:re-?)?established|created|appointed|formed))?,?  # "established"
        \ (?:by|pursuant\ to|under|in|in\ accordance\ with|in\ pursuance\ of)\ (?:[Ss]ecurity\ [Cc]ouncil\ )?(?:(?:sub)?paragraphs?\ [\w\ (),]{1,20}?\ of\ )?(?:[Ss]ecurity\ [Cc]ouncil\ )?
        resolutions?\ (?P<number>\d{2,4})(?:\ ?\(\d{4}\))?                                 # "paragraph 9 of resolution 748 (1992)"
        (?:(?:,|,?\ and)\ \d{2,4}\ ?\(\d{4}\))*                                            # "… and 1989 (2011)"
    """,
    re.VERBOSE,
)
_GOVERNMENTS = re.compile(r"\b[Gg]overnments\s+of\s+(?:the\s+)?\Z")
_GOVERNMENTS_OF = re.compile(r"[Gg]overnments\s+of\s+(?:the\s+)?[A-Z]")
_ADJECTIVE = re.compile(r"\b(?P<adjective>[A-Z]\w+(?:\s[A-Z]\w+)?)\s+and\s+(?:the\s+)?\Z")
_GROUP = "actor/governments"
_STATES = re.compile(
    r"\b(?:[Aa]ll|other|any|those|these|relevant|such)\s+(?P<states>states)\b"
)  # the verb has no determiner
_BETWEEN = re.compile(r"\s*(?:,|,?\s+and|,?\s+or|,?\s+as\s+well\s+as)\s+(?:of\s+)?(?:the\s+)?(?:Republic\s+of\s+)?")
_DETERMINER = re.compile(
    r"^(?:(?:all|the|both|each|every|any|other|those|these|such|said|relevant|its|his)\s+)+", re.IGNORECASE
)
_HEAD = re.compile(r"^(?P<head>[^,(]+?)(?:\s+(?:in|for|of|on|to|at|by|off|established|against|pursuant)\b|\s*[,(]|$)")
_OF_MANY = frozenset(
    ("government", "authorities", "governments")
)  # borne by several in one document: the nearest counts
_NAMED_IN_FULL = ("body/ctc", "body/committee-1540")  # "the Committee" is theirs only where there is no other
_SHARED = frozenset(("council", "secretariat", "assembly", "secretary general"))


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one document: ``local`` acronyms and ``titles`` that it defines, ``roles`` nouns with the actor meant.

    ``founded`` are the bodies that it founds, by the clauses that found them.
    """

    local: Lexicon | None
    titles: Mapping[str, str]
    roles: Mapping[str, str]
    claims: Mapping[str, frozenset[str]]
    founded: Mapping[Locator, tuple[Founding, ...]] = field(default_factory=dict)
    _found: dict[str, tuple[Mention, ...]] = field(default_factory=dict, repr=False)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the actors named in a text of the document, left to right, never overlapping.

        >>> names = read_names_of(["The United Nations Mission of Observers in Tajikistan (UNMOT),"])
        >>> [(m.actor, m.rule) for m in names.find("Requests the Secretary-General to strengthen the Mission;")]
        [('body/secretary-general', 'stated'), ('mission/unmot', 'anaphora')]
        """
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = tuple(self._find(text))
        return found

    def resolve(self, phrase: str) -> tuple[str | None, Rule]:
        """Return the actor that a whole phrase names, and by which rule.

        >>> read_names_of([]).resolve("all Member States")
        ('actor/member-states', 'stated')
        """
        for words in (phrase, _DETERMINER.sub("", phrase)):
            found = self.find("the " + words)
            if len(found) == 1 and found[0].start <= 4 and found[0].end == len(words) + 4:
                return found[0].actor, found[0].rule
        return None, "stated"

    def _find(self, text: str) -> list[Mention]:
        found = list(_strong(text))
        if self.local:
            local = (Mention(f.start, f.end, f.concept, "alias") for f in self.local.find_in(text))
            found = _merge(found, (m for m in local if not _within_longer(m, found)))
        roles: list[Mention] = []
        for match in _ROLE.finditer(text) if has_word(text, _ROLE_WORDS) else ():
            if not any(m.start < match.end() and m.end > match.start() for m in found):
                actor = self._role(match["name"], match.start(), found)
                if actor:
                    roles.append(Mention(match.start("name"), match.end(), actor, "anaphora"))
        return _merge(found, roles)

    def _role(self, name: str, at: int, found: list[Mention]) -> str | None:
        """The actor that a role noun means: one that stands before in the same text, else the document's own."""
        key = _key(name)
        if key in self.titles:
            return self.titles[key]
        before = [m.actor for m in found if m.end <= at and m.actor in self.claims.get(key, ())]
        near = (
            key not in self.roles or key in _OF_MANY or (key == "committee" and before and before[-1] in _NAMED_IN_FULL)
        )
        return before[-1] if before and near else self.roles.get(key)


def read_names(document: Document) -> Names:
    """Gather the names of a document: what it mentions, what it defines, and what its role nouns mean."""
    number = getattr(document.symbol, "number", None)
    names = read_names_of(
        (clause.text for clause in walk_document(document)),
        number if document.kind == "resolution" else None,
        document.adoption.date,
    )
    founded = find_founded(document)
    titles = {title: f.body.path for here in founded.values() for f in here for title in f.titles}
    return replace(names, titles={**titles, **names.titles}, founded=founded)


def read_names_of(texts: Iterable[str], number: int | None = None, adopted: date | None = None) -> Names:
    """Gather the names from the texts of a document; ``number`` is that of the resolution, where it is one.

    On the day of adoption a name that missions bore one after the other means the one that was there.

    >>> names = read_names_of(["Decides to establish a Committee of the Security Council to report;"], 748)
    >>> [m.actor for m in names.find("Calls upon States to cooperate with the Committee;")]
    ['actor/states', 'body/committee-748']
    """
    counts: Counter[str] = Counter()
    defined: dict[str, str] = {}
    titles: dict[str, str] = {}
    cited: Counter[str] = Counter()
    in_turn = _of_the_day(adopted) if adopted else ()
    for text in texts:
        mentions = list(_strong(text))
        for name, mission in in_turn:
            if name in text:
                defined[name] = mission
        if has_any(text, YEARS):
            cited.update(_CITED.findall(text))
        counts.update(m.actor for m in mentions if m.actor)
        if "(" in text:
            _define(text, mentions, defined, titles)
    return Names(
        Lexicon.of(defined.items()) if defined else None, titles, _roles(counts, cited, number or 9999), _claims()
    )


@lru_cache(maxsize=64)
def _of_the_day(day: date) -> tuple[tuple[str, str], ...]:
    """The missions of a day among those that bear one name in turn: "UNOSOM" is UNOSOM I until March 1993.

    >>> dict(_of_the_day(date(1992, 12, 3)))["UNOSOM"], dict(_of_the_day(date(1994, 2, 4)))["UNOSOM"]
    ('mission/unosom-i', 'mission/unosom-ii')
    """
    begun = (
        (name, [mission for start, mission in missions if start <= day.isoformat()] or [missions[0][1]])
        for name, missions in successive_missions()
    )
    return tuple((called, missions[-1]) for name, missions in begun for called in {name, name.replace("'", "’")})


def _define(text: str, mentions: list[Mention], defined: dict[str, str], titles: dict[str, str]) -> None:
    """Take the acronyms and titles in brackets behind strong names; an acronym or title must fit the name it stands for."""
    for match in _DEFINED.finditer(text):
        before = [m for m in mentions if m.end <= match.start() and m.actor]
        last = before[-1] if before and not text[before[-1].end : match.start()].strip() else None
        if match["title"]:
            key = _key(match["title"])
            bearers = [m.actor for m in before if m.actor in _claims().get(key, ())]
            actor = (
                bearers[-1]
                if bearers
                else last and key not in _claims() and key in _key(text[last.start : last.end]) and last.actor
            )
            if actor:
                titles.setdefault(key, actor)
        elif (
            last and last.actor and match["acronym"][0] == text[last.start] and not actors().find_name(match["acronym"])
        ):
            defined.setdefault(match["acronym"], last.actor)


def _roles(counts: Counter[str], cited: Counter[str], number: int) -> dict[str, str]:
    """For each role noun, the actor that bears it and that the document names most; nobody where two come to the same.

    A name weighs most; a State or committee that is named speaks for its Government or panel, and a resolution that is
    cited for the committee that it established, most of all the document itself; of several panels the latest counts.
    """
    weights: defaultdict[str, float] = defaultdict(float, counts)
    for (_, founder), body in _numbered().items():
        weights[body] += cited[founder] / 1000 + (1000 if int(founder) == number else 0)
    for actor, related in related_actors():
        if actor not in weights and related not in weights:
            continue
        weights[actor], weights[related] = (
            weights[actor] + weights[related] / 1000,
            weights[related] + weights[actor] / 1000,
        )
    for (_, founder), body in _numbered().items():
        if weights[body] and int(founder) <= number:
            weights[body] += int(founder) / 1e9
    for known_by_name in _NAMED_IN_FULL:
        weights[known_by_name] /= 1 if weights[known_by_name] > 1000 else 1e6
    best = dict(_unclaimed())
    for key in {key for actor, weight in weights.items() if weight for key in _claimed_by().get(actor, ())}:
        best.pop(key, None)
        ranked = sorted(((weights[c], c) for c in _claims()[key] if weights.get(c)), reverse=True)
        sure = 2 if key in _OF_MANY and ranked[0][0] < 1 else 1
        if len(ranked) == 1 or ranked[0][0] > ranked[1][0] * sure:
            best[key] = ranked[0][1]
    return best


@lru_cache(maxsize=1024)  # asked when a document's names are gathered, and again clause by clause
def _strong(text: str) -> tuple[Mention, ...]:
    """The mentions that need no document: vocabulary names, numbered bodies, "the Governments of X and Y"."""
    found = [Mention(f.start, f.end, f.concept) for f in actors().find_in(text)]
    if "overnments" in text:
        found = _governments(text, found)
    if " authorities" in text or " Governments" in text:
        found = _merge(found, _shared_nouns(text, found))
    if " states" in text:
        found = _merge(found, (Mention(m.start("states"), m.end(), "actor/states") for m in _STATES.finditer(text)))
    if "resolution" in text:
        named = (
            Mention(match.start(), match.end(), actor)
            for match in _NUMBERED.finditer(text)
            if (
                actor := _numbered().get(
                    (match["kind"].capitalize() if "onitor" in match["kind"] else match["kind"], match["number"])
                )
            )
        )
        found = _merge([], [*named, *found])
    return tuple(found)


def _governments(text: str, found: list[Mention]) -> list[Mention]:
    """Read States behind "Governments of" as their Governments: "the Governments of Chad and the Sudan" are two."""
    made: list[Mention] = []
    chain, end = False, 0
    for mention in found:
        head = _GOVERNMENTS.search(text, end, mention.start)
        chain = bool(head or (chain and _BETWEEN.fullmatch(text, end, mention.start)))
        government = _government_of().get(mention.actor or "") if chain else None
        if mention.actor != _GROUP or not _GOVERNMENTS_OF.match(text, mention.start):
            made.append(
                Mention(
                    head.start() if head and government else mention.start, mention.end, government or mention.actor
                )
            )
            end = mention.end
    return made


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


def _merge(first: Iterable[Mention], others: Iterable[Mention]) -> list[Mention]:
    """Join mentions; where two overlap the one that starts first stays, then the longer, then the later given."""
    kept: list[Mention] = []
    ranked = [(m.start, -m.end, order, m) for order, m in enumerate([*others, *first])]
    for _, _, _, mention in sorted(ranked, key=lambda r: r[:3]):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept


def _within_longer(mention: Mention, found: list[Mention]) -> bool:
    return any(
        m.start <= mention.start and mention.end <= m.end and m.end - m.start > mention.end - mention.start
        for m in found
    )


def _key(name: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", name.casefold()))


@lru_cache(maxsize=1)
def _government_of() -> Mapping[str, str]:
    return {state: actor for actor, state in related_actors() if state.startswith("state/")}


@lru_cache(maxsize=1)
def _numbered() -> Mapping[tuple[str, str], str]:
    """The bodies that are named by the resolution that established them: ("Committee", "748") is body/committee-748."""
    bodies = {}
    for name, concept in actor_labels():
        match = _NUMBERED.match(name)
        if match and concept.startswith("body/"):
            bodies[match["kind"].capitalize() if "onitor" in match["kind"] else match["kind"], match["number"]] = (
                concept
            )
    return bodies


@lru_cache(maxsize=1)
def _claims() -> Mapping[str, frozenset[str]]:
    """The short forms that actors' names allow: "United Nations Interim Force in Lebanon" may be "Force", "Interim Force".

    >>> "mission/unifil" in _claims()["interim force"]
    True
    """
    claims: defaultdict[str, set[str]] = defaultdict(set)
    for name, concept in actor_labels():
        folder = concept.partition("/")[0]
        if folder == "state" or not (match := _HEAD.match(name)):
            continue
        words = match["head"].split()
        if words[-1] in _NOUNS and (folder != "actor" or "government" in concept):
            for start in range(0 if len(match["head"]) < len(name) else 1, len(words)):
                claims[_key(" ".join(words[start:]))].add(concept)
        if re.match(r"(?:Panel|Group|Committee) of Experts", name):
            claims[_key(" ".join(name.split()[:3]))].add(concept)
    for name, concept in _weak():
        claims[_key(name)].add(concept)
    return {
        key: frozenset(concepts) for key, concepts in claims.items() if key not in _SHARED or len(concepts) == 1
    } | {"council": frozenset(("body/security-council",))}


@lru_cache(maxsize=1)
def _claimed_by() -> Mapping[str, frozenset[str]]:
    """The short forms that each actor's names allow."""
    claimed: defaultdict[str, set[str]] = defaultdict(set)
    for key, claimants in _claims().items():
        for actor in claimants:
            claimed[actor].add(key)
    return {actor: frozenset(keys) for actor, keys in claimed.items()}


@lru_cache(maxsize=1)
def _unclaimed() -> Mapping[str, str]:
    """Who a short form means where the document names nobody who bears it."""
    return {key: actor for key, actor in _sole_weak().items() if key in _claims()}


@lru_cache(maxsize=1)
def _weak() -> tuple[tuple[str, str], ...]:
    from resrdf.lexicon import weak_actor_names

    return weak_actor_names()


@lru_cache(maxsize=1)
def _sole_weak() -> Mapping[str, str]:
    """Weak names with one bearer only, which hold although the document does not spell them out: "the Council"."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for name, concept in _weak():
        bearers[_key(name)].add(concept)
    return {key: next(iter(concepts)) for key, concepts in bearers.items() if len(concepts) == 1}
