"""What was found against what the UN marked, by decade; and the lists in docs/ of the marks that are wrong or no verbs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from italics import Sorted, sort_italics
from markup import fold

from links import WRONG, Judged, judge_links
from resrdf.enrich import annotate
from resrdf.read import read
from resrdf.symbol import Symbol

DOCS = Path(__file__).resolve().parent.parent / "docs"
_COMMAND = "`python benchmarks/trial.py CORPUS --write`"


@dataclass(slots=True)
class Marked:
    """What the marks of one file were judged to be."""

    symbol: Symbol
    links: list[Judged] = field(default_factory=list)
    italics: list[Sorted] = field(default_factory=list)

    @property
    def decades(self) -> tuple[str, ...]:
        """The rows of the table that it counts in."""
        year = self.symbol.year or 0
        return (f"{year // 10 * 10}s", *(("2017 on",) if year >= 2017 else ()), "all")


def read_marked(paths: Iterable[Path]) -> list[Marked]:
    """Read, annotate and judge every file of markup."""
    marked = []
    for path in paths:
        data = path.read_bytes()
        document = read(data, path.name)
        findings = annotate(document)
        if findings is not None:
            links = list(judge_links(document, findings, data))
            marked.append(Marked(document.symbol, links, list(sort_italics(document, findings, data))))
    return marked


def print_marked(marked: list[Marked], *, listed: bool) -> None:
    """Print one line a decade: links found, missed and wrong; words in italics that are actions, missed, left out."""
    rows: dict[str, Counter[str]] = {}
    for one in marked:
        for name in one.decades:
            row = rows.setdefault(name, Counter())
            row.update(f"link {link.verdict}" for link in one.links)
            row.update(f"italic {words.sort}" for words in one.italics)
    print(
        f"{'markup':9}{'links':>7}{'missed':>8}{'wrong':>7}{'recall':>8}{'italics':>9}{'missed':>8}{'no verbs':>10}{'recall':>8}"
    )
    for name, row in sorted(rows.items()):
        links, italics = (row["link found"], row["link missed"]), (row["italic found"], row["italic missed"])
        wrong = sum(row[f"link {verdict}"] for verdict in WRONG)
        other = sum(count for sort, count in row.items() if sort.startswith("italic ")) - sum(italics)
        shares = [f"{hits / (hits + misses):.4f}" if hits else "–" for hits, misses in (links, italics)]
        print(
            f"{name:9}{sum(links):>7}{links[1]:>8}{wrong:>7}{shares[0]:>8}{sum(italics):>9}{italics[1]:>8}{other:>10}{shares[1]:>8}"
        )
    for one in marked if listed else ():
        for link in one.links:
            if link.verdict == "missed":
                print(f"{one.symbol} {link.place} link missed: {link.link.words} -> {link.link.mark}")
        for words in one.italics:
            if words.sort == "missed":
                print(f"{one.symbol} {words.place} italics missed: {_around(words)}")


def _around(words: Sorted) -> str:
    at = words.words
    return " ".join(
        f"…{at.paragraph[max(0, at.start - 60) : at.start]}[{at.words}]{at.paragraph[at.end : at.end + 30]}…".split()
    )


def write_lists(marked: list[Marked]) -> None:
    """Write the lists of docs/ again."""
    (DOCS / "wrong-links.md").write_text("\n".join(_links_page(marked)) + "\n", encoding="utf-8")
    (DOCS / "italics.md").write_text("\n".join(_italics_page(marked)) + "\n", encoding="utf-8")


def _links_page(marked: list[Marked]) -> Iterable[str]:
    verdicts = Counter(link.verdict for one in marked for link in one.links)
    wrong = sum(verdicts[verdict] for verdict in WRONG)
    yield "# Links of the UN's XML that are wrong"
    yield ""
    yield f"Written by {_COMMAND}; the rules are in `benchmarks/links.py`. Of {sum(verdicts.values()):,} links in the clauses of the"
    yield f"English files with an even number, {verdicts['found']:,} were found as citations of their clause, {verdicts['missed']} were missed, and {wrong} are wrong:"
    yield "words and target disagree, or they agree on a resolution that does not exist. resrdf reads the words; where number and year"
    yield "disagree the citation has no target."
    yield ""
    yield "| resolution | clause | words | target | why it is wrong |"
    yield "|---|---|---|---|---|"
    for one in marked:
        for link in one.links:
            if link.verdict in WRONG:
                target = link.link.mark.split("undocs.org/")[-1].split("docs.un.org/")[-1].removeprefix("en/")
                yield f"| {one.symbol} | {link.place} | {' '.join(link.link.words.split())} | {target} | {WRONG[link.verdict]} |"
    missed = [(one.symbol, link) for one in marked for link in one.links if link.verdict == "missed"]
    if missed:
        yield ""
        yield "Missed (they stand in headings, which have no citations of their own):"
        yield ""
        yield from (f"- {symbol}, {link.place}: {link.link.words}" for symbol, link in missed)


def _italics_page(marked: list[Marked]) -> Iterable[str]:
    sorts = Counter(words.sort for one in marked for words in one.italics)
    share = sorts["found"] / (sorts["found"] + sorts["missed"])
    yield "# Words in italics that are no verbs of the Council, and verbs that were missed"
    yield ""
    yield f"Written by {_COMMAND}; the rules are in `benchmarks/italics.py`. Of {sum(sorts.values()):,} stretches of italics in the"
    yield f"English files with an even number, {sorts['found']:,} were found as actions and {sorts['missed']} were missed: recall {share:.4f}."
    yield f"Left out: {sorts['formula']} formulas (The Security Council), {sorts['heading']} headings, footnotes and signatures, {sorts['task']} tasks (a gerund"
    yield f"that opens an item), and {sorts['no verb']} that open with no form of a drafting verb."
    yield ""
    yield "## No verbs, used twice or more"
    yield ""
    counts = Counter(
        " ".join(words.words.words.split()).strip(" ,.;:").lower()
        for one in marked
        for words in one.italics
        if words.sort == "no verb"
    )
    several = sorted((-count, text) for text, count in counts.items() if count > 1)
    yield "; ".join(f"{text} ({-count})" for count, text in several) + "."
    yield ""
    yield "Base forms among them stand behind an infinitive (continues to *request*), in items (1810 op 11, 2086 op 8) or are slips of"
    yield "the text (1662 op 13 *and encourage*); adverbs stand beside a verb that is not in italics (*Further* requests)."
    yield ""
    yield "## Missed"
    yield ""
    yield "A verb is missed mostly where no comma or conjunction parts it from the words before, where it goes on behind a relative clause,"
    yield "or where a preamble changes to the present tense. Each place:"
    yield ""
    yield "| resolution | clause | words |"
    yield "|---|---|---|"
    for one in marked:
        for words in one.italics:
            if words.sort == "missed" and fold(words.words.words):
                yield f"| {one.symbol} | {words.place} | {' '.join(words.words.words.split())} |"
