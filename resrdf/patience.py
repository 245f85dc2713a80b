"""How long a busy server asks to be left alone: the one reading of Retry-After (RFC 9110, section 10.2.3)."""

from __future__ import annotations

import math
import time
from email.utils import parsedate_to_datetime


def read_retry_after(header: str | None) -> float | None:
    """Read the seconds of a Retry-After, given as a number or as a date; None where it says nothing that can be read.

    >>> read_retry_after("7"), read_retry_after("Wed, 21 Oct 2015 07:28:00 GMT"), read_retry_after("soon")
    (7.0, 0.0, None)
    """
    if header is None:
        return None
    try:
        seconds = float(header)
    except ValueError:
        try:
            seconds = parsedate_to_datetime(header).timestamp() - time.time()
        except (TypeError, ValueError, OverflowError):
            return None
    return max(0.0, seconds) if math.isfinite(seconds) else None
