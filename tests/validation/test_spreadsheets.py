"""Tables of labels as LibreOffice and Excel save them.

The fixtures are one table that LibreOffice 7.4 opened and saved: as a workbook (labels.xlsx, labels.ods),
as CSV with commas, and as CSV with semicolons, in Windows-1252, all text in quotation marks. misread.xlsx was
opened as Windows-1252, which it was not. What looks like a day is a day there, also an id of an article, and
labels that look like numbers are numbers.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pandas as pd
import pytest

import analysis as sl
from analysis.records import LabelsError
from analysis.validation.units import units
from tests.validation.analysed import small

FIXTURES = Path(__file__).parent / "fixtures"
SAVED = ("labels.xlsx", "labels.ods", "commas.csv", "semicolons.csv", "misread.xlsx")
CSV_OPTIONS = "csv:Text - txt - csv (StarCalc):59,34,ANSI,1,,1031,true,true"


@pytest.mark.parametrize("name", SAVED)
def test_labels_that_libreoffice_saved(name: str) -> None:
    found = sl.read_labels(FIXTURES / name)
    labels = found["label"].astype(object).where(found["label"].notna(), "").tolist()
    assert labels == ["negative", "negative", "positive", "neutral", "positive", ""]
    assert found["probability"].tolist() == pytest.approx([1 / 6, 2 / 13, 1 / 4, 1, 1 / 3, 1 / 3])
    assert found["stratum"].tolist() == [2, 3, 1, 2, 3, 1]
    assert set(found["coder"]) == {"Ana"}


@pytest.mark.parametrize("name", SAVED)
def test_words_that_libreoffice_saved(name: str) -> None:
    found = sl.read_labels(FIXTURES / name)
    assert found["text"].tolist() == [
        "«Spain» kept its promise, and said so: “We did.”",
        "=1+1 is what «Spain» reckons.",
        "Zoë’s “café” in «Spain»; a semicolon, a comma.",
        "«Spain» talks on.",
        "«Spain» won again.",
        "«Spain» has 100 % of the votes.",
    ]
    assert found["note"].tolist()[1] == "-- unsure"
    assert found["strata_by"].tolist() == ["party, label, source"] * 6


def changed(folder: Path, **cells: object) -> Path:
    """Write a table whose first row has other cells, as Excel in Germany saves it."""
    table = sl.sample(small(), n=3).assign(label="positive", coder="Ana").astype(object)
    for name, cell in cells.items():
        table[name] = [cell, *table[name].tolist()[1:]]
    path = folder / "labels.csv"
    table.to_csv(path, index=False, sep=";", decimal=",", encoding="utf-8-sig", lineterminator="\r\n")
    return path


def test_days_that_became_numbers_change_nothing(tmp_path: Path) -> None:
    path = changed(tmp_path, day="45748", article_id="45748", start="0,00E+00")
    assert sl.validate(small(), path).gone.empty


def test_empty_rows_and_columns_behind_the_table(tmp_path: Path) -> None:
    path = changed(tmp_path)
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    wider = [f"{line};;" for line in lines] + [";" * (lines[0].count(";") + 2)] * 3
    path.write_text("\r\n".join(wider), encoding="utf-8-sig")
    assert len(sl.read_labels(path)) == 3


def test_a_probability_as_a_percentage_is_told(tmp_path: Path) -> None:
    with pytest.raises(
        LabelsError, match=r"labels\.csv: row 2: probability is '16,67%'; expected the number"
    ):
        sl.read_labels(changed(tmp_path, probability="16,67%"))


def test_a_remark_below_the_table_is_told(tmp_path: Path) -> None:
    path = changed(tmp_path)
    with path.open("a", encoding="utf-8") as file:
        file.write("done on Monday;" + ";" * 13 + "\r\n")
    with pytest.raises(LabelsError, match="row 5: unit is 'done on Monday'; expected an id that"):
        sl.read_labels(path)


@pytest.fixture(scope="module")
def spreadsheet(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return how LibreOffice is called, with a profile of its own; skip where it cannot open a table."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("soffice (LibreOffice) is not installed")
    folder = tmp_path_factory.mktemp("spreadsheet")
    call = [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    (folder / "one.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    converted(call, folder / "one.csv", "ods", folder / "ods")
    if not (folder / "ods" / "one.ods").exists():
        pytest.skip("LibreOffice has no Calc here")
    return call


def converted(call: list[str], path: Path, kind: str, folder: Path) -> Path:
    """Let LibreOffice open a file as UTF-8 and save it as another kind."""
    command = [*call, "--infilter=CSV:44,34,76,1,,1033,false,true", "--convert-to", kind]
    command += ["--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603
    return folder / f"{path.stem}.{kind.split(':')[0]}"


@pytest.mark.parametrize("kind", ["xlsx", "ods", CSV_OPTIONS], ids=["xlsx", "ods", "csv"])
def test_a_sample_there_and_back(kind: str, spreadsheet: list[str], tmp_path: Path) -> None:
    model = units(small()).set_index("unit")["label"]
    drawn = sl.sample(small(), n=1000)
    labelled = drawn.assign(label=drawn["unit"].map(model), coder="Ana")
    sl.write_sample(labelled, tmp_path / "labels.csv")
    found = sl.validate(small(), converted(spreadsheet, tmp_path / "labels.csv", kind, tmp_path / "saved"))
    assert found.gone.empty
    assert found.scores["accuracy"].iloc[0] == 1
    before = sl.read_labels(tmp_path / "labels.csv")
    after = sl.read_labels(tmp_path / "saved" / f"labels.{kind.split(':')[0]}")
    same = ["unit", "label", "coder", "text", "party", "stratum"]
    pd.testing.assert_frame_equal(before[same], after[same])
