"""Which bodies does a document found? One that no vocabulary knows is named by its kind and the resolution that founds it.

Rule: an operative clause in which the Council establishes, appoints or sends a body, or has the Secretary-General, its
President or a committee do so. It is the body of that kind which the vocabularies name after the resolution; else it is new:
"Commission of Inquiry established by paragraph 3 of resolution 496 (1981)", with the path body/commission-of-inquiry-496.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from resrdf.annotations import Body
from resrdf.document import Clause, Document, Locator, walk
from resrdf.enrich.literals import has_any
from resrdf.enrich.verbs import find_actions
from resrdf.lexicon import actor_labels, weak_actor_names
from resrdf.symbol import slug
from resrdf.words import has_word, places_of

# the verbs by which the Council itself settles a mandate, and those by which it has others do so
DECIDES: Final = frozenset(
    f"vocab/verb/{v}"
    for v in """decide authorize approve agree extend renew prolong establish re-establish set-up create constitute appoint
        expand increase enlarge reduce terminate dissolve discontinue withdraw maintain mandate endorse adopt resolve empower
        modify adjust revise transfer define dispatch designate continue entrust confirm recommend""".split()
)
REQUESTS: Final = frozenset(
    f"vocab/verb/{v}" for v in "request call-upon direct instruct ask invite task order charge".split()
)


class Founding(NamedTuple):
    """The words that found a body, which has names of its own where no vocabulary knows it.

    ``titles`` are what the document calls it from here on.
    """

    start: int
    end: int
    kind: str
    body: Body
    titles: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Whether the body is named by its founding alone."""
        return bool(self.body.names)


_SYMBOL: Final = re.compile(r"S/RES/(?P<number>\d+)\((?P<year>\d{4})\)")
_STEMS: Final = (
    "stablish", "et up ", "ets up ", "reate", "ppoint", "onstitute", " form ", "esignat", "ispatch", " send",  
    "uthorize", "uthorise", "reation", "eploy",
)  # fmt: skip
_FOUNDS: Final = re.compile(
    r"""(?P<again>re-?)?(?P<verb>establish(?:es|ment)?|sets?\s+up|creates?|creation|appoint(?:s|ment)?|constitutes?|form|designates?
            |dispatch(?:es)?|deploy(?:ment)?|sends?|authori[sz]es?(?=\s+an?\s))\b # "to establish", "the dispatch of"
        (?P<aside>(?:[^.;:()“]|\((?:19|20)\d\d\)){0,220}?)                            # ", in consultation with the Committee, for six months,"
        \b(?:an?|one)\s+                                          # a new one, not "the"
        (?P<lead>(?:(?!(?:of|for|in|to|with|by|on|from|the|its)\b)[\w’'“-]+\s+){0,8}?)  # "small", "ad hoc", "United Nations"
        (?P<noun>committee(?!\s+of\s+experts)|sub-?committee|commission(?:\s+of\s+(?:inquiry|investigation|experts))?|(?:panel|committee)\s+of\s+experts
            |groups?\s+of\s+(?:(?:up\s+to|(?:no|not)\s+more\s+than)\s+)?(?:\w+\s+)?(?:experts|observers)|expert\s+group|group|panel|mechanism|tribunal
            |presence|team(?:\s+of\s+(?:[A-Z]\w+\s+)*(?:\w+\s+)?observers)?|mission|force|operation|representative|envoy|mediator|co-?ordinator|rapporteur)\b
        (?!\s+(?:members?|meetings?|statements?|commander|headquarters|levels?|concept|plan)\b)
        (?P<name>\s*\((?:the\s+|herein\w*,?\s+)*["“]?(?:the\s+)?(?P<short>(?:Panel|Group)\s+of\s+Experts|Commission|Team))?""",
    re.VERBOSE | re.IGNORECASE,
)
_VERBS: Final = frozenset(
    """re reestablish reestablishes reestablishment recreate recreates recreation reconstitute reconstitutes reappoint reappoints
    reappointment redeploy redeployment establish establishes establishment set sets create creates creation appoint appoints
    appointment constitute constitutes form designate designates dispatch dispatches deploy deployment send sends authorize
    authorizes authorise authorises""".split()
)
_NOUNS: Final = frozenset(
    """committee subcommittee commission panel experts observers group mechanism tribunal team mission force operation presence representative envoy
    mediator coordinator ordinator rapporteur groups""".split()
)
_ASIDE: Final = re.compile(
    r"\b(?:to\s+(?!(?:be|its|the|that|this|him)\b)[a-z]+|which|who|that|an?\s+(?:fund|report|list))\b"
)
_ARRANGED: Final = re.compile(
    r"\bfrom\s+the\s+date\s+that\b|\band\s+to\s+make\s+the\s+necessary\b[^,;]*arrangements\b[^,;]*"
)
_BLOCKED: Final = re.compile(
    r"""\b(?:which|who|whether|consider|intention|ability|possib\w+|propos\w+|if|would|could|efforts|how|shall|should|decision|invitation|recommend\w*|to\s+(?!(?:that|this|the|its|it|him|in|by|authori[sz]e)\b)[a-z]+)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHERS: Final = re.compile(r"\b(?:governments?|parties|authorities)\b", re.IGNORECASE)
_BIDDEN: Final = re.compile(
    r"\b(?:Secretary-General|President|Committee|Council|Chairman|Commission|him)\b", re.IGNORECASE
)
_KINDRED: Final = frozenset(
    """ad hoc special international independent civil security expert working monitoring fact-finding assessment advance informal high-level personal
    technical""".split()
)
_FAMILIES: Final = (
    frozenset(("experts", "panel", "group", "mechanism", "team")),
    frozenset(
        ("mission", "force", "operation", "office", "group", "authority", "administration", "presence", "observers")
    ),
)
# what is too common to be known by its kind alone, and what is known by the vocabularies or not at all
_VAGUE: Final = frozenset(("group", "mechanism", "team", "representative", "coordinator", "co-ordinator", "mediator"))
_NEVER_NEW: Final = frozenset(("force", "operation", "presence"))
_EXPERTS: Final = re.compile(r"\b(?:Panel|Group)\s+of\s+Experts\b")
_ROLES: Final = frozenset(("representative", "envoy", "mediator", "coordinator", "co-ordinator", "rapporteur"))
_SENT_TO: Final = re.compile(
    r"(?:\s+of\s+the\s+Secretary-General)?\s+(?:for|to|in)\s+(?:the\s+)?[A-Z][\w’'-]+(?:\s+(?:(?:of\s+)?(?:the\s+)?[A-Z][\w’'-]+))*"
)
_LABEL: Final = re.compile(
    r"""(?:Security\ Council\ )?(?P<kind>[^,()]+?)\ (?:established|created|appointed|designated|authorized)
        \ (?:by|pursuant\ to|under|in\ pursuance\ of)\ (?:paragraph\ [\w\ ()]+?\ of\ )?resolution\ (?P<number>\d+)\ \(\d{4}\)""",
    re.VERBOSE,
)
_AUTHORIZED: Final = re.compile(
    r"force authorized by paragraph (?P<paragraph>\d+) of resolution (?P<number>\d+) \(\d{4}\)"
)


def find_founded(document: Document) -> dict[Locator, tuple[Founding, ...]]:
    """Return the bodies that a resolution founds, by the clauses that found them.

    >>> from resrdf.document import Source
    >>> from resrdf.symbol import Symbol
    >>> text = "Decides to send a commission of inquiry composed of three members of the Council;"
    >>> clause = Clause(Locator(("op", "3")), "operative", text)
    >>> source = Source("x.txt", "0", "text/plain")
    >>> document = Document("resolution", Symbol.resolution(498, 1981), "en", source, operative=(clause,))
    >>> [(f.body.path, f.body.names[0]) for (f,) in find_founded(document).values()]
    [('body/commission-of-inquiry-498', 'Commission of Inquiry established by paragraph 3 of resolution 498 (1981)')]
    """
    symbol = _SYMBOL.match(document.symbol.canonical)
    if document.kind != "resolution" or symbol is None:
        return {}
    number, year = int(symbol["number"]), int(symbol["year"])
    found: dict[Locator, tuple[Founding, ...]] = {}
    known: set[str] = set()
    clauses = {clause.locator: clause for clause in walk(document.operative)}
    for clause in clauses.values():
        here = []
        for founding in _in_clause(clause, clauses, number, year):
            path = founding.body.path
            if path in known and founding.is_new:  # a second group of experts is known by its paragraph too
                path = f"{path}-{'-'.join(_paragraph(clause))}"
                founding = founding._replace(body=founding.body._replace(path=path), titles=())
            if path not in known:
                known.add(path)
                here.append(founding)
        if here:
            found[clause.locator] = tuple(here)
    return found


def _paragraph(clause: Clause) -> tuple[str, ...]:
    """The number of a paragraph and the letters of an item in it."""
    parts = clause.locator.parts
    return parts[parts.index("op") + 1 :] if "op" in parts else parts


def _in_clause(clause: Clause, clauses: Mapping[Locator, Clause], number: int, year: int) -> Iterator[Founding]:
    text, past = clause.text, 0
    if not has_word(text, _NOUNS) or not has_any(text, _STEMS):
        return
    above = clauses.get(clause.locator.parent)
    for at in places_of(text, _VERBS):
        match = _FOUNDS.match(text, at) if at >= past else None
        if match is None or _ASIDE.search(_ARRANGED.sub("", match["aside"])) or not _is_bidden(clause, above, match):
            continue
        past = match.end()
        kind = _kind(match)
        if actor := _known_as(kind, str(number), sent=match["verb"].startswith(("send", "dispatch"))):
            yield Founding(
                match.start(), match.end("noun"), kind, Body(actor, ()), _titles(kind, match, actor, str(number))
            )
        elif not match["again"] and _may_be_new(kind, match):
            new = Body(f"body/{slug(kind)}-{number}", _names(kind, match, clause, number, year))
            yield Founding(match.start(), match.end("noun"), kind, new, _titles(kind, match, new.path, str(number)))


def _is_bidden(clause: Clause, above: Clause | None, match: re.Match[str]) -> bool:
    """Whether the Council itself acts, or has its officers act: not Governments, not what may come to be."""
    text, at = clause.text, match.start()
    acts = [a for a in find_actions(clause) if a.start <= match.end("verb")]
    if not acts and above is not None and at < 4:
        acts = list(find_actions(above))
        before = above.text[acts[-1].end :] + " to " if acts else ""
    elif acts:
        before = text[acts[-1].end : at]
    if not acts or acts[-1].verb not in DECIDES | REQUESTS:
        return False
    if acts and acts[-1].start <= at < acts[-1].end:
        return len(match["aside"]) < 60
    asked = acts[-1].verb in REQUESTS
    if _BLOCKED.search(before) or (asked and _OTHERS.search(before)) or len(before) > 260:
        return False
    if match["verb"].endswith(("ment", "ion")) or re.search(r"\bthe\s+(?:\w+\s+)?$", before):
        return acts[-1].verb in DECIDES and len(before) < 60 and match["aside"].rstrip().endswith("of")
    return (not asked or bool(_BIDDEN.search(before))) and bool(
        re.search(r"\bto\s+(?:\w+ly\s+)?$|\bthat\s+the\s+(?:\w+\s+){0,2}Secretary-General\s+(?:\w+\s+)?$", before)
    )


def _kind(match: re.Match[str]) -> str:
    """The kind of a body, in small letters: "panel of experts" also of "a group of up to five experts (“Panel of Experts”)"."""
    noun = " ".join((match["short"] or match["noun"]).casefold().split())
    noun = re.sub(r"^(group|team)s? of .*?(experts|observers)$", r"\1 of \2", noun)
    noun = {"expert group": "group of experts", "subcommittee": "sub-committee"}.get(noun, noun)
    lead = [word for word in match["lead"].casefold().split() if word in _KINDRED]
    if lead[-1:] == ["expert"] and noun in ("group", "panel"):
        lead, noun = lead[:-1], f"{noun} of experts"
    return " ".join([*lead, noun])


def _known_as(kind: str, number: str, *, sent: bool) -> str | None:
    """The body of this kind which the vocabularies name after a resolution, or its only one that is much the same."""
    named = _known().get(number, {})
    if actor := named.get(kind) or named.get(kind.partition(" ")[2]):
        return actor
    *lead, last = kind.split()
    if sent or (last == "mission" and lead):  # to look and to report
        return None
    family = next((f for f in _FAMILIES if last in f), frozenset((last,)))
    near = {actor for name, actor in named.items() if name.split()[-1] in family}
    return near.pop() if len(near) == 1 else None


def _titles(kind: str, match: re.Match[str], actor: str, number: str) -> tuple[str, ...]:
    """What the document calls a body from here on: "commission of inquiry", "commission"; "multinational force", "force"."""
    noun = kind.split()[-1]
    if actor.startswith("mission/"):
        full = " ".join((match["lead"] + match["noun"]).casefold().split())
        return (full, kind, *(name for name, known in _known()[number].items() if known == actor))
    if noun in _ROLES | {"mission"}:
        return ()
    short = next((word for word in ("committee", "commission", "tribunal", "panel") if word in kind.split()), kind)
    return tuple(title.replace("-", " ") for title in (kind, short))


def _may_be_new(kind: str, match: re.Match[str]) -> bool:
    """Whether the kind is plain enough to name a new body by; "a group of eight experts" may enlarge "the Panel of Experts"."""
    *lead, noun = kind.split()
    if noun in _NEVER_NEW or (noun in _VAGUE and not lead) or "assessment" in lead:  # the Secretariat's own visits
        return False
    if noun == "experts":
        return not _EXPERTS.search(match.string.replace(match[0], ""))
    return noun != "mission" or bool(lead)


def _names(kind: str, match: re.Match[str], clause: Clause, number: int, year: int) -> tuple[str, ...]:
    """How a new body may be called, the fullest name first."""
    first, *items = _paragraph(clause)
    paragraph = f"paragraph {first} " + "".join(f"({item}) " for item in items)
    title = " ".join(w if w == "of" else w.title() for w in kind.split())
    founded = [
        f"{title} established {by} {where}resolution {number} ({year})"
        for where in (f"{paragraph}of ", "")
        for by in ("by", "pursuant to")
    ]
    sent = _SENT_TO.match(clause.text, match.end("noun")) if kind.split()[-1] in _ROLES else None
    return (*((title + sent[0],) if sent else ()), *founded)


def authorized_by(paragraph: str, number: str) -> str | None:
    """The force that the vocabularies name after one paragraph of a resolution.

    >>> authorized_by("11", "2183")
    'mission/nato-hq-sarajevo'
    """
    return _authorized().get((paragraph, number))


@lru_cache(maxsize=1)
def _authorized() -> Mapping[tuple[str, str], str]:
    labels = ((_AUTHORIZED.fullmatch(name), actor) for name, actor in weak_actor_names())
    return {(match["paragraph"], match["number"]): actor for match, actor in labels if match}


@lru_cache(maxsize=1)
def _known() -> Mapping[str, Mapping[str, str]]:
    """The bodies that the vocabularies name after the resolutions that founded them, by number and kind."""
    known: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for name, actor in actor_labels():
        if match := _LABEL.fullmatch(name):
            known[match["number"]].setdefault(match["kind"].casefold(), actor)
    return dict(known)
