"""The text that a file begins with, whatever it is packed in, by which its kind is told."""

from __future__ import annotations

import re

from analysis import cleaning
from analysis.corpus.readers.docx import opening_paragraphs
from analysis.corpus.readers.records import DOCX, RTF, Source
from analysis.corpus.readers.rtf import rtf_paragraphs
from analysis.records import CorpusError

# Bytes that are looked at: of plain files, of the XML in a DOCX, of an RTF; and of the latter those that are
# read, without its pictures. The last takes 30 ms.
_PLAIN, _XML, _RTF, _RTF_TEXT = 262_144, 1_048_576, 1_048_576, 65_536
_PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{256,}")


def opening_of(source: Source) -> str:
    """Return the beginning of a file's text; empty where it cannot be read.

    Of a DOCX and an RTF it is the text, of other files what stands in them, tags too.
    """
    try:
        if source.start.startswith(DOCX):
            # What is first in an archive is its list of contents or the document; other archives are let be.
            if b"[Content_Types].xml" not in source.start and b"word/" not in source.start:
                return ""
            return "\n".join(paragraph.text for paragraph in opening_paragraphs(source, _XML))
        with source.open() as file:
            data = file.read(_RTF if source.start.startswith(RTF) else _PLAIN)
        if data.startswith(RTF):
            return "\n".join(rtf_paragraphs(_PICTURE.sub(b"", data)[:_RTF_TEXT], source.where, _RTF_TEXT))
        return cleaning.normalise_line_ends(cleaning.decode(data))
    except (CorpusError, cleaning.NotTextError):
        return ""
