"""Score the reader of sanctions measures against paragraphs that a person annotated before seeing its output.

    python benchmarks/measures.py CORPUS [--sample]

``measures.csv`` has the places of a sample, drawn by seed over five periods: from the operative paragraphs that speak of
sanctions, and from those of them that open with a decision; and what each does: pairs of type and action. Its regime is that of the place; the texts stay in
the corpus. The first part had its part in making the rules; the second was drawn and annotated later.
``--sample`` prints the texts of the sample. Exit code 2 where there is no corpus.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import product
from pathlib import Path

from resrdf.annotations import MeasureChange
from resrdf.document import Clause, Document, walk
from resrdf.enrich import annotate
from resrdf.read import read

GOLD = Path(__file__).with_suffix(".csv")
_SPEAKS = re.compile(
    r"\b(?:embargo|sanctions|freez\w+|frozen|travel\s+ban|measures\s+(?:imposed|in\s+paragraph|set\s+(?:out|forth)|contained|referred)|shall\s+not\s+apply"
    r"|(?:prevent|prohibit)\w*\s+(?:the\s+)?(?:\w+\s+){0,6}?(?:sale|supply|import|export|entry|transit|flights?)|sale\s+or\s+supply)\b",
    re.IGNORECASE,
)
_DECIDES = re.compile(r"\b[Dd]ecides|\b[Ii]mposes|\b[Cc]alls\s+upon\s+(?:all\s+)?(?:Member\s+)?States")
PERIODS = ((1946, 1991), (1992, 1999), (2000, 2007), (2008, 2016), (2017, 2030))


def documents(corpus: Path) -> Iterator[Document]:
    """Every resolution of the corpus once: from markup where there is some, else from text."""
    paths = {path.stem: path for path in sorted(corpus.glob("plain-*/*.txt"))}
    paths |= {path.stem: path for path in sorted(corpus.glob("akn/en/*.xml"))}
    for _, path in sorted(paths.items()):
        yield read(path.read_bytes(), path.name)


Pair = tuple[Document, Clause]


def population(corpus: Path) -> dict[tuple[int, int], list[Pair]]:
    """The operative paragraphs that speak of sanctions, by period."""
    found: dict[tuple[int, int], list[Pair]] = {period: [] for period in PERIODS}
    for document in documents(corpus):
        for clause in walk(document.operative):
            if clause.locator.parts[0] == "op" and _SPEAKS.search(clause.text):
                period = next(p for p in PERIODS if p[0] <= (document.symbol.year or 0) <= p[1])
                found[period].append((document, clause))
    return found


def draw(found: dict[tuple[int, int], list[Pair]], seed: int, each: int, deciding: int) -> list[Pair]:
    """Draw a sample by seed: some paragraphs of each period, and some more that open with a decision, while there are any."""
    chance = random.Random(seed)
    sample = [pair for period in PERIODS for pair in chance.sample(found[period], each)]
    for period in PERIODS:
        decide = [pair for pair in found[period] if _DECIDES.search(pair[1].text[:60]) and pair not in sample]
        sample += chance.sample(decide, min(deciding, len(decide)))
    return sample


def draw_both(corpus: Path) -> Iterator[tuple[str, Pair]]:
    """Both parts of the sample; the second, drawn when the rules stood, has none of the first."""
    found = population(corpus)
    first = draw(found, 1267, 10, 7)
    yield from (("1", pair) for pair in first)
    rest = {period: [pair for pair in pairs if pair not in first] for period, pairs in found.items()}
    yield from (("2", pair) for pair in draw(rest, 1373, 5, 4))


def main() -> int:
    """Print precision and recall, and every difference."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--sample", action="store_true", help="print the sample with its texts")
    arguments = parser.parse_args()
    if not list(arguments.corpus.glob("plain-*/*.txt")):
        print(f"there is no corpus at {arguments.corpus}: nothing was scored", file=sys.stderr)
        return 2
    if arguments.sample:
        for part, (document, clause) in draw_both(arguments.corpus):
            print(f"{document.symbol},{clause.locator},{part}\n    {clause.text}\n")
        return 0
    with GOLD.open(encoding="utf-8") as lines:
        gold = {(row["symbol"], row["clause"]): row for row in csv.DictReader(lines)}
    counts: Counter[str] = Counter()
    wanted = {symbol for symbol, _ in gold}
    for document in documents(arguments.corpus):
        if str(document.symbol) in wanted:
            score(document, gold, counts)
    for part, what in product("12", ("type and action", "regime")):
        both, missed, extra = (counts[f"{part} {what} {sort}"] for sort in ("both", "missed", "extra"))
        print(
            f"part {part}, {what:16} precision {both / max(1, both + extra):.3f}  recall {both / max(1, both + missed):.3f}  ({both} of {both + missed})"
        )
    return 0


def score(document: Document, gold: dict[tuple[str, str], dict[str, str]], counts: Counter[str]) -> None:
    """Compare the findings of one document with what was annotated."""
    findings = annotate(document)
    for clause in walk(document.operative):
        row = gold.get((str(document.symbol), str(clause.locator)))
        if row is None or findings is None:
            continue
        part = row["part"]
        found = [a for a in findings.clauses.get(clause.locator, ()) if isinstance(a, MeasureChange)]
        ours = {f"{m.kind.rsplit('/', 1)[1]} {m.action.rsplit('/', 1)[1]}" for m in found}
        theirs = set(filter(None, row["measures"].split("; ")))
        counts.update(
            {
                f"{part} type and action both": len(ours & theirs),
                f"{part} type and action missed": len(theirs - ours),
                f"{part} type and action extra": len(ours - theirs),
            }
        )
        regimes = {m.regime.rsplit("/", 1)[1] for m in found if m.regime}
        given = {row["regime"]} - {""}
        counts.update(
            {
                f"{part} regime both": len(regimes & given),
                f"{part} regime missed": len(given - regimes),
                f"{part} regime extra": len(regimes - given),
            }
        )
        if ours != theirs or regimes != given:
            print(
                f"{document.symbol} {clause.locator}: annotated {sorted(theirs)} {sorted(given)}, found {sorted(ours)} {sorted(regimes)}"
            )


if __name__ == "__main__":
    sys.exit(main())
