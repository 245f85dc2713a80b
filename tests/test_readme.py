"""README.md shows what the program prints, and its Python runs."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_tour_is_what_the_program_prints() -> None:
    done = subprocess.run(
        [sys.executable, "docs/run_examples.py", "--check"], cwd=ROOT, capture_output=True, timeout=300
    )
    assert done.returncode == 0, f"run: python docs/run_examples.py\n{done.stderr.decode()}"


def test_the_library_examples_run() -> None:
    for code in re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL):
        done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=120)
        assert done.returncode == 0, done.stderr.decode()
