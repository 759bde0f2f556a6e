"""A page as PDF, tagged for screen readers (PDF/UA-1)."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Sequence
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from analysis.records import ReportError
from analysis.report.pages import Page
from analysis.report.tree import Part, Picture, Tree, to_tree, writable
from analysis.resources import read_text

_TYPEFACES = re.compile('font-family="[^"]*"')


def to_pdf(page: Page) -> bytes:
    """Write a page as PDF on A4.

    What is folded away in a browser stands at the end, in smaller letters.

    Returns
    -------
    bytes
        A document with tags, language, title, bookmarks, page numbers and alternative texts, and with its
        typefaces in it; the same page gives the same bytes. Letters that no typeface here has (Chinese,
        Japanese and Korean among them) show as boxes, which a note says; they can be copied all the same.

    Raises
    ------
    ReportError
        The package typst is not installed, or cannot set the page.
    """
    typst = _typst()
    tree = to_tree(page)
    # An empty folder as its root: nothing on this machine can be read by a page.
    with tempfile.TemporaryDirectory(prefix="sidelight-") as root:
        try:
            return bytes(
                typst.compile(
                    read_text("report.typ").encode(),
                    root=root,
                    font_paths=_fonts(),
                    format="pdf",
                    sys_inputs={"page": json.dumps(_data(tree))},
                    pdf_standards=["ua-1"],
                )
            )
        except typst.TypstError as error:
            raise ReportError(f"{tree.title}: cannot be set as PDF: {error.message}") from None


def _typst() -> Any:
    try:
        import typst
    except ImportError:
        raise ReportError(
            "PDF is made with typst, which is not installed: pip install 'sidelight[report]'"
        ) from None
    return typst


@cache
def _typefaces() -> Path:
    import matplotlib as mpl

    return Path(mpl.get_data_path()) / "fonts" / "ttf"


@cache
def _fonts() -> Any:
    """Return the typefaces of typst and matplotlib: those of the system would make other bytes elsewhere."""
    return _typst().Fonts(include_system_fonts=False, font_paths=[_typefaces()])


@cache
def _letters() -> frozenset[str]:
    from matplotlib.ft2font import FT2Font

    return frozenset(map(chr, FT2Font(_typefaces() / "DejaVuSans.ttf").get_charmap()))


def _data(tree: Tree) -> dict[str, Any]:
    """Return a page as the template takes it."""
    shown = {
        "title": tree.title,
        "lead": _plain(tree.lead),
        "rows": _plain(_beside([part for part in tree.parts if part.place != "folded"])),
        "details": _plain([part for part in tree.parts if part.place == "folded"]),
    }
    letters = {letter for letter in set(json.dumps(shown, ensure_ascii=False)) if letter.isalpha()}
    return {**shown, "has-boxes": not letters <= _letters()}


def _beside(parts: Sequence[Part]) -> list[list[Part]]:
    """Group sections by rows: those that stand beside one another, and each of the rest by itself."""
    found: list[list[Part]] = []
    for part in parts:
        if found and part.place == "beside" == found[-1][-1].place:
            found[-1].append(part)
        else:
            found.append([part])
    return found


def _plain(value: Any) -> Any:
    """Turn records into dictionaries that say their kind."""
    if isinstance(value, Picture):
        # Matplotlib measured it for its own typeface; of those for a browser, none is here.
        svg = _TYPEFACES.sub('font-family="DejaVu Sans"', writable(value.figure.svg), count=1)
        return {"kind": "picture", "alt": value.alt, "svg": svg}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        inner = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"kind": type(value).__name__.lower(), **inner}
    return value
