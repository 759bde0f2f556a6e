"""Days of publication, in any of the forms in which people write them."""

from __future__ import annotations

import re
import unicodedata
import warnings
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dateutil import parser

# What a text leaves open is taken from these, so that they tell what it leaves open.
_ONE, _OTHER = datetime(2000, 1, 1), datetime(2003, 2, 2)
_LONGEST = 60
# A year that stands first is followed by the month; a date with full stops begins with the day.
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_IN_NUMBERS = re.compile(r"(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)")
_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}")
# Months in English, German, French, Spanish, Portuguese, Italian and Dutch, without accents.
_MONTHS = (
    "january januar janner janvier enero janeiro gennaio januari",
    "february februar fevrier febrero fevereiro febbraio februari",
    "march marz maerz mars marzo marco maart mrt",
    "april avril abril aprile",
    "may mai mayo maio maggio mei",
    "june juni juin junio junho giugno",
    "july juli juillet julio julho luglio",
    "august aout agosto augustus",
    "september septembre septiembre setiembre setembro settembre",
    "october oktober octobre octubre outubro ottobre",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dezembro dicembre",
)
_LINE = 300  # characters of a line in which a day is looked for
_DAY_IN_WORDS = re.compile(
    r"\b(?:(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?: de)? (?P<m>[^\W\d_]{3,10})\.?,?(?: de)? (?P<y>\d{4})"
    r"|(?P<m2>[^\W\d_]{3,10})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,? (?P<y2>\d{4})"
    r"|(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})|(?P<d4>\d{1,2})\.(?P<m4>\d{1,2})\.(?P<y4>\d{4}))(?!\d)"
)


def day_of(value: Any, *, is_day_first: bool | None = None) -> date | None:
    """Return the day that a value means, or None where it means none.

    Parameters
    ----------
    value
        A date, a time, or text: ``2024-03-07``, ``March 7, 2024``, ``Thu, 07 Mar 2024 10:00:00 GMT``,
        ``20240307T100000Z``, ``7. März 2024``. A month without a day is no day, and neither
        is ``03/04/2024``, which is in March or in April.
    is_day_first
        Whether such a date is in April, where that is known (see `order_of`).
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
    year_first = _YEAR_FIRST.match(text)
    if year_first:
        year, _, month, day = year_first.groups()
        text = f"{year}-{month:0>2}-{day:0>2}{text[year_first.end() :]}"
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    if text.isdecimal():
        return None
    orders: tuple[bool, ...] = (False, True)
    if year_first or _DOTTED.match(text):
        orders = (not year_first,)
    elif is_day_first is not None and _IN_NUMBERS.match(text):
        orders = (is_day_first,)
    found = set()
    for order in orders:
        for default in (_ONE, _OTHER):
            try:
                # The day is that of the place, whatever its time zone, of which few are known.
                found.add(parser.parse(text, default=default, dayfirst=order, ignoretz=True).date())
            except (ValueError, OverflowError, TypeError):
                return day_in(text)  # in words of another language
    return found.pop() if len(found) == 1 else None


def is_ambiguous(value: Any) -> bool:
    """Tell whether a value is a date whose first two numbers could be the day as well as the month."""
    one, other = _two_numbers(value)
    return one != other and 1 <= one <= 12 and 1 <= other <= 12


def order_of(values: Iterable[Any]) -> bool | None:
    """Tell whether days stand before months, by those dates that leave no choice (``13/04/2024``).

    None where there is none, or they do not agree.
    """
    pairs = map(_two_numbers, values)
    found = {one > 12 for one, other in pairs if max(one, other) > 12 >= min(one, other)}
    return found.pop() if len(found) == 1 else None


class Ambiguous:
    """Counts the dates that are left out since they could be of two days, to say so once."""

    def __init__(self) -> None:
        self._n = 0
        self._example = ""

    def add(self, published: date | None, written: str | None) -> None:
        """Note the day of an article, and what its file says where that is no day."""
        if published is None and is_ambiguous(written):
            self._n += 1
            self._example = self._example or str(written)

    def tell(self) -> None:
        """Warn of these dates, if there are any."""
        if self._n:
            number = "1 date is" if self._n == 1 else f"{self._n:,} dates are"
            warnings.warn(
                f"{number} left out, such as {self._example!r}: nothing tells the day from the month; write "
                "them as 2024-03-31",
                stacklevel=2,
            )


def _two_numbers(value: Any) -> tuple[int, int]:
    found = _IN_NUMBERS.match(value.strip()) if isinstance(value, str) else None
    return (int(found[1]), int(found[3])) if found else (0, 0)


def day_in(line: str) -> date | None:
    """Return the first day that a line names, or None: ``International, jeudi 7 mars 2024, p. 3``.

    Months may be in English or six languages of Western Europe; words may stand before and after the day.
    Only the first 300 characters are looked at.
    """
    for found in _DAY_IN_WORDS.finditer(" ".join(line[:_LINE].split())):
        day, month, year = (
            next(text for name in (part, f"{part}2", f"{part}3", f"{part}4") if (text := found.group(name)))
            for part in "dmy"
        )
        number = int(month) if month.isdecimal() else _month(month)
        try:
            return date(int(year), number, int(day))
        except ValueError:
            continue
    return None


def _month(name: str) -> int:
    """Return the number of a month, also of its first three letters or more; 0 where a word is none."""
    plain = unicodedata.normalize("NFD", name.casefold())
    plain = "".join(char for char in plain if not unicodedata.combining(char))
    months = enumerate(_MONTHS, 1)
    return next((n for n, names in months if any(one.startswith(plain) for one in names.split())), 0)
