"""The program that takes the text out of PDF files, run in a process of its own; nothing else imports it.

A damaged PDF can crash the library or fill the memory, so this process has limits and may die. It needs
nothing of this package, so that it starts in 50 ms. It reads a task as a line of JSON and the file after it,
answers with lines of JSON, and goes on with the next task until there is none.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, BinaryIO

Answer = dict[str, Any]

_LINE_ENDS = (0x0D, 0x0A)
_HYPHENS = (0x02, 0xFFFE, 0xAD)  # what the library makes of a hyphen at the end of a line; a soft hyphen
_INFO = ("Title", "Author", "CreationDate")
_LONGEST_INFO = 2000  # characters


def main() -> None:
    """Work until there is no more task; the arguments are the library's folder and the most memory."""
    # Ctrl-C is for the program that waits for this one, and ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    folder, memory = sys.argv[1:]
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # the library may print
    _limit(int(memory))
    sys.path.append(folder)
    while line := sys.stdin.buffer.readline():
        task = json.loads(line)
        _limit_seconds(int(task["seconds"]))
        for answer in _answers(sys.stdin.buffer.read(task["size"]), task):
            _send(answers, answer)
        _send(answers, {"end": True})


def _send(answers: BinaryIO, answer: Answer) -> None:
    answers.write(json.dumps(answer).encode() + b"\n")
    answers.flush()


def _limit(memory: int) -> None:
    """Allow so many bytes of memory, and no files; Windows has no such limits."""
    with suppress(ImportError):
        import resource

        limits = {resource.RLIMIT_AS: memory, resource.RLIMIT_FSIZE: 0, resource.RLIMIT_CORE: 0}
        for kind, most in limits.items():
            with suppress(ValueError, OSError):  # a lower one holds already
                resource.setrlimit(kind, (most, most))


def _limit_seconds(seconds: int) -> None:
    """Allow so many more seconds of processor time, should nobody wait for an answer any more."""
    with suppress(ImportError):
        import resource

        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, hard))


def _answers(data: bytes, task: Answer) -> Iterator[Answer]:
    """Yield the properties of a PDF, then an answer for each page; or an error."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        yield {"error": "password" if _is_locked(error.err_code) else "damaged"}
        return
    with document:
        if len(document) > task["pages"]:
            yield {"error": "pages", "n": len(document)}
            return
        known = document.get_metadata_dict(skip_empty=True)
        yield {"info": {name: known[name][:_LONGEST_INFO] for name in _INFO if name in known}}
        left = task["characters"]
        for number in range(len(document)):
            try:
                answer = _page(document[number], left)
            except pypdfium2.PdfiumError:
                answer = {"damaged": True}
            left -= answer.get("n", 0)
            if left < 0:
                yield {"error": "characters"}
                return
            yield answer


def _is_locked(code: int | None) -> bool:
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    return code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def _page(page: Any, most: int) -> Answer:
    """Return the lines of a page, the number of its characters, and whether it is a picture.

    Of more characters than `most` none is read.
    """
    import pypdfium2.raw as pdfium

    try:
        text = page.get_textpage()
        try:
            n = int(text.count_chars())
            lines = list(_lines(text, n)) if n <= most else []
        finally:
            text.close()
        images = page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)
        return {"lines": lines, "n": n, "is_picture": not lines and any(images)}
    finally:
        page.close()


def _lines(text: Any, n: int) -> Iterator[tuple[object, ...]]:
    """Yield what `pdf_lines.Line` holds."""
    import pypdfium2.raw as pdfium

    codes = [pdfium.FPDFText_GetUnicode(text, at) for at in range(n)]
    start = 0
    for at in range(n + 1):
        if at < n and codes[at] not in _LINE_ENDS and codes[at] not in _HYPHENS:
            continue
        seen = [place for place in range(start, at) if not chr(codes[place]).isspace()]
        if seen:
            letters = "".join(map(chr, codes[start:at])).encode("utf-16", "surrogatepass")
            first, last = _box(text, seen[0]), _box(text, seen[-1])
            middle = _box(text, seen[len(seen) // 2])
            places = (first.left, last.right, middle.bottom, middle.top - middle.bottom)
            is_hyphenated = at < n and codes[at] in _HYPHENS
            yield (
                " ".join(letters.decode("utf-16", "replace").split()),
                *(round(place, 3) for place in places),
                is_hyphenated,
            )
        start = at + 1


def _box(text: Any, place: int) -> Any:
    """Return the box of a character, which is as high as its font is, whatever the character."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, place, box)
    return box


if __name__ == "__main__":
    main()
