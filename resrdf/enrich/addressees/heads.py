"""The heads of noun phrases: the actor at a place, adjectives and quantifiers apart, with the people who are of it.

"The two parties" are the parties; "UNMIS personnel", "the leadership of UNMIS" and "Chad’s international partners" are groups
that the clause describes; an actor inside another noun ("UNMIS activities", "friends of France") is no head.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from resrdf.annotations import Mention
from resrdf.enrich.addressees.groups import (
    PLAIN,
    QUANTIFIER,
    Head,
    alternation,
    is_premodified,
    match_people_behind,
    match_people_of,
    match_whoever,
    reach,
)
from resrdf.enrich.names.mentions import OF_UNITED_NATIONS, government_of
from resrdf.lexicon import group_concepts

# organizations whose name stands before that of a part of them: "the UN Special Envoy"
_WHOSE = frozenset(("body/united-nations", "body/african-union", "body/european-union", "body/oau", "body/nato"))
_TITLE = re.compile(r"\s(?:[A-Z][a-z]+|[A-Z]{3,})\b")
# a noun behind an actor that takes the head from it: "UNMIS activities", "the Secretary-General's report"
_PART = re.compile(
    r"['’]s?\s+(?!to\b)\w|\s+"
    + alternation(
        """personnel forces? troops [Mm]ember_(?:States|countries) operation authorit(?:y|ies) members members['’] leaders? leadership officials? staff representatives?
        groups? governments? mandates? sides? military police sanctions missions? measures regime resolutions?
        committees? commanders? bodies agencies entities elements territory components? headquarters support operations?
        activities efforts programmes? system country_team contingents? delegations? diplomats? peacekeep\\w+ experts?
        mediation mediator envoy institutions? units? nationals? process reports proposals? assistance observers?
        participation partners stakeholders actors mechanisms women people population communit(?:y|ies) Charter Secretariat"""
    )
    + r"\b(?!\s+(?:the|to\s+the))"
)
_KIND = re.compile(
    rf"\s+{alternation('humanitarian military civilian development peacekeeping political security police')}\s+"
    + alternation("agencies organi[sz]ations entities actors personnel missions staff partners components?")
    + r"\b"
)
# a name that goes on behind that of a body: "ECOWAS Mediation Committee", "Mano River Union Women’s Peace Network"
_LONGER = re.compile(
    r"(?:\s+[A-Z][\w’'-]*){0,4}?\s+"
    + alternation(
        """Network Commission Committee Council Force Forces Forum Panel Parliament Secretariat Mission Group Team Office Unit Authority
        Mechanism Fund Court Mediator Mediators Facilitator Facilitation Envoy Representative Presidency Troika Brigade Initiative
        Operation"""
    )
    + r"\b(?!\s+(?:[A-Z]|(?:for|of|in)\s))"
)
# an envoy of the organization or State named before: "European Union Special Representative for the Sudan"
_ENVOY = re.compile(
    r"(?:['’]s?)?\s+(?:(?:High|Special|Personal|Joint)\s+)+(?:Adviser|Coordinator|Envoy|Mediator|Representative)\s+(?:for|in|on|to)\s+(?:the\s+)?"
)
# offices of which there are many, each with its place: "Force Commander of UNDOF", "country team in Haiti"
_MANIFOLD = frozenset(("body/force-commander", "body/united-nations-country-team"))
_WHERE = re.compile(r"\s+(?:in|of|for)\s+(?:the\s+)?")
# a person or persons known by an office: "the President of", "the heads of", "the Emergency Coordinator for"
_OFFICE = re.compile(
    r"(?:[A-Z][\w’'-]+\s+){0,5}?"
    + alternation(
        """President Vice-President Presidents Prime_Minister Prime_Ministers (?:Foreign_|Defence_)?Ministers? Chairm[ae]n(?:-in-Office)? Chairs?
        Chairpersons? Co-Chair\\w* Commissioners? Commissioner-General Chief_of_Staff Chief Commanders? Coordinators? Co-ordinator
        [Rr]epresentatives? Envoys? Advisers? Facilitators? Mediators? Administrators? Directors? Director-General Secretary-General
        Governors? Ambassadors? Speaker King Emir Heads_of_State(?:_and(?:_of)?_Government)? Heads? heads leaders? Prosecutors?
        Registrars? Rapporteurs? Presidency Office Group Mechanism Commissions? mechanism commissions? committees? Committee members
        Working_Group Task_Force Board Council Court Panel Team Secretariat Authority Forum"""
    )
    + r"(?:\s+ad\s+interim)?(?=\s+(?:of|for|between|on)\b)"
)
_LEADERSHIP = re.compile(r"(?:(?:new|present|current|political|military)\s+)?(?:[A-Z][\w’'-]+\s+){1,3}leadership\b")
# nouns of those who may be asked; "the informal working group", "the mission so constituted"
_ACTS = alternation(
    """agenc(?:y|ies) arrangements? assembly bodies centre centres chairman chairmen command commissions? committees? communit(?:y|ies)
    companies component constituencies contractors? coordinators? councils? courts? detachments? donors embassies entities factions?
    focal_points? forces? groups? individuals indictees institutions judges leaders leadership majority mechanisms? mediators?
    members militias? ministers? ministries missions movements? neighbours networks? observers organi[sz]ations? panels? parliament
    part(?:y|ies) personnel persons point presidency secretariat sectors? sides? staff sub-committees? subcommittees? teams? tribunals? troops units?
    workers"""
)
_PREPOSITION = re.compile(
    r"(?<![\w-])(?:of|for|by|with|to|from|in|on|between|among|amongst|at|against|under|through|or|that|which)(?![\w-])|s\s+and\s"
)
_JOINED = re.compile(r",?\s+and\s+(?:the\s+)?\Z")
_UNNAMED = re.compile(
    rf"(?!(?:such|these|those|this|that|its|their|his|no|an?)\b)(?:the\s+|all\s+|each\s+|any\s+|both\s+|of\s+|other\s+)*(?P<name>(?:[\w’'‑/-]+\s+){{0,6}}?{_ACTS})\b(?!['’]|\s+(?-i:[A-Z]))",
    re.IGNORECASE,
)
_OF = re.compile(r"\s+(?:of|for|between|on)\s+(?:(?:the|all|both|its|their)\s+)*")
_NOUN_BEHIND = re.compile(
    r"\s+(?!"
    + alternation("to and or as in for with on at by of immediately is are be has have shall should not including")
    + r"\b|\w+ly\b)[a-z-]+(?:\s+[a-z-]+)?(?=[,;]|\s+(?:and|to|or|in|for)\b)"
)
_PROPER = re.compile(r"[A-Z][\w’'‑-]*(?:\s+(?:(?:of|and|for|against|in)\s+(?:the\s+)?)?[A-Z][\w’'‑-]*)*(?:\s+region)?")
# a name in capitals that no vocabulary has: "the High Peace Council", "CSA"
_NAME = re.compile(
    r"""(?:(?:[A-Z][\w’'-]*\s+){1,5}(?:of\s+|(?<=ing\s)and\s+(?:[A-Z][\w’'-]*\s+)?|(?<=Truth\s)and\s+[A-Z]\w+\s+)?[A-Z][\w’'-]*|[A-Z][A-Z\d-]+)(?<!Agreement)(?<!Accords)(?<!Accord)(?<!Plan)(?<!Protocol)
        (?<!Declaration)(?<!Charter)(?<!Convention)(?<!Treaty)(?<!Framework)(?<!Statute)(?<!Process)(?<!Programme)(?<!Strategy)
        (?=(?:\s*\([^)]*\))?(?:\s*,|\s+(?:and|to|as\s+well|immediately)\b))""",
    re.VERBOSE,
)


class Known(NamedTuple):
    """A text with the actors that are known in it, in their order and by where they begin."""

    text: str
    mentions: tuple[Mention, ...]
    at: Mapping[int, Mention]

    def head(self, at: int) -> Head | None:
        """The head of the noun phrase at a place, determiners apart; None where it is another noun."""
        here = at
        while (mention := self.at.get(here)) is None and (match := QUANTIFIER.match(self.text, here)):
            here = match.end()
        if mention:
            return self.named(mention) or self.office(here)
        if found := match_whoever(self.text, at):
            return found if reach(self.text, found.end, len(self.text)) > found.end else None
        return (
            self.premodified(here)
            or self.people(here)
            or self.office(_skip_plain(self.text, here))
            or self.leadership(here)
        )

    def named(self, mention: Mention) -> Head | None:
        """The head at an actor: the actor, its people ("UNMIS personnel", "UN humanitarian agencies"), or what it owns."""
        if self.text.startswith(" to ", mention.end):
            return Head.of(mention)  # no noun behind it takes its place
        if envoy := self.envoy(mention):
            return envoy
        if mention.actor in _WHOSE and _TITLE.match(self.text, mention.end):
            owned = self.at.get(mention.end + 1)
            return self.named(owned) if owned else self.longer(mention)
        if longer := self.longer(mention):
            return longer
        if mention.actor in _MANIFOLD and (where := _WHERE.match(self.text, mention.end)):
            place = self.at.get(where.end())
            return Head.of(mention)._replace(end=place.end, described=True) if place else Head.of(mention)
        part = _PART.match(self.text, mention.end)
        if not part:
            kind = _KIND.match(self.text, mention.end)
            return Head.of(mention)._replace(end=kind.end(), described=True) if kind else Head.of(mention)
        if part[0].startswith(("'", "’")):
            return self.owned(mention, part.end() - 1)
        end = match_people_behind(self.text, mention.end)
        return Head.of(mention)._replace(end=end, described=True) if end >= 0 else None

    def envoy(self, owner: Mention) -> Head | None:
        """The head of "African Union High Representative for Somalia", who is of the one named before and not of the place."""
        match = _ENVOY.match(self.text, owner.end) if owner.actor not in OF_UNITED_NATIONS else None
        place = match and (self.at.get(match.end()) or _PROPER.match(self.text, match.end()))
        if not place:
            return None
        end = place.end if isinstance(place, Mention) else place.end()
        return Head.of(owner)._replace(end=end, described=True)

    def longer(self, mention: Mention) -> Head | None:
        """The head of a longer name that begins with that of a body."""
        is_body = (mention.actor or "").startswith(("body/", "mission/"))
        match = _LONGER.match(self.text, mention.end) if is_body else None
        return Head.of(mention)._replace(end=match.end(), described=True) if match else None

    def owned(self, owner: Mention, at: int) -> Head | None:
        """The head behind "the Secretary-General's": a body is itself, a group is described by its owner."""
        found = self.head(at)
        if found is None or found.start != at:
            return None
        narrows = found.described or is_group(found)
        return found._replace(start=owner.start, described=True) if narrows else found

    def people(self, at: int) -> Head | None:
        """The head of "personnel of UNMOT", which is known by whose people they are."""
        if not (people := match_people_of(self.text, at)):
            return None
        if not people[1]:
            return Head(at, people[0], (), described=True)
        owner = self.head(people[0])
        return owner._replace(start=at, described=True) if owner and owner.actors else None

    def leadership(self, at: int) -> Head | None:
        """The head of "new Georgian leadership", which is known by its adjectives."""
        match = _LEADERSHIP.match(self.text, at)
        return Head(at, match.end(), (), described=True) if match else None

    def unnamed(self, at: int, end: int) -> Head | None:
        """The head before an infinitive that nobody knows but that may act: "the working group on sanctions", "all indictees"."""
        match = _UNNAMED.match(self.text, at, end)
        if not match or _PREPOSITION.search(match["name"]):
            return None
        others = (m.start for m in self.mentions if not (m.actor or "").startswith("state/"))
        joined = (_JOINED.search(self.text, match.end(), start) for start in others)
        reached = reach(self.text, match.end(), next((join.start() for join in joined if join), end))
        behind = self.text[reached:end].strip()
        if behind and not behind.startswith((",", "(", "in ", "under ", "and ")):
            return None
        described = " " in match["name"] or reached > match.end()
        return Head(match.start("name"), reached, (), described=True) if described else None

    def unknown(self, at: int) -> Head | None:
        """The head that is a name in capitals which no vocabulary has."""
        while match := QUANTIFIER.match(self.text, at):
            at = match.end()
        name = _NAME.match(self.text, at)
        inside = [mention for mention in self.mentions if name and at <= mention.start < name.end()]
        if not name or any(mention.start == at or mention.end != name.end() for mention in inside):
            return None
        return Head(at, name.end(), (), described=True)

    def office(self, at: int) -> Head | None:
        """The head of "President of Chad", whom no vocabulary knows, with the Government or the body whose office it is."""
        if not (title := _OFFICE.match(self.text, at)) or not (of := _OF.match(self.text, title.end())):
            return None
        if "between" in of[0]:
            both = [mention for mention in self.mentions if mention.start >= of.end()][:2]
            return Head(at, both[1].end, (), described=True) if len(both) == 2 else None
        owner = self.at.get(of.end())
        if owner and (noun := _NOUN_BEHIND.match(self.text, owner.end)):  # "Heads of UN peace operations"
            return Head(at, noun.end(), (), described=True)
        if owner:
            actors = (government_of().get(owner.actor or "", owner.actor or ""),)
            return Head(at, owner.end, actors if actors[0] else (), owner.rule, described=True)
        if owned := self.people(of.end()) or self.premodified(of.end()):
            return owned._replace(start=at, described=True)
        proper = _PROPER.match(self.text, of.end())
        return Head(at, proper.end(), (), described=True) if proper else None

    def premodified(self, at: int) -> Head | None:
        """The head behind adjectives; those of a group describe it."""
        here = at if at in self.at else _skip_plain(self.text, at)
        mention = self.at.get(here)
        if mention and mention.actor not in group_concepts():
            return self.named(mention)
        for mention in self.mentions:
            if at < mention.start < at + 70 and is_premodified(self.text, at, mention.start):
                found = self.named(mention)
                if found and (found.described or is_group(found)):
                    return found._replace(start=at, described=True)
        return None


def _skip_plain(text: str, at: int) -> int:
    """Skip "present", "newly elected" from a place on."""
    while match := PLAIN.match(text, at):
        at = match.end()
    return at


def is_group(head: Head) -> bool:
    """Whether words may narrow a head to some of its members."""
    return bool(head.actors) and head.actors[0] in group_concepts()
