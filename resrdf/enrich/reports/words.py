"""The words by which duties to report are known: verbs of telling, the papers that are given, what stands around them.

What a match means is judged by :mod:`resrdf.enrich.reports.verbs`.
"""

from __future__ import annotations

import re
from typing import Final

from resrdf.enrich.date_words import MONTHS

ASKS: Final = frozenset(
    f"vocab/verb/{v}"
    for v in """request call-upon call invite urge encourage direct instruct ask demand decide require task mandate appeal order charge
        entrust authorize reiterate agree approve resolve recommend expect press exhort insist enjoin remind make-an-appeal
        establish set-up extend renew repeat call-for welcome rely-on continue""".split()
)
# verbs that ask for nothing unless what they govern says who shall report
WEAK: Final = frozenset(f"vocab/verb/{v}" for v in "welcome expect approve agree remind recommend".split())
# "reminds all States of their obligations under … and to report": it asks for what they are obliged to do
OBLIGED = re.compile(r"[^;,]{0,60}\s+of\s+(?:its|their|the)\s+(?:obligations?|duty|duties)\b")
# the stems of what is a paper
PAPER_STEMS: Final = ("eport", "riefing", "pdate")
# a text without one of these stems lays down no duty
STEMS: Final = (
    "eport",
    "nform",
    "brief",
    "updat",
    "dvise",
    "pprise",
    "otif",
    "ecommend",
    "ubmit",
    "rovid",
    "ommunicat",
    "ransmit",
    "resent",
    "keep",
    "forward",
)

ADVERB = r"(?:\w+ly|also|further|again|continue\s+to|as\s+(?:appropriate|necessary)|where\s+appropriate|orally|either|back|jointly|then|henceforth|thereafter|in\s+writing)"
PAPER = r"(?:reports?(?!ing)|reporting|updates?|briefings?|sitreps?|notifications?|addend(?:um|a))"
_MATTER = r"""(?:information|assessments?|recommendations|findings|plans?|options|analys[ie]s|proposals?|reviews?|evaluations?|strategy|(?<!into\s)accounts?
    |concept\s+of\s+operations|estimates?|observations|timetable|timeline|benchmarks|views|inventory|comments|conclusions|results|accounting|roadmap
    |programme\s+of\s+work|investigations?|inquir(?:y|ies)|lists?|overviews?|summar(?:y|ies)|descriptions?|considerations
    |statements?(?!\s+of\s+case))"""
NOUN = re.compile(rf"(?<![-\w])(?:{PAPER}|{_MATTER})\b", re.VERBOSE)
IS_PAPER = re.compile(PAPER)

_KINDS: Final = {
    "keep": "keep keeps keeping kept informed",  # keep the Council informed, ensure that it is informed
    "report": "report reports reporting",
    "tell": "inform informs informing notify notifying brief briefs update advise apprise alert",  # inform the Council
    "give": """provide provides submit submits present presents prepare transmit communicate deliver make give circulate convey produce
        issue supply furnish forward send formulate propose render undertake conduct publish arrange""",  # submit a report
    "include": """include includes included incorporate reflect address cover describe highlight integrate assess review consider measure discuss
        monitor""",  # include in his reports
}
_EACH = "|".join(f"(?P<{kind}>{'|'.join(verbs.split())})" for kind, verbs in _KINDS.items())
VERB = re.compile(rf"\b(?:{_EACH})\b", re.IGNORECASE)
VERBS: Final = frozenset(verb for verbs in _KINDS.values() for verb in verbs.split())
# what looks like such a verb, but is none: "the present resolution", "looks forward to the report", "a report that provides"
NO_VERB = re.compile(
    r"-$|\b(?:the|this|its|their|his|of|an?|any|such|looks?|looking|view\s+to|by|that|which|who)\s+$", re.IGNORECASE
)
# verbs that make a paper, but do not hand it to anybody
MAKING: Final = frozenset("undertake conduct make formulate propose prepare issue publish".split())
# what is given as advice, even where nobody is named to whom
ADVICE: Final = frozenset(("recommendations", "considerations"))
# verbs that hand over what was spoken of before: "and to forward it to the Council"
HANDING = re.compile(r"(?:submit|transmit|forward|communicate|present|convey|send|circulate)", re.IGNORECASE)
# "a cross-cutting issue" is a matter, not a verb
ISSUE_AT_HAND = re.compile(r"\b(?:cross-cutting|as\s+a\s+\w+|key|important|priority)\s+issue$")
# what others wrote is passed on: "transmit these proposals to the General Assembly"
PASSED_ON = re.compile(
    r"(?:transmit|forward|circulate|communicate|convey|send)\s+(?:these|this|those|the\s+(?:present|first|said|above))\b"
)
HANDED = re.compile(r"\s+(?:it|them|these|this)\s+to\s+(?:the\s+)?$")
# verbs that treat a matter: only in a report that is to come do they tell of it
TREATING: Final = frozenset("assess review consider measure discuss monitor".split())

KEPT = re.compile(
    rf"\s+(?:[^;.]{{1,120}}?\s+)??(?:{ADVERB}\s+)*(?:informed|apprised|abreast|(?<!as\s)updated|advised|up[\s-]to[\s-]date)\b"
)
# "to ensure that the Council is regularly informed"
IS_INFORMED = re.compile(
    rf"\b(?:ensure|see\s+to\s+it)\s+that\s+(?:it|the\s+(?:Security\s+)?(?:Council|Committee))\s+(?:is|be)\s+(?:{ADVERB}\s+)*$"
)
# "that monitoring is carried out, and the results included in his reports"
RESULTS = re.compile(r"\bthe\s+(?:results|findings|conclusions|outcome)\s+(?:thereof\s+)?(?:(?:be|is|are)\s+)?$")
BEFORE_VERB = re.compile(
    rf"""(?: \b(?:to|shall|should|will|must|may)\s+ | ^\W*(?:To\s+)? | [:—]\s+(?:To\s+)? ) (?:{ADVERB},?\s+)*$""",
    re.VERBOSE | re.IGNORECASE,
)
JOINED_VERB = re.compile(rf"(?:\band\b|\bor|,|\bthen)\s+(?:to\s+)?(?:{ADVERB},?\s+)*$")
# "which will report": of whom it is said stands somewhere before
RELATIVE = re.compile(r"\bwhich\s+(?:will|shall|should)\s+(?:\w+ly\s+)?$")
# "and reporting to the Council", not "its regular reporting to the Council"
GERUND = re.compile(r"(?:\b(?:and|or|while|without|for|including)|,|:|^)\s*(?:\w+ly\s+)?$")
# what comes to pass, not what shall be: "when the Committee reports to the Council that", "provided that the State notifies"
CONDITION = re.compile(
    r"\b(?:if|when|whenever|once|after|until|unless|provided\s+that|as\s+soon\s+as)\b(?![^;]*\b(?:shall|should)\b)[^;]*$"
)
BEHIND_VERB = re.compile(
    r"""\s+(?:to|back|on|within|by|every|no\s+later|not\s+later|at|regularly|periodically|immediately|upon|in\s+writing|orally|annually|quarterly
        |jointly|thereon|without|its|his|their|any|through|as|before|monthly|fully|accordingly|directly|regarding|concerning|about|publicly)\b|[,;.]|$""",
    re.VERBOSE,
)
TO_COUNCIL = re.compile(
    r"\s+(?:back\s+)?(?:regularly\s+)?(?:to\s+(?:it|the\s+(?:Security\s+)?Council|the\s+Committee)\b|every\b)"
)
# what may stand between "inform" and whom: "notify in a timely fashion the Committee", "inform, through him, the Council"
_ASIDE = r"(?:\s+\w+ly|\s+in\s+(?:a\s+\w+\s+(?:fashion|manner)|advance|writing)|\s+as\s+appropriate|\s*,[^,;.]{1,80},)?"
TOLD = re.compile(
    rf"{_ASIDE}\s+(?P<whom>(?:the\s+|it\b|him\b|them\b|its\s+members|members|all\b|relevant\b|[A-Z]|its\b|those|each|both))"
)
PRONOUN = re.compile(r"(?:it|him|them|its\s+members)\b")
# "brief regularly on its progress": whom is understood
UNTOLD = re.compile(rf"(?:\s+{ADVERB})*\s+(?:on|every|within|by|at|about)\b")
_REPORTING = r"(?:[Rr]eports?|reporting(?!\s+of)|briefings?|updates?)"
IN_REPORTS = re.compile(
    rf"""\b(?:in|within|as\s+part\s+of|through)\s+(?:all\s+)?(?:of\s+)?
        (?:the\s+annex(?:es)?\s+to\s+)?(?:his|her|its|their|the|this|these|those|such|future|next|regular|periodic|relevant|mandated|any|each|every|subsequent|forthcoming|that)\b
        (?:(?!\b(?:of|to|and\s+to)\b)[^;,.]){{0,70}}?\b{_REPORTING}\b""",
    re.VERBOSE,
)
# reports that are still to come
TO_COME = re.compile(
    rf"""\b(?:in|within|as\s+part\s+of)\s+(?: (?:all\s+)?(?:his|her|its|their|the)\s+(?:(?:own|Secretary-General[’']s)\s+)?(?:[\w-]+\s+){{0,2}}?
          (?:next|regular|regularly|future|forthcoming|periodic|subsequent|upcoming|mandated|annual|quarterly|midterm|mid-term|final|interim
                |{"|".join(MONTHS)})\s+(?:[\w-]+\s+){{0,3}}?
        | (?:future|regular|mandated|forthcoming|relevant)\s+(?:[\w-]+\s+){{0,4}}?
        | (?<=as\spart\sof\s)(?:his|her|its|their|the|that)\s+(?:[\w-]+\s+){{0,2}}? ) {_REPORTING}\b""",
    re.VERBOSE,
)
# reports that are only spoken of: "the issues covered in his report"
SPOKEN_OF = re.compile(
    r"\b(?:covered|described|contained|outlined|set\s+out|mentioned|proposed|identified|made|raised|referred\s+to|recommended|listed|noted|specified|presented|included)\s+$"
)
REPORTS_AHEAD = re.compile(
    r"\bin\s+(?:his|her|its|their|the)\s+(?:[\w-]+\s+){0,4}?(?:reports?|reporting|briefings?)\b[^;.]{0,60}?,?\s+(?:to\s+)?$"
)
BEHIND_REPORT = re.compile(r"\b(?:to|before)\s+(?:the\s+|its\s+|all\s+)?(?:members\s+of\s+the\s+)?$")
OBJECT = re.compile(rf"\w+{_ASIDE}\s+(?:(?:the|all|its|other|relevant|members|leadership|of|\w+ly)\s+)*")
# the same with others before it that no vocabulary knows: "inform the leadership of the force and [the Secretary-General]"
OBJECTS = re.compile(
    rf"(?:{OBJECT.pattern}|\w+{_ASIDE}\s+(?:(?!\b(?:on|about|regarding|that|whether|if)\b)[\w\s’'-]){{2,60}}(?:,|\band|,\s+and)\s+(?:the\s+|all\s+)?)"
)
JOIN = re.compile(r"(?:\s*\([^)]*\))?\s*(?:,|,?\s*and|,?\s*as\s+well\s+as|or)\s+(?:to\s+)?(?:the\s+|its\s+|all\s+)?$")
TO_IT = re.compile(r"\bto\s+it\b|\b(?:provide|present)\s+it\b|\bit\s+with\b")
ADJACENT = re.compile(
    rf"(?:\s*\([^)]*\))?(?:,[^;]{{0,140}},)?\s*(?:,\s*who\s+)?(?:shall|should|will|must|to|may)?\s*(?:{ADVERB}\s+)*(?:to\s+)?(?:be\s+(?:requested\s+to\s+)?|continue\s+to\s+)?$"
)
# a body that a matter is referred to: "to the Committee for examination and report to the Council"
REFERRED = re.compile(r"(?:\s*\([^)]*\))?,?\s+for\s+(?:its\s+)?(?:[\w-]+,?\s+){0,3}(?:and\s+)?$")
WHO_SHALL = re.compile(r",\s+who\s+shall\b")
# where a sentence or what is decided begins: its first actor may be the subject of a verb far behind
OPENING = re.compile(r"(?:^\W*|[.;]\s+|\bthat\s+)(?:[Tt]he\s+|all\s+)?$")
INFINITIVE = re.compile(
    r"(?<!pursuant\s)(?<!prior\s)\bto\s+(?!the\b|in\b|as\b|it\b|its\b|their\b|his\b|all\b|resolutions?\b|paragraphs?\b|[A-Z\d])[a-z]+\b"
)
# a time directly before the verb: "requests him, by 1 June, to submit"
CLOSE = re.compile(rf"[\s,]*(?:(?:to|and)\s+)?(?:{ADVERB}\s+)*(?:to\s+)?")
STOP = re.compile(r";\s|\.\s(?=[A-Z])")
FURTHER_PAPER = re.compile(
    rf"(?:,|\band\b|\bwith\b|\bfollowed\s+by)\s+(?:to\s+(?:submit|provide|present)\s+)?(?:then\s+|thereafter\s+)?(?:(?:an?|its|the|their|his|further|subsequent)\s+|(?=(?:periodic|regular|monthly)\s))(?P<kind>(?:(?!including\b)[\w-]+,?\s+){{0,5}}?){PAPER}\b"
)
# a paper that is the first of those spoken of is no further one
FIRST_PAPER: Final = frozenset("first next initial".split())
PERIODIC: Final = frozenset("periodic regular monthly".split())
ANOTHER: Final = frozenset("final full second further subsequent follow-up another".split())
NO_OBJECT = re.compile(
    r"\b(?:and|or)\s+(?:to\s+)?(?:report|inform|brief)\b|\bin\s+(?:his|its|their|the)\s+$|\bthat\b(?!\s+(?:date|day|period|report)\b)|\bwhich\b"
)
HELP = re.compile(
    r"\b(?:assistance|support|resources|personnel|access|services|facilities|training|protection|equipment|funds|funding|security)\b(?:[^,]*|.*\b(?:including|comprising)\b.*)$"
)
# a preposition governs the noun, unless an article begins another phrase: "within 20 days of this resolution [a report]"
INSIDE = re.compile(
    r"\b(?:on|to|of|in|for|from|with|by|into)\s+(?:(?:the|his|its|their|this|that|these|those|any|all|an?)\s+)?(?:(?!(?:an?|basis)\s)[\w’'-]+\s+){0,3}$"
)
WITH_A_PAPER = re.compile(
    r"""\b(?:with|to\s+(?:the|it)\b[^,]{0,80})\b[^;]{0,200}\b(?:an?|regular|periodic|its|his|their|further|written|oral|final|monthly|quarterly
        |interim|comprehensive|annual|additional|detailed|updated|timely)\s+(?:[\w-]+\s+){0,5}$""",
    re.VERBOSE,
)
# what a recipient leaves behind when it is taken out of "provide [the Council] with reports"
RECIPIENT = re.compile(r"(?:\b(?:to|before|through|via|for)\s+)?(?:the\s+|its\s+|all\s+|members\s+of\s+)*$")
WITH = re.compile(r"\s*,?\s*with\s+(?=\S|$)")
ABOUT = re.compile(
    r"\s(?:on|about|regarding|concerning|as\s+to|with\s+respect\s+to|detailing|describing|outlining|containing|covering)\s+"
)
OF = re.compile(r"\s*(?:,\s*)?(?:\w+ly\s+|in\s+a\s+timely\s+manner\s+)?of\s+")
NOT_ABOUT = re.compile(
    r"an?\s+(?:[\w-]+\s+(?:and\s+)?){1,4}basis|(?:the|a)\s+basis|behalf|request|\d|or\s+before|its\s+own|(?:his|its|their)\s+part\b|(?:them|it|him|her)\b"
)
ABOUT_END = re.compile(
    r""",\s+the\s+first\b | \s+(?:at\s+least(?:\s+once)?|well)\s*$ | ,?\s+and(?:\s+also)?(?:\s+to)?\s*$
        | ,?\s+and\s+to\s+(?!the\b|all\b|its\b|their\b|which\b)[a-z]+\b                          # "and to appoint a coordinator"
        | ,?\s+(?:with\s+the\s+least|through|to)\s+(?:the\s+)?(?:possible|Secretary|Council|Security|Committee|United\s+Nations\b)
        | ,?\s+as\s+soon\s+as\b | \s+in\s+(?:his|its|their|the|each)\s+(?:\w+\s+)?reports?\b""",
    re.VERBOSE,
)
ASKED_ITEM = re.compile(r"\W*To\s+(?:request|call\s+(?:up)?on|invite|urge|instruct|ask|direct)\b")
SECOND_PAPER = re.compile(
    rf"requests?\s+(?:also\s+|further\s+)?(?:an?|its|regular|periodic)\s+(?:[\w-]+\s+){{0,4}}?{PAPER}\b", re.I
)
OBLIQUE = re.compile(r"\b(?:with|from|for|by|of|on|in|through)\s+(?:the\s+|its\s+|all\s+)*$")
# a report that is itself asked for, and from whom: "requests regular updates [on the talks] from the Secretary-General"
ASKED_PAPER = re.compile(
    rf"(?:requests?|urges?|encourages?|calls\s+for)\s+(?:(?:by|before|within|no\s+later\s+than)\s+(?:(?!to\b)[\w-]+,?\s+){{1,5}}?)?(?:(?:an?|the|further|regular|periodic|additional|monthly|quarterly|annual|oral|written|timely|prompt|also|[\w-]+ly)\s+){{0,4}}(?:[\w-]+\s+)?{PAPER}\b",
    re.IGNORECASE,
)
FROM = re.compile(r"[^;]{0,80}?\b(?:from|by)\s+(?:the\s+)?", re.IGNORECASE)
# "requests a revision of the benchmarks, and to report": a thing is asked for, of whom was asked before
ASKED_THING = re.compile(r"\s*(?:also\s+|further\s+)?(?:an?|its|further|to)\s+", re.IGNORECASE)
# whom the verb governs where no addressees were read: "relies on the Chief of Staff to inform it", "resolves to call on the
# permanent members to", "reiterates the need for all States to", "decides that any State which …, shall"
GOVERNED = re.compile(
    r"""[\s,*]*(?:\b(?:also|further|again)\s+)?(?:
          (?:to\s+)?(?:(?:call|ask|request|invite|urge|instruct|direct|authorize)\s+)?(?:(?:up)?on\s+\W*)?
        | (?:the|its)\s+(?:need|urgency|obligation|responsibility|call|request)\s+(?:for|of|on|upon|to)\s+
        | that,?\s+(?:[^,;]{0,120},\s+)?
        )(?:the\s+leadership\s+of\s+)?(?:(?:the|all|any|each|every|said)\s+)*""",
    re.VERBOSE,
)
GOVERNED_END = re.compile(
    r"""(?:\s+of\s+the\s+(?:Security\s+)?Council)?(?:\s+(?:that|which|who|concerned|above)\b[^;]{0,160}?|\s*\([^)]*\)|,[^;]{0,120},)?
        \s+(?:to|shall|(?:has|have)\s+the\s+(?:primary\s+)?responsibility\s+(?:to|for)|(?:is|are)\s+(?:primarily\s+)?responsible\s+for|of\s+(?:its|their)\s+(?:obligations?|duty|duties))\b""",
    re.VERBOSE,
)
# "that he submit": the Secretary-General, where he was named
HE = re.compile(r"\bthat\s+s?he\s+(?:\w+ly\s+)?$")
# "requests that, by 1 June, the Panel submit": a time behind "that" belongs to the verb
THAT = re.compile(r"\w+\s+(?:\w+\s+)?that\b")
# "the Monitoring Team shall have the following responsibilities:", charged with the items below
CHARGED = re.compile(r"\s*(?:\([^)]*\)\s*)?shall\b[^.;]*:\s*$")
# "to establish a Group of Experts with the following mandate:", whose tasks are the items below, not those of whom the Council asks
TASKS_INLINE = re.compile(
    r"\b(?:establish|appoint|create|constitute|form|set\s+up)\b[^;]*\bfollowing\s+(?:tasks?|mandate|functions|responsibilities)\s*:"
)
FOUNDING = re.compile(
    r"\bto\s+(?:re-?)?(?:establish|appoint|create|constitute|form|set\s+up)\b.*(?:mandate|tasks?|functions|responsibilities|to)\s*:?\s*$"
)
# "report and provide an analysis": one report
AND_GIVE = re.compile(r"\s+and\s+(?:to\s+)?(?:provide|submit|present)\b")
# "to the parties": somebody is given it who is not known
TO_OTHERS = re.compile(r"[^;,]{0,60}?\bto\s+(?:the|all|its|their|those)\b")
# behind these words "on" says no longer what is reported on
FAR = re.compile(r"\b(?:including|taking|whether|which|in\s+order)\b")
# "for its review": what a paper is given for is not the paper
PURPOSE = re.compile(r"\bfor\s+(?:its|their|the|further)\s+(?:\w+\s+and\s+)?$")
# where a second time makes a second duty: "by 1 March and again at the end of the period"
AND_AGAIN = re.compile(
    r"(?:.*[^,]\s|.*,\s+(?=and\s+again\b)|,?\s*)(?:and|as\s+well\s+as)\s+(?:(?:then|again|also|thereafter|subsequently|finally|at\s+least|another|a\s+further)\s+)*",
    re.DOTALL,
)
# the time of what is reported on: "on the elections to be held by 1 June"
OF_EVENT = re.compile(
    r"\b(?:with\s+a\s+view\s+to|aim(?:ed)?\s+(?:at|of)|scheduled|planned|held|completed|deployed|implemented|take\s+place|taking\s+place|expir\w+)\b[^,;]{0,140}$"
)
AND_BY = re.compile(r",\s+(?:and\s+)?")  # "by 1 July, 1 October, and 10 January"
FIRST = re.compile(r"\b(?:first|beginning|starting|next|commencing|initial(?:ly)?)\b")
# what a length of time runs from, or the period that is meant, where another paragraph says it
IN_FORCE = re.compile(
    r"\s+(?:after|following|from)\s+(?:the\s+)?(?:date\s+of\s+)?(?:the\s+)?(?:entry|coming)\s+into\s+force\s+of\s+paragraph\s+(?P<number>\d+)\s+above\b"
)
OF_PARAGRAPH = re.compile(
    r"\s+(?:referred\s+to|specified|mentioned|set\s+out|described|authorized)\s+(?:in|by)\s+paragraph\s+(?P<number>\d+)\s+above\b"
)
DAYS_PERIOD = re.compile(r"\b(\d{2,3})-day\s+period\b")
# of which end a length of time runs: "30 days before its expiry", "before the end of the mandate"
OF_TERM = re.compile(r"[^;,]{0,60}\b(?:mandate|period|term|expir\w+|terminat\w+)")
