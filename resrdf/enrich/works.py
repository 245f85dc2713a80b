"""Which works other than resolutions of the Council does a text cite? By symbol, by name, by date, by a name it gave before.

A document is remembered where the text first gives its symbol: by its date ("the reports of 4 September 1997" resolves
to the S/… named in the preamble) and by the name set in brackets beside it ("(the Bonn Agreement)").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from resrdf.annotations import Citation, Work
from resrdf.document import Clause, Document, walk_document
from resrdf.enrich.literals import SYMBOLS, has_any
from resrdf.lexicon import Lexicon, label_of, shared_instruments, states
from resrdf.symbol import Symbol, slug

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_SYMBOL = re.compile(
    r"""(?<![\w/])(?P<symbol>
          (?:S|A|ST|E|DP|GC|GOV|INFCIRC|CD|NPT|PBC|TD)/ (?:PRST/\ )? [A-Z0-9][\w./]*(?:\ ?\([\w.-]+\))?(?:[\w./]*\w)?   # S/1997/686, A/50/60, S/PRST/2006/41
          | (?:IAEA\ )?INFCIRC/\d+(?:/Mod\.\d+)?
          | (?<=Presidential\ Statement\ )(?:19|20)\d\d/\d{1,2}\b )                                    # Presidential Statement 2015/25
        (?P<more>(?:,?\ (?:and|incorporating)?\ ?(?:(?:Add|Corr|Rev)\.\ ?\d+(?:-\d+)?(?:\ and\ \d+)?)|,\ (?:Add|Corr)\.\ ?\d+)*)""",
    re.VERBOSE,
)
_PART = re.compile(r"(Add|Corr|Rev)\.\s?(\d+)(?:(?:\s?-\s?|\s+and\s+)(\d+))?")
_ASSEMBLY = re.compile(
    r"""(?<![\d/])(?P<number>\d{1,4}(?:\ [A-Z](?:\ and\ [A-Z])?)?)\ ?\((?P<session>(?:S-|ES-)?[IVXL]+|S-\d+|ES-\d+)\)   # 293 (IV), 3367 A (XXX), 186 (S-2)
      | (?<=[Rr]esolution\ )(?P<modern>(?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?)                                          # resolution 46/182
      | (?<=[Rr]esolutions\ )(?P<list>(?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?(?:(?:,|\ and|,\ and|\ of\ \d{1,2}\ [A-Z][a-z]+\ \d{4})+\ (?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?)*)""",
    re.VERBOSE,
)
_SESSIONS = ("(I", "(V", "(X", "(L", "(S-", "(ES-")
_MODERN = re.compile(r"(?:ES-)?\d{1,2}/\d{1,3}(?:\ [A-Z]\b)?")
_CHARTER = re.compile(
    r"""\b(?P<chapters>Chapters?\s+[IVX]+(?:(?:,|\s+and|\s+or|,\s+and)\s+[IVX]+)*)(?:\s*,?\s+of\s+(?:the|its)\s+(?:United\s+Nations\s+)?Charter(?:\s+of\s+the\s+United\s+Nations)?)?
      | \b(?P<articles>Articles?\s+\d{1,3}(?:\s?\(\d\))?(?:(?:,|\s+and|\s+or|,\s+and|\s+to)\s+\d{1,3})*)(?P<para>,?\s+paragraphs?\s+\d+)?(?P<of>\s*,?\s+of\s+(?:the|that|its)\s+(?:(?:United\s+Nations\s+)?Charter(?:\s+of\s+the\s+United\s+Nations)?|(?P<other>\w+)))?
      | \b(?P<whole>(?:United\s+Nations\s+|UN\s+)?Charter(?:\s+of\s+the\s+United\s+Nations)?)\b""",
    re.VERBOSE,
)
_DATE = re.compile(rf"(?P<day>\d{{1,2}})\s+(?P<month>{_MONTHS})(?:\s+(?P<year>\d{{4}}))?")
_DATED = re.compile(
    rf"""\b(?P<noun>[Rr]eports?|[Ll]etters?|[Nn]otes?|[Ss]tatements?|[Cc]ommuniqu[ée]s?|Joint\s+Statement|[Mm]essages?|[Tt]elegrams?)\b
        (?P<between>[^;]{{0,180}}?)
        (?P<dates>(?:of|dated|on)\s+(?:\d{{1,2}}(?:\s+(?:{_MONTHS})(?:\s+\d{{4}})?)?(?:,|\s+and|,\s+and)\s+(?:of\s+|on\s+)?)*\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}})""",
    re.VERBOSE,
)
_NAMED = re.compile(
    r"""(?P<name>(?:the\s+)?(?P<head>(?:[A-Z][\w’'-]+\s+){0,6}(?:Agreement|Agreements|Accords?|Protocol|Treaty|Convention|Declaration|Communiqué|Programme|Plan|Act|Memorandum|Statement|Charter|Roadmap))
        (?:\s+(?:on|of|for|between|concerning|to)\s+[^();]{0,220}?)?)\s*\((?P<symbol>[SA]/[\w/.-]+?)(?:,\s+[^)]*)?\)(?:\s*\((?:hereinafter\s+)?(?:referred\s+to\s+as\s+)?[“"]?(?:the\s+)?[“"]?(?P<alias>[A-Z][^()”"]{2,60})[”"]?\))?""",
    re.VERBOSE,
)
_MONTH_NUMBERS = {name: i for i, name in enumerate(_MONTHS.split("|"), 1)}
_RULE = re.compile(
    r"\b(?:rule|mile)\s+(?P<number>\d+)\s+of\s+(?:its|the(?:\s+Council['’]s)?)\s+provisional\s+rules\s+of\s+procedure"
)


@dataclass(frozen=True, slots=True)
class Works:
    """What one document has cited so far: works by name, and by kind and date."""

    named: dict[str, Work | Symbol]
    dated: dict[tuple[str, date], tuple[Work | Symbol, ...]]


@lru_cache(maxsize=1)
def instruments() -> Lexicon:
    """The treaties, agreements and statutes that the vocabulary knows by name."""
    return Lexicon.load("instrument")


def to_work(symbol: str) -> Work | Symbol:
    """The work that a symbol names: a presidential statement is one of the Council's own documents.

    >>> to_work("S/1997/686/Add.1").path
    'doc/S-1997-686-Add-1'
    """
    compact = re.sub(r"\s+", "", symbol)
    if compact.upper().startswith("S/PRST/"):
        return Symbol(compact.upper())
    return Work("doc/" + re.sub(r"[^A-Za-z0-9_]+", "-", compact).strip("-"), (symbol.strip(),))


def read_works(document: Document) -> Works:
    """Remember what the document names, in reading order; the first bearer of a name or date keeps it."""
    works = Works({}, {})
    for clause in walk_document(document):
        if has_any(clause.text, SYMBOLS):
            _remember_names(clause.text, works)
            _remember_dates(clause.text, works)
    _remember_shared([clause.text for clause in walk_document(document)], works)
    return works


def _remember_shared(texts: list[str], works: Works) -> None:
    """A short name that agreements of several States bear means that of the State which the document names most."""
    named: Counter[str] | None = None
    whole = "\n".join(texts)
    for name, bearers in shared_instruments():
        if name in works.named or name not in whole:
            continue
        if named is None:
            named = Counter(found.concept for text in texts for found in states().find_in(text))
        state, concept = max(bearers, key=lambda bearer: named[bearer[0]])
        if named[state]:
            works.named[name] = Work(concept, _names(concept))


def _remember_names(text: str, works: Works) -> None:
    for match in _NAMED.finditer(text):
        work = to_work(match["symbol"])
        head = re.sub(r"^the\s+", "", match["head"])
        if " " in head:
            works.named.setdefault(head, work)
        if match["alias"]:
            works.named.setdefault(match["alias"].strip(), work)


def _remember_dates(text: str, works: Works) -> None:
    """Pair each date behind "report(s) of …" with the symbols in the brackets after it."""
    for noun in re.finditer(r"\b(report|letter|note|statement|communiqué)s?\b", text, re.I):
        rest = text[noun.end() : noun.end() + 600]
        for pair in re.finditer(
            rf"(?P<date>\d{{1,2}}\s+(?:{_MONTHS})\s+\d{{4}})[^();]{{0,120}}?\((?P<symbols>[SA]/[^)]*)\)", rest
        ):
            when = to_date(pair["date"])
            found = tuple(work for work, _, _ in find_symbols(pair["symbols"]))
            if when and found:
                works.dated.setdefault((noun[1].lower(), when), found)


def to_date(text: str, year: int | None = None) -> date | None:
    """A date in words; ``year`` is that of a neighbour where the text gives none."""
    match = _DATE.search(text)
    if match is None or not (match["year"] or year):
        return None
    try:
        return date(int(match["year"] or year or 0), _MONTH_NUMBERS[match["month"]], int(match["day"]))
    except ValueError:
        return None


def find_symbols(text: str) -> Iterator[tuple[Work | Symbol, int, int]]:
    """The documents cited by symbol, with what is added to them: "S/1997/686 and Add.1" are two.

    >>> [w.path for w, _, _ in find_symbols("(S/1997/686 and Add.1)")]
    ['doc/S-1997-686', 'doc/S-1997-686-Add-1']
    """
    for match in _SYMBOL.finditer(text) if "/" in text else ():
        symbol = match["symbol"].rstrip(".")
        if symbol.upper().startswith("S/RES/") or not re.search(r"\d", symbol):
            continue
        if symbol.startswith("INFCIRC"):
            symbol = f"IAEA {symbol}"
        elif symbol[0].isdigit():
            symbol = f"S/PRST/{symbol}"
        yield to_work(symbol), match.start("symbol"), match.start("symbol") + len(match["symbol"])
        for part in _PART.finditer(match["more"]):
            for n in (part[2], part[3]):
                if n:
                    start = match.start("more") + part.start()
                    yield to_work(f"{symbol}/{part[1]}.{n}"), start, match.start("more") + part.end()


def find_works(clause: Clause, works: Works) -> Iterator[Citation]:
    """Yield the citations of other works in one clause."""
    text = clause.text
    taken: list[tuple[int, int]] = []
    symbols = list(find_symbols(text))
    for work, start, end in symbols:
        yield Citation(start, end, work)
        taken.append((start, end))
    yield from _assembly(text)
    yield from _charter(text)
    given = {_key(work) for work, _, _ in symbols}
    yield from _by_name(text, works, given)
    yield from _by_date(text, works, given)


def _key(work: Work | Symbol) -> str:
    return work.path


def _assembly(text: str) -> Iterator[Citation]:
    if not (has_any(text, _SESSIONS) or ("/" in text and "esolution" in text)):
        return
    for match in _ASSEMBLY.finditer(text):
        if match["number"]:
            if (
                re.search(r"Council\s+resolutions?\s*$", text[max(0, match.start() - 40) : match.start()])
                and "Economic" in text
            ):
                continue
            name = f"A/RES/{match['number']} ({match['session']})"
            yield Citation(match.start(), match.end(), Work(_assembly_path(name), (name,)))
        else:
            key = "modern" if match["modern"] else "list"
            before = text[max(0, match.start() - 60) : match.start()]
            organ = "E" if "Economic and Social" in before else "A/HRC" if "Human Rights Council" in before else "A"
            for item in _MODERN.finditer(match[key]):
                name = f"{organ}/RES/{item[0]}"
                start = match.start(key) + item.start()
                yield Citation(start, start + len(item[0]), Work(_assembly_path(name), (name,)))


def _assembly_path(name: str) -> str:
    return "doc/" + re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-")


def _charter(text: str) -> Iterator[Citation]:
    speaks = "Charter" in text
    for match in _CHARTER.finditer(text) if has_any(text, ("hapter", "rticle", "harter")) else ():
        if match["chapters"]:
            if not speaks:
                continue
            for item in re.finditer(r"\b[IVX]+\b", match["chapters"]):
                name = f"Chapter {item[0]}"
                yield Citation(
                    match.start(),
                    match.end(),
                    Work(f"vocab/charter/{slug(name)}", (f"Charter of the United Nations, {name}",)),
                )
        elif match["articles"]:
            if match["other"] or (not match["of"] and not _is_charter_article(text, match)):
                continue
            for item in re.finditer(r"\d+", match["articles"]):
                name = f"Article {item[0]}"
                if match["para"]:
                    name += f", paragraph {re.search(r'[0-9]+', match['para'])[0]}"  # type: ignore[index]
                path = "vocab/charter/" + slug(re.sub(r", paragraph ", "-", name))
                yield Citation(match.start(), match.end(), Work(path, (f"Charter of the United Nations, {name}",)))
        elif not re.search(r"(?:Arab\s+League|African|OAU|Olympic|Union)\s+$", text[: match.start()]):
            work = Work("vocab/charter/charter-of-the-united-nations", ("Charter of the United Nations",))
            yield Citation(match.start(), match.end(), work)


def _is_charter_article(text: str, match: re.Match[str]) -> bool:
    """A bare article is the Charter's where the clause acts under it or has named the Charter before it."""
    before = text[: match.start()]
    return bool(re.search(r"(?:[Aa]cting|measures|taking|under)\s+(?:\w+\s+){0,3}(?:its\s+)?$", before)) and (
        "Charter" in before or re.match(r"Acting\b", text) is not None
    )


def _by_name(text: str, works: Works, given: set[str]) -> Iterator[Citation]:
    covered: list[tuple[int, int]] = []
    if works.named:
        for match in _any_of(tuple(works.named)).finditer(text):
            work = works.named[match[0]]
            covered.append(match.span())
            if _key(work) not in given:
                yield Citation(match.start(), match.end(), work, rule="alias")
    for match in _RULE.finditer(text) if "provisional" in text else ():
        covered.append((match.start(), match.end()))
        name = f"Provisional rules of procedure of the Security Council, rule {match['number']}"
        yield Citation(
            match.start(), match.end(), Work(f"doc/provisional-rules-of-procedure-rule-{match['number']}", (name,))
        )
    for found in instruments().find_in(text):
        if not any(a <= found.start < b or a < found.end <= b for a, b in covered):
            yield Citation(found.start, found.end, Work(found.concept, _names(found.concept)))


@lru_cache(maxsize=8)  # asked of every clause of a document in turn
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    """The names that a document gives, the longest first."""
    return re.compile("|".join(rf"\b{re.escape(name)}\b" for name in sorted(names, key=len, reverse=True)))


def _names(concept: str) -> tuple[str, ...]:
    return (label_of(concept, "instrument") or concept,)


def _by_date(text: str, works: Works, given: set[str]) -> Iterator[Citation]:
    """Reports, letters and statements by their dates alone."""
    if not has_any(text, (" 19", " 20")):
        return
    for match in _DATED.finditer(text):
        noun = match["noun"].lower().rstrip("s") if match["noun"].lower() != "joint statement" else "joint statement"
        noun = {"communiqué": "communiqué", "communique": "communiqué"}.get(noun, noun)
        last = _DATE.findall(match["dates"])
        year = int(last[-1][2]) if last and last[-1][2] else None
        month = last[-1][1] if last else None
        tail = text[match.end() : match.end() + 40]
        for item in re.finditer(rf"(\d{{1,2}})(?:\s+({_MONTHS}))?(?:\s+(\d{{4}}))?", match["dates"]):
            if not (item[2] or month):
                continue
            when = to_date(f"{item[1]} {item[2] or month} {item[3] or year}")
            if when is None:
                continue
            start, end = match.start("dates") + item.start(), match.start("dates") + item.end()
            known = works.dated.get((noun, when), ())
            if re.match(r"[^();]{0,30}\([SA]/", text[end : end + 40]) or re.match(r"[^();]{0,30}\([SA]/", tail):
                continue
            if known:
                if _key(known[0]) not in given:
                    yield Citation(start, end, known[0], rule="anaphora")
            elif work := _undated(noun, match["between"], when):
                yield Citation(start, end, work)


def _undated(noun: str, between: str, when: date) -> Work | None:
    """A work that no symbol names: what it is, whose, and its date."""
    day = f"{when.day} {_MONTHS.split('|')[when.month - 1]} {when.year}"
    if noun == "joint statement":
        return Work(f"doc/joint-statement-{when.isoformat()}", (f"Joint Statement of {day}",))
    if noun == "report" and re.match(r"\s+(?:of|by|from|submitted by)\s+the\s+S\w+-General", between):
        return Work(
            f"doc/report-of-the-secretary-general-{when.isoformat()}", (f"report of the Secretary-General of {day}",)
        )
    if noun == "statement" and re.search(
        r"President|issued|members\s+of\s+the\s+(?:Security\s+)?Council|on\s+behalf", between + " issued"
    ):
        return Work(f"doc/statement-of-the-president-{when.isoformat()}", (f"statement of the President of {day}",))
    if noun == "letter" and re.match(r"\s+(?:from|of|by)\s+the\s+S\w+-General", between):
        return Work(
            f"doc/letter-of-the-secretary-general-{when.isoformat()}", (f"letter of the Secretary-General of {day}",)
        )
    return None
