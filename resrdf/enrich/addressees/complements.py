"""What a verb of the Council governs: "X to …", "that X cease", "that X shall", a pronoun, a report.

Each question is asked of a place in the text, behind the verb, and answered with the heads that are to act.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from resrdf.enrich.addressees.groups import Head, alternation
from resrdf.enrich.addressees.phrases import Phrase, Reader
from resrdf.enrich.addressees.pronouns import THOSE, find_meant, find_that_party, find_those

# a word that opens an aside, not the addressee: "pursuant to …", "acting …"
_ASIDE = re.compile(
    alternation(
        """in on at by for from with within without under pursuant until as through during consistent notwithstanding subject
        following after before should when where if upon acting taking having given while once unless beginning starting
        effective to_(?:the|that|this|its) recognizing recalling bearing except pending over throughout alongside between of
        prior_to"""
    )
    + r"\b"
)
_PURPOSE = re.compile(r"to\s+[a-z]+\s")  # "requests that, to assist the Mission, X provide"
_PRONOUN = re.compile(r"(?P<word>them|they|him|he|her|she|it|themselves|itself)\b(?!\s+is\b)")
_THAT_PARTY = re.compile(r"(?:that|the)\s+party(?:\s+concerned)?\b(?=\s+to\b)")
_TO_PRONOUN = re.compile(r"(them|him|it)\s+to\b")
_POSSESSIVE = re.compile(
    r"(?P<word>their|its|his|her)\s+(?:[\w-]+\s+){0,3}?(?:efforts?|co-?operation|engagement|work|contributions?|involvement|support|commitment|participation|collaboration)\b"
)
_COUNCIL = re.compile(r"(?:it|the\s+(?:Security\s+)?Council)\s+(?:shall|will|may|should|must)\b")
_THAT = re.compile(r"that\b")
_FROM_WHOM = re.compile(r"(?:from|of)\s+")  # "demands from X the return of"
_ASIDE_THAT = re.compile(r",\s+(?:for|in|as|on|with|to)\b[^;:]{3,120}?,\s+that\b")  # "requests, for these ends, that"
_AND_THAT = re.compile(r"and(?<=\sand)\s+(?:(?:also|further)\s+)?that\b")
_AND_UPON = re.compile(r"and(?<=\band)\s+(?:also\s+)?(?:up)?on\s+")
_COMMA = re.compile(r",\s+")
_COMMA_AND = re.compile(r",\s+(?:and\s+)?")
_SENTENCE = re.compile(r";|\.(?=\s|$)|:")
_INFINITIVE = re.compile(r"\s+to\s+(?!the\b|this\b|its\b|all\b|[A-Z])")
_ACTING = re.compile(r",\s+acting\b")
_OWNED = re.compile(r"\b(?:of|to|by|with|for|in|from|an?|between)\s+(?:the\s+|all\s+)?$")
_PASSIVE = re.compile(
    r"\s*(?:not\s+)?be\s+(?:\w+ly\s+)?(?:brought\b|(?:\w+ed|given|shown|held|made)\b(?!\s+(?:to\b|from\b)))"
)
_ENTITLED = alternation(
    "authori[sz]ed required requested mandated empowered obliged called_upon invited not_required to"
)
_MODAL = re.compile(
    rf"""\b(?:shall|must|should|may|will                                    # "X shall"
        |(?:is|are)\s+(?:(?:hereby|also|primarily)\s+)?(?:{_ENTITLED}|responsible\s+for)                # "X is authorized to"
        |be\s+(?:authori[sz]ed|mandated|requested|empowered|required))\b    # "that X be authorized"
    """,
    re.VERBOSE,
)
# the first modal verb, and whether an agent stands behind its passive: "shall be borne by"
_FIRST_MODAL = re.compile(
    r"""\b(?:shall|must|should|may|will)\b
        (?P<by>\s+be\s+(?:\w+ly\s+)?(?!\w+ing\b|headed\b|led\b|assisted\b|replaced\b|established\b)\w+(?:\s+in\s+advance)?\s+by\s+)?
        |[;:]|\b(?:who|which|whose|if|where|unless)\b""",
    re.VERBOSE,
)
_DEFINES = re.compile(
    r"""\s*(?:\w+ly\s+|also\s+|(?:also)?,\s[^,]+,\s+)?
        (?:have|consist|comprise|include|continue\s+to\s+(?:have|be|comprise|consist)           # "shall have the mandate to"
        |be\s+(?!authori|required|requested|mandated|empowered|responsible|obliged|entitled|bound))""",
    re.VERBOSE,
)
_SUFFERS = re.compile(
    r"\s*(?:also\s+|not\s+)?be\s+(?:also\s+)?(?:subject|deployed|composed|established|headed|appointed|elected|designated|exempt)\b"
)
_NOT_CLEAR = re.compile(r"[;:]|\bthat\b(?!\s+(?:have|are|do|is|has))")
_OF_PREDICATE = re.compile(r"\b(?:shall|to)\b")
_PRAISES = re.compile(  # "commends X", "welcomes the efforts made by X"
    r"\b(?:[Cc]ommend|[Ww]elcom|[Ss]upport|[Tt]hank|[Aa]ppreciat|[Rr]ecogni[sz]|[Nn]ot)(?:e?s|ing)\b"
    r"(?:[^,;:.()]{0,60}?\s(?:efforts?|work|roles?|contributions?|engagement|involvement|initiatives?|support|commitment)\s+(?:\w+ed\s+|made\s+)?(?:of|by)\b)?\s+"
)
_PAPER = re.compile(
    r"(?:also\s+|further\s+)?(?:an?|regular|further|periodic|monthly|quarterly|additional)\s+(?:[\w-]+\s+){0,4}?(?:reports?|updates?|briefings?)\b"
)


def _actors(heads: tuple[Head, ...]) -> tuple[str, ...]:
    return tuple(actor for head in heads for actor in head.actors)


class Complements(NamedTuple):
    """Asks what the verbs of one clause govern; ``previous`` were addressed last, ``own`` says by the act just before.

    ``several`` are those who were last addressed together.
    """

    reader: Reader
    previous: tuple[str, ...] = ()
    own: bool = False
    several: tuple[str, ...] = ()

    def asked(self, at: int, *, that: bool) -> tuple[Head, ...]:
        """Who is asked: "requests [in this regard] X to …", "requests that X …", "urges them to …"."""
        reader = self.reader
        begin = reader.lead(at)
        if that and (match := _FROM_WHOM.match(reader.text, begin)):
            at = match.end()
            begin = reader.lead(at)
        if that and (match := _THAT.match(reader.text, begin) or _ASIDE_THAT.match(reader.text, at)):
            return self.demanded(match.end())
        if pronoun := _PRONOUN.match(reader.text, begin) or _POSSESSIVE.match(reader.text, begin):
            return self.meant(pronoun["word"], at)
        if (those := THOSE.match(reader.text, begin)) and (named := self.those(those["kind"], at)):
            return named
        if _THAT_PARTY.match(reader.text, begin):
            return find_that_party(reader.known.mentions, at)
        phrase = reader.phrase(begin, strict=False)
        if phrase.heads:
            return reader.described(phrase)
        if _ASIDE.match(reader.text, begin) or reader.text[at : at + 1] == ",":
            return self.behind_aside(begin)
        return ()

    def upon_others(self, at: int) -> tuple[Head, ...]:
        """Those behind a further "upon": "calls upon X to withdraw, and upon Y to accept"."""
        found: list[Head] = []
        for further in _AND_UPON.finditer(self.reader.text, at, self.reader.limit):
            phrase = self.reader.phrase(further.end(), strict=False)
            heads = self.reader.described(phrase)
            if phrase.to and heads and not self.reader.text[heads[-1].end : phrase.end].strip():
                found += heads
        return tuple(found)

    def meant(self, word: str, at: int) -> tuple[Head, ...]:
        """Whom a pronoun means; "them" behind "commends the efforts of X, Y and Z" are all of these."""
        found = find_meant(self.reader.text, self.reader.known.mentions, word, at, self.previous, own=self.own)
        if word not in ("them", "their") or self.own:
            return found
        praised = self.praised(at)
        return praised if set(_actors(found)) <= set(_actors(praised)) else found

    def praised(self, at: int) -> tuple[Head, ...]:
        """Those whose efforts the act just before praises."""
        acts = [act.end() for act in _PRAISES.finditer(self.reader.text, 0, at)]
        reader = self.reader.until(at)
        return reader.described(reader.phrase(reader.lead(acts[-1]), strict=True), closed=True) if acts else ()

    def those(self, kind: str, at: int) -> tuple[Head, ...]:
        """Whom "those Governments" mean."""
        return find_those(self.reader.text, self.reader.known.mentions, kind, at, self.several or self.previous)

    def same(self, at: int) -> tuple[Head, ...]:
        """Those asked before in the clause, where nobody is named: "and requests further a report"."""
        if self.own and _PAPER.match(self.reader.text, self.reader.lead(at)):
            return tuple(Head(at, at, (actor,), "anaphora") for actor in self.previous)
        return ()

    def behind_aside(self, begin: int) -> tuple[Head, ...]:
        """Who stands behind "…, pursuant to Article 40, X to …": after a comma, or the last actor before an infinitive."""
        reader, text = self.reader, self.reader.text
        limit = _SENTENCE.search(text, begin, reader.limit)
        end = min(limit.start() if limit else reader.limit, begin + 400)
        for comma in _COMMA_AND.finditer(text, begin, end):
            here = reader.lead(comma.end())
            if pronoun := _TO_PRONOUN.match(text, here):
                return self.meant(pronoun[1], begin)
            phrase = reader.phrase(here, strict=False)
            if phrase.heads and phrase.to:
                return reader.described(phrase)
        for mention in reader.known.mentions:
            if begin <= mention.start < end and (
                _INFINITIVE.match(text, mention.end) or _ACTING.match(text, mention.end)
            ):
                return () if _OWNED.search(text[begin : mention.start]) else (Head.of(mention),)
        return ()

    def demanded(self, at: int) -> tuple[Head, ...]:
        """The subjects behind "demands that": "that, as a first step, X cease and that Y return"."""
        found = list(self._demanded(at))
        for further in _AND_THAT.finditer(self.reader.text, at, self.reader.limit):
            found += self._demanded(further.end())
        return tuple(found)

    def _demanded(self, at: int) -> tuple[Head, ...]:
        reader = self.reader
        begin = reader.lead(at)
        if pronoun := _PRONOUN.match(reader.text, begin):
            return self.meant(pronoun["word"], at)
        for _ in range(3):
            phrase = reader.phrase(begin, strict=True)
            if phrase.heads or not (_ASIDE.match(reader.text, begin) or _PURPOSE.match(reader.text, begin)):
                return reader.described(phrase, closed=True) if self.is_subject(phrase) else ()
            comma = _COMMA.search(reader.text, begin, reader.limit)
            if not comma or comma.end() - begin > 250:
                return ()
            begin = reader.lead(comma.end())
        return ()

    def is_subject(self, phrase: Phrase) -> bool:
        """Whether a phrase acts: in "that X be given access" X is acted upon, in "that X be prepared to" it acts."""
        return not _PASSIVE.match(self.reader.text, phrase.end)

    def bound(self, at: int) -> tuple[Head, ...]:
        """The subjects behind "decides that": "that, on 15 April, X shall, and that Y shall"; a mandate defined binds nobody."""
        found = list(self._bound(at) or self._by_whom(at))
        for further in _AND_THAT.finditer(self.reader.text, at, self.reader.limit):
            found += self._bound(further.end())
        return tuple(found)

    def decided(self, at: int) -> tuple[Head, ...]:
        """The subjects behind the Council's own "decides that it will review …", else those bound."""
        text = self.reader.text
        begin = self.reader.lead(at)
        for _ in range(3):
            if _COUNCIL.match(text, begin):
                return (Head(at, at, ("body/security-council",), "anaphora"),)
            comma = _COMMA.search(text, begin, self.reader.limit)
            if not comma or comma.end() - begin > 250 or not _ASIDE.match(text, begin):
                break
            begin = self.reader.lead(comma.end())
        return self.bound(at)

    def _bound(self, at: int) -> tuple[Head, ...]:
        reader, text = self.reader, self.reader.text
        begin = reader.lead(at)
        aside = False
        for _ in range(5):
            phrase = reader.phrase(begin, strict=True)
            verb = _MODAL.search(text, phrase.end - 1, reader.limit) if phrase.heads else None
            if aside and verb and _PASSIVE.match(text, verb.end()):
                return ()
            if verb and self.is_clear(text[phrase.end : verb.start()]):
                fixed = any(actor.startswith(("mission/", "body/")) for head in phrase.heads for actor in head.actors)
                if _SUFFERS.match(text, verb.end()) or (fixed and _DEFINES.match(text, verb.end())):
                    return ()
                return reader.described(Phrase(phrase.heads, (*phrase.limits[:-1], verb.start()), phrase.end))
            comma = _COMMA.search(text, begin, reader.limit)
            aside = aside or _ASIDE.match(text, begin) is not None
            if not comma or comma.end() - begin > 250 or not aside:
                return ()
            begin = reader.lead(comma.end())
        return ()

    def _by_whom(self, at: int) -> tuple[Head, ...]:
        """Who is to act in "that the costs shall be borne by X", "shall be used by him"."""
        modal = _FIRST_MODAL.search(self.reader.text, at, self.reader.limit)
        if not modal or modal["by"] is None:
            return ()
        begin = self.reader.lead(modal.end())
        if pronoun := _PRONOUN.match(self.reader.text, begin):
            return self.meant(pronoun["word"], begin)
        return self.reader.described(self.reader.phrase(begin, strict=True), closed=True)

    def is_clear(self, between: str) -> bool:
        """Whether only an aside or modifier stands between a subject and its modal verb."""
        return len(between) < 250 and not _NOT_CLEAR.search(between)

    def subject(self, end: int) -> tuple[Head, ...]:
        """The subject of a passive whose participle begins at ``end``: the last phrase before "is", "are" or "be"."""
        end = max(self.reader.text.rfind(f" {verb} ", 0, end) for verb in ("is", "are", "be"))
        reader = self.reader.until(end)
        begin = 5 if reader.text.startswith("That ") else max(reader.text.rfind("; ", 0, end) + 1, 0)
        that = reader.text.rfind(" that ", begin, end) + 6
        begins = (that,) if that > 5 else (begin, *(m.end() for m in _COMMA_AND.finditer(reader.text, begin, end)))
        for start in begins:
            phrase = reader.phrase(reader.lead(start), strict=True)
            if phrase.heads and phrase.end <= end and not _OF_PREDICATE.search(reader.text[phrase.end : end]):
                return reader.described(Phrase(phrase.heads, (*phrase.limits[:-1], end), phrase.end))
        return ()
