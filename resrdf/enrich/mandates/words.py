"""The words by which mandates are changed: triggers, what they are done to, and what stands between.

One trigger for each kind of change; whether it is a change is judged by :mod:`resrdf.enrich.mandates.reader`.
"""

from __future__ import annotations

import re
from typing import Final

TRIGGER = re.compile(
    r"""\b(?:
        (?P<extend> (?:extend|renew|prolong)(?:s|ed|ing)?(?!\s+(?:its|their)\s+(?:appreciation|condolences|sympathy|cooperation))
                  | (?:extension|renewal|prolongation|continuation)(?=\s+(?:of|for|until|in)\b) )
      | (?P<keep>   maintain(?:s|ed)? | continues?\b | continued(?=\s+(?:conduct|deployment|presence|stationing)\s) | remain | maintenance(?=\s+of\b) )
      | (?P<establish> (?:re-?)?(?:establish(?:es|ed)?|constitute[sd]?) | sets?\s+up | creates? | appoints? | designates? | dispatch(?:es)?
                  | (?:re)?deploy(?:s|ed)? | send | (?:re-?)?establishment | deployment | creation | appointment )
      | (?P<expand> (?:expand|increas|enlarg|augment|broaden|strengthen|reinforc|widen)(?:e|s|es|ed)? | expansions? | increase | enlargements? | reinforcements? | strengthening | rais(?:e|es|ing)
                  | restoration(?=\s+of\s+the\s+(?:strength|mandate)\b) )
      | (?P<reduce> (?:reduc|decreas|downsiz)(?:e|es|ed|ing)? | draw(?:ing)?[-\s]?down | drawdown | reduction | downsizing | lower )
      | (?P<terminate> terminat(?:e|es|ed|ion) | dissol(?:ve|ves|ved|ution) | liquidat(?:e|ion) | disband | withdraw(?:n|s|al)? | close[sd]? | closure | discontinue
                  | expires? | conclude | end | cease )
      | (?P<transfer> transfer(?:s|red)? | subsume[sd]? )
      | (?P<modify> (?:adjust|modif|revis|restructur|reconfigur|realign|reorient)(?:y|ies|ied|e|es|ed|s)? | restructuring | reconfiguration | adjustments? )
      | (?P<empower> (?:use|take)\s+all\s+(?:the\s+)?(?:means|measures|(?:necessary|appropriate|required|requisite)\s+(?:\w+\s+){0,2}?(?:means|measures|steps|force|actions?)) | take\s+the\s+necessary\s+(?:measures|action|steps)|use\s+of\s+force )
      | (?P<define> mandates? (?=\s+(?:[A-Z]|the\s+[A-Z])) | mandate | responsibilities | tasks | functions | objectives | priorities | strategic\s+(?:objective|priority) )
      )\b""",
    re.VERBOSE | re.IGNORECASE,
)
# the words with which those begin, folded
TRIGGERS: Final = frozenset(
    """extend extends extended extending renew renews renewed renewing prolong prolongs prolonged prolonging extension renewal
    prolongation continuation maintain maintains maintained continue continues continued remain maintenance re reestablish
    reestablishes reestablished reestablishment establish establishes established establishment constitute constituted constitutes
    reconstitute reconstituted reconstitutes
    set sets create creates creation appoint appoints appointment designate designates dispatch dispatches deploy deploys deployed
    deployment redeploy redeploys redeployed send expand expands expanded expansion expansions increase increases increased enlarge
    enlarges enlarged enlargement enlargements augment augments augmented broaden broadens broadened strengthen strengthens
    strengthened strengthening reinforce reinforces reinforced reinforcement reinforcements widen widens widened raise raises
    raising restoration reduce reduces reduced reducing reduction decrease decreases decreased decreasing downsize downsizes
    downsized downsizing draw drawing drawdown lower terminate terminates terminated termination dissolve dissolves dissolved
    dissolution liquidate liquidation disband withdraw withdrawn withdraws withdrawal close closes closed closure discontinue
    expire expires conclude end cease transfer transfers transferred subsume subsumes subsumed adjust adjusts adjusted adjustment
    adjustments modify modifies modified revise revises revised restructure restructures restructured restructuring reconfigure
    reconfigures reconfigured reconfiguration realign realigns realigned reorient reorients reoriented use take mandate mandates
    responsibilities tasks functions objectives priorities strategic""".split()
)
# what is extended: the first of these words says whether it is a mandate at all
HEAD = re.compile(
    r"""\b(?: (?P<good>mandates?|authori[sz]ations?|stationing|deployment|presence|terms?\s+of\s+(?:deployment|reference)|tenure|duration|life|tasks)
            | (?P<bad>measures?|provisions|sanctions|embargo|exemptions?|requirements?|procedures?|arrangements?|deadline|time-?limits?
                |terms?\s+of\s+office|programme|co-?operation|assistance|support|invitation|appreciation|call|request|help|hand|condolences
                |decisions?|moratorium|ban|prohibitions?|state|(?<!its\ )authority|rule|efforts?|protection|access|ceasefire|cease-fire|truce|services?
                |jurisdiction|competence|commitment|participation|appeal) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
TIMELY = re.compile(
    r"""(?: [\s,()] | \b(?:for|until|to|by|through|a|an|the|its|further|additional|another|final|initial|interim|last|new|time|once|more|again|period|periods|of
          |on|from|with|effect|starting|ending|expiring|beginning|date|adoption|this|resolution|that|is|up|day|days|weeks?|months?|years?|beyond|and|existing|planned
          |current|present|temporary|temporarily|immediately|specified|in|paragraph|above|same|as|appropriate|\d+|[a-z]+-month|whole|entire
          |January|February|March|April|May|June|July|August|September|October|November|December
          |one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirteen|fifteen|eighteen|twenty|thirty|forty-five|sixty|ninety|under\s+its\s+authority)\b )*""",
    re.VERBOSE | re.IGNORECASE,
)
POSSESSED = re.compile(r"(?:\s*\([^)]*\))?[’']s?\s+(?:[\w-]+\s+){0,4}$")
OF = re.compile(
    r"(?:\b[Oo]f\s+(?:the\s+)?(?=[A-Z])[^;,()]{0,140}\([“\"’]?$|\bof\s+[^;,]{0,80}?\b(?:[Mm]ission|[Ff]orce|[Oo]peration|[Oo]ffice)\b[^;,]{0,40},\s+|\b(?:of|for|to)\s+(?:the\s+|a\s+|both\s+|its\s+)?(?:(?!that\b|which\b)[\w’'-]+\s+){0,4}\(?)$"
)
DIRECT = re.compile(
    r"(?:\bto|\band|,|\bshall|\bwill|\bshould|\bbe|\bis|\bare)\s+(?:\w+ly\s+|also\s+|further\s+|hereby\s+|then\s+)?(?:be\s+)?$",
    re.I,
)
ITS = re.compile(
    r"\b(?:(?:its|their)(?:\s+existing)?|the(?:\s+(?:current|present|existing|said))?|present|current|this)\s+$"
)
JOINED = re.compile(
    r"\s*\(\W*|(?:\s*\([^)]*\)|[”\"’]?\))?\s*(?:,|,?\s*and|as\s+well\s+as)\s+(?:of\s+|to\s+)?(?:the\s+)?(?:mandates?\s+of\s+(?:the\s+)?)?$"
)
AUTHORIZATION_OF = re.compile(
    r"^\s*(?:\([^)]*\)\s*)?(?:of|to|for|given\s+to|granted\s+to|provided\s+to|(?:that\s+)?(?:it|the\s+Security\s+Council)\s+(?:gave|provided|granted)\s+to)\s+(?:the\s+)?(?:Member\s+States\s+(?:of|participating\s+in|acting\s+through)\s+(?:the\s+)?(?:[^,;]{0,40}\s+together\s+with\s+(?:the\s+)?)?)?$",
    re.I,
)
ACTING_UNDER = re.compile(
    r"\bStates\s+acting\s+under\s+paragraphs?\s+(?P<paragraphs>\d+(?:(?:,|,?\s+and)\s+\d+)*)\s+above\b"
)
GRANTED_BY = re.compile(
    r"\s+(?:(?:provided|granted|given|set\s+out|as\s+set\s+out|contained)\s+)?(?:by|in|under)\s+paragraph\s+(?P<paragraph>\d+)\s+of\s+(?:its\s+|Security\s+Council\s+)?resolution\s+(?P<number>\d+)"
)
INFINITIVE = re.compile(r"\bto\s+(?!the\b|its\b|it\b|[A-Z\d])[a-z]+\b")
SUBJECT_SHALL = re.compile(r"(?:[\s”\"’]*\([^)]*\))?(?:,[^;]{0,120})?,?\s+(?:shall|should|will)\s+")
NOT_YET = re.compile(r"\b(?:to\s+consider|intention|whether|unless|that\s+it\s+(?:will|shall|may))\b")
AUTHORIZED_SIZE = re.compile(r"\bauthori[sz]ed\s+(?:\w+\s+)?(?:ceilings?|strength|levels?|size)\b")
PLAIN_SIZE = re.compile(
    r"""\s+(?:the\s+)?(?:(?:(?:current|authorized|authorised|overall|maximum|existing)\s+){1,2}(?:(?:troop|police|force|personnel)\s+)?
        |(?:troop|police|force|personnel)\s+) (?:ceilings?|strength|levels?)\b""",
    re.VERBOSE,
)
OWN_OBJECT = re.compile(r"\s+(?:its|their|the)\b")
OFFICER = re.compile(r"\b(?:Secretary-General|President|Committee|Council|him)\b")
CEILING_SHALL = re.compile(r"\b(?:ceilings?|strength|levels?)\b[^;]{0,80}\b(?:shall|will)\s+$")
WITH_A_VIEW = re.compile(r"\b(?:with\s+a\s+view\s+to|for\s+the\s+purpose\s+of)\s+$")
FORCE_HEAD = re.compile(
    r"\b(?:size|strength|ceilings?|levels?|number|numbers|troops?|personnel|force|forces|military|police|observers|component|contingents?|mandate|deployment|presence|battalions?|capacity|area|operations?|tasks|experts|members|elements)\b",
    re.I,
)
FURTHER = re.compile(r"\b(?:further|additional|another)\s+(?:[\w-]+\s+)?(?:period|term|time)\b", re.I)
ADDED = re.compile(r"\b(?:additional|components?|units?|contingents?|battalions?)\b")
TO_ENABLE = re.compile(
    r"\b(?:in\s+order\s+to\s+enable|so\s+as\s+to\s+(?:enable|include)|to\s+(?:include|cover|enable|encompass))\b"
)
ASIDE = re.compile(
    r"\s*(?:and\s+)?(?:in|for|as|under|within|until|on|by|with|pursuant|at|immediately|when|starting|beginning|from|thirteen|acting|effective|without|subject|through|if|upon|consistent)\b|\s*$"
)
APPOSED = re.compile(
    r"\s*(?:an?|the)\s+[^,]*\b(?:[Mm]ission|[Ff]orce|[Oo]ffice|[Oo]peration|[Gg]roup|[Mm]echanism)\s*$"
)
NP_STOP = re.compile(
    r"\b(?:with|and\s+\w+\s+the|dependent|to|for|between|in\s+(?:accordance|consultation|coordination|order)|by|which|who|through|as|within|under\s+the)\b"
)
MANDATE_IS = re.compile(
    r"""[^.;:]{0,260}?\b(?:shall|will|should|is\s+to|consists?|includes?)\s+(?:\w+,?\s+){0,3}?
        (?:be\b(?=\s*(?:[:,—]|as\b|to\b|the\b|that\b|for\s+a\s+period|limited|confined|focus|in\s+the\s+following))|include|consist|comprise|cover|focus|of\b|as\b|:)""",
    re.VERBOSE,
)
DESIGNED = re.compile(r"\s+is\s+designed\s+to\b")
# what is laid down comes on top of what was before
MANDATE_ALSO = re.compile(
    r"[^.;:]{0,260}?\b(?:shall|will|should)\s+(?:(?:also|further)\s+include|include\s+(?:the\s+)?(?:following\s+)?additional)\b"
)
MANDATE_BE = re.compile(
    r"""[^.;:]{0,260}?\bbe\s+(?:further\s+|hereby\s+)?
        (?:extended|renewed|reviewed|terminated|prolonged|kept|subject|under|expanded|modified|adjusted)""",
    re.VERBOSE,
)
SHALL_PERFORM = re.compile(
    r"""(?:\s*\([^)]*\))?,?[^;]{0,160}?\b(?:shall|will|should|is\s+authori[sz]ed\s+to)(?:,[^;]{0,300}?,)?\s+(?:[\w-]+,?\s+){0,4}?
        (?:have|undertake|perform|carry\s+out|pursue|implement|focus|execute|fulfil|be\s+given|continue)\b""",
    re.VERBOSE,
)
FOLLOWING = re.compile(
    r"\b(?:following|mandated?\s+to|mandate\s+to|responsib(?:le|ilit\w+)|tasks?\b|functions|objectives)", re.I
)
# a change that is named and not done: "the extension of", which must stand close behind the Council's verb
NOUN_TRIGGER = re.compile(r"(?:ion|ment|al|down|closure|ing)s?$|^(?:increase|withdrawal)$", re.IGNORECASE)
AS_VERB = re.compile(r"\bto\s+(?:\w+ly\s+)?$")
IN_PASSING = re.compile(
    r"\b(?:in\s+connection|having\s+regard|after\s+the|following|upon|that\s+the|of)\s*$|\bthat\s+the\b", re.IGNORECASE
)
INDIRECT = re.compile(
    r"""\b(?:which|who|how|whether|unless|that\s+it\s+(?:will|shall|may)|including|expectation|expected|would|could|with\s+a\s+view
        |in\s+order|so\s+as|if|should\s+the|when|to\s+(?:allow|enable|permit)|until\s+the\s+end|as\s+it)\b""",
    re.VERBOSE,
)
SHALL_BE = re.compile(
    r"\b(?:shall|will|should|that\s+the\s+(?:strength|size|mandate)\b[^;,]{0,120})\s+(?:\w+\s+)?be\s+(?:further\s+|hereby\s+)?$"
)
TO_BE = re.compile(r"(?:[,)]\s+to\s+be|\bis|\b(?:shall|will))\s+$")
SHALL_DO = re.compile(r"\b(?:shall|will)\s+(?:be\s+)?(?:further\s+)?$")
OF_BODY = re.compile(r"\b(?!(?:dispatch|deployment|establishment)\b)\w+\s+of\s+(?:the\s+)?$")
NOT_STRENGTH = re.compile(
    r"""\b(?:cooperation|support|assistance|efforts|coordination|contribut\w+|protection|wom[ae]n|accountability|awareness
        |participation|efficiency|effectiveness|safety|cost|access|capabilit\w+\s+of\s+the)\b""",
    re.VERBOSE,
)

MANDATED = re.compile(r"mandate|authori", re.IGNORECASE)
BE_DONE = re.compile(
    r"\b(?:shall|should|will|be|is|are)\s+(?:hereby\s+|further\s+|also\s+|therefore\s+)?(?:be\s+)?(?:further\s+|initially\s+)?$"
)
WILL = re.compile(r"\bmandate\b[^,;]*\b(?:shall|will)\s+$")
STATIONED = re.compile(r"\s+the\s+period\s+(?:in|for|during)\s+which\s+(?:the\s+)?")
WISH = re.compile(r"\bintention\b")
OWN = re.compile(r"\bits\s+$")
CEILING_BEHIND = re.compile(r"[^;,]{0,60}?\b(?:ceilings?|strength|force\s+levels?|levels?|configuration)\b")
DEPLOYED = re.compile(r"\b(?:deployment|presence)\b(?:\s+of\s+(?:up\s+to\s+)?[\d,]+\s+(?:uniformed|military)\b)?")
ITS_OWN = re.compile(r"\s+(?:the\s+|its\s+)?(?:(?:existing|current)\s+)?(?:of\s+)?(?:the\s+)?")
OPERATION_BEHIND = re.compile(r"\s+(?:the\s+)?(?:[\w’]+\s+)?(?P<head>mandate|operations?|deployment)\b")
SOME_TIME = re.compile(r"\buntil\b|\bfor\s+(?:a|the)\s+(?:\w+\s+)?period\b(?!\s+specified)")
ENDS = re.compile(r"end|conclude|cease|close[sd]?|expires?|terminated?")
MANDATE = re.compile(r"\bmandate\b")
SHALL_NEAR = re.compile(r"\b(?:shall|will|should)\s+(?:\w+\s+){0,2}$")
THAT_SHALL = re.compile(r"(?:\s*\([^)]*\))?\s+(?:(?:shall|will|should)\s+(?:be\s+)?|is\s+)")
OF_THE = re.compile(r"\s+of\s+(?:the\s+)?")
OF_BEHIND = re.compile(r"\s+of\b")
MANDATE_BEHIND = re.compile(
    r"""(?:[\s,]+(?:with\s+immediate\s+effect|on|as\s+of|by|from|\d+\s+\w+\s+\d{4}|hereby|immediately))*[\s,]+(?:the\s+)?(?P<head>mandate)\b""",
)
PARTS = re.compile(r"\b(?:complete|full|all|elements|remaining|military|troops|personnel)\b")
ITS_MANDATE = re.compile(r"\s+its\s+mandate")
DOES = re.compile(r"(?:\bto|\bbe|\bSecretary-General)\s+(?:\w+ly\s+)?$")
HANDED_OVER = re.compile(
    r"[\s,]+(?:of\s+|the\s+|its\s+|all\s+|appropriate\s+)*(?:authority|responsibilit\w+|command|functions|mandate|tasks)\b"
)
BE_FOUNDED = re.compile(r"(?:(?:\b(?:shall|will|should)|[,)]\s+to)\s+be|\bis|(?<!to)\sbe)\s+$")
KEEPS = re.compile(r"\b(?:maintain|continue|extend|renew)\s+(?:the|its)\s+$")
WITHIN = re.compile(r"[^;,]{0,40}?\s+within\s+(?:the\s+)?(?=[A-Z])")
STRENGTH = re.compile(
    r"""\b(?:additional|(?!(?:19|20)\d\d\b)\d{2,}(?=\s+(?!days|weeks|months|years)[a-z])|troops|personnel|contacts?|unit|component|office
        |presence)\b""",
    re.VERBOSE,
)
PERSONNEL = re.compile(r"\b(?:personnel|observers)$")  # a mission that has no other name than that of its people
# the States that take part in a force have its operation go on: "approves the continued conduct by … of the operation"
GOES_ON = re.compile(
    r"\s+(?:conduct|deployment|presence|stationing)\s+(?:of|by)\s+(?:the\s+)?(?:(?:Member\s+)?States\s+participating\s+in\s+(?:the\s+)?)?"
)
# "shall continue to comprise up to 13,289 military personnel": a strength that stays
STILL_COMPRISE = re.compile(r"\s+to\s+(?:comprise|consist\s+of|include)\b[^;]{0,60}?\d{2}")
# "shall, in addition to the provisions of its existing mandate, verify": one more task
IN_ADDITION = re.compile(r"\bin\s+addition\s+to\s+the\s+provisions\s+of\s+[^,;]{0,40}\bexisting\s+$")
VERB_THE = re.compile(r"\w+\s+(?:(?:also|further)\s+)?(?:the\s+)?")
# what had been enlarged is made small again
GROWTH = re.compile(
    r"\s+(?:the\s+)?(?:expansion|enlargement|increase|extension)\s+of\s+(?:the\s+)?(?P<head>mandate|tasks)\b"
)
ABOVE = re.compile(
    r"\s+(?:referred\s+to|given|granted|provided|set\s+out|contained)\s+in\s+paragraph\s+(?P<paragraph>\d+)\s+above\b"
)
LIMITED = re.compile(
    r"\bauthori[sz]ation\s+[\w\s]{1,40}\sparagraph\s+(?P<paragraph>\d+)\s+above\s+(?:shall|will|is|should)\s+(?:be\s+)?limited\s+to\b"
)
ENTRUST = re.compile(r"\b[Ee]ntrusts?\s(?:(?:a|the|its)\s+(?:new\s+)?(?P<mandate>mandate)\s+to\s)?")
# a team of experts that is to go on: "the Monitoring Team, …, shall also support the Committee for a period of 18 months"
SUPPORT = re.compile(r"\balso\s+(?:support|assist)\s+the\s+Committee\s+for\s+a\s+period\b")
WITH_TASK = re.compile(
    r"[^;]{0,160}?\bwith\s+(?:the|an?|these|this)?\s*(?:[\w-]+\s+){0,3}?(?:responsibilit(?:y|ies)|tasks?|functions?|role)\b"
)
ITS_BEHIND = re.compile(r"\s+its\b")
OF_A_BODY = re.compile(r"mandate|members|experts")
STRUCTURE = re.compile(
    r"\s+(?:of\s+)?(?:the\s+|its\s+)?(?:[\w’']+\s+){0,3}?(?P<head>mandate|structure|configuration|composition|tasks)\b"
)
PRONOUN = re.compile(r"\b(?:it|its|them|they)\b")
NUMBER = re.compile(r"\d+")
# a mission of observers, by what it is made of
OBSERVERS = re.compile(r"\s+(?:the\s+)?(?P<who>United\s+Nations\s+military\s+observers)\b")
# "decides that …, MINUSMA is authorized to respond": who may do it stands ahead
IS_AUTHORIZED = re.compile(r"\s+(?:is|are|shall\s+be|remains)\s+(?:hereby\s+|also\s+)?")
TO_THE = re.compile(r"\s+to\s+(?:the\s+)?")
# "authorizes, from 1 January 2007 until the end of the mandate, an increase"
VERB_ASIDE = re.compile(r"\w+,\s[^;]{0,160},\s+(?=(?:an?|the)\s+(?:\w+\s+)?$)")
AUTHORIZED = re.compile(r"\bauthori[sz](?:es?|ed)\b", re.IGNORECASE)
DIRECTLY = re.compile(
    r"[\s,]*(?:the\s+|also\s+|further\s+|these\s+)*(?:remaining\s+elements\s+of\s+(?:the\s+)?)?(?:(?:Member\s+)?States\s+(?:participating|taking\s+part)\s+in\s+(?:the\s+)?)?"
)
KNOWN_AS = re.compile(
    r"\b(?:known\s+as|under\s+the\s+name(?:\s+of)?|entitled|to\s+be\s+called)\s+(?:the\s+)?[“\"‘']?(?=[A-Z])"
)
POSSESSIVE = re.compile(r"[’']s?\s")
FROM = re.compile(r"\bfrom\s+(?:the\s+)?(?:[^,;]*\bto\s+(?:the\s+)?)?$")
FOUNDER = re.compile(r"\bby\s+(?:the\s+)?$")
TOGETHER_WITH = re.compile(r"\b(?:with|of|by)\s+(?:the\s+)?$")
MAY = re.compile(r"\bmay\s+$")
TO_DO = re.compile(
    r"""(?:\s*\([^)]*\))?(?:\s+which\s+support\s+it)?(?:\s+and\s+(?:those|the|other)\s+(?:Member\s+)?States\s+[^,;:]{0,60})?(?:\s+(?:military|police)\s+(?:forces|components?|personnel))?(?:[’']s?\s+(?:\w+,?\s+){0,6}components?)?
        (?:,[^;]{0,200}?,|\s+within[^;,]{0,100}?)?\s+to\s+(?P<on>continue\s+(?:to\s+)?)?(?P<verb>\w+)(?P<rest>[^;:]{0,160})""",
    re.VERBOSE,
)
TO_ITEMS = re.compile(r"(?:\s+which\s+support\s+it)?,\s+(?:within|in)\s+(?!.*\bto\s+(?:use|take)\b)[^;:]{0,200}:\s*$")
PERFORM = frozenset("fulfil fulfill pursue perform carry undertake implement conduct deliver execute".split())
TASKS = re.compile(r"[^;]{0,60}?\b(?:tasks|functions|mandate|objectives)\b")
ALL_NECESSARY = re.compile(r"all\s+necessary")
IS = re.compile(r"\b(?:is|remains|shall\s+be)\b")
THE = re.compile(r"\s+(?:the\s+)?")
THIS_MANDATE = re.compile(r"\bmandate\b.*\bthis\s+mandate$")  # one that the clause has named
SHALL_APPLY = re.compile(r"[^.;:]{0,200}?\bshall\s+(?:also\s+)?apply\b")
THAT_THE = re.compile(r"\bthat\s+the\s+(?:\w+\s+){0,2}$")
SHALL_ITEMS = re.compile(
    r"\b(?:shall|should):\s*$|\bwill\s+(?:continue\s+to\s+)?lead\s[^;:]{1,200}\bto,\s+(?:inter\s+alia|namely):\s*$"
)
SHALL_BE_THESE = re.compile(r"[^.;:]{0,260}?\b(?:shall|will)\s+be(?:\s+the\s+following|\s+as\s+follows)\b")
THAT_ROLE_AND = re.compile(
    r"\bthat(?:,[^,;]{1,80},|\s+in\s+\w+ing\b[^;:]{1,200},)?\s+(?:the\s+)?(?:[A-Z][\w’'.-]+\s+(?:(?:of|for|the|and)\s+)*){0,9}$"
)
HAVE_FOLLOWING = re.compile(r"\bshall\s+have\s+the\s+following\s+$")
TO_AUTHORIZE = re.compile(r"\bto\s+(?:authori[sz]e|approve|endorse|begin)\b(?:\s+and\s+mandate)?")
BEING = re.compile(r"\b(?:is|are)\s+(?:hereby\s+|further\s+|also\s+)?$")
IS_AHEAD = re.compile(r"\bdecides\b[^;]*\b(?:is|are|be)\s+(?:hereby\s+|further\s+|also\s+)?$", re.IGNORECASE)
TO = re.compile(r"\s+to\s+(?:\w+ly\s+)?")
ASKED = re.compile(r"\bthat\s+(?:the\s+)?(?:United\s+Nations\s+)?Secretary-General\s+$")
OF_SOME = re.compile(r"\s+(?:of|for)\b(?!\s+a\b)")
BREAK = re.compile(r";|\b(?:and\s+(?:requests|decides|authorizes)|which|in\s+order|so\s+that)\b")
COMMA = re.compile(r"[;:]|,(?!\d{3}\b)")  # not that of "1,144 personnel"
