"""Training of the network for names, descriptions and what refers to the same entity."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import torch
from torch import Tensor, nn

from analysis.evaluate.gold import read_stories
from analysis.evaluate.labels import read_labels
from analysis.network.cases import CAPITALISED, CAPITALS, LETTER, LOWER, MIXED, OTHER, piece_cases
from analysis.network.links import FIRST_PRONOUN, NOMINAL, PRONOUNS, Mention, candidate_pairs
from analysis.network.names import NAME_LABELS, NOMINAL_LABELS, TYPES
from analysis.network.pieces import END, PLACEHOLDER, START, Span
from analysis.network.references import PRONOUN, SENTENCE_ENDS, Found, Reading, place_mentions
from analysis.network.windows import OVERLAP, WINDOW_PIECES, Pieces, text_pieces, windows
from analysis.parties.named import Entity, entities_in
from analysis.resources import first_names, roles
from analysis.training.recipes import ReferenceRecipe
from analysis.training.reference_model import ReferenceModel

_POOL = 32  # batches whose windows are sorted by length together
_TYPES_OF_CHAINS = {"person": 0, "organization": 1, "place": 2}
_COMPANIES = frozenset("ltd inc plc corp co group holdings airlines bank motors".split())
_BEFORE_OBJECTS = frozenset("to for with of by from against about on told met accused asked".split())
_NEAR = 500  # characters to the name before, of one that something stands for
_REPLACED, _DESCRIBED = 0.5, 0.5  # how many repeated names are replaced, and how many of them by a noun
_CAPITALISED = re.compile(r"[A-Z][\w.'’-]*(?: (?:de |van |von |of |the )?[A-Z][\w.'’-]*){0,5}")


class Text(NamedTuple):
    """A text cut into pieces, with the case of each, and a label of each for one of the two heads.

    `labels` are -100 where none is known; `is_named` says that they are of names, not descriptions.
    `mentions` are its mentions in order; `chains` the number of the entity of each, -1 for nothing that is
    named, -2 for a name that is not meant, -3 for a pronoun of which only that is known; `asks` whether a
    mention's antecedent is known.
    """

    text: str
    pieces: Pieces
    cases: list[int]
    labels: list[int]
    mentions: tuple[Mention, ...] = ()
    chains: tuple[int, ...] = ()
    asks: tuple[bool, ...] = ()
    is_named: bool = False


class Batch(NamedTuple):
    """Windows of texts: pieces and cases (windows, pieces), labels for names or descriptions.

    `places` are (mentions, 3): window, first and last piece. The rest is of pairs of mentions: asking and
    asked (pairs,), features, and the place of each in a table of (mentions, candidates + 1) whose first
    column stands for none; `right` and `open` of that table's shape say what is right and what is a
    candidate.
    """

    ids: Tensor
    cases: Tensor
    labels: Tensor
    is_names: bool
    places: Tensor
    asking: Tensor
    asked: Tensor
    features: Tensor
    columns: Tensor
    right: Tensor
    open: Tensor


class References:
    """The question what is named and what refers to it, with its model, its data and its figures."""

    def __init__(
        self,
        named: Sequence[Text],
        linked: Sequence[Text],
        kept: Sequence[Text],
        recipe: ReferenceRecipe,
    ) -> None:
        torch.manual_seed(0)
        self.model = ReferenceModel(dropout=recipe.dropout)
        self.named, self.linked, self.kept, self.recipe = named, linked, kept, recipe
        self._pool = _name_pool(named)

    def jobs(self, chance: random.Random) -> Iterator[Callable[[], Batch]]:
        """Yield what makes an epoch's batches."""
        recipe = self.recipe
        is_plain = [chance.random() >= recipe.rewritten for _ in self.named]
        named = [
            _renamed(text, self._pool, recipe.swapped, chance)
            for text, plain in zip(self.named, is_plain, strict=True)
            if plain
        ]
        stretches = [
            (text, window)
            for text in named
            for window in _stretches(text, chance.randrange(WINDOW_PIECES - OVERLAP))
        ]
        # Users paste single sentences, too.
        stretches += [(text, _short(text, chance)) for text in named for _ in range(recipe.sentences)]
        chance.shuffle(stretches)
        for first in range(0, len(stretches), recipe.batch * _POOL):
            pool = sorted(stretches[first : first + recipe.batch * _POOL], key=lambda item: len(item[1]))
            for place in range(0, len(pool), recipe.batch):
                yield partial(make_batch, pool[place : place + recipe.batch], chance=_fork(chance))
        short = [text for text in self.linked if len(text.pieces.ids) <= WINDOW_PIECES - 2]
        long = [text for text in self.linked if len(text.pieces.ids) > WINDOW_PIECES - 2]
        chance.shuffle(short)
        groups = [short[n : n + 2 * recipe.batch] for n in range(0, len(short), 2 * recipe.batch)]
        groups += [[text] for text in long]
        others = [text for text, plain in zip(self.named, is_plain, strict=True) if not plain]
        groups += [[text] for text in rewritten(others, chance)]
        for group in groups:
            cut = [(text, stretch) for text in group for stretch in _stretches(text)]
            yield partial(make_batch, cut, chance=_fork(chance))

    def loss(self, batch: Batch) -> Tensor:
        """Give the loss of a batch."""
        states = self.model.read(batch.ids, batch.cases)
        head = self.model.name_head if batch.is_names else self.model.nominal_head
        # A batch of marks alone has nothing to learn from.
        loss = 0.0 * states.sum()
        if bool((batch.labels >= 0).any()):
            loss = nn.functional.cross_entropy(head(states).flatten(0, 1).float(), batch.labels.flatten())
            loss = loss * self.recipe.label_weight
        if len(batch.asking) and bool(batch.right.any()):
            table = link_table(self.model, states, batch)
            asks = batch.right.any(1)
            all_ = table.masked_fill(~batch.open, -1e4).logsumexp(1)
            right = table.masked_fill(~batch.right, -1e4).logsumexp(1)
            loss = loss + (all_ - right)[asks].mean()
        return loss

    def figures(self) -> dict[str, Any]:
        """F1 of spans with their type, of descriptions, and of pairs, all with gold mentions."""
        counts: Counter[tuple[str, str]] = Counter()
        for text in self.kept:
            batch = make_batch([(text, stretch) for stretch in _stretches(text)])
            states = self.model.read(batch.ids, batch.cases)
            labels, head = (
                (NAME_LABELS, self.model.name_head)
                if batch.is_names
                else (NOMINAL_LABELS, self.model.nominal_head)
            )
            known = batch.labels >= 0
            if bool(known.any()):
                found = _spans(head(states).argmax(-1)[known].tolist(), labels)
                gold = _spans(batch.labels[known].tolist(), labels)
                for kind in {kind for *_, kind in found | gold}:
                    own, theirs = ({s for s in some if s[2] == kind} for some in (found, gold))
                    name = kind or "nominal"
                    counts[name, "right"] += len(own & theirs)
                    counts[name, "all"] += len(own) + len(theirs)
            if len(batch.asking):
                table = link_table(self.model, states, batch).masked_fill(~batch.open, -1e4)
                best = table.argmax(1)
                for row, mention in enumerate(text.mentions):
                    if not text.asks[row] or not bool(batch.open[row].any()):
                        continue
                    sort = (
                        "pronoun"
                        if mention.kind >= FIRST_PRONOUN
                        else "description"
                        if mention.kind == NOMINAL
                        else "name"
                    )
                    sort = ("gap " if len(text.labels) == 0 else "") + sort
                    is_link, ought = int(best[row]) > 0, not bool(batch.right[row, 0])
                    counts[sort, "right"] += is_link and bool(batch.right[row, best[row]])
                    counts[sort, "all"] += is_link + ought
        names = sorted({name for name, _ in counts})
        figures = {name: round(2 * counts[name, "right"] / max(1, counts[name, "all"]), 4) for name in names}
        right, total = (sum(counts[kind, part] for kind in TYPES) for part in ("right", "all"))
        return {"names": round(2 * right / max(1, total), 4), **figures}


def _fork(chance: random.Random) -> random.Random:
    return random.Random(chance.random())  # noqa: S311 - no secret


def link_table(model: Any, states: Tensor, batch: Batch) -> Tensor:
    """Give the logits of candidates (mentions, candidates + 1), those of none being 0."""
    rows = batch.places[:, 0]
    mentions = torch.cat([states[rows, batch.places[:, 1]], states[rows, batch.places[:, 2]]], -1)
    logits = model.links(mentions, batch.asking, batch.asked, batch.features)
    table = torch.zeros(batch.open.shape)
    return table.index_put((batch.asking, batch.columns), logits)


def make_batch(cut: Sequence[tuple[Text, range]], chance: random.Random | None = None) -> Batch:
    """Put stretches of texts into tensors, padded to the longest.

    With `chance`, some are written in another case, and some pieces are hidden. Mentions count where all
    stretches of their text are there.
    """
    width = max(len(stretch) for _, stretch in cut) + 2
    ids = torch.zeros(len(cut), width, dtype=torch.int64)
    cases = torch.zeros(len(cut), width, dtype=torch.int64)
    labels = torch.full((len(cut), width), -100)
    places: dict[tuple[int, int], tuple[int, int]] = {}
    for row, (text, stretch) in enumerate(cut):
        own = [START, *text.pieces.ids[stretch.start : stretch.stop], END]
        how = [OTHER, *text.cases[stretch.start : stretch.stop], OTHER]
        ids[row, : len(own)] = torch.tensor(own)
        if chance is not None:
            how = _rewritten(how, chance)
            hidden = torch.rand(len(own), generator=None) < 0.04
            hidden &= ids[row, : len(own)] != END
            ids[row, : len(own)][hidden] = PLACEHOLDER
            ids[row, 0] = START
        cases[row, : len(how)] = torch.tensor(how)
        if text.labels:
            labels[row, 1 : len(own) - 1] = torch.tensor(text.labels[stretch.start : stretch.stop])
        for place in stretch:
            places[id(text), place] = row, place - stretch.start + 1
    texts = list({id(text): text for text, _ in cut}.values())
    return Batch(ids, cases, labels, all(text.is_named for text in texts), *_linked(texts, places))


def _linked(texts: Sequence[Text], places: dict[tuple[int, int], tuple[int, int]]) -> tuple[Tensor, ...]:
    where: list[tuple[int, int, int]] = []
    asking: list[Tensor] = []
    asked: list[Tensor] = []
    features: list[Tensor] = []
    columns: list[int] = []
    right: list[list[int]] = []
    offset = 0
    for text in texts:
        if not text.mentions:
            continue
        pairs = candidate_pairs(text.mentions)
        for mention in text.mentions:
            row, first = places[id(text), mention.first]
            last_row, last = places[id(text), mention.last]
            where.append((row, first, last if last_row == row else first))
        asking.append(torch.from_numpy(pairs.asking) + offset)
        asked.append(torch.from_numpy(pairs.asked) + offset)
        features.append(torch.from_numpy(pairs.features))
        seen: Counter[int] = Counter()
        found: list[list[int]] = [[] for _ in text.mentions]
        wrong: list[set[int]] = [set() for _ in text.mentions]
        for one, other in zip(pairs.asking.tolist(), pairs.asked.tolist(), strict=True):
            seen[one] += 1
            columns.append(seen[one])
            chain = text.chains[one]
            if chain >= 0 and text.chains[other] == chain:
                found[one].append(seen[one])
            if text.chains[other] == -2:
                wrong[one].add(seen[one])
        for number, places_right in enumerate(found):
            if not text.asks[number]:
                right.append([])
            elif text.chains[number] == -3:
                # Only whom it does not mean is known.
                right.append([0, *(n for n in range(1, seen[number] + 1) if n not in wrong[number])])
            else:
                right.append(places_right or [0])
        offset += len(text.mentions)
    most = max(columns, default=0) + 1
    open_ = torch.zeros(offset, most, dtype=torch.bool)
    is_right = torch.zeros(offset, most, dtype=torch.bool)
    open_[:, 0] = True
    all_asking = torch.cat(asking) if asking else torch.zeros(0, dtype=torch.int64)
    all_columns = torch.tensor(columns, dtype=torch.int64)
    open_[all_asking, all_columns] = True
    for number, own in enumerate(right):
        is_right[number, own] = True
    return (
        torch.tensor(where, dtype=torch.int64).reshape(-1, 3),
        all_asking,
        torch.cat(asked) if asked else all_asking,
        torch.cat(features) if features else torch.zeros(0, 1, dtype=torch.int64),
        all_columns,
        is_right,
        open_,
    )


def _named_at(labels: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the names in the labels of a text: first and last piece, and the label of the first."""
    first = -1
    for place, label in enumerate([*labels, 0]):
        if first >= 0 and label >= 0 and label != labels[first] + 1:
            yield first, place, labels[first]
            first = -1
        if label > 0 and label % 2 and first < 0:
            first = place


def _name_pool(texts: Sequence[Text]) -> dict[int, list[tuple[list[int], list[int], list[int]]]]:
    """Give the pieces, cases and labels of all names, by the label of the first piece."""
    pool: dict[int, list[tuple[list[int], list[int], list[int]]]] = {}
    for text in texts:
        for first, end, label in _named_at(text.labels):
            own = slice(first, end)
            if END not in text.pieces.ids[own]:
                pool.setdefault(label, []).append((text.pieces.ids[own], text.cases[own], text.labels[own]))
    return pool


def _renamed(
    text: Text,
    pool: dict[int, list[tuple[list[int], list[int], list[int]]]],
    share: float,
    chance: random.Random,
) -> Text:
    """Put other names of their type for some names of a text, so that what is around them is read."""
    ids: list[int] = []
    cases: list[int] = []
    labels: list[int] = []
    done = 0
    for first, end, label in _named_at(text.labels):
        if chance.random() >= share or END in text.pieces.ids[first:end]:
            continue
        other = chance.choice(pool[label])
        for own, whole, new in zip(
            (ids, cases, labels), (text.pieces.ids, text.cases, text.labels), other, strict=True
        ):
            own += [*whole[done:first], *new]
        done = end
    ids += text.pieces.ids[done:]
    cases += text.cases[done:]
    labels += text.labels[done:]
    # Only the pieces themselves are read; where they stood is not.
    return Text(text.text, Pieces(ids, [(0, 0)] * len(ids)), cases, labels, is_named=True)


def _short(text: Text, chance: random.Random) -> range:
    """Choose a sentence or two of a text."""
    starts = [0, *(place + 1 for place, piece in enumerate(text.pieces.ids[:-1]) if piece in SENTENCE_ENDS)]
    number = chance.randrange(len(starts))
    last = min(number + chance.choice((1, 2, 3)), len(starts) - 1)
    end = starts[last] if last > number else len(text.pieces.ids)
    return range(starts[number], min(end, starts[number] + WINDOW_PIECES - 2))


def _stretches(text: Text, shift: int = 0) -> Iterator[range]:
    for window in windows(text.pieces, shift=shift):
        yield range(window.first, window.first + len(window.ids) - 2)


def _rewritten(cases: list[int], chance: random.Random) -> list[int]:
    """Write one window in twenty as a headline, in capitals or without any, as far as cases tell."""
    kind = chance.random()
    if kind > 0.06:
        return cases
    to = CAPITALISED if kind > 0.03 else CAPITALS if kind > 0.01 else LOWER
    step = LETTER + 1
    return [
        case - case % step + to if case % step in (LOWER, CAPITALISED, CAPITALS, MIXED) else case
        for case in cases
    ]


def _spans(labels: Sequence[int], names: Sequence[str]) -> set[tuple[int, int, str]]:
    """Give the spans of a row of labels: first, end, type."""
    found: set[tuple[int, int, str]] = set()
    start, kind = -1, ""
    for place, label in enumerate([*labels, 0]):
        own, _, part = names[label].rpartition(" ")
        if start >= 0 and (label == 0 or part != "inside" or own != kind):
            found.add((start, place, kind))
            start = -1
        if label > 0 and start < 0:
            start, kind = place, own
    return found


def read_names(paths: Sequence[Path]) -> list[Text]:
    """Read files of names (see `evaluate.names`)."""
    found = []
    for path in paths:
        for row in read_labels(path, ("text", "entities")):
            text = row["text"]
            (pieces,) = text_pieces([text])
            spans = [
                (pieces.within(one["start"], one["end"]), TYPES.index(one["type"]))
                for one in row["entities"]
                if one["type"] in TYPES
            ]
            cases = piece_cases(text, pieces.ids, pieces.spans)
            labels = _labels(pieces, cases, [(span, 1 + 2 * kind) for span, kind in spans])
            found.append(Text(text, pieces, cases, labels, is_named=True))
    return found


def _labels(pieces: Pieces, cases: Sequence[int], spans: Sequence[tuple[range, int]]) -> list[int]:
    """Give the label of every piece that begins a word, and -100 for the others."""
    labels = [
        -100 if case > LETTER or piece == END else 0 for piece, case in zip(pieces.ids, cases, strict=True)
    ]
    for span, first in spans:
        for number, piece in enumerate(span):
            if labels[piece] >= 0:
                labels[piece] = first if number == 0 else first + 1
    return labels


def read_pronouns(paths: Sequence[Path]) -> list[Text]:
    """Read files of pronouns and two names each (see `evaluate.pronouns`)."""
    found = []
    for path in paths:
        for row in read_labels(path, ("text", "pronoun", "names")):
            text = row["text"]
            start, end = row["pronoun"]
            marked: dict[Span, int] = {
                (one["start"], one["end"]): 0 if one["meant"] else -2 for one in row["names"]
            }
            is_known = 0 in marked.values()
            meant = {text[slice(*span)].rsplit(None, 1)[-1] for span, chain in marked.items() if chain == 0}
            wrong = {text[slice(*span)].rsplit(None, 1)[-1] for span, chain in marked.items() if chain == -2}
            for match in _CAPITALISED.finditer(text):
                span = match.start(), match.start() + len(match.group().rstrip(".'’-"))
                if any(span[0] < other[1] and other[0] < span[1] for other in marked):
                    continue
                if match.group().casefold() in PRONOUNS or (
                    " " not in match.group() and len(match.group()) < 4
                ):
                    continue
                word = text[slice(*span)].rsplit(None, 1)[-1]
                marked[span] = 0 if word in meant else -2 if word in wrong else -1
            spans = [(span, 0, chain, False) for span, chain in marked.items()]
            word = text[start:end].casefold()
            if word in PRONOUNS:
                spans.append(((start, end), PRONOUNS[word], 0 if is_known else -3, True))
            found.append(_with_mentions(text, spans, None))
    return found


def read_references(paths: Sequence[Path]) -> list[Text]:
    """Read files of chains of mentions (see `evaluate.references`)."""
    found = []
    for path in paths:
        for row in read_labels(path, ("text", "chains")):
            text = row["text"]
            spans: dict[Span, tuple[int, int]] = {}
            for number, chain in enumerate(row["chains"]):
                kind = _TYPES_OF_CHAINS.get(chain["type"])
                for one in chain["mentions"]:
                    if one["kind"] == "pronoun":
                        word = text[one["start"] : one["end"]].casefold()
                        if word in PRONOUNS:
                            spans[one["start"], one["end"]] = PRONOUNS[word], number
                    elif kind is not None and one["kind"] == "name":
                        spans.setdefault(_name_around(text, one), (kind, number))
                    elif kind is not None and one["kind"] == "nominal":
                        spans.setdefault((one["start"], one["head"][1]), (NOMINAL, number))
            for match in PRONOUN.finditer(text):
                spans.setdefault(match.span(), (PRONOUNS[match.group().casefold()], -1))
            items = [(span, kind, chain, True) for span, (kind, chain) in spans.items()]
            nominals = [span for span, kind, *_ in items if kind == NOMINAL]
            found.append(_with_mentions(text, items, nominals))
    return found


def _name_around(text: str, mention: dict[str, Any]) -> Span:
    """Give the words with capitals around the head of a labelled name."""
    start, end = mention["start"], mention["end"]
    for match in _CAPITALISED.finditer(text, start, end):
        if match.start() <= mention["head"][0] < match.end():
            return match.span()
    return tuple(mention["head"])


def _with_mentions(
    text: str, items: Sequence[tuple[Span, int, int, bool]], nominals: Sequence[Span] | None
) -> Text:
    (pieces,) = text_pieces([text])
    cases = piece_cases(text, pieces.ids, pieces.spans)
    labels: list[int] = []
    if nominals is not None:
        labels = _labels(pieces, cases, [(span, 1) for span in _apart(pieces, nominals)])
    items = sorted(items)
    numbers, mentions = place_mentions(text, pieces, [(span, kind) for span, kind, _, _ in items])
    return Text(
        text,
        pieces,
        cases,
        labels,
        tuple(mentions),
        tuple(items[number][2] for number in numbers),
        tuple(items[number][3] for number in numbers),
    )


def _apart(pieces: Pieces, spans: Sequence[Span]) -> list[range]:
    """Give spans of pieces; of one that holds another what stands behind it."""
    found: list[range] = []
    taken: set[int] = set()
    for start, end in sorted(spans, key=lambda span: span[1] - span[0]):
        own = pieces.within(start, end)
        while not taken.isdisjoint(own):
            own = own[1:]
        if own:
            found.append(own)
            taken.update(own)
    return found


def rewritten(texts: Sequence[Text], chance: random.Random) -> list[Text]:
    """Put pronouns and descriptions for some of the names that articles repeat.

    So whom they mean is known in news, too, where nobody labelled it (after Kocijan et al., "WikiCREM", EMNLP
    2019, who hide repeated names). A pronoun's gender is that of the first name, and chance where that tells
    none, so that neither is rarer.
    """
    return [_rewrite(text, chance) for text in texts]


def _rewrite(text: Text, chance: random.Random) -> Text:
    found = [
        Found(text.pieces.spans[first][0], text.pieces.spans[end - 1][1], label // 2, 1.0)
        for first, end, label in _named_at(text.labels)
    ]
    entities = entities_in(text.text, Reading(found, [[] for _ in found]))
    stands_for: dict[Span, tuple[str, int]] = {}
    chains: dict[Span, int] = {}
    for number, entity in enumerate(entities):
        gender = first_names().get(entity.name.split()[0], "")
        gender = gender if gender in ("male", "female") else chance.choice(("male", "female"))
        nouns = _nouns(text.text, entity)
        for place, span in enumerate(entity.places):
            chains[span] = number
            is_near = place and span[0] - entity.places[place - 1][1] < _NEAR
            if not is_near or chance.random() > _REPLACED or entity.type == "group":
                continue
            words, kind = _stand_in(text.text, span, entity.type, gender, nouns, chance)
            if words:
                stands_for[span] = words, kind
    parts: list[str] = []
    items: list[tuple[Span, int, int, bool]] = []
    names: list[tuple[Span, int]] = []
    length = done = 0
    for one in found:
        span = next((s for s in chains if one.start <= s[0] and s[1] <= one.end), (one.start, one.end))
        chain = chains.get(span, -1)
        own = stands_for.get(span)
        start, end = span
        if own is not None and text.text[end : end + 2] in ("'s", "’s"):
            end += 2
        if own is not None and start > 4 and text.text[start - 4 : start].casefold() == "the ":
            start -= 4
        if start < done:
            continue
        before = text.text[done:start]
        words = own[0] if own is not None else text.text[start:end]
        if own is not None and (
            not before.strip() or before.rstrip(' "“')[-1:] in ".?!\n" or before.endswith("\n")
        ):
            words = words[0].upper() + words[1:]
        parts += [before, words]
        length += len(before)
        here = length, length + len(words)
        items.append((here, one.kind if own is None else own[1], chain, own is not None))
        if own is None:
            names.append((here, 1 + 2 * one.kind))
        length += len(words)
        done = end
    parts.append(text.text[done:])
    made = _with_mentions("".join(parts), items, None)
    labels = _labels(made.pieces, made.cases, [(made.pieces.within(*span), label) for span, label in names])
    return made._replace(labels=labels, is_named=True)


def _nouns(text: str, entity: Entity) -> list[str]:
    """Give nouns by which a text could go on about an entity: its office, or what its name says it is."""
    words = entity.name.casefold().replace("-", " ").split()
    if entity.type == "organisation":
        nouns = set().union(*roles().party_nouns.values()) | roles().state_bodies | roles().owned_bodies
        own = [word for word in words if word in nouns]
        return own or (["company", "firm"] if words[-1].strip(".") in _COMPANIES else [])
    if entity.type == "person":
        start = entity.places[0][0]
        before = text[max(0, start - 40) : start].rsplit("\n", 1)[-1].split()
        office = before[-1].casefold() if before else ""
        return [office] if office in roles().offices or office in roles().occupations else []
    return []


def _stand_in(
    text: str, span: Span, kind: str, gender: str, nouns: Sequence[str], chance: random.Random
) -> tuple[str, int]:
    is_owner = text[span[1] : span[1] + 2] in ("'s", "’s")
    if nouns and chance.random() < _DESCRIBED:
        return f"the {chance.choice(nouns)}" + ("'s" if is_owner else ""), NOMINAL
    if kind == "place":
        return "", NOMINAL
    if kind == "organisation":
        word = chance.choice(("it", "it", "they"))
        return ({"it": "its", "they": "their"}[word] if is_owner else word), PRONOUNS[word]
    before = text[max(0, span[0] - 12) : span[0]].rstrip().rsplit(" ", 1)[-1].casefold()
    is_object = before in _BEFORE_OBJECTS
    male = ("his" if is_owner else "him" if is_object else "he"), PRONOUNS["he"]
    female = ("her" if is_owner or is_object else "she"), PRONOUNS["she"]
    return male if gender == "male" else female


def read_gold(folder: Path) -> list[Text]:
    """Read the gold stories that may be looked at (see `evaluate.gold`), but for what refers to several."""
    found = []
    for story in read_stories([folder]):
        if story.split != "dev":
            continue
        text = story.article.text
        numbers: dict[str, int] = {}
        spans: dict[Span, tuple[int, int]] = {}
        several = Counter((label.start, label.end) for label in story.labels)
        for label in story.labels:
            span = label.start, label.end
            if several[span] > 1:
                continue
            chain = numbers.setdefault(label.entity or label.party, len(numbers))
            word = text[slice(*span)].casefold()
            if word in PRONOUNS:
                spans[span] = PRONOUNS[word], chain
            elif label.kind == "nominal":
                spans[span] = NOMINAL, chain
            elif label.kind in ("name", "person", "metonym"):
                kind = (
                    "person"
                    if label.kind == "person"
                    else "place"
                    if label.kind == "metonym"
                    else "organisation"
                )
                spans[span] = TYPES.index(kind), chain if label.kind != "metonym" else -1
        for match in PRONOUN.finditer(text):
            spans.setdefault(match.span(), (PRONOUNS[match.group().casefold()], -1))
        items = [(span, kind, chain, several[span] < 2) for span, (kind, chain) in spans.items()]
        found.append(_with_mentions(text, items, None))
    return found
