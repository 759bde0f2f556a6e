"""One name over a corpus for each person, organisation, place and group.

Summaries add up: `count_names` of any batches, put together by `merge_counts`, give what all articles give at
once, in whatever order. `canonical_names` decides which names are one, and `with_canonical` applies that.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from analysis.records import Registry, TableError
from analysis.references.joining import ACRONYM, LAST_NAME, MISSPELT, PARTIES_FILE, Joining, same_words_reason
from analysis.references.spelling import is_initial, person_parts
from analysis.schema import empty_table, make_table

# How the reason begins of a name that fits several.
LEFT_ALONE = "left alone"

_KEY = ["type", "name", "short_form"]
_ENTITIES = ("article_id", "type", "name", "n_mentions")
# What is joined so is never the name of all.
_NOT_FULL = (ACRONYM, LAST_NAME, MISSPELT)


def count_names(entities: pd.DataFrame) -> pd.DataFrame:
    """Count in how many articles and mentions each name stands.

    Parameters
    ----------
    entities
        A row for each entity of an article, with `article_id`, `type`, `name` and `n_mentions`; all rows of
        an article have to be in one table. A column `aliases`, with a tuple of the names in that article, is
        used where there is one: it tells which acronyms and single words go with which names.

    Returns
    -------
    DataFrame
        The table `name_counts`, sorted; empty without entities.

    Raises
    ------
    TableError
        A column is missing.
    """
    missing = [name for name in _ENTITIES if name not in entities]
    if missing:
        raise TableError(f"table entities: has no column {missing[0]}; expected {', '.join(_ENTITIES)}")
    names = entities[list(_ENTITIES)].assign(short_form="")
    if "aliases" in entities:
        given = names.assign(short_form=entities["aliases"]).explode("short_form").dropna()
        short = {form for form in set(given["short_form"]) if len(person_parts(form).words) == 1}
        is_used = given["short_form"].isin(short) & (given["short_form"] != given["name"])
        names = pd.concat([names, given[is_used]], ignore_index=True)
    grouped = names.groupby(_KEY, sort=True)
    return _table(grouped.agg(n_articles=("article_id", "nunique"), n_mentions=("n_mentions", "sum")))


def merge_counts(parts: Iterable[pd.DataFrame]) -> pd.DataFrame:
    """Add up what `count_names` gave for batches of articles, in any order; none gives an empty table."""
    together = pd.concat([empty_table("name_counts"), *parts], ignore_index=True)
    return _table(together.groupby(_KEY, sort=True)[["n_articles", "n_mentions"]].sum())


def canonical_names(counts: pd.DataFrame, *, registry: Registry | None = None) -> pd.DataFrame:
    """Decide which names mean the same, and under which name all of them go.

    Names of one type are joined that have the same words (case, accents, hyphens, titles, legal forms and the
    Arabic article aside), that are short for just one other (middle names from the last on, a second surname,
    initials, words in brackets, an acronym that an article explains), or that are a misspelling ten times
    rarer. A last name alone joins whom it means in 20 times as many articles as anybody else. Where several
    fit, a name joins the one in 20 times as many articles as the next, or none; an initial for a first name
    joins only where one fits. Jr., Sr., II and III are never joined, with one another or with none.

    Parameters
    ----------
    counts
        From `count_names` or `merge_counts`.
    registry
        The user's parties: a party or person and its aliases are one, and go by its name; two of them, and
        names in one list of `apart`, are never joined.

    Returns
    -------
    DataFrame
        The table `canonical_names`, a row for each type and name, sorted; empty for empty counts. The
        canonical name is the full one in most articles, on ties the longest, then the first by alphabet.
    """
    found: list[tuple[str, str, str, str]] = []
    for kind, group in counts.groupby("type", sort=True):
        named = zip(group["name"], group["short_form"], group["n_articles"].tolist(), strict=True)
        joining = Joining(str(kind), named, registry or Registry())
        found += [(str(kind), *row) for row in sorted(_named(joining))]
    columns = zip(*found, strict=True) if found else [()] * 4
    return make_table(
        "canonical_names", dict(zip(("type", "name", "canonical", "reason"), columns, strict=True))
    )


def with_canonical(entities: pd.DataFrame, names: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return the table of entities with the column `canonical`.

    Parameters
    ----------
    entities
        As for `count_names`.
    names
        From `canonical_names`, of the whole corpus; by default made of these entities alone. A name that is
        not in it stays as it is.

    Raises
    ------
    TableError
        A column is missing.
    """
    names = canonical_names(count_names(entities)) if names is None else names
    known = dict(zip(zip(names["type"], names["name"], strict=True), names["canonical"], strict=True))
    pairs = zip(entities["type"], entities["name"], strict=True)
    canonical = [known.get((kind, name), name) for kind, name in pairs]
    return entities.assign(canonical=pd.Series(canonical, index=entities.index, dtype="str"))


def _table(counts: pd.DataFrame) -> pd.DataFrame:
    flat = counts.reset_index()
    return make_table("name_counts", {name: flat[name] for name in flat.columns})


def _named(joining: Joining) -> Iterable[tuple[str, str, str]]:
    """Yield each name with the canonical one and the reason."""
    clusters = joining.join()
    best: dict[int, tuple[tuple[object, ...], str, int]] = {}
    for form, number in joining.written():
        name = joining.names[number]
        rank = (
            clusters.reasons.get(number) in _NOT_FULL,
            len(name.parts.words) == 2 and is_initial(name.parts.words[0]),
            -name.forms[form],
            form.isupper(),
            -len(form),
            form,
        )
        root = clusters.root(number)
        best[root] = min(best.get(root, (rank, form, number)), (rank, form, number))
    names = {root: clusters.owner(root) or form for root, (_, form, _) in best.items()}
    for form, number in joining.written():
        root = clusters.root(number)
        canonical, standing = names[root], best[root][2]
        yield form, canonical, _reason(joining, form, canonical, number, standing, names)


def _reason(
    joining: Joining, form: str, canonical: str, number: int, standing: int, names: dict[int, str]
) -> str:
    clusters = joining.clusters
    if form == canonical:
        rivals = clusters.rivals.get(number, ()) if len(clusters.members(number)) == 1 else ()
        return f"{LEFT_ALONE}: {' or '.join(names[clusters.root(one)] for one in rivals)}" if rivals else ""
    if number != standing:
        return clusters.reasons.get(number) or clusters.reasons.get(standing, PARTIES_FILE)
    return PARTIES_FILE if clusters.owner(number) == canonical else same_words_reason(form, canonical)
