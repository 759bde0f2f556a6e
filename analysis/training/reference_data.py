"""Labelled texts for the network for names and references, and articles rewritten so that more is known."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from analysis.evaluate.labels import read_labels
from analysis.network.articles import read_articles as network_reading
from analysis.network.cases import LETTER, piece_cases
from analysis.network.links import NOMINAL, PRONOUNS, Mention
from analysis.network.names import TYPES
from analysis.network.pieces import END, Span
from analysis.network.references import PRONOUN, Found, Reading, place_mentions
from analysis.network.windows import Pieces, text_pieces
from analysis.parties.named import Entity, entities_in
from analysis.resources import first_names, roles
from analysis.tokens.document import Document
from analysis.training.own_stories import (
    DEMONYM,
    DESCRIPTION,
    DESCRIPTIONS,
    NAMES,
    TIES,
    Marking,
    OwnStory,
)
from analysis.training.own_stories import PRONOUN as PRONOUN_MARK

_TYPES_OF_CHAINS = {"person": 0, "organization": 1, "place": 2}
_COMPANIES = frozenset("ltd inc plc corp co group holdings airlines bank motors".split())
_BEFORE_OBJECTS = frozenset("to for with of by from against about on told met accused asked".split())
_NEAR = 500  # characters to the name before, of one that something stands for
_REPLACED, _DESCRIBED = 0.5, 0.5  # how many repeated names are replaced, and how many of them by a noun
_CAPITALISED = re.compile(r"[A-Z][\w.'’-]*(?: (?:de |van |von |of |the )?[A-Z][\w.'’-]*){0,5}")


# What `Text.chains` holds beside numbers of entities.
UNNAMED, NOT_MEANT, NOT_THESE, NOBODY_LISTED = -1, -2, -3, -4
# What `Text.ties` holds beside them.
UNTIED, UNKNOWN = -1, -2


class Item(NamedTuple):
    """A mention before its text is cut: its kind, entity, whether its antecedent is known, and its tie."""

    span: Span
    kind: int
    chain: int
    asks: bool
    tie: int = UNKNOWN


class Text(NamedTuple):
    """A text cut into pieces, with the case of each, and the labels of each for names and descriptions.

    `labels` and `nominals` are -100 where none is known, and empty where nobody labelled a text. `mentions`
    are its mentions in order; `chains` the number of the entity of each, `UNNAMED` for nothing that is named,
    `NOT_MEANT` for a name that is not meant, `NOT_THESE` for a pronoun of which only that is known, and
    `NOBODY_LISTED` for what may go on with an unnamed one; `asks` whether a mention's antecedent is known;
    `ties` to which entity the words around a mention tie it, `UNTIED` for none, or `UNKNOWN`. `members` has
    the entities of each chain that means several (``both sides``).
    """

    text: str
    pieces: Pieces
    cases: list[int]
    labels: list[int]
    nominals: list[int]
    mentions: tuple[Mention, ...] = ()
    chains: tuple[int, ...] = ()
    asks: tuple[bool, ...] = ()
    ties: tuple[int, ...] = ()
    members: Mapping[int, tuple[int, ...]] = MappingProxyType({})


def named_at(labels: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield the names in the labels of a text: first and last piece, and the label of the first."""
    first = -1
    for place, label in enumerate([*labels, 0]):
        if first >= 0 and label >= 0 and label != labels[first] + 1:
            yield first, place, labels[first]
            first = -1
        if label > 0 and label % 2 and first < 0:
            first = place


def read_names(paths: Sequence[Path]) -> list[Text]:
    """Read files of names (see `evaluate.names`)."""
    found = []
    for path in paths:
        for row in read_labels(path, ("text", "entities")):
            text = row["text"]
            (pieces,) = text_pieces([Document(text)])
            spans = [
                (pieces.within(one["start"], one["end"]), TYPES.index(one["type"]))
                for one in row["entities"]
                if one["type"] in TYPES
            ]
            cases = piece_cases(text, pieces.ids, pieces.spans)
            labels = _labels(pieces, cases, [(span, 1 + 2 * kind) for span, kind in spans])
            found.append(Text(text, pieces, cases, labels, []))
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
                (one["start"], one["end"]): 0 if one["meant"] else NOT_MEANT for one in row["names"]
            }
            is_known = 0 in marked.values()
            meant = {text[slice(*span)].rsplit(None, 1)[-1] for span, chain in marked.items() if chain == 0}
            wrong = {
                text[slice(*span)].rsplit(None, 1)[-1] for span, chain in marked.items() if chain == NOT_MEANT
            }
            for match in _CAPITALISED.finditer(text):
                span = match.start(), match.start() + len(match.group().rstrip(".'’-"))
                if any(span[0] < other[1] and other[0] < span[1] for other in marked):
                    continue
                if match.group().casefold() in PRONOUNS or (
                    " " not in match.group() and len(match.group()) < 4
                ):
                    continue
                word = text[slice(*span)].rsplit(None, 1)[-1]
                marked[span] = 0 if word in meant else NOT_MEANT if word in wrong else UNNAMED
            items = [Item(span, 0, chain, asks=False) for span, chain in marked.items()]
            word = text[start:end].casefold()
            if word in PRONOUNS:
                chain = 0 if is_known else NOT_THESE
                items.append(Item((start, end), PRONOUNS[word], chain, asks=True))
            found.append(_with_mentions(text, items))
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
                spans.setdefault(match.span(), (PRONOUNS[match.group().casefold()], UNNAMED))
            items = [Item(span, kind, chain, asks=True) for span, (kind, chain) in spans.items()]
            found.append(_with_descriptions(_with_mentions(text, items), items))
    return found


def _name_around(text: str, mention: dict[str, Any]) -> Span:
    """Give the words with capitals around the head of a labelled name."""
    start, end = mention["start"], mention["end"]
    for match in _CAPITALISED.finditer(text, start, end):
        if match.start() <= mention["head"][0] < match.end():
            return match.span()
    return tuple(mention["head"])


def _with_mentions(text: str, items: Sequence[Item]) -> Text:
    document = Document(text)
    (pieces,) = text_pieces([document])
    cases = piece_cases(text, pieces.ids, pieces.spans)
    items = sorted(items)
    numbers, mentions = place_mentions(document, pieces, [(item.span, item.kind) for item in items])
    placed = [items[number] for number in numbers]
    return Text(
        text,
        pieces,
        cases,
        [],
        [],
        tuple(mentions),
        tuple(item.chain for item in placed),
        tuple(item.asks for item in placed),
        tuple(item.tie for item in placed),
    )


def _with_descriptions(text: Text, items: Sequence[Item]) -> Text:
    spans = [item.span for item in items if item.kind == NOMINAL]
    labels = _labels(text.pieces, text.cases, [(span, 1) for span in _apart(text.pieces, spans)])
    return text._replace(nominals=labels)


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


def read_articles(paths: Sequence[Path]) -> list[Text]:
    """Read texts whose names nobody labelled: those that the network that ships finds."""
    found = []
    documents = [Document(row["text"]) for path in paths for row in read_labels(path, ("text",))]
    for document, reading in zip(documents, network_reading(documents), strict=True):
        text = document.text
        (pieces,) = text_pieces([document])
        cases = piece_cases(text, pieces.ids, pieces.spans)
        names = [one for one in reading.references.mentions if one.kind < NOMINAL]
        labels = _labels(
            pieces, cases, [(pieces.within(one.start, one.end), 1 + 2 * one.kind) for one in names]
        )
        found.append(Text(text, pieces, cases, labels, []))
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
        for first, end, label in named_at(text.labels)
    ]
    entities = entities_in(text.text, Reading(found, [[] for _ in found], [[] for _ in found]))
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
    items: list[Item] = []
    names: list[tuple[Span, int]] = []
    length = done = 0
    for one in found:
        span = next((s for s in chains if one.start <= s[0] and s[1] <= one.end), (one.start, one.end))
        chain = chains.get(span, UNNAMED)
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
        items.append(Item(here, one.kind if own is None else own[1], chain, asks=own is not None))
        if own is None:
            names.append((here, 1 + 2 * one.kind))
        length += len(words)
        done = end
    parts.append(text.text[done:])
    made = _with_mentions("".join(parts), items)
    labels = _labels(made.pieces, made.cases, [(made.pieces.within(*span), label) for span, label in names])
    return made._replace(labels=labels)


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


def read_own(stories: Sequence[OwnStory]) -> list[Text]:
    """Read stories, and texts marked like them; what one does not tell is not learned from it."""
    found = []
    for story in stories:
        numbers = {name: number for number, name in enumerate(story.entities)}
        items: dict[Span, Item] = {}
        joint: dict[tuple[int, ...], int] = {}
        for one in story.markings:
            span, kind = (one.start, one.end), _kind_of(one, story)
            if len(one.entities) > 1:
                is_known = not set(one.entities) & set("?")
                members = tuple(sorted(numbers[name] for name in one.entities)) if is_known else ()
                chain = joint.setdefault(members, len(numbers) + len(joint)) if is_known else UNNAMED
                items[span] = Item(span, kind, chain, asks=is_known)
                continue
            chain = numbers[one.entities[0]] if one.entities else NOBODY_LISTED
            tie = numbers[one.belongs] if one.belongs else UNTIED
            items[span] = Item(span, kind, chain, asks=True, tie=tie if TIES in story.tells else UNKNOWN)
        for match in PRONOUN.finditer(story.text):
            kind = PRONOUNS[match.group().casefold()]
            items.setdefault(match.span(), Item(match.span(), kind, NOBODY_LISTED, asks=True))
        text = _with_mentions(story.text, list(items.values()))
        if DESCRIPTIONS in story.tells:
            text = _with_descriptions(text, list(items.values()))
        if NAMES in story.tells:
            named = [item for item in items.values() if item.kind < NOMINAL]
            places = [(text.pieces.within(*item.span), 1 + 2 * item.kind) for item in named]
            text = text._replace(labels=_labels(text.pieces, text.cases, places))
        found.append(text._replace(members={chain: members for members, chain in joint.items()}))
    return found


def _kind_of(one: Marking, story: OwnStory) -> int:
    if one.kind == DESCRIPTION:
        return NOMINAL
    if one.kind == PRONOUN_MARK:
        return PRONOUNS.get(story.text[one.start : one.end].casefold(), PRONOUNS["they"])
    return TYPES.index("group" if one.kind == DEMONYM else story.entities[one.entities[0]][0])
