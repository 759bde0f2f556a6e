"""Numbers and lists in words, the same way everywhere in a report."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

import pandas as pd

# A mean nearer to zero than this points nowhere, as VADER's authors recommend for scores.
_CLEAR = 0.05
# Names that English gives an article: "the United States", "the African Union", "the Taliban".
_WITH_ARTICLE = re.compile(
    r"United (?:States|Kingdom|Nations|Arab Emirates)|Netherlands|Philippines|Bahamas|Gambia|Maldives|Comoros"
    r"|Seychelles|Taliban|(?:Republic|League|Organi[sz]ation) \w.*"
    r"|.* (?:Republic(?: of the Congo)?|Union|Nations|Islands|Organi[sz]ation|Committee|Council|Court|Fund"
    r"|Agency|Authority|Ministry|Department|League|Community|Commission"
    r"|(?:World|Central|Development|Investment) Bank"
    r"|Party(?: \(.*\)| of .*)?|Fund for .*)"
)
_DETERMINER = re.compile(
    r"(?:The|A|An|One|Some|Several|Two|Both|His|Her|Its|Their|My|Our|Your|Another|Many)\b"
)
# Words for somebody that hold a name: ``Observers from the European Union``.
_DESCRIBED = re.compile(r" (?:at|from|in|with|who) ")
_ENDS_IN_Y = re.compile(r"[^aeiou]y$")
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def day(value: pd.Timestamp) -> str:
    """Write a day: ``1 April 2022``."""
    return f"{value.day} {value.month_name()} {value.year}"


def score(value: float, digits: int = 2) -> str:
    """Write a score with its sign, by a true minus sign: ``−0.25``."""
    if math.isnan(value):
        return "not known"
    rounded = round(value, digits)
    return f"{'−' if rounded < 0 else '+' if rounded > 0 else ''}{abs(rounded):.{digits}f}"


def direction(mean: float) -> str:
    """Name the side on which a mean score lies: negative, neutral or positive."""
    return "positive" if mean >= _CLEAR else "negative" if mean <= -_CLEAR else "neutral"


def interval(low: float, high: float) -> str:
    """Write an interval: ``−0.25 to +0.10``."""
    return f"{score(low)} to {score(high)}"


def percent(text: str) -> str:
    """Set apart the signs of percentages by a space that no line breaks at: ``38 %``."""
    return text.replace("%", "\u00a0%")


def with_article(name: str) -> str:
    """Put an article before a name that English gives one inside a sentence: ``the United States``."""
    is_name = not _DETERMINER.match(name) and not _DESCRIBED.search(name)
    return f"the {name}" if is_name and _WITH_ARTICLE.fullmatch(name) else name


def in_brackets(name: str) -> str:
    """Write a name that has brackets of its own as it stands in others: ``Labour Party, Norway``."""
    return name.replace(" (", ", ").removesuffix(")") if " (" in name else name


def opening(sentence: str) -> str:
    """Write a sentence's first letter as a capital."""
    return sentence[:1].upper() + sentence[1:]


def within(words: str) -> str:
    """Write words that opened a sentence as they stand inside of one: ``a person close to the talks``."""
    return words[:1].lower() + words[1:] if _DETERMINER.match(words) else words


def number(n: int) -> str:
    """Write a count, up to ten as a word."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"


def counted(n: int, noun: str) -> str:
    """Write a count with its noun: ``1 mention``, ``17 mentions``, ``2 stories``."""
    if n == 1:
        return f"{n:,} {noun}"
    return f"{n:,} {noun[:-1]}ies" if _ENDS_IN_Y.search(noun) else f"{n:,} {noun}s"


def part_of(part: int, whole: int, noun: str) -> str:
    """Write a share in counts: ``four of 17 mentions``."""
    some = number(part) if part else "none"
    return f"{some} of {counted(whole, noun)}" if whole != 1 else f"{some} of the one {noun}"


def times(n: int) -> str:
    """Write how often: ``once``, ``twice``, ``17 times``."""
    return {1: "once", 2: "twice"}.get(n, f"{n:,} times")


def listed(items: Sequence[str]) -> str:
    """Join words: ``a``, ``a and b``, ``a, b and c``; none are ``nothing``."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}" if items else "nothing"
