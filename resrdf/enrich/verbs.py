"""Which actions does a clause take? Every verb phrase whose subject is the Council, coordinated and fronted ones too.

Rule: preambular paragraphs speak in participles and adjectives, operative ones in the present tense; after "and", a comma
or a semicolon the Council may act again ("notes …, and calls upon …"). An infinitive below such a verb ("decides to
extend") is no action of its own; a verb whose subject is somebody else is none of the Council's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from resrdf.annotations import Action
from resrdf.document import Clause, ClauseKind
from resrdf.enrich.openings import find_boundaries, mood_of, open_at, open_misread, skip_fronted
from resrdf.lexicon import find_force, verbs
from resrdf.words import has_word
from resrdf.wordtree import Opening

_FORMULA = re.compile(r"[“\"]?\s*(?:The\s+(?:Security\s+)?Council)\s*,?\s+")
_OTHER_SUBJECT = re.compile(r"\b(?:which|who|whom|whose)\b[^,;]*$")
# a relative clause whose verb the next one, a third person singular, cannot be joined to: "who wish to return and supports"
_OTHER_FORM = re.compile(
    r"\b(?:which|who)\s+(?:(?:are|were|have|had|would|could|may|might|can|will|shall|do|did)\b|(?:\w+ly\s+)?(?!(?:it|he|she|they|the|has|is|was|does)\b)[a-z]+(?<!s)\b)[^,;]*$"
)
_PERFECT = re.compile(r"\s+and\s+(?=[a-z]+(?:ed|en|ld|rd|ne)\b)")  # "having received and considered"
_A_PARTICIPLE = re.compile(r"\b[a-z]+ing\b")  # which a participle behind "and" may join
_SUBORDINATE = re.compile(r"\b(?:which|who|whom|whose|that|where|if|whether)\b[^;]*$")
_PASSIVE = re.compile(
    r"(?:\b(?:is|are)|(?<=^That )[^;]{1,120}?\bbe)\s+(?:hereby\s+|also\s+|further\s+)?(?P<verb>requested|called\s+upon|urged|invited|encouraged|authorized)\b"
)
_GO_ON = re.compile(r"(?:,[^;:]{1,300},)?\s+to\b")  # "requested, subject to …, to perform"
_PASSIVES = {
    "requested": "vocab/verb/request", "called upon": "vocab/verb/call-upon", "urged": "vocab/verb/urge",
    "invited": "vocab/verb/invite", "encouraged": "vocab/verb/encourage", "authorized": "vocab/verb/authorize",
}  # fmt: skip
_PASSIVE_WORDS = frozenset(verb.split()[0] for verb in _PASSIVES)
_NOUN_AFTER = re.compile(
    r"\s*(?:from|of|by|or|as|(?:and|in)\b(?!\s+(?:this|that|particular|the\s+(?:strongest|same)|encourages|welcomes|urges|supports))|[,;.)])(?!\s+in\s+this)"
)
_NOUNS = frozenset(
    ("requests", "demands", "appeals", "calls", "supports", "reports", "concerns", "notes", "plans", "recommends")
)
# forms that are mostly nouns; a verb only before an object of its own ("tasks the Secretary-General", not "mandate and tasks")
_MOSTLY_NOUNS = frozenset(
    """acts attempts awards bases changes charges commitments concerns delegates devices efforts ends forms grants guarantees
    issues limits links lists measures names needs notices offers orders permits places plans pledges points promises records
    releases remarks reports reviews roles seeks shares states stands steps supplies tasks threats trusts updates uses views visits
    witnesses""".split()
)
_OBJECT = re.compile(
    r"(?:\s+(?:further|also)(?=\s+that\b))?\s+(?:that|the|all|its|this|these|those|an?|any|each|such|both|upon|him|them|it)\b|\s+[A-Z]\w+\s+(?:to|of|as)\b"
)
_IN_REGARD = re.compile(r"\s+in\s+(?:this|that)\s+(?:regard|respect|context)\b")
# "calls in particular on", "calls, in this regard, for"
_CALL_ASIDE = re.compile(r",?\s+(?:in|once|as)\s+(?:\w+\s+){0,3}?\w+,?\s+(upon|on|for)\b")
_APPEAL_TO = re.compile(r"\s+(?:(?:once\s+)?again\s+|\w+ly\s+)?(?:to|for|upon|on|that)\b")
# acts of others than the Council; in the third person only what a relative clause goes on with: "which protects and respects"
_OF_OTHERS = frozenset(
    """allows constitutes contributes demonstrates enables enhances ensures facilitates fosters identifies implements includes increases participates
    prevents promotes protects publishes re-establishes reduces respects retains strengthens""".split()
)
_ENDS_IN_GERUND = re.compile(r"\b[a-z]+ing$")
_GERUND = re.compile(r"(?:and\s+)?(?!(?:including|ongoing|during|following|destabili[sz]ing)\b)([a-z]+ing)\b")
_MANNERS = frozenset(
    f"vocab/verb/{verb}"
    for verb in "bear-in-mind respect take-account take-into-account take-into-consideration".split()
)
_DEEDS = frozenset(("vocab/force/decision", "vocab/force/procedure"))
# deeds that the Council does by saying so
_SAID = frozenset(
    f"vocab/verb/{verb}"
    for verb in """accept act adopt agree approve be-informed be-seized decide declare direct endorse instruct invoke proclaim reject
        remain-seized renew resolve seek take-measures""".split()
)
# participles that nobody but the Council is the subject of, in these texts
_COUNCIL_ONLY = frozenset(
    """recalling reaffirming reiterating recognizing recognising stressing emphasizing emphasising underlining underscoring
    noting welcoming commending condemning deploring expressing acknowledging affirming determining urging calling
    taking bearing endorsing regretting highlighting reminding paying looking thanking inviting demanding declaring
    convinced mindful appreciating echoing re-emphasizing repudiating anticipating""".split()
)
# adjectives for what the Council feels or means, and how a clause opens with one
_FELT = frozenset(
    """alarmed appalled aware concerned conscious convinced determined dismayed distressed disturbed grieved indignant mindful
    outraged shocked""".split()
)
_FEELS = re.compile(rf"(?:\w+\s+){{0,2}}?(?:{'|'.join(sorted(_FELT))})\b", re.IGNORECASE)
_OF_WHAT = re.compile(r"\s+(?:also\s+)?(?:about|at|by|of|over|that|to)\b")
_OF_MANY_SUBJECTS = frozenset(
    "encouraging supporting considering continuing renewing sharing having drawing remaining".split()
)
_OBJECT_OF_PARTICIPLE = re.compile(
    r"\s+(?:the|to|at|over|by|its|their|his|this|these|such|all|any|also|in\s+this|to\s+be|that)\b|\s+[A-Z]"
)
_COUNCIL_ONLY_FINITE = frozenset(
    """requests urges calls reaffirms reiterates stresses emphasizes underlines underscores welcomes encourages invites
    decides demands recalls commends condemns deplores notes expresses affirms looks recognizes supports""".split()
)


def find_actions(clause: Clause) -> tuple[Action, ...]:
    """Return the actions of one clause in reading order.

    >>> clause = lambda text: Clause(Locator(("op", "1")), "operative", text)
    >>> from resrdf.document import Locator
    >>> [a.verb[11:] for a in find_actions(clause("Notes with appreciation the report, and calls upon them to act;"))]
    ['note', 'call-upon']
    >>> [a.verb[11:] for a in find_actions(clause("Decides to extend the mandate of UNMOT until 15 May 1998;"))]
    ['decide']
    """
    parts = clause.locator.parts
    return _find_actions(clause.text, clause.kind, parts[-2] in ("op", "pre"), parts[0] == "annex")


@lru_cache(maxsize=256)  # asked of each clause, and again of a paragraph for each of its items
def _find_actions(text: str, kind: ClauseKind, whole: bool, annexed: bool) -> tuple[Action, ...]:
    """The actions of a text; ``whole`` says that it is no item of a paragraph, ``annexed`` that it may well take none."""
    head = _FORMULA.match(text)
    start = head.end() if head else 0
    first = open_at(text, start)
    if first is None and (fronted := skip_fronted(text, start)) > start:
        start = fronted
        first = open_at(text, start)
    if first is None and whole and not annexed:
        first = open_misread(text, start)
    mood = mood_of(first.surface) if first else None
    found: list[Action] = []
    if first is not None and (whole or _is_said(first, start)):
        found.append(_action(text, first))
    if kind == "operative" and (first is None or mood == "participle"):
        mood = "finite"
    elif kind == "preambular":
        mood = "participle"
    if not found and not whole:
        mood = None  # an item says what others shall do; the Council speaks again only behind a clear boundary
    if found and (second := _second_perfect(text, found[0])):
        found.append(second)
    found += _coordinated(text, found[-1].end if found else start, mood)
    if kind == "operative" and has_word(text, _PASSIVE_WORDS):
        found += _passives(text)
    if len(found) < 2:
        return tuple(found)
    once = {
        action.start: action for action in found
    }  # "swiftly and fully, requests" has two boundaries before one verb
    return tuple(once[start] for start in sorted(once))


def _second_perfect(text: str, first: Action) -> Action | None:
    """The second of two acts that share "having": "having received and considered"."""
    match = _PERFECT.match(text, first.end) if text[first.start : first.start + 6].lower() == "having" else None
    opening = verbs().find_opening("having " + text[match.end() : match.end() + 60]) if match else None
    if match is None or opening is None or opening.start:
        return None
    return Action(match.end(), match.end() + opening.end - 7, opening.verb, find_force(opening.verb))


def _passives(text: str) -> Iterator[Action]:
    """What the text says that others are asked to do: "Member States are called upon to …", "That he be requested to …"."""
    for match in _PASSIVE.finditer(text):
        if _GO_ON.match(text, match.end()):
            verb = _PASSIVES[" ".join(match["verb"].split())]
            yield Action(match.start("verb"), match.end("verb"), verb, "vocab/force/request")


def _coordinated(text: str, at: int, mood: str | None) -> Iterator[Action]:
    """The actions after the first: each opens behind a boundary, in the mood of the clause."""
    for boundary in find_boundaries(text, at):
        begin = boundary.end()
        if not text[begin].islower() and not boundary["strong"]:
            continue
        opening = open_at(text, begin)
        if opening and _is_coordinate(text, boundary, opening, mood, adjacent=begin - at < 12):
            yield _action(text, opening)


def _is_coordinate(text: str, boundary: re.Match[str], opening: Opening, mood: str | None, *, adjacent: bool) -> bool:
    before, after = text[: boundary.start()], text[opening.end :]
    word = opening.surface.split()[0].lower().replace("\u2011", "-").rstrip(",")
    if mood_of(opening.surface) == "finite":
        if not text[boundary.end()].islower() and "as well as" in boundary[0]:
            return False
        return _is_finite_coordinate(before, after, boundary, opening, word, mood)
    if mood is None or _is_in_passing(opening, boundary, mood):
        return False
    if word == "having" and not boundary["strong"] and find_force(opening.verb) == "vocab/force/decision":
        return False  # "that the Government, having resumed its duties, …"
    if word in _OF_MANY_SUBJECTS:
        return mood == "participle" and _is_councils(before, after, boundary, word, adjacent=adjacent)
    if mood == "participle" and (boundary["strong"] or (adjacent and boundary["bare"])):
        return True
    if mood == "participle" and ((boundary["comma"] and word in _COUNCIL_ONLY) or _is_felt(before, after, opening)):
        return True
    if word not in _COUNCIL_ONLY:
        return False
    relative = _OTHER_SUBJECT.search(before)
    joined = mood == "participle" or boundary["strong"] is not None
    return relative is None or (joined and not _A_PARTICIPLE.search(relative[0]))


def _is_felt(before: str, after: str, opening: Opening) -> bool:
    """Whether an adjective is a further act: "grieved at … and concerned about", "and deeply concerned at"."""
    felt = opening.surface in _FELT and _OF_WHAT.match(after) is not None
    return felt and (bool(opening.qualifiers) or _FEELS.match(before) is not None)


def _is_in_passing(opening: Opening, boundary: re.Match[str], mood: str) -> bool:
    """Whether a participle behind another verb tells how something is done, or what others do, and is no further act."""
    if opening.verb in _MANNERS:  # "…, taking into account the views of the parties"
        return mood != "participle" or "and" not in (boundary["strong"] or "")
    if find_force(opening.verb) not in _DEEDS or opening.surface[:6].lower() == "having":
        return False  # what is felt, found, recalled or asked has nobody but the Council for its subject
    return opening.verb not in _SAID  # "while ensuring continuity", "and promoting respect"


def _is_finite_coordinate(
    before: str, after: str, boundary: re.Match[str], opening: Opening, word: str, mood: str | None
) -> bool:
    """Whether a verb in the third person behind a boundary has the Council for its subject."""
    # "and further requests", "and, in this context, encourages": the Council goes on
    again = bool(opening.qualifiers or boundary["fronted"]) and not boundary["comma"]
    again = again or _IN_REGARD.match(after) is not None
    if word in _OF_OTHERS or (word in _MOSTLY_NOUNS and not _OBJECT.match(after)):
        return False
    if word in _NOUNS and not again and _NOUN_AFTER.match(after):
        return False
    if word == "appeals" and not _APPEAL_TO.match(after):
        return False
    if mood != "finite":
        alone = word in _COUNCIL_ONLY_FINITE and (word not in _NOUNS or _OBJECT.match(after) is not None)
        return alone and bool(boundary["strong"] or again or not _SUBORDINATE.search(before))
    if boundary["bare"] and _OTHER_SUBJECT.search(before):
        return again or (word in _COUNCIL_ONLY_FINITE and _OTHER_FORM.search(before) is not None)
    return True


def _is_councils(before: str, after: str, boundary: re.Match[str], word: str, *, adjacent: bool) -> bool:
    """Whether a participle that others may be the subject of is the Council's: it has an object of its own and joins no list of gerunds."""
    if boundary["strong"] or (adjacent and boundary["bare"]):
        return True
    last = re.split(r"[,;]\s+", before)[-1]
    joined = _ENDS_IN_GERUND.search(last)
    if boundary["bare"] and joined and joined[0] not in _COUNCIL_ONLY:
        return False  # "promoting and encouraging respect"
    gerund = _GERUND.match(last)
    if gerund and gerund[1] not in _COUNCIL_ONLY and gerund[1] != "encouraging":
        return False
    return word == "encouraging" or _OBJECT_OF_PARTICIPLE.match(after) is not None


def _is_said(opening: Opening, start: int) -> bool:
    """Whether an item opens in the Council's own voice ("(a) Reiterates …"), not with what others shall do."""
    return mood_of(opening.surface) == "finite" and opening.start - start <= 12


def _action(text: str, opening: Opening) -> Action:
    verb, end = opening.verb, opening.end
    if verb == "vocab/verb/call" and (particle := _CALL_ASIDE.match(text, end)):
        verb, end = ("vocab/verb/call-for" if particle[1] == "for" else "vocab/verb/call-upon"), particle.end()
    qualifier = " ".join(opening.qualifiers) or None
    return Action(opening.start, end, verb, find_force(verb), qualifier)
