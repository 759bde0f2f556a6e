"""What the tests of storage write, and how they look at it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from analysis.schema import make_table


def terms(*names: str | None) -> pd.DataFrame:
    n = len(names)
    return make_table(
        "keywords",
        {
            "article_id": ["a"] * n,
            "term": names,
            "n": [1] * n,
            "surface": [""] * n,
            "count": range(n),
            "per_million": [None] * n,
        },
    )


def contents(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()
    }
