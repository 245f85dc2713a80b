"""Works that a clause means without saying which: "his report", "that letter", "these agreements", "the Peace Agreement".

They are told by what the document has named before. Where two works come to the same, and where a report is still to be
made ("in his next report"), nothing is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from resrdf.annotations import Citation, Work
from resrdf.enrich.citations.aliases import Target
from resrdf.enrich.citations.memory import ASSEMBLY, Antecedent, Works
from resrdf.enrich.citations.nouns import to_kind
from resrdf.enrich.literals import has_any, matches_at

_KINDS = "report|letter|statement|agreement|accord|declaration|communiqué|memorandum|note"
_SECRETARY = r"[Ss]ecretary\s?[-~—]{1,2}\s?[Gg]eneral"  # scanned "Secretary~-General"
_MEANT = re.compile(
    rf"""(?P<one>(?:[Tt]he|[Hh]is|[Tt]his|[Tt]hat)\s+(?:(?P<said>said|same|above-mentioned|aforementioned)\s+)?(?:{_SECRETARY}['’‘]s\s+)?|{_SECRETARY}['’‘]s\s+)(?:(?:most\s+recent|latest|last)\s+)?
        (?:(?:cease-?fire|peace)\s+(?=agreement\b))?(?P<kind>{_KINDS})\b(?P<whose>\s+of\s+the\s+{_SECRETARY}\b)?(?P<body>\s+of\s+the\s+(?:Security\s+Council\s+)?(?:Commission|Committee|Panel|[Mm]ission|Team|Group)\b)?
      | (?:[Tt]hese|[Tt]hose|[Tt]he\s+(?:two|three|above-mentioned|aforementioned|said))\s+(?:two\s+|three\s+)?(?P<many>{_KINDS})s\b""",
    re.VERBOSE,
)
_ARTICLES = frozenset("the this that these those".split())
_LEADS = _ARTICLES | {"his", "secretary"}
# words behind it that tell which one is meant, or that it is still to come
_TOLD = re.compile(
    r"""\s+(?:to|that|for)\b | \s*,?\s*(?:(?:\((?!(?:section|paragraph|para|chapter|annex)\b)|[SA]/|[^,;]{0,90}\((?:S|A)/|dated|(?:and\s+\w+\s+)?(?:requested|required|called\s+for)|due|is\s+to|will|shall|should|which\s+(?:will|shall|he\s+will|should)|submitted|by|from|between|on|concerning
        |of\s|mentioned\s+in|referred\s+to|prepared|presented|transmitted|issued|entitled|reached|signed|adopted|made|endorsed|concluded|under)|\d)""",
    re.VERBOSE,
)
# what a report is on does not tell another one where it is the only one, or the words are on a part of it
_ABOUT = re.compile(
    r"\s+(?:on\s+the\s+[A-Z]|concerning)(?![^;]{0,140}(?:\(|\bdated|\bof\s+\d))|,\s+(?:transmitted|submitted)\s+to\s+the\s+Council\b"
)
# nor does what is done, or that something is so, as the report has it: "as set out in his report to extend"
_GOING_ON = re.compile(
    r"\s+(?:to\s+(?!the\b|its\b|his\b|be\b|me\b|a\b|that\b)[a-z]|that\s+(?!he\b|she\b|it\b|they\b|was\b|were\b|is\b|has\b|had\b|will\b|contain|[A-Z]))"
)
_FROM_WITHIN = re.compile(
    r"\b(?:as\s+\w+|set\s+out|set\s+forth|expressed|given|contained|recommended|outlined|described|confirmation|recommendation|documented|stated)\s+(?:\w+\s+){0,4}?(?:in|by)\s+$|\bparagraphs?\s+\d[^,;]{0,20}\sof\s+$"
)
_PARAGRAPH_OF_HIS = re.compile(r"\bparagraphs?\s+\d[^,;]{0,20}\sof\s+$")
_TO_COME = re.compile(
    r"""\b(?:(?:[Rr]eceipt|[Rr]eceiving|[Ss]ubmission|submit|[Uu]pon|include\s+in|including\s+in|[Uu]ntil|[Ff]ollowing|provide\s+in|reflect(?:ed)?\s+in|[Pp]ending|through|part\s+of)\s+(?:of\s+)?
        | (?:a|an|any|each|further|another|interim|written|periodic|regular|next)\s+(?:[\w-]+\s+){0,3}(?:report|letter|statement|agreement)s?\b.*
        | (?:report|letter|statement|agreement)s?\s+(?:submitted|requested|required|called\s+for|to\s+be)\b.*)$""",
    re.VERBOSE,
)
_ASKED = re.compile(
    r"\b(?:[Rr]equest(?<!the request)(?<!this request)(?<! a request)|[Ii]nvit|[Aa]sk|encourag|[Ll]ook)\w*\b"
)
_WITHIN = re.compile(
    r"\b(?:paragraphs?|section|sections|annex(?:es)?|addendum|part|chapter|contained|outlined|described|set\s+out|set\s+forth|recommended|referred\s+to|proposed|indicated|stated|mentioned|identified|reflected|made)\b[^,;]{0,60}$"
)
_HEAD = r"(?:Agreement|Accord|Protocol|Treaty|Convention|Declaration|Communiqu[ée]|Compact|Pact|Framework|Road\s?[Mm]ap|Plan|Statute|Memorandum(?:\s+of\s+Understanding)?|Acuerdo|Document|Principle)s?"
_SHORT = re.compile(
    rf"(?:[Tt]he|[Tt]his|[Tt]hat|[Tt]hese|[Tt]hose)\s+(?:(?:above-mentioned|aforementioned|said)\s+)?(?P<name>(?:(?:Peace|Ceasefire|Cease-fire|Political|Framework|Final|Comprehensive|General|Revitali[sz]ed|Settlement|Action|Joint|Trusteeship)\s+){{0,2}}{_HEAD})\b(?!\s+(?:between|on\s+(?!the\s+date)|of|for|to\s+(?:the|end|prevent)|against|relat|concern|signed|thereto|[A-Z]))"
)
_ASSEMBLY = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat|said)\s+(?:(?:above-mentioned\s+)?resolution\s+of\s+the\s+General\s+Assembly|General\s+Assembly\s+resolution)\b(?!\s+(?:of\s+)?\d|\s+A/)"
)


def find_anaphora(text: str, order: int, works: Works) -> Iterator[Citation]:
    """Yield the citations of works that only what stands before tells; ``order`` is the clause's place in the document."""
    if has_any(text, works.kinds):
        yield from _meant(text, order, works)
    if has_any(text, works.heads):
        yield from _short(text, order, works)
    for match in _ASSEMBLY.finditer(text) if ASSEMBLY in works.kinds and "Assembly" in text else ():
        resolutions = {one.works[0] for one in works.antecedents if one.kind == ASSEMBLY and one.order < order}
        if len(resolutions) == 1:
            yield Citation(match.start(), match.end(), resolutions.pop(), rule="anaphora")


def _meant(text: str, order: int, works: Works) -> Iterator[Citation]:
    """ "His report", "that letter", "these agreements"."""
    for match in matches_at(_MEANT, text, _LEADS):
        kind = to_kind(match["kind"] or match["many"])
        before = text[: match.start()]
        told = _TOLD.match(text, match.end()) and not match["said"]
        about = told and _ABOUT.match(text, match.end()) and (match["whose"] or _PARAGRAPH_OF_HIS.search(before))
        going_on = told and _GOING_ON.match(text, match.end()) and _FROM_WITHIN.search(before[-80:])
        if (told and not about and not going_on) or (
            _TO_COME.search(before[-120:]) and not _PARAGRAPH_OF_HIS.search(before)
        ):
            continue
        earlier = [
            one for one in works.antecedents if one.kind == kind and (one.order, one.at) < (order, match.start())
        ]
        if match["many"]:
            found = _several(kind, earlier, (order, match.start()), works)
        else:
            if _ASKED.search(before) and not _WITHIN.search(before):
                continue
            secretary = match["whose"] or "ecretary" in match["one"] or match["one"].lower().startswith("his")
            near = match["one"].lower().startswith(("this", "that"))
            found = _one(
                [one for one in earlier if not match["body"] or _is_of(one.author, match["body"])],
                order,
                secretary=bool(secretary),
                near=near,
                alone=bool(about or going_on),
            )
        for target in found:
            yield Citation(match.start(), match.end(), target, rule="anaphora")


def _several(kind: str, earlier: list[Antecedent], place: tuple[int, int], works: Works) -> tuple[Target, ...]:
    """The works that "these agreements" means: the two to four in the clause that names any last, else all of the kind."""
    titles = [
        (said.order, start, work)
        for said in works.said.values()
        for start, _, work in said.titles
        if (said.order, start) < place and _bears(work, frozenset({kind}))
    ]
    known = [(one.order, one.at, one.works[0]) for one in earlier]
    both = sorted(titles + known, key=lambda one: one[:2])
    for candidates in ([one for one in both if one[0] == both[-1][0]], known):
        targets = tuple({one.path: one for one in (works.find_one(work) for *_, work in candidates)}.values())
        if 2 <= len(targets) <= 4:
            return targets
    return ()


def _one(earlier: list[Antecedent], order: int, *, secretary: bool, near: bool, alone: bool) -> tuple[Target, ...]:
    """The one work meant: the last of the clause behind "that", else the only one, else the one considered at the opening."""
    if secretary:
        earlier = [one for one in earlier if one.author in ("Secretary-General", "")]
    if near and earlier and earlier[-1].order == order:
        return earlier[-1].works[:1]
    targets = tuple(dict.fromkeys(one.works[0] for one in earlier))
    if len(targets) > 1 and not alone:
        considered = [one for one in earlier if one.opens] or [one for one in earlier if one.leads and secretary]
        targets = tuple(dict.fromkeys(one.works[0] for one in considered))
    return targets if len(targets) == 1 else ()


def _is_of(author: str, body: str) -> bool:
    """Whether "of the Commission" can mean the author of a work: the last word of its name, before what it is on."""
    return re.sub(r"\s+(?:on|for|of)\s.*", "", author).endswith(body.split()[-1])


def _short(text: str, order: int, works: Works) -> Iterator[Citation]:
    """ "The Peace Agreement", where the document has named one instrument with these words in its name."""
    for match in matches_at(_SHORT, text, _ARTICLES):
        words = _words(match["name"])
        if match[0].lower().startswith(("this", "that")) and match["name"] in text[: match.start()]:
            continue  # the one that the clause has just named
        bearers = {
            work.path: work
            for said in works.said.values()
            for start, _, work in (*said.titles, *said.symbols)
            if (said.order, start) < (order, match.start()) and _bears(work, words)
        }
        bearers |= {work.path: work for name, work in works.named.items() if words <= _words(name)}
        bearers = {work.path: work for work in (works.joined.get(path, one) for path, one in bearers.items())}
        headed = works.headed.get(match["name"].casefold(), {})
        if (
            len(headed) == 1 and match["name"] not in text[: match.start()]
        ):  # "the Agreement" is rather "the Agreement on Fish" than "the Rhine Peace Agreement"
            bearers = headed
        if len(bearers) == 1 and match["name"] not in works.unknown:
            yield Citation(match.start("name"), match.end(), next(iter(bearers.values())), rule="anaphora")


def _bears(work: Target, words: frozenset[str]) -> bool:
    """Whether all of some words are in a name of a work."""
    return isinstance(work, Work) and any(words <= _words(name) for name in work.names)


@lru_cache(maxsize=256)
def _words(name: str) -> frozenset[str]:
    return frozenset({word.rstrip("s,").replace("revitaliz", "revitalis") for word in name.casefold().split()})
