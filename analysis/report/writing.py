"""A report to a folder: pages in every format, tables, and what they were made from."""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import platform
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.aggregate import party_sentiment, sentiment_by_voice, stance_matrix
from analysis.records import CorpusError, check_choices
from analysis.report.formats import FORMATS, write_page
from analysis.report.names import page_names
from analysis.report.recipe import Report
from analysis.schema import Analysis, check_part, empty_table
from analysis.storage import TableWriter, check_place, code_digest, digest, digests, replacing

_PACKAGES = ("ftfy", "matplotlib", "nltk", "numpy", "pandas", "scipy", "vaderSentiment")
_PROVENANCE = "provenance.json"
_INDEX, _PAGE = "index", "report"


def write_report(
    result: Analysis | Iterable[Analysis],
    folder: str | Path = "reports",
    *,
    report: Report | None = None,
    formats: Sequence[str] = ("html", "md"),
    index_only: bool = False,
    inputs: Mapping[str, Sequence[str]] | None = None,
    on_page: Callable[[str], object] = lambda _: None,
) -> Path:
    """Write the report of an article, or of several with a page that compares them.

    Parameters
    ----------
    result
        An analysis, or some, as `analyze_batches` yields them; each is read once. The sentences' reasons are
        shown where they were asked for (``evidence=True``).
    folder
        Of one article, where its own folder is made, named by its day and title. Of several, the folder for
        `index.html`, `tables/` and `articles/` with a folder for each.
    report
        What the pages hold; by default what ships.
    formats
        Some of ``html``, ``md``, ``pdf`` and ``docx``.
    index_only
        Whether to leave out the pages of the single articles, where there are several.
    inputs
        The files that an article was made from, by its id: their hashes are noted.
    on_page
        Called with the name of each page when it is made.

    Returns
    -------
    Path
        The page to open first. All of it replaces the old report when it is complete; files that no report
        made are kept; pages whose article, recipe and version are those of the old report are not made
        again. The same input gives the same bytes.

    Raises
    ------
    CorpusError
        There is no article.
    ChoiceError
        A format is unknown, or `result` holds no analysis.
    ReportError
        The folder cannot be written, or a format needs what is not installed.
    """
    job = _Job(
        report=report or Report(),
        formats=check_choices("format", formats, FORMATS),
        inputs=inputs or {},
        on_page=on_page,
    )
    given: Any = result
    is_one = isinstance(given, Analysis) or not isinstance(given, Iterable)
    batches = _filled([given] if is_one else given)
    first, second = next(batches, None), next(batches, None)
    if first is None:
        raise CorpusError("there is no article to report on")
    if second is None and len(first.articles) == 1:
        return _write_one(job, first, Path(folder))
    read = [first] if second is None else [first, second]
    return _write_corpus(job, itertools.chain(read, batches), Path(folder), index_only=index_only)


def _filled(parts: Iterable[Analysis]) -> Iterator[Analysis]:
    for part in parts:
        check_part(part)
        if len(part.articles):
            yield part


@dataclass(slots=True)
class _Job:
    """What one run makes, and what it notes of it."""

    report: Report
    formats: Sequence[str]
    inputs: Mapping[str, Sequence[str]]
    on_page: Callable[[str], object]
    notes: dict[str, dict[str, str]] = field(default_factory=dict)


def _write_one(job: _Job, result: Analysis, folder: Path) -> Path:
    (name,) = page_names(result.articles).values()
    target = folder / name
    check_place(target)
    result = result.keeping()
    with replacing(target, owned=_owned) as fresh:
        write_page(job.report.article_page(result), fresh, _PAGE, job.formats)
        job.on_page(name)
        _write_tables(fresh, [result], _derived(result))
        _write_provenance(job, fresh, result)
    return target / _first(_PAGE, job.formats)


def _write_corpus(job: _Job, batches: Iterable[Analysis], target: Path, *, index_only: bool) -> Path:
    check_place(target)
    with replacing(target, owned=_owned) as fresh:
        old = _Old(target)
        kept: list[Analysis] = []
        names: dict[str, str] = {}

        def pages() -> Iterator[Analysis]:
            for batch in batches:
                named = {} if index_only else page_names(_analysed(batch), names.values())
                names.update(named)
                for article_id, name in named.items():
                    _write_article(job, batch.select(article_id), fresh / "articles" / name, old)
                yield batch
                # The words that scores rest on are shown on the articles' pages alone.
                kept.append(replace(batch, evidence=empty_table("evidence")))

        with TableWriter(fresh / "tables") as writer:
            for batch in pages():
                writer.write(batch.tables())
            whole = Analysis.stack(kept).keeping()
            kept.clear()
            writer.write(_derived(whole))
        links = {key: f"articles/{name}/{_first(_PAGE, job.formats)}" for key, name in names.items()}
        write_page(job.report.corpus_page(whole, links), fresh, _INDEX, job.formats, kind="corpus")
        job.on_page(_INDEX)
        _write_provenance(job, fresh, whole)
    return target / _first(_INDEX, job.formats)


def _analysed(batch: Analysis) -> pd.DataFrame:
    """Return the articles but for near-duplicates that were left out, of which there is only this row."""
    is_left_out = ~batch.articles["article_id"].isin(batch.sentences["article_id"])
    return batch.articles[~(is_left_out & batch.articles["duplicate_of"].notna())]


def _write_article(job: _Job, result: Analysis, folder: Path, old: _Old) -> None:
    """Make the page of one article, or take the old one where it would be the same."""
    key = _key(result, job)
    name = folder.name
    job.notes[result.article_ids[0]] = {"page": f"articles/{name}", "key": key}
    if not old.copy(f"articles/{name}", key, folder):
        write_page(job.report.article_page(result), folder, _PAGE, job.formats)
    job.on_page(name)


class _Old:
    """The report that is there already, whose pages can be taken over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        provenance = _read_provenance(folder)
        self._outputs: Mapping[str, str] = provenance.get("outputs", {})
        notes = provenance.get("articles", {}).values()
        self._keys = {note.get("page"): note.get("key") for note in notes if isinstance(note, dict)}

    def copy(self, page: str, key: str, to: Path) -> bool:
        """Copy a page's files, if they were made from the same and nobody has changed them."""
        files = {name: told for name, told in self._outputs.items() if name.startswith(f"{page}/")}
        if self._keys.get(page) != key or not files:
            return False
        try:
            is_same = all(digest((self._folder / name).read_bytes()) == told for name, told in files.items())
        except OSError:
            return False
        if is_same:
            for name in files:
                copy = to / Path(name).relative_to(page)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(self._folder / name, copy)
        return is_same


def _key(result: Analysis, job: _Job) -> str:
    """Hash all that a page is made from; empty where sections of the user's own could read anything."""
    makers = job.report.article_sections
    if any(not getattr(make, "__module__", "").startswith("analysis.") for make in makers):
        return hashlib.sha256(os.urandom(16)).hexdigest()
    found = hashlib.sha256(
        repr((code_digest(), job.formats, [make.__qualname__ for make in makers])).encode()
    )
    for name, table in result.tables().items():
        found.update(f"{name}{list(table.columns)}".encode())
        found.update(pd.util.hash_pandas_object(table, index=False).to_numpy().tobytes())
    return found.hexdigest()


def _first(stem: str, formats: Sequence[str]) -> str:
    return f"{stem}.{formats[0]}"


def _derived(result: Analysis) -> dict[str, pd.DataFrame]:
    return {
        "party_sentiment": party_sentiment(result),
        "stance_matrix": stance_matrix(result),
        "sentiment_by_voice": sentiment_by_voice(result),
    }


def _write_tables(folder: Path, parts: Iterable[Analysis], derived: Mapping[str, pd.DataFrame]) -> None:
    with TableWriter(folder / "tables") as writer:
        for part in parts:
            writer.write(part.tables())
        writer.write(derived)


def _write_provenance(job: _Job, folder: Path, result: Analysis) -> None:
    articles: dict[str, Any] = {}
    texts = dict(zip(result.articles["article_id"], result.articles["text"], strict=True))
    for article_id, text in texts.items():
        files = {path: digest(Path(path).read_bytes()) for path in _present(job.inputs.get(article_id, ()))}
        articles[article_id] = {
            **job.notes.get(article_id, {}),
            "inputs": {"text": digest(text.encode()), **files},
        }
    provenance = {
        "sidelight": version("sidelight"),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in _PACKAGES},
        "method": sorted(set(result.sentiments["method"])),
        "formats": list(job.formats),
        "articles": articles,
        "outputs": digests(folder),
    }
    text = json.dumps(provenance, indent=2, ensure_ascii=False) + "\n"
    (folder / _PROVENANCE).write_text(text, encoding="utf-8", newline="\n")


def _read_provenance(folder: Path) -> dict[str, Any]:
    try:
        found = json.loads((folder / _PROVENANCE).read_text(encoding="utf-8"))
        return found if isinstance(found.get("outputs"), dict) else {}
    except (OSError, ValueError, AttributeError):
        return {}


def _owned(target: Path) -> frozenset[str]:
    """Files that an earlier report wrote into this folder."""
    outputs = _read_provenance(target).get("outputs")
    return frozenset((*outputs, _PROVENANCE)) if outputs else frozenset()


def _present(paths: Iterable[str]) -> list[str]:
    # Path.is_file raises where a name is too long, as one with escapes can be.
    return [path for path in paths if path and os.path.isfile(path)]  # noqa: PTH113
