"""Reading articles of each kind over analysing the same articles, and memory of reading a large table.

The articles are the first of PolNeAR's training file. Analysing is `sl.analyze` with
``method="lexicon"``, the faster of the two, so that the ratios are the larger ones. Needs `../shared/eval`;
prints one JSON object.
"""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from functools import partial
from pathlib import Path

from analysis.corpus.readers import pdf_process

DATA = Path(__file__).parents[3] / "shared" / "eval" / "attribution.polnear_train.jsonl.gz"
ARTICLES, ROWS = 12, (20_000, 200_000)
Story = tuple[str, str]


def seconds(work: Callable[[], object], rounds: int = 3) -> float:
    """Give the least processor time of some runs, with the process that reads PDF files."""
    times = []
    for _ in range(rounds):
        start = sum(os.times()[:4])
        work()
        pdf_process.end()
        times.append(sum(os.times()[:4]) - start)
    return min(times)


def as_csv(stories: Sequence[Story]) -> bytes:
    """Make a CSV file."""
    file = io.StringIO()
    csv.writer(file).writerows([("title", "text"), *stories])
    return file.getvalue().encode()


def as_docx(title: str, text: str) -> bytes:
    """Make a Word document."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    parts = "".join(
        f"<w:p><w:r><w:t>{html.escape(one)}</w:t></w:r></w:p>" for one in (title, *text.split("\n"))
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {space}><w:body>{parts}</w:body></w:document>")
    return file.getvalue()


def as_page(title: str, text: str) -> bytes:
    """Make a web page."""
    parts = "".join(f"<p>{html.escape(one)}</p>" for one in text.split("\n"))
    head = f"<title>{html.escape(title)}</title>"
    body = f"<body><article><h1>{html.escape(title)}</h1>{parts}</article></body>"
    return f"<html><head>{head}</head>{body}</html>".encode()


def as_mail(title: str, text: str) -> bytes:
    """Make a mail."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "news@example.org", title[:60]
    mail.set_content(text)
    return mail.as_bytes()


def as_pdf(title: str, text: str) -> bytes:
    """Make a PDF."""
    import textwrap

    from tests.corpus.pdfs import make_pdf

    plain = text.encode("cp1252", "replace").decode("cp1252")
    lines = [title.encode("cp1252", "replace").decode("cp1252"), *textwrap.wrap(plain, 90)]
    pages = [lines[at : at + 50] for at in range(0, len(lines), 50)]
    return make_pdf([[(72, 740 - 13 * n, 11, line) for n, line in enumerate(page)] for page in pages])


def as_nexis(stories: Sequence[Story]) -> bytes:
    """Make an export of Nexis as text."""
    parts = [
        f"{n} of {len(stories)} DOCUMENTS\n\n{title}\n\nLENGTH: 9 words\n\n{text}\n\nLOAD-DATE: May 7, 2024\n"
        for n, (title, text) in enumerate(stories, 1)
    ]
    return "\n".join(parts).encode()


def files_of(stories: Sequence[Story]) -> dict[str, dict[str, bytes]]:
    """Make files of each kind by name."""
    import pandas as pd

    def each(suffix: str, make: Callable[[str, str], bytes]) -> dict[str, bytes]:
        return {f"{n}{suffix}": make(*story) for n, story in enumerate(stories)}

    frame = pd.DataFrame(stories, columns=["title", "text"])
    lines = frame.to_json(orient="records", lines=True).encode()
    return {
        "plain text": each(".txt", lambda title, text: f"{title}\n\n{text}".encode()),
        "CSV": {"a.csv": as_csv(stories)},
        "JSON lines": {"a.jsonl": lines},
        "packed by gzip": {"a.jsonl.gz": gzip.compress(lines)},
        "Parquet": {"a.parquet": frame.to_parquet()},
        "web pages": each(".html", as_page),
        "Word documents": each(".docx", as_docx),
        "PDF": each(".pdf", as_pdf),
        "mails": each(".eml", as_mail),
        "Nexis export": {"a.txt": as_nexis(stories)},
    }


def measured(stories: Sequence[Story]) -> dict[str, float]:
    """Return reading over analysing, by kind."""
    import analysis as sl

    ratios = {}
    for kind, files in files_of(stories).items():
        with tempfile.TemporaryDirectory() as folder:
            for name, data in files.items():
                (Path(folder) / name).write_bytes(data)
            articles = sl.read_articles(folder, language="en")
            read = seconds(partial(sl.read_articles, folder, language="en"))
            ratios[kind] = round(read / seconds(partial(sl.analyze, articles, method="lexicon"), 2), 3)
    return ratios


def memory(rows: int) -> float:
    """Return the most memory that a process takes to read a CSV of so many rows one by one, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        with path.open("w") as file:
            file.write("title,text\n")
            file.writelines(f"Talks {n},{'Both sides met again on Tuesday. ' * 20}\n" for n in range(rows))
        code = (
            "import analysis as sl, pathlib, re\n"
            f"assert sum(1 for _ in sl.iter_articles({str(path)!r}, language='en')) == {rows}\n"
            # What `resource` tells begins with the most that the parent had.
            "print(re.search(r'VmHWM:\\s+(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])"
        )
        run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)  # noqa: S603
        return int(run.stdout) / 1000


def main() -> None:
    """Measure, and print the figures."""
    if not DATA.is_file():
        sys.exit(f"{DATA} is not there: it is no part of the repository")
    with gzip.open(DATA, "rt", encoding="utf-8") as file:
        texts = [json.loads(next(file))["text"] for _ in range(ARTICLES)]
    stories = [(f"Story number {n}", text) for n, text in enumerate(texts)]
    figures = {
        "benchmark": "reading / analysing by the lexicon, processor time, by kind",
        "articles": ARTICLES,
        "ratios": measured(stories),
        "peak_mb_by_rows_of_a_table": {f"{rows:,}": round(memory(rows), 1) for rows in ROWS},
    }
    print(json.dumps(figures))  # noqa: T201 - what a benchmark is for


if __name__ == "__main__":
    main()
