"""How the numbers were made, the same for one article and for several."""

from __future__ import annotations

from analysis.display import Block, escape_markdown
from analysis.limits import accuracy, limits
from analysis.report.labelled import corrections, measured_accuracy
from analysis.report.pages import Links, Section
from analysis.schema import Analysis


def method(result: Analysis, links: Links | None = None) -> Section:  # noqa: ARG001 - a section of either page
    """Say how the numbers were made, how good they are, and what else the method cannot see."""
    return Section(
        "method",
        "Method, accuracy and further limits",
        [accuracy(result, measured_accuracy(result)), *_corrected(result), limits(result)],
        place="folded",
    )


def _corrected(result: Analysis) -> list[Block]:
    said = corrections(result)
    return [Block(escape_markdown(" ".join(said)))] if said else []
