"""Rows of labelled files, made up, and the sizes of a tiny model."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

TARGETS = [
    {"text": "Spain helped the town.", "start": 0, "end": 5, "label": "positive"},
    {"text": "Spain robbed France.", "start": 0, "end": 5, "label": "negative"},
    {"text": "Spain robbed France.", "start": 13, "end": 19, "label": "neutral"},
]
PAIRS: list[dict[str, Any]] = [
    {"text": "Oman praised Iran.", "p": [0, 4], "q": [13, 17], "label": "positive", "direction": "p->q"},
    {"text": "Oman met Iran.", "p": [0, 4], "q": [9, 13], "label": "neutral", "direction": None},
]
SMALL = {"width": 24, "layers": 2, "heads": 2, "inner": 48}


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return path
