"""What does a clause do to a sanctions measure? Impose, extend, modify, exempt, suspend, terminate.

Rule: only an operative clause in which the Council itself decides (or, for an embargo that it asks of all States, calls upon them)
changes a measure. Who is to prevent, prohibit or freeze what is imposed; what is done to "the measures imposed by …" is read
from the verb. Their types are those that the words name, else those of the paragraphs cited: of this resolution as read
here, of others as ``ontology/vocab/measure.ttl`` knows them. The regime is that of the resolution or committee cited, of this resolution,
or of the State named; where none of these tells it there is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from resrdf.annotations import Action, MeasureChange
from resrdf.document import Clause
from resrdf.enrich.measures import words
from resrdf.enrich.measures.changed import find_changed
from resrdf.enrich.measures.imposed import find_imposed, find_segments, speaks_of_measures
from resrdf.enrich.names.holders import Holders


def find_measures(clause: Clause, actions: Sequence[Action], holders: Holders) -> Iterator[MeasureChange]:
    """Yield what a clause does to measures of Article 41; ``actions`` are those of the clause.

    >>> from resrdf.document import Document, Locator, Source
    >>> from resrdf.enrich.names.holders import read_holders
    >>> from resrdf.enrich.verbs import find_actions
    >>> from resrdf.symbol import Symbol
    >>> def told(text):
    ...     clause = Clause(Locator(("op", "1")), "operative", text, "1")
    ...     symbol = Symbol.from_text("S/RES/1683(2006)")
    ...     document = Document("resolution", symbol, "en", Source("a", "b", "text/plain"), operative=(clause,))
    ...     found = find_measures(clause, tuple(find_actions(clause)), read_holders(document))
    ...     return [(m.kind.split("/")[-1], m.action.split("/")[-1], m.regime) for m in found]
    >>> told("Decides to renew the arms embargo imposed by paragraph 2 of resolution 1521 (2003) until 20 December 2007;")
    [('arms-embargo', 'extend', 'regime/1521')]
    >>> told("Decides that all States shall prevent the entry into or transit through their territories of such persons;")
    [('travel-ban', 'impose', 'regime/1521')]
    >>> told("Authorizes the Force to take all necessary measures to prevent attacks;")
    []
    """
    if clause.kind != "operative" or clause.locator.parts[0] != "op":
        return
    if actions and actions[0].start <= 60 and words.GOVERNS.isdisjoint([act.verb for act in actions]):
        return
    if not speaks_of_measures(clause.text):
        return
    seen: set[tuple[str, str]] = set()
    for segment in find_segments(clause, actions, holders):
        done = tuple(find_changed(clause, segment, holders))
        found = list(done)
        for change in find_imposed(clause, segment, holders):
            if not done or (words.SHALL.search(clause.text, segment.start, change.start) and _is_apart(change, done)):
                found.append(change)
        told = {m.action for m in found if m.kind != "vocab/measure/sanctions"} | {action for _, action in seen}
        for change in sorted(found, key=lambda m: (m.start, m.kind)):
            if change.kind == "vocab/measure/sanctions" and change.action in told:
                continue
            if (change.kind, change.action) not in seen:
                seen.add((change.kind, change.action))
                yield change


def _is_apart(change: MeasureChange, others: Sequence[MeasureChange]) -> bool:
    """Whether the words of a change are not those of another ("the measures … shall not prevent")."""
    return not any(o.start <= change.start < o.end for o in others)
