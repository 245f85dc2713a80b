"""How a paragraph of the Council opens: with a participle or adjective (preamble), or with a verb (operative part).

The words come from the verb vocabulary; a word that it does not have is judged by its form.
Rule: UN editorial manual, "Resolutions": preambular paragraphs open with a participle or adjective.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Opening = Literal["preambular", "operative"]

_FIRST = re.compile(r"[“\"‘'(\[]?([A-Z][A-Za-zéï-]*)")
_ADVERBS = frozenset(
    """also further again once more moreover furthermore likewise accordingly therefore hereby consequently equally
    particularly still fully wholly now thus solemnly and""".split()
)
_ADJECTIVES = frozenset(
    """concerned convinced mindful aware conscious cognizant alarmed appalled determined disturbed dismayed desirous
    desiring distressed grieved shocked outraged encouraged gratified guided inspired anxious bound committed concious
    deeply dedicated deploring disappointed indignant impressed pleased preoccupied resolved satisfied troubled willing
    whereas bearing having being horrified saddened worried persuaded confident hopeful sensitive prepared
    concern appreciative grateful mindfull supportive remaining moved motivated pursuant""".split()
)
_NOT_OPENERS = frozenset(
    """this thus its his was has is as us united nations states various process progress focus status previous access
    business basis crisis during including concerning regarding following according being beijing building training king
    morning evening meeting meetings ceiling housing""".split()
) - {"being", "meeting"}
_PHRASES = {
    "preambular": re.compile(
        r"(?:In\s+(?:the\s+)?(?:light|view|order|pursuance|exercise|accordance|conformity|response)\b|With\s+a\s+view|"
        r"On\s+the\s+(?:recommendation|basis)|At\s+the\s+request|To\s+this\s+end|Under\s+Chapter|Pursuant\s+to|"
        r"As\s+a\s+(?:result|step)|Whereas\b|In\s+this\s+(?:regard|context|connection)\b)"
    ),
}


@lru_cache(maxsize=1)
def _vocabulary() -> tuple[frozenset[str], frozenset[str]]:
    """(participles and adjectives, finite verbs) of the first words in the verb vocabulary."""
    from resrdf.lexicon import verb_openers

    words = {surface.split()[0] for surface in verb_openers()}
    words |= {w.replace("iz", "is") for w in words} | {
        w.replace("is", "iz") for w in words if w.endswith(("ising", "ises"))
    }
    finite = {w for w in words if w.endswith("s") and not w.endswith("ous")}
    return frozenset((words - finite) | _ADJECTIVES), frozenset(finite)


@lru_cache(maxsize=8192)
def _judge(word: str, *, by_form: bool, loose: bool) -> Opening | None:
    participles, finite = _vocabulary()
    if word in _NOT_OPENERS:
        return None
    if word in finite:
        return "operative"
    if word in participles:
        return "preambular"
    if by_form and len(word) > 4:
        if word.endswith("ing"):
            return "preambular"
        if loose and word.endswith("s") and word[-2] not in "aious" and not word.endswith("ess"):
            return "operative"
    return None


def find_opening(text: str, *, by_form: bool = True, loose: bool = False) -> Opening | None:
    """Say how a paragraph opens, None where neither is recognised.

    ``by_form`` takes unknown words in -ing for participles, ``loose`` also unknown words in -s for verbs.

    >>> find_opening("Gravely concerned at the deterioration"), find_opening("Also decides to extend")
    ('preambular', 'operative')
    >>> find_opening("United Nations personnel"), find_opening("Reaffirming its resolution 2 (1946),")
    (None, 'preambular')
    """
    match = _FIRST.match(text)
    if match is None:
        return None
    word = match[1].lower()
    verdict = _judge(word, by_form=by_form, loose=loose)
    if verdict:
        return verdict
    if word in _ADVERBS or word.endswith("ly") or word in ("more", "once", "most", "while", "at"):
        for follower in text[match.end() :].split(None, 5)[:5]:
            following = follower.strip(",;").lower()
            verdict = _judge(following, by_form=by_form, loose=loose)
            if verdict:
                return verdict
            if not (
                following in _ADVERBS
                or following.endswith("ly")
                or following in ("and", "again", "in", "particular", "the", "same", "time")
            ):
                return None
    if _PHRASES["preambular"].match(text):
        return "preambular"
    return None
