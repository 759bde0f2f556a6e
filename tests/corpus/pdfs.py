"""PDF files made by hand, as small as the format allows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# x, y (from the bottom left corner of a page of 612 by 792 points), size of type, text.
Line = tuple[float, float, float, str]
LOCKED = (
    b"/Encrypt<</Filter/Standard/V 1/R 2/O<"
    + b"61" * 32
    + b">/U<"
    + b"62" * 32
    + b">/P -4>>/ID[<6364><6364>]"
)

PICTURE = b"q 612 0 0 792 0 0 cm BI /W 2 /H 2 /CS /G /BPC 8 ID \x00\xff\xff\x00 EI Q"


def make_pdf(
    pages: Sequence[Sequence[Line]], info: Mapping[str, str] | None = None, trailer: bytes = b""
) -> bytes:
    """Make a PDF of pages that hold lines of Helvetica."""
    contents = [
        b"\n".join(
            b"BT /F %.1f Tf %.1f %.1f Td (%s) Tj ET" % (size, x, y, _escaped(text))
            for x, y, size, text in page
        )
        for page in pages
    ]
    return assemble(contents, info, trailer)


def make_scan(n_pages: int) -> bytes:
    """Make a PDF of pages that are pictures without text."""
    return assemble([PICTURE] * n_pages)


def assemble(contents: Sequence[bytes], info: Mapping[str, str] | None = None, trailer: bytes = b"") -> bytes:
    """Make a PDF of the content streams of its pages."""
    kids = b" ".join(b"%d 0 R" % (4 + 2 * number) for number in range(len(contents)))
    entries = b"".join(b"/%s(%s)" % (key.encode(), _escaped(value)) for key, value in (info or {}).items())
    objects = [
        b"<</Type/Catalog/Pages 3 0 R>>",
        b"<<%s>>" % entries,
        b"<</Type/Pages/Kids[%s]/Count %d/MediaBox[0 0 612 792]"
        b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>"
        % (kids, len(contents)),
    ]
    for number, content in enumerate(contents):
        objects.append(b"<</Type/Page/Parent 3 0 R/Contents %d 0 R>>" % (5 + 2 * number))
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(content), content))
    data, places = bytearray(b"%PDF-1.4\n"), []
    for number, value in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, value)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = (
        b"xref\n0 %d\n0000000000 65535 f \n%s"
        b"trailer<</Size %d/Root 1 0 R/Info 2 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    )
    return bytes(data) + end % (size, table, size, trailer, len(data))


def _escaped(text: str) -> bytes:
    return text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
