"""PDF files: one article a file, or many where a database made it."""

from __future__ import annotations

from analysis.corpus.article import too_long
from analysis.corpus.readers.databases import reader_of_text
from analysis.corpus.readers.databases.lines import MOST_CHARACTERS
from analysis.corpus.readers.pdf_exports import export_lines
from analysis.corpus.readers.pdf_layout import blocks_of, headline
from analysis.corpus.readers.pdf_lines import Pages, load_pages
from analysis.corpus.readers.records import Items, Options, Reader, Source
from analysis.corpus.rows import Row
from analysis.records import CorpusError

_MARK = b"%PDF-"
_NAMED = 5  # pages that an error names


def _is_one(source: Source) -> bool:
    return _MARK in source.start[:1024]


def _read(source: Source, options: Options) -> Items:
    # Only when it is read is it known to be an export, of which many articles may be long.
    pages = load_pages(source, max(options.max_characters, MOST_CHARACTERS))
    export = reader_of_text("\n".join(line.text for page in pages.lines for line in page))
    if export is not None:
        yield from export(export_lines(pages.lines), source.where)
    else:
        most = options.max_characters
        if sum(len(line.text) for page in pages.lines for line in page) > most:
            raise too_long(source.where, f"more than {most:,} characters", most)
        yield _article(pages, source.where)
    # A cover or a page of photographs is no loss.
    if len(pages.pictures) > len(pages.lines) / 3:
        yield CorpusError(
            f"{source.where}: has no text on {_listed(pages.pictures)}, only pictures; make a searchable "
            "copy of it by OCR, as with ocrmypdf"
        )
    if pages.damaged:
        yield CorpusError(f"{source.where}: is damaged on {_listed(pages.damaged)}; fetch or save it again")


def _article(pages: Pages, where: str) -> Row:
    blocks = blocks_of(pages.lines)
    if not blocks and pages.pictures:
        raise CorpusError(
            f"{where}: is a scan without text; make a searchable copy of it by OCR, as with ocrmypdf"
        )
    if not blocks:
        raise CorpusError(f"{where}: has no text; expected an article")
    title, texts = headline(blocks, pages.info.pop("Title", ""))
    return Row(where, {"title": title, "text": "\n\n".join(texts), "Info": pages.info})


def _listed(numbers: list[int]) -> str:
    named = ", ".join(map(str, numbers[:_NAMED]))
    return f"page {named}" if len(numbers) == 1 else f"pages {named}{' and more' * (len(numbers) > _NAMED)}"


READER = Reader("PDF document", (".pdf",), _is_one, _read)
