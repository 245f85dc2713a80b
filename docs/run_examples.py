"""Run the commands that README.md shows and write their output into it, so that the tour is what the program prints.

    python docs/run_examples.py          write README.md again
    python docs/run_examples.py --check  only say whether it is current, and what differs (exit code 1 if not)

A block that opens with ```console is run line by line: ``$ command`` is a command, what follows is its output.
Seconds are masked, since they differ from run to run; each block starts in the folder the one before it left.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^\$ ", re.MULTILINE)
_SECONDS = re.compile(r"in \d+\.\d s\b")


def run(command: str, folder: Path) -> str:
    """The output of one command, both streams as a terminal shows them."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "NO_COLOR": "1",
        "SOURCE_DATE_EPOCH": "1005696000",
    }
    # of two commands in a pipe nobody knows which speaks first, so what goes to standard error is put last
    errors = subprocess.PIPE if "|" in command else subprocess.STDOUT
    done = subprocess.run(
        command, shell=True, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=errors, timeout=120
    )
    text = "\n".join(line.rstrip() for line in (done.stdout + (done.stderr or b"")).decode().splitlines())
    if "Traceback (most recent call last)" in text:
        raise SystemExit(f"{command}: {text}")
    return _SECONDS.sub("in … s", text)


def render(readme: str) -> str:
    """The README with the output of its commands as it is now."""
    with tempfile.TemporaryDirectory() as folder:
        workplace = Path(folder)
        shutil.copytree(ROOT / "seeds", workplace / "seeds")

        def block(match: re.Match[str]) -> str:
            commands = [line[2:] for line in match[1].splitlines() if line.startswith("$ ")]
            shown = (f"$ {command}\n{run(command, workplace)}".rstrip() for command in commands)
            return "```console\n" + "\n".join(shown) + "\n```"

        return _BLOCK.sub(block, readme)


def differences(readme: str, current: str) -> Iterator[str]:
    """Each command whose output is another now, with what differs; the text between the blocks is the same in both."""
    for shown, printed in zip(_BLOCK.findall(readme), _BLOCK.findall(current), strict=True):
        for old, new in zip_longest(_COMMAND.split(shown), _COMMAND.split(printed), fillvalue=""):
            if old != new:
                before, after = old.splitlines(), new.splitlines()
                yield f"{README.name}: $ {(after or before)[0]}"
                yield from difflib.unified_diff(before, after, "as written", "as printed", lineterm="")


def main() -> int:
    """Write or check."""
    readme = README.read_text(encoding="utf-8")
    current = render(readme)
    if "--check" in sys.argv:
        sys.stderr.writelines(f"{line}\n" for line in differences(readme, current))
        return int(current != readme)
    README.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
