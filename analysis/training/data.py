"""Labelled sentences for training, and which of them are kept for choosing between variants."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from analysis.corpus import make_article
from analysis.evaluate.labels import read_labels
from analysis.network.cases import piece_cases
from analysis.network.pairs import PAIR_LABELS
from analysis.network.pieces import Sentence, Span
from analysis.network.sentences import sentence_jobs
from analysis.network.windows import Pieces, text_pieces
from analysis.pipeline import analyze_batches
from analysis.tokens.document import Document

Shares = tuple[float, ...]

LABELS = ("negative", "neutral", "positive")
PAIR_NAMES = tuple(" ".join(filter(None, label)) for label in PAIR_LABELS)
# A piece outside of cues, the first of a cue, and the others of one.
CUE_LABELS = ("outside", "first", "inside")
ROLE_LABELS = ("none", "source", "content")
_OWN = Path(__file__).parent / "own_sentences.tsv"
# The lexicon was made without a look at the sixteenth of sentences that is the first part of this tenth.
_KEPT = 16**8 // 10


class Labelled(NamedTuple):
    """A sentence with what people said of its mentions.

    `targets` are (mention, shares), `pairs` (first mention, second mention, shares); shares are the
    probabilities of `LABELS` and of `PAIR_LABELS`, one of them 1 where people chose it.
    """

    sentence: Sentence
    targets: tuple[tuple[int, Shares], ...]
    pairs: tuple[tuple[int, int, Shares], ...]


def certain(label: int, labels: int) -> Shares:
    """Give the shares of a label that is certain, among so many."""
    return tuple(float(number == label) for number in range(labels))


class Attribution(NamedTuple):
    """Who says what in an article, as numbers of word pieces; `cue` is where the cue starts and ends."""

    cue: tuple[int, int]
    source: tuple[int, ...]
    content: tuple[int, ...]


class Attributed(NamedTuple):
    """An article with what people found attributed in it; `cases` tell how its pieces are written."""

    pieces: Pieces
    cases: list[int]
    attributions: tuple[Attribution, ...]


def is_kept(text: str) -> bool:
    """Tell whether a sentence belongs to the fixed tenth that nothing is trained on, by its SHA-1."""
    return int(hashlib.sha1(text.encode()).hexdigest()[:8], 16) < _KEPT  # noqa: S324 - no secret


def is_for_calibration(text: str) -> bool:
    """Tell whether a kept sentence is of the first of two halves, for calibration."""
    return int(hashlib.sha1(text.encode()).hexdigest()[8], 16) < 8  # noqa: S324 - no secret


def read_targets(paths: Iterable[Path]) -> list[Labelled]:
    """Read files of sentiment toward targets (see `evaluate.targets`), one item a sentence.

    Raises
    ------
    LabelsError
        A file cannot be read, or a row lacks what it needs.
    """
    rows = _rows(paths, ("text", "start", "end", "label"))
    return [
        _labelled(text, [((row["start"], row["end"]), LABELS.index(row["label"])) for row in group], [])
        for text, group in _by_sentence(rows)
    ]


def read_pairs(paths: Iterable[Path]) -> list[Labelled]:
    """Read files of directed sentiment between two entities, one item a sentence; errors as above."""
    rows = _rows(paths, ("text", "p", "q", "label", "direction"))
    return [
        _labelled(
            text,
            [],
            [
                (tuple(row["p"]), tuple(row["q"]), PAIR_LABELS.index((row["label"], row["direction"])))
                for row in group
            ],
        )
        for text, group in _by_sentence(rows)
    ]


def own_sentences() -> list[Labelled]:
    """Read `own_sentences.tsv`: sentences of our own, of what the labelled news has few examples of."""
    lines = _OWN.read_text(encoding="utf-8").splitlines()
    return [marked_sentence(line) for line in lines if not line.startswith("#")]


def marked_sentence(line: str) -> Labelled:
    """Read one marked sentence.

    Parameters
    ----------
    line
        The sentence, each mention written as `[Kenya|neutral]`; perhaps a tab and one of `PAIR_NAMES`, which
        is about the first two mentions.

    Raises
    ------
    ValueError
        A label is none of `LABELS`, or the opinion none of `PAIR_NAMES`.
    """
    marked, _, opinion = line.partition("\t")
    text, targets = "", []
    for before, mention, label in re.findall(r"([^\[]*)(?:\[([^|]*)\|(\w+)\])?", marked):
        text += before
        if label:
            targets.append(((len(text), len(text) + len(mention)), LABELS.index(label)))
        text += mention
    pairs = [(targets[0][0], targets[1][0], PAIR_NAMES.index(opinion))] if opinion else []
    return _labelled(text, targets, pairs)


def read_mentions(paths: Iterable[Path]) -> list[Labelled]:
    """Read articles of files of attributions, and give their sentences that mention parties who act.

    Nothing is known of these mentions; `opinions.guessed` fills in what another network says. Articles of the
    kept tenth are left out. Errors as above.
    """
    texts = (row["text"] for row in _rows(paths, ("text",)))
    articles = (make_article(text, article_id=str(n)) for n, text in enumerate(texts) if not is_kept(text))
    found = []
    for result in analyze_batches(articles, method="lexicon"):
        acting = result.mentions[result.mentions["role"] == "actor"]
        jobs = sentence_jobs(result.articles, result.sentences, acting.reset_index(drop=True))
        found += [Labelled(job.sentence, (), ()) for job in jobs]
    return found


def read_attributions(paths: Iterable[Path]) -> list[tuple[str, Attributed]]:
    """Read files of attributions (see `evaluate.attributions`): text and pieces of every article.

    Attributions without a cue are left out. Errors as above.
    """
    found = []
    for row in _rows(paths, ("text", "attributions")):
        (pieces,) = text_pieces([Document(row["text"])])

        def within(spans: list[list[int]], pieces: Pieces = pieces) -> tuple[int, ...]:
            return tuple(piece for start, end in spans for piece in pieces.within(start, end))

        labelled = []
        for item in row["attributions"]:
            cue = within(item["cue"])
            if cue:
                labelled.append(
                    Attribution((cue[0], cue[-1] + 1), within(item["source"]), within(item["content"]))
                )
        cases = piece_cases(row["text"], pieces.ids, pieces.spans)
        found.append((row["text"], Attributed(pieces, cases, tuple(labelled))))
    return found


def read_texts(paths: Iterable[Path]) -> list[str]:
    """Read the different texts of labelled files. Errors as above."""
    return list(dict.fromkeys(row["text"] for row in _rows(paths, ("text",))))


def _rows(paths: Iterable[Path], required: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for path in paths:
        yield from read_labels(path, required)


def _by_sentence(rows: Iterable[dict[str, Any]]) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["text"], []).append(row)
    return groups.items()


def _labelled(
    text: str,
    targets: list[tuple[Span, int]],
    pairs: list[tuple[Span, Span, int]],
) -> Labelled:
    spans = dict.fromkeys([span for span, _ in targets] + [span for p, q, _ in pairs for span in (p, q)])
    numbers = {span: number for number, span in enumerate(spans)}
    return Labelled(
        Sentence(text, tuple(spans)),
        tuple((numbers[span], certain(label, len(LABELS))) for span, label in targets),
        tuple((numbers[p], numbers[q], certain(label, len(PAIR_LABELS))) for p, q, label in pairs),
    )
