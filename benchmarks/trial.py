"""Score the readers on a corpus, by layout and decade, so that gains and losses stay in view.

    python benchmarks/trial.py CORPUS [--list] [--write]

CORPUS has folders of texts (``plain-*``), the UN's markup (``akn/en``) and ``metadata.csv``. Each text that has a twin
in markup is compared with it paragraph by paragraph (letters and digits only); date, meeting and vote are compared with
the table. What clauses do is compared with the markup's links and italics (see ``links.py``, ``italics.py``).
``--list`` names every difference; ``--write`` writes the lists in docs/ again. Exit code 2 where there is no corpus.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from marked import print_marked, read_marked, write_lists

from resrdf.document import Document, walk
from resrdf.errors import ReadError
from resrdf.read import read
from resrdf.read.dates import find_date
from resrdf.read.decode import decode_text
from resrdf.read.text import unaccounted


@dataclass(slots=True)
class Row:
    """What was counted for one layout and decade."""

    documents: int = 0
    failed: int = 0
    twins: int = 0
    exact: int = 0
    units: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    facts: Counter[str] = field(default_factory=Counter)
    characters: int = 0
    lost: int = 0
    leftover: int = 0
    remarks: Counter[str] = field(default_factory=Counter)

    def __add__(self, other: Row) -> Row:
        return Row(
            self.documents + other.documents,
            self.failed + other.failed,
            self.twins + other.twins,
            self.exact + other.exact,
            self.units + other.units,
            self.items + other.items,
            self.facts + other.facts,
            self.characters + other.characters,
            self.lost + other.lost,
            self.leftover + other.leftover,
            self.remarks + other.remarks,
        )


def fold(text: str) -> str:
    """Letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def units_of(document: Document) -> Counter[tuple[str, str]]:
    """The paragraphs of the main text, preambular ones by their words alone."""
    found: Counter[tuple[str, str]] = Counter()
    for clause in walk(document.preamble + document.operative):
        if len(clause.locator.parts) == 2:
            key = "pre" if clause.kind == "preambular" else str(clause.locator)
            found[key, fold(clause.text)] += 1
    return found


def items_of(document: Document) -> Counter[tuple[str, str]]:
    """The labelled items of the operative part with their places."""
    return Counter(
        (str(clause.locator), fold(clause.text))
        for clause in walk(document.operative)
        if clause.locator.parts[0] == "op" and len(clause.locator.parts) > 2 and clause.number
    )


def compare_facts(document: Document, facts: dict[str, str]) -> Iterator[tuple[str, bool, str]]:
    """Compare date, meeting and vote with the table: (what, same, both values)."""
    when, meeting = find_date(facts["date"]), re.search(r"PV\.(\d+)", facts["meeting"])
    adoption = document.adoption
    if when:
        yield "date", adoption.date == when, f"{adoption.date} / {when}"
    if meeting:
        yield "meeting", adoption.meeting == int(meeting[1]), f"{adoption.meeting} / {meeting[1]}"
    vote, said = adoption.vote, facts["vote"].lower()
    tally = re.fullmatch(r"(\d+)-(\d+)-(\d+)", said)
    if vote is not None and vote.in_favour and tally:
        ours = "-".join(str(side.count) if side else "0" for side in (vote.in_favour, vote.against, vote.abstained))
        yield "vote", ours == said, f"{ours} / {said}"
    elif vote is not None and said:
        general = "unanim" in said or "without" in said or said in ("11-0-0", "15-0-0")
        yield "vote", general == (vote.outcome != "adopted"), f"{vote.outcome} / {said}"


def score(path: Path, twin: Path, facts: dict[str, str] | None) -> tuple[str, Row, list[str]]:
    """Read one text and compare it with what else is known of it."""
    data = path.read_bytes()
    try:
        document = read(data, path.name)
    except ReadError as error:
        return "?", Row(documents=1, failed=1), [str(error)]
    row = Row(documents=1, characters=document.source.characters)
    row.lost = unaccounted(document, decode_text(data, path.name))
    row.leftover = sum(len("".join(leftover.text.split())) for leftover in document.leftovers)
    row.remarks.update(remark.kind for remark in document.remarks)
    notes = []
    if twin.exists():
        markup = read(twin.read_bytes(), twin.name)
        ours, theirs = items_of(document), items_of(markup)
        row.items.update(both=(ours & theirs).total(), missed=(theirs - ours).total(), extra=(ours - theirs).total())
        ours, theirs = units_of(document), units_of(markup)
        row.twins, row.exact = 1, int(ours == theirs)
        row.units.update(both=(ours & theirs).total(), missed=(theirs - ours).total(), extra=(ours - theirs).total())
        notes += [f"{path.name} {place}: markup has …{text[:60]}" for place, text in theirs - ours]
        notes += [f"{path.name} {place}: text has …{text[:60]}" for place, text in ours - theirs]
    for what, same, values in compare_facts(document, facts) if facts else ():
        row.facts.update({what: 1, f"{what} agrees": int(same)})
        if not same:
            notes.append(f"{path.name} {what}: text / table: {values}")
    year = document.symbol.year or 0
    return f"{document.source.layout} {year // 10 * 10}s", row, notes


def f1(counts: Counter[str]) -> float | None:
    """The harmonic mean of precision and recall; None where there was nothing to find."""
    both, wrong = counts["both"], counts["missed"] + counts["extra"]
    return 2 * both / (2 * both + wrong) if both + wrong else None


def print_table(rows: dict[str, Row]) -> None:
    """Print one line a layout and decade, and the sum."""
    total = sum(rows.values(), Row())
    heads = (
        ("texts", 6),
        ("failed", 7),
        ("twins", 6),
        ("exact", 7),
        ("unit F1", 9),
        ("item F1", 9),
        ("date", 7),
        ("meeting", 8),
    )
    heads += (("vote", 7), ("lost", 5), ("left", 5), ("repairs", 8), ("gaps", 5))
    print(" " * 9 + "".join(f"{head:>{width}}" for head, width in heads))
    for name, row in [*sorted(rows.items()), ("all", total)]:
        shares = [
            row.facts[f"{what} agrees"] / row.facts[what] if row.facts[what] else None
            for what in ("date", "meeting", "vote")
        ]
        cells = [row.exact / row.twins if row.twins else None, f1(row.units), f1(row.items), *shares]
        shown = [f"{cell:.3f}" if cell is not None else "–" for cell in cells]
        print(
            f"{name:9}{row.documents:>6}{row.failed:>7}{row.twins:>6}{shown[0]:>7}{shown[1]:>9}{shown[2]:>9}{shown[3]:>7}{shown[4]:>8}{shown[5]:>7}"
            f"{row.lost:>5}{row.leftover:>5}{row.remarks['repair']:>8}{row.remarks['gap']:>5}"
        )


def main() -> int:
    """Score every text of the corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--list", action="store_true", help="name every difference")
    parser.add_argument("--write", action="store_true", help="write docs/wrong-links.md and docs/italics.md")
    arguments = parser.parse_args()
    texts = sorted(arguments.corpus.glob("plain-*/*.txt"))
    if not texts:
        print(f"there is no corpus at {arguments.corpus}: nothing was tried", file=sys.stderr)
        return 2
    table: dict[int, dict[str, str]] = {}
    if (arguments.corpus / "metadata.csv").exists():
        with (arguments.corpus / "metadata.csv").open(encoding="utf-8") as lines:
            table = {int(facts["number"]): facts for facts in csv.DictReader(lines)}
    rows: dict[str, Row] = {}
    for path in texts:
        number = re.search(r"RES_(\d+)", path.name)
        name, row, notes = score(
            path, arguments.corpus / "akn/en" / f"{path.stem}.xml", table.get(int(number[1])) if number else None
        )
        rows[name] = rows.get(name, Row()) + row
        if arguments.list:
            print("\n".join(notes), end="\n" if notes else "")
    print_table(rows)
    if marked := read_marked(sorted(arguments.corpus.glob("akn/en/*.xml"))):
        print()
        print_marked(marked, listed=arguments.list)
        if arguments.write:
            write_lists(marked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
