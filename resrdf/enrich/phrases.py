"""The noun phrases of a clause, read for their actors: whom does "Member States and, in particular, France" name?

Rule: the head of a phrase is the actor that stands at its place, determiners and plain adjectives apart; "and", a comma
and "as well as" join a further head, "including …" does not; an actor inside another noun ("UNMIS personnel", "friends
of France") is no head. A phrase ends before an infinitive, a relative clause or a modal verb. A pronoun means the actors
named before that fit its number, those of the act just before first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from resrdf.annotations import Mention
from resrdf.enrich.actors import Names


def _any(words: str) -> str:
    """An alternation of words; "_" stands for white space.

    >>> _any("member States").replace("|", " or ")
    '(?:member or States)'
    """
    return f"(?:{'|'.join(word.replace('_', chr(92) + 's+') for word in words.split())})"


_ADVERB = _any(
    r"""\w+ly also again once_(?:again|more) further furthermore moreover anew in_particular as_appropriate therefore thus
    hereby then likewise as_well first now every_[\w-]+_(?:days|weeks|months) if_possible"""
)
_IN_THIS = _any(
    r"""(?:in|with|to|for)_(?:this|that|the_same|such)_(?:regard|context|respect|connection|light|spirit|purpose|end|effect)
    in_the_strongest_(?:possible_)?terms as_a_matter_of_urgency in_addition in_the_meantime to_these_ends"""
)
# adverbs and "in this regard" between a verb and its complement
_LEAD = re.compile(rf"(?:[\s,]+|\b(?:{_ADVERB}|{_IN_THIS})\b(?!['’-]))*")
# a word that opens an aside, not the addressee: "pursuant to …", "acting …"
_ASIDE = re.compile(
    _any(
        """in on at by for from with within without under pursuant until as through during consistent notwithstanding subject
        following after before should when where if upon acting taking having given while once unless beginning starting
        effective to_(?:the|that|this|its) recognizing recalling bearing except pending over throughout alongside between of"""
    )
    + r"\b"
)
# words before the head that leave it the head: determiners, numbers, plain adjectives
_DETERMINER = re.compile(
    _any(
        """all both each every any the those these that this such said other another its his their two three four five six
        various several many more some a an new present current relevant concerned interested appropriate competent respective
        remaining individual individually collectively willing able as_well_as also of one same only newly_elected
        where_appropriate upon on in_particular particularly especially notably"""
    )
    + r"\s+",
    re.IGNORECASE,
)
_PRONOUN = re.compile(r"(?P<word>them|they|him|he|her|she|it|themselves|itself)\b(?!\s+is\b)")
_INFINITIVE = re.compile(
    r"""to(?<=\bto)(?<!\bpursuant\ to)(?<!\baccording\ to)(?<!\bsubject\ to)(?<!\bregard\ to)        # "pursuant to"
        (?<!\brespect\ to)(?<!\bcontrary\ to)(?<!\brelating\ to)(?<!\brelated\ to)\s+
        (?!(?:the|this|that|these|those|all|any|each|every|its|his|their|which|whom|a|an|such|both    # "to the Agreement"
            |either|other|it|them|him|paragraphs?|resolutions?|[Aa]rticles?|annex)\b|[A-Z0-9(“"])""",
    re.VERBOSE,
)
_BREAK = re.compile(
    r"""[;:.](?=\s|$)                                                        # the end of the sentence
        |\b(?:that|who|which|whose                                          # a relative clause
        |shall|must|should|may|will|cannot|not\s+to|in\s+order|so\s+that|so\s+as)\b  # the predicate, the purpose""",
    re.VERBOSE,
)
_JOIN = re.compile(
    r"""\s*(?P<comma>,)?\s*
        (?P<word>\band/or\b|\band\s+(?:also\s+)?(?:to\s+|on\s+|upon\s+)?(?=\w)|\bor\b|\bas\s+well\s+as\b
            |\btogether\s+with\b|\balong\s+with\b|/)?                     # "and", "and upon", "as well as"
        \s*(?:of\s+)?                                                     # "of X and of Y"
    """,
    re.VERBOSE,
)
_EXAMPLES = re.compile(
    r",?\s*(?:and\s+)?"
    + _any(
        """including in_particular especially notably such_as particularly inter_alia primarily above_all
        first_and_foremost as_well_as_in"""
    )
    + r"\b"
)
_RESUME = re.compile(r",\s+(?:and|as\s+well\s+as)\s+(?:also\s+)?")
# a noun behind an actor that takes the head from it: "UNMIS personnel", "the Secretary-General's report"
_PART = re.compile(
    r"['’]s?\s+\w|\s+"
    + _any(
        """personnel forces? troops authorit(?:y|ies) members members['’] leaders? leadership officials? staff representatives?
        groups? governments? mandates? sides? military police sanctions missions? presence measures regime resolutions?
        committees? commanders? bodies agencies entities elements territory components? headquarters support operations?
        activities efforts programmes? system country_team contingents? delegations? diplomats? peacekeep\\w+ experts?
        mediation mediator envoy institutions? units? nationals? process reports? proposals? assistance observers?
        participation partners women people population communit(?:y|ies) Charter Secretariat"""
    )
    + r"\b(?!\s+(?:the|to\s+the))"
)
_ENTITLED = _any("authori[sz]ed required requested mandated empowered obliged called_upon invited not_required to")
_MODAL = re.compile(
    rf"""\b(?:shall|must|should|may|will                                    # "X shall"
        |(?:is|are)\s+(?:hereby\s+)?(?:also\s+)?{_ENTITLED}                 # "X is authorized to"
        |be\s+(?:authori[sz]ed|mandated|requested|empowered|required))\b    # "that X be authorized"
    """,
    re.VERBOSE,
)
_DEFINES = re.compile(
    r"""\s*(?:\w+ly\s+|also\s+|also,\s[^,]+,\s+)?
        (?:have|consist|comprise|include|continue\s+to\s+(?:have|be|comprise|consist)           # "shall have the mandate to"
        |be\s+(?!authori|required|requested|mandated|empowered|responsible|obliged|entitled|bound))""",
    re.VERBOSE,
)
_AGENT = re.compile(
    r"""\b(?:by|on\s+the\s+part\s+of|from)\s+                                                  # "efforts by X"
        |\b(?:efforts|cooperation|co-operation|support|assistance|contributions?|commitment)\s+of\s+  # "efforts of X"
        |\bof\s+(?=all\s+(?:parties|States|Member))""",
    re.VERBOSE,
)
_AGENT_END = re.compile(
    r"""[;:]|\.(?=\s|$)|,\s+(?:and|in|with|including|as|to|by|which|without|under|through|while|so|pursuant|consistent)\b
        |\b(?:which|who|that|in\s+order)\b""",
    re.VERBOSE,
)
# a verb of the Council: what it governs is nearer to a pronoun behind it than what stands before
_ACT = re.compile(
    r"(?:^|[;,]\s+|\band\s+)(?:(?:also|further|\w+ly)\s+)?"
    + _any(
        """commend welcome note recogni[sz]e take express condemn urge call request encourage reiterate reaffirm stress
        emphasi[sz]e underline recall acknowledge support deplore thank remind endorse affirm appreciate regret invite
        demand decide authori[sz]e"""
    )
    + r"(?:e?s|ing)\b"
)
_ITS_OWN = frozenset(("body/security-council",))
_PERSON = re.compile(
    _any(
        """representative envoy mediator secretary-general president prosecutor chair director commissioner coordinator
        adviser registrar ombudsperson commander"""
    )
)
_ONE = _any("government-of international-community private-sector civil-society united-nations-system")
_MANY = re.compile(rf"actor/(?!{_ONE})|body/members-of")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase as it was read: its actors, where it ends, and whether an infinitive follows it."""

    heads: tuple[Mention, ...]
    end: int
    to: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads noun phrases of one text in which the actors are known."""

    text: str
    names: Names
    mentions: tuple[Mention, ...]

    def lead(self, at: int) -> int:
        """Skip adverbs and "in this regard" from a place on."""
        match = _LEAD.match(self.text, at)
        return match.end() if match else at

    def stop(self, at: int) -> tuple[int, bool]:
        """Where the phrase that begins at a place must end, and whether an infinitive stands there."""
        infinitive, end = _INFINITIVE.search(self.text, at), _BREAK.search(self.text, at)
        first = infinitive.start() if infinitive else len(self.text)
        other = end.start() if end else len(self.text)
        return (first, True) if infinitive and first < other else (other, False)

    def asked(self, at: int, previous: tuple[str, ...], *, that: bool) -> tuple[Mention, ...]:
        """The phrase behind a verb that asks: "requests [in this regard] X to …", "requests that X …", "urges them to …"."""
        begin = self.lead(at)
        if that and (match := re.compile(r"that\b").match(self.text, begin)):
            return self.demanded(match.end(), previous)
        if pronoun := _PRONOUN.match(self.text, begin):
            return self.meant(pronoun["word"], at, previous)
        phrase = self.phrase(begin, strict=False)
        if phrase.heads:
            return phrase.heads
        if _ASIDE.match(self.text, begin) or self.text[at : at + 1] == ",":
            return self.behind_aside(begin, previous)
        return ()

    def behind_aside(self, begin: int, previous: tuple[str, ...]) -> tuple[Mention, ...]:
        """The phrase behind "…, pursuant to Article 40, X to …": after a comma, or the last actor before an infinitive."""
        limit = re.compile(r";|\.(?=\s|$)|:").search(self.text, begin)
        end = min(limit.start() if limit else len(self.text), begin + 400)
        for comma in re.compile(r",\s+(?:and\s+)?").finditer(self.text, begin, end):
            here = self.lead(comma.end())
            if pronoun := re.compile(r"(them|him|it)\s+to\b").match(self.text, here):
                return self.meant(pronoun[1], begin, previous)
            phrase = self.phrase(here, strict=False)
            if phrase.heads and phrase.to:
                return phrase.heads
        for mention in self.mentions:
            if begin <= mention.start < end and _INFINITIVE.match(self.text, mention.end + 1):
                owned = re.search(
                    r"\b(?:of|to|by|with|for|in|from|an?|between)\s+(?:the\s+|all\s+)?$",
                    self.text[begin : mention.start],
                )
                return () if owned else (mention,)
        return ()

    def demanded(self, at: int, previous: tuple[str, ...]) -> tuple[Mention, ...]:
        """The subject behind "demands that": "that, as a first step, X cease"."""
        begin = self.lead(at)
        if pronoun := _PRONOUN.match(self.text, begin):
            return self.meant(pronoun["word"], at, previous)
        for _ in range(3):
            phrase = self.phrase(begin, strict=True)
            if phrase.heads or not _ASIDE.match(self.text, begin):
                return phrase.heads if self.is_subject(phrase) else ()
            comma = re.compile(r",\s+").search(self.text, begin)
            if not comma or comma.end() - begin > 250:
                return ()
            begin = self.lead(comma.end())
        return ()

    def is_subject(self, phrase: Phrase) -> bool:
        """Whether a phrase acts: in "that X be given access" X is acted upon, in "that X be prepared to" it acts."""
        passive = re.compile(
            r"\s*(?:not\s+)?be\s+(?:\w+ly\s+)?(?:\w+ed|given|shown|held|brought|made)\b(?!\s+(?:to\b|from\b))"
        ).match(self.text, phrase.end)
        return not passive

    def bound(self, at: int, modal: re.Pattern[str] = _MODAL) -> tuple[Mention, ...]:
        """The subject behind "decides that": "that, on 15 April, X shall"; a body's mandate defined addresses nobody."""
        begin = self.lead(at)
        for _ in range(4):
            phrase = self.phrase(begin, strict=True)
            verb = modal.search(self.text, phrase.end)
            if phrase.heads and verb and self.is_clear(self.text[phrase.end : verb.start()]):
                fixed = any((m.actor or "").startswith(("mission/", "body/")) for m in phrase.heads)
                return () if fixed and _DEFINES.match(self.text, verb.end()) else phrase.heads
            comma = re.compile(r",\s+").search(self.text, begin)
            if not comma or comma.end() - begin > 250 or not (_ASIDE.match(self.text, begin) or phrase.heads == ()):
                return ()
            if not _ASIDE.match(self.text, begin):
                return ()
            begin = self.lead(comma.end())
        return ()

    def is_clear(self, between: str) -> bool:
        """Whether only an aside or modifier stands between a subject and its modal verb."""
        return len(between) < 250 and not re.search(r"[;:]|\bthat\b(?!\s+(?:have|are|do|is|has))", between)

    def subject(self, end: int) -> tuple[Mention, ...]:
        """The subject of a passive that begins at ``end``: the last phrase before it."""
        begin = max(self.text.rfind("; ", 0, end) + 1, 0)
        starts = [begin, *(m.end() for m in re.compile(r",\s+(?:and\s+)?").finditer(self.text, begin, end))]
        for start in starts:
            phrase = self.phrase(self.lead(start), strict=True)
            if phrase.heads and phrase.end <= end and not re.search(r"\b(?:shall|to)\b", self.text[phrase.end : end]):
                return phrase.heads
        return ()

    def agent(self, at: int) -> tuple[Mention, ...]:
        """Who is to act in "encourages the efforts of X", "demands the full cooperation by X"."""
        limit = _AGENT_END.search(self.text, at)
        end = min(limit.start() if limit else len(self.text), at + 160)
        owner = next(
            (
                m
                for m in self.mentions
                if at < m.start < end and re.match(r"['’]s?\s+[a-z]", self.text[m.end : m.end + 4])
            ),
            None,
        )
        if owner and self.is_determined(self.lead(at), owner.start):
            return (owner,)
        for match in _AGENT.finditer(self.text, at, end):
            heads = self.phrase(match.end(), strict=True).heads
            if heads:  # "reporting by X to Y and Z": what follows "to" does not act
                joined = [
                    at
                    for at, head in enumerate(heads[1:], 1)
                    if re.search(r"\bto\b", self.text[heads[at - 1].end : head.start])
                ]
                return heads[: joined[0]] if joined else heads
        return ()

    def is_determined(self, begin: int, end: int) -> bool:
        """Whether nothing but articles and the like stands between two places."""
        while begin < end and (match := _DETERMINER.match(self.text, begin)):
            begin = match.end()
        return begin == end

    def meant(self, word: str, at: int, previous: tuple[str, ...]) -> tuple[Mention, ...]:
        """Who a pronoun means: the last addressees where they fit, else the first fitting actors of the clause."""
        before = [m for m in self.mentions if m.end <= at and m.actor and m.actor not in _ITS_OWN]
        named = {m.actor for m in before}
        if previous and named & set(previous) and _fits(word, previous):
            return tuple(Mention(at, at, actor, "anaphora") for actor in previous)
        acts = [match.end() for match in _ACT.finditer(self.text, 0, max(at - 12, 0))]
        last = acts[-1] if acts else 0
        chains = self.chains(before)
        for chain in sorted(chains, key=lambda chain: chain[0].start < last):
            actors = tuple(m.actor for m in chain if m.actor)
            if _fits(word, actors):
                return tuple(Mention(m.start, m.end, m.actor, "anaphora") for m in chain)
        if previous and not before and _fits(word, previous):
            return tuple(Mention(at, at, actor, "anaphora") for actor in previous)
        return ()

    def chains(self, mentions: list[Mention]) -> list[tuple[Mention, ...]]:
        """Group mentions that are joined by "and": "of the Special Representative and of the Mission"."""
        groups: list[list[Mention]] = []
        for mention in mentions:
            between = self.text[groups[-1][-1].end : mention.start] if groups else ""
            if groups and re.fullmatch(
                r"(?:\s*\([^)]*\))?\s*(?:,|,?\s+and|,?\s+as\s+well\s+as)\s+(?:(?:of|by|the|all|other|its|his|to|on|relevant|both|personnel|staff|members|men|women|and)\s+)*",
                between,
            ):
                groups[-1].append(mention)
            else:
                groups.append([mention])
        return [tuple(group) for group in groups]

    def head(self, at: int) -> Mention | None:
        """The actor that the noun phrase at a place is headed by, determiners apart; None where the head is another noun."""
        here = at
        for _ in range(8):
            mention = next((m for m in self.mentions if m.start == here), None)
            if mention and not (part := _PART.match(self.text, mention.end)):
                return mention
            if mention and part and part[0].startswith(("'", "’")):
                here = self.mentions_after(mention.end, part)
                if here < 0:
                    return None
                continue
            if mention or not (match := _DETERMINER.match(self.text, here)):
                return None
            here = match.end()
        return None

    def mentions_after(self, end: int, part: re.Match[str]) -> int:
        """Where the owned thing begins in "the Secretary-General's Special Representative", -1 where it is no actor."""
        at = part.end() - 1
        return at if any(m.start == at for m in self.mentions) else -1

    def phrase(self, begin: int, *, strict: bool) -> Phrase:
        """Read a noun phrase and those joined to it, to an infinitive; ``strict`` where the predicate has no "to"."""
        end, to = self.stop(begin)
        heads: list[Mention] = []
        first = self.head(begin)
        if first is None and to and not strict:
            first = self.second(begin, end)
        if first is None:
            return Phrase((), begin, to)
        strict = strict or not to
        heads.append(first)
        here = first.end
        while here < end:
            step = self.step(here, end, heads, strict=strict)
            if step is None:
                break
            here = step
        return Phrase(tuple(heads), here if strict else end, to)

    def second(self, begin: int, end: int) -> Mention | None:
        """The first known head behind others that no vocabulary knows: "guarantors, facilitators and Member States"."""
        here = begin
        while match := re.compile(r"(?:[\w’'-]+\s+){0,4}?[\w’'-]+?(?=,|\s+and\b|\s+as\s+well)").match(self.text, here):
            if match.end() >= end or re.search(
                r"\b(?:of|in|for|by|with|to|on|from|between|among|amongst|against|towards|at|under|through|within|its|their)\b|['’]",
                match[0],
            ):
                return None
            join = _JOIN.match(self.text, match.end())
            if not join or not (join["comma"] or join["word"]):
                return None
            if head := self.head(join.end()):
                return head
            here = join.end()
        return None

    def step(self, here: int, end: int, heads: list[Mention], *, strict: bool) -> int | None:
        """Go on behind a head: over brackets, examples and modifiers to the next phrase that is joined; None at the end."""
        text = self.text
        if match := re.compile(r"\s*\([^)]*\)").match(text, here):
            return match.end()
        if match := re.compile(r"\s+(?:concerned|involved|themselves|themself|alike)\b").match(text, here):
            return match.end()
        if match := _EXAMPLES.match(text, here):
            resume = _RESUME.search(text, match.end(), end)
            closed = resume and "," not in text[match.end() : resume.start()]
            if resume and closed and (head := self.head(resume.end())):
                heads.append(head)
                return head.end
            return None
        join = _JOIN.match(text, here)
        if (
            join
            and (join["comma"] or join["word"])
            and (head := self.head(join.end()))
            and head.start < end
            and self.is_joined(join, head, heads, here)
        ):
            heads.append(head)
            return head.end
        if strict:
            match = re.compile(
                r"\s+(?:to|in|of|from|within|on)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}?(?=and\b|[,(]|as\s+well)"
            ).match(text, here)
            return match.end() - 1 if match and match.end() < end and self.joins(match.end() - 1) else None
        following = re.compile(r",|\band\b|\bor\b|\bas\s+well\s+as\b|\btogether\s+with\b|\(").search(
            text, here + 1, end
        )
        return following.start() if following else None

    def joins(self, here: int) -> bool:
        """Whether another known phrase is joined at a place."""
        join = _JOIN.match(self.text, here)
        return bool(join and (join["comma"] or join["word"]) and self.head(join.end()))

    def is_joined(self, join: re.Match[str], head: Mention, heads: list[Mention], here: int) -> bool:
        """Whether a head behind "and" is a further addressee and not a part of a modifier ("States in Europe and Asia")."""
        modifier = self.text[heads[-1].end : here]
        if re.search(
            r",\s+(?:in|with|through|by|on|under|pursuant|within|acting|taking|consistent|as|upon|working)\b[^,]*$",
            modifier,
        ):
            return False
        if not re.match(r"\s+\w", modifier) or join["comma"]:
            return True
        if re.search(r"\bbetween\b[^,]*$", modifier) or re.search(
            r"\b(?:with|by|through|acting|against|among)\b[^,]*$", modifier
        ):
            return False
        determined = self.text[join.end() : head.start].strip() != ""
        return determined or not (head.actor or "").startswith("state/")


def _fits(word: str, actors: Sequence[str]) -> bool:
    """Whether a pronoun can mean these actors: "him" one person, "it" one other body, "them" several or a group."""
    many = len(actors) > 1 or any(_MANY.match(actor) for actor in actors)
    if word in ("them", "they", "themselves"):
        return many
    person = len(actors) == 1 and actors[0].startswith("body/") and _PERSON.search(actors[0]) is not None
    if word in ("him", "he", "her", "she"):
        return person
    return len(actors) == 1 and not many and not person
