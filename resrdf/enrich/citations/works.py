"""Which works other than resolutions of the Council does a text cite? By symbol, by name, by date, by a word for one named before.

What a document has named is remembered by ``memory``; here the ways of citing are put together, so that one mention is
one citation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from resrdf.annotations import Citation, Work
from resrdf.document import Clause
from resrdf.enrich.citations.aliases import Placed, Target
from resrdf.enrich.citations.anaphora import find_anaphora
from resrdf.enrich.citations.charter import find_charter
from resrdf.enrich.citations.dated import find_day, may_be, name_work
from resrdf.enrich.citations.memory import Said, Works, is_beside
from resrdf.enrich.citations.titles import instruments
from resrdf.enrich.literals import has_any
from resrdf.symbol import slug

_RULE = re.compile(
    r"\b(?:rule|mile)\s+(?P<number>\d+)\s+of\s+(?:its|the(?:\s+Council['’]s)?)\s+provisional\s+rules\s+of\s+procedure"
)

_RULE_OF_COURT = re.compile(
    r"\b[Rr]ule\s+(?P<number>\d+(?:\s+bis)?)\s+of\s+the\s+(?P<rules>Rules\s+of\s+Procedure\s+and\s+Evidence(?:\s+of\s+the\s+(?:[A-Z]\w+\s+)*[A-Z]\w+)?)"
)
_NOTHING = Said()
_NAMED_BEHIND = ("agreement", "declaration", "memorandum")
# names of one word, which may be but a word in the name of another work
_HEAD_WORDS = frozenset(
    "Agreement Accord Protocol Treaty Convention Declaration Programme Plan Roadmap Framework Compact Pact Statute".split()
)
_ARTICLE = re.compile(r"(?:\b(?:[Tt]he|[Tt]his|[Tt]hat|[Ss]aid|[Ii]ts)\s+(?:Peace\s+)?|[“\"‘])$")
_OWN_WORDS = re.compile(
    r"\s+(?:for|on|to|against|between|concerning)\s+(?:the\s+|a\s+)?[A-Z]|\s+(?:on|concerning|regarding)\s+(?!the\s|a\s|time\b|this\b|that\b|which\b)[a-z]"
)
_BRACKET = re.compile(r"\s*\(\s*(?:hereinafter\s+)?(?:the\s+)?[“\"]?(?:the\s+)?")


def find_works(clause: Clause, works: Works) -> list[Citation]:
    """The citations of other works in one clause; a document that circulated an instrument is this instrument."""
    found = _find(clause, works)
    if not works.joined:
        return found
    joined = [works.joined.get(_path(citation)) for citation in found]
    return [c._replace(target=one) if one else c for c, one in zip(found, joined, strict=True)]


def _find(clause: Clause, works: Works) -> list[Citation]:
    text, said = clause.text, works.said.get(clause.locator, _NOTHING)
    found = [Citation(*placed) for placed in said.symbols]
    found += _in_notes(text, said.marks)
    cited = {_one(work.path, works) for _, _, work in (*said.symbols, *said.marks)}
    found += said.assembly
    found += find_charter(text)
    names = list(_by_name(text, said, works))
    found += [citation for citation in names if _one(_path(citation), works) not in cited]
    if works.companions:
        found += _companions(names, cited, works)
    if said.dates:
        found += _by_date(text, said, works, names)
    if meant := list(find_anaphora(text, said.order, works)):
        cited |= {_one(_path(citation), works) for citation in found}
        for citation in meant:
            path = _one(_path(citation), works)
            if path not in cited and not any(c.start < citation.end and citation.start < c.end for c in names):
                cited.add(path)
                found.append(citation)
    return found


def _companions(names: list[Citation], cited: set[str], works: Works) -> Iterator[Citation]:
    """The second documents of works that two circulated, where a clause cites these by name."""
    for citation in names:
        if (other := works.companions.get(_one(_path(citation), works))) and other.path not in cited:
            cited.add(other.path)
            yield citation._replace(target=other, rule="alias")


def _one(path: str, works: Works) -> str:
    """The path of a work, or of that with which the document joins it."""
    return works.joined[path].path if path in works.joined else path


def _path(citation: Citation) -> str:
    return citation.target.path if citation.target else ""


def _in_notes(text: str, marks: tuple[Placed, ...]) -> Iterator[Citation]:
    """Documents whose symbols stand only in a footnote; the words they rest on are those that bear its mark."""
    for at, _, work in marks:
        if word := re.search(r"[\w’'-]+\W*$", text[:at]):
            yield Citation(word.start(), at, work)


def _by_name(text: str, said: Said, works: Works) -> Iterator[Citation]:
    """Instruments and other works by the names that the document or the vocabulary gives them."""
    covered: list[tuple[int, int]] = []
    others: set[str] = set()
    for match in works.names.finditer(text) if works.names and has_any(text, works.named) else ():
        if match[0] in _HEAD_WORDS and (match[0] in others or _is_of_another(text, match)):
            others.add(match[0])  # "the Protocol on elections …, and this Protocol"
            continue
        target = works.named[match[0]]
        if any(
            a <= match.start() and match.end() <= b and match.span() != (a, b) and _tells_more(work, target)
            for a, b, work in said.titles
        ):
            continue  # "the General Armistice Agreement between X and Y" is that of X and Y
        covered.append(match.span())
        yield Citation(match.start(), match.end(), _with_day(text, match.start(), match.end(), target), rule="alias")
    for match in _RULE.finditer(text) if "provisional" in text else ():
        covered.append(match.span())
        name = f"Provisional rules of procedure of the Security Council, rule {match['number']}"
        path = f"doc/provisional-rules-of-procedure-rule-{match['number']}"
        yield Citation(match.start(), match.end(), Work(path, (name,)))
    for match in _RULE_OF_COURT.finditer(text) if "Procedure and Evidence" in text else ():
        name = f"{' '.join(match['rules'].split())}, rule {' '.join(match['number'].split())}"
        yield Citation(match.start(), match.end(), Work(f"doc/{slug(name)}", (name,)))
    for start, end, work in said.titles:
        if not any(a <= start < b or a < end <= b for a, b in covered):
            yield Citation(start, end, _with_day(text, start, end, works.find_one(work)))


def _with_day(text: str, start: int, end: int, target: Target) -> Target:
    """A work with one more name where its date stands beside its name: "Rhine Accord of 3 May 2001"."""
    if isinstance(target, Work) and (dated := find_day(text, start, end)):
        name = f"{' '.join(text[start:end].split())} of {' '.join(dated[0].split())}"
        return target._replace(names=tuple(dict.fromkeys((*target.names, name, name.replace("qué", "que")))))
    return target


def _tells_more(title: Target, target: Target) -> bool:
    """Whether a title is in the vocabulary, as is what a short name within it means, or that has but a date; then the title tells more."""
    if not (isinstance(title, Work) and isinstance(target, Work) and instruments().find_name(title.names[0])):
        return False
    return "/" not in target.names[0] and title.path != target.path


def _is_of_another(text: str, match: re.Match[str]) -> bool:
    """Whether a name of one word ("the Convention") is but a word in the name of another work."""
    return _OWN_WORDS.match(text, match.end()) is not None or not _ARTICLE.search(text, 0, match.start())


def _by_date(text: str, said: Said, works: Works, names: list[Citation]) -> Iterator[Citation]:
    """Works by their kind, author and date, where no symbol stands beside and the date is not that of a name."""
    documents = said.documents
    cited = {work.path for _, _, work in documents}
    for dated in said.dates:
        if is_beside(dated, text, documents) or any(c.start <= dated.noun < c.end for c in names):
            continue
        if dated.kind in _NAMED_BEHIND and any(_BRACKET.fullmatch(text, dated.group_end, c.start) for c in names):
            continue
        known = works.dated.get((dated.kind, dated.when))
        if known and may_be(dated, known[0]):
            if known[0].path not in cited:
                itself = any(known[0] == name_work(dated, author) for author in dated.authors)
                yield Citation(dated.start, dated.end, known[0], rule="stated" if itself else "anaphora")
            continue
        for author in dated.authors:
            if work := name_work(dated, author):
                yield Citation(dated.start, dated.end, work)
