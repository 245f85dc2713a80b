"""The Python in docs/ runs as it stands, page by page, and says what the pages say it does."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pages import ROOT, SEEDS

PAGES = sorted(page.name for page in (ROOT / "docs").glob("*.md") if "```python" in page.read_text("utf-8"))


def code_of(name: str) -> str:
    """The blocks of a page one after the other; those that need pandas only where it is installed."""
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / name).read_text("utf-8"), re.DOTALL)
    if importlib.util.find_spec("pandas") is None:
        blocks = [block for block in blocks if "import pandas" not in block]
    return "\n".join(blocks)


def run_page(name: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code_of(name)], cwd=folder, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_pages_are_there() -> None:
    assert {"library.md", "tutorial.md"} <= set(PAGES)


@pytest.mark.parametrize("name", [name for name in PAGES if name != "tutorial.md"])
def test_the_examples_run(name: str, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    out = run_page(name, tmp_path)
    if name == "library.md":
        assert "S/RES/1386(2001) 24 clauses" in out and "1998-05-15" in out
        assert "['S/RES/1138(1997)', 'S/RES/1377(2001)', 'S/RES/1386(2001)']" in out
        assert "True 3 graphs conform." in out and "letter.txt:1: no resolution" in out


def test_the_tutorial_leads_from_pdfs_to_a_table(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    from fpdf import FPDF

    (tmp_path / "pdfs").mkdir()
    for path in SEEDS:
        pdf = FPDF()
        pdf.add_page()
        pdf.set_font("Times", size=11)
        text = path.read_text("utf-8").encode("latin-1", "replace").decode("latin-1")
        for line in text.splitlines():
            pdf.multi_cell(0, 6, line, new_x="LMARGIN", new_y="NEXT", align="L")
        (tmp_path / "pdfs" / f"{path.stem}.pdf").write_bytes(bytes(pdf.output()))
    out = run_page("tutorial.md", tmp_path)
    assert "3 graphs conform" in out and "datetime.date(" in out
    lines = (tmp_path / "actions.csv").read_text("utf-8").splitlines()
    assert lines[0] == "symbol,date,clause,verb,addressee,quote"
    assert any(
        line.startswith("S/RES/1386(2001),2001-12-20,https://w3id.org/unsc/res/1386/op/3,authorize,") for line in lines
    )


def test_what_differs_from_the_tour_is_said() -> None:
    spec = importlib.util.spec_from_file_location("run_examples", ROOT / "docs" / "run_examples.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    old = "# Tour\n```console\n$ one\nsame\n$ two\nas it was\n```\n"
    said = list(module.differences(old, old.replace("as it was", "as it is")))
    assert said[0] == "README.md: $ two" and said[-2:] == ["-as it was", "+as it is"]
    assert not [line for line in said if "one" in line or "same" in line]
    assert list(module.differences(old, old)) == []
