"""Time of ``import analysis`` as a ratio of ``import pandas``, each in fresh processes, in turn."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time

ROUNDS = 15


def seconds(statement: str) -> float:
    """Wall time of a Python process that runs one statement."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", statement], check=True)  # noqa: S603 - our own statement
    return time.perf_counter() - started


def main() -> None:
    """Print the median ratio over pairs of runs, after one warm-up of each."""
    seconds("import pandas")
    seconds("import analysis")
    pairs = [(seconds("import analysis"), seconds("import pandas")) for _ in range(ROUNDS)]
    ratios = [ours / pandas for ours, pandas in pairs]
    result = {
        "benchmark": "import analysis / import pandas",
        "rounds": ROUNDS,
        "median_ratio": round(statistics.median(ratios), 3),
        "min_ratio": round(min(ratios), 3),
        "max_ratio": round(max(ratios), 3),
    }
    sys.stdout.write(json.dumps(result) + "\n")


if __name__ == "__main__":
    main()
