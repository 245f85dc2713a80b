"""Compare what is found with what the UN's catalogue says: mandates that a title extends, the flag of Chapter VII.

    python benchmarks/catalogue.py CORPUS

Titles read "on extension of the mandate of X until D": X must be among the bodies whose mandate was found to change, and D
among the ends found for it. Titles of which no vocabulary knows X are counted apart. The flag is compared with the
invocations found. Every difference is printed; those of the flag were judged in ``docs/chapter-vii.md``. Exit code 2 where
there is no corpus.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from pathlib import Path

from resrdf.annotations import MandateChange
from resrdf.document import Document
from resrdf.enrich import Findings, annotate
from resrdf.enrich.dates import find_times
from resrdf.lexicon import actors
from resrdf.read import read

_EXTENDED = re.compile(
    r"""\b(?:extension|renewal|prolongation)\s+of\s+(?:the\s+)?(?:mandates?|deployment|authorization)\s+of\s+(?P<whose>.+?)
        (?=\s+(?:until|till|through|for\s+a|and\s+on)\b|\]|$)(?P<rest>[^\]]*)""",
    re.VERBOSE,
)
# what the catalogue writes in its own way
_PLAIN = (
    (re.compile(r"\bUN\s+(?=Panel|Group|Monitoring)"), ""),
    (re.compile(r"\bUN\b"), "United Nations"),
    (re.compile(r"\btill\b"), "until"),
    (re.compile(r"\b(?:Security\s+Council\s+)?Resolution\s+(?=\d)"), "resolution "),
    (re.compile(r"\bEstablished\b"), "established"),
)
_MONTH = re.compile(r"\b(Jan|Feb|Mar|Apr|Aug|Sept|Oct|Nov|Dec)\.")
_MONTHS = {
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Aug": "August", "Sept": "September",
    "Oct": "October", "Nov": "November", "Dec": "December",
}  # fmt: skip


def compare_title(document: Document, findings: Findings, counts: Counter[str]) -> None:
    """Compare the mandate that a title says to be extended with those found; print a difference."""
    title = document.catalogue.title or ""
    for pattern, words in _PLAIN:
        title = pattern.sub(words, title)
    match = _EXTENDED.search(title)
    if match is None:
        return
    meant = {found.concept for found in actors().find_in(match["whose"]) if not found.concept.startswith("state/")}
    meant -= {"body/united-nations", "body/security-council"}
    if not meant:
        counts["title of an unknown body"] += 1
        print(f"{document.symbol}: no vocabulary knows “{match['whose'].strip()}”")
        return
    said = _MONTH.sub(lambda month: _MONTHS[month[1]], match["rest"].split(" and on ")[0])
    ends = [time.date for time in find_times(said) if time.part == "until" and time.date]
    changes = [
        c for found in findings.clauses.values() for c in found if isinstance(c, MandateChange) and c.actor in meant
    ]
    right = bool(changes) and (not ends or any(change.valid_until == ends[0] for change in changes))
    counts["title agrees" if right else "title differs"] += 1
    if not right:
        told = "; ".join(f"{c.actor} {c.kind.rsplit('/', 1)[1]} {c.valid_until or ''}" for c in changes) or "no change"
        print(f"{document.symbol}: “{match[0].strip()}”, found {told}")


def compare_flag(document: Document, findings: Findings, counts: Counter[str]) -> None:
    """Compare the flag of Chapter VII with the invocations found; print a difference."""
    flag, found = document.catalogue.chapter_vii, bool(findings.basis.under_chapter_vii)
    if flag is None:
        return
    counts["flag agrees" if flag == found else "flag differs"] += 1
    if flag != found:
        print(
            f"{document.symbol}: Chapter VII is {'flagged' if flag else 'not flagged'}, {'' if found else 'not '}found"
        )


def main() -> int:
    """Print every difference and the shares that agree."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    paths = sorted(parser.parse_args().corpus.glob("akn/en/*.xml"))
    if not paths:
        print("there is no markup in the corpus: nothing was compared", file=sys.stderr)
        return 2
    counts: Counter[str] = Counter()
    for path in paths:
        document = read(path.read_bytes(), path.name)
        if findings := annotate(document):
            compare_title(document, findings, counts)
            compare_flag(document, findings, counts)
    for what in ("title", "flag"):
        agree, differ = counts[f"{what} agrees"], counts[f"{what} differs"]
        print(f"{what}: {agree} of {agree + differ} agree, {agree / max(1, agree + differ):.3f}")
    print(f"titles whose body no vocabulary knows: {counts['title of an unknown body']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
