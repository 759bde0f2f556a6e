"""Counts of words and phrases in a sparse matrix, added up over the parts of a corpus."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.keywords.terms import (
    GROUPINGS,
    Codes,
    Words,
    check_lengths,
    code_words,
    first_places,
    group_cells,
    phrase_codes,
    phrase_texts,
    stemmer,
)
from analysis.records import check_choice
from analysis.schema import Analysis, Batches, Columns, first_versions, joined, parts_of

if TYPE_CHECKING:
    from scipy.sparse import csr_array

# What counting words reads.
WORDS: Columns = {
    "articles": ("article_id", "duplicate_of"),
    "tokens": ("article_id", "token", "sentence", "surface", "norm", "is_word", "is_stop"),
}
# Rows that wait before they are added up: fewer are not worth it.
_FEW = 100_000


class TermCounts(NamedTuple):
    """Counts of terms in groups.

    `counts` has a row a group and a column a term, as has `articles`: in how many articles of the group the
    term occurs. `words` counts all words of each group, function words too; `groups` names the rows. `terms`
    has a row a column: `key` (what was counted: norms or stems), `term` (the commonest norm of that key) and
    `n`. `forms` has a row for each way of writing a term in a group: `group` and `column` (as places),
    `surface`, `count`, the commonest first.
    """

    counts: csr_array
    articles: csr_array
    words: NDArray[np.int64]
    groups: pd.Index
    terms: pd.DataFrame
    forms: pd.DataFrame


def words_read(by: str | None) -> Columns:
    """Return the columns that counting words in groups reads."""
    if by == "party":
        return joined(WORDS, {"mentions": ("article_id", "sentence", "party")})
    return WORDS if by is None else joined(WORDS, {"articles": ("published" if by == "month" else by,)})


def count_terms(
    result: Analysis | Batches,
    *,
    n: int | Sequence[int] = 1,
    by: str | None = None,
    stop_words: bool = False,
    stems: bool = False,
    include_duplicates: bool = False,
) -> TermCounts:
    """Count words and phrases in groups; the parameters are those of `frequencies.term_frequencies`."""
    sums = TermSums(n=n, by=by, stop_words=stop_words, stems=stems)
    parts = parts_of(result, words_read(by))
    if not include_duplicates:
        cells = None if by in (None, "party") else partial(group_cells, by=by)
        parts = first_versions(parts, cells)
    for part in parts:
        sums.add(part)
    return sums.total()


class Sums:
    """Adds up tables of counts: rows that are alike but for their counts become one.

    It holds at most about twice as many rows as are different.
    """

    def __init__(self, count: str) -> None:
        self._count = count
        self._tables: list[pd.DataFrame] = []
        self._waiting = 0

    def add(self, table: pd.DataFrame) -> None:
        """Add a table."""
        self._tables.append(table)
        self._waiting += len(table) if len(self._tables) > 1 else 0
        if self._waiting > max(len(self._tables[0]), _FEW):
            self._tables = [self.total()]
            self._waiting = 0

    def total(self) -> pd.DataFrame:
        """Return the sums, in the order in which rows came first; a single table as it is."""
        if len(self._tables) == 1:
            return self._tables[0]
        table = pd.concat(self._tables, ignore_index=True)
        keys = [name for name in table.columns if name != self._count]
        found: pd.DataFrame = table.groupby(keys, sort=False)[[self._count]].sum().reset_index()
        return found


class TermSums:
    """Counts terms in one analysis after the other, for one `TermCounts` of all.

    The parameters are those of `count_terms`, but for duplicates: what is added counts.

    Raises
    ------
    ChoiceError
        `n` or `by` is not one of their values.
    """

    def __init__(
        self,
        *,
        n: int | Sequence[int] = 1,
        by: str | None = None,
        stop_words: bool = False,
        stems: bool = False,
    ) -> None:
        if by is not None:
            check_choice("by", by, GROUPINGS)
        self._lengths, self._by, self._stop_words = check_lengths(n), by, stop_words
        self._stem = stemmer() if stems else None
        self._groups: list[pd.Index] = []
        self._numbers: dict[object, int] = {}
        self._forms, self._found_in, self._words = Sums("count"), Sums("articles"), Sums("words")

    def add(self, result: Analysis) -> None:
        """Count the terms of some more articles."""
        words = code_words(result, self._by)
        keys = words.norms
        if self._stem is not None:
            keys = np.array([self._stem(norm) for norm in words.norms], dtype=object)
        parts = [_forms(words, length, keys, stop_words=self._stop_words) for length in self._lengths]
        self._groups.append(words.groups)
        known = self._numbers
        number = np.array([known.setdefault(group, len(known)) for group in words.groups], dtype=np.intp)
        counts = np.bincount(words.group[words.is_word], minlength=len(number)).astype(np.int64)
        self._words.add(pd.DataFrame({"group": number, "words": counts}))
        for sums, tables in zip((self._forms, self._found_in), zip(*parts, strict=True), strict=True):
            table = pd.concat(tables, ignore_index=True)
            sums.add(table.assign(group=number[table["group"].to_numpy()]))

    def total(self) -> TermCounts:
        """Return the counts of all articles."""
        from scipy.sparse import csr_array

        # Numbers in the order in which groups came, and their places in order.
        came = self._groups[0].append(self._groups[1:]).unique()
        place, groups = pd.factorize(came, sort=True)
        forms, found_in = (sums.total() for sums in (self._forms, self._found_in))
        # The first writing of a term in a group is its commonest. Of two equally common writings the one in
        # lower case, which sorts last, is not just a sentence's start.
        rank, _ = pd.factorize(forms["surface"], sort=True)
        forms = forms.take(np.lexsort((-rank, -forms["count"].to_numpy()))).reset_index(drop=True)
        forms["group"] = place[forms["group"].to_numpy()]
        columns, distinct = pd.factorize(forms["key"])
        forms["column"] = columns
        shape = (len(groups), len(distinct))
        counts = csr_array((forms["count"].to_numpy(), (forms["group"], columns)), shape=shape)
        column = pd.Index(distinct).get_indexer(pd.Index(found_in["key"]))
        rows = place[found_in["group"].to_numpy()]
        articles = csr_array((found_in["articles"].to_numpy(), (rows, column)), shape=shape)
        terms = pd.DataFrame({"key": pd.Series(distinct, dtype="str")})
        terms["n"] = forms["n"].to_numpy()[first_places(columns, len(distinct))]
        terms["term"] = terms["key"] if self._stem is None else _commonest(forms)
        words = self._words.total()
        n_words = np.zeros(len(groups), dtype=np.int64)
        n_words[place[words["group"].to_numpy()]] = words["words"].to_numpy()
        return TermCounts(
            counts=counts,
            articles=articles,
            words=n_words,
            groups=groups,
            terms=terms,
            forms=forms[["group", "column", "surface", "count"]],
        )


def cells(matrix: csr_array, rows: Codes, columns: Codes) -> NDArray[np.int64]:
    """Give the values of single cells of a sparse matrix, 0 where none is stored."""
    matrix.sum_duplicates()
    width = max(matrix.shape[1], 1)
    stored = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr)) * width + matrix.indices
    wanted = rows * width + columns
    places = np.minimum(np.searchsorted(stored, wanted), max(len(stored) - 1, 0))
    if not len(stored):
        return np.zeros(len(wanted), dtype=np.int64)
    return np.where(stored[places] == wanted, matrix.data[places], 0).astype(np.int64)


def _forms(
    words: Words, length: int, keys: NDArray[np.object_], *, stop_words: bool
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Give each writing of the terms of one length in each group its count and its key.

    The second table has a row for every article of a group that a key occurs in, with 1 for `articles`.
    """
    starts, codes = phrase_codes(words, length, stop_words=stop_words)
    size = int(codes.max(initial=-1)) + 1
    first = starts[first_places(codes, size)]
    pairs, counts = np.unique(words.group[starts] * max(size, 1) + codes, return_counts=True)
    group, code = np.divmod(pairs, max(size, 1))
    surfaces = phrase_texts(words, first, length, words.surfaces)
    norms = phrase_texts(words, first, length, words.norms)
    key = norms if keys is words.norms else phrase_texts(words, first, length, keys)
    forms = pd.DataFrame(
        {
            "group": group,
            "surface": surfaces.take(code).array,
            "norm": norms.take(code).array,
            "key": key.take(code).array,
            "count": counts.astype(np.int64),
            "n": np.full(len(code), length, dtype=np.int64),
        }
    )
    key_codes, distinct = pd.factorize(key)
    unit = (words.group[starts] * (int(words.article.max(initial=0)) + 1) + words.article[starts]) * max(
        len(distinct), 1
    )
    cells = pd.unique(unit + key_codes[codes])
    found_in = pd.DataFrame(
        {
            "group": cells // ((int(words.article.max(initial=0)) + 1) * max(len(distinct), 1)),
            "key": pd.Series(distinct, dtype="str").take(cells % max(len(distinct), 1)).array,
            "articles": np.ones(len(cells), dtype=np.int64),
        }
    )
    return forms, found_in


def _commonest(forms: pd.DataFrame) -> pd.Series:
    totals = forms.groupby(["column", "norm"], sort=True)["count"].sum().reset_index()
    totals = totals.sort_values(["column", "count", "norm"], ascending=[True, False, True])
    return totals.drop_duplicates("column")["norm"].reset_index(drop=True)
