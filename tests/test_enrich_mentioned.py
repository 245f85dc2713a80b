"""What a clause cites by what its document has said before: resolutions, reports, joined documents, works without a year."""

from __future__ import annotations

from datetime import date

import pytest

from resrdf.document import Adoption, Annex, Clause, Document, Footnote, Locator, Source
from resrdf.enrich.citations.finding import find_citations, read_context
from resrdf.symbol import Symbol

_FOUR = "Recalling its resolutions 731 (1992), 748 (1992), 883 (1993) and 1192 (1998),"
_TWO = ["res/731", "res/748"]


def document(*texts: str, note: str = "", annexes: int = 0) -> Document:
    clauses = tuple(Clause(Locator(("pre", str(n))), "preambular", text) for n, text in enumerate(texts, 1))
    last = clauses[-1]
    return Document(
        "resolution",
        Symbol.resolution(2042, 2012),
        "en",
        Source("invented.txt", "0" * 64, "text/plain"),
        adoption=Adoption(date=date(2012, 4, 14)),
        preamble=clauses,
        footnotes=(Footnote("1", note, last.locator, len(last.text)),) if note else (),
        annexes=tuple(Annex(Locator(("annex", str(n))), ()) for n in range(1, annexes + 1)),
    )


def cited(found: Document) -> list[str]:
    """The targets of the last clause."""
    context = read_context(found)
    return [
        "NONE" if c.target is None else c.target.path + (f"/{c.clause}" if c.clause else "")
        for c in find_citations(found.preamble[-1], context)
    ]


@pytest.mark.parametrize(
    ("texts", "targets"),
    [
        ((_FOUR, "Regretting that nobody complies with the above-mentioned resolutions,"), ["res/731", "res/748", "res/883", "res/1192"]),
        (("Recalling its resolutions 731 (1992) and 748 (1992),", "Noting the refusal to give effect to those resolutions,"), _TWO),
        # the clause that names all that were named before
        (
            ("Recalling its resolutions 731 (1992) and 748 (1992),", "Bearing in mind resolution 748 (1992),", "Deploring the non-compliance with the above resolutions,"),
            _TWO,
        ),
        # two sets, and neither is the whole
        (("Recalling its resolutions 731 (1992) and 748 (1992),", "Recalling resolution 883 (1993),", "Upholding the above resolutions,"), []),
        (("Recalling its resolutions 731 (1992) and 748 (1992),", "Noting all relevant resolutions and the need to respect those resolutions,"), []),
        (("Recalling its resolution 607 (1988),", "Regretting that, in defiance of that resolution, civilians were deported,"), ["res/607"]),
        (("Recalling its resolution 607 (1988),", "Hoping that resolutions will follow,"), []),
        (("Recalling its resolution 181 (1963),", "Noting the action taken in the context of paragraph 3 of that resolution,"), ["res/181/op/3"]),
        (("Renewing the measures of paragraph 1 of resolution 1807 (2008) and reaffirming paragraph 7 of that resolution,",), ["res/1807/op/1", "res/1807/op/7"]),
        (
            ("Recalling General Assembly resolutions 2253 (ES-V) and 2254 (ES-V),", "Recalling resolution 252 (1968),", "Deploring the breach of the General Assembly resolutions mentioned above,"),
            ["doc/A-RES-2253-ES-V", "doc/A-RES-2254-ES-V"],
        ),
    ],
)  # fmt: skip
def test_resolutions_meant_by_what_was_said(texts: tuple[str, ...], targets: list[str]) -> None:
    assert cited(document(*texts)) == targets


@pytest.mark.parametrize(
    ("texts", "targets"),
    [
        # a plan that two documents circulated
        (("Noting the Harbour Plan (S/2010/1 and S/2010/2),", "Urging all to carry out the Harbour Plan,"), ["doc/S-2010-1", "doc/S-2010-2"]),
        # the report goes on saying something
        (("Having considered the report of the Secretary-General (S/2010/9),", "Welcoming his intention, as set out in his report, to go,"), ["doc/S-2010-9"]),
        (("Having considered the report of the Secretary-General (S/2010/9),", "Noting, as set out in paragraph 3 of his report to strengthen it,"), ["doc/S-2010-9"]),
        (("Acting in response to the request of Utopia, and as set out in his letter of 7 April,",), ["doc/letter-secretary-general-2012-04-07"]),
        (("Recalling his letter of 20 December,",), ["doc/letter-secretary-general-2011-12-20"]),
        (("Recalling the protocol signed by the two sides on 2 April 2002,",), ["doc/protocol-2002-04-02"]),
        (("Welcoming the signing on 27 July 1993 of the agreement on the harbour,",), ["doc/agreement-1993-07-27"]),
        (("Removing the item entitled “Letters dated 20 and 23 December 1991 from France” from its list,",), []),
        (("Noting the letter dated 14 August 2023 (OP/NSA/1121/023),",), ["doc/OP-NSA-1121-023"]),
        (("Recalling General Assembly resolution 2145 (XXII) of 27 October 1966,",), ["doc/A-RES-2145-XXI"]),
        (("Recalling paragraph 2 of resolution 70S (1991),",), ["res/705"]),
        (("Noting the application (document S/Agenda/2329/Rev. 1),",), ["doc/S-Agenda-2329-Rev-1"]),
        (("Noting documents S/7930 and Add.1-3,",), ["doc/S-7930", "doc/S-7930-Add-1", "doc/S-7930-Add-2", "doc/S-7930-Add-3"]),
        (("Recalling Article 2, paragraphs 3 and 4, of the Charter,",), ["vocab/charter/article-2-3", "vocab/charter/article-2-4"]),
        (("Reaffirming the Charter and, in particular, Article 51,",), ["vocab/charter/charter-of-the-united-nations", "vocab/charter/article-51"]),
        (("Noting the Statute of the International Tribunal,", "Electing judges for Rwanda under the Statute of the International Tribunal,"), ["doc/statute-of-the-international-tribunal-for-rwanda"]),
    ],
)  # fmt: skip
def test_works_meant_by_what_was_said(texts: tuple[str, ...], targets: list[str]) -> None:
    assert cited(document(*texts)) == targets


def test_annexes_by_number_and_letter() -> None:
    text = "Recalling the items of annex 2, those of Annex A to this resolution and the paper (S/1999/516, annex 1),"
    assert cited(document(text, annexes=2)) == ["res/2042/annex/2", "res/2042/annex/1", "doc/S-1999-516"]


def test_a_piece_of_a_symbol_in_a_footnote_is_no_document() -> None:
    found = document(
        "Having considered the report of the Secretary-General of 27 August 1993 on safety,",
        note="Supplement for July 1993, document S/263",
    )
    assert cited(found) == ["doc/report-secretary-general-1993-08-27"]
