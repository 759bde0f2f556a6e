"""Days of publication, in any of the forms in which people write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from dateutil import parser

# What a text leaves open is taken from these, so that they tell what it leaves open.
_ONE, _OTHER = datetime(2000, 1, 1), datetime(2003, 2, 2)
_LONGEST = 60
# A year that stands first is followed by the month; a date with full stops begins with the day.
_YEAR_FIRST = re.compile(r"\d{4}([/.])\d{1,2}\1\d{1,2}")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")


def day_of(value: Any) -> date | None:
    """Return the day that a value means, or None where it means none.

    Parameters
    ----------
    value
        A date, a time, or text: ``2024-03-07``, ``March 7, 2024``, ``Thu, 07 Mar 2024 10:00:00 GMT``,
        ``20240307T100000Z``. A month without a day is no day, and neither is ``03/04/2024``, which is in
        March or in April.
    """
    if isinstance(value, datetime):
        return None if value != value else value.date()
    if isinstance(value, date):
        return value
    text = str(value).strip()
    if len(text) > _LONGEST:
        return None
    if len(text) == 14 and text.isdecimal():
        text = f"{text[:8]}T{text[8:]}"
    if _YEAR_FIRST.match(text):
        text = text.replace("/", "-", 2).replace(".", "-", 2)
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if text.isdecimal():
        return None
    found = set()
    for is_day_first in (True,) if _DOTTED.match(text) else (False, True):
        for default in (_ONE, _OTHER):
            try:
                found.add(parser.parse(text, default=default, dayfirst=is_day_first).date())
            except (ValueError, OverflowError, TypeError):
                return None
    return found.pop() if len(found) == 1 else None
