"""Labelling in a notebook: one sentence after the other, by key."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.records import LabelsError
from analysis.resources import read_text
from analysis.validation.labels import read_labels
from analysis.validation.sampling import QUESTIONS, write_table
from analysis.validation.units import KEYS, VALUES, kind_of_units

_SHOWN = ("text", "party", "title", "outlet", "day")
_MISSING = (
    "To label here by key, install anywidget: pip install 'sidelight[label]'. Or label in a spreadsheet: "
    "sl.write_sample(sample, 'labels.csv')."
)


class Labelling:
    """A sample that is being labelled; `label` makes it, and a notebook shows it.

    `table` is the sample, with what has been labelled so far.
    """

    def __init__(self, table: pd.DataFrame, path: Path | None, coder: str) -> None:
        self.table = table
        self._path = path
        self._coder = coder
        self._of = (kind_of_units(str(table["unit"].iloc[0])) if len(table) else None) or "mentions"
        if path is not None and path.exists():
            self._resume(path)
        self.widget = _widget(self)

    @property
    def of(self) -> str:
        """What is labelled: mentions, quotes or articles."""
        return self._of

    @property
    def answers(self) -> list[dict[str, str]]:
        """The label and the note of each row, in order; empty where there is none."""
        cells = zip(self.table["label"].fillna(""), self.table["note"].fillna(""), strict=True)
        return [{"label": str(label), "note": str(note)} for label, note in cells]

    def keep(self, answers: Sequence[Mapping[str, str]]) -> None:
        """Take over labels and notes, a row each, and write them to the file at once.

        Raises
        ------
        LabelsError
            There is not one for each row, or a label is none.
        ReportError
            The file cannot be written.
        """
        given = [(str(one["label"]), str(one["note"])) for one in answers]
        allowed = ("", *VALUES[self._of])
        if len(given) != len(self.table) or any(label not in allowed for label, _ in given):
            raise LabelsError(f"answers: expected {len(self.table)} labels among: {', '.join(allowed[1:])}")
        texts: dict[str, list[str]] = {
            "label": [label for label, _ in given],
            "note": [note for _, note in given],
            "coder": [self._coder if label or note else "" for label, note in given],
        }
        for name, values in texts.items():
            self.table[name] = pd.Series(values, index=self.table.index, dtype="str")
        if self._path is not None:
            write_table(self.table, self._path)

    def _resume(self, path: Path) -> None:
        """Take over what the file holds from an earlier time."""
        earlier = read_labels(path)
        if set(earlier["unit"]) != set(self.table["unit"]):
            raise LabelsError(f"{path}: holds another sample; name another file, or remove it")
        others = sorted(set(earlier.dropna(subset=["label"])["coder"]) - {self._coder})
        if others:
            raise LabelsError(f"{path}: has labels of {', '.join(others)}; name another file, or coder=")
        own = earlier.drop_duplicates("unit").set_index("unit")
        for name in ("label", "note", "coder"):
            self.table[name] = self.table["unit"].map(own[name]).fillna("").astype("str")

    def _repr_mimebundle_(self, **options: Any) -> Any:
        fallback = {"text/plain": self._plain(), "text/html": self._html()}
        if self.widget is None:
            return fallback
        bundle = self.widget._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**fallback, **data}, metadata

    def _plain(self) -> str:
        done = sum(bool(one["label"]) for one in self.answers)
        return f"{done} of {len(self.table)} labelled"

    def _html(self) -> str:
        """Return the table for where no kernel runs, or anywidget is missing."""
        told = _MISSING if self.widget is None else "The kernel that this belongs to is not running."
        cells = zip(self.table["text"], self.table["party"], self.table["label"], strict=True)
        rows = "".join(
            f"<tr>{''.join(f'<td>{html.escape(str(cell))}</td>' for cell in row)}</tr>" for row in cells
        )
        head = "<tr><th>text</th><th>party</th><th>label</th></tr>"
        return f"<p>{html.escape(self._plain())}. {html.escape(told)}</p><table>{head}{rows}</table>"


def label(sample: pd.DataFrame, path: str | Path | None = None, *, coder: str = "") -> Labelling:
    """Label a sample in a notebook, one sentence after the other, by key or with the mouse.

    N, 0 and P label a mention negative, neutral or positive (W and R a quotation wrong or right); S skips, U
    takes the last label back, M goes to the note, from which Enter leads back. After every key the label is
    in the sample and, if one is named, in the file, so that nothing is lost with the kernel; called again, it
    goes on where it stopped. Without anywidget (``pip install 'sidelight[label]'``) the sample is shown as a
    plain table.

    Parameters
    ----------
    sample
        What `sample` or `read_labels` returned; its columns `label`, `coder` and `note` are filled in place.
    path
        A CSV file to write to after every key, as `write_sample` makes it; one that is there is gone on with.
    coder
        The coder's name; by default the file's, or ``coder``.

    Returns
    -------
    Labelling
        Its `table` is the sample.

    Raises
    ------
    LabelsError
        The file holds another sample or another coder's labels, or cannot be read.
    """
    file = None if path is None else Path(path)
    return Labelling(sample, file, coder or (file.stem if file else "coder"))


def _widget(labelling: Labelling) -> Any:
    """Return the widget that shows it; None without anywidget."""
    try:
        import anywidget
        import traitlets
    except ImportError:
        return None

    class Labeller(anywidget.AnyWidget):  # type: ignore[misc]
        _esm = read_text("label.js")
        _css = read_text("label.css")
        rows: Any = traitlets.List().tag(sync=True)
        choices: Any = traitlets.List().tag(sync=True)
        question = traitlets.Unicode().tag(sync=True)
        answers: Any = traitlets.List().tag(sync=True)

    shown = labelling.table[list(_SHOWN)].astype("object").fillna("")
    days = shown["day"].map(lambda day: day.date().isoformat() if isinstance(day, pd.Timestamp) else day)
    widget = Labeller(
        rows=shown.assign(day=days).astype("str").to_dict("records"),
        choices=[{"label": label, "key": key} for label, key in KEYS[labelling.of].items()],
        question=QUESTIONS[labelling.of],
        answers=labelling.answers,
    )
    widget.observe(lambda change: labelling.keep(change["new"]), names="answers")
    return widget
