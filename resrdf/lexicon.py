"""Names and drafting verbs looked up in the SKOS vocabularies of ontology/vocab/.

Knowledge stays in Turtle: ``skos:prefLabel`` and ``skos:altLabel`` are names that count anywhere, ``skos:notation`` an
acronym or code, ``skos:hiddenLabel`` a weak form that counts only beside other evidence and is not loaded here.
Names are compared word by word, without case, accents and punctuation; a name that two concepts claim finds neither.
Matching walks a tree of words, so its cost grows with the text and not with the vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from resrdf.errors import ResrdfError
from resrdf.resources import find_folder
from resrdf.words import WORD, fold, fold_word, split_words

if TYPE_CHECKING:
    from pyoxigraph import Quad

BASE: Final = "https://w3id.org/unsc/"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_NAMES: Final = frozenset({_SKOS + "prefLabel", _SKOS + "altLabel"})
_FORCE: Final = BASE + "ontology#verbForce"
_LINE_BREAK: Final = re.compile(r"(?<=\w)-\s+(?=\w)")

# Adverbs that stand before, inside or after a drafting verb and never change which verb it is.
_ADVERBS = """accordingly acutely additionally again already also always anew categorically clearly consistently
    continuously deeply duly earnestly emphatically energetically equally especially ever exceptionally explicitly extremely finally
    firmly forcefully formally fully further furthermore gravely greatly hereby highly however immediately increasingly
    insistently jointly keenly likewise moreover more most nevertheless now once particularly profoundly resolutely seriously
    similarly simultaneously sincerely solemnly specifically still strongly therefore thus together totally unanimously
    unequivocally unreservedly urgently utterly very vigorously warmly while wholeheartedly"""
QUALIFIERS: Final = frozenset(_ADVERBS.split())
_ONCE: Final = re.compile(r"\bonce (again|more)\b")


@dataclass(frozen=True, slots=True)
class _End:
    """How a name is written and whose it is: "WHO" is not "who", "chad" not "Chad", but "member States" may be."""

    in_capitals: bool
    in_small: bool  # one word in small letters, or several words
    concept: str

    @classmethod
    def of(cls, name: str, concept: str) -> _End:
        return cls(name.isupper(), not name[0].isupper() or " " in name, concept)


@dataclass(slots=True)
class _Node:
    """One word of a name: what may follow it, and the names that end with it."""

    following: dict[str, _Node] = field(default_factory=dict)
    ends: list[_End] = field(default_factory=list)


class Found(NamedTuple):
    """A name found in running text: half-open offsets and the concept's path below the data base."""

    start: int
    end: int
    concept: str


class Opening(NamedTuple):
    """The drafting verb that opens a paragraph.

    ``verb`` is the concept's path, ``surface`` the words as they stand in ``text[start:end]``, ``qualifiers`` the
    adverbs before, inside and after it in their order.
    """

    verb: str
    surface: str
    start: int
    end: int
    qualifiers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """An immutable dictionary from names to concepts, made of one or more vocabulary files."""

    names: Mapping[str, str]
    _root: _Node
    _starts: frozenset[str]  # the first words of names, save "the", which opens few names and stands everywhere
    _behind_the: frozenset[str]

    @classmethod
    def load(cls, *vocabularies: str, notations: bool = False) -> Lexicon:
        """Read ``ontology/vocab/{name}.ttl`` for each name; with ``notations``, acronyms and codes are names too."""
        wanted = _NAMES | ({_SKOS + "notation"} if notations else set())
        return cls.of((name, concept) for concept, label, name in concept_labels(*vocabularies) if label in wanted)

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> Lexicon:
        """Make a lexicon of (name, concept) pairs."""
        root = _Node()
        claims: dict[str, set[str]] = {}
        for name, concept in pairs:
            words = fold(name)
            if not words:
                continue
            claims.setdefault(" ".join(words), set()).add(concept)
            node = root
            for word in words:
                node = node.following.setdefault(word, _Node())
            if (end := _End.of(name, concept)) not in node.ends:
                node.ends.append(end)
        names = {name: next(iter(concepts)) for name, concepts in claims.items() if len(concepts) == 1}
        article = root.following.get("the", _Node())
        return cls(MappingProxyType(names), root, frozenset(root.following) - {"the"}, frozenset(article.following))

    def find_name(self, name: str) -> str | None:
        """Return the path of the concept that has exactly this name, or None.

        >>> Lexicon.load("state").find_name("UNITED KINGDOM")
        'state/GBR'
        """
        words = fold(name)
        return self.names.get(" ".join(words)) or self.names.get(" ".join(words[words[:1] == ("the",) :]))

    def find_in(self, text: str) -> list[Found]:
        """Return the names in running text from left to right, the longest at each place, never overlapping.

        >>> [(f.concept, f.start) for f in Lexicon.load("state").find_in("between Guinea-Bissau and South Sudan")]
        [('state/GNB', 8), ('state/SSD', 26)]
        """
        return [Found(*span) for span in self.spans_in(text)]

    def spans_in(self, text: str) -> list[tuple[int, int, str]]:
        """Return (start, end, concept) of the names in running text, as :meth:`find_in` does."""
        words = split_words(text)
        article = not self._behind_the.isdisjoint(words.known)
        if not article and self._starts.isdisjoint(words.known):
            return []
        starts, following = self._root.following.keys() if article else self._starts, self._root.following
        folded, before = [*words.folded, "."], words.before  # a stop that no name goes beyond
        found, past = list[tuple[int, int, str]](), 0
        for at in compress(count(), map(starts.__contains__, folded)):
            if at < past:
                continue
            names = _names_at(folded, following[folded[at]], at)
            while names:
                behind, ends = names.pop()
                start, end = before[at] + at, before[behind] + behind - 1
                if concept := _written(text[start:end], ends):
                    if text.startswith(")", end) and "(" in text[start:end].rpartition(")")[2]:
                        end += 1  # "… resolution 1526 (2004)"
                    found.append((start, end, concept))
                    past = behind
                    break
        return found

    def begins(self, word: str) -> bool:
        """Say whether a name begins with a folded word."""
        return word in self._root.following

    def beginnings(self) -> Iterable[str]:
        """Return the folded words with which names begin."""
        return self._root.following.keys()

    def find_opening(self, text: str) -> Opening | None:
        """Return the verb with which a paragraph opens, with adverbs before, inside and after it set apart."""
        node = complete = self._root
        verb, start, end = None, -1, -1
        adverbs, known = list[str](), 0
        for match in WORD.finditer(text):
            word = fold_word(match[0])
            if step := node.following.get(word):
                node, start = step, match.start() if start < 0 else start
                if node.ends:
                    verb, end, known, complete = node.ends[0].concept, match.end(), len(adverbs), node
            elif word in QUALIFIERS:
                adverbs.append(match[0].casefold())
                if verb and node is complete:  # "Decides also": an adverb that follows the verb directly
                    known = len(adverbs)
            else:
                break
        return Opening(verb, text[start:end], start, end, _pair_once(adverbs[:known])) if verb else None


def _pair_once(adverbs: list[str]) -> tuple[str, ...]:
    """Take "once again" and "once more" for one adverb.

    >>> _pair_once(["once", "again", "strongly"])
    ('once again', 'strongly')
    """
    if "once" not in adverbs:
        return tuple(adverbs)
    return tuple(adverb.replace("_", " ") for adverb in _ONCE.sub(r"once_\1", " ".join(adverbs)).split())


def _names_at(folded: list[str], node: _Node | None, at: int) -> list[tuple[int, list[_End]]]:
    """The names whose first word, of this node, is the one at a place, the longest last: the place behind each, its ends."""
    names = []
    while node:
        at += 1
        if node.ends:
            names.append((at, node.ends))
        while not folded[at]:
            at += 1
        node = node.following.get(folded[at])
    return names


def _written(found: str, ends: list[_End]) -> str | None:
    """The one concept that has a name as it is written in a text."""
    only = None
    for end in ends:
        if found.isupper() if end.in_capitals else end.in_small or found[0].isupper():
            if only is not None and end.concept != only:
                return None
            only = end.concept
    return only


def _quads(vocabulary: str) -> Iterator[Quad]:
    from pyoxigraph import parse

    path = find_folder("ontology") / "vocab" / f"{vocabulary}.ttl"
    if not path.is_file():
        raise ResrdfError(f"there is no vocabulary {vocabulary!r} in {path.parent}")
    return parse(path=str(path))


def concept_labels(*vocabularies: str) -> Iterator[tuple[str, str, str]]:
    """Yield (concept's path, label property, English name) for every label in these vocabularies."""
    from pyoxigraph import Literal, NamedNode

    for vocabulary in vocabularies:
        for quad in _quads(vocabulary):
            concept, label, name = quad.subject, quad.predicate.value, quad.object
            if not label.startswith(_SKOS) or not isinstance(name, Literal) or not isinstance(concept, NamedNode):
                continue
            if name.language in (None, "en") and concept.value != f"{BASE}vocab/{vocabulary}":
                yield concept.value.removeprefix(BASE), label, name.value


@lru_cache(maxsize=1)
def verb_openers() -> frozenset[str]:
    """Return every form with which a drafting verb opens a paragraph, in lower case and without adverbs.

    >>> {"recalling", "having considered", "decides", "calls upon", "concerned", "taking note"} <= verb_openers()
    True
    """
    return frozenset(name.casefold() for _, label, name in concept_labels("verb") if label == _SKOS + "altLabel")


@lru_cache(maxsize=1)
def verbs() -> Lexicon:
    """Return the lexicon of the forms that open paragraphs; base forms are no openings and are left out."""
    return Lexicon.of((name, concept) for concept, label, name in concept_labels("verb") if label == _SKOS + "altLabel")


@lru_cache(maxsize=1)
def verb_beginnings() -> frozenset[str]:
    """Return the words with which the forms of drafting verbs begin, folded.

    >>> {"calls", "deeply", "mandate"} & verb_beginnings()
    {'calls'}
    """
    return frozenset(verbs().beginnings())


@lru_cache(maxsize=8192)
def may_open(word: str) -> bool:
    """Say whether the opening of a paragraph can begin with a word: an adverb, or the first word of a verb's form.

    >>> may_open("Strongly"), may_open("calls"), may_open("mandate")
    (True, True, False)
    """
    folded = fold_word(word)
    return folded in QUALIFIERS or verbs().begins(folded)


@lru_cache(maxsize=1)
def states() -> Lexicon:
    """Return the lexicon of States, former ones included."""
    return Lexicon.load("state")


@lru_cache(maxsize=1)
def actors() -> Lexicon:
    """Return the lexicon of all actors: States, Governments, bodies, missions and others, with the acronyms of the latter.

    What begins with "United Nations" may begin with "UN".

    >>> actors().find_name("the Tajik authorities")
    'actor/government-of-tajikistan'
    >>> actors().find_name("UN Office on Drugs and Crime")
    'body/unodc'
    """
    plain = [(name, concept) for concept, label, name in concept_labels("state", "government") if label in _NAMES]
    names = _NAMES | {_SKOS + "notation"}
    others = [(name, c) for c, label, name in concept_labels("body", "mission", "actor") if label in names]
    whole = "United Nations "
    short = [("UN " + name.removeprefix(whole), c) for name, c in others if name.startswith(whole)]
    known = {name for name, _ in others}
    return Lexicon.of(plain + others + [(name, c) for name, c in short if name not in known])


@lru_cache(maxsize=1)
def audiences() -> Lexicon:
    """Return the lexicon of groups that are actors only where the Council addresses them, "states" in small letters too.

    >>> audiences().find_name("leaders")
    'actor/leaders'
    """
    small = ((name, concept) for concept, label, name in concept_labels("actor") if label in _NAMES and name.istitle())
    names = ((name, concept) for concept, label, name in concept_labels("audience") if label in _NAMES)
    return Lexicon.of([*names, *((name.lower(), concept) for name, concept in small if concept in group_concepts())])


@lru_cache(maxsize=1)
def group_concepts() -> frozenset[str]:
    """Return the paths of all groups of actors, of which words may single out some members.

    >>> "actor/member-states" in group_concepts(), "actor/taliban" in group_concepts()
    (True, False)
    """
    return frozenset(
        quad.subject.value.removeprefix(BASE)  # type: ignore[union-attr]
        for vocabulary in ("actor", "audience")
        for quad in _quads(vocabulary)
        if quad.predicate.value.endswith("#type") and quad.object.value == BASE + "ontology#ActorGroup"  # type: ignore[union-attr]
    )


@lru_cache(maxsize=1)
def actor_labels() -> tuple[tuple[str, str], ...]:
    """Return (name, concept) for every strong name of an actor that is no acronym."""
    labels = concept_labels("state", "government", "body", "mission", "actor")
    return tuple((name, concept) for concept, label, name in labels if label in _NAMES)


@lru_cache(maxsize=1)
def weak_actor_names() -> tuple[tuple[str, str], ...]:
    """Return (name, concept) for the names of actors that count only where a document makes plain who is meant.

    >>> ("Council", "body/security-council") in weak_actor_names()
    True
    """
    labels = concept_labels("body", "mission", "actor", "government")
    return tuple((name, concept) for concept, label, name in labels if label == _SKOS + "hiddenLabel")


@lru_cache(maxsize=1)
def shared_instruments() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the short names of agreements that hold only beside their States: (name, ((State, instrument), …)).

    >>> ("state/NPL", "doc/comprehensive-peace-agreement-for-nepal") in dict(shared_instruments())["CPA"]
    True
    """
    places: dict[str, list[str]] = {}
    for quad in _quads("instrument"):
        if quad.predicate.value == _SKOS + "related":
            concept = quad.subject.value.removeprefix(BASE)  # type: ignore[union-attr]
            places.setdefault(concept, []).append(quad.object.value.removeprefix(BASE))  # type: ignore[union-attr]
    shared: dict[str, list[tuple[str, str]]] = {}
    for concept, label, name in concept_labels("instrument"):
        if label == _SKOS + "hiddenLabel":
            shared.setdefault(name, []).extend((state, concept) for state in places.get(concept, ()))
    return tuple((name, tuple(bearers)) for name, bearers in shared.items())


@lru_cache(maxsize=1)
def instrument_symbols() -> Mapping[str, str]:
    """Return the instruments by the symbols of the documents that circulated them.

    >>> instrument_symbols()["S/1994/1441"]
    'doc/S-1994-1441'
    """
    labels = concept_labels("instrument")
    return MappingProxyType({name: concept for concept, label, name in labels if label == _SKOS + "notation"})


@lru_cache(maxsize=1)
def successive_missions() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the names that missions bore one after the other, save for a numeral, each with (start, mission) in order.

    >>> dict(successive_missions())["UNOSOM"]
    (('1992-04', 'mission/unosom-i'), ('1993-03', 'mission/unosom-ii'))
    """
    starts = {
        quad.subject.value: quad.object.value  # type: ignore[union-attr]
        for quad in _quads("mission")
        if quad.predicate.value == "http://schema.org/startDate"
    }
    shared: dict[str, set[tuple[str, str]]] = {}
    for mission, label, name in concept_labels("mission"):
        if (
            BASE + mission in starts
            and label in _NAMES | {_SKOS + "notation", _SKOS + "hiddenLabel"}
            and name[0].isupper()
        ):
            bare, _, numeral = name.rpartition(" ")
            shared.setdefault(bare if numeral in ("I", "II", "III") else name, set()).add(
                (starts[BASE + mission], mission)
            )
    return tuple((name, tuple(sorted(ones))) for name, ones in shared.items() if len(ones) > 1)


@lru_cache(maxsize=1)
def related_actors() -> tuple[tuple[str, str], ...]:
    """Return (actor, the State or body it belongs to) by ``skos:related``: a Government, a panel of a committee.

    >>> ("actor/government-of-tajikistan", "state/TJK") in related_actors()
    True
    """
    return tuple(
        (quad.subject.value.removeprefix(BASE), quad.object.value.removeprefix(BASE))  # type: ignore[union-attr]
        for vocabulary in ("government", "body")
        for quad in _quads(vocabulary)
        if quad.predicate.value == _SKOS + "related"
    )


def find_opening(text: str) -> Opening | None:
    """Return the verb with which a paragraph opens, or None.

    >>> find_opening("Calls once again upon all States to cooperate;")
    Opening(verb='vocab/verb/call-upon', surface='Calls once again upon', start=0, end=21, qualifiers=('once again',))
    >>> find_opening("Deeply concerned at the loss of life,").verb
    'vocab/verb/be-concerned'
    """
    return verbs().find_opening(text)


@lru_cache(maxsize=1)
def _forces() -> Mapping[str, str]:
    return {
        str(q.subject.value).removeprefix(BASE): str(q.object.value).removeprefix(BASE)  # type: ignore[union-attr]
        for q in _quads("verb")
        if q.predicate.value == _FORCE
    }


def find_force(verb: str) -> str | None:
    """Return the path of the force that a verb usually has.

    >>> find_force("vocab/verb/decide")
    'vocab/force/decision'
    """
    return _forces().get(verb)


@lru_cache(maxsize=1024)
def find_state(name: str) -> str | None:
    """Return the path of the State with this name ("state/FRA"), or None where no State has it.

    Case, accents, a leading "the", curly apostrophes, white space and hyphens at line breaks do not matter.

    >>> find_state("the  United King- dom of Great Britain and\\nNorthern Ireland")
    'state/GBR'
    >>> find_state("CÔTE D’IVOIRE"), find_state("Zaire"), find_state("Congo"), find_state("Atlantis")
    ('state/CIV', 'state/COD', 'state/COG', None)
    """
    return states().find_name(name) or states().find_name(_LINE_BREAK.sub("", name))


@lru_cache(maxsize=1)
def _state_codes() -> frozenset[str]:
    return frozenset(concept.split("/", 1)[1] for concept in states().names.values())


def find_state_by_code(code: str) -> str | None:
    """Return the path of the State with this ISO 3166-1 code of three letters, or None.

    >>> find_state_by_code("AFG"), find_state_by_code("XYZ")
    ('state/AFG', None)
    """
    return f"state/{code.upper()}" if code.upper() in _state_codes() else None


@lru_cache(maxsize=256)
def find_misread_state(name: str) -> str | None:
    """Return the name that a scanner misread, where one State's name is near and no other; None for any other text.

    >>> find_misread_state("Matta"), find_misread_state("United Kingdom of Great Britan and Northern Ireland")
    ('Malta', 'United Kingdom of Great Britain and Northern Ireland')
    >>> find_misread_state("Atlantis"), find_misread_state("Ruritania")
    (None, None)
    """
    import difflib

    folded = " ".join(fold(name))
    near = [
        name
        for name in difflib.get_close_matches(folded, states().names, n=3, cutoff=0.8)
        if len(name) == len(folded) or difflib.SequenceMatcher(None, name, folded).ratio() > 0.9
    ]
    if not near or len({states().names[name] for name in near}) > 1:
        return None
    labels = [label for concept, _, label in concept_labels("state") if concept == states().names[near[0]]]
    return next((label for label in labels if " ".join(fold(label)) == near[0]), None)


@lru_cache(maxsize=8)
def concepts(vocabulary: str) -> frozenset[str]:
    """Return the paths of all concepts of a vocabulary.

    >>> "vocab/charter/chapter-vii" in concepts("charter")
    True
    """
    return frozenset(concept for concept, _, _ in concept_labels(vocabulary))


@lru_cache(maxsize=8)
def _preferred(vocabulary: str) -> Mapping[str, str]:
    labels = concept_labels(vocabulary)
    return {concept: name for concept, label, name in labels if label == _SKOS + "prefLabel"}


def label_of(concept: str, vocabulary: str) -> str | None:
    """Return the preferred label of a concept.

    >>> label_of("state/FRA", "state")
    'France'
    """
    return _preferred(vocabulary).get(concept)
