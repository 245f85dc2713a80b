"""When do two nouns that "and" joins name one group? "Libyan institutions and authorities", "States and parties concerned".

Rule: an adjective before the first holds for a bare noun behind "and", and "concerned" behind the second for both. A noun
with an adjective of its own, or that names actors by itself ("donors", "international organizations"), is a further group.
"""

from __future__ import annotations

import re

from resrdf.enrich.addressees.groups import Head, alternation
from resrdf.enrich.addressees.heads import is_group

_SHARED = re.compile(  # an adjective or several before a noun in the plural, "Libyan", "relevant international"
    r"(?:relevant\s+|key\s+)?(?:(?i:"
    + alternation(
        """international regional subregional national local bilateral multilateral political civilian relevant competent
        interested key"""
    )
    + r")|(?!United|Member|Security|European|African)[A-Z][a-z]+(?:n|ese|sh|i|ch)|United\s+Nations)\s+(?:[\w’'-]+\s+){0,3}?(?!States|countries|[Gg]overnments|powers)[\w-]+s"
)
_BARE = re.compile(  # a noun that says little without the adjective of the one before
    alternation(
        """actors agencies authorities bodies candidates communities entities factions groups institutions leaders movements
        organi[sz]ations organs officials partners stakeholders arrangements"""
    )
)
_ALL_CONCERNED = re.compile(r"(?!others|all|those)\S.*\s(?:concerned|involved)")


def are_one_group(text: str, first: Head, second: Head) -> bool:
    """Whether two heads, one behind the other, share an adjective or "concerned".

    >>> text = "Urges Libyan institutions and authorities to act;"
    >>> are_one_group(text, Head(6, 25, ("actor/libyan-institutions",)), Head(30, 41, ("actor/authorities",)))
    True
    >>> text = "Urges Libyan institutions and donors to act;"
    >>> are_one_group(text, Head(6, 25, ("actor/libyan-institutions",)), Head(30, 36, ("actor/donors",)))
    False
    """
    if text[first.end : second.start].split() != ["and"]:
        return False
    if _BARE.fullmatch(text, second.start, second.end):
        return _SHARED.fullmatch(text, first.start, first.end) is not None
    bare = is_group(first) and not first.described and text[first.end - 1] == "s"
    return bare and _ALL_CONCERNED.fullmatch(text, second.start, second.end) is not None
