"""The words by which measures of Article 41 are known: what imposes them, what is done to them, what they are about.

What a match means is judged by :mod:`resrdf.enrich.measures.imposed` and :mod:`resrdf.enrich.measures.changed`.
"""

from __future__ import annotations

import re
from typing import Final

DECIDES: Final = frozenset(
    f"vocab/verb/{v}"
    for v in """decide impose extend renew prolong terminate lift suspend modify amend approve agree resolve authorize
        confirm direct establish end exempt prohibit ban""".split()
)
ASKS: Final = frozenset(f"vocab/verb/{v}" for v in "call-upon request urge invite call-for appeal".split())
GOVERNS: Final = DECIDES | ASKS

QUICK = re.compile(
    r"""shall\s+not\s+(?:apply|sell|supply|make|export|allow|permit|provide)|sale(?<=\bsale)\s+or\s+supply|supply(?<=\bsupply)\s+of
        |ban(?<=\bban)\b|inspect(?<=\binspect)|import(?<=\bimport)|cease(?<=\bcease)|deny(?<=\bdeny)""",
    re.VERBOSE,
)  # in small letters; no word boundary stands first, so that the search goes from letter to letter

# these words are enough wherever they stand; the others need the company that the pattern asks for
# without their first letter, which may be a capital
SURE_WORDS = (
    "easures", "revent", "anction", "mbargo", "rohibit", "rovisions", "reez", "rozen", "estrictions", "xempt", "efrain", "iplomatic",
)  # fmt: skip
QUICK_WORDS = ("shall", "sale", "supply", "ban", "inspect", "import", "cease", "deny")
# the duty that imposes a measure
CUE = re.compile(
    r"""\b(?: prevent(?:ing)? | prohibit(?:ed|ing)? | ban(?:ned)?\b(?!\s+Ki) | den(?:y|ied) | suspend(?=\s+(?:all\s+)?(?:flights|relations|credit))
          | not\s+(?:to\s+)?(?:sell|supply|transfer|import|export|permit|allow|make\s+available|provide|engage)
          | refrain(?:ing)?\s+from | cease | withhold | interrupt | sever | embargo\s+on
          | shall\s+(?:take\s+(?:\w+\s+){0,3}?measures\s+to\s+)?(?:significantly\s+)?reduce | (?<!\w\s)significantly\s+reduce
          | (?:frozen|freez(?:e|ing)) | inspect )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# the words with which those begin, folded
CUES: Final = frozenset(
    """prevent preventing prohibit prohibited prohibiting ban banned deny denied suspend not refrain refraining cease withhold interrupt
    sever embargo shall significantly frozen freeze freezing inspect""".split()
)
TRADE = r"\b(?:sale|sell|suppl(?:y|ies|ying)|deliver(?:y|ies|ing)|provision|provid(?:e|ing)|transfers?|transferring|export(?:s|ing|ation)?|shipments?|import(?:s|ing|ation)?|procure(?:ment)?|flow|trade)\b"
ANY = r"(?:(?!;|\.\s).){0,%d}?"


def _trade(goods: str, reach: int = 700) -> str:
    return f"{TRADE}{ANY % reach}\\b(?:{goods})"


# what the duty is about, by type of measure
OBJECTS: Final = {
    kind: re.compile(pattern, re.IGNORECASE | re.DOTALL)
    for kind, pattern in {
        "arms-embargo": "(?:"
        + _trade(
            r"arms\b|(?<!chemical\s)(?<!biological\s)(?<!nuclear\s)weapons\b(?!\s+of\s+mass|\s+programme)|military\s+(?:equipment|vehicles|mat[ée]riel|assistance|activities)|armaments|munitions|mat[ée]riel|battle\s+tanks"
        )
        + r"|embargo\s+on\s+(?:\w+\s+){0,6}?(?:arms|weapons))",
        "asset-freeze": rf"\bfreez(?:e|ing)\b{ANY % 160}\b(?:funds|assets|(?:economic|financial)\s+resources|property)|\b(?:funds|assets)\b{ANY % 160}\bfrozen",
        "travel-ban": rf"\b(?:entry\s+(?:in|into|to)|enter|transit\s+through|admission|transiting)\b(?!\s+(?:into\s+)?(?:force|ports)){ANY % 60}\b(?:territor(?:y|ies)|countr(?:y|ies)|jurisdictions?)(?!{ANY % 40}\b(?:vessels?|ships?|aircraft|trains?)\b)",
        "flight-ban": rf"\b(?:aircraft|flights?)\b{ANY % 200}\b(?:tak(?:e|ing)\s+off|land(?:ing)?\b|overfl\w+)|\b(?:permission|permit)\b{ANY % 120}\baircraft|ban\s+on\s+(?:all\s+)?(?:\w+\s+)?flights|(?:prohibit|suspend)\w*\s+(?:all\s+)?flights",
        "oil-embargo": _trade(r"petroleum|(?:crude|refined|fuel)\s+oil|\boil\b|aviation\s+(?:gasoline|fuel)", 500),
        "timber-embargo": _trade(r"round\s+logs|timber", 200),
        "diamond-embargo": _trade(r"diamonds", 200),
        "charcoal-ban": _trade(r"charcoal", 160),
        "coal-and-minerals-ban": _trade(r"coal\b|iron\s+ore|\bgold\b|titanium|copper|chrome|asbestos|minerals\b", 200),
        "luxury-goods-ban": r"\bluxury\s+goods",
        "trade-embargo": rf"\b(?:imports?|importation|sale\s+or\s+supply|export)\b{ANY % 260}\b(?:all|any)\s+(?:other\s+)?(?:commodities|products|goods)\b",
        "financial-restrictions": r"\b(?:provision|transfer)\b(?:(?!;|\barms\b|\bweapons\b).){0,120}?\b(?:financial\s+services|public\s+financial\s+support|export\s+credits)|new\s+commitments\s+for\s+grants|mak(?:e|ing)\s+available\s+to\s+the\s+Government|joint\s+ventures|correspondent\s+(?:banking\s+)?relationships",
        "maritime-restrictions": rf"\b(?:entry|enter|access)\b{ANY % 80}\bports\b|\bde-?flag|bunkering\s+services|(?:leasing|chartering|crew\s+services)\b{ANY % 120}\bvessels|\bship-to-ship",
        "cargo-inspection": rf"\binspect\b{ANY % 160}\b(?:cargo(?:es)?|vessels?|shipping|ships|aircraft)",
        "diplomatic-restrictions": rf"\breduce\b{ANY % 120}\b(?:diplomatic\s+(?:missions?|staff|personnel)|staff)\b{ANY % 60}(?:diplomatic|missions?|consular)|\b(?:diplomatic|consular)\s+relations",
        "proliferation-restrictions": rf"{TRADE}{ANY % 400}\b(?:items|materials|goods|technolog\w+)\b{ANY % 500}\b(?:nuclear|ballistic|weapons\s+of\s+mass\s+destruction|enrichment-related)",
        "cultural-and-sports-restrictions": r"\b(?:participation|participating)\b.{0,80}?\bsport|scientific\s+and\s+technical\s+cooperation\s+and\s+cultural|sporting\s+(?:events|relations)",
        "cultural-property-ban": rf"\b(?:trade|transfer)\b{ANY % 80}\bcultural\s+property",
        "labour-restrictions": r"\bwork\s+(?:authorizations|permits)",
    }.items()
}
# the letters with which the words begin that a pattern needs
OBJECT_BEGINNINGS: Final = {
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
OWN_CUE: Final = {  # types for which not every cue will do
    "asset-freeze": re.compile(r"fr[eo]", re.IGNORECASE),
    "cargo-inspection": re.compile(r"inspect", re.IGNORECASE),
    "diplomatic-restrictions": re.compile(r"(?:shall\s+.*)?reduce|sever|interrupt|suspend", re.IGNORECASE),
    "travel-ban": re.compile(r"prevent|prohibit|ban|den|not", re.IGNORECASE),
}
NO_TRADE_CUE = re.compile(r"fr[eo]|inspect", re.IGNORECASE)
EXPLOSIVE = re.compile(r"\bimprovised\s+explosive", re.IGNORECASE)
# a call that reminds of duties, or speaks of crime, imposes nothing
REMINDER = re.compile(
    r"""\b(?:in\s+(?:full\s+)?(?:compliance|accordance|conformity)|consistent\s+with|pursuant\s+to|embargo(?:es)?|resolutions?\s+\d|relevant\s+resolutions
          |obligations?|continue|illicit|illegal\w*|violation|traffick\w+|terroris\w+|safe\s+haven|as\s+required|refugee|enforce\w*)\b""",
    re.VERBOSE | re.IGNORECASE,
)
ALL_STATES = re.compile(
    r"\b(?:all|other|Member|neighbouring)\s+(?:\w+\s+)?(?:States|Governments|countries)\b", re.IGNORECASE
)
ASKED_CUE = re.compile(r"prohibit|ban|refrain|cease|not|inspect|embargo|den|prevent|suspend|reduce", re.IGNORECASE)

# the measures that something is done to
NAMES: Final = {
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
HEAD = re.compile(
    r"""\b(?P<head> (?:arms\s+|oil\s+|trade\s+)?embargo(?:es)? | sanctions(?!\s+(?:committee|monitoring|list|team|regime\s+panel)) | exemptions? | assets?\s+freezes? | travel\s+bans?
          | ban\s+on\s+(?:\w+\s+){0,6}?(?:flights|charcoal|timber|diamonds|arms)
          | accounts?\s+(?:that\s+are\s+)?frozen | measure(?=\s+(?:imposed|set\s+out|contained|in\s+paragraph))
          | (?:sub-?)?paragraphs?\s+\d+(?:\s*\([a-z]+\))*(?:\s+(?:above|below))?                          # "paragraph 4 shall not apply to"
              (?:\s+of\s+(?:this\s+resolution|resolution\s+\d+\s*\(\d{4}\)(?:\s+of\s+\d+\s+\w+\s+\d{4})?))?(?=,?\s+shall\s+not\s+apply)
          | (?:measures|restrictions|prohibitions?|provisions|requirements|terms|arrangements|obligations) )(?!\w)""",
    re.VERBOSE | re.IGNORECASE,
)
# the words with which those begin, folded
HEADS: Final = frozenset(
    """arms oil trade embargo embargoes sanctions exemption exemptions asset assets travel ban account accounts measure measures sub
    subparagraph subparagraphs paragraph paragraphs restrictions prohibition prohibitions provisions requirements terms arrangements
    obligations""".split()
)
GENERIC = re.compile(
    r"measures|restrictions|prohibition|provisions|requirements|terms|arrangements|obligations|exemption", re.I
)
NO_MEASURES = re.compile(
    r"""\b(?:confidence-building|necessary|humanitarian|appropriate|security|protective|interim|preventive|control|transparency|effective
          |concrete|further|additional|urgent|practical|precautionary|accountability|special|disciplinary|protection|mitigation|support|building
          |verification|administrative|legislative|all|such|other|provisional|following|[a-z]+ing)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
IMPOSED = re.compile(
    r"""[^;]{0,60}?\b(?:impos\w+|paragraphs?\s+\d|resolutions?\s+\d|sanctions?\b|this\s+resolution|the\s+present\s+resolution)""",
    re.VERBOSE | re.IGNORECASE,
)
ACTIVE = re.compile(
    r"""\b(?: (?P<extend>extend|renew|prolong|maintain|continue|reimpose|re-establish)(?:s|ing)? | (?:extension|renewal)\s+of | (?P<modify>modif(?:y|ies)|adjusts?|amends?|expands?|strengthens?|broadens?|widens?|replaces?|revises?)
          | (?P<suspend>suspends?|suspending) | (?P<terminate>terminates?|lifts?|(?<!the\ )ends?(?!\s+of)|removes?|revokes?|abolish|rescinds?|discontinues?|repeals?)
          | (?P<exempt>exempts?|make\s+exceptions\s+to|permit\s+the\s+addition\s+to) | (?P<impose>impos(?:e|es|ing)|reimposes?) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
PASSIVE = re.compile(
    r"""\b(?: (?P<exempt>(?:shall|do|does|will|should)\s+(?:also\s+|further\s+)?not\s+(?:be\s+)?(?:apply|applicable|prevent|prohibit|affect)(?!\s+(?:after|from|beyond)\b) | (?:are|is|be)\s+(?:hereby\s+)?(?:not\s+applicable|exempted|exempt\b|waived) | not\s+appl(?:y|icable)\s+to | may\s+be\s+(?:waived|exempted))
          | (?P<suspend>(?<!may\s)(?:shall|be|are|is|will)\s+(?:hereby\s+|immediately\s+)?(?:be\s+)?suspended)
          | (?P<terminate>(?<!may\s)(?:shall|be|are|is|will)\s+(?:hereby\s+|immediately\s+)?(?:be\s+)?(?:terminated|lifted|removed|revoked|ended|rescinded|discontinued) | (?:shall|will|should)?\s*(?:no\s+longer|cease\s+to)\s+(?:(?:be\s+)?appl(?:y|ied)|have\s+effect))
          | (?P<extend>(?<!may\s)(?:shall|be|are|is|will)\s+(?:hereby\s+)?(?:be\s+)?(?:extended|renewed|prolonged|maintained) | (?:shall|will|should)\s+(?:also\s+)?(?:remain\s+in\s+(?:force|effect|place)|continue\s+(?:to\s+(?:apply|be\s+in\s+force)|in\s+force)|continue\s+until))
          | (?P<modify>(?:shall|be|are|is)\s+(?:hereby\s+)?(?:be\s+)?(?:modified|amended|adjusted|replaced|expanded|strengthened) | shall\s+(?:also|further|henceforth|additionally|now)\s+(?:be\s+)?appl(?:y|ied) | shall\s+apply\s+(?:also|as\s+well)) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
OTHER_HEAD = re.compile(
    r"\b(?:mandates?|authori[sz]ations?(?![^;,]{0,60}\band\s+(?:the\s*)?$)|designations?|Panel|Group\s+of\s+Experts|invitation|cooperation|intention|capacity|implementation|monitoring|review\w*|violat\w+|ability|efforts|enforce\w*|report\w*|listing|support\w*)\b",
    re.IGNORECASE,
)
IF = re.compile(
    r"\b(?:intention|readiness|ready|prepared|consider(?:s|ing)?|possib(?:le|ility)|whether|with\s+a\s+view\s+to|request\w*|recommend\w*|review|shall\s+decide|decid(?:e|ing)\s+(?:on\s+)?whether|in\s+order\s+to|ways\s+(?:to|of)|if\s+(?:it|the\s+Council))\b[^;,]{0,80}$",
    re.IGNORECASE,
)
TO_OTHERS = re.compile(
    r"\bto\s+(?:also\s+|further\s+)?(?:include|cover|apply|individuals|persons|entities|all|the)\b", re.I
)
TO_ARMS = re.compile(r"\s+to\s+(?:all\s+)?arms\b")  # "the measures of paragraph 8 (a) shall also apply to all arms"

PARAGRAPHS = re.compile(
    r"""\b(?:sub-?)?paragraphs?\s+(?P<list>\d+(?:\s*\([a-z]+\))*(?:\s*(?:,|to|and|or|,\s*and|-)\s*(?:paragraphs?\s+)?(?:\d+(?:\s*\([a-z]+\))*|\([a-z]+\)))*)
        (?:\s+(?:above|below))?
        (?:,?\s+of\s+(?:(?:its|the|Security|Council)\s+)*(?:resolution\s+(?P<number>\d{1,4})|(?P<own>(?:this|the\s+present)\s+resolution)))?""",
    re.VERBOSE | re.IGNORECASE,
)
PLACE = re.compile(r"(?P<to>\bto\s+)?(?:(?P<top>\d+)(?P<subs>(?:\s*\([a-z]+\))*)|(?P<more>\([a-z]+\)))")
RESOLUTION = re.compile(r"\bresolutions?\s+(\d{2,4})\b|\b(\d{2,4})\s?\((?:19|20)\d\d\)")
COMMITTEE = re.compile(r"\b(\d{3,4})(?:/\d{4})*\s+(?:\(\d{4}\)\s+)?(?:Sanctions\s+)?(?:Committee|[Rr]egime)")
THE_COMMITTEE = re.compile(r"\bthe\s+(?:Sanctions\s+)?Committee\b")
PARAGRAPH_NAME = re.compile(r"paragraph (\d+)(?: \(([a-z]+)\))? of resolution (\d+)")
NUMBER = re.compile(r"S/RES/(\d+)\(")


COMPLETE = re.compile(r"\bimplement\s+a\s+general\s+and\s+complete\s+$", re.IGNORECASE)
STATES_DO = re.compile(r"\bStates\b[^;:]{0,80}\bshall\b", re.IGNORECASE)
UNLESS = re.compile(
    r"[^;]{0,40}?\b(?:if|unless|when|once|as\s+soon\s+as|upon|until|on\s+the\s+\w+\s+day)\b", re.IGNORECASE
)
SAME_PERIOD = re.compile(
    r"\bperiod\s+(?:specified|referred\s+to|set\s+out|mentioned)\s+in\s+paragraph\s+(\d+)(?!\s+of\s+resolution)",
    re.IGNORECASE,
)
SHALL = re.compile(r"\b(?:shall|must|are\s+to)\b")
# words before a duty that speak of one that exists
EXISTING = re.compile(
    r"""\b(?:implement\w*|enforc\w+|monitor\w*|violat\w+|obligations?|imposed|purposes?|aimed|assets?|order|designed|intended|efforts?|support\w*
          |strateg\w+|capacity|assist\w*|cooperat\w+|measures\s+(?:or\s+\w+\s+)?(?:contained|in\s+paragraph)|renew|extend|under)\b[^,;]{0,60}$""",
    re.VERBOSE | re.IGNORECASE,
)
CONTINUE = re.compile(
    r"\bcontinue\s+to(?:\s+take\s+the\s+(?:necessary\s+)?measures(?:\s+necessary)?\s+to)?\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
# an item of what a body is to do imposes nothing
COMMITTEE_TASK = re.compile(
    r"\b(?:tasks|mandate|functions|undertake)\b|\b(?:Committee|Panel|Group|Team|Secretary-General)\b[^;]{0,80}\bshall\b|\bcriteria",
    re.IGNORECASE,
)
