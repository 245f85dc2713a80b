"""By what further names a described group is known: with "other" or a number before it, "above" behind it, an acronym spelt out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from resrdf.annotations import Mention
from resrdf.enrich.addressees.groups import Head
from resrdf.lexicon import BASE, concept_labels

_BEFORE = re.compile(r"\b(?:other|two|three|four|five)\s+$")
_BEHIND = re.compile(r"\s+(?:above|below)\b")
_OWNED = re.compile(r"(?P<owner>[A-Z].*?)['’]s?\s(?P<owned>[a-z][\w\s-]*)")
_INNER_QUANTIFIER = re.compile(r"(?<=\bof )(?:all|both|each of)\s+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def find_names(text: str, head: Head, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The further names of a described group, the words that describe it apart.

    >>> text = "Urges other interested parties and States of ECOWAS to act;"
    >>> find_names(text, Head(12, 30, (), described=True), ())
    ('other interested parties',)
    >>> find_names(text, Head(35, 51, (), described=True), [Mention(45, 51, "body/ecowas")])
    ('States of the Economic Community of West African States',)
    >>> find_names("Urges Chad's neighbours to help;", Head(6, 23, (), described=True), ())
    ('neighbours of Chad',)
    """
    words = text[head.start : head.end]
    plain = head.noun + _INNER_QUANTIFIER.sub("", words)
    spelt = head.noun
    at = head.start
    for mention in mentions:
        if (
            head.start <= mention.start
            and mention.end <= head.end
            and _ACRONYM.fullmatch(text, mention.start, mention.end)
        ):
            spelt += text[at : mention.start]
            full = _preferred().get(mention.actor or "")
            spelt += (
                text[mention.start : mention.end] if full is None else f"the {full}" if spelt.endswith(" of ") else full
            )
            at = mention.end
    spelt += text[at : head.end]
    before = _BEFORE.search(text, max(0, head.start - 8), head.start)
    more = (before[0] if before else head.noun) + words
    behind = _BEHIND.match(text, head.end)
    place = head.noun + words + (behind[0] if behind else "")
    owned = _OWNED.fullmatch(words)
    of = f"{owned['owned']} of {owned['owner']}" if owned else head.noun + words
    return tuple(name for name in dict.fromkeys((plain, spelt, more, place, of)) if name != head.noun + words)


@lru_cache(maxsize=1)
def _preferred() -> dict[str, str]:
    """The preferred name of each body and mission."""
    return {
        concept.removeprefix(BASE): name
        for concept, label, name in concept_labels("body", "mission")
        if label.endswith("#prefLabel")
    }
