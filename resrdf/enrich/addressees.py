"""Whom does an act of the Council bind, ask or empower? The phrase behind "requests", "calls upon", "decides that … shall".

Rule: the addressee is the head of the noun phrase that the verb governs, and each head joined to it ("Member States and
others concerned"); of "X, including Y" it is X; a pronoun means who was named before. What the act is about is no
addressee ("decides that the measures shall …", "authorizes the establishment of …"), nor is a force whose mandate
a decision defines. Names are those of the vocabularies and of the document, so a head that nobody knows gives nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from resrdf.annotations import Action, Mention, Rule
from resrdf.document import Clause
from resrdf.enrich.actors import Names
from resrdf.enrich.phrases import Reader

_V = "vocab/verb/"
_ASK = frozenset(
    _V + verb
    for verb in """advise ask authorize call call-upon charge counsel demand direct discourage empower encourage enjoin entreat
    entrust exhort expect forbid implore insist instruct invite mandate oblige order permit allow press remind request require
    summon task urge warn""".split()
)
_TO = frozenset(
    _V + verb for verb in "appeal make-an-appeal recommend suggest propose".split()
)  # "appeals to", "recommends to"
_THAT = frozenset(
    _V + verb for verb in "demand direct insist order recommend request require urge suggest propose advise ask".split()
)
_SETTLE = frozenset(_V + verb for verb in "decide resolve declare agree".split())
_AGAIN = frozenset(_V + verb for verb in "reiterate renew repeat reaffirm re-emphasize reconfirm".split())
_SHALL = re.compile(r"\bshall\b")
_OF_EFFORTS = frozenset(_V + verb for verb in "encourage demand urge request call-for".split())

_SETTLED_THAT = re.compile(
    r"[\s,]*(?:also\s+|further\s+)?(?:[^;]{0,120}?,\s+|(?:for|with|until|as|on|in)\s[^;]{0,150}?\s)?that\b"
)
_ONLY_THAT = re.compile(r"[\s,]*(?:also\s+|further\s+)?that\b")
_EMBEDDED = re.compile(
    r"""\s*(?:,\s*[^,]+,\s*)?(?:further\s+|also\s+|in\s+(?:this|that)\s+(?:regard|context),?\s+)?to\s+(?:\w+ly\s+|further\s+|also\s+)?
        (?:request|authori[sz]e|invite|call\s+(?:up)?on|urge|instruct|ask|encourage|entrust|empower|permit|appeal\s+to|require|direct|charge|task|mandate|remind|recommend\s+to)\b""",
    re.VERBOSE,
)
_REPEATED = re.compile(
    r"""\s*(?:once\s+again\s+|again\s+|also\s+|further\s+)?its\s+(?:\w+\s+){0,3}?        # "its urgent"
        (?P<noun>calls?|demands?|requests?|appeals?|invitations?|authori[sz]ations?|encouragement|recommendations?)\b
        (?:,?\s+(?:contained\s+|made\s+)?in\s+(?:paragraph|its\s+resolution|resolution)[^,;:]{0,70}?,?(?=\s+(?:that|upon|on|to|for)\b))?
        (?:\s+(?:upon|on|to|for|from)\b(?!\s+an?\b))?                                   # "upon", "to"
    """,
    re.VERBOSE,
)


def find_addressees(
    clause: Clause, action: Action, names: Names, previous: Sequence[str] = ()
) -> tuple[tuple[str, ...], Rule]:
    """Return the actors that one action of a clause addresses, and the rule that found them.

    ``previous`` are the addressees of the directive act before, in this clause or an earlier one: what a pronoun may mean.

    >>> from resrdf.document import Locator
    >>> from resrdf.enrich.actors import read_names_of
    >>> from resrdf.enrich.verbs import find_actions
    >>> def ask(text):
    ...     clause = Clause(Locator(("op", "1")), "operative", text)
    ...     return [find_addressees(clause, action, read_names_of([text]))[0] for action in find_actions(clause)]
    >>> ask("Urges all States, including neighbouring States, and international organizations to cooperate;")
    [('actor/states', 'actor/international-organizations')]
    >>> ask("Commends the work of the Secretary-General and encourages him to continue;")
    [(), ('body/secretary-general',)]
    >>> ask("Decides that, from 1 May, all States shall freeze the funds;"), ask("Decides that the measures shall apply;")
    ([('actor/states',)], [()])
    """
    reader = Reader(clause.text, names, tuple(names.find(clause.text)))
    found = _govern(clause, action, reader, tuple(previous))
    actors = tuple(dict.fromkeys(m.actor for m in found if m.actor))
    rules = [m.rule for m in found]
    rule: Rule = "anaphora" if "anaphora" in rules else "alias" if "alias" in rules else "stated"
    return actors, rule


def _govern(clause: Clause, action: Action, reader: Reader, previous: tuple[str, ...]) -> tuple[Mention, ...]:
    """Read the complement that the verb of the action governs."""
    text, verb, at = clause.text, action.verb, action.end
    if _is_passive(text, action):
        return reader.subject(action.start)
    if verb in _SETTLE:
        return _decided(reader, verb, at, previous)
    if verb in _AGAIN:
        return _repeated(reader, at, previous)
    if verb == _V + "call-for" or (verb == _V + "call" and text.startswith("for ", reader.lead(at))):
        begin = reader.lead(at)
        phrase = reader.phrase(begin if verb == _V + "call-for" else begin + 4, strict=False)
        return phrase.heads if phrase.to else ()
    if verb in _TO:
        lead = reader.lead(at)
        if match := re.compile(r"to\s+").match(text, lead):
            return reader.asked(match.end(), previous, that=False)
        if verb in _THAT and (match := re.compile(r"that\b").match(text, lead)):
            return reader.demanded(match.end(), previous)
        return ()
    if verb not in _ASK:
        return ()
    found = reader.asked(at, previous, that=verb in _THAT)
    if not found and re.fullmatch(r"[\s,]*[:—–-]?\s*", text[at:]):
        return tuple(m for child in clause.children for m in _item(child, reader.names))
    if not found and verb in _OF_EFFORTS:
        found = reader.agent(at)
    return found


def _decided(reader: Reader, verb: str, at: int, previous: tuple[str, ...]) -> tuple[Mention, ...]:
    """Whom a decision binds: "decides [further] that X shall", "decides to request X"."""
    if match := _SETTLED_THAT.match(reader.text, at):
        return reader.bound(match.end())
    if verb == _V + "decide" and (match := _EMBEDDED.match(reader.text, at)):
        return reader.asked(match.end(), previous, that=True)
    return ()


def _repeated(reader: Reader, at: int, previous: tuple[str, ...]) -> tuple[Mention, ...]:
    """Whom a repeated act addresses: "reiterates its call upon X to", "its demand that X", "that X shall"."""
    text = reader.text
    match = _REPEATED.match(text, at)
    if not match:
        that = _ONLY_THAT.match(text, at)
        return reader.bound(that.end(), modal=_SHALL) if that else ()
    if (that := _ONLY_THAT.match(text, match.end())) and match["noun"].startswith(("demand", "request", "call")):
        return reader.demanded(that.end(), previous)
    phrase = reader.phrase(reader.lead(match.end()), strict=False)
    return phrase.heads if phrase.to or re.match(r":|\s+(?:for|that)\b", text[phrase.end :]) else ()


def _item(child: Clause, names: Names) -> tuple[Mention, ...]:
    """The addressee that stands in an item: "Calls upon: (a) Member States to …"."""
    reader = Reader(child.text, names, tuple(names.find(child.text)))
    phrase = reader.phrase(reader.lead(0), strict=False)
    return phrase.heads if phrase.to else ()


def _is_passive(text: str, action: Action) -> bool:
    """Whether the verb stands in the passive: "Member States are called upon to …"."""
    return (
        re.search(r"\b(?:is|are)\s+(?:(?:hereby|also|further)\s+)?$", text[max(0, action.start - 20) : action.start])
        is not None
    )
