"""Whom does an act of the Council bind, ask or empower? The phrase behind "requests", "calls upon", "decides that … shall".

Rule: the addressee is the head of the noun phrase that the verb governs, and each head joined to it ("Member States and
others concerned"); of "X, including Y" it is X; a pronoun means who was named before. What the act is about is no
addressee ("decides that the measures shall …", "authorizes the establishment of …"), nor is a force whose mandate
a decision defines, nor who is reminded of a duty or of whom a declaration says what he should do. An earlier call whose
words are said again ("reiterates its demand that X cease", "its call upon X to cease") has its addressee, one that is only
named ("its call for respect") has none. Names are those of the vocabularies and of the document, so a head that nobody
knows gives nothing; a known one with words that restrict it is a group that the clause describes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from resrdf.annotations import Action, Group, Rule
from resrdf.document import Clause, Locator
from resrdf.enrich.addressees.agents import find_agents
from resrdf.enrich.addressees.complements import Complements
from resrdf.enrich.addressees.group_names import find_names
from resrdf.enrich.addressees.groups import Head
from resrdf.enrich.addressees.phrases import Phrase, Reader
from resrdf.enrich.names.actors import Names
from resrdf.words import has_word

_V = "vocab/verb/"


def _verbs(words: str) -> frozenset[str]:
    return frozenset(_V + word for word in words.split())


_ASK = _verbs(
    """advise ask authorize call call-upon charge counsel demand direct discourage empower encourage enjoin entreat
    entrust exhort expect forbid implore insist instruct invite mandate oblige order press permit allow rely-on request
    require summon task urge warn"""
)
_TO = _verbs("appeal make-an-appeal recommend suggest propose")  # "appeals to", "recommends to"
_THAT = _verbs("demand direct insist order recommend request require urge suggest propose advise ask encourage")
_SETTLE = _verbs("decide resolve agree")
_FOR = _verbs("call-for")
_OF_EFFORTS = _verbs("encourage demand urge request call-for")
_REPEAT = _verbs("reiterate reaffirm renew repeat echo")
_REMIND = _verbs("remind")
_ATTENTION = _verbs("direct-attention draw-attention")
_TELL = _verbs("emphasize stress underline underscore")
_DIRECTIVE = _ASK | _TO | _FOR | _REMIND | _ATTENTION
_ADDRESSING = _DIRECTIVE | _SETTLE | _REPEAT | _TELL

_SETTLED_THAT = re.compile(
    r"[\s,]*(?:(?:also|further|furthermore|moreover|therefore)\s+)?(?:[^;]{0,120}?,\s+|(?:for|with|until|as|on|in)\s[^;]{0,150}?\s)?that\b"
)
_ONLY_THAT = re.compile(r"[\s,]*(?:(?:also|further|furthermore|moreover|therefore)\s+)?that\b")
_TO_WHOM = re.compile(r"t[a-z]\s+")  # also a misread "to"
_WHOSE = re.compile(r"\s+of\s+(?=[^;]{3,120}?(?P<to>\sto\s))")  # "draws the attention of X to"
# an earlier call whose words are repeated binds anew; "the appeal to X contained in …" only tells of it
_AGAIN = re.compile(
    r"""[\s,]*(?:[^;,]{0,60}?\s)?(?:its|the)\s+(?:(?!support|commitment)[\w-]+\s+){0,3}?
        (?:demands?|calls?|requests?|appeals?|invitations?|encouragement)\s+
        (?:(?:contained\s+|made\s+|set\s+out\s+)?in\s+(?:paragraphs?\s+[\w\s(),]{1,40}?\s+of\s+)?(?:its\s+)?(?:\w+\s+)?(?:resolutions?\s+)?
            (?:(?:,\s+|and\s+)?(?:resolution\s+)?\d{2,4}\s\(\d{4}\),?\s+)+)?                      # "in resolution 787 (1992)"
        (?P<word>that(?!\s+(?:it|he|they)\s+(?:made|had|has|have)\b)|for|upon|on|to|of)\b""",
    re.VERBOSE,
)
_CALLS = frozenset(  # without one of which no call is repeated
    """demand demands call calls request requests appeal appeals invitation invitations encouragement""".split()
)
_OF_A_DUTY = re.compile(  # "reminds X of the obligation to"
    r"\b(?:of\s+(?:their|its|his|the\s+(?:need|obligation|dut|responsib|necess|importan|commitment|principle))|that\b|about\b)"
)
_TELLS = re.compile(r"\s+to\s+(?=[^;]{3,80}?\sthat\b)")  # "emphasizes to X that"
_EMBEDDED = re.compile(
    r"""\s*(?:,\s*[^,]+,\s*)?(?:further\s+|also\s+|in\s+(?:this|that)\s+(?:regard|context),?\s+)?to\s+(?:\w+ly\s+|further\s+|also\s+)?
        (?:request|authori[sz]e|invite|call\s+(?:up)?on|urge|instruct|ask|encourage|entrust|empower|permit|appeal\s+to|require|direct|charge|task|mandate|recommend\s+to)\b""",
    re.VERBOSE,
)
_THEM_TO = re.compile(r"(them|him|it)\s+to\b")
_UNDERGOES = re.compile(r"to\s+be\s+(?:\w+ed|brought|held|given|made)\b")  # "calls for the perpetrators to be brought"
_NOT_TO = re.compile(r"\s+not\s+to\b")
_ITEMS = re.compile(r"[\s,]*[:—–-]?\s*")
_PASSIVE = re.compile(r"\b(?:is|are|be)\s+(?:(?:hereby|also|further)\s+)?$")
_BESIDE = re.compile(r"[\s,]*(?:and|or)?[\s,]*(?:(?:also|further|\w+ly)\s+)?")  # "requests and authorizes"


class Addressing:
    """Reads the acts of one document in turn, and keeps the groups that its clauses describe.

    >>> from resrdf.document import Locator
    >>> from resrdf.enrich.names.actors import read_names_of
    >>> from resrdf.enrich.verbs import find_actions
    >>> def ask(text):
    ...     clause = Clause(Locator(("op", "1")), "operative", text)
    ...     found = Addressing(read_names_of([text])).address(clause, tuple(find_actions(clause)))
    ...     return [action.addressees for action in found]
    >>> ask("Urges all States, including neighbouring States, and international organizations to cooperate;")
    [('actor/states', 'actor/international-organizations')]
    >>> ask("Commends the work of the Secretary-General and encourages him to continue;")
    [(), ('body/secretary-general',)]
    >>> ask("Decides that, from 1 May, all States shall freeze the funds;"), ask("Decides that the measures shall apply;")
    ([('actor/states',)], [()])
    >>> ask("Urges States that have not done so to report;")
    [('op/1/group/1',)]
    """

    def __init__(self, names: Names) -> None:
        """Begin with the names of a document."""
        self.names = names
        self.last: tuple[str, ...] = ()  # whom a pronoun may mean
        self.several: tuple[str, ...] = ()  # whom "the two Governments" may mean
        self._groups: dict[Locator, dict[tuple[int, int], Group]] = {}

    def groups(self, place: Locator) -> tuple[Group, ...]:
        """The groups that a clause describes, once its acts and those of the paragraph above were read."""
        return tuple(self._groups.get(place, {}).values())

    def address(self, clause: Clause, actions: Sequence[Action]) -> tuple[Action, ...]:
        """The actions of a clause, each with the actors that it addresses."""
        may = [_may_address(clause.text, action) for action in actions]
        if True not in may:
            return tuple(actions)
        reader = Reader.of(clause.text, self.names.find_heads(clause.text))
        found: list[Action] = []
        own = False
        limits = [*(action.start for action in actions[1:]), len(clause.text)]
        for number, (action, limit) in enumerate(zip(actions, limits, strict=True)):
            if not may[number]:
                found.append(action)
                own = False
                continue
            at = action.end
            if number + 1 < len(actions) and limit < at + 30 and _BESIDE.fullmatch(clause.text, at, limit):
                at, limit = actions[number + 1].end, limits[number + 1]
            asks = Complements(reader.until(limit), self.last, own, self.several)
            heads = [(head, clause) for head in _govern(clause.text, action, at, asks)]
            if not heads and action.verb in _ASK and _ITEMS.fullmatch(clause.text, at):
                heads = [(head, child) for child in clause.children for head in self._item(child)]
            if heads:
                actors = tuple(dict.fromkeys([actor for head, place in heads for actor in self._name(head, place)]))
                rule = _rule([head for head, _ in heads])
                action = Action(action.start, action.end, action.verb, action.force, action.qualifier, actors, rule)
                self.last = actors
                self.several = actors if len(actors) > 1 else self.several
            found.append(action)
            own = bool(heads)
        return tuple(found)

    def _name(self, head: Head, clause: Clause) -> tuple[str, ...]:
        """The paths of a head: its actors, or that of the group which the clause describes."""
        if not head.described:
            return head.actors
        known = self._groups.setdefault(clause.locator, {})
        if (group := known.get((head.start, head.end))) is None:
            path = f"{self.names.work}{clause.locator}/group/{len(known) + 1}"
            names = find_names(clause.text, head, self.names.find(clause.text))
            group = known[head.start, head.end] = Group(
                head.start, head.end, path, head.actors, names=names, noun=head.noun
            )
        return (group.path,)

    def _item(self, child: Clause) -> tuple[Head, ...]:
        """The addressee that stands in an item: "Calls upon: (a) Member States to …"."""
        reader = Reader.of(child.text, self.names.find_heads(child.text))
        phrase = reader.phrase(reader.lead(0), strict=False)
        return reader.described(phrase) if phrase.to else ()


def _may_address(text: str, action: Action) -> bool:
    """Whether an act may have an addressee: a directive, or one that says again what was demanded or tells it to somebody."""
    if action.verb not in _ADDRESSING:
        return False
    if action.verb in _SETTLE:
        return text.find("that", action.end, action.end + 300) >= 0 or _EMBEDDED.match(text, action.end) is not None
    if action.verb in _TELL:
        return _TELLS.match(text, action.end) is not None
    return action.verb in _DIRECTIVE or (has_word(text, _CALLS) and _AGAIN.match(text, action.end) is not None)


def _govern(text: str, action: Action, at: int, asks: Complements) -> tuple[Head, ...]:
    """Read the complement that the verb of an action governs."""
    verb = action.verb
    if action.start > 2 and _PASSIVE.search(text, max(0, action.start - 20), action.start):
        return asks.subject(action.start)
    if verb in _REPEAT:
        return _repeated(asks, at)
    if verb in _REMIND:
        return _reminded(asks, at)
    if verb in _TELL:
        return _told(asks, at)
    if verb in _ATTENTION:
        return _noticing(asks, at)
    if verb in _SETTLE:
        return _decided(asks, verb, at)
    if verb in _FOR or (verb == _V + "call" and text.startswith("for ", asks.reader.lead(at))):
        return _called_for(asks, at if verb in _FOR else asks.reader.lead(at) + 4)
    if verb in _TO:
        return _appealed(asks, verb, at)
    if verb == _V + "warn":
        return _told_to(asks, asks.reader.lead(at))
    found = asks.asked(at, that=verb in _THAT)
    if found and verb == _V + "call-upon":
        found += asks.upon_others(at)
    if not found and verb in _OF_EFFORTS:
        found = find_agents(asks, at)
    return found or (asks.same(at) if verb == _V + "request" else ())


def _rule(heads: Sequence[Head]) -> Rule:
    rules = [head.rule for head in heads]
    return "anaphora" if "anaphora" in rules else "alias" if "alias" in rules else "stated"


def _decided(asks: Complements, verb: str, at: int) -> tuple[Head, ...]:
    """Whom a decision binds: "decides [further] that X shall", "decides to request X"."""
    text = asks.reader.text
    if match := _SETTLED_THAT.match(text, at, asks.reader.limit):
        return asks.decided(match.end()) if verb == _V + "decide" else asks.bound(match.end())
    if verb in (_V + "decide", _V + "resolve") and (match := _EMBEDDED.match(text, at)):
        return asks.asked(match.end(), that=True)
    return ()


def _told(asks: Complements, at: int) -> tuple[Head, ...]:
    """To whom the Council says something: "emphasizes to X that"."""
    match = _TELLS.match(asks.reader.text, at)
    phrase = asks.reader.phrase(asks.reader.lead(match.end() if match else at), strict=True)
    return asks.reader.described(phrase) if match and asks.reader.text.startswith(" that ", phrase.end) else ()


def _noticing(asks: Complements, at: int) -> tuple[Head, ...]:
    """Who is to take notice: "draws the attention of X to"."""
    if not (match := _WHOSE.match(asks.reader.text, at)):
        return ()
    reader = asks.reader.until(match.start("to"))
    return reader.described(reader.phrase(reader.lead(match.end()), strict=True))


def _reminded(asks: Complements, at: int) -> tuple[Head, ...]:
    """Who is reminded to act: "reminds X to", not "reminds X of the obligation to"."""
    reader = asks.reader
    phrase = reader.phrase(reader.lead(at), strict=False)
    if not _is_asked(reader.text, phrase) or _OF_A_DUTY.search(reader.text, phrase.heads[0].start, phrase.end):
        return ()
    return reader.described(phrase)


def _repeated(asks: Complements, at: int) -> tuple[Head, ...]:
    """Who is called upon again: "reiterates its demand that X cease", "its call for X to", "its call upon X to"."""
    match = _AGAIN.match(asks.reader.text, at, asks.reader.limit)
    if not match:
        return ()
    if match["word"] == "that":
        return asks.demanded(match.end())
    phrase = asks.reader.phrase(asks.reader.lead(match.end()), strict=False)
    return asks.reader.described(phrase) if _is_asked(asks.reader.text, phrase) else ()


def _is_asked(text: str, phrase: Phrase) -> bool:
    """Whether an infinitive tells those of a phrase what to do: "X to act", "X not to act", not "X to be brought"."""
    if not phrase.heads or _UNDERGOES.match(text, phrase.end):
        return False
    return phrase.to or _NOT_TO.match(text, phrase.end) is not None


def _called_for(asks: Complements, at: int) -> tuple[Head, ...]:
    """Who is called to act: "calls for X to", "calls for them to", "calls for an end to hostilities by X"."""
    reader = asks.reader
    begin = reader.lead(at)
    if pronoun := _THEM_TO.match(reader.text, begin):
        return asks.meant(pronoun[1], at)
    phrase = reader.phrase(begin, strict=False)
    if phrase.to and phrase.heads:
        return () if _UNDERGOES.match(reader.text, phrase.end) else reader.described(phrase)
    return find_agents(asks, at)


def _appealed(asks: Complements, verb: str, at: int) -> tuple[Head, ...]:
    """Whom the Council appeals to or recommends something: "appeals to X to", "recommends that X"."""
    lead = asks.reader.lead(at)
    if match := _TO_WHOM.match(asks.reader.text, lead):
        return asks.asked(match.end(), that=False)
    if verb in _THAT and (match := _ONLY_THAT.match(asks.reader.text, lead)):
        return asks.demanded(match.end())
    return _told_to(asks, lead) if verb == _V + "recommend" else ()


def _told_to(asks: Complements, at: int) -> tuple[Head, ...]:
    """Whom the Council warns or recommends to act: "recommends X to", not "recommends the appointment of X to"."""
    phrase = asks.reader.phrase(at, strict=False)
    return asks.reader.described(phrase) if _is_asked(asks.reader.text, phrase) else ()
