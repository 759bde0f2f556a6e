"""PDF files: one article a file."""

from __future__ import annotations

from analysis.corpus.readers.pdf_layout import blocks_of, headline
from analysis.corpus.readers.pdf_lines import load_pages
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_MARK = b"%PDF-"
_NAMED = 5  # pages that an error names


def _is_one(source: Source) -> bool:
    return _MARK in source.start[:1024]


def _read(source: Source, options: Options) -> Items:
    pages = load_pages(source, options)
    blocks = blocks_of(pages.lines)
    if not blocks and pages.pictures:
        raise CorpusError(
            f"{source.where}: is a scan without text; make a searchable copy of it by OCR, as with ocrmypdf"
        )
    if not blocks:
        raise CorpusError(f"{source.where}: has no text; expected an article")
    title, texts = headline(blocks, pages.info.pop("Title", ""))
    yield Row(source.where, {"title": title, "text": "\n\n".join(texts), "Info": pages.info})
    # A cover or a page of photographs is no loss.
    if len(pages.pictures) > len(pages.lines) / 3:
        yield CorpusError(
            f"{source.where}: has no text on {_listed(pages.pictures)}, only pictures; make a searchable "
            "copy of it by OCR, as with ocrmypdf"
        )
    if pages.damaged:
        yield CorpusError(f"{source.where}: is damaged on {_listed(pages.damaged)}; fetch or save it again")


def _listed(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:_NAMED]))
    return f"page {named}" if len(numbers) == 1 else f"pages {named}{' and more' * (len(numbers) > _NAMED)}"


READER = Reader("PDF document", (".pdf",), _is_one, _read)
