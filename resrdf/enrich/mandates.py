"""What does a clause do to a mandate? Establish, extend, expand, define, empower, reduce, modify, transfer, terminate.

Rule: only an operative clause in which the Council itself decides, authorizes, approves or requests changes a mandate; what it
welcomes, recalls or intends does not. The thing done must be done to a body ("extend the mandate of UNMOT", not "extend
the measures"). An end is stated, or computed from the adoption where a body is founded for a length of time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final, NamedTuple

from resrdf.annotations import Action, MandateChange, MandateTask, Rule
from resrdf.document import Clause
from resrdf.enrich.dates import Time, add, find_times
from resrdf.enrich.holders import Held, Holders, is_holder
from resrdf.enrich.verbs import find_actions
from resrdf.lexicon import Lexicon, _labels

_DECIDES: Final = frozenset(
    f"vocab/verb/{v}"
    for v in """decide authorize approve agree extend renew prolong establish re-establish set-up create constitute appoint
        expand increase enlarge reduce terminate dissolve discontinue withdraw maintain mandate endorse adopt resolve empower
        modify adjust revise transfer define dispatch designate continue entrust confirm""".split()
)
_REQUESTS: Final = frozenset(
    f"vocab/verb/{v}" for v in "request call-upon direct instruct ask invite task order charge".split()
)
_ENDORSES: Final = frozenset(f"vocab/verb/{v}" for v in "endorse approve agree adopt confirm".split())

_QUICK = re.compile(
    r"""extend|renew|prolong|continu|maint|establish|re-establish|set\s*up|creat|constitut|appoint|designat|dispatch|deploy|send
        |expan|increas|enlarg|strength|reinforc|reduc|decreas|downsiz|draw|withdraw|terminat|dissolv|liquidat|disband|clos
        |expire|transfer|mandate|task|authori[sz]|all\s+(?:necessary|appropriate)|modif|adjust|restructur|reconfigur|consist|compris|subsum
        |shall|will|station""",
    re.VERBOSE | re.IGNORECASE,
)
_TRIGGER = re.compile(
    r"""\b(?:
        (?P<extend> (?:extend|renew|prolong)(?:s|ed|ing)?(?!\s+(?:its|their)\s+(?:appreciation|condolences|sympathy|cooperation))
                  | (?:extension|renewal|prolongation|continuation)(?=\s+(?:of|for|until|in)\b) )
      | (?P<keep>   maintain(?:s|ed)? | continues?\b | remain | maintenance(?=\s+of\b) )
      | (?P<establish> (?:re-?)?(?:establish(?:es|ed)?|constitute[sd]?) | sets?\s+up | creates? | appoints? | designates? | dispatch(?:es)?
                  | (?:re)?deploy(?:s|ed)? | send | (?:re-?)?establishment | deployment | creation | appointment )
      | (?P<expand> (?:expand|increas|enlarg|augment|broaden|strengthen|reinforc|widen)(?:e|s|es|ed)? | expansions? | increase | enlargements? | reinforcements? | strengthening | rais(?:e|es|ing) )
      | (?P<reduce> (?:reduc|decreas|downsiz)(?:e|es|ed|ing)? | draw(?:ing)?[-\s]?down | drawdown | reduction | downsizing | lower )
      | (?P<terminate> terminat(?:e|es|ed|ion) | dissol(?:ve|ves|ved|ution) | liquidat(?:e|ion) | disband | withdraw(?:n|s|al)? | close[sd]? | closure | discontinue
                  | expires? | conclude | end | cease )
      | (?P<transfer> transfer(?:s|red)? | subsume[sd]? )
      | (?P<modify> (?:adjust|modif|revis|restructur|reconfigur|realign|reorient)(?:y|ies|ied|e|es|ed|s)? | restructuring | reconfiguration | adjustment )
      | (?P<empower> (?:use|take)\s+all\s+(?:the\s+)?(?:means|measures|(?:necessary|appropriate|required|requisite)\s+(?:\w+\s+){0,2}?(?:means|measures|steps|force|actions?)) | take\s+the\s+necessary\s+(?:measures|action)|use\s+of\s+force )
      | (?P<define> mandates? (?=\s+(?:[A-Z]|the\s+[A-Z])) | mandate | tasks | functions | objectives | priorities )
      )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# what is extended: the first of these words says whether it is a mandate at all
_HEAD = re.compile(
    r"""\b(?: (?P<good>mandates?|authori[sz]ations?|stationing|deployment|presence|terms?\s+of\s+(?:deployment|reference)|tenure|duration|life|tasks)
            | (?P<bad>measures?|provisions|sanctions|embargo|exemptions?|requirements?|procedures?|arrangements?|deadline|time-?limits?
                |terms?\s+of\s+office|programme|co-?operation|assistance|support|invitation|appreciation|call|request|help|hand|condolences
                |decisions?|moratorium|ban|prohibitions?|state|(?<!its\ )authority|rule|efforts?|protection|access|ceasefire|cease-fire|truce|services?
                |jurisdiction|competence|commitment|participation|appeal) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TIMELY = re.compile(
    r"""(?: [\s,()] | \b(?:for|until|to|by|through|a|an|the|its|further|additional|another|final|initial|interim|last|new|time|once|more|again|period|periods|of
          |on|from|with|effect|starting|ending|expiring|beginning|date|adoption|this|resolution|that|is|up|day|days|weeks?|months?|years?|beyond|and|existing
          |current|present|temporary|temporarily|immediately|specified|in|paragraph|above|same|as|appropriate|\d+|[a-z]+-month|whole|entire
          |January|February|March|April|May|June|July|August|September|October|November|December
          |one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirteen|fifteen|eighteen|twenty|thirty|forty-five|sixty|ninety|under\s+its\s+authority)\b )*""",
    re.VERBOSE | re.IGNORECASE,
)
_POSSESSED = re.compile(r"(?:\s*\([^)]*\))?[’']s?\s+(?:[\w-]+\s+){0,4}$")
_OF = re.compile(
    r"(?:\bof\s+[^;,]{0,80}?\b(?:[Mm]ission|[Ff]orce|[Oo]peration|[Oo]ffice)\b[^;,]{0,40},\s+|\b(?:of|for|to)\s+(?:the\s+|a\s+|both\s+|its\s+)?(?:(?!that\b|which\b)[\w’'-]+\s+){0,4}\(?)$"
)
_DIRECT = re.compile(
    r"(?:\bto|\band|,|\bshall|\bwill|\bshould|\bbe|\bis|\bare)\s+(?:\w+ly\s+|also\s+|further\s+|hereby\s+|then\s+)?(?:be\s+)?$",
    re.I,
)
_ITS = re.compile(r"\b(?:its|their|the(?:\s+(?:current|present|existing|said))?|present|current|this)\s+$")
_JOINED = re.compile(
    r"(?:\s*\([^)]*\))?\s*(?:,|,?\s*and|as\s+well\s+as)\s+(?:of\s+|to\s+)?(?:the\s+)?(?:mandates?\s+of\s+(?:the\s+)?)?$"
)
_AUTHORIZATION_OF = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:of|to|for|given\s+to|granted\s+to|provided\s+to|(?:that\s+)?the\s+Security\s+Council\s+(?:gave|provided|granted)\s+to)\s+(?:the\s+)?(?:Member\s+States\s+(?:of|participating\s+in|acting\s+through)\s+(?:the\s+)?)?$",
    re.I,
)
_INFINITIVE = re.compile(r"\bto\s+(?!the\b|its\b|it\b|[A-Z\d])[a-z]+\b")
_SUBJECT_MANDATE_IS = re.compile(
    r"""[^.;:]{0,120}?\b(?:shall|will|should|is\s+to|consists?|includes?)\s+(?:\w+,?\s+){0,3}?
        (?:be\b|include|consist|comprise|cover|focus|of\b|as\b|:)""",
    re.VERBOSE,
)
_MANDATE_BE = re.compile(
    r"""[^.;:]{0,120}?\bbe\s+(?:further\s+|hereby\s+)?
        (?:extended|renewed|reviewed|terminated|prolonged|kept|subject|under)""",
    re.VERBOSE,
)
_SHALL_PERFORM = re.compile(
    r"""(?:\s*\([^)]*\))?,?[^;]{0,160}?\b(?:shall|will|should)\s+(?:[\w-]+,?\s+){0,4}?
        (?:have|undertake|perform|carry\s+out|pursue|implement|focus|execute|fulfil|be\s+given|continue)\b""",
    re.VERBOSE,
)
_SHALL = re.compile(r"(?:\s*\([^)]*\))?(?:,[^;]{0,120},)?\s+(?:shall|should|will)\s+")
_WITH_A_VIEW = re.compile(r"\b(?:with\s+a\s+view\s+to|for\s+the\s+purpose\s+of)\s+$")
_FORCE_HEAD = re.compile(
    r"\b(?:size|strength|ceilings?|levels?|number|numbers|troops?|personnel|force|forces|military|police|observers|component|contingents?|mandate|deployment|presence|battalions?|capacity|area|operations?|tasks|experts|members)\b",
    re.I,
)
_FURTHER = re.compile(r"\b(?:further|additional|another)\s+(?:[\w-]+\s+)?(?:period|term|time)\b", re.I)
_ADDED = re.compile(r"\b(?:additional|components?|units?|contingents?|battalions?)\b")
_TO_ENABLE = re.compile(
    r"\b(?:in\s+order\s+to\s+enable|so\s+as\s+to\s+(?:enable|include)|to\s+(?:include|cover|enable|encompass))\b"
)
_ASIDE = re.compile(
    r"\s*(?:in|for|as|under|within|until|on|by|with|pursuant|at|immediately|when|starting|beginning|from|thirteen|acting|effective|without|subject|through|if|upon|consistent)\b|\s*$"
)
_APPOSED = re.compile(
    r"\s*(?:an?|the)\s+[^,]*\b(?:[Mm]ission|[Ff]orce|[Oo]ffice|[Oo]peration|[Gg]roup|[Mm]echanism)\s*$"
)
_NP_STOP = re.compile(
    r"\b(?:with|to|for|between|in\s+(?:accordance|consultation|coordination|order)|by|which|who|through|as|within|under\s+the)\b"
)
_NOUN = re.compile(
    r"\b(?:[Ss]ub-?)?(?:[Cc]ommittee|[Pp]anel\s+of\s+[Ee]xperts|[Gg]roup\s+of\s+[Ee]xperts|[Mm]onitoring\s+[Gg]roup|[Mm]onitoring\s+[Mm]echanism|[Cc]ommission(?:\s+of\s+\w+)?|[Pp]anel|[Mm]onitoring\s+[Tt]eam|[Tt]ribunal|[Ww]orking\s+[Gg]roup|[Mm]echanism|[Gg]roup\s+of\s+up\s+to\s+\w+\s+experts|[Oo]ffice\s+of\s+the\s+Ombudsperson|[Ff]ocal\s+[Pp]oint|[Tt]eam|[Ss]pecial\s+[Rr]epresentative|[Mm]ediator|[Rr]epresentative)\b"
)
_CEILING = re.compile(
    r"""\b(?:up\s+to(?:\s+a\s+(?:maximum|total|ceiling)\s+of)?|ceilings?\s+(?:of|at)|(?:a\s+)?maximum\s+of|levels?\s+(?:of|at)|strength\s+of|comprise|consist\s+of|total\s+of|to|of|at|comprising|includ(?:e|ing))\s+
        (?P<count>\d{1,3}(?:[,\s]\d{3})+|\d{2,5})\s+
        (?:(?:additional|total|uniformed|authorized|civilian|unarmed|United\s+Nations|international|military|armed)\s+){0,3}
        (?:military|troops?|uniformed|personnel|observers|soldiers|police|peacekeepers|all\s+ranks|infantry|officers|liaison)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_MANDATE_IS = re.compile(
    r"""[^.;:]{0,120}?\b(?:shall|will|should|is\s+to|consists?|includes?)\s+(?:\w+,?\s+){0,3}?
        (?:be\b|include|consist|comprise|cover|focus|of\b|as\b|:)""",
    re.VERBOSE,
)
_MANDATE_BE = re.compile(
    r"""[^.;:]{0,120}?\bbe\s+(?:further\s+|hereby\s+)?
        (?:extended|renewed|reviewed|terminated|prolonged|kept|subject|under)""",
    re.VERBOSE,
)
_SHALL_PERFORM = re.compile(
    r"""(?:\s*\([^)]*\))?,?[^;]{0,160}?\b(?:shall|will|should)\s+(?:[\w-]+,?\s+){0,4}?
        (?:have|undertake|perform|carry\s+out|pursue|implement|focus|execute|fulfil|be\s+given|continue)\b""",
    re.VERBOSE,
)
_SHALL = re.compile(r"\b(?:shall|will|should|is\s+to|are\s+to)\b", re.I)
_FOLLOWING = re.compile(
    r"\b(?:following|mandated?\s+to|mandate\s+to|responsib(?:le|ilit\w+)|tasks?\b|functions|objectives)", re.I
)


class _Segment(NamedTuple):
    """A stretch of a clause that one verb of the Council governs."""

    verb: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Change:
    """A change found, with the place of its trigger, before its times are read."""

    at: int
    end: int
    kind: str
    held: Held
    segment: _Segment
    within: bool = False


def find_mandate_changes(
    clause: Clause, holders: Holders, actions: Sequence[Action] | None = None
) -> Iterator[MandateChange]:
    """Yield what one operative clause does to mandates, in reading order.

    >>> from resrdf.document import Document, Locator, Source
    >>> from resrdf.enrich.holders import read_holders
    >>> from resrdf.symbol import Symbol
    >>> clause = Clause(Locator(("op", "5")), "operative", "Decides to extend the mandate of UNMOT until 15 May 1998;")
    >>> source = Source("x.txt", "0", "text/plain")
    >>> document = Document("resolution", Symbol.resolution(1138, 1997), "en", source, operative=(clause,))
    >>> [(c.actor, c.kind, str(c.valid_until)) for c in find_mandate_changes(clause, read_holders(document))]
    [('mission/unmot', 'vocab/change-kind/extend', '1998-05-15')]
    """
    if clause.kind != "operative" or not _QUICK.search(clause.text):
        return
    segments = _segments(clause, holders, actions)
    if not segments:
        return
    reader = _Reader(clause, holders)
    changes = _settled([change for segment in segments for change in reader.changes(segment)])
    adopted = holders.document.adoption.date
    times = list(find_times(clause.text, adopted)) if changes else []
    for change in changes:
        yield _dated(change, changes, times, clause.text, adopted)


def _segments(clause: Clause, holders: Holders, actions: Sequence[Action] | None) -> list[_Segment]:
    """Cut a clause into what each of the Council's verbs governs; an item is governed by its paragraph's last verb."""
    acts = sorted(actions if actions is not None else find_actions(clause), key=lambda a: a.start)
    cuts = [*(a.start for a in acts), len(clause.text)]
    segments = [_Segment(a.verb, a.start, end) for a, end in zip(acts, cuts[1:], strict=True)]
    if not acts or acts[0].start > 40:
        verb = _inherited(clause, holders)
        if verb:
            segments.insert(0, _Segment(verb, 0, acts[0].start if acts else len(clause.text)))
    return [s for s in segments if s.verb in _DECIDES or s.verb in _REQUESTS]


def _inherited(clause: Clause, holders: Holders) -> str | None:
    """The Council's verb that governs an item: the last of the paragraph above it that ends in mid-sentence."""
    locator = clause.locator.parent
    while locator.parts:
        above = holders.clauses.get(locator)
        if above is not None:
            acts = list(find_actions(above))
            if acts:
                tail = above.text[acts[-1].end :].strip(" :,—-")
                return acts[-1].verb if len(tail) < 60 and not _FOLLOWING.search(tail) else None
        locator = locator.parent
    return None


class _Reader:
    """The changes in one clause; finds its bodies once."""

    def __init__(self, clause: Clause, holders: Holders) -> None:
        self.clause, self.holders, self.text = clause, holders, clause.text
        self.found = [h for h in holders.find(clause.text) if is_holder(h.actor)]

    def changes(self, segment: _Segment) -> Iterator[_Change]:
        """Every trigger in a segment that is done to a body."""
        for match in _TRIGGER.finditer(self.text, segment.start, segment.end):
            kind = match.lastgroup or ""
            own = kind in ("define", "empower", "keep", "modify", "terminate")  # what only the Council does itself
            if own and segment.verb in _REQUESTS and not match[0].lower().startswith("liquidat"):
                continue
            if kind in ("establish", "expand", "reduce", "terminate") and not self._is_direct(match, segment):
                continue
            reader = getattr(self, f"_{kind}")
            for actual, held in reader(match, segment):
                yield _Change(match.start(), max(match.end(), held.end), actual, held, segment)
        yield from self._authorized(segment)

    def _is_direct(self, match: re.Match[str], segment: _Segment) -> bool:
        """Whether the Council's verb governs a trigger directly, not a thing said in passing ("in the expectation of a reduction")."""
        before = self.text[segment.start : match.start()]
        if not before or before.isspace():
            return True
        if re.search(
            r"\b(?:which|who|how|whether|including|expectation|expected|would|could|with\s+a\s+view|in\s+order|so\s+as|if|should\s+the|when|until\s+the\s+end|as\s+it)\b",
            before,
        ):
            return False
        if match[0].lower().endswith(("ion", "ment", "al", "down", "increase", "closure", "ing")) and not re.search(
            r"\bto\s+$", before
        ):
            return len(before) < 100 and not _INFINITIVE.search(
                before.replace("to authorize", "").replace("to authorise", "").replace("to begin", "")
            )
        return bool(
            _DIRECT.search(before)
            or re.search(r"\bthat\s+(?:the\s+)?(?:United\s+Nations\s+)?Secretary-General\s+$", before)
        )

    # -------------------------------------------------------------- who

    def _after(self, at: int, end: int) -> Held | None:
        return next((h for h in self.found if h.start >= at and h.start < end), None)

    def _before(self, at: int, start: int = 0) -> Held | None:
        return next((h for h in reversed(self.found) if start <= h.start and h.end <= at), None)

    def _with_joined(self, held: Held) -> list[Held]:
        """A body and those that are named with it ("of UNOCI and of the French forces")."""
        all_of_them, last = [held], held
        for other in self.found:
            if other.start >= last.end and (
                _JOINED.fullmatch(self.text, last.end, other.start)
                or re.fullmatch(r"\s*\(\W*", self.text[last.end : other.start])
            ):
                last = other
                if other.actor not in {h.actor for h in all_of_them}:
                    all_of_them.append(other)
        return all_of_them

    def _antecedent(self, at: int, end: int) -> Held | None:
        """Whose "its mandate" or "the present mandate" is: the body named last in the clause, else the document's own."""
        if held := self._before(at):
            return Held(at, end, held.actor, "anaphora")
        main = self.holders.main()
        return Held(at, end, main, "anaphora") if main else None

    def _of_head(self, start: int, end: int, limit: int) -> list[Held]:
        """The bodies of a "mandate": before it ("UNMOT’s mandate"), behind it ("mandate of UNMOT"), or understood."""
        before = self._before(start)
        if before and _POSSESSED.fullmatch(self.text, before.end, start):
            return [before]
        if before and start - before.end <= 1:
            return [before]
        tail = self.text[end:limit]
        after = self._after(end, min(limit, end + 220))
        if after and _OF.search(self.text[end : after.start]) and self._reaches(end, after.start):
            return self._with_joined(after)
        if _ITS.search(self.text[max(0, start - 30) : start]) and not re.match(r"\s+(?:of|for)\b(?!\s+a\b)", tail):
            held = self._antecedent(start, end)
            return [held] if held else []
        return []

    def _reaches(self, at: int, until: int) -> bool:
        """Whether nothing but the own words of a noun phrase stand between two places."""
        between = self.text[at:until]
        return len(between) < 200 and not re.search(
            r";|\b(?:and\s+(?:requests|decides|authorizes)|which|in\s+order|so\s+that)\b", between
        )

    # -------------------------------------------------------------- one method a kind of trigger

    def _extend(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        noun = match[0].lower().endswith(("ion", "al"))
        if noun and (segment.verb not in _DECIDES or not self._is_direct(match, segment)):
            return
        if re.search(r"\bto\s+consider\b|\bintention\b|\bwhether\b", self.text[segment.start : match.start()]):
            return
        if match[0].lower().endswith("ing") and not _WITH_A_VIEW.search(
            self.text, max(0, match.start() - 40), match.start()
        ):
            return
        passive = re.search(
            r"\b(?:shall|should|will|be|is|are)\s+(?:hereby\s+|further\s+|also\s+|therefore\s+)?(?:be\s+)?(?:further\s+)?$",
            self.text[max(0, match.start() - 40) : match.start()],
        )
        if match[0].lower().endswith("ed"):
            if passive:
                heads = list(_HEAD.finditer(self.text, segment.start, match.start()))
                own = next(
                    (h for h in reversed(heads) if h[0].lower().startswith("mandate")), heads[0] if heads else None
                )
                if own and own["good"]:
                    yield from (("extend", h) for h in self._of_head(own.start(), own.end(), match.start()))
            return
        head = _HEAD.search(self.text, match.end(), segment.end)
        held = self._after(match.end(), segment.end)
        if (
            held
            and (head is None or held.start < head.start())
            and _TIMELY.fullmatch(self.text, match.end(), held.start)
        ) and (head is None or not _POSSESSED.fullmatch(self.text, held.end, head.start())):
            yield from (("extend", h) for h in self._with_joined(held))
            return
        if (
            head is None
            or head["bad"]
            or (segment.verb in _REQUESTS and not re.match(r"mandate|authori", head[0], re.I))
        ):
            return
        if head[0].lower().startswith("authori"):
            behind = _TIMELY.match(self.text, head.end())
            gap = behind.end() if behind and "," in behind[0] else head.end()
            if (
                held
                and held.start > head.start()
                and _AUTHORIZATION_OF.match(
                    " of " + self.text[gap : held.start] if gap > head.end() else self.text[head.end() : held.start]
                )
            ):
                yield from (("extend", h) for h in self._with_joined(held))
            elif held and held.end <= head.start() and _POSSESSED.fullmatch(self.text, held.end, head.start()):
                yield "extend", held
            elif re.search(r"\bits\s+$", self.text[max(0, head.start() - 10) : head.start()]) and (
                main := self.holders.main()
            ):
                yield "extend", Held(match.start(), head.end(), main, "anaphora")
            return
        yield from (("extend", h) for h in self._of_head(head.start(), head.end(), segment.end))

    def _keep(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        tail = self.text[match.end() : segment.end]
        if ceiling := re.match(r"[^;,]{0,60}?\b(?:ceilings?|strength|force\s+levels?|levels?|configuration)\b", tail):
            held = self._after(match.end(), segment.end) or self._antecedent(match.start(), match.end() + ceiling.end())
            if held:
                yield "maintain", held
            return
        held = self._after(match.end(), segment.end)
        if (
            match[0].lower().startswith("maint")
            and held
            and "authori" in self.text[segment.start : match.start()].lower()
        ):
            if re.fullmatch(
                r"\s+(?:the\s+|its\s+)?(?:(?:deployment|presence|existing|current)\s+(?:of\s+)?)?(?:the\s+)?",
                self.text[match.end() : held.start],
            ) or _TIMELY.fullmatch(re.sub(r"deployment|presence", "", self.text[match.end() : held.start])):
                yield "extend", held
        elif match[0].lower().startswith("continue") and (
            head := re.match(r"\s+(?:the\s+)?(?:[\w’]+\s+)?(?:mandate|operations?|deployment)\b", tail)
        ):
            at = match.end() + head.end()
            yield from (("extend", h) for h in self._of_head(at - 7, at, segment.end))
        elif (
            match[0].lower() in ("continue", "remain")
            and (subject := self._before(match.start(), segment.start))
            and _SUBJECT_SHALL.fullmatch(self.text, subject.end, match.start())
            and re.search(r"\buntil\b|\bfor\s+a\s+(?:further\s+)?period\b", tail)
        ):
            yield "extend", subject

    def _establish(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        word = match[0].lower()
        if word == "established" and re.search(
            r"\b(?:shall|will|should)\s+be\s+$", self.text[max(0, match.start() - 30) : match.start()]
        ):
            subject = self._before(match.start(), segment.start)
            if subject and match.start() - subject.end < 30:
                yield "establish", subject
            return
        if word.endswith("ed") and "be" not in self.text[match.start() - 8 : match.start()].split():
            return
        if word.endswith(("ment", "ion")) and segment.verb in _REQUESTS:
            return
        deploys = "deploy" in word
        if re.search(
            r"\b(?:maintain|continue|extend|renew)\s+(?:the|its)\s+$",
            self.text[max(0, match.start() - 20) : match.start()],
        ):
            return
        if deploys and (segment.verb in _REQUESTS or "authori" not in self.text[segment.start : match.start()].lower()):
            return
        timely = ""
        for start, end in self._phrases(match.end(), segment.end):
            lead = _TIMELY.match(self.text, start, end)
            timely += lead[0] if lead else ""
            held = self._after(start, end)
            if (
                held
                and segment.verb in _DECIDES
                and _ADDED.search(self.text[start : held.start])
                and held.start - start < 170
            ):
                yield "expand", held
                return
            first = lead.end() if lead and held and lead.end() <= held.start else start
            if held and held.start - first < 90 and not _NP_STOP.search(self.text[first : held.start]):
                if re.search(
                    r"\b(?:additional|\d{2,}(?=\s+[a-z])|troops|personnel|contacts?|unit|component|office|presence)\b",
                    self.text[first : held.start],
                ):
                    if deploys:
                        yield "expand", held
                    return
                if held.actor in _ROLES:
                    noun = _NOUN.search(self.text[start : held.end])
                    own = self._founded(noun[0]) if noun else None
                    held = Held(held.start, held.end, own) if own else held
                yield ("extend" if _FURTHER.search(timely) else "establish"), held
                return
            stop = _NP_STOP.search(self.text[first:end])
            noun = _NOUN.search(self.text[start : first + stop.start() if stop else end])
            if noun and not deploys and (actor := self._founded(noun[0])):
                yield "establish", Held(start, start + noun.end(), actor)
                return

    def _phrases(self, at: int, end: int) -> Iterator[tuple[int, int]]:
        """The phrases behind a verb that founds a body, cut at commas: its name may stand behind asides."""
        for _ in range(5):
            comma = re.compile(r"[,;:]").search(self.text, at, end)
            stop = comma.start() if comma else min(end, at + 200)
            if stop > at + 2:
                yield at, stop
            if comma is None or comma[0] != ",":
                return
            if not _ASIDE.match(self.text, at, stop) and not _APPOSED.match(self.text[at:stop]):
                return
            at = comma.end()

    def _founded(self, noun: str) -> str | None:
        parts = self.clause.locator.parts
        paragraph = parts[parts.index("op") + 1] if "op" in parts else ""
        if noun.lower().startswith("group of up to"):
            noun = "Panel of Experts"
        return self.holders.founded_here(noun, paragraph)

    def _expand(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        yield from self._resized("expand", match, segment)

    def _reduce(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        yield from self._resized("reduce", match, segment)

    def _resized(self, kind: str, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        """A greater or smaller strength, area or mandate of a body."""
        word = match[0].lower()
        if word.startswith(("streng", "reinf")) and segment.verb not in _DECIDES:
            return
        tail = self.text[match.end() : min(segment.end, match.end() + 140)]
        head = _FORCE_HEAD.search(tail)
        if head is None:
            return
        held = self._after(match.end(), min(segment.end, match.end() + 160)) or self._before(
            match.start(), segment.start
        )
        if held is None or (held.actor.startswith("body/") and not re.search(r"mandate|members|experts", tail)):
            return
        if not self._reaches(match.end(), max(held.start, match.end())):
            return
        between = self.text[match.end() : held.start] if held.start > match.end() else tail[: head.end()]
        if re.search(
            r"\b(?:cooperation|support|assistance|efforts|capabilit\w+ of the|coordination|contribut\w+|protection)\b",
            between[: head.end()],
        ):
            return
        yield kind, held

    def _terminate(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        word = match[0].lower()
        if word in (
            "end",
            "conclude",
            "cease",
            "close",
            "closed",
            "closes",
            "expire",
            "expires",
            "terminated",
            "terminate",
        ):
            subject = re.search(r"\bmandate\b", self.text[segment.start : match.start()])
            if subject and re.search(
                r"\b(?:shall|will|should)\s+(?:\w+\s+){0,2}$", self.text[segment.start + subject.end() : match.start()]
            ):
                at = segment.start + subject.start()
                yield from (("terminate", h) for h in self._of_head(at, at + 7, match.start()))
                return
            closing = self._before(match.start(), segment.start)
            if closing and re.fullmatch(
                r"(?:\s*\([^)]*\))?\s+(?:shall|will|should)\s+", self.text[closing.end : match.start()]
            ):
                yield "terminate", closing
                return
        tail = self.text[match.end() : min(segment.end, match.end() + 120)]
        if word == "withdrawal" and segment.verb not in _DECIDES:
            return
        held = self._after(match.end(), min(segment.end, match.end() + 120))
        mandate = re.match(
            r"(?:[\s,]+(?:with\s+immediate\s+effect|on|as\s+of|by|from|\d+\s+\w+\s+\d{4}|hereby|immediately))*[\s,]+(?:the\s+)?mandate\b",
            tail,
        )
        if mandate:
            at = match.end() + mandate.end() - 7
            yield from (("terminate", h) for h in self._of_head(at, at + 7, segment.end))
        elif held and _TIMELY.fullmatch(
            re.sub(
                r"\b(?:complete|full|all|elements|remaining|military|troops|personnel)\b",
                "",
                self.text[match.end() : held.start],
            )
        ):
            if word not in ("end", "conclude", "cease") or held.start - match.end() < 8:
                yield "terminate", held
        elif held is None and word.startswith(("terminat", "withdraw")) and re.match(r"\s+its\s+mandate", tail):
            antecedent = self._antecedent(match.start(), match.end())
            yield from (("terminate", h) for h in (antecedent,) if h)

    def _transfer(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        tail = self.text[match.end() : segment.end]
        what = re.match(
            r"[\s,]+(?:of\s+|the\s+|its\s+|all\s+|appropriate\s+)*(?:authority|responsibilit\w+|command|functions|mandate|tasks)\b",
            tail,
        )
        if what and (held := self._after(match.end(), segment.end)) and is_mission(held.actor):
            yield from (("transfer", h) for h in self._with_joined(held)[:1])

    def _modify(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        tail = self.text[match.end() : min(segment.end, match.end() + 60)]
        head = re.match(
            r"\s+(?:of\s+)?(?:the\s+|its\s+)?(?:[\w’']+\s+){0,3}?(mandate|structure|configuration|composition|tasks)\b",
            tail,
        )
        if head:
            at = match.end() + head.start(1)
            yield from (("modify", h) for h in self._of_head(at, match.end() + head.end(1), segment.end))

    def _empower(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        before = self.text[segment.start : match.start()].lower()
        if "authori" not in before and segment.verb != "vocab/verb/empower":
            return
        held = self._before(match.start(), segment.start)
        if held is None and re.search(r"\b(?:it|its|them|they)\b", before):
            held = self._antecedent(match.start(), match.end())
        if held and is_mission(held.actor):
            yield "empower", held

    def _authorized(self, segment: _Segment) -> Iterator[_Change]:
        """A mission that is authorized to do a thing of its own, other than all necessary measures."""
        for match in re.finditer(r"\bauthori[sz](?:es?|ed)\b", self.text[segment.start : segment.end], re.I):
            at = segment.start + match.end()
            held = self._after(at, min(segment.end, at + 60))
            if (
                held is None
                or not is_mission(held.actor)
                or not re.fullmatch(r"[\s,]*(?:the\s+|also\s+|further\s+)*", self.text[at : held.start])
            ):
                continue
            verb = re.match(
                r"(?:\s*\([^)]*\))?(?:,[^;]{0,200}?,|\s+within[^;,]{0,100}?)?\s+to\s+(?:continue\s+to\s+)?(?P<verb>\w+)(?P<rest>[^;:]{0,160})",
                self.text[held.end : segment.end],
            )
            if verb is None:
                continue
            if verb["verb"] in ("pursue", "perform", "carry", "undertake", "implement") and re.search(
                r"\btasks\b|\bmandate\b|objectives", verb["rest"]
            ):
                if not re.search(r"all\s+necessary", self.text[segment.start : held.end + verb.end()]):
                    yield _Change(held.start, held.end, "define", held, segment)
            elif verb["verb"] not in ("maintain", "deploy", "increase", "expand"):
                yield _Change(held.start, held.end + verb.end("verb"), "empower", held, segment)

    def _define(self, match: re.Match[str], segment: _Segment) -> Iterator[tuple[str, Held]]:
        word = match[0].lower()
        if segment.verb == "vocab/verb/mandate" and match.start() - segment.start < 30:
            if held := self._after(match.end(), match.end() + 30):
                yield "define", held
            return
        before, after = self.text[segment.start : match.start()], self.text[match.end() : segment.end]
        if word == "mandate" and _MANDATE_IS.match(after) and not _MANDATE_BE.match(after):
            yield from (("define", h) for h in self._of_head(match.start(), match.end(), segment.end))
            return
        if word == "mandate" and re.match(r"[^.;:]{0,200}?\bshall\s+(?:also\s+)?apply\b", after):
            yield from (("expand", h) for h in self._of_head(match.start(), match.end(), segment.end))
            return
        subject = self._before(match.start(), segment.start)
        if subject is None:
            return
        between = self.text[subject.end : match.start()]
        if _SHALL.search(between) and _SHALL_PERFORM.match(between):
            joined = [h for h in self.found if h.end <= match.start() and h.start >= segment.start]
            chosen = next((h for h in joined if is_mission(h.actor)), subject) if subject.actor in _ROLES else subject
            if chosen.actor not in _ROLES:
                yield "define", chosen
        elif word == "priorities" and re.search(r"\bthat\s+the\s+(?:\w+\s+){0,2}$", before):
            yield from (("define", h) for h in self._of_head(match.start(), match.end(), segment.end))


def is_mission(actor: str) -> bool:
    """Say whether an actor is a mission, operation or force."""
    return actor.startswith("mission/") or actor.endswith("-forces")


# names that many bear, each founded by a resolution of its own
_ROLES: Final = frozenset(
    ("body/special-representative", "body/special-envoy", "body/personal-envoy", "body/committee-of-experts")
)
_RANK: Final = (
    "establish",
    "extend",
    "transfer",
    "terminate",
    "expand",
    "reduce",
    "modify",
    "maintain",
    "define",
    "empower",
)


def _settled(changes: list[_Change]) -> list[_Change]:
    """One change of each kind to each body; what only words another change is left out."""
    kept: dict[tuple[str, str], _Change] = {}
    for change in sorted(changes, key=lambda c: (c.at, _RANK.index(c.kind))):
        kept.setdefault((change.held.actor, change.kind), change)
    for actor, kind in list(kept):
        founded = kept.get((actor, "establish"))
        extended = kept.get((actor, "extend"))
        if kind == "establish" and extended and extended is not founded:
            later = max(founded, extended, key=lambda c: c.at) if founded else extended
            kept.pop((actor, later.kind if later.kind == "establish" else "establish"), None)
        if kind in ("define", "expand", "maintain") and founded and founded.segment == kept[(actor, kind)].segment:
            kept.pop((actor, kind))
        elif (
            kind == "define"
            and extended
            and extended.segment == kept[(actor, kind)].segment
            and kept[(actor, kind)].at > extended.at
        ):
            del kept[(actor, kind)]
    return sorted(kept.values(), key=lambda c: c.at)


def _dated(
    change: _Change, changes: list[_Change], times: list[Time], text: str, adopted: date | None
) -> MandateChange:
    """Give a change the times that stand with it in its segment, and its ceiling."""
    segment = change.segment
    running = [c for c in changes if c.segment == segment and c.kind.startswith(("ext", "est", "term", "trans"))]
    if running and change not in running:
        times = []
    others = [c.at for c in running if c.kind != change.kind]
    begin = max((at for at in others if at < change.at), default=segment.start)
    end = min((at for at in others if at > change.at), default=segment.end)
    near = [t for t in times if begin <= t.start < end] or (
        [t for t in times if segment.start <= t.start < end] if begin > segment.start else []
    )
    until = next((t for t in near if t.part == "until"), None)
    if until is None and change.kind == "terminate":
        until = next((t for t in near if t.part in ("deadline", "start")), None)
    if (
        until is None and change.kind == "extend"
    ):  # "for a final period of six months, and that the Mission shall close by …"
        closes = [
            c for c in running if c.kind == "terminate" and c.held.actor == change.held.actor and c.at > change.at
        ]
        until = next((t for t in times if closes and closes[0].at <= t.start < segment.end and t.date), None)
    begins = next((t for t in near if t.part == "start"), None) if change.kind != "terminate" else None
    length = next((t for t in near if t.part == "duration"), None)
    if change.kind in ("define", "empower") and not (until or length):
        begins = None
    rule: Rule = change.held.rule
    kind = change.kind
    if kind == "extend" and not (until or length) and _TO_ENABLE.search(text[change.at : segment.end]):
        kind = "expand"  # a mandate that is extended not in time but to new tasks
    if kind == "terminate":
        length = None
    valid_from = begins.date if begins else None
    valid_until = until.date if until else None
    if length and length.duration and valid_until is None and not length.capped:
        if length.date:
            valid_until, rule = length.date, "computed"
        elif (
            change.kind in ("establish", "extend") and not length.further and (change.kind == "establish" or valid_from)
        ):
            origin = valid_from or adopted
            if origin:
                valid_until, rule = add(origin, length.duration), "computed"
    elif until and until.rule == "computed":
        rule = "computed"
    ceiling = _ceiling(text[change.at : end]) if change.kind not in ("terminate", "empower", "transfer") else None
    last = max([change.end, *(t.end for t in (until, length, begins) if t and t.end <= end)])
    first = min(
        [change.at, change.held.start, *(t.start for t in (until, length, begins) if t and t.start >= segment.start)]
    )
    return MandateChange(
        first, last, change.held.actor, f"vocab/change-kind/{kind}", valid_from, valid_until,
        length.duration if length else None, ceiling, rule,
    )  # fmt: skip


def _ceiling(text: str) -> int | None:
    """The greatest number of personnel that the words allow.

    >>> _ceiling("up to a maximum of 17,731 uniformed personnel"), _ceiling("until 31 May 2004")
    (17731, None)
    """
    match = _CEILING.search(text)
    return int(re.sub(r"\D", "", match["count"])) if match else None


# ---------------------------------------------------------------- tasks


def find_mandate_tasks(clause: Clause, holders: Holders) -> Iterator[MandateTask]:
    """Yield the task that an item lays down, where the paragraph above it gives a body its mandate.

    The words of the item are the task; its type is that of the scheme whose cues stand in it, if any.
    """
    if clause.kind != "operative" or not clause.text:
        return
    above = holders.clauses.get(clause.locator.parent)
    if above is None:
        return
    kind, actor = find_task_kind(clause.text), task_holder(above, holders)
    if actor is None and (upper := holders.clauses.get(above.locator.parent)) is not None:
        kind, actor = kind or find_task_kind(above.text), task_holder(upper, holders)
    if actor is not None:
        yield MandateTask(0, len(clause.text), actor, kind or "vocab/task/other")


def task_holder(clause: Clause, holders: Holders) -> str | None:
    """Return the body whose tasks are the items of a clause: it founds, extends or defines a mandate and goes on in items."""
    if clause.kind != "operative" or not clause.children:
        return None
    end = clause.text.rstrip()
    if not (end.endswith((":", "to", ",", "—", "-", ".")) or _FOLLOWING.search(end[-120:])):
        return None
    kinds = ("define", "establish", "expand", "extend", "modify", "empower")
    changes = [c for c in find_mandate_changes(clause, holders) if c.kind.rsplit("/", 1)[1] in kinds]
    return changes[-1].actor if changes else None


@lru_cache(maxsize=1)
def _cues() -> Lexicon:
    """The words by which the types of task are known: every label of the scheme, weak ones too."""
    return Lexicon.of((name, concept) for concept, label, name in _labels("task") if label.endswith("Label"))


def find_task_kind(text: str) -> str | None:
    """Return the type of a task: the one of which most is said, the first of equals.

    >>> find_task_kind("To monitor the cease-fire and investigate violations of the cease-fire")
    'vocab/task/ceasefire-monitoring'
    """
    found = [f.concept for f in _cues().find_in(text)]
    return max(found, key=lambda c: (found.count(c), -found.index(c))) if found else None
