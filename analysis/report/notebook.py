"""The report notebook: Python cells that make a `Report`, run in this process, once a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from analysis.paths import open_file
from analysis.records import ReportError
from analysis.report.recipe import Report

# Cells with this tag are for whoever reads the notebook: the command leaves them out.
PREVIEW = "preview"


def read_recipe(path: str | Path) -> Report:
    """Run a notebook's cells, but not those tagged ``preview``, and return their `Report` named ``report``.

    Raises
    ------
    ReportError
        The file cannot be read or is no notebook, a cell fails, or none makes a `Report` of that name.
    """
    path = Path(path)
    names: dict[str, Any] = {"__name__": "__main__"}
    for number, cell in enumerate(_read(path).cells, 1):
        if cell.cell_type != "code" or PREVIEW in cell.metadata.get("tags", []):
            continue
        try:
            exec(compile(cell.source, f"{path}: cell {number}", "exec"), names)  # noqa: S102 - a user's own code
        except SyntaxError as error:
            raise ReportError(
                f"{path}: cell {number} is not plain Python ({error.msg}); "
                f"tag cells with magic commands {PREVIEW!r}"
            ) from error
        except Exception as error:
            raise ReportError(f"{path}: cell {number} fails: {type(error).__name__}: {error}") from error
    found = names.get("report")
    if not isinstance(found, Report):
        raise ReportError(f"{path}: makes no `report`; expected a cell such as report = sl.Report()")
    return found


def source(path: Path) -> str:
    """Return the text of a notebook's file."""
    try:
        with open_file(path) as file:
            return file.read().decode()
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReportError(f"{path}: is not a Jupyter notebook") from error


def _read(path: Path) -> Any:
    try:
        return nbformat.reads(source(path), as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        raise ReportError(f"{path}: is not a Jupyter notebook") from error
