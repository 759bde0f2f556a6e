"""What a mean with its interval comes to, in a word."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.aggregate.shown import FEW_UNITS

FAVOURABLE, LEANS_FAVOURABLE = "favourable", "leans favourable"
MIXED, NO_DIRECTION, TOO_FEW = "mixed", "no clear direction", "too few to judge"
LEANS_UNFAVOURABLE, UNFAVOURABLE = "leans unfavourable", "unfavourable"
VERDICTS = (
    FAVOURABLE,
    LEANS_FAVOURABLE,
    MIXED,
    NO_DIRECTION,
    LEANS_UNFAVOURABLE,
    UNFAVOURABLE,
    TOO_FEW,
)
# Scores are shown with two digits: an interval from +0.00 is not off zero for who reads it.
_DIGITS = 2
# From here on a direction is plain: of the mentions that are not neutral, a quarter of all more on one side.
_PLAIN = 0.25
# A sign stands there in numbers from this share of the scored mentions on.
_MANY = 0.2


def verdict(mean: float, low: float, high: float, n_units: int, shares: Mapping[str, float]) -> str:
    """Judge a mean score in words, for all parties and for both signs alike.

    Parameters
    ----------
    mean, low, high
        Mean score and its interval, -1 to 1; NaN counts as too few.
    n_units
        Sentences or articles that it rests on.
    shares
        Shares of the labels ``negative`` and ``positive``, 0 to 1.

    Returns
    -------
    str
        One of `VERDICTS`, the first of these that holds:

        - *too few to judge*: fewer than five units, or no interval;
        - *favourable*, *unfavourable*: the interval is off zero, also as it is shown with two digits, and
          the mean is at least 0.25 away from it;
        - *leans favourable*, *leans unfavourable*: the interval is off zero, and the mean is nearer;
        - *mixed*: the interval holds zero, and a fifth or more of the mentions are of either sign;
        - *no clear direction*: anything else.
    """
    low, high = round(low, _DIGITS), round(high, _DIGITS)
    if n_units < FEW_UNITS or not low <= high:
        return TOO_FEW
    is_plain = abs(round(mean, _DIGITS)) >= _PLAIN
    if low > 0:
        return FAVOURABLE if is_plain else LEANS_FAVOURABLE
    if high < 0:
        return UNFAVOURABLE if is_plain else LEANS_UNFAVOURABLE
    return MIXED if min(shares["negative"], shares["positive"]) >= _MANY else NO_DIRECTION


def side_of(word: str) -> int:
    """Return the sign of one of `VERDICTS`: 1 where it is favourable, -1 where unfavourable, else 0."""
    if word in (FAVOURABLE, LEANS_FAVOURABLE):
        return 1
    return -1 if word in (UNFAVOURABLE, LEANS_UNFAVOURABLE) else 0
