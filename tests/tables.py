"""Tables of resolutions in the form of CR-UNSC's codebook, made of texts that are here."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from pages import SEEDS, page

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")
COLUMNS = (
    *"body call_number committee_report date doc_id doctype draft meeting_no meeting_record related_resource".split(),
    *"res_no symbol year nchars npages nsentences ntokens ntypes text text_ar text_draft text_es text_fr".split(),
    *"text_meeting text_ru text_zh agenda_information aggression chapter6 chapter7 chapter8 contains".split(),
    *"human_rights notes other_titles peace_breach peace_threat self_defence series subjects summary title".split(),
    *"topic vote_abstention vote_date vote_detail vote_no vote_nonvote vote_summary vote_total vote_yes".split(),
    *"iso_alpha3 iso_name m49_countrycode m49_region m49_region_intermediate m49_region_sub".split(),
    *"url_record url_record_draft url_record_meeting".split(),
    *(f"url_{work}_{language}" for work in ("res", "draft", "meeting") for language in LANGUAGES),
    *"doi_concept doi_version license version".split(),
)
LIBRARY = "https://digitallibrary.un.org/record"


def row(text: str, number: int, year: int, **others: str) -> dict[str, str]:
    """A row with every column; what the catalogue says is invented, the words are those of the text."""
    flags = {
        "aggression": "aggression",
        "chapter7": "Chapter VII",
        "human_rights": "human rights",
        "peace_breach": "breach of the peace",
        "peace_threat": "threat to the peace",
        "self_defence": "self-defence",
        "chapter8": "Chapter VIII",
    }
    cells = {
        "body": "S", "doctype": "RES", "res_no": str(number), "year": str(year), "symbol": f"S/RES/{number} ({year})",
        "call_number": f"UNS({year % 100:02})/R3", "committee_report": "S/2006/58", "date": f"{year}-12-20",
        "doc_id": f"S_RES_{number:04}_{year}", "draft": f"S/{year}/{number}", "meeting_no": "4443",
        "meeting_record": "S/PV.4443", "related_resource": "S/1234|S/RES/242 (1967)", "nchars": str(len(text)),
        "npages": "3", "nsentences": "9", "ntokens": "900", "ntypes": "300", "text": text,
        **{f"text_{language}": f"Résolution « {number} »\n{language}, \"two\"" for language in LANGUAGES if language != "en"},
        "text_draft": "The draft,\nas it stood", "text_meeting": "The President: I call the meeting to order.",
        "agenda_information": "S/56 [12] Afghanistan--situation",
        **{name: "TRUE" if words in text else "FALSE" for name, words in flags.items()}, "chapter6": "FALSE",
        "contains": "Statute of the Tribunal", "notes": "Reissued.", "other_titles": f"Resolution {number} ({year})",
        "series": "Advisory opinions", "subjects": "AFGHANISTAN SITUATION|PEACEKEEPING OPERATIONS > ISAF",
        "summary": "A summary, \"quoted\".", "title": f"Resolution {number} ({year}) on a force", "topic": "on a force",
        "vote_detail": "Y FRANCE\nY USSR\nN CHINA\nA UNITED STATES\n BRAZIL", "vote_yes": "2", "vote_no": "1",
        "vote_abstention": "1", "vote_nonvote": "1", "vote_total": "5", "vote_date": f"{year}-12-20",
        "vote_summary": "Yes: 2 | No: 1 | Abstentions: 1 | Non-Voting: 1 | Total voting membership: 5",
        "iso_alpha3": "AFG|GBR", "iso_name": "Afghanistan|United Kingdom", "m49_countrycode": "004|826",
        "m49_region": "Asia|Europe", "m49_region_sub": "Southern Asia|Northern Europe",
        "m49_region_intermediate": "NA", "url_record": f"{LIBRARY}/{number}", "url_record_draft": f"{LIBRARY}/{number}1",
        "url_record_meeting": f"{LIBRARY}/{number}2",
        **{
            f"url_{work}_{language}": f"{LIBRARY}/{number}{i}/files/S_RES_{number}%28{year}%29-{language.upper()}.pdf"
            for i, work in enumerate(("res", "draft", "meeting")) for language in LANGUAGES
        },
        "doi_concept": "10.5281/zenodo.7319780", "doi_version": "10.5281/zenodo.11212056",
        "license": "Creative Commons Zero 1.0 Universal", "version": "2024-05-19",
    }  # fmt: skip
    assert set(cells) == set(COLUMNS)
    return {**cells, **others}


def seed_rows() -> list[dict[str, str]]:
    """The seeds as rows."""
    made = []
    for path in SEEDS:
        _, _, number, year = path.stem.split("_")
        made.append(row(path.read_text("utf-8"), int(number), int(year)))
    return made


def plain_row(number: int, **others: str) -> dict[str, str]:
    """A short row: a page of text and what names it."""
    return {"res_no": str(number), "symbol": f"S/RES/{number} (2031)", "year": "2031", "text": page(number), **others}


def write_table(rows: Iterable[Mapping[str, str]], columns: Iterable[str] | None = None) -> str:
    """The table as R's fwrite leaves it: a comma between, quotes doubled, NA where nothing is."""
    rows = list(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(columns or rows[0]), restval="NA", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
