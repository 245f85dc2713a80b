"""Puts the query editor that npm brought into the package, with the licences of everything that is bundled in it.

Run by ``make editor`` after ``npm ci``. What it writes is not committed; it travels in the wheel.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
MODULES = HERE / "node_modules"
TARGET = HERE.parent / "resrdf" / "serve" / "static" / "yasgui"
EDITOR = "@zazuko/yasgui"
STYLES = ("datatables.net-dt",)  # of the style sheet, which brings no map
_LICENCE_FILE = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
SCRIPT, STYLE, NOTICES = "yasgui.min.js", "yasgui.min.css", "THIRD-PARTY.txt"


def bring_editor() -> None:
    """Write the script, the style sheet and the notices, each in one step; raises OSError where npm left nothing."""
    build = MODULES / EDITOR / "build"
    script = (build / SCRIPT).read_text("utf-8")
    TARGET.mkdir(parents=True, exist_ok=True)
    notices = "\n".join(_notice(name) for name in sorted({EDITOR, *STYLES, *_bundled(build / f"{SCRIPT}.map")}))
    _write(NOTICES, notices)
    _write(STYLE, (build / STYLE).read_text("utf-8"))
    # the map of a megabyte is for those who work on the editor itself: a browser would ask for it in vain
    _write(SCRIPT, re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", script))


def _bundled(source_map: Path) -> Iterator[str]:
    """Yield the packages whose code is in the bundle: its own map says so."""
    for source in json.loads(source_map.read_text("utf-8"))["sources"]:
        if match := re.search(r".*node_modules/((?:@[^/]+/)?[^/]+)/", source):
            yield match[1]
        elif match := re.match(r"(?:\.\./)+(yasqe|yasr|utils)/", source):
            yield f"@zazuko/{'yasgui-utils' if match[1] == 'utils' else match[1]}"


def _notice(name: str) -> str:
    """Write the name, version, licence and licence text of a package."""
    folder = MODULES / name
    about = json.loads((folder / "package.json").read_text("utf-8"))
    licence = about.get("license") or (about.get("licenses") or [{}])[0].get("type", "see below")
    head = f"{'=' * 80}\n{name} {about['version']}\nLicence: {licence}\n"
    texts = [path.read_text("utf-8") for path in sorted(folder.iterdir()) if _LICENCE_FILE.match(path.name)]
    if not texts:
        author = about.get("author") or "its authors"
        author = author if isinstance(author, str) else author.get("name", "its authors")
        texts = [f"Copyright: {author}. The package brings no text of its licence, which is this:\n\n{_mit()}"]
    return head + "".join(f"\n{text.strip()}\n" for text in texts)


def _mit() -> str:
    """The words of the MIT licence, which all packages without a text of their own are under."""
    text = (HERE.parent / "LICENSE").read_text("utf-8")
    return text[text.index("Permission is hereby") : text.index("The ontology and")]


def _write(name: str, text: str) -> None:
    part = TARGET / f"{name}.part"
    part.write_text(text, "utf-8")
    part.replace(TARGET / name)


if __name__ == "__main__":
    try:
        bring_editor()
    except OSError as error:
        sys.exit(f"the query editor was not brought in: {error}")
