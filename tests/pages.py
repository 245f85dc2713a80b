"""Sources to test with, written for the purpose: one invented resolution as a page of text and as the UN's XML."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
AKN = ROOT / "tests" / "akn"

PREAMBLE = (
    "Recalling its resolution 9000 (2030) of 1 May 2030,",
    "Expressing concern at the situation in Ruritania,",
)
OPERATIVE = (
    "Decides to extend the mandate of the Mission for a period of six months;",
    "Requests the Secretary-General to report on the situation within thirty days;",
    "Decides to remain seized of the matter.",
)


def page(
    number: int = 9001,
    year: int = 2031,
    *,
    date: str = "27 January 2031",
    meeting: str = "12001st",
    preamble: Sequence[str] = PREAMBLE,
    operative: Sequence[str] = OPERATIVE,
) -> str:
    """Print the resolution as the Council does today."""
    lines = [
        "United Nations",
        "Security Council",
        f"S/RES/{number} ({year})",
        f"Distr.: General {date}",
        "",
        f"Resolution {number} ({year})",
        f"Adopted by the Security Council at its {meeting} meeting, on {date}",
        "The Security Council,",
        *preamble,
        *(f"{n}. {text}" for n, text in enumerate(operative, 1)),
    ]
    return "\n".join(lines) + "\n"


def old_page(
    vote: str = "Adopted at the 12001st meeting by 13 votes to none, with 2 abstentions (France, China).",
) -> str:
    """Print it as the Council did when the vote stood below the text."""
    lines = ["Resolution 9001 (2031)", "of 27 January 2031", "", "The Security Council,", "", *PREAMBLE, ""]
    lines += [f"{n}. {text}\n" for n, text in enumerate(OPERATIVE, 1)]
    return "\n".join([*lines, vote]) + "\n"


def akn(
    *,
    language: str = "eng",
    date: str = "2031-01-27",
    meeting: int = 12001,
    preamble: Sequence[str] = PREAMBLE,
    operative: Sequence[str] = OPERATIVE,
    steps: str = "",
    voting: str = "",
    keywords: str = "",
    symbol: str = "S/RES/9001 (2031)",
) -> str:
    """Mark it up as the UN does; ``steps``, ``voting`` and ``keywords`` are XML of their own."""
    containers = "".join(f'<container name="x"><p>{escape(text)}</p></container>' for text in preamble)
    paragraphs = "".join(
        f"<paragraph><num>{n}.</num><content><p>{escape(text)}</p></content></paragraph>"
        for n, text in enumerate(operative, 1)
    )
    parliamentary = f"<analysis><parliamentary><voting>{voting}</voting></parliamentary></analysis>" if voting else ""
    classification = f'<classification source="x">{keywords}</classification>' if keywords else ""
    return f"""<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" xmlns:akn4un="http://un.org/akn4un">
<statement name="resolution"><meta>
<identification source="#x"><FRBRWork><FRBRuri value="/akn/un/statement/deliberation/unsc/{date}/9001-2031/"/>
<FRBRdate date="{date}" name="adoption"/></FRBRWork>
<FRBRExpression><FRBRlanguage language="{language}"/></FRBRExpression></identification>
{classification}
<workflow source="#un">{steps}<step date="{date}" outcome="adopted" as="S/PV.{meeting}" by=""/></workflow>
{parliamentary}</meta>
<coverPage><p><docNumber refersTo="#symbol">{symbol}</docNumber></p></coverPage>
<preamble><formula name="enactingFormula"><p>The Security Council,</p></formula>{containers}</preamble>
<mainBody>{paragraphs}</mainBody></statement></akomaNtoso>
"""


def run(
    *arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None, **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Run ``resrdf`` as a user does, in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "resrdf", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env={**os.environ, **environment},
        timeout=100,
        check=False,
    )
