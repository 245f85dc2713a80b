"""Names and drafting verbs looked up in the SKOS vocabularies of ontology/vocab/.

Knowledge stays in Turtle: ``skos:prefLabel`` and ``skos:altLabel`` are names that count anywhere, ``skos:notation`` an
acronym or code, ``skos:hiddenLabel`` a weak form that counts only beside other evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from resrdf.errors import ResrdfError
from resrdf.resources import find_folder
from resrdf.words import fold
from resrdf.wordtree import QUALIFIERS, Lexicon, Opening

if TYPE_CHECKING:
    from pyoxigraph import Quad

BASE: Final = "https://w3id.org/unsc/"
_SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
_NAMES: Final = frozenset({_SKOS + "prefLabel", _SKOS + "altLabel"})
_OWNERS: Final = (
    "state/",
    "body/european-union",
)  # whose bodies and agreements have weak names that hold beside theirs
_FORCE: Final = BASE + "ontology#verbForce"
_LINE_BREAK: Final = re.compile(r"(?<=\w)-\s+(?=\w)")


def _quads(vocabulary: str) -> Iterator[Quad]:
    from pyoxigraph import parse

    path = find_folder("ontology") / "vocab" / f"{vocabulary}.ttl"
    if not path.is_file():
        raise ResrdfError(f"there is no vocabulary {vocabulary!r} in {path.parent}")
    return parse(path=str(path))


def concept_labels(*vocabularies: str) -> Iterator[tuple[str, str, str]]:
    """Yield (concept's path, label property, English name) for every label in these vocabularies."""
    return chain.from_iterable(map(_labels, vocabularies))


@lru_cache(maxsize=32)  # each vocabulary is asked for its names by several questions; to parse it takes milliseconds
def _labels(vocabulary: str) -> tuple[tuple[str, str, str], ...]:
    from pyoxigraph import Literal, NamedNode

    found: list[tuple[str, str, str]] = []
    for quad in _quads(vocabulary):
        concept, label, name = quad.subject, quad.predicate.value, quad.object
        if not label.startswith(_SKOS) or not isinstance(name, Literal) or not isinstance(concept, NamedNode):
            continue
        if name.language in (None, "en") and concept.value != f"{BASE}vocab/{vocabulary}":
            found.append((concept.value.removeprefix(BASE), label, name.value))
    return tuple(found)


def load_lexicon(vocabulary: str) -> Lexicon:
    """Make a lexicon of the names of a vocabulary.

    >>> load_lexicon("state").find_name("UNITED KINGDOM")
    'state/GBR'
    """
    return Lexicon.of((name, concept) for concept, label, name in concept_labels(vocabulary) if label in _NAMES)


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


@lru_cache(maxsize=1)
def openers() -> frozenset[str]:
    """Return the words with which the opening of a paragraph can begin, folded: adverbs, and those of the verbs' forms.

    >>> {"strongly", "calls", "mandate"} & openers() == {"strongly", "calls"}
    True
    """
    return QUALIFIERS | verb_beginnings()


@lru_cache(maxsize=1)
def states() -> Lexicon:
    """Return the lexicon of States, former ones included."""
    return load_lexicon("state")


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
    return _shared("instrument")


@lru_cache(maxsize=1)
def shared_actors() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """Return the weak names of actors that hold only beside whose they are: (name, ((State or organization, actor), …)).

    >>> ("state/AGO", "actor/observer-states-to-the-angolan-peace-process") in dict(shared_actors())["observer States"]
    True
    """
    return _shared("body", "mission", "actor")


def _shared(*vocabularies: str) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """The weak names of what is related to a State or organization: (name, ((State, concept), …))."""
    places: dict[str, list[str]] = {}
    for quad in (quad for vocabulary in vocabularies for quad in _quads(vocabulary)):
        state = quad.object.value.removeprefix(BASE)  # type: ignore[union-attr]
        if quad.predicate.value == _SKOS + "related" and state.startswith(_OWNERS):
            places.setdefault(quad.subject.value.removeprefix(BASE), []).append(state)  # type: ignore[union-attr]
    shared: dict[str, list[tuple[str, str]]] = {}
    for concept, label, name in concept_labels(*vocabularies):
        if label == _SKOS + "hiddenLabel" and concept in places:
            shared.setdefault(name, []).extend((state, concept) for state in places[concept])
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
        and (vocabulary == "government" or not quad.object.value.removeprefix(BASE).startswith(_OWNERS))  # type: ignore[union-attr]
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
