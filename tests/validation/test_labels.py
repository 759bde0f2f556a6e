"""Tests of `analysis.validation.labels`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest

from analysis.records import LabelsError
from analysis.validation import read_labels
from analysis.validation.units import unit_id
from tests.corpus.readers.workbooks import table as rows_of
from tests.corpus.readers.workbooks import xlsx

ONE, TWO = (unit_id("mentions", "a", start, start + 3, "Spain") for start in (0, 9))
ROWS = ((ONE, "Spain «won».", "negative", "Ana"), (TWO, "«Spain» lost.", "", "Ana"))


def table(rows: Sequence[Sequence[str]] = ROWS, **more: str) -> pd.DataFrame:
    made = pd.DataFrame(rows, columns=["unit", "text", "label", "coder"])
    return made.assign(party="Spain", stratum=1, probability=0.25, **more)


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "labels.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_half_finished_table_keeps_its_empty_rows() -> None:
    found = read_labels(table())
    assert found["label"].tolist()[0] == "negative"
    assert found["label"].isna().tolist() == [False, True]
    assert found["coder"].tolist() == ["Ana", "Ana"]


@pytest.mark.parametrize(
    ("given", "label"),
    [
        ("Negative", "negative"),
        (" POSITIVE ", "positive"),
        ("n", "negative"),
        ("P", "positive"),
        ("0", "neutral"),
        ("-1", "negative"),
        ("\u22121", "negative"),
        ("'-1", "negative"),
        ("1.0", "positive"),
        ("+1", "positive"),
        ("0,0", "neutral"),
        (-1, "negative"),
        (1.0, "positive"),
    ],
)
def test_a_label_in_many_forms(given: object, label: str) -> None:
    assert (
        read_labels(table().assign(label=pd.Series([given, None], dtype="object")))["label"].iloc[0] == label
    )


def test_a_label_that_is_none_names_the_row_and_what_is_allowed() -> None:
    with pytest.raises(LabelsError) as error:
        read_labels(table().assign(label=["", "bad"]))
    assert str(error.value) == (
        "labels: row 3: label is 'bad'; expected one of: negative, neutral, positive "
        "(in short n, -1, 0, p, 1)"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_file_of_any_spreadsheet(separator: str, end: str, encoding: str, tmp_path: Path) -> None:
    decimal = '"0,25"' if separator == "," else "0,25"
    cells = [
        ["unit", "text", "party", "label", "coder", "stratum", "probability"],
        [ONE, "«Spain» won.", "Spain", "p", "Ana", "1", decimal],
        [TWO, "«Spain» lost.", "Spain", "", "", "1", decimal],
    ]
    path = written(tmp_path, "".join(separator.join(row) + end for row in cells), encoding)
    found = read_labels(path)
    assert found["label"].iloc[0] == "positive"
    assert found["text"].iloc[0] == "«Spain» won."
    assert found["probability"].tolist() == [0.25, 0.25]
    assert found["coder"].tolist() == ["Ana", "Ana"]


def test_a_workbook(tmp_path: Path) -> None:
    cells = [("unit", "label", "coder", "stratum", "probability"), (ONE, "p", "Ana", "1", "0.25")]
    (tmp_path / "labels.xlsx").write_bytes(xlsx({"labels": rows_of(cells)}))
    found = read_labels(tmp_path / "labels.xlsx")
    assert found[["label", "stratum", "probability"]].to_numpy().tolist() == [["positive", 1, 0.25]]


def test_a_file_without_ids(tmp_path: Path) -> None:
    table().drop(columns="unit").to_csv(tmp_path / "labels.csv", index=False)
    with pytest.raises(LabelsError, match=r"labels\.csv: has no column .*unit"):
        read_labels(tmp_path / "labels.csv")


def test_what_guards_a_formula_is_taken_away_again(tmp_path: Path) -> None:
    path = tmp_path / "labels.csv"
    table(text="'=1+1 «Spain»").to_csv(path, index=False)
    assert read_labels(path)["text"].iloc[0] == "=1+1 «Spain»"


def test_a_file_without_a_coder_is_named_after_itself(tmp_path: Path) -> None:
    for name in ("ana", "ben"):
        table(coder="").to_csv(tmp_path / f"{name}.csv", index=False)
    found = read_labels([tmp_path / "ana.csv", tmp_path / "ben.csv"])
    assert found["coder"].tolist() == ["ana", "ana", "ben", "ben"]


def test_a_coder_who_contradicts_themselves() -> None:
    with pytest.raises(LabelsError, match="row 4: Ana labels this positive, and negative in labels: row 2"):
        read_labels(table((*ROWS, (ONE, "Spain «won».", "p", "Ana"))))


def test_a_row_that_is_there_twice_counts_once() -> None:
    assert len(read_labels(table((ROWS[1], *ROWS, (TWO, "", "0", "Ana"))))) == 2


def test_a_label_without_a_coder_among_several() -> None:
    with pytest.raises(LabelsError, match="row 3: has no coder, and there are several: Ana, Ben; name one"):
        read_labels(table((ROWS[0], (TWO, "", "p", ""), (TWO, "", "p", "Ben"))))


def test_a_column_is_missing(tmp_path: Path) -> None:
    table().drop(columns="probability").to_csv(tmp_path / "labels.csv", index=False)
    with pytest.raises(LabelsError, match=r"labels\.csv: has no column probability; expected those"):
        read_labels(tmp_path / "labels.csv")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"probability": "often"}, "row 2: probability is 'often'; expected the number"),
        ({"probability": "0"}, "row 2: probability is 0.0; expected more than 0"),
        ({"stratum": ""}, "row 2: stratum is ''; expected the number"),
        ({"unit": "7"}, "row 2: unit is '7'; expected an id"),
    ],
)
def test_a_column_that_was_changed(changed: dict[str, str], message: str) -> None:
    with pytest.raises(LabelsError, match=message):
        read_labels(table().assign(**changed))


def test_labels_of_two_kinds() -> None:
    quote = unit_id("quotes", "a", 0, 3, "Ana")
    with pytest.raises(LabelsError, match="the labels are of mentions and quotes; read"):
        read_labels(table((ROWS[0], (quote, "", "right", "Ana"))))


def test_there_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(LabelsError, match=r"none.csv: cannot be read: No such file or directory"):
        read_labels(tmp_path / "none.csv")
    with pytest.raises(LabelsError, match="there is no file of labels"):
        read_labels([])
