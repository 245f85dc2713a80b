"""Where ontology/, shapes/, queries/ and seeds/ are: inside the installed package, else beside it in the checkout."""

from __future__ import annotations

from pathlib import Path

from resrdf.errors import ResrdfError

_PACKAGE = Path(__file__).resolve().parent


def find_folder(name: str) -> Path:
    """Return the folder ``ontology``, ``shapes`` or ``queries`` that belongs to this very code.

    Raises ResrdfError when neither the wheel nor the checkout has it.
    """
    for parent in (_PACKAGE / "resources", _PACKAGE.parent):
        if (parent / name).is_dir():
            return parent / name
    raise ResrdfError(f"resrdf is not completely installed: the folder {name}/ is missing")


def find_turtle(name: str) -> list[Path]:
    """Return every Turtle file below one of these folders, in a fixed order.

    >>> [p.name for p in find_turtle("ontology")][0]
    'alignments.ttl'
    """
    return sorted(find_folder(name).rglob("*.ttl"))
