"""What the README says of the licences of everything that the package and its extras need at run time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.message import Message
from importlib.metadata import Distribution, distribution
from itertools import pairwise
from pathlib import Path
from typing import cast

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

STRONG = re.compile(r"\bA?GPL|\bGNU (?:Affero )?General Public|^(?:Affero )?General Public", re.IGNORECASE)
WEAK = re.compile(r"\b(?:MPL|LGPL|EPL|CDDL|EUPL)\b|Mozilla Public|GNU Lesser|GNU Library", re.IGNORECASE)
PERMISSIVE = re.compile(
    r"\b(?:MIT|MIT-0|MIT-CMU|BSD|0BSD|ISC|ISCL|PSF|PSFL|Python Software Foundation|Zlib|CC0|CNRI|Apache"
    r"|HPND)\b",
    re.IGNORECASE,
)
# Packages whose metadata name no licence, or several to choose from, and what was read instead.
READ_BY_HAND = {"tld": "weak"}  # "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later": the first is taken


def needed(name: str, *extras: str) -> dict[str, Distribution]:
    """Walk the installed requirements of a package, with some extras and those that requirements ask for."""
    found: dict[str, Distribution] = {}
    waiting, seen = [(name, extra) for extra in ("", *extras)], set()
    while waiting:
        name, extra = waiting.pop()
        key = canonicalize_name(name)
        if (key, extra) in seen:
            continue
        seen.add((key, extra))
        found[key] = distribution(key)
        for line in found[key].requires or []:
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra}):
                waiting += [(requirement.name, own) for own in ("", *requirement.extras)]
    return found


def licences(fields: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Give the names of licences in a package's metadata; the whole text of one has more than a line."""
    for field, value in fields:
        if field == "License-Expression" or (field == "License" and "\n" not in value.strip()):
            yield from re.split(r"\s+(?:AND|OR|and|or)\s+|[()]", value)
        elif field == "Classifier" and value.startswith("License :: "):
            yield value.rpartition(" :: ")[2]


def kind(names: Iterable[str]) -> str:
    """Judge licences by the strictest of them: strong, weak, permissive, or unknown."""
    names = list(names)
    for found, pattern in (("strong", STRONG), ("weak", WEAK), ("permissive", PERMISSIVE)):
        if any(pattern.search(name) for name in names):
            return found
    return "unknown"


@pytest.fixture(scope="module")
def kinds() -> dict[str, str]:
    return {
        name: READ_BY_HAND.get(name) or kind(licences(cast("Message", package.metadata).items()))
        for name, package in needed("sidelight", "dask", "formats", "report").items()
    }


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([("License-Expression", "MPL-2.0 AND MIT")], "weak"),
        ([("License-Expression", "LGPL-3.0-or-later")], "weak"),
        ([("License", "GPLv3")], "strong"),
        ([("License-Expression", "AGPL-3.0-only OR MIT")], "strong"),
        ([("Classifier", "License :: OSI Approved :: GNU General Public License v3 (GPLv3)")], "strong"),
        ([("License", "GNU Lesser General Public License")], "weak"),
        ([("License", "Copyright somebody\nGPL-compatible"), ("Classifier", "License :: BSD")], "permissive"),
        ([("License", "UNKNOWN")], "unknown"),
        ([], "unknown"),
    ],
)
def test_a_licence_is_judged_by_its_name(fields: list[tuple[str, str]], expected: str) -> None:
    assert kind(licences(fields)) == expected


def test_everything_needed_is_looked_at(kinds: dict[str, str]) -> None:
    # fqdn comes by an extra that one requirement asks another for.
    assert {"pandas", "jupyterlab", "certifi", "fqdn", "typst", "warcio", "distributed", "zict"} <= set(kinds)


def test_every_licence_can_be_read(kinds: dict[str, str]) -> None:
    assert [name for name, found in kinds.items() if found == "unknown"] == []


def test_nothing_is_under_a_strong_copyleft(kinds: dict[str, str]) -> None:
    assert [name for name, found in kinds.items() if found == "strong"] == []


def test_the_readme_lists_what_is_under_a_weak_copyleft(kinds: dict[str, str], root: Path) -> None:
    sections = re.split(r"(?m)^## (.*)$", (root / "README.md").read_text(encoding="utf-8"))
    (section,) = [body for name, body in pairwise(sections) if name == "Dependencies"]
    (sentence,) = re.findall(r"weak\s+copyleft: ([^.]*(?:\.\d[^.]*)*)\.", section)
    assert sorted(re.findall(r"`([\w-]+)`", sentence)) == sorted(
        name for name, found in kinds.items() if found == "weak"
    )
