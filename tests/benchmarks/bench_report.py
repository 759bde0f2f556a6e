"""The report of one article over an empty notebook that imports pandas and seaborn (goal: 3).

``sidelight report`` of the article in ``corpus/`` to HTML and Markdown, and by nbclient a notebook with one
cell, each in a process of its own with those that it starts, in turn. Medians, after one warm-up of each. On
a busy machine only processor seconds mean something. Needs seaborn (``pip install seaborn``).

``bench_report.py [ROUNDS]``: by default 3.
"""

from __future__ import annotations

import importlib.util
import json
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from measuring import COMMAND, Cost, cost

ARTICLE = next((Path(__file__).parents[2] / "corpus").glob("*peace-talks*.md"))
NOTEBOOK = """
import nbclient, nbformat
cell = nbformat.v4.new_code_cell("import pandas\\nimport seaborn")
nbclient.NotebookClient(nbformat.v4.new_notebook(cells=[cell])).execute()
"""


def main(arguments: Sequence[str]) -> None:
    """Print the ratios."""
    rounds = int(arguments[0]) if arguments else 3
    if importlib.util.find_spec("seaborn") is None:
        sys.stdout.write("skipped: seaborn is not installed\n")
        return
    reports: list[Cost] = []
    notebooks: list[Cost] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds + 1):
            reports.append(cost(COMMAND, "report", ARTICLE, "-o", Path(folder) / str(number)))
            notebooks.append(cost(NOTEBOOK))
    figures = {
        "benchmark": "report of one article / notebook that imports pandas and seaborn",
        "rounds": rounds,
        **{
            name: {
                "report": round(statistics.median(getattr(one, name) for one in reports[1:]), 2),
                "notebook": round(statistics.median(getattr(one, name) for one in notebooks[1:]), 2),
                "ratio": round(
                    statistics.median(
                        getattr(ours, name) / getattr(theirs, name)
                        for ours, theirs in zip(reports[1:], notebooks[1:], strict=True)
                    ),
                    2,
                ),
            }
            for name in ("seconds", "processor")
        },
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
