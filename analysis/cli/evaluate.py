"""``sidelight evaluate``: scores against human labels, each as one JSON object."""

from __future__ import annotations

import click


@click.group(epilog="Examples:\n\n\b\n  sidelight evaluate mentions tests/gold")
def evaluate() -> None:
    """Measure Sidelight against human labels; prints one JSON object."""
