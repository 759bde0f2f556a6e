"""The tables of some articles, together."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, fields
from functools import wraps
from inspect import signature
from typing import Any, ParamSpec

import numpy as np
import pandas as pd

from analysis.records import ChoiceError
from analysis.schema.tables import empty_table

P = ParamSpec("P")
LABELLED = "labelled"


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tables of one or more articles; each attribute is a DataFrame declared in `TABLES`.

    `labelled` is empty until `validation.with_labels` attaches labels.
    """

    articles: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    mentions: pd.DataFrame
    entities: pd.DataFrame
    references: pd.DataFrame
    parties: pd.DataFrame
    quotes: pd.DataFrame
    contents: pd.DataFrame
    sentiments: pd.DataFrame
    evidence: pd.DataFrame
    stances: pd.DataFrame
    labelled: pd.DataFrame = field(default_factory=lambda: empty_table(LABELLED))

    @classmethod
    def table_names(cls) -> list[str]:
        """Names of the tables that every analysis has, in order: all but `labelled`."""
        return [table.name for table in fields(Analysis) if table.name != LABELLED]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table under its name, in order, and `labelled` where there are labels."""
        names = [*self.table_names(), *([LABELLED] if len(self.labelled) else [])]
        return {name: getattr(self, name) for name in names}

    @property
    def article_ids(self) -> list[str]:
        """Ids of the articles, in order."""
        return self.articles["article_id"].tolist()

    def select(self, article_id: str) -> Analysis:
        """Keep one article.

        Raises
        ------
        ChoiceError
            No article has this id.
        """
        if article_id not in self.article_ids:
            raise ChoiceError(
                f"no article has the id {article_id!r}; there are: {', '.join(self.article_ids)}"
            )
        return self.keep([article_id])

    def keep(self, article_ids: Collection[str] | pd.Series) -> Analysis:
        """Keep the articles of these ids, in all tables; others are passed over."""
        return Analysis(
            **{
                name: table[table["article_id"].isin(article_ids)].reset_index(drop=True)
                for name, table in self.tables().items()
            }
        )

    def first_versions(self, cells: pd.Series | None = None, *, seen: set[object] | None = None) -> Analysis:
        """Keep of each story the first version that is there, by `duplicate_of` in `articles`.

        Parameters
        ----------
        cells
            What is compared, such as the outlet, a value for each row of `articles`: the first version in
            each cell then stays. By default there is one cell.
        seen
            The stories of earlier parts of a corpus, which are no first versions here; those of this part are
            added to it.

        Returns
        -------
        Analysis
            The same one where nothing is left out.
        """
        articles = self.articles
        if seen is None and articles["duplicate_of"].isna().all():
            return self
        stories = pd.DataFrame({"story": articles["duplicate_of"].fillna(articles["article_id"])})
        if cells is not None:
            stories["cell"] = cells
        is_later = stories.duplicated()
        if seen is not None:
            keys = list(zip(*(_hashable(stories[name]) for name in stories), strict=True))
            is_later |= np.array([key in seen for key in keys], dtype=bool)
            seen.update(keys)
        return self.keep(articles.loc[~is_later, "article_id"]) if is_later.any() else self

    def keeping(self) -> Analysis:
        """Return the same tables, with which what functions marked `once` make of them is kept.

        So a page that asks for a table in several places has it worked out once. It goes with the analysis
        that is returned; none of its tables may be changed in place.
        """
        return self if isinstance(self, _Keeping) else _Keeping(**self.tables())

    @classmethod
    def stack(cls, parts: Sequence[Analysis]) -> Analysis:
        """Put the tables of several analyses one below the other; none gives empty tables."""
        if not parts:
            return cls(**{name: empty_table(name) for name in cls.table_names()})
        if len(parts) == 1:
            return parts[0]
        return cls(
            **{
                name: pd.concat([getattr(part, name) for part in parts], ignore_index=True)
                for name in (*cls.table_names(), LABELLED)
            }
        )


def _hashable(values: pd.Series) -> list[object]:
    """List values with None for what is missing, which NA, unlike None, is not equal to."""
    found: list[object] = values.astype(object).where(values.notna(), None).tolist()
    return found


@dataclass(frozen=True, slots=True)
class _Keeping(Analysis):
    """An analysis with what was made of its tables, by function and options."""

    kept: dict[Any, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)


def once(make: Callable[P, pd.DataFrame]) -> Callable[P, pd.DataFrame]:
    """Make a function work out its table once for its options, of an analysis that keeps it (`keeping`).

    The analysis is its first parameter, `result`.
    """
    own = signature(make)

    @wraps(make)
    def made(*args: P.args, **options: P.kwargs) -> pd.DataFrame:
        result = args[0] if args else options.get("result")
        if not isinstance(result, _Keeping):
            return make(*args, **options)
        given = own.bind(*args, **options).arguments
        asked = (make, repr(sorted((name, value) for name, value in given.items() if name != "result")))
        if asked not in result.kept:
            result.kept[asked] = make(*args, **options)
        return result.kept[asked].copy()

    return made
