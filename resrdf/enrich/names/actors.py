"""Whom does a document name? The actors of the vocabularies, and the short names that the document itself gives them.

A name is strong where it stands in a vocabulary ("UNMOT", "Member States"). Other names hold within one document only:
an acronym or title in brackets behind a strong name ("the United Nations Mission of Observers in Tajikistan (UNMOT)"),
and the noun of an office behind an article ("the Mission", "the Committee", "the Government"), which means the actor with
such a name that the document speaks of most, or that stands just before. No actor is ever made from a string: a name
that leads to no concept, nor to a body that the document founds, leads nowhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from resrdf.annotations import Mention, Rule
from resrdf.document import Document, Locator, walk_document
from resrdf.enrich.literals import YEARS, has_any, matches_at
from resrdf.enrich.names.founded import Founding, find_founded
from resrdf.enrich.names.mentions import find_strong, government_of, is_within_longer, merge
from resrdf.enrich.names.roles import NAMED_IN_FULL, NOUNS, OF_MANY, claims, find_home, find_roles, key_of
from resrdf.lexicon import actors, audiences, shared_actors, successive_missions
from resrdf.words import has_word
from resrdf.wordtree import Lexicon

_ROLE = re.compile(
    rf"""\b(?:[Tt]he|[Tt]hat|[Tt]his|[Hh]is|[Ii]ts|[Ss]aid|[Hh]er|[Aa]|both)\ (?:new\ |present\ |transitional\ |interim\ )?  # an article or a possessive
        (?P<name>(?:[A-Z][\w’'-]+\ ){{0,3}}?                                                # "Special", "Interim"
            (?:(?:[Pp]anel|[Gg]roup|Committee)\ of\ [Ee]xperts|Chief\ of\ Staff|[Mm]onitoring\ [Mm]echanism|{"|".join(sorted(NOUNS, key=len, reverse=True))})|government(?=\ to\b))
        (?![\w-]|\ of\ (?:the\ )?[A-Z]|\ for\ (?:the\ )?[A-Z]|\ [A-Z]|/)                       # but not "the Government of X"
    """,
    re.VERBOSE,
)
_ROLE_OPENERS = frozenset("the that this his its said her a both".split())
# the words, folded, without one of which there is no role; "the Council" is told from the Security Council apart
_ROLE_WORDS = frozenset({*map(str.casefold, NOUNS), "experts", "staff"} - {"secretary-general", "council"})
_DEFINED = re.compile(
    r"""\(\s*(?:herein\s?(?:after)?,?\s+)?(?:referred\s+to\s+as\s+|known\s+as\s+)?["“‘']?      # "(hereinafter referred to as “"
        (?:(?P<acronym>[A-Z][A-Za-z]*[A-Z][\w/&-]*)|[Tt]he\s+(?P<title>(?:[A-Z][\w-]+\s?){1,4}))  # "UNMOT" or "the Force"
        ["”’']?\s*\)""",
    re.VERBOSE,
)
_CITED = re.compile(r"(\d(?<![\d/]\d)\d{2,3})\ ?\((?:19|20)\d\d\)")
_CITED_BARE = re.compile(r"resolution\ ([12]\d{3})\b(?!\ ?\()")  # "resolution 1533", without its year
_BARE_NUMBERS = ("resolution 1", "resolution 2")
_DETERMINER = re.compile(
    r"^(?:(?:all|the|both|each|every|any|other|those|these|such|said|relevant|its|his)\s+)+", re.IGNORECASE
)
_OF_OTHERS = re.compile(r"\s+of\s+(?!(?:the\s+)?[A-Z])")  # "the authorities of neighbouring States"
_NATIONAL = "actor/national-authorities"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one document: ``local`` acronyms and ``titles`` that it defines, ``roles`` nouns with the actor meant.

    ``founded`` are the bodies that it founds, by the clauses that found them.
    """

    local: Lexicon | None
    titles: Mapping[str, str]
    roles: Mapping[str, str]
    claims: Mapping[str, frozenset[str]]
    work: str = ""  # the path of the document, "res/1386/"
    home: str | None = None  # the Government of the State that the document is about
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

    def find_heads(self, text: str) -> tuple[Mention, ...]:
        """Return the actors named in a text, and the groups that are actors only where they are addressed.

        >>> [m.actor for m in read_names_of([]).find_heads("Urges the leaders of Chad to talk;")]
        ['actor/leaders', 'state/TCD']
        """
        found = self.find(text)
        weak = [Mention(*span) for span in audiences().spans_in(text)]
        if self.home and " the authorities" in text:
            weak = [
                Mention(m.start, m.end, self.home, "anaphora")
                if text.startswith("the authorities", m.start - 4) and not _OF_OTHERS.match(text, m.end)
                else m
                for m in weak
            ]
        return tuple(merge(found, weak)) if weak else found

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
        found = list(find_strong(text))
        if self.home and " national authorities" in text:
            found = [Mention(m.start, m.end, self.home, "anaphora") if m.actor == _NATIONAL else m for m in found]
        if self.local:
            local = [Mention(*span, "alias") for span in self.local.spans_in(text)]
            if local := [m for m in local if not is_within_longer(m, found)]:
                found = merge(found, local)
        roles: list[Mention] = []
        for match in matches_at(_ROLE, text, _ROLE_OPENERS) if _may_hold_role(text) else ():
            start, end = match.span()
            if not [m for m in found if m.start < end and m.end > start] and (
                actor := self._role(match["name"], start, found)
            ):
                roles.append(Mention(match.start("name"), end, actor, "anaphora"))
        return merge(found, roles) if roles else found

    def _role(self, name: str, at: int, found: list[Mention]) -> str | None:
        """The actor that a role noun means: one that stands before in the same text, else the document's own."""
        key = key_of(name)
        if key in self.titles:
            return self.titles[key]
        before = [m.actor for m in found if m.end <= at and m.actor in self.claims.get(key, ())]
        near = (
            key not in self.roles or key in OF_MANY or (key == "committee" and before and before[-1] in NAMED_IN_FULL)
        )
        return before[-1] if before and near else self.roles.get(key)


def _may_hold_role(text: str) -> bool:
    """Say whether a text can name an office by its noun, the Secretary-General and the Security Council apart.

    >>> _may_hold_role("Requests the Secretary-General to report to the Security Council;")
    False
    >>> _may_hold_role("Requests the Committee to report;"), _may_hold_role("to report to the Council;")
    (True, True)
    """
    return has_word(text, _ROLE_WORDS) or text.count("Council") > text.count("Security Council")


def read_names(document: Document) -> Names:
    """Gather the names of a document: what it mentions, what it defines, and what its role nouns mean."""
    number = getattr(document.symbol, "number", None)
    names = read_names_of(
        (clause.text for clause in walk_document(document)),
        number if document.kind == "resolution" else None,
        document.adoption.date,
        f"{document.symbol.path}/",
    )
    founded = find_founded(document)
    titles = {title: f.body.path for here in founded.values() for f in here for title in f.titles}
    return replace(names, titles={**titles, **names.titles}, founded=founded)


def read_names_of(
    texts: Iterable[str], number: int | None = None, adopted: date | None = None, work: str = ""
) -> Names:
    """Gather the names from the texts of a document; ``number`` is that of the resolution, where it is one.

    On the day of adoption a name that missions bore one after the other means the one that was there.

    >>> names = read_names_of(["Decides to establish a Committee of the Security Council to report;"], 748)
    >>> [m.actor for m in names.find("Calls upon States to cooperate with the Committee;")]
    ['actor/states', 'body/committee-748']
    """
    texts = list(texts)
    whole = "\n".join(texts)
    in_turn = _of_the_day(adopted) if adopted else ()
    defined = {name: mission for name, mission in in_turn if name in whole}
    titles: dict[str, str] = {}
    cited: Counter[str] = Counter()
    named: list[str] = []
    for text in texts:
        mentions = find_strong(text)
        if "(" in text:
            _define(text, mentions, defined, titles)
            if has_any(text, YEARS):
                cited.update(_CITED.findall(text))
        if has_any(text, _BARE_NUMBERS):
            cited.update(_CITED_BARE.findall(text))
        named += [mention.actor for mention in mentions if mention.actor]
    counts = Counter(named)
    defined = {**dict(_of_their_owner(whole, counts)), **defined}
    return Names(
        Lexicon.of(defined.items()) if defined else None,
        titles,
        find_roles(counts, cited, number or 9999),
        claims(),
        work,
        find_home(counts),
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


def _of_their_owner(text: str, counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """The weak names that actors of several States or organizations bear, as those of the one which the document names most.

    >>> list(_of_their_owner("the interim Government of National Unity", Counter({"state/LBR": 2})))
    [('Interim Government of National Unity', 'body/interim-government-of-national-unity-of-liberia')]
    """
    folded = text.casefold()
    for name, bearers in shared_actors():
        if name.casefold() in folded:
            ranked = sorted(((_times_named(owner, counts), actor) for owner, actor in bearers), reverse=True)
            if ranked[0][0] and (len(ranked) == 1 or ranked[0][0] > ranked[1][0]):
                yield name, ranked[0][1]


def _times_named(owner: str, counts: Mapping[str, int]) -> int:
    """How often a document names a State, its Government or an organization."""
    return counts.get(owner, 0) + counts.get(government_of().get(owner, ""), 0)


def _define(text: str, mentions: Iterable[Mention], defined: dict[str, str], titles: dict[str, str]) -> None:
    """Take the acronyms and titles in brackets behind strong names; an acronym or title must fit the name it stands for."""
    for match in _DEFINED.finditer(text):
        before = [m for m in mentions if m.end <= match.start() and m.actor]
        last = before[-1] if before and not text[before[-1].end : match.start()].strip() else None
        if match["title"]:
            key = key_of(match["title"])
            bearers = [m.actor for m in before if m.actor in claims().get(key, ())]
            actor = (
                bearers[-1]
                if bearers
                else last and key not in claims() and key in key_of(text[last.start : last.end]) and last.actor
            )
            if actor:
                titles.setdefault(key, actor)
        elif (
            last
            and last.actor
            and (match["acronym"][0] == text[last.start] or last.actor in claims().get(key_of(match["acronym"]), ()))
            and not actors().find_name(match["acronym"])
        ):
            defined.setdefault(match["acronym"], last.actor)
