"""The noun phrases of a clause, read for their actors: whom does "Member States and, in particular, France" name?

Rule: the head of a phrase is the actor that stands at its place, determiners and adjectives apart; "and", a comma
and "as well as" join a further head, "including …" does not; an actor inside another noun ("friends of France") is no
head. A phrase ends before an infinitive, a relative clause or a modal verb. Words that say which members of a group are
meant make a group of their own.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from resrdf.annotations import Mention
from resrdf.enrich.addressees.groups import Head, alternation, reach, reach_closed, skip_each
from resrdf.enrich.addressees.heads import Known, is_group
from resrdf.enrich.addressees.pronouns import is_person
from resrdf.enrich.addressees.sharing import are_one_group

_ADVERB = alternation(
    r"""\w+ly also again once_(?:again|more) as_a_consequence further furthermore moreover anew in_particular as_appropriate therefore thus
    hereby (?:and_)?unconditionally (?:and_)?without_(?:pre)?conditions? (?:and_)?without_(?:further_)?delay then likewise as_well first now every_[\w-]+_(?:days|weeks|months) if_possible"""
)
_IN_THIS = alternation(
    r"""(?:in|with|to|for)_(?:this|that|the_same|such)_(?:regard|context|respect|connection|light|spirit|purpose|end|effect)
    in_the_strongest_(?:possible_)?terms as_a_matter_of_urgency in_addition in_the_meantime to_these_ends"""
)
# adverbs and "in this regard" between a verb and its complement
_LEAD = re.compile(rf"(?:[\s,*]+|\b(?!the\b|all\b)(?:{_ADVERB}|{_IN_THIS})\b(?!['’-]))*")
_INFINITIVE = re.compile(
    r"""to(?<=\bto)(?<!\bpursuant\ to)(?<!\baccording\ to)(?<!\bsubject\ to)(?<!\bregard\ to)        # "pursuant to"
        (?<!\brespect\ to)(?<!\bcontrary\ to)(?<!\brelating\ to)(?<!\brelated\ to)\s+
        (?!(?:the|this|that|these|those|all|any|each|every|its|his|their|which|whom|a|an|such|both    # "to the Agreement"
            |either|other|in|it|them|him|armed|paragraphs?|resolutions?|[Aa]rticles?|annex)\b|[A-Z0-9(“"])""",
    re.VERBOSE,
)
# words, with those in "-ing", that govern an infinitive inside a description: "States in a position to do so to contribute"
_GOVERNORS = frozenset(
    """position able unable willing wish wishes wishing wished seek seeks seeking attempt attempts continue continues fail failed failing
        agreed offered pledged undertaken promised volunteered capacity ability capability means yet intend intends intending refuse refused try trying used likely ready
        prepared required obliged committed decided begun invited authorized seeks obligation commitment power contributing
        agreement efforts mandated right threaten obligated""".split()
)
_BREAK = re.compile(
    r"""[;:.](?=\s|$)                                                        # the end of the sentence
        |\b(?:that|who|which|whose                                          # a relative clause
        |shall|must|should|may|will|cannot|not\s+to|in\s+order|so\s+that|so\s+as)\b  # the predicate, the purpose""",
    re.VERBOSE,
)
_RELATIVE = re.compile(r"\s+(?:that|who|which|whose)\b(?!\s+(?:they|the|he|it|its|all|a)\b)")
_PREDICATE = re.compile(r"\b(?:shall|must|should|may|will)\b|[;:]|\.(?=\s|$)")
_JOIN = re.compile(
    r"""\s*(?P<comma>,)?\s*
        (?P<word>\band/or\b|\band(?:,\s+(?:as|where)\s+\w+,)?\s+(?:also\s+)?(?:to\s+|on\s+|upon\s+)?(?=\w)|\bor\b|\bas\s+well\s+as\b
            |/)?                     # "and", "and upon", "as well as"
        \s*(?:of\s+)?                                                     # "of X and of Y"
    """,
    re.VERBOSE,
)
_EXAMPLES = re.compile(
    r",?\s*"
    + alternation(
        """including in_particular especially notably such_as particularly inter_alia primarily above_all
        first_and_foremost as_well_as_in and_including"""
    )
    + r"\b"
)
# examples of a group; of "the Government and in particular UNITA" both are meant
_FOREMOST = re.compile(r",?\s*and,?\s+(?:most\s+)?(?:in\s+particular|especially|notably|particularly)\b")
_THOSE_OF = re.compile(
    r"\s*(?:to\s+|on\s+|upon\s+)?those\s(?!of\b)[^,;]*,\s+(?=the\b)"
)  # "in particular those in the region, the Committee"
_RESUME = re.compile(r",\s+(?:and|as\s+well\s+as)\s+(?:also\s+)?")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_CONCERNED = re.compile(r"\s+(?:concerned|involved|themselves|themself|alike)\b")
_MODIFIER = re.compile(
    r"\s+(?:to|in|of|from|within|on)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,2}?(?:(?<=\s)(?=and\b|[,(]|as\s+well)|[\w’'-]+(?=,))"
)
_JOINT = re.compile(r",|\band\b|\bor\b|\bas\s+well\s+as\b|\(")
_UNKNOWN = re.compile(r"(?:[\w’'-]+\s+){0,4}?[\w’'-]+?(?=,|\s+and\b|\s+as\s+well)")
_UNKNOWN_NAME = re.compile(r"(?:the\s+|its\s+)?[A-Z][\w’'-]*(?:\s+[A-Z][\w’'-]*){0,4}(?=,|\s+and\b|\s+as\s+well)")
_OBLIQUE = re.compile(
    r"\b(?:of|in|for|by|with|to|on|from|between|among|amongst|against|towards|at|under|through|within|its|their)\b|['’]"
)
_ADVERBIAL = re.compile(
    r",\s+(?:in|with|through|by|on|under|pursuant|within|acting|taking|consistent|as|upon|working)\b[^,]*$"
)
_TOGETHER = re.compile(
    r"\b(?:in|with)\s+(?:\w+\s+)?(?:coordination|co-ordination|consultations?|cooperation|co-operation|collaboration|conjunction|partnership|support|assistance)\b|\b(?:jointly|together|along)\s+with\b"
)
_INNER = re.compile(r"\bbetween\b[^,]*$|\b(?:with|by|through|acting|against|among)\b[^,]*$")
# a name in capitals, an office, "members of the CSA"
_KNOWN_BY_NAME = re.compile(r"(?:(?:new|present|current|political|military)\s+)?[A-Z]|.+\s(?:of|for|between|on)\s")
_STATES_OF = re.compile(r"(?:[Mm]ember\s+)?States\s+of\s+(?:the\s+)?(?=[A-Z])")


class Phrase(NamedTuple):
    """A noun phrase as it was read: its heads, where the words of each may reach, where it ends, whether an infinitive follows."""

    heads: tuple[Head, ...]
    limits: tuple[int, ...]
    end: int
    to: bool = False


class Reader(NamedTuple):
    """Reads noun phrases of one text, up to a limit."""

    text: str
    known: Known
    limit: int

    @classmethod
    def of(cls, text: str, mentions: tuple[Mention, ...]) -> Reader:
        """Make a reader of a whole text."""
        return cls(text, Known(text, mentions, {mention.start: mention for mention in mentions}), len(text))

    def until(self, limit: int) -> Reader:
        """The same reader, which looks no further than a place."""
        return Reader(self.text, self.known, limit) if limit != self.limit else self

    def lead(self, at: int) -> int:
        """Skip adverbs and "in this regard" from a place on."""
        match = _LEAD.match(self.text, at, self.limit)
        return match.end() if match else at

    def stop(self, at: int) -> tuple[int, bool]:
        """Where the phrase that begins at a place must end, and whether an infinitive stands there."""
        first = _INFINITIVE.search(self.text, at, self.limit)
        end = _BREAK.search(self.text, at, first.end() if first else self.limit)
        if first and not end:
            if not self.is_governed(first, at):
                return first.start(), True
            end = _BREAK.search(self.text, first.end(), self.limit)
        other = end.start() if end else self.limit
        infinitive = self.infinitive(at, other, governed=True)
        return (infinitive, True) if infinitive >= 0 else (other, False)

    def infinitive(self, at: int, end: int, *, governed: bool) -> int:
        """Where the infinitive begins that no word inside the phrase governs, else the first if such a one will do; or -1."""
        first = -1
        for match in _INFINITIVE.finditer(self.text, at, end):
            if not self.is_governed(match, at):
                return match.start()
            first = match.start() if first < 0 and governed else first
        return first

    def is_governed(self, infinitive: re.Match[str], at: int) -> bool:
        """Whether the word before an infinitive governs it: "States in a position to do so"."""
        before = self.text[max(at, infinitive.start() - 14) : infinitive.start()].split()
        return bool(before) and (before[-1] in _GOVERNORS or before[-1].endswith("ing"))

    def phrase(self, begin: int, *, strict: bool) -> Phrase:
        """Read a noun phrase and those joined to it, to an infinitive; ``strict`` where the predicate has no "to"."""
        first = self.known.head(begin)
        if first is None and strict:
            return Phrase((), (), begin)
        end, to = self.stop(begin)
        if first is None and to:
            first = self.known.unknown(begin) or self.known.unnamed(begin, end) or self.second(begin, end)
        if first is None:
            return Phrase((), (), begin, to)
        strict = strict or not to
        heads, limits = [first], list[int]()
        here = first.end
        while here < end - 1:  # more than the blank before a predicate
            before, count = here, len(heads)
            step = self.step(here, end, heads, strict=strict)
            if step is None:
                break
            limits += [before] * (len(heads) - count)
            here = step
        return self.relative(Phrase(tuple(heads), (*limits, end), here if strict else end, to))

    def relative(self, phrase: Phrase) -> Phrase:
        """Go on behind a relative clause that describes the last head: "States that have not done so to report"."""
        last = phrase.heads[-1]
        if phrase.to or not (last.described or is_group(last)) or not _RELATIVE.match(self.text, last.end):
            return phrase
        predicate = _PREDICATE.search(self.text, last.end, self.limit)
        end = predicate.start() if predicate else self.limit
        finite = predicate is not None and predicate[0].isalpha()
        infinitive = self.infinitive(last.end, end, governed=not finite)
        if infinitive < 0 and not finite:
            return phrase
        end = infinitive if infinitive >= 0 else end
        return Phrase(phrase.heads, (*phrase.limits[:-1], end), end, infinitive >= 0)

    def described(self, phrase: Phrase, *, closed: bool = False) -> tuple[Head, ...]:
        """The heads of a phrase, each with the words that describe it; ``closed`` where nothing tells where the phrase ends."""
        heads: list[Head] = []
        for head, limit in zip(phrase.heads, phrase.limits, strict=True):
            end = head.end
            if (head.described or is_group(head)) and not self.text.endswith(" concerned", 0, head.end):
                end = (reach_closed if closed else reach)(self.text, head.end, limit)
            found = head
            if end != head.end:
                found = head._replace(start=skip_each(self.text, head.start), end=end, described=True)
            if heads and heads[-1].described:
                found = self.with_noun(heads[-1], found)
            if heads and are_one_group(self.text, heads[-1], found):
                both = heads.pop()
                found = both._replace(end=found.end, actors=(*both.actors, *found.actors), described=True)
            if found.actors or found.end > head.end or self.is_named(found):
                heads.append(found)
        return tuple(heads)

    def is_named(self, head: Head) -> bool:
        """Whether words that no vocabulary knows say who is meant: a name in capitals, several words before an infinitive."""
        known = _KNOWN_BY_NAME.match(self.text, head.start, head.end) is not None
        return known or (head.described and " " in self.text[head.start : head.end])

    def with_noun(self, first: Head, second: Head) -> Head:
        """A body behind "States of ECOWAS" as its States: "States of ECOWAS, ECCAS and the OAS"."""
        noun = _STATES_OF.match(self.text, first.start)
        if first.noun or noun:
            owner = first if first.noun else noun and self.known.at.get(noun.end())
            body = second.actors[:1] and second.actors[0].startswith("body/") and not second.described
            if body and owner and owner.end == first.end and not is_person(second.actors[0]):
                return second._replace(
                    actors=first.actors, described=True, noun=first.noun or (noun[0] if noun else "")
                )
        return second

    def second(self, begin: int, end: int) -> Head | None:
        """The first known head behind others that no vocabulary knows: "guarantors, facilitators and Member States"."""
        here = begin
        while match := _UNKNOWN.match(self.text, here):
            join = _JOIN.match(self.text, match.end())
            if match.end() >= end or not join or not (join["comma"] or join["word"]):
                return None
            if _OBLIQUE.search(match[0]) and not (join["comma"] and self.is_unknown(match)):
                return None
            if head := self.known.head(join.end()):
                return head
            here = join.end()
        return None

    def is_unknown(self, match: re.Match[str]) -> bool:
        """Whether a phrase with "of" names no actor: "the facilitators of the process, …"."""
        others = _OBLIQUE.sub("", match[0].replace(" of ", " "))
        inside = any(match.start() <= mention.start < match.end() for mention in self.known.mentions)
        return not inside and others == match[0].replace(" of ", " ")

    def step(self, here: int, end: int, heads: list[Head], *, strict: bool) -> int | None:
        """Go on behind a head: over brackets, examples and modifiers to the next phrase that is joined; None at the end."""
        text = self.text
        if match := _BRACKETS.match(text, here) or _CONCERNED.match(text, here):
            return match.end()
        several = heads[-1].described or is_group(heads[-1])
        if match := _EXAMPLES.match(text, here) or (_FOREMOST.match(text, here) if several else None):
            resume = _THOSE_OF.match(text, match.end(), end) or _RESUME.search(text, match.end(), end)
            closed = resume and "," not in text[match.end() : resume.start()]
            if resume and closed and (head := self.known.head(resume.end())):
                heads.append(head)
                return head.end
            return None
        join = _JOIN.match(text, here)
        if (
            join
            and (join["comma"] or join["word"])
            and (
                head := self.known.head(join.end())
                or (None if strict or heads[-1].end != here or "/" in join[0] else self.known.unknown(join.end()))
            )
            and head.start < end
            and self.is_joined(join, head, heads, here)
        ):
            heads.append(head)
            return head.end
        if strict and join and (join["comma"] or join["word"]) and (name := _UNKNOWN_NAME.match(text, join.end())):
            return name.end() if name.end() < end and self.joins(name.end()) else None
        if strict:
            match = _MODIFIER.match(text, here)
            past = match.end() - text[match.end() - 1].isspace() if match else end
            return past if past < end and self.joins(past) else None
        following = _JOINT.search(text, here + 1, end)
        return following.start() if following else None

    def joins(self, here: int) -> bool:
        """Whether another known phrase is joined at a place."""
        join = _JOIN.match(self.text, here)
        return bool(join and (join["comma"] or join["word"]) and self.known.head(join.end()))

    def is_joined(self, join: re.Match[str], head: Head, heads: list[Head], here: int) -> bool:
        """Whether a head behind "and" is a further addressee and not a part of a modifier ("States in Europe and Asia")."""
        modifier = self.text[heads[-1].end : here]
        if _ADVERBIAL.search(modifier) or _TOGETHER.search(modifier):
            return False
        if not re.match(r"\s+\w", modifier) or join["comma"]:
            return True
        if _INNER.search(modifier):
            return False
        determined = self.text[join.end() : head.start].strip() not in ("", "the")
        return determined or not (head.actors or ("",))[0].startswith("state/")
