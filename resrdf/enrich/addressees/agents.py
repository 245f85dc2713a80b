"""Who is to act by the words of a complement that names a deed: "the efforts of X", "an end to hostilities by X"."""

from __future__ import annotations

import re

from resrdf.enrich.addressees.complements import Complements
from resrdf.enrich.addressees.groups import Head, skip_quantifiers
from resrdf.enrich.addressees.pronouns import THOSE

_AGENT = re.compile(
    r"""(?<!ed\ )(?<!held\ )(?<!taken\ )(?<!made\ )(?<!given\ )(?<!led\ )\bby\s+                  # "efforts by X"
        |\bon\s+the\s+part\s+of\s+
        |\b(?:steps|support|assistance|contributions?|commitments?|co-?operation|vigilance|efforts|action|engagement|participation|reports?|updates?|briefings?)\s+(?:by\s+\d[\w\s]{3,20}?\s+)?from\s+
        |\b(?:efforts|cooperation|co-operation|support|assistance|contributions?|commitment|engagement|involvement
            |mobili[sz]ation|mediation|initiatives)\s+of\s+                       # "efforts of X"
        |\b(?:co-?operation|coordination|collaboration|dialogue|progress|partnership|contacts|discussions|talks|consultations|exchanges?|communications?|interaction|negotiations)\s+(?:between|among|amongst)\s+  # "dialogue between X and Y"
        |\bof\s+(?=all\s+(?:parties|States|Member))""",
    re.VERBOSE,
)
_AGENT_END = re.compile(
    r"""[;:]|\.(?=\s|$)|,\s+(?:and|in(?!\ particular)|with|including|as|to|by|which|without|under|through|while|so|pursuant|consistent)\b
        |\b(?:which|who|that|in\s+order)\b""",
    re.VERBOSE,
)
_LEADING_ASIDE = re.compile(r",\s+[^,;:]{3,80},\s+")  # "encourages, as a best practice, …"
_IN_PARTICULAR = re.compile(r"the\s+(?:region|subregion)\b,?\s+(?:in\s+particular|especially|including)\s+")
_OWNER = re.compile(r"['’]s?\s+[a-z]")
_TO = re.compile(r"\bto\b")


def find_agents(asks: Complements, at: int) -> tuple[Head, ...]:
    """Who is to act in "encourages the efforts of X", "calls for an end to hostilities by X"."""
    reader, text = asks.reader, asks.reader.text
    aside = _LEADING_ASIDE.match(text, at, reader.limit)
    at = aside.end() if aside else at
    lead = reader.lead(at)
    end = min(reader.limit, at + 160)
    limit = _AGENT_END.search(text, at, end)
    end = limit.start() if limit else end
    owner = reader.known.at.get(skip_quantifiers(text, lead))
    if owner and owner.end < end and _OWNER.match(text, owner.end):
        return (Head.of(owner),)
    return _agents(asks, at, end)


def _agents(asks: Complements, at: int, end: int) -> tuple[Head, ...]:
    """The first that act by the words of a stretch: "efforts of X"."""
    reader, text = asks.reader, asks.reader.text
    for match in _AGENT.finditer(text, at, end):
        begin = match.end()
        if examples := _IN_PARTICULAR.match(text, begin):
            begin = examples.end()
        if (those := THOSE.match(text, begin)) and (named := asks.those(those["kind"], match.start())):
            return named
        phrase = reader.phrase(begin, strict=True)
        heads = reader.described(phrase, closed=True)
        if heads:  # "reporting by X to Y and Z": what follows "to" does not act
            joined = [n for n, head in enumerate(heads[1:], 1) if _TO.search(text, heads[n - 1].end, head.start)]
            return heads[: joined[0]] if joined else heads
    return ()
