"""One name for each person and organisation in all tables of a corpus."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from analysis.records import Registry
from analysis.references.canonical import canonical_names, count_names, merge_counts, with_canonical
from analysis.resources import shipped_parties
from analysis.schema import Analysis
from analysis.storage import TableWriter, read_tables, scratch

_OWN = ("person", "organisation")


def entity_counts(entities: pd.DataFrame, references: pd.DataFrame) -> pd.DataFrame:
    """Count the names of entities, without those of shipped parties, whose names are settled.

    Parameters
    ----------
    entities, references
        Tables as declared in `schema.TABLES`; all rows of an article have to be in one table.

    Returns
    -------
    DataFrame
        The table `name_counts`; empty without entities.
    """
    aliases: dict[tuple[str, int], dict[str, None]] = {}
    named = references[references["kind"] == "name"]
    for article, entity, surface in zip(named["article_id"], named["entity"], named["surface"], strict=True):
        aliases.setdefault((article, entity), {})[surface] = None
    keys = zip(entities["article_id"], entities["entity"], strict=True)
    beside = pd.Series([tuple(aliases.get(key, ())) for key in keys], index=entities.index, dtype="object")
    return count_names(entities.assign(aliases=beside)[~_is_shipped(entities)])


def one_name(analysis: Analysis, *, registry: Registry | None = None) -> Analysis:
    """Give each person and organisation one name in all articles, as `analyze` does.

    It is for those who put batches together themselves (`analyze_batches`, `Analysis.stack`).

    Parameters
    ----------
    analysis
        The tables of all articles. With one article or none they are returned as they are.
    registry
        The user's parties, as for `analyze`.

    Returns
    -------
    Analysis
        The same rows. `canonical` in `entities` is the name over the corpus (see
        `references.canonical.canonical_names`), and by it go the people and organisations who are parties of
        their own, and people who speak or act for a party, in all tables; shipped parties and those of the
        registry keep their names. An article in which two parties would get one name tells them apart, and
        both keep their names there.

    Examples
    --------
    >>> from analysis import analyze_batches, make_article
    >>> texts = ("Ada Example left.", "Ada Example spoke.", "Ada B. Example came.")
    >>> batches = analyze_batches(map(make_article, texts), min_mentions=1, method="lexicon")
    >>> one_name(Analysis.stack(list(batches))).mentions["party"].tolist()
    ['Ada Example', 'Ada Example', 'Ada Example']
    """
    if len(analysis.articles) < 2:
        return analysis
    registry = registry or Registry()
    names = canonical_names(entity_counts(analysis.entities, analysis.references), registry=registry)
    return renamed(analysis, names, registry)


def one_name_in_batches(batches: Iterable[Analysis], registry: Callable[[], Registry]) -> Iterator[Analysis]:
    """Yield batches with one name for each person and organisation in all of them.

    The batches wait in temporary files until all are there, so that memory does not grow with the corpus.

    Parameters
    ----------
    batches
        Analyses of different articles; none gives none.
    registry
        Gives the user's parties of all batches, and is called after the last.

    Raises
    ------
    ReportError
        The temporary files cannot be written.
    """
    counts: list[pd.DataFrame] = []
    n_articles = 0
    with scratch() as folder:
        for number, batch in enumerate(batches):
            counts.append(entity_counts(batch.entities, batch.references))
            n_articles += len(batch.articles)
            with TableWriter(folder / str(number), format="parquet") as writer:
                writer.write(batch.tables())
        parties = registry()
        names = canonical_names(merge_counts(counts), registry=parties)
        for number in range(len(counts)):
            batch = read_tables(folder / str(number))
            yield renamed(batch, names, parties) if n_articles > 1 else batch


def renamed(analysis: Analysis, names: pd.DataFrame, registry: Registry) -> Analysis:
    """Give people and organisations the names that `canonical_names` decides; see `one_name`."""
    entities = with_canonical(analysis.entities, names)
    entities["canonical"] = entities["canonical"].where(~_is_shipped(entities), entities["name"])
    entities["canonical"] = entities["canonical"].where(
        _is_free(entities, analysis.parties), entities["name"]
    )
    known = _Known(entities)
    mentions, quotes, stances = analysis.mentions, analysis.quotes, analysis.stances
    is_party = stances["source_kind"] == "party"
    return dataclasses.replace(
        analysis,
        entities=_with(entities, party=known.parties(entities, "party")),
        mentions=_with(
            mentions,
            party=known.parties(mentions, "party"),
            entity=known.entities(mentions, "party", "entity"),
        ),
        parties=_described(analysis.parties, known.parties(analysis.parties, "party"), registry),
        sentiments=_with(analysis.sentiments, party=known.parties(analysis.sentiments, "party")),
        quotes=_with(
            quotes,
            speaker=known.entities(quotes, "speaker_party", "speaker"),
            speaker_party=known.parties(quotes, "speaker_party"),
        ),
        stances=_with(
            stances,
            source=known.entities(stances.assign(party=stances["source"].where(is_party)), "party", "source"),
            source_entity=known.entities(stances, "source", "source_entity"),
            target=known.parties(stances, "target"),
            target_entity=known.entities(stances, "target", "target_entity"),
        ),
    )


class _Known:
    """The new names of the entities of each article."""

    def __init__(self, entities: pd.DataFrame) -> None:
        self._parties: dict[tuple[str, object], str] = {}
        self._entities: dict[tuple[str, object, object], str] = {}
        columns = (entities[name].tolist() for name in ("article_id", "party", "name", "type", "canonical"))
        for article, party, name, kind, canonical in zip(*columns, strict=True):
            if kind in _OWN and party == name:
                self._parties[article, party] = canonical
            elif kind in _OWN:
                self._entities[article, party if isinstance(party, str) else "", name] = canonical

    def parties(self, table: pd.DataFrame, column: str) -> list[object]:
        """Give the new names of a column of parties."""
        return [
            self._parties.get((article, party), party)
            for article, party in zip(table["article_id"], table[column], strict=True)
        ]

    def entities(self, table: pd.DataFrame, party_column: str, column: str) -> list[object]:
        """Give the new names of a column of those who stand for a party, are it, or belong to none."""
        found: list[object] = []
        for article, party, name in zip(table["article_id"], table[party_column], table[column], strict=True):
            if party == name:
                found.append(self._parties.get((article, name), name))
            else:
                key = (article, party if isinstance(party, str) else "", name)
                found.append(self._entities.get(key, name))
        return found


def _with(table: pd.DataFrame, **columns: Iterable[object]) -> pd.DataFrame:
    return table.assign(
        **{name: pd.Series(values, index=table.index, dtype="str") for name, values in columns.items()}
    )


def _is_own(entities: pd.DataFrame) -> pd.Series:
    """Tell which entities are parties of their own; it is False where there is no party."""
    return (entities["party"] == entities["name"]).fillna(value=False).astype("bool")


def _is_shipped(entities: pd.DataFrame) -> pd.Series:
    names = {party.name for party in shipped_parties().parties}
    return _is_own(entities) & entities["name"].isin(names)


def _is_free(entities: pd.DataFrame, parties: pd.DataFrame) -> pd.Series:
    """Tell whether no other party of its article has, or could have, an entity's canonical name."""
    is_own = _is_own(entities)
    own = entities[is_own & (entities["canonical"] != entities["name"])]
    claims = Counter(zip(parties["article_id"], parties["party"], strict=True))
    claims.update(zip(own["article_id"], own["canonical"], strict=True))
    keys = zip(entities["article_id"], entities["canonical"], strict=True)
    return ~is_own | pd.Series([claims[key] == 1 for key in keys], index=entities.index, dtype="bool")


def _described(parties: pd.DataFrame, names: list[object], registry: Registry) -> pd.DataFrame:
    """Rename parties; one that turns out to be of the registry has the kind and colour of that."""
    listed = {party.name for party in registry.parties}
    own = list(zip(parties["party"], parties["kind"], parties["colour"], strict=True))
    known = {party: (kind, colour) for party, kind, colour in own if party in listed}
    found = [known.get(str(name), one[1:]) for name, one in zip(names, own, strict=True)]
    return _with(
        parties, party=names, kind=[kind for kind, _ in found], colour=[colour for _, colour in found]
    )
