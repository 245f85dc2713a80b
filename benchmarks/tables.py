"""The same texts as files and as rows of a table: what reading a table costs beside the reading of its texts.

    python benchmarks/tables.py FOLDER   texts named S_RES_1386_2001.txt [default: seeds]

Figures are per processor second. The table has the columns of CR-UNSC's codebook that make most work.
"""

from __future__ import annotations

import csv
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from resrdf.read import read
from resrdf.sources import SourceFile, find_sources, find_symbol

ROOT = Path(__file__).resolve().parent.parent
LIBRARY = "https://digitallibrary.un.org/record"
COLUMNS = ("res_no", "symbol", "year", "date", "text", "subjects", "agenda_information", "vote_detail", "vote_yes")
LINKS = tuple(f"url_{work}_{language}" for work in ("res", "draft", "meeting") for language in ("ar", "en", "es", "fr"))


def make_table(texts: Sequence[SourceFile], path: Path, filler: str = "") -> None:
    """Write the texts as a table; ``filler`` is the record of each meeting."""
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow([*COLUMNS, *LINKS, "text_meeting"])
        for text in texts:
            symbol = find_symbol(text)
            words = text.read().decode("utf-8", "replace")
            cells = (
                symbol.number,
                symbol,
                symbol.year,
                "",
                words,
                "PEACE|SECURITY",
                "S/56 [1] Peace",
                "Y FRANCE\nY CHINA",
                2,
            )
            rows.writerow([*cells, *(f"{LIBRARY}/{symbol.number}/files/{link}.pdf" for link in LINKS), filler])


def measure(path: Path) -> tuple[int, float, float]:
    """How many texts, the seconds of finding and naming them, the seconds of reading them."""
    start = time.process_time()
    sources = list(find_sources([path]))
    for source in sources:
        find_symbol(source)
    named = time.process_time()
    for source in sources:
        read(source.read(), source.name)
    return len(sources), named - start, time.process_time() - named


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds"
    texts = list(find_sources([folder]))
    size = sum(len(text.read()) for text in texts) / 1e6
    with tempfile.TemporaryDirectory() as scratch:
        table, large = Path(scratch) / "t.csv", Path(scratch) / "large.csv"
        make_table(texts, table)
        for text in texts[:10]:
            read(text.read(), text.name)  # the vocabularies are loaded once
        for label, path in (("files", folder), ("table", table), ("files", folder), ("table", table)):
            count, found, seconds = measure(path)
            print(
                f"{label}: {count} texts, {size:.1f} MB; named {found:.2f} s, read {seconds:.2f} s, {size / seconds:.1f} MB/s"
            )
        make_table(texts, large, "The meeting is called to order.\n" * max(1, int(100e6 / 32 / len(texts))))
        start = time.process_time()
        count = sum(1 for _ in find_sources([large]))
        seconds = time.process_time() - start
        print(
            f"{large.stat().st_size / 1e6:.0f} MB cut into {count} rows: {large.stat().st_size / 1e6 / seconds:.0f} MB/s"
        )


if __name__ == "__main__":
    main()
