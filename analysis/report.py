"""An analysis to a report folder: runs the report notebook and writes what it shows.

The notebook decides what a report holds. Its headings, `Block`s and `Figure`s are collected in order into
`report.md` and `report.html`, which so say the same.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import os
import platform
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat
from markdown_it import MarkdownIt

from analysis.aggregate import party_sentiment, sentiment_by_voice, stance_matrix
from analysis.display import METADATA_KEY, escape_markdown
from analysis.keywords import term_frequencies
from analysis.paths import open_file
from analysis.records import Article, ReportError
from analysis.resources import read_text, report_notebook
from analysis.schema import Analysis
from analysis.storage import TableWriter, check_place, digest, digests, replacing, scratch

_TIMEOUT = 600
# The system takes 107 characters, of which the client needs some for names of its own.
_LONGEST_SOCKET = 85
_PACKAGES = ("ftfy", "matplotlib", "nltk", "numpy", "pandas", "scipy", "seaborn", "vaderSentiment")
_PROVENANCE = "provenance.json"


@dataclass
class _Parts:
    """What is collected from a notebook: the same content twice, and its figures."""

    markdown: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    figures: dict[str, tuple[bytes | None, bytes]] = field(default_factory=dict)


def write_report(
    result: Analysis,
    article: Article,
    folder: str | Path = "reports",
    *,
    notebook: str | Path | None = None,
    parameters: Mapping[str, Any] | None = None,
) -> Path:
    """Write the report of one article.

    Parameters
    ----------
    result
        An analysis that holds the article; others in it are left out.
    article
        The article.
    folder
        Where the article's own folder, named after its id, is made.
    notebook
        A report notebook; by default the one that ships. Its cell tagged ``parameters`` is followed by one
        that sets `tables`, the folder of the article's tables in Parquet.
    parameters
        Other values for that cell: text, numbers, true or false.

    Returns
    -------
    Path
        The article's folder, with `report.html`, `report.md`, `figures/`, `tables/` and `provenance.json`.
        It replaces the old one when all of it is written; files in it that no report made are kept.
        The same input gives the same bytes.

    Raises
    ------
    ReportError
        The notebook cannot be read or fails, or the folder cannot be written.
    """
    source = Path(notebook) if notebook else report_notebook()
    one = result.select(article.article_id)
    target = Path(folder) / folder_name(article.article_id)
    check_place(target)
    parts = _collect(_run(_read_notebook(source), one, dict(parameters or {})))
    with replacing(target, owned=_owned) as fresh:
        _write_parts(fresh, parts, one)
        keywords = term_frequencies(one, n=(1, 2, 3), by="article_id")
        with TableWriter(fresh / "tables") as writer:
            writer.write(
                {
                    **one.tables(),
                    "keywords": keywords,
                    "party_sentiment": party_sentiment(one),
                    "stance_matrix": stance_matrix(one),
                    "sentiment_by_voice": sentiment_by_voice(one),
                }
            )
        provenance = {
            "article_id": article.article_id,
            "sidelight": version("sidelight"),
            "python": platform.python_version(),
            "packages": {name: version(name) for name in _PACKAGES},
            "inputs": _inputs(article),
            "notebook_sha256": digest(_source(source).encode()),
            "parameters": dict(parameters or {}),
            "method": sorted(set(one.sentiments["method"])),
            "outputs": digests(fresh),
        }
        text = json.dumps(provenance, indent=2, ensure_ascii=False) + "\n"
        (fresh / _PROVENANCE).write_text(text, encoding="utf-8", newline="\n")
    return target


def folder_name(article_id: str) -> str:
    """Make an article's id a name that any file system takes.

    Ids of lower-case letters, digits and hyphens stay as they are; others are rewritten and get eight
    characters of their hash, so that no two ids share a name.
    """
    plain = unicodedata.normalize("NFKD", article_id).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80]
    if slug == article_id:
        return slug
    return f"{slug or 'article'}-{hashlib.sha256(article_id.encode()).hexdigest()[:8]}"


def _read_notebook(path: Path) -> Any:
    try:
        return nbformat.reads(_source(path), as_version=4)
    except (ValueError, nbformat.ValidationError) as error:
        raise ReportError(f"{path}: is not a Jupyter notebook") from error


def _source(path: Path) -> str:
    try:
        with open_file(path) as file:
            return file.read().decode()
    except OSError as error:
        raise ReportError(f"{path}: cannot be read: {error.strerror}") from error


def _run(notebook: Any, result: Analysis, parameters: dict[str, Any]) -> Any:
    """Run the notebook in a kernel of this Python, over the tables of one article."""
    from nbclient import NotebookClient

    with scratch(prefix="sidelight-") as folder:
        with TableWriter(folder / "tables", format="parquet") as writer:
            writer.write(result.tables())
        _inject(notebook, {**parameters, "tables": str(folder / "tables")})
        client = NotebookClient(
            notebook,
            timeout=_TIMEOUT,
            resources={"metadata": {"path": str(folder)}},
            # Over TCP it would warn that another program of this machine's administrator could listen.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
        # As an attribute, and not as an argument: so the client ends the kernel when it is done.
        vars(client)["create_kernel_manager"] = lambda: _own_kernel(client, folder)
        _execute(client, {**os.environ, "IPYTHONDIR": str(folder / "ipython")})
    return notebook


def _execute(client: Any, environment: Mapping[str, str]) -> None:
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    try:
        # In a thread, where the client leaves signals alone: its own handler for Ctrl-C loses it.
        pool = ThreadPoolExecutor(1)
        running = pool.submit(lambda: asyncio.run(client.async_execute(env=environment)))
        pool.shutdown(wait=False)
        try:
            running.result()
        except KeyboardInterrupt:
            _end_kernel(client, running)
            raise
    except CellExecutionError as error:
        raise ReportError(f"the report notebook fails: {error.ename}: {error.evalue}") from error
    except CellTimeoutError as error:
        raise ReportError(
            f"a cell of the report notebook took longer than {_TIMEOUT} seconds; make it do less"
        ) from error
    except DeadKernelError as error:
        raise ReportError(
            "the process that runs the report notebook was killed, most often for want of memory; "
            "free some, or shorten the article"
        ) from error
    except (NoSuchKernel, OSError, RuntimeError) as error:
        raise ReportError(
            f"the report notebook cannot be run: {error}; see whether "
            f"`{sys.executable} -m ipykernel --version` works"
        ) from error


def _end_kernel(client: Any, running: Future[Any]) -> None:
    """Kill the kernel, and give the thread that waits for it a moment to notice."""
    for _ in range(20):  # it may be just about to start
        process = getattr(getattr(client.km, "provisioner", None), "process", None)
        if process is not None:
            process.kill()
        if wait([running], timeout=0.1).done:
            break


def _own_kernel(client: Any, folder: Path) -> Any:
    """Give the client a kernel of this very Python, whatever kernels the user has installed."""
    from jupyter_client.kernelspec import KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager

    client.km = AsyncKernelManager(
        kernel_name="python3",
        kernel_spec_manager=KernelSpecManager(kernel_dirs=[], ensure_native_kernel=True),
        # Sockets in the file system, where there are any: nobody else can connect to them.
        transport="ipc" if sys.platform != "win32" and len(str(folder)) <= _LONGEST_SOCKET else "tcp",
        connection_file=str(folder / "kernel.json"),
    )
    return client.km


def _inject(notebook: Any, parameters: Mapping[str, Any]) -> None:
    code = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
    for place, cell in enumerate(notebook.cells):
        if "parameters" in cell.metadata.get("tags", []):
            notebook.cells.insert(place + 1, nbformat.v4.new_code_cell(code))
            return
    raise ReportError("the report notebook has no cell tagged 'parameters'")


def _collect(notebook: Any) -> _Parts:
    """Collect what the notebook shows: Markdown cells (but those tagged ``notebook``), blocks and figures."""
    parts = _Parts()
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and "notebook" not in cell.metadata.get("tags", []):
            _add_text(parts, cell.source, None)
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "image/svg+xml" in data or "image/png" in data:
                _add_figure(parts, data, output.metadata.get(METADATA_KEY, {}))
            elif "text/markdown" in data:
                _add_text(parts, data["text/markdown"], data.get("text/html"))
            elif "text/html" in data:
                _add_text(parts, data["text/html"], data["text/html"])
            elif output.output_type == "execute_result" and "text/plain" in data:
                _add_text(parts, f"    {data['text/plain']}".replace("\n", "\n    "), None)
    return parts


def _add_text(parts: _Parts, markdown: str, html: str | None) -> None:
    parts.markdown.append(markdown)
    parts.html.append(html if html is not None else _render(markdown))


def _render(markdown: str) -> str:
    # Raw HTML in Markdown is shown as text: what a report may hold, a Block brings as HTML of its own.
    return str(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))


def _add_figure(parts: _Parts, data: Mapping[str, Any], about: Mapping[str, str]) -> None:
    name = about.get("name") or f"figure-{len(parts.figures) + 1}"
    if name in parts.figures:
        raise ReportError(f"the report notebook has two figures named {name!r}")
    alt = about.get("alt") or name
    svg = "".join(data["image/svg+xml"]).encode() if "image/svg+xml" in data else None
    png = base64.b64decode(data["image/png"])
    parts.figures[name] = (svg, png)
    shown, kind = (svg, "svg+xml") if svg else (png, "png")
    inline = base64.b64encode(shown).decode()
    parts.markdown.append(f"![{escape_markdown(alt)}](figures/{name}.{'svg' if svg else 'png'})")
    parts.html.append(f'<figure><img src="data:image/{kind};base64,{inline}" alt="{escape(alt)}"></figure>')


def _write_parts(folder: Path, parts: _Parts, result: Analysis) -> None:
    from jinja2 import Environment

    article = result.articles.iloc[0]
    page = Environment(autoescape=True).from_string(read_text("report.html.j2"))
    html = page.render(
        title=article["title"] or article["article_id"],
        version=version("sidelight"),
        body=_Safe("\n".join(parts.html)),
        footer=f"Made by Sidelight {version('sidelight')} without any network. The numbers are in tables/, "
        "the versions and hashes behind them in provenance.json, both beside this file.",
    )
    (folder / "report.html").write_text(html + "\n", encoding="utf-8", newline="\n")
    (folder / "report.md").write_text("\n\n".join(parts.markdown) + "\n", encoding="utf-8", newline="\n")
    (folder / "figures").mkdir()
    for name, (svg, png) in parts.figures.items():
        (folder / "figures" / f"{name}.png").write_bytes(png)
        if svg:
            (folder / "figures" / f"{name}.svg").write_bytes(svg)


class _Safe(str):
    """HTML that the template takes as it is: `_render` and `Block` have escaped what is not theirs."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _owned(target: Path) -> frozenset[str]:
    """Files that an earlier report wrote into this folder."""
    try:
        outputs = json.loads((target / _PROVENANCE).read_text(encoding="utf-8"))["outputs"]
        return frozenset((*outputs, _PROVENANCE))
    except (OSError, ValueError, KeyError, TypeError):
        return frozenset()


def _inputs(article: Article) -> dict[str, str]:
    """Hash what the report was made from: the cleaned text, and the files by their paths."""
    paths: Sequence[str | None] = (article.path, article.registry.path)
    return {
        "text": digest(article.text.encode()),
        **{path: digest(Path(path).read_bytes()) for path in _present(paths)},
    }


def _present(paths: Iterable[str | None]) -> list[str]:
    # Path.is_file raises where a name is too long, as one with escapes can be.
    return [path for path in paths if path and os.path.isfile(path)]  # noqa: PTH113
