"""What can hold between the two mentions of a pair."""

from __future__ import annotations

PAIR_LABELS = (
    ("neutral", None),
    ("positive", "p->q"),
    ("positive", "q->p"),
    ("negative", "p->q"),
    ("negative", "q->p"),
)
# The label of a pair whose parties change places.
TURNED = (0, 2, 1, 4, 3)
