"""Answers kept in memory: a snapshot never changes, so what a query gave once it gives again."""

from __future__ import annotations

import re
from collections import OrderedDict
from typing import Generic, TypeVar

from resrdf.sparql import mask

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_CHANGING = re.compile(r"\b(?:rand|now|uuid|struuid|bnode|service)\b", re.IGNORECASE)


class Kept(Generic[_Key, _Value]):
    """What was used last, up to a bound in bytes; one thing may take a sixteenth of it."""

    def __init__(self, most: int = 32 << 20) -> None:
        """Say how many bytes there may be."""
        self._most, self._size = most, 0
        self._kept: OrderedDict[_Key, tuple[_Value, int]] = OrderedDict()

    def get(self, key: _Key) -> _Value | None:
        """Find what was kept."""
        if (found := self._kept.get(key)) is None:
            return None
        self._kept.move_to_end(key)
        return found[0]

    def put(self, key: _Key, value: _Value, size: int) -> None:
        """Keep something of a size in bytes, unless it is large; what was used longest ago goes."""
        if size > self._most // 16 or key in self._kept:
            return
        self._kept[key] = (value, size)
        self._size += size
        while self._size > self._most:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._size -= dropped


def is_lasting(query: str) -> bool:
    """Say whether a query gives the same every time on the same data; blank nodes of a template are new ones.

    >>> [is_lasting(q) for q in ("SELECT * {}", "SELECT (RAND() AS ?r) {}", "SELECT ?now { ?s ?p 'now' }")]
    [True, False, True]
    """
    if _CHANGING.search(query) and _CHANGING.search(mask(query)):
        return False
    return not ("construct" in query.lower() and ("_:" in query or "[" in query))
