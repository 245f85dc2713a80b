"""Where an item label stands: which open list it continues, which it opens, what it was before a scanner misread it."""

from __future__ import annotations

import re

from resrdf.read.labels import Label, Style, from_ordinal, is_misreading, to_ordinal
from resrdf.read.nodes import Node

_STYLES: dict[str, tuple[Style, ...]] = {
    "bracket": ("alpha", "roman", "ALPHA", "ROMAN", "digit"),
    "half": ("alpha", "roman", "digit"),
    "stop": ("alpha", "roman", "ALPHA", "ROMAN"),
}


def path_to_leaf(top: Node) -> list[Node]:
    """The clauses from the last leaf up to the top."""
    path = [top]
    while path[-1].children:
        path.append(path[-1].children[-1])
    return path[::-1]


def parent_of(top: Node, leaf: Node) -> Node:
    """The clause that a leaf hangs on (the top itself for the top)."""
    path = path_to_leaf(top)
    return path[path.index(leaf) + 1] if leaf is not top else top


def open_lists(top: Node) -> list[tuple[Node, Style, int]]:
    """The lists that are open, deepest first: (parent, style, last ordinal)."""
    found: list[tuple[Node, Style, int]] = []
    for node in path_to_leaf(top):
        if node.children and node.children[-1].style not in (None, "dash"):
            last = node.children[-1]
            assert last.style is not None
            found.append((node, last.style, last.ordinal))
    return found


def _runs_on(rest: str, style: Style, ahead: str | None) -> bool:
    """A list whose second item follows in mid-sentence is no list of paragraphs."""
    second = from_ordinal(2, style)
    return f"({second})" in rest and (ahead is None or to_ordinal(ahead, style) not in (2, 3))


def fit_item(
    top: Node, label: Label, rest: str, ahead: str | None, *, strict: bool
) -> tuple[Node, Style, int, bool] | None:
    """Where an item label continues an open list or opens one: (parent, style, ordinal, repaired)."""
    lists = open_lists(top)
    styles = _STYLES[label.shape]
    fits = [(p, s, last + 1, False) for p, s, last in lists if s in styles and to_ordinal(label.text, s) == last + 1]
    used = {s for _, s, _ in lists}
    opens = [s for s in styles if s not in used and to_ordinal(label.text, s) == 1]
    leaf = top.leaf()
    if leaf.style == "dash":
        leaf = parent_of(top, leaf)
    if "roman" in opens and "alpha" in opens:
        opens.remove("roman")
    if opens[:1] == ["digit"] and not fits and ahead is not None and to_ordinal(ahead, "roman") == 2:
        return leaf, "roman", 1, True
    if lists and opens[:1] == ["digit"] and to_ordinal(ahead or "", "digit") != 2:
        opens = []
    if fits and opens and ahead is not None:
        first = opens[0]
        if to_ordinal(ahead, first) == 2 and to_ordinal(ahead, fits[0][1]) != fits[0][2] + 1:
            return leaf, first, 1, False
    if fits:
        return fits[0]
    if opens and not _runs_on(rest, opens[0], ahead):
        return leaf, opens[0], 1, False
    if strict:
        return None
    for parent, style, last in lists:
        if is_misreading(label.text, from_ordinal(last + 1, style)) and ahead is None:
            return None  # nothing after it proves a gap: rather the next label, misread
        ordinal = to_ordinal(label.text, style) if style in styles else None
        if (
            ordinal is not None
            and last + 1 < ordinal <= last + 3
            and (ahead is None or to_ordinal(ahead, style) == ordinal + 1)
        ):
            return parent, style, ordinal, False
    return None


def repair_item(top: Node, label: Label, ahead: str | None, *, opens: bool) -> tuple[Node, Style, int, bool] | None:
    """Where a label that fits nowhere stands if the scanner misread it."""
    for parent, style, last in open_lists(top):
        expected = from_ordinal(last + 1, style)
        if is_misreading(label.text, expected):
            return parent, style, last + 1, True
    lists = open_lists(top)
    if opens and not lists:
        candidates: tuple[tuple[Style, str], ...] = (("alpha", "a"), ("roman", "i"))
        for style, first in candidates:
            follows = ahead is not None and (
                to_ordinal(ahead, style) == 2 or is_misreading(ahead, from_ordinal(2, style))
            )
            if is_misreading(label.text, first) and follows:
                return top, style, 1, True
    if lists and ahead is not None:
        parent, style, last = lists[0]
        if to_ordinal(ahead, style) == last + 2:
            return parent, style, last + 1, True
    return None


def dash_parent(top: Node) -> Node:
    """The clause whose dash list goes on, else the leaf, which opens one."""
    for node in path_to_leaf(top):
        if node.children and node.children[-1].style == "dash":
            return node
    return top.leaf()


def local_name(label: str) -> str:
    """The letters and digits of a label, as an IRI takes them."""
    return re.sub(r"[^A-Za-z0-9]+", "", label)
