"""What does a clause do to a sanctions measure? Impose, extend, modify, exempt, suspend, terminate.

Rule: only an operative clause in which the Council itself decides (or, for an embargo that it asks of all States, calls upon them)
changes a measure. Who is to prevent, prohibit or freeze what is imposed; what is done to "the measures imposed by …" is read
from the verb. Their types are those that the words name, else those of the paragraphs cited: of this resolution as read
here, of others as ``ontology/vocab/measure.ttl`` knows them. The regime is that of the resolution or committee cited, of this resolution,
or of the State named; where none of these tells it there is none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Final

from resrdf.annotations import Action, MeasureChange, Rule
from resrdf.document import Clause, Locator, walk
from resrdf.enrich.dates import find_times
from resrdf.enrich.literals import has_any
from resrdf.enrich.names.holders import Holders, Segment
from resrdf.enrich.verbs import find_actions
from resrdf.lexicon import concept_labels, states
from resrdf.words import has_beginning

_DECIDES: Final = frozenset(
    f"vocab/verb/{v}"
    for v in """decide impose extend renew prolong terminate lift suspend modify amend approve agree resolve authorize
        confirm direct establish end exempt prohibit ban""".split()
)
_ASKS: Final = frozenset(f"vocab/verb/{v}" for v in "call-upon request urge invite call-for appeal".split())

_QUICK = re.compile(
    r"""shall\s+not\s+(?:apply|sell|supply|make|export|allow|permit|provide)|sale(?<=\bsale)\s+or\s+supply|supply(?<=\bsupply)\s+of
        |ban(?<=\bban)\b|inspect(?<=\binspect)|import(?<=\bimport)|cease(?<=\bcease)|deny(?<=\bdeny)""",
    re.VERBOSE,
)  # in small letters; no word boundary stands first, so that the search goes from letter to letter

# these words are enough wherever they stand; the others need the company that the pattern asks for
_SURE_WORDS = (
    "measures", "sanction", "embargo", "freez", "frozen", "prohibit", "prevent", "provisions", "restrictions", "exempt",
    "refrain", "diplomatic",
)  # fmt: skip
_QUICK_WORDS = ("shall", "sale", "supply", "ban", "inspect", "import", "cease", "deny")
# the duty that imposes a measure
_CUE = re.compile(
    r"""\b(?: prevent(?:ing)? | prohibit(?:ed|ing)? | ban(?:ned)?\b(?!\s+Ki) | den(?:y|ied) | suspend(?=\s+(?:all\s+)?(?:flights|relations|credit))
          | not\s+(?:to\s+)?(?:sell|supply|transfer|import|export|permit|allow|make\s+available|provide|engage)
          | refrain(?:ing)?\s+from | cease | withhold | interrupt | sever | embargo\s+on
          | shall\s+(?:take\s+(?:\w+\s+){0,3}?measures\s+to\s+)?(?:significantly\s+)?reduce | (?<!\w\s)significantly\s+reduce
          | (?:frozen|freez(?:e|ing)) | inspect )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_TRADE = r"\b(?:sale|sell|suppl(?:y|ies|ying)|deliver(?:y|ies|ing)|provision|provid(?:e|ing)|transfers?|transferring|export(?:s|ing|ation)?|shipments?|import(?:s|ing|ation)?|procure(?:ment)?|flow|trade)\b"
_ANY = r"(?:(?!;|\.\s).){0,%d}?"


def _trade(goods: str, reach: int = 700) -> str:
    return f"{_TRADE}{_ANY % reach}\\b(?:{goods})"


# what the duty is about, by type of measure
_OBJECTS: Final = {
    kind: re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for kind, pattern in {
        "arms-embargo": "(?:"
        + _trade(
            r"arms\b|(?<!chemical\s)(?<!biological\s)(?<!nuclear\s)weapons\b(?!\s+of\s+mass|\s+programme)|military\s+(?:equipment|vehicles|mat[ée]riel|assistance|activities)|armaments|munitions|mat[ée]riel|battle\s+tanks"
        )
        + r"|embargo\s+on\s+(?:\w+\s+){0,6}?(?:arms|weapons))",
        "asset-freeze": rf"\bfreez(?:e|ing)\b{_ANY % 160}\b(?:funds|assets|(?:economic|financial)\s+resources|property)|\b(?:funds|assets)\b{_ANY % 160}\bfrozen",
        "travel-ban": rf"\b(?:entry\s+(?:in|into|to)|enter|transit\s+through|admission|transiting)\b(?!\s+(?:into\s+)?(?:force|ports)){_ANY % 60}\b(?:territor(?:y|ies)|countr(?:y|ies)|jurisdictions?)(?!{_ANY % 40}\b(?:vessels?|ships?|aircraft|trains?)\b)",
        "flight-ban": rf"\b(?:aircraft|flights?)\b{_ANY % 200}\b(?:tak(?:e|ing)\s+off|land(?:ing)?\b|overfl\w+)|\b(?:permission|permit)\b{_ANY % 120}\baircraft|ban\s+on\s+(?:all\s+)?(?:\w+\s+)?flights|(?:prohibit|suspend)\w*\s+(?:all\s+)?flights",
        "oil-embargo": _trade(r"petroleum|(?:crude|refined|fuel)\s+oil|\boil\b|aviation\s+(?:gasoline|fuel)", 500),
        "timber-embargo": _trade(r"round\s+logs|timber", 200),
        "diamond-embargo": _trade(r"diamonds", 200),
        "charcoal-ban": _trade(r"charcoal", 160),
        "coal-and-minerals-ban": _trade(r"coal\b|iron\s+ore|\bgold\b|titanium|copper|chrome|asbestos|minerals\b", 200),
        "luxury-goods-ban": r"\bluxury\s+goods",
        "trade-embargo": rf"\b(?:imports?|importation|sale\s+or\s+supply|export)\b{_ANY % 260}\b(?:all|any)\s+(?:other\s+)?(?:commodities|products|goods)\b",
        "financial-restrictions": r"\b(?:provision|transfer)\b(?:(?!;|\barms\b|\bweapons\b).){0,120}?\b(?:financial\s+services|public\s+financial\s+support|export\s+credits)|new\s+commitments\s+for\s+grants|mak(?:e|ing)\s+available\s+to\s+the\s+Government|joint\s+ventures|correspondent\s+(?:banking\s+)?relationships",
        "maritime-restrictions": rf"\b(?:entry|enter|access)\b{_ANY % 80}\bports\b|\bde-?flag|bunkering\s+services|(?:leasing|chartering|crew\s+services)\b{_ANY % 120}\bvessels|\bship-to-ship",
        "cargo-inspection": rf"\binspect\b{_ANY % 160}\b(?:cargo(?:es)?|vessels?|shipping|ships|aircraft)",
        "diplomatic-restrictions": rf"\breduce\b{_ANY % 120}\b(?:diplomatic\s+(?:missions?|staff|personnel)|staff)\b{_ANY % 60}(?:diplomatic|missions?|consular)|\b(?:diplomatic|consular)\s+relations",
        "proliferation-restrictions": rf"{_TRADE}{_ANY % 400}\b(?:items|materials|goods|technolog\w+)\b{_ANY % 500}\b(?:nuclear|ballistic|weapons\s+of\s+mass\s+destruction|enrichment-related)",
        "cultural-and-sports-restrictions": r"\b(?:participation|participating)\b.{0,80}?\bsport|scientific\s+and\s+technical\s+cooperation\s+and\s+cultural|sporting\s+(?:events|relations)",
        "cultural-property-ban": rf"\b(?:trade|transfer)\b{_ANY % 80}\bcultural\s+property",
        "labour-restrictions": r"\bwork\s+(?:authorizations|permits)",
    }.items()
}
# the letters with which the words begin that a pattern needs
_OBJECT_BEGINNINGS: Final = {
    kind: frozenset(beginnings.split())
    for kind, beginnings in {
        "arms-embargo": "arm wea mil mun mat bat",
        "asset-freeze": "fre fro",
        "travel-ban": "ent tra adm",
        "flight-ban": "air fli",
        "oil-embargo": "pet cru ref fue oil avi",
        "timber-embargo": "rou tim",
        "diamond-embargo": "dia",
        "charcoal-ban": "cha",
        "coal-and-minerals-ban": "coa iro gol tit cop chr asb min",
        "luxury-goods-ban": "lux",
        "trade-embargo": "com pro goo",
        "financial-restrictions": "fin pub exp com ava ven rel",
        "maritime-restrictions": "por de def ser ves shi",
        "cargo-inspection": "ins",
        "diplomatic-restrictions": "red dip con",
        "proliferation-restrictions": "nuc bal wea enr",
        "cultural-and-sports-restrictions": "spo cul eve rel",
        "cultural-property-ban": "cul",
        "labour-restrictions": "wor",
    }.items()
}
_OWN_CUE: Final = {  # types for which not every cue will do
    "asset-freeze": re.compile(r"fr[eo]", re.IGNORECASE),
    "cargo-inspection": re.compile(r"inspect", re.IGNORECASE),
    "diplomatic-restrictions": re.compile(r"(?:shall\s+.*)?reduce|sever|interrupt|suspend", re.IGNORECASE),
    "travel-ban": re.compile(r"prevent|prohibit|ban|den|not", re.IGNORECASE),
}
_NO_TRADE_CUE = re.compile(r"fr[eo]|inspect", re.IGNORECASE)
_EXPLOSIVE = re.compile(r"\bimprovised\s+explosive", re.IGNORECASE)
# a call that reminds of duties, or speaks of crime, imposes nothing
_REMINDER = re.compile(
    r"""\b(?:in\s+(?:full\s+)?(?:compliance|accordance|conformity)|consistent\s+with|pursuant\s+to|embargo(?:es)?|resolutions?\s+\d|relevant\s+resolutions
          |obligations?|continue|illicit|illegal\w*|violation|traffick\w+|terroris\w+|safe\s+haven|as\s+required|refugee|enforce\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ALL_STATES = re.compile(
    r"\b(?:all|other|Member|neighbouring)\s+(?:\w+\s+)?(?:States|Governments|countries)\b", re.IGNORECASE
)
_ASKED_CUE = re.compile(r"prohibit|ban|refrain|cease|not|inspect|embargo|den|prevent|suspend|reduce", re.IGNORECASE)

# the measures that something is done to
_NAMES: Final = {
    kind: re.compile(pattern, re.IGNORECASE)
    for kind, pattern in {
        "arms-embargo": r"\barms\s+(?:embargo(?:es)?|and\s+related|measures|restrictions)|\bembargo\s+on\s+(?:\w+\s+){0,6}?(?:arms|weapons)|\b(?:measures|restrictions|prohibitions?|sanctions)\s+(?:on|concerning|regarding|relating\s+to)\s+(?:the\s+)?(?:\w+\s+){0,4}?(?:arms|weapons)|\bon\s+arms\b|military\s+embargo",
        "asset-freeze": r"\bassets?\s+freezes?\b|\baccounts?\s+(?:that\s+are\s+)?frozen|\bfreez(?:e|ing)\s+(?:of\s+)?(?:\w+\s+){0,2}?(?:funds|assets)|\bfinancial\b(?:\s*,?\s*(?:and\s+|or\s+)?(?:travel|arms|aviation)){0,2}\s+(?:measures|sanctions)|\bfinance,?\s+and\s+travel|\bassets\s+measures",
        "travel-ban": r"\btravel\b(?:\s*,?\s*(?:and\s+|or\s+)?(?:financial|arms|aviation|assets?)){0,2}\s+(?:bans?|measures|restrictions|sanctions|freeze)|\bmeasures\s+on\s+travel|\bon\s+travel\b|\btravel\s+restrictions",
        "flight-ban": r"\bban\s+on\s+(?:all\s+)?(?:\w+\s+)?flights|\bno-fly\s+zone|\baviation\s+(?:ban|measures|sanctions)|flight\s+ban",
        "diamond-embargo": r"\b(?:measures|ban|embargo|sanctions|prohibition|restrictions)\s+(?:on|concerning|regarding)\s+(?:\w+\s+){0,6}?diamonds|\bmeasures\s+preventing\s+the\s+importation\s+(?:\w+\s+){0,7}?diamonds|\bdiamond\s+(?:embargo|ban|sanctions|measures)|\bon\s+(?:rough\s+)?diamonds",
        "timber-embargo": r"\b(?:measures|ban|embargo|sanctions)\s+(?:on|concerning|regarding)\s+(?:\w+\s+){0,6}?timber|\btimber\s+(?:sanctions|ban|measures|embargo)|\bon\s+timber",
        "charcoal-ban": r"\bcharcoal\s+ban|\bban\s+on\s+(?:the\s+)?(?:\w+\s+){0,6}?charcoal",
        "oil-embargo": r"\b(?:oil|petroleum)\s+(?:embargo|measures|ban|sanctions)|\bmeasures\s+(?:on|concerning)\s+(?:\w+\s+){0,4}?petroleum|\bon\s+petroleum",
        "coal-and-minerals-ban": r"\bban\s+on\s+(?:\w+\s+){0,4}?(?:coal|minerals|iron)",
        "trade-embargo": r"\b(?:trade|economic)\s+(?:embargo|sanctions)",
        "diplomatic-restrictions": r"\bdiplomatic\s+(?:measures|sanctions)",
    }.items()
}
_HEAD = re.compile(
    r"""\b(?P<head> (?:arms\s+|oil\s+|trade\s+)?embargo(?:es)? | sanctions(?!\s+(?:committee|monitoring|list|team|regime\s+panel)) | exemptions? | assets?\s+freezes? | travel\s+bans?
          | ban\s+on\s+(?:\w+\s+){0,6}?(?:flights|charcoal|timber|diamonds|arms)
          | accounts?\s+(?:that\s+are\s+)?frozen | measure(?=\s+(?:imposed|set\s+out|contained|in\s+paragraph))
          | (?:sub-?)?paragraphs?\s+\d+(?:\s*\([a-z]+\))*(?:\s+(?:above|below))?                          # "paragraph 4 shall not apply to"
              (?:\s+of\s+(?:this\s+resolution|resolution\s+\d+\s*\(\d{4}\)(?:\s+of\s+\d+\s+\w+\s+\d{4})?))?(?=,?\s+shall\s+not\s+apply)
          | (?:measures|restrictions|prohibitions?|provisions|requirements|terms|arrangements|obligations) )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
_GENERIC = re.compile(
    r"measures|restrictions|prohibition|provisions|requirements|terms|arrangements|obligations|exemption", re.I
)
_NO_MEASURES = re.compile(
    r"""\b(?:confidence-building|necessary|humanitarian|appropriate|security|protective|interim|preventive|control|transparency|effective
          |concrete|further|additional|urgent|practical|precautionary|accountability|special|disciplinary|protection|mitigation|support|building
          |verification|administrative|legislative|all|such|other|provisional|following|[a-z]+ing)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
_IMPOSED = re.compile(
    r"""[^;]{0,60}?\b(?:impos\w+|paragraphs?\s+\d|resolutions?\s+\d|sanctions?\b|this\s+resolution|the\s+present\s+resolution)""",
    re.VERBOSE | re.IGNORECASE,
)
_ACTIVE = re.compile(
    r"""\b(?: (?P<extend>extend|renew|prolong|maintain|continue|reimpose|re-establish)(?:s|ing)? | (?:extension|renewal)\s+of | (?P<modify>modif(?:y|ies)|adjusts?|amends?|expands?|strengthens?|broadens?|widens?|replaces?|revises?)
          | (?P<suspend>suspends?|suspending) | (?P<terminate>terminates?|lifts?|(?<!the\ )ends?(?!\s+of)|removes?|revokes?|abolish|rescinds?|discontinues?|repeals?)
          | (?P<exempt>exempts?|make\s+exceptions\s+to|permit\s+the\s+addition\s+to) | (?P<impose>impos(?:e|es|ing)|reimposes?) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"""\b(?: (?P<exempt>(?:shall|do|does|will|should)\s+(?:also\s+|further\s+)?not\s+(?:be\s+)?(?:apply|applicable|prevent|prohibit|affect)(?!\s+(?:after|from|beyond)\b) | (?:are|is|be)\s+(?:hereby\s+)?(?:not\s+applicable|exempted|exempt\b|waived) | not\s+appl(?:y|icable)\s+to | may\s+be\s+(?:waived|exempted))
          | (?P<suspend>(?<!may\s)(?:shall|be|are|is|will)\s+(?:hereby\s+|immediately\s+)?(?:be\s+)?suspended)
          | (?P<terminate>(?<!may\s)(?:shall|be|are|is|will)\s+(?:hereby\s+|immediately\s+)?(?:be\s+)?(?:terminated|lifted|removed|revoked|ended|rescinded|discontinued) | (?:shall|will|should)?\s*(?:no\s+longer|cease\s+to)\s+(?:(?:be\s+)?appl(?:y|ied)|have\s+effect))
          | (?P<extend>(?<!may\s)(?:shall|be|are|is|will)\s+(?:hereby\s+)?(?:be\s+)?(?:extended|renewed|prolonged|maintained) | (?:shall|will|should)\s+(?:also\s+)?(?:remain\s+in\s+(?:force|effect|place)|continue\s+(?:to\s+(?:apply|be\s+in\s+force)|in\s+force)|continue\s+until))
          | (?P<modify>(?:shall|be|are|is)\s+(?:hereby\s+)?(?:be\s+)?(?:modified|amended|adjusted|replaced|expanded|strengthened) | shall\s+(?:also|further|henceforth|additionally|now)\s+(?:be\s+)?appl(?:y|ied) | shall\s+apply\s+(?:also|as\s+well)) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_HEAD = re.compile(
    r"\b(?:mandates?|authori[sz]ations?(?![^;,]{0,60}\band\s+(?:the\s*)?$)|designations?|Panel|Group\s+of\s+Experts|invitation|cooperation|intention|capacity|implementation|monitoring|review\w*|violat\w+|ability|efforts|enforce\w*|report\w*|listing|support\w*)\b",
    re.IGNORECASE,
)
_IF = re.compile(
    r"\b(?:intention|readiness|ready|prepared|consider(?:s|ing)?|possib(?:le|ility)|whether|with\s+a\s+view\s+to|request\w*|recommend\w*|review|shall\s+decide|decid(?:e|ing)\s+(?:on\s+)?whether|in\s+order\s+to|ways\s+(?:to|of)|if\s+(?:it|the\s+Council))\b[^;,]{0,80}$",
    re.IGNORECASE,
)
_TO_OTHERS = re.compile(
    r"\bto\s+(?:also\s+|further\s+)?(?:include|cover|apply|individuals|persons|entities|all|the)\b", re.I
)
_TO_ARMS = re.compile(r"\s+to\s+(?:all\s+)?arms\b")  # "the measures of paragraph 8 (a) shall also apply to all arms"

_PARAGRAPHS = re.compile(
    r"""\b(?:sub-?)?paragraphs?\s+(?P<list>\d+(?:\s*\([a-z]+\))*(?:\s*(?:,|to|and|or|,\s*and|-)\s*(?:paragraphs?\s+)?(?:\d+(?:\s*\([a-z]+\))*|\([a-z]+\)))*)
        (?:\s+(?:above|below))?
        (?:,?\s+of\s+(?:(?:its|the|Security|Council)\s+)*(?:resolution\s+(?P<number>\d{1,4})|(?P<own>(?:this|the\s+present)\s+resolution)))?""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACE = re.compile(r"(?P<to>\bto\s+)?(?:(?P<top>\d+)(?P<subs>(?:\s*\([a-z]+\))*)|(?P<more>\([a-z]+\)))")
_RESOLUTION = re.compile(r"\bresolutions?\s+(\d{2,4})\b|\b(\d{2,4})\s?\((?:19|20)\d\d\)")
_COMMITTEE = re.compile(r"\b(\d{3,4})(?:/\d{4})*\s+(?:\(\d{4}\)\s+)?(?:Sanctions\s+)?(?:Committee|[Rr]egime)")
_THE_COMMITTEE = re.compile(r"\bthe\s+(?:Sanctions\s+)?Committee\b")
_PARAGRAPH_NAME = re.compile(r"paragraph (\d+)(?: \(([a-z]+)\))? of resolution (\d+)")
_NUMBER = re.compile(r"S/RES/(\d+)\(")


_COMPLETE = re.compile(r"\bimplement\s+a\s+general\s+and\s+complete\s+$", re.IGNORECASE)
_STATES_DO = re.compile(r"\bStates\b[^;:]{0,80}\bshall\b", re.IGNORECASE)
_UNLESS = re.compile(
    r"[^;]{0,40}?\b(?:if|unless|when|once|as\s+soon\s+as|upon|until|on\s+the\s+\w+\s+day)\b", re.IGNORECASE
)
_SAME_PERIOD = re.compile(
    r"\bperiod\s+(?:specified|referred\s+to|set\s+out|mentioned)\s+in\s+paragraph\s+(\d+)(?!\s+of\s+resolution)",
    re.IGNORECASE,
)
_SHALL = re.compile(r"\b(?:shall|must|are\s+to)\b")
# words before a duty that speak of one that exists
_EXISTING = re.compile(
    r"""\b(?:implement\w*|enforc\w+|monitor\w*|violat\w+|obligations?|imposed|purposes?|aimed|assets?|order|designed|intended|efforts?|support\w*
          |strateg\w+|capacity|assist\w*|cooperat\w+|measures\s+(?:or\s+\w+\s+)?(?:contained|in\s+paragraph)|renew|extend|under)\b[^,;]{0,60}$""",
    re.VERBOSE | re.IGNORECASE,
)
_CONTINUE = re.compile(
    r"\bcontinue\s+to(?:\s+take\s+the\s+(?:necessary\s+)?measures(?:\s+necessary)?\s+to)?\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)


def find_measures(clause: Clause, actions: Sequence[Action], holders: Holders) -> Iterator[MeasureChange]:
    """Yield what a clause does to measures of Article 41; ``actions`` are those of the clause.

    >>> from resrdf.document import Document, Locator, Source
    >>> from resrdf.enrich.names.holders import read_holders
    >>> from resrdf.symbol import Symbol
    >>> def told(text):
    ...     clause = Clause(Locator(("op", "1")), "operative", text, "1")
    ...     symbol = Symbol.from_text("S/RES/1683(2006)")
    ...     document = Document("resolution", symbol, "en", Source("a", "b", "text/plain"), operative=(clause,))
    ...     found = find_measures(clause, tuple(find_actions(clause)), read_holders(document))
    ...     return [(m.kind.split("/")[-1], m.action.split("/")[-1], m.regime) for m in found]
    >>> told("Decides to renew the arms embargo imposed by paragraph 2 of resolution 1521 (2003) until 20 December 2007;")
    [('arms-embargo', 'extend', 'regime/1521')]
    >>> told("Decides that all States shall prevent the entry into or transit through their territories of such persons;")
    [('travel-ban', 'impose', 'regime/1521')]
    >>> told("Authorizes the Force to take all necessary measures to prevent attacks;")
    []
    """
    if clause.kind != "operative" or clause.locator.parts[0] != "op":
        return
    if actions and actions[0].start <= 60 and not any(act.verb in _DECIDES or act.verb in _ASKS for act in actions):
        return
    if not _speaks_of_measures(clause.text):
        return
    seen: set[tuple[str, str]] = set()
    for segment in _segments(clause, actions, holders):
        done = tuple(_changes(clause, segment, holders))
        found = list(done)
        for change in _imposed(clause, segment, holders):
            if not done or (_SHALL.search(clause.text, segment.start, change.start) and _is_apart(change, done)):
                found.append(change)
        told = {m.action for m in found if m.kind != "vocab/measure/sanctions"} | {action for _, action in seen}
        for change in sorted(found, key=lambda m: (m.start, m.kind)):
            if change.kind == "vocab/measure/sanctions" and change.action in told:
                continue
            if (change.kind, change.action) not in seen:
                seen.add((change.kind, change.action))
                yield change


def _speaks_of_measures(text: str) -> bool:
    """A first look, which most clauses do not pass."""
    folded = text.lower()
    return has_any(folded, _SURE_WORDS) or (has_any(folded, _QUICK_WORDS) and _QUICK.search(folded) is not None)


def _is_apart(change: MeasureChange, others: Sequence[MeasureChange]) -> bool:
    """Whether the words of a change are not those of another ("the measures … shall not prevent")."""
    return not any(o.start <= change.start < o.end for o in others)


def _segments(clause: Clause, actions: Sequence[Action], holders: Holders) -> Iterator[Segment]:
    """The stretches of a clause by the verb that governs them; an item without a verb goes on with that of its paragraph."""
    text = clause.text
    first = actions[0].start if actions else len(text)
    if (not actions or first > 60) and (verb := _inherited(clause, holders)):
        yield Segment(verb, 0, first)
    for action, following in zip_longest(actions, actions[1:]):
        yield Segment(action.verb, action.start, following.start if following else len(text))


def _inherited(clause: Clause, holders: Holders) -> str | None:
    """The verb of the paragraph to which an item belongs."""
    for parent in holders.above(clause):
        if acts := tuple(find_actions(parent)):
            return acts[-1].verb
    return None


def _imposed(clause: Clause, segment: Segment, holders: Holders) -> Iterator[MeasureChange]:
    """The measures that a stretch of a clause imposes by laying down a duty."""
    text = clause.text[segment.start : segment.end]
    asked = segment.verb in _ASKS
    if not asked and segment.verb not in _DECIDES:
        return
    lead = " ".join(p.text for p in holders.above(clause)) if segment.start == 0 else ""
    if _PASSIVE.search(lead) or (_COMMITTEE_TASK.search(lead[-250:]) and not _STATES_DO.search(lead + text)):
        return
    if asked and (not _ALL_STATES.search(lead + text) or _REMINDER.search(text)):
        return
    cues = list(_CUE.finditer(text))
    inherited = None
    if not cues and lead:
        inherited = next(reversed(list(_CUE.finditer(lead[-200:]))), None)
    if not cues and not inherited:
        return
    for kind, pattern in _OBJECTS.items():
        if not has_beginning(clause.text, _OBJECT_BEGINNINGS[kind]):
            continue
        for cue in cues or ([inherited] if inherited else []):
            own = _OWN_CUE.get(kind)
            if (own and not own.match(cue[0])) or (not own and _NO_TRADE_CUE.match(cue[0])):
                continue
            if asked and not _ASKED_CUE.match(cue[0]):
                continue
            if kind == "cargo-inspection" and "authorize" not in segment.verb and not _ALL_STATES.search(lead + text):
                continue
            if segment.verb.endswith("/authorize") and kind != "cargo-inspection":
                continue
            begin = 0 if cue is inherited else cue.start()
            what = pattern.search(text, begin, min(len(text), begin + 1200))
            if what is None or ";" in text[begin : what.start()] or _EXPLOSIVE.search(what[0]):
                continue
            before = "" if cue is inherited else text[max(0, begin - 90) : begin]
            if _EXISTING.search(before) and not _COMPLETE.search(before):
                continue
            bound = asked or cue is inherited or cue.start() < 40 or cue[0].lower() == "inspect"
            if not bound and not _SHALL.search(lead + " " + text[: cue.end()]):
                continue
            action = "extend" if _CONTINUE.search(before) else "impose"
            start, end = segment.start + min(begin, what.start()), segment.start + what.end()
            if cue is inherited:
                start = segment.start + what.start()
            regime, rule = _regime(clause, segment, holders, imposing=True)
            until = _until(text, holders)
            yield MeasureChange(
                start, end, f"vocab/measure/{kind}", f"vocab/measure-action/{action}", regime, until, rule
            )
            break


_COMMITTEE_TASK = re.compile(
    r"\b(?:tasks|mandate|functions|undertake)\b|\b(?:Committee|Panel|Group|Team|Secretary-General)\b[^;]{0,80}\bshall\b|\bcriteria",
    re.IGNORECASE,
)


def _changes(clause: Clause, segment: Segment, holders: Holders) -> Iterator[MeasureChange]:
    """What a stretch of a clause does to measures that exist."""
    if segment.verb not in _DECIDES:
        return
    text = clause.text[segment.start : segment.end]
    if segment.start == 0 and any(_COMMITTEE_TASK.search(p.text) for p in holders.above(clause)):
        return
    if segment.verb.endswith("/authorize") and not _PASSIVE.search(text):
        return
    for head in _HEAD.finditer(text):
        if _NO_MEASURES.search(text, max(0, head.start() - 40), head.start()):
            continue
        generic = _GENERIC.match(head["head"]) is not None
        around = text[max(0, head.start() - 40) : head.start()] + text[head.start() : head.end() + 120]
        if generic and not (_IMPOSED.match(text, head.end()) or any(p.search(around) for p in _NAMES.values())):
            if not re.search(r"\b(?:th[eo]se|the|travel|above)\s+$", text[max(0, head.start() - 14) : head.start()]):
                continue
            if not _regime(clause, segment, holders)[0]:
                continue
        done = _trigger(text, head)
        if done is None:
            continue
        action, start, end = done
        yield from _typed(clause, segment, holders, head, action, (start, end))
        return


def _trigger(text: str, head: re.Match[str]) -> tuple[str, int, int] | None:
    """What is done to the measures of a head, and from where to where the words that say so stand."""
    passive = _PASSIVE.search(text, head.end(), min(len(text), head.end() + 400))
    if passive and ";" not in text[head.end() : passive.start()] and not _IF.search(text[: head.start()]):
        if passive.lastgroup == "terminate" and _UNLESS.match(text, passive.end()):
            return None
        return str(passive.lastgroup), head.start(), passive.end()
    for active in reversed(list(_ACTIVE.finditer(text, max(0, head.start() - 220), head.start()))):
        between = text[active.end() : head.start()]
        if ";" in between or _OTHER_HEAD.search(between) or _IF.search(text[: active.start()]):
            continue
        action = active.lastgroup or "extend"
        if (
            action == "extend"
            and re.match(r"maintain|continue", active[0], re.I)
            and not re.search(r"\buntil\b|\bfor\s+a", text)
        ):
            continue
        if head["head"].lower().startswith("exemption"):
            action = "exempt"
        rest = text[head.end() :]
        if (
            action == "extend"
            and not any(t.part in ("until", "duration") for t in find_times(text))
            and _TO_OTHERS.search(rest)
        ):
            action = "modify"
        return action, active.start(), head.end()
    return None


def _typed(
    clause: Clause, segment: Segment, holders: Holders, head: re.Match[str], action: str, words: tuple[int, int]
) -> Iterator[MeasureChange]:
    """The change of each type of measure that a head means."""
    text = clause.text[segment.start : segment.end]
    start, end = words
    stop = end if action != "extend" or end > head.end() else min(len(text), head.end() + 320)
    about = text[max(0, min(start, head.start() - 60)) : max(stop, head.end() + (100 if end == head.end() else 0))]
    kinds = [kind for kind, pattern in _NAMES.items() if pattern.search(about)]
    rule: Rule = "stated"
    if not kinds:
        kinds, rule = _cited_kinds(about if action == "exempt" else text, holders)
        if action == "modify" and "arms-embargo" in kinds and _TO_ARMS.match(text, end):
            kinds = ["arms-embargo"]
    regime, how = _regime(clause, segment, holders)
    if not kinds:
        if re.match(
            r"provisions|requirements|terms|arrangements|obligations|exemption|(?:sub-?)?paragraph", head["head"], re.I
        ) or (regime is None and "sanction" not in about.lower() and "impos" not in about.lower()):
            return
        kinds = ["sanctions"]
    until = _until(text, holders) if action in ("extend", "impose", "suspend", "exempt") else None
    for kind in kinds:
        yield MeasureChange(
            segment.start + start, segment.start + end, f"vocab/measure/{kind}", f"vocab/measure-action/{action}",
            regime, until, how if rule == "stated" else rule,
        )  # fmt: skip


def _until(text: str, holders: Holders) -> date | None:
    """The end that a stretch of text gives: its date, or a length counted from the adoption."""
    times = [t for t in find_times(text, holders.document.adoption.date) if t.date]
    ends = [t.date for t in times if t.part == "until"]
    ends += [t.date for t in times if t.part == "duration" or text[: t.start].rstrip().endswith("until")]
    if not ends and (same := _SAME_PERIOD.search(text)) and (other := holders.clauses.get(Locator(("op", same[1])))):
        return None if _SAME_PERIOD.search(other.text) else _until(other.text, holders)
    return ends[0] if ends else None


def _cited_kinds(text: str, holders: Holders) -> tuple[list[str], Rule]:
    """The types of the measures that the paragraphs cited lay down: those of this resolution are read, others are known."""
    kinds: list[str] = []
    rule: Rule = "computed"
    number = _own_number(holders)
    for match in _PARAGRAPHS.finditer(text):
        cited = int(match["number"]) if match["number"] else number
        for top, sub in _places(match["list"]):
            if cited == number:
                rule = "anaphora"
                place = Locator(("op", top, sub) if sub else ("op", top))
                found = [
                    k for c in walk(tuple(filter(None, (holders.clauses.get(place),)))) for k in _kinds_of(c, holders)
                ]
            else:
                known = _known_paragraphs().get((cited, top), {})
                found = [k for s, ks in known.items() for k in ks if sub is None or s in (sub, None)]
            kinds += (k for k in found if k not in kinds)
    return kinds, rule


def _kinds_of(clause: Clause, holders: Holders) -> Iterator[str]:
    """The types of measure that a clause imposes, as short names."""
    if clause.kind == "operative" and _speaks_of_measures(clause.text):
        for segment in _segments(clause, tuple(find_actions(clause)), holders):
            for change in _imposed(clause, segment, holders):
                yield change.kind.rsplit("/", 1)[1]


def _places(listing: str) -> Iterator[tuple[str, str | None]]:
    """The paragraphs of a list: "3, 4 (a) and (b), 6 to 8".

    >>> list(_places("3, 4 (a) and (b), 6 to 8"))
    [('3', None), ('4', 'a'), ('4', 'b'), ('6', None), ('7', None), ('8', None)]
    """
    top = ""
    for match in _PLACE.finditer(listing):
        if match["more"]:
            yield top, match["more"].strip("()")
            continue
        if match["to"] and top and int(match["top"]) - int(top) < 20:
            yield from ((str(n), None) for n in range(int(top) + 1, int(match["top"])))
        top = match["top"]
        subs = re.findall(r"\(([a-z]+)\)", match["subs"])
        yield top, subs[0] if subs else None


def _own_number(holders: Holders) -> int | None:
    match = _NUMBER.match(holders.document.symbol.canonical)
    return int(match[1]) if match else None


def _regime(clause: Clause, segment: Segment, holders: Holders, *, imposing: bool = False) -> tuple[str | None, Rule]:
    """The regime of the measures of a clause: of the resolution or committee it names, of this resolution, of the State it names."""
    text = clause.text[segment.start : segment.end]
    number = _own_number(holders)
    own = _by_resolution().get(number or 0, frozenset())
    if imposing and len(own) == 1:
        return next(iter(own)), "computed"
    cited = [int(a or b) for a, b in _RESOLUTION.findall(text)]
    named = [int(n) for n in _COMMITTEE.findall(text)]
    regimes = [_by_resolution()[n] for n in (*cited, *named) if n in _by_resolution()]
    if regimes:
        common = frozenset.intersection(*regimes) or frozenset.union(*regimes)
        if len(common) == 1:
            return next(iter(common)), "stated"
        return None, "stated"
    if len(own) == 1:
        return next(iter(own)), "computed"
    if _THE_COMMITTEE.search(text) and (body := holders.names.resolve("Committee")[0]):
        found = _by_resolution().get(int(digits[0]) if (digits := re.findall(r"\d+", body)) else 0)
        if found and len(found) == 1:
            return next(iter(found)), "anaphora"
    places = {f.concept for f in states().find_in(text)}
    of_states = {regime for place in places if (regime := _of_state(place, number or 0))}
    return (of_states.pop(), "computed") if len(of_states) == 1 and not imposing else (None, "stated")


def _of_state(state: str, number: int) -> str | None:
    """The regime that concerns a State and was the last to be founded when a resolution of this number was adopted."""
    founded = [n for n in _by_state().get(state, ()) if n <= number]
    return f"regime/{max(founded)}" if founded else None


@lru_cache(maxsize=1)
def _by_resolution() -> Mapping[int, frozenset[str]]:
    """The regimes to which the measures of a resolution belong."""
    regimes: defaultdict[int, set[str]] = defaultdict(set)
    for concept, label, name in concept_labels("regime"):
        if label.endswith("#hiddenLabel"):
            regimes[int(name.split()[1])].add(concept)
        elif label.endswith("#notation"):
            regimes[int(name)].add(concept)
    return {number: frozenset(found) for number, found in regimes.items()}


@lru_cache(maxsize=1)
def _by_state() -> Mapping[str, tuple[int, ...]]:
    """The numbers of the regimes that concern a State, by the end of their names ("concerning Liberia")."""
    numbers: defaultdict[str, list[int]] = defaultdict(list)
    for concept, label, name in concept_labels("regime"):
        if label.endswith("#prefLabel") and " concerning " in name:
            state = states().find_name(name.split(" concerning ")[1].removeprefix("the situation in "))
            if state:
                numbers[state].append(int(concept.rsplit("/", 1)[1]))
    return {state: tuple(found) for state, found in numbers.items()}


@lru_cache(maxsize=1)
def _known_paragraphs() -> Mapping[tuple[int | None, str], Mapping[str | None, tuple[str, ...]]]:
    """The types of the measures that paragraphs of earlier resolutions lay down, by resolution, paragraph and item."""
    known: defaultdict[tuple[int | None, str], defaultdict[str | None, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for concept, label, name in concept_labels("measure"):
        if label.endswith("#hiddenLabel") and (match := _PARAGRAPH_NAME.fullmatch(name.rsplit(" (", 1)[0])):
            known[int(match[3]), match[1]][match[2]].append(concept.rsplit("/", 1)[1])
    return {key: {sub: tuple(kinds) for sub, kinds in items.items()} for key, items in known.items()}
