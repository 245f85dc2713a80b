"""By what further names the group is known that a clause describes: with "other" and without it, with an acronym spelt out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from resrdf.annotations import Mention
from resrdf.enrich.addressees.groups import Head
from resrdf.lexicon import BASE, concept_labels

_OTHER = re.compile(r"\bother\s+$")
_INNER_QUANTIFIER = re.compile(r"(?<=\bof )(?:all|both|each of)\s+")
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*")


def find_names(text: str, head: Head, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The further names of a described group, the words that describe it apart.

    >>> text = "Urges other interested parties and States of ECOWAS to act;"
    >>> find_names(text, Head(12, 30, (), described=True), ())
    ('other interested parties',)
    >>> find_names(text, Head(35, 51, (), described=True), [Mention(45, 51, "body/ecowas")])
    ('States of the Economic Community of West African States',)
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
    other = "other " + words if _OTHER.search(text, max(0, head.start - 8), head.start) else head.noun + words
    return tuple(name for name in dict.fromkeys((plain, spelt, other)) if name != head.noun + words)


@lru_cache(maxsize=1)
def _preferred() -> dict[str, str]:
    """The preferred name of each body and mission."""
    return {
        concept.removeprefix(BASE): name
        for concept, label, name in concept_labels("body", "mission")
        if label.endswith("#prefLabel")
    }
