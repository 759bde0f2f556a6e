"""The hostile suite: input and surroundings that try to break the package, counted.

`make test` runs the short form, `make hostile` the long one (the environment variable SIDELIGHT_HOSTILE is
``long``). Each test counts what it tries with the fixture `tried`; the sums stand in one line at the end.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

Tried = Callable[..., None]

_PROPERTY = "hostile"


@pytest.fixture
def tried(request: pytest.FixtureRequest) -> Tried:
    """Count what a test tries: ``tried("articles", 200)``; a test that fails counts as one failure."""

    def count(kind: str, n: int = 1) -> None:
        request.node.user_properties.append((_PROPERTY, (kind, n)))

    return count


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Print what was tried and what failed, in one line."""
    reports = [
        report
        for outcome in ("passed", "failed", "error", "")  # teardowns that go well are under no name
        for report in terminalreporter.stats.get(outcome, [])
        if "hostile" in Path(getattr(report, "nodeid", "").partition("::")[0]).parts
    ]
    sums: Counter[str] = Counter()
    for kind, n in _counted(report for report in reports if report.when == "teardown"):
        sums[kind] += n
    failed = sum(1 for report in reports if report.failed)
    if sums:
        listed = ", ".join(f"{n:,} {kind}" for kind, n in sorted(sums.items()))
        terminalreporter.write_line(f"hostile: tried {listed}; failed {failed}")


def _counted(reports: Iterator[Any]) -> Iterator[tuple[str, int]]:
    for report in reports:
        for name, value in report.user_properties:
            if name == _PROPERTY:
                yield value[0], value[1]
