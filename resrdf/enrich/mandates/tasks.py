"""Whose tasks do the items of a clause lay down, and of which type is each?

Rule: a clause that founds, extends or defines a mandate and goes on in items makes each of them a task of that body.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from resrdf.annotations import MandateTask
from resrdf.document import Clause
from resrdf.enrich.mandates import words
from resrdf.enrich.mandates.changes import find_mandate_changes
from resrdf.enrich.names.holders import Holders
from resrdf.lexicon import concept_labels
from resrdf.wordtree import Lexicon


def find_mandate_tasks(clause: Clause, holders: Holders) -> Iterator[MandateTask]:
    """Yield the task that an item lays down, where the paragraph above it gives a body its mandate.

    The words of the item are the task; its type is that of the scheme whose cues stand in it, if any.
    """
    if clause.kind != "operative" or not clause.text or len(clause.locator.parts) < 3:  # no item of a paragraph
        return
    above = holders.clauses.get(clause.locator.parent)
    if above is None:
        return
    texts = [clause.text]
    actor = task_holder(above, holders)
    if actor is None and (upper := holders.clauses.get(above.locator.parent)) is not None:
        texts.append(above.text)
        actor = task_holder(upper, holders)
    if actor is not None:
        kind = next(filter(None, map(find_task_kind, texts)), "vocab/task/other")
        yield MandateTask(0, len(clause.text), actor, kind)


def task_holder(clause: Clause, holders: Holders) -> str | None:
    """Return the body whose tasks are the items of a clause: it founds, extends or defines a mandate and goes on in items."""
    if clause.kind != "operative" or not clause.children:
        return None
    if clause.locator not in holders.tasked:  # asked for each of its items
        holders.tasked[clause.locator] = _find_task_holder(clause, holders)
    return holders.tasked[clause.locator]


def _find_task_holder(clause: Clause, holders: Holders) -> str | None:
    end = clause.text.rstrip()
    if not (end.endswith((":", "to", ",", "—", "-", ".")) or words.FOLLOWING.search(end[-120:])):
        return None
    kinds = ("define", "establish", "expand", "extend", "modify", "empower")
    changes = [c for c in find_mandate_changes(clause, holders) if c.kind.rsplit("/", 1)[1] in kinds]
    return changes[-1].actor if changes else None


@lru_cache(maxsize=1)
def _cues() -> Lexicon:
    """The words by which the types of task are known: every label of the scheme, weak ones too."""
    return Lexicon.of((name, concept) for concept, label, name in concept_labels("task") if label.endswith("Label"))


def find_task_kind(text: str) -> str | None:
    """Return the type of a task: the one of which most is said, the first of equals.

    >>> find_task_kind("To monitor the cease-fire and investigate violations of the cease-fire")
    'vocab/task/ceasefire-monitoring'
    """
    found = [f.concept for f in _cues().find_in(text)]
    return max(found, key=lambda c: (found.count(c), -found.index(c))) if found else None
