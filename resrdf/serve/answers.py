"""Answers kept in memory: a snapshot never changes, so what a query gave once it gives again."""

from __future__ import annotations

import re
from collections import OrderedDict

from resrdf.serve.worker import Job, Reply
from resrdf.sparql import mask

_CHANGING = re.compile(r"\b(?:rand|now|uuid|struuid|bnode|service)\b", re.IGNORECASE)


class Answers:
    """The answers used last, up to a bound in bytes; one may take a sixteenth of it."""

    def __init__(self, most: int = 32 << 20) -> None:
        """Say how many bytes they may hold."""
        self._most, self._size = most, 0
        self._kept: OrderedDict[tuple[str, Job], Reply] = OrderedDict()

    def get(self, key: tuple[str, Job]) -> Reply | None:
        """Find the answer to a job on a snapshot."""
        if (reply := self._kept.get(key)) is not None:
            self._kept.move_to_end(key)
        return reply

    def put(self, key: tuple[str, Job], reply: Reply) -> None:
        """Keep an answer, unless it is large or would be another one the next time."""
        size = _size(key, reply)
        if size > self._most // 16 or _is_changing(key[1].query) or key in self._kept:
            return
        self._kept[key] = reply
        self._size += size
        while self._size > self._most:
            old, dropped = self._kept.popitem(last=False)
            self._size -= _size(old, dropped)


def _size(key: tuple[str, Job], reply: Reply) -> int:
    return len(reply.content) + 4 * len(key[1].query) + 1000


def _is_changing(query: str) -> bool:
    r"""Say whether a query may give something else every time; blank nodes of a template are new ones.

    >>> _is_changing("SELECT (RAND() AS ?r) {}"), _is_changing("SELECT ?now { ?s ?p 'now' }")
    (True, False)
    """
    return bool(_CHANGING.search(query) and _CHANGING.search(mask(query))) or (
        "construct" in query.lower() and ("_:" in query or "[" in query)
    )
