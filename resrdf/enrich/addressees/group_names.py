"""By what further names a described group is known: with "other", "current" or a number before it, "above" behind it, a body by its other names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from resrdf.annotations import Mention
from resrdf.enrich.addressees.groups import Head
from resrdf.lexicon import BASE, concept_labels

_BEFORE = re.compile(r"\b(?:other|two|three|four|five|current|present|new|relevant|competent|interim)\s+$")
_BEHIND = re.compile(r"\s+(?:above|below)\b")
_OWNED = re.compile(r"(?P<owner>[A-Z].*?)['’]s?\s(?P<owned>[a-z][\w\s-]*)")
_INNER_QUANTIFIER = re.compile(r"(?<=\bof )(?:all|both|each of)\s+")


def find_names(text: str, head: Head, mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The further names of a described group, the words that describe it apart.

    >>> text = "Urges other interested parties and States of ECOWAS to act;"
    >>> find_names(text, Head(12, 30, (), described=True), ())
    ('other interested parties',)
    >>> find_names(text, Head(35, 51, (), described=True), [Mention(45, 51, "body/ecowas")])
    ('States of the Economic Community of West African States',)
    >>> find_names("Urges the President of the Tribunal to report;", Head(10, 35, (), described=True), [Mention(27, 35, "body/ictr")])
    ('President of the International Criminal Tribunal for Rwanda', 'President of ICTR')
    >>> find_names("Urges Chad's neighbours to help;", Head(6, 23, (), described=True), ())
    ('neighbours of Chad',)
    """
    words = text[head.start : head.end]
    plain = head.noun + _INNER_QUANTIFIER.sub("", words)
    inner = [mention for mention in mentions if head.start <= mention.start and mention.end <= head.end]
    renamed = (
        [_renamed(text, head, inner, names) for names in (_names("prefLabel"), _names("notation"))] if inner else []
    )
    before = _BEFORE.search(text, max(0, head.start - 10), head.start)
    more = (before[0] if before else head.noun) + words
    behind = _BEHIND.match(text, head.end)
    place = head.noun + words + (behind[0] if behind else "")
    owned = _OWNED.fullmatch(words)
    of = f"{owned['owned']} of {owned['owner']}" if owned else head.noun + words
    return tuple(name for name in dict.fromkeys((plain, *renamed, more, place, of)) if name != head.noun + words)


def _renamed(text: str, head: Head, inner: Sequence[Mention], names: Mapping[str, str]) -> str:
    """The words of a head with other names for the bodies in it, which have an article where they are no acronym."""
    said, at = head.noun, head.start
    for mention in inner:
        if name := names.get(mention.actor or ""):
            said += text[at : mention.start]
            bare = said.removesuffix("the ")
            named = bare != said or (bare.endswith(" of ") and text[mention.start : mention.end] != "UN")
            article = "the " if named and not name.isupper() else ""
            said, at = f"{bare}{article}{name}", mention.end
    return said + text[at : head.end]


@lru_cache(maxsize=2)
def _names(kind: str) -> Mapping[str, str]:
    """The first name of a kind that each body and mission has: its preferred label, its acronym."""
    names: dict[str, str] = {}
    for concept, label, name in concept_labels("body", "mission"):
        if label.endswith(f"#{kind}"):
            names.setdefault(concept.removeprefix(BASE), name)
    return names
