"""Articles in groups: by outlet, by period, by any column or by what else their files say."""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence

import pandas as pd

from analysis.narrowing import Names, known_names
from analysis.schema import columns

PERIODS = ("day", "week", "month", "year")
_UNITS = {"day": "D", "month": "M", "year": "Y"}


def article_groups(articles: pd.DataFrame, by: Names, taken: Sequence[str] = ()) -> pd.DataFrame:
    """Give the groups that articles are in.

    Parameters
    ----------
    articles
        The table `articles`.
    by
        One or several of: ``day``, ``week`` (from Monday), ``month`` and ``year`` of publication, a column of
        `articles`, or a key of the JSON objects in its `extra`.
    taken
        Names of columns of the result, which no key may have.

    Returns
    -------
    DataFrame
        `article_id`, and a column for each of `by`: a period as its first day, what `extra` holds as text.
        Articles without one of the values are left out.

    Raises
    ------
    ChoiceError
        `by` names nothing of the kind; the message lists what there is.
    """
    # Every JSON object is read once, and only where a key may be asked for.
    own = [*PERIODS, *(name for name in columns("articles") if name not in ("text", "extra", *taken))]
    wanted = list(dict.fromkeys([by] if isinstance(by, str) else by))
    extras = [] if set(wanted) <= set(own) else [_object(text) for text in articles["extra"]]
    keys = sorted({key for extra in extras for key in extra} - {*own, *taken, "text", "extra"})
    found = {"article_id": articles["article_id"]}
    for name in known_names("by", wanted, [*own, *keys]):
        if name in PERIODS:
            found[name] = first_days(articles["published"], name)
        elif name in own:
            found[name] = articles[name]
        else:
            values = [_text(extra.get(name)) for extra in extras]
            found[name] = pd.Series(values, index=articles.index, dtype="str")
    return pd.DataFrame(found).dropna().reset_index(drop=True)


def warn_without_groups(articles: pd.DataFrame, by: Names) -> None:
    """Warn where there are articles, and none has a value that they are to be grouped by."""
    for name in [by] if isinstance(by, str) else by:
        if len(articles) and article_groups(articles, name).empty:
            needed = "published" if name in PERIODS else name
            warnings.warn(
                f"no article has {needed!r}, so that by={name!r} gives no group: make articles with it, or "
                f'say which column it is, as in columns={{"{needed}": "NAME"}}',
                stacklevel=2,
            )


def article_cells(articles: pd.DataFrame, by: Names, taken: Sequence[str] = ()) -> pd.Series:
    """Give each row of `articles` the number of its group; -1 where it is in none (see `article_groups`)."""
    groups = article_groups(articles, by, taken)
    numbers = groups.groupby(groups.columns[1:].tolist() or ["article_id"], sort=False).ngroup()
    found = articles["article_id"].map(dict(zip(groups["article_id"], numbers, strict=True)))
    return found.fillna(-1).astype("int64")


def first_days(published: pd.Series, period: str) -> pd.Series:
    """Give the first day of the period that each day lies in; NaT where there is no day."""
    days = published.to_numpy().astype("datetime64[D]")
    if period == "week":
        # 1970-01-01, the day 0, was a Thursday.
        first = days - (days.astype("int64") + 3) % 7
    else:
        first = days.astype(f"datetime64[{_UNITS[period]}]")
    return pd.Series(first.astype("datetime64[ms]"), index=published.index)


def _object(text: object) -> dict[str, object]:
    found = json.loads(text) if isinstance(text, str) else {}
    return found if isinstance(found, dict) else {}


def _text(value: object) -> str | None:
    if value is None or value == "":
        return None
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
