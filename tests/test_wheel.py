"""The wheel works where no checkout is: it brings its ontology, shapes, queries and vocabularies with it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from pages import ROOT, SEEDS

OFFLINE = re.compile(r"connection|name resolution|timed out|unreachable|no matching distribution|proxy", re.I)
FOLDERS = ("ontology", "shapes", "queries")


def pip(*arguments: str | Path, python: Path = Path(sys.executable)) -> None:
    """Run pip; a machine without a package index skips the test."""
    command = [str(python), "-m", "pip", "--disable-pip-version-check", *map(str, arguments)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode and OFFLINE.search(result.stderr):
        pytest.skip(f"no package index can be reached: {result.stderr.splitlines()[-1]}")
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", folder, ROOT)
    (path,) = folder.glob("resrdf-*.whl")
    return path


def test_all_that_the_program_reads_is_inside(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in FOLDERS:
        ours = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.suffix in (".ttl", ".rq")}
        assert ours and {f"resrdf/resources/{path.as_posix()}" for path in ours} <= names
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resrdf").rglob("*.py")}
    assert modules <= names
    files = {path.relative_to(ROOT).as_posix() for path in (ROOT / "resrdf").rglob("*") if path.is_file()}
    assert {name for name in files if "__pycache__" not in name} <= names, "pages and static files too"
    assert not [name for name in names if name.startswith(("tests/", "seeds/"))]


def test_the_installed_program_converts_validates_and_answers(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    binaries = tmp_path / "venv" / "bin"
    pip("install", "--quiet", wheel, python=binaries / "python")
    outside = tmp_path / "elsewhere"
    outside.mkdir()
    shutil.copy(SEEDS[-1], outside / "resolution.txt")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "RESRDF"))}

    def call(*command: str | Path) -> str:
        result = subprocess.run(
            [*map(str, command)], cwd=outside, env=environment, capture_output=True, text=True, check=False
        )
        assert result.returncode == 0, result.stderr
        return result.stdout

    place = call(binaries / "python", "-c", "import resrdf; print(resrdf.__file__)")
    assert place.startswith(str(tmp_path / "venv")), "not the checkout"
    program = binaries / "resrdf"
    assert call(program, "--version") == call(binaries / "python", "-m", "resrdf", "--version")
    call(program, "convert", "resolution.txt", "-o", "resolution.ttl")
    assert (outside / "resolution.ttl").read_text().startswith("@base <https://w3id.org/unsc/> .")
    assert call(program, "validate", "resolution.ttl") == "1 graph conforms.\n"
    parameters = ("-p", "resolution=S/RES/1386 (2001)", "-p", "paragraph=3", "--format", "csv")
    assert "all necessary measures" in call(program, "query", "paragraph-text", "resolution.ttl", *parameters)
    call(program, "build", "resolution.txt", "-o", "data")
    assert "all necessary measures" in call(program, "query", "paragraph-text", "--store", "data", *parameters)
    assert "op/11" in call(program, "show", "resolution.txt")
