"""The three seeds, whole: every clause, heading, fact and remark as the reader gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
from outlines import to_outline

from resrdf.read.text import read_text

HERE = Path(__file__).parent
SEEDS = sorted((HERE.parent / "seeds").glob("*.txt"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: seed.stem)
def test_seed(seed: Path, regen: bool) -> None:
    golden = HERE / "golden" / f"{seed.stem}.outline"
    text = "".join(f"{line}\n" for line in to_outline(read_text(seed.read_bytes(), seed.name)))
    if regen:
        golden.write_text(text, "utf-8")
    else:
        assert text == golden.read_text("utf-8")


def test_there_are_three_seeds() -> None:
    assert len(SEEDS) == 3
