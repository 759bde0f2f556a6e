"""What people labelled: files and tables back from spreadsheets, checked row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from analysis.cleaning import repair
from analysis.corpus.readers import Options, items_of
from analysis.records import CorpusError, LabelsError
from analysis.validation.units import SHORT, VALUES, kind_of_units

_NEEDED = ("unit", "label", "stratum", "probability")
_TEXTS = ("text", "party", "note", "title", "outlet", "day", "article_id", "strata_by")
_LONGEST = 1_000_000
# The first column where a spreadsheet took the file to be Windows-1252, as LibreOffice does when it converts
# files without being told.
_MISREAD = "ï»¿unit"
# What LibreOffice makes of bytes that are no letter of Windows-1252.
_NO_LETTERS = {0xF100 + byte: byte for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
# What `guard_formulas` put before a cell.
_GUARD = re.compile(r"'(?='*[=+\-@\t\r\n])")

Labels = str | Path | pd.DataFrame


class _Row(NamedTuple):
    """A row of a table of labels: what errors call it, and its cells."""

    where: str
    cells: Mapping[str, Any]


def read_labels(labels: Labels | Sequence[Labels]) -> pd.DataFrame:
    """Read what coders filled in, from one file or table or several.

    Files may come from any spreadsheet: CSV with commas, semicolons or tabs, with or without a byte order
    mark, decimal commas, any line ends, or a workbook (.xlsx, .ods). What was opened as Windows-1252 by
    mistake is repaired. Columns may stand in any order and rows be sorted. Where no coder is named the file's
    name is taken; one name in the first row goes for all.

    Parameters
    ----------
    labels
        A file or DataFrame made by `sample`, or a list of them, such as one a coder.

    Returns
    -------
    DataFrame
        A row a coder and unit, in the order read: `unit`, `label` (NA where there is none yet), `coder`,
        `stratum`, `probability`, and the other columns of `sample`, as text.

    Raises
    ------
    LabelsError
        A file cannot be read, a column is missing, a label is none, a probability or stratum is no number, or
        one coder gave a unit two labels. The message names the row and what is allowed.
    """
    parts = [labels] if isinstance(labels, (str, Path, pd.DataFrame)) else list(labels)
    if not parts:
        raise LabelsError("there is no file of labels; give one at least")
    found = [row for number, part in enumerate(parts, 1) for row in _one(part, number, len(parts))]
    names = ["unit", "label", "coder", "stratum", "probability", *_TEXTS]
    table = pd.DataFrame({name: [row[name] for row in found] for name in names})
    texts = {name: "str" for name in names if name not in ("stratum", "probability")}
    table = table.astype({**texts, "stratum": "int64", "probability": "float64"})
    _check_same_kind(table)
    return _once(table, [row["where"] for row in found])


def _one(labels: Labels, number: int, n_parts: int) -> list[dict[str, Any]]:
    """Return the checked rows of one file or table."""
    if isinstance(labels, pd.DataFrame):
        where = "labels" if n_parts == 1 else f"labels {number}"
        named = "coder" if n_parts == 1 else f"coder {number}"
        rows = list(_frame_rows(labels, where))
        columns: Iterable[str] = map(str, labels.columns)
    else:
        where, named = str(labels), Path(labels).stem
        rows = list(_file_rows(Path(labels)))
        columns = rows[0].cells if rows else ()
    missing = sorted(set(_NEEDED) - set(columns))
    if missing:
        raise LabelsError(
            f"{where}: has no column {', '.join(missing)}; expected those that `sidelight sample` writes"
        )
    found = [_checked(row) for row in rows]
    coders = list(dict.fromkeys(row["coder"] for row in found if row["coder"]))
    for row in found:
        if not row["coder"]:
            if len(coders) > 1 and row["label"] is not None:
                raise LabelsError(
                    f"{row['where']}: has no coder, and there are several: {', '.join(coders)}; name one"
                )
            row["coder"] = coders[0] if coders else named
    return found


def _frame_rows(labels: pd.DataFrame, where: str) -> Iterator[_Row]:
    # As a spreadsheet would count: the names of the columns are row 1.
    for number, cells in enumerate(labels.to_dict("records"), 2):
        yield _Row(f"{where}: row {number}", {str(name): cell for name, cell in cells.items()})


def _file_rows(path: Path) -> Iterator[_Row]:
    items = list(_items(path, "unit"))
    is_misread = len(items) == 1 and isinstance(items[0], CorpusError) and _MISREAD in str(items[0])
    for item in _items(path, _MISREAD) if is_misread else items:
        if isinstance(item, CorpusError):
            raise LabelsError(str(item))
        cells = {}
        for name, cell in item.values.items():  # noqa: PD011 - of a Row, no DataFrame
            given = repair(cell.translate(_NO_LETTERS)) if is_misread and isinstance(cell, str) else cell
            is_guarded = isinstance(given, str) and given[:1] == "'"
            cells["unit" if name == _MISREAD else name] = _GUARD.sub("", given, 1) if is_guarded else given
        yield _Row(item.where, cells)


def _items(path: Path, unit: str) -> Iterator[Any]:
    # The readers of articles need a column of text; a coder may have removed the sentences, not the ids.
    return items_of(path, Options(_LONGEST, columns={"text": unit}))


def _checked(row: _Row) -> dict[str, Any]:
    """Return a row with its label, its stratum and its probability as what they are."""
    unit = _text(row.cells["unit"])
    of = kind_of_units(unit)
    if of is None:
        raise LabelsError(f"{row.where}: unit is {unit!r}; expected an id that `sidelight sample` wrote")
    probability = _number(row, "probability")
    if not 0 < probability <= 1:
        raise LabelsError(f"{row.where}: probability is {probability}; expected more than 0 and at most 1")
    return {
        "where": row.where,
        "unit": unit,
        "label": _label(row, of),
        "coder": " ".join(_text(row.cells.get("coder")).split()),
        "stratum": int(_number(row, "stratum")),
        "probability": probability,
        **{name: _text(row.cells.get(name)) for name in _TEXTS},
    }


def _label(row: _Row, of: str) -> str | None:
    given = _text(row.cells["label"]).strip()
    if not given:
        return None
    word = given.casefold().replace("\u2212", "-").replace(",", ".").lstrip("'+")
    word = re.sub(r"\.0*$", "", word)
    label = SHORT[of].get(word, word)
    if label not in VALUES[of]:
        short = ", ".join(SHORT[of])
        raise LabelsError(
            f"{row.where}: label is {given!r}; expected one of: {', '.join(VALUES[of])} (in short {short})"
        )
    return label


def _number(row: _Row, name: str) -> float:
    text = _text(row.cells[name])
    try:
        # Spreadsheets in many languages write a comma.
        return float(text.replace(",", "."))
    except ValueError as error:
        raise LabelsError(
            f"{row.where}: {name} is {text!r}; expected the number that `sidelight sample` wrote"
        ) from error


def _text(cell: object) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)  # type: ignore[call-overload]


def _check_same_kind(table: pd.DataFrame) -> None:
    kinds = sorted({str(kind_of_units(unit)) for unit in table["unit"]})
    if len(kinds) > 1:
        raise LabelsError(f"the labels are of {' and '.join(kinds)}; read and judge each kind by itself")


def _once(table: pd.DataFrame, where: Sequence[str]) -> pd.DataFrame:
    """Keep one row a coder and unit: that with a label, if any."""
    given: dict[tuple[str, str], tuple[str, str]] = {}
    for unit, coder, label, place in zip(table["unit"], table["coder"], table["label"], where, strict=True):
        if pd.isna(label):
            continue
        earlier, before = given.setdefault((unit, coder), (label, place))
        if earlier != label:
            raise LabelsError(
                f"{place}: {coder} labels this {label}, and {earlier} in {before}; keep one of them, or give "
                "each coder a name"
            )
    order = table["label"].isna().sort_values(kind="stable").index
    kept = table.loc[order].drop_duplicates(["unit", "coder"])
    return kept.sort_index().reset_index(drop=True)
