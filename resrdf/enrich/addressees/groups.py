"""The words that say which members of a group are meant: "States that have not done so", "personnel of UNMOT".

A vocabulary knows "Member States"; a clause may address "Member States acting under paragraph 3", who are known nowhere
else. Rule: restrictive words belong to the description (adjectives before the noun, relative and participial clauses, "of
…", "in …" with a place, "in a position to do so"); quantifiers and articles do not ("all", "the two", "those"), nor do
asides ("in accordance with …", "including …", "as appropriate") and what a comma sets apart.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from resrdf.annotations import Mention, Rule


class Head(NamedTuple):
    """Who a noun phrase is about: its words, the actors of the vocabularies at its head, whether the clause describes them.

    ``noun`` is what it shares with a phrase before it: the "States of" of "States of ECOWAS and ECCAS".
    """

    start: int
    end: int
    actors: tuple[str, ...]
    rule: Rule = "stated"
    described: bool = False
    noun: str = ""

    @classmethod
    def of(cls, mention: Mention) -> Head:
        """The head that a mention of an actor makes."""
        return cls(mention.start, mention.end, (mention.actor,) if mention.actor else (), mention.rule)


def alternation(words: str) -> str:
    """An alternation of words; "_" stands for white space.

    >>> alternation("member States").replace("|", " or ")
    '(?:member or States)'
    """
    return f"(?:{'|'.join(word.replace('_', chr(92) + 's+') for word in words.split())})"


# words before a head that are no part of a description
QUANTIFIER = re.compile(
    alternation(
        """all ali ail al! both each every any the those these that this such said other another its his her their two three four five six
        seven eight ten various several many more some a an also of one same only as_well_as upon on in_particular
        particularly especially notably where_appropriate individually collectively either"""
    )
    + r"\s+",
    re.IGNORECASE,
)
_EACH = re.compile(r"(?:any|each|every)\s+", re.IGNORECASE)
# adjectives that leave a single body or State what it is
PLAIN = re.compile(
    alternation(
        """present new current relevant concerned interested appropriate competent respective (?:newly|recently)_(?:elected|established|designated|appointed|created|formed) residual
        remaining interim transitional incoming"""
    )
    + r"\s+",
    re.IGNORECASE,
)
_NO_ADJECTIVE = alternation(
    """of in on at by for from with without within to into through between among amongst and or as per than that which who whom
    whose this these those all any no not be is are was were been being has have had do does did shall may will must should
    can could would its their his her it they them he she such so if when where while until upon under over about against
    across after before during since because due both each every either neither further also once again more other others
    including whether the a an towards toward regarding concerning take give make provide work continue ensure cooperate"""
)
_ADJECTIVE = rf"(?!{_NO_ADJECTIVE}\b)(?!\w[\w’'-]*(?<!ou)(?<![s’'])s[\s,])[A-Za-z][\w’'‑-]*"
# "international", "bilateral and multilateral", "Haiti’s international", "all levels of"
_BEFORE = re.compile(
    rf"(?:levels\s+of\s+)?(?:{_ADJECTIVE}(?:,\s+(?={_ADJECTIVE})|,?\s+(?:and|or|and/or)\s+(?={_ADJECTIVE}\s)|\s+)){{0,4}}?(?:{_ADJECTIVE}\s+)?"
)
_PEOPLE = alternation(
    """personnel forces? troops authorities members leaders leadership officials staff representatives military police
    commanders? contingents? delegations? diplomats peacekeepers observers partners people peoples population institutions?
    communities parties factions militias signatories neighbours experts judges parts elements components? units organs bodies
    agencies entities embassies missions presidents governments nationals stakeholders actors mechanisms"""
)
_PEOPLE_OF = re.compile(
    rf"(?:{_ADJECTIVE}\s+){{0,3}}?(?:{_PEOPLE}|{alternation('Presidents Governments Heads_of_State Foreign_Ministers')})(?:\s+and\s+{_PEOPLE})?\s+(?:of\s+|(?P<place>(?=in\s|from\s|within\s)))"
)
_PEOPLE_BEHIND = re.compile(
    rf"\s+(?:{_ADJECTIVE}\s+){{0,2}}(?:{_PEOPLE}|operation|[Mm]ember\s+(?:States|countries))(?:\s+and\s+{_PEOPLE})?\b(?!\s+(?:carriers?|training|to\s+the)\b)"
)
_PEOPLE_BEFORE = re.compile(rf"\b{_PEOPLE}\s+of\s+(?:the\s+)?$")
_WHOEVER = re.compile(
    r"(?:all\s+|any\s+)?(?P<word>(?:those|anyone)(?=\s+(?:\w+ly\s+)?(?:who|that|which|whose|with|responsible|in|\w+ing|\w+ed)\b)|all(?=\s+who\b))\s+",
    re.IGNORECASE,
)

_PLACE = r"(?:the\s+|this\s+|that\s+|both\s+|their\s+|its\s+|these\s+|such\s+|a\s+|other\s+|all\s+)*"
_RESTRICTIVE = re.compile(
    rf"""\s+(?: (?P<clause>that|which|who|whose)\s+(?!(?:is\s+to|they|the|he|it|its|all|a)\b)
        |(?:not\s+|already\s+|currently\s+|still\s+|directly\s+|also\s+|otherwise\s+)?
            (?!including|following|pending|notwithstanding|regarding|considering|during|using|taking|bearing|recalling|being|ensuring)
            (?:\w{{3,}}ing|(?!need|indeed)\w{{3,}}ed|party|able|unable|willing|responsible|present|active|signatory|eligible|capable)\b
        |(?:of|from)\s+(?!course\b|among\b)
        |in\s+(?:a\s+position\s+to|{_PLACE}(?:\w+ern\s+|\w+al\s+|[Gg]reat\w*\s+)?(?:[A-Z]|(?:sub-?)?region|area|conflict|hostilit|countr|field|question|disput|territor|zone))
        |outside\s+ |within\s+(?:the\s+)?[A-Z]
        |to\s+(?:[Tt]he|this|that|those|these|an?|armed)\s+\w
        |with\s+(?!a\s+view|the\s+(?:support|assistance|help|aim|participation|involvement|United|full|Secretary|parties|Govern|objective|purpose|understanding)
            |immediate|respect|regard|effect|its|their|due|full|each|one|his|all|other|support|assistance|as\b|urgency|[A-Z])
        |on\s+(?:both\s+sides|the\s+ground|either\s+side|its\s+borders?)
        |at\s+(?:all|both|the\s+(?:national|local|regional|highest))\s+levels?
        |under\s+(?:his|its|their|the)\s+(?:authority|control|command|influence|jurisdiction) )""",
    re.VERBOSE,
)
_ASIDE = alternation(
    """as_appropriate as_well as_soon as_a_matter as_necessary as_applicable as_required as_needed as_requested in_accordance
    in_cooperation in_co-operation in_coordination in_co-ordination in_consultation in_conjunction in_compliance in_line
    in_order in_particular in_this in_full in_close in_collaboration in_partnership in_addition in_light in_view in_support
    in_the_context in_keeping in_conformity in_response in_good_faith consistent_with pursuant_to including without_delay
    without_preconditions without_further until upon where_appropriate where_applicable subject_to by_all_means
    through_the_Secretary-General through_appropriate with_immediate_effect with_a_view within_their within_its once_again for_their
    for_this"""
)
_CUT = re.compile(
    rf"(?<!\band)(?<!\bor)(?<!established)(?<!created)(?<!adopted)(?<!appointed)\s+{_ASIDE}\b|;|:|\.(?=\s|$)"
)
_COMMA = re.compile(r"\s*(?:,|\((?!\d{4}\)))")  # "resolution 827 (1993)"
_COMMA_ASIDE = re.compile(
    rf"\s*\((?!\d{{4}}\))|,\s+(?:and\s+)?(?:{_ASIDE}|in|as|with|by|on|at|if|to|especially|particularly|such|when|where|through|under|within|consistent|acting|taking|notably|inter)\b"
)
_TRAILING = re.compile(r"(?:[\s,]+(?:above|below|therefore|also|further|[a-z]+ly|themselves|alike|not|then))+\s*$")
_CLOSED = re.compile(
    r"""\s+(?:(?:operating|present|active|based|involved|engaged|remaining|participating)\s+)?
        (?:in|of|from|within|outside|(?<=parties\s)to|(?<=signatories\s)to|(?<=contributors\s)to)\s+(?:the\s+)?(?:\d{1,2}\s+[A-Z]\w+\s+\d{4}\s+)?
        (?:[A-Z][\w’'-]*(?:\s+(?:(?:of|and)\s+(?:the\s+)?)?[A-Z][\w’'-]*)*(?:(?:\s+(?:political|peace))?\s+(?:process(?:es)?|regions?|[Aa]greements?|area|conflict|basin|peninsula)\b)?
            |(?:armed\s+)?conflicts?|(?:sub-?)?region|area|country|hostilities|talks|negotiations|civil\s+society)""",
    re.VERBOSE,
)


_PARTICIPLE = re.compile(r"\s+(?!including|following)\w{3,}ing\b")
_SUBJUNCTIVE = re.compile(
    r"\s+(?:(?:immediately|fully|promptly|also|strictly),?\s+)?"
    + alternation(
        """take ensure allow cease provide comply refrain cooperate respect facilitate lay disarm withdraw implement abide permit
        fulfil desist submit continue make participate renounce adhere resume suspend disband inform notify"""
    )
    + r"\b"
)


def skip_quantifiers(text: str, at: int) -> int:
    """Skip "all the", "both", "other" from a place on."""
    while match := QUANTIFIER.match(text, at):
        at = match.end()
    return at


def skip_each(text: str, at: int) -> int:
    """Skip the "any" of "any State that …", which is part of the name that a vocabulary has."""
    match = _EACH.match(text, at)
    return match.end() if match else at


def is_premodified(text: str, start: int, end: int) -> bool:
    """Whether nothing but adjectives stands between two places.

    >>> is_premodified("bilateral and multilateral partners", 0, 27), is_premodified("efforts of the partners", 0, 15)
    (True, False)
    """
    return _BEFORE.fullmatch(text, start, end) is not None


def match_people_of(text: str, at: int) -> tuple[int, bool] | None:
    """Where the actor begins in "personnel of UNMOT"; in "personnel in Mali" where the noun ends, for a place owns nobody.

    >>> match_people_of("the military personnel of UNMOT", 4), match_people_of("the personnel in Mali", 4)
    ((26, True), (13, False))
    """
    match = _PEOPLE_OF.match(text, at)
    return (match.end() - (match["place"] is not None), match["place"] is None) if match else None


def find_people_before(text: str, end: int) -> int:
    """Where "personnel of" begins before an actor, -1 where it does not stand.

    >>> find_people_before("the personnel of UNMOT", 17), find_people_before("the report of UNMOT", 14)
    (4, -1)
    """
    match = _PEOPLE_BEFORE.search(text, max(0, end - 40), end)
    return match.start() if match else -1


def match_people_behind(text: str, at: int) -> int:
    """Where "UNMOT military personnel" ends, seen from the end of the actor; -1 where another noun follows.

    >>> match_people_behind("UNMOT military personnel", 5), match_people_behind("UNMOT activities", 5)
    (24, -1)
    """
    match = _PEOPLE_BEHIND.match(text, at)
    return match.end() if match else -1


def match_whoever(text: str, at: int) -> Head | None:
    """The head of "all those who …", which no actor of a vocabulary bears.

    >>> match_whoever("all those who use violence", 0)
    Head(start=4, end=9, actors=(), rule='stated', described=True, noun='')
    """
    match = _WHOEVER.match(text, at)
    return Head(match.start("word"), match.end("word"), (), described=True) if match else None


def reach(text: str, at: int, end: int) -> int:
    """How far the description of a group goes on behind its noun, before a place where the phrase ends.

    >>> text = "States in a position to do so, in accordance with the law, to help"
    >>> text[: reach(text, 6, 59)]
    'States in a position to do so'
    >>> text = "Member States acting under paragraph 3 above to help"
    >>> text[: reach(text, 13, 45)]
    'Member States acting under paragraph 3'
    """
    match = _RESTRICTIVE.match(text, at, end)
    if not match:
        return at
    cuts = [
        _CUT.search(text, match.end(), end),
        (_COMMA_ASIDE if match["clause"] else _COMMA).search(text, match.end(), end),
    ]
    until = min((cut.start() for cut in cuts if cut), default=end)
    trailing = _TRAILING.search(text, match.end(), until)
    until = trailing.start() if trailing else until
    return at + len(text[at:until].rstrip(" ,"))


def reach_closed(text: str, at: int, end: int) -> int:
    """How far a description goes where nothing tells the end of the phrase: "armed groups in Mali lay down …".

    >>> text = "armed groups operating in Mali lay down their arms"
    >>> text[: reach_closed(text, 12, len(text))]
    'armed groups operating in Mali'
    >>> text = "States receiving such a notice take measures"
    >>> text[: reach_closed(text, 6, len(text))]
    'States receiving such a notice'
    """
    if match := _CLOSED.match(text, at, end):
        return match.end()
    if _PARTICIPLE.match(text, at, end) and (verb := _SUBJUNCTIVE.search(text, at, min(at + 120, len(text)))):
        return verb.start()
    return at
