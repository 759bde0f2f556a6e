"""Gold stories: articles with every mention labelled in the text, as ``{Kyiv|Ukraine|metonym|place}``.

Below the text a story can hold its attributions and stances, see `evaluate.gold_sections`.
`tests/gold/README.md` describes the format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, NoReturn

from analysis import cleaning
from analysis.corpus import PARTIES_FILE, split_front_matter
from analysis.evaluate.gold_sections import Held, Said, read_attributions, read_stances, split_sections
from analysis.evaluate.marks import Marked, read_marks
from analysis.parties import KINDS, ROLES
from analysis.paths import is_folder, open_file
from analysis.pipeline import analyze
from analysis.records import Article, LabelsError, Registry
from analysis.registry.reading import read_registry
from analysis.schema import Analysis

SPLITS = ("dev", "test")


class Label(NamedTuple):
    """One mention as a person labelled it; `entity` is empty where the party itself is meant."""

    start: int
    end: int
    party: str
    entity: str
    kind: str
    role: str


class Story(NamedTuple):
    """An article with its labels, in order, and the split that it belongs to.

    `attributions` and `stances` are None where nobody labelled them.
    """

    article: Article
    labels: tuple[Label, ...]
    split: str
    attributions: tuple[Said, ...] | None = None
    stances: tuple[Held, ...] | None = None


def read_stories(paths: Iterable[Path]) -> Iterator[Story]:
    """Read gold stories: files, or folders of ``.md`` files without their ``README.md``.

    Raises
    ------
    LabelsError
        A file cannot be read, a label is not well formed, or there is no story; the message names file and
        line.
    """
    is_empty = True
    for path in paths:
        files = sorted(path.glob("*.md")) if is_folder(path) else [path]
        for file in files:
            if is_folder(path) and file.stem.upper() == "README":
                continue
            is_empty = False
            yield _read_story(file)
    if is_empty:
        raise LabelsError("there is no gold story; expected .md files as in tests/gold")


def analyze_stories(stories: Sequence[Story], *, method: str = "neural") -> list[Analysis]:
    """Analyse stories, each into tables of its own; method and errors are those of `pipeline.analyze`."""
    # All at once, so that the finder of parties is made once; two folders can hold a story of one name.
    result = analyze(
        (replace(story.article, article_id=str(number)) for number, story in enumerate(stories)),
        method=method,
    )
    return [result.select(str(number)) for number in range(len(stories))]


def _read_story(path: Path) -> Story:
    try:
        with open_file(path) as file:
            raw = cleaning.normalise_line_ends(file.read().decode())
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise LabelsError(f"{path}: cannot be read: {reason}") from error
    front, body = split_front_matter(raw, str(path))
    split = str(front.get("split", ""))
    if split not in SPLITS:
        raise LabelsError(f"{path}: split is {split!r}; expected one of: {', '.join(SPLITS)}")
    offset = raw.count("\n") - body.count("\n")
    body = body.lstrip("\n")
    offset += raw.count("\n") - offset - body.count("\n")
    if not body.startswith("# "):
        raise LabelsError(f"{path}: line {offset + 1}: expected the headline, after '# '")
    marked, sections = split_sections(body, offset + 1)
    text, marks = read_marks(marked.removeprefix("# ").rstrip(), path, offset)
    labels = [label for mark in marks for label in _labels(mark, path)]
    parties = path.parent / PARTIES_FILE
    article = Article(
        article_id=path.stem,
        text=text,
        title=text.split("\n", 1)[0],
        source=front.get("source"),
        path=path.as_posix(),
        registry=read_registry(parties) if parties.is_file() else Registry(),
    )
    said, held = sections.get("Attributions"), sections.get("Stances")
    return Story(
        article,
        tuple(sorted(labels)),
        split,
        attributions=None if said is None else read_attributions(text, said, path),
        stances=None if held is None else read_stances(text, held, path),
    )


def _labels(mark: Marked, path: Path) -> Iterator[Label]:
    if len(mark.fields) not in (2, 3):
        _fail(path, mark.line, "a label is not {surface|party|kind} or {surface|party|kind|role}")
    parties, kind, role = mark.fields[0], mark.fields[1], (mark.fields[2:] or ("actor",))[0]
    if kind not in KINDS:
        _fail(path, mark.line, f"the kind is {kind!r}; expected one of: {', '.join(KINDS)}")
    if role not in ROLES:
        _fail(path, mark.line, f"the role is {role!r}; expected one of: {', '.join(ROLES)}")
    for one in parties.split(" + "):
        party, _, entity = one.partition(": ")
        yield Label(mark.start, mark.end, party.strip(), entity.strip(), kind, role)


def _fail(path: Path, line: int, problem: str) -> NoReturn:
    raise LabelsError(f"{path}: line {line}: {problem}")
