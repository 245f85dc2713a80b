"""Dates as the seven languages print them."""

from __future__ import annotations

import re
from datetime import date

_MONTHS = (
    "january janvier enero januar января يناير",
    "february février febrero februar февраля فبراير",
    "march mars marzo märz марта مارس",
    "april avril abril апреля أبريل إبريل ابريل",
    "may mai mayo мая مايو",
    "june juin junio juni июня يونيه يونيو",
    "july juillet julio juli июля يوليه يوليو",
    "august août agosto августа أغسطس",
    "september septembre septiembre сентября سبتمبر",
    "october octobre octubre oktober октября أكتوبر اكتوبر",
    "november novembre noviembre ноября نوفمبر",
    "december décembre diciembre dezember декабря ديسمبر",
)
_NUMBERS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
_WORDS = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er|\.)?\s+(?:de\s+)?(?:[^\W\d]+(?:\s[^\W\d]+)?\s?/\s?)?({'|'.join(_NUMBERS)})\w*,?\s+(?:de\s+)?(\d{{4}})",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日")


def find_any_date(text: str) -> date | None:
    """Return the first date in a text of any of the languages.

    >>> find_any_date("27 August 2009"), find_any_date("el 3 de junio de 2021"), find_any_date("2021年6月3日")
    (datetime.date(2009, 8, 27), datetime.date(2021, 6, 3), datetime.date(2021, 6, 3))
    >>> find_any_date("3 حزيران/يونيه 2021"), find_any_date("1er mars 2024"), find_any_date("in Nairobi")
    (datetime.date(2021, 6, 3), datetime.date(2024, 3, 1), None)
    """
    if match := _WORDS.search(text):
        return _make(int(match[3]), _NUMBERS[match[2].lower()], int(match[1]))
    if match := _CHINESE.search(text):
        return _make(int(match[1]), int(match[2]), int(match[3]))
    return None


def to_date(text: str | None) -> date | None:
    """Read a coded date; "0001-01-01" stands for no date.

    >>> to_date("2009-08-27"), to_date("0001-01-01"), to_date("soon")
    (datetime.date(2009, 8, 27), None, None)
    """
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?", (text or "").strip())
    return _make(int(match[1]), int(match[2]), int(match[3])) if match and match[1] != "0001" else None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
