"""A page to files, one for each format, and the figures that they show."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from analysis.report.docx import to_docx
from analysis.report.html import to_html
from analysis.report.markdown import to_markdown
from analysis.report.pages import Page
from analysis.report.pdf import to_pdf


def _write_html(page: Page, folder: Path, stem: str, kind: str) -> None:
    (folder / f"{stem}.html").write_text(to_html(page, kind=kind), encoding="utf-8", newline="\n")


def _write_markdown(page: Page, folder: Path, stem: str, _kind: str) -> None:
    (folder / f"{stem}.md").write_text(to_markdown(page), encoding="utf-8", newline="\n")
    figures = page.figures()
    if figures:
        (folder / "figures").mkdir(exist_ok=True)
    for figure in figures:
        (folder / "figures" / f"{figure.name}.svg").write_text(figure.svg, encoding="utf-8", newline="\n")


def _write_pdf(page: Page, folder: Path, stem: str, _: str) -> None:
    (folder / f"{stem}.pdf").write_bytes(to_pdf(page))


def _write_docx(page: Page, folder: Path, stem: str, _: str) -> None:
    (folder / f"{stem}.docx").write_bytes(to_docx(page))


_Writer = Callable[[Page, Path, str, str], None]
_WRITERS: Mapping[str, _Writer] = MappingProxyType(
    {"html": _write_html, "md": _write_markdown, "pdf": _write_pdf, "docx": _write_docx}
)
FORMATS = tuple(_WRITERS)


def write_page(page: Page, folder: Path, stem: str, formats: Sequence[str], *, kind: str = "article") -> None:
    """Write a page into a folder, which is made: a file ``stem.format`` for each format.

    Raises
    ------
    ReportError
        A format needs what is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name in formats:
        _WRITERS[name](page, folder, stem, kind)
