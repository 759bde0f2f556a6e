"""Tables that every other module shares.

They are pandas DataFrames with one row per observation. Their columns are declared once, in `TABLES`:
`empty_table` makes one without rows, `make_table` one from columns, and `check_table` verifies one.

Offsets count characters (Unicode code points) from 0 in the unchanged `Article.text`, end exclusive, so
that ``text[start:end] == surface`` holds in every row. A missing value is NA, never 0.
"""

from __future__ import annotations

import json
from collections import namedtuple
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd

from analysis.records import Article, ChoiceError, TableError

Dtype = Literal["Int64", "str", "int64", "float64", "bool", "datetime64[ms]"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, pandas dtype, meaning (with unit and range), and whether NA may be."""

    name: str
    dtype: Dtype
    meaning: str
    nullable: bool = False


_ARTICLE = Column("article_id", "str", "the article's id, unique in a corpus")
_START = Column("start", "int64", "first character in Article.text, from 0")
_END = Column("end", "int64", "character after the last, in Article.text")
_SURFACE = Column("surface", "str", "the text from start to end, as it stands")
_SENTENCE = Column("sentence", "int64", "number of the sentence in its article, from 0")
_MENTION = Column("mention", "int64", "number of the mention in its article, from 0")
_PARTY = Column("party", "str", "the party's name")
_NEGATIVE = Column("negative", "float64", "probability or share of negative, 0 to 1", nullable=True)
_NEUTRAL = Column("neutral", "float64", "probability or share of neutral, 0 to 1", nullable=True)
_POSITIVE = Column("positive", "float64", "probability or share of positive, 0 to 1", nullable=True)
_TYPE = Column("type", "str", "person, organisation, place or group")
_NAME = Column("name", "str", "the fullest name in an article")
_QUOTE = Column("quote", "int64", "number of the quotation in its article, from 0")
_LOW = Column("low", "float64", "lower end of the interval; NA with one unit", nullable=True)
_HIGH = Column("high", "float64", "upper end of the interval; NA with one unit", nullable=True)
# Of people's labels as -1, 0 and 1, estimated from the scores; see `aggregate.errors`.
_MEAN = (
    Column("mean", "float64", "mean sentiment, corrected for measured errors of the method, -1 to 1"),
    replace(_LOW, meaning="lower end of its interval, those errors included; NA with one unit"),
    replace(_HIGH, meaning="upper end of its interval, those errors included; NA with one unit"),
    Column("sampling_mean", "float64", "mean score as the method gives it, -1 to 1"),
    Column(
        "sampling_low",
        "float64",
        "lower end of its interval, errors of the method left out; NA with one unit",
        nullable=True,
    ),
    Column(
        "sampling_high",
        "float64",
        "upper end of its interval, errors of the method left out; NA with one unit",
        nullable=True,
    ),
)
# Of a source toward a target.
_STANCES = (
    Column("n", "int64", "stances"),
    Column("n_units", "int64", "sentences (one article) or articles (several) with such a stance"),
)
_STANCE_SHARES = tuple(
    Column(label, "float64", "share of the stances labelled so, 0 to 1")
    for label in ("negative", "neutral", "positive")
)
_TERM = Column("term", "str", "lower-case word or words")
_COUNT = Column("count", "int64", "occurrences")
_LENGTH = Column("n", "int64", "words in the term, 1 to 5")

TABLES: Mapping[str, tuple[Column, ...]] = MappingProxyType(
    {
        "articles": (
            _ARTICLE,
            Column("title", "str", "the headline; empty where there is none"),
            Column("source", "str", "outlet or agency", nullable=True),
            Column("author", "str", "byline", nullable=True),
            Column("published", "datetime64[ms]", "day of publication", nullable=True),
            Column("url", "str", "where it was published", nullable=True),
            Column("language", "str", "language code such as en", nullable=True),
            Column("is_truncated", "bool", "whether the text is cut short, or a page of consent or an error"),
            Column(
                "duplicate_of", "str", "the article whose near-duplicate it is, read before", nullable=True
            ),
            Column("extra", "str", "what else its file says, as a JSON object", nullable=True),
            Column("text", "str", "the cleaned text, title first; all offsets count in it"),
        ),
        "sentences": (
            _ARTICLE,
            _SENTENCE,
            Column("paragraph", "int64", "number of the paragraph in its article, from 0"),
            _START,
            _END,
            Column("is_title", "bool", "whether the sentence is part of the title"),
        ),
        "tokens": (
            _ARTICLE,
            Column("token", "int64", "number of the token in its article, from 0"),
            _SENTENCE,
            _START,
            _END,
            _SURFACE,
            Column("norm", "str", "lower case, straight apostrophes"),
            Column("is_word", "bool", "whether it is a word or number, not a mark or a piece such as 's"),
            Column("is_stop", "bool", "whether it is a function word or part of one"),
        ),
        "mentions": (
            _ARTICLE,
            _MENTION,
            _SENTENCE,
            _START,
            _END,
            _SURFACE,
            _PARTY,
            Column("entity", "str", "the person meant, where it is not the party itself", nullable=True),
            Column("kind", "str", "name, demonym, metonym, person, nominal (the country) or pronoun"),
            Column("role", "str", "actor, or place where only a location or a subject is meant"),
            Column("confidence", "float64", "how sure the party is, 0 to 1; no probability"),
        ),
        "entities": (
            _ARTICLE,
            Column("entity", "int64", "number of the entity in its article, from 0"),
            Column("name", "str", "its fullest name in the article"),
            Column("type", "str", "person, organisation, place or group"),
            Column("party", "str", "the party that it is or belongs to; NA where it has none", nullable=True),
            Column("tie", "str", "how it was tied: by its name, or by what the text says", nullable=True),
            Column("confidence", "float64", "how sure the tie or else the type is, 0 to 1; no probability"),
            Column("n_mentions", "int64", "references to it: names, descriptions and pronouns"),
            Column(
                "canonical", "str", "its name over the corpus; that in the article where only one is read"
            ),
        ),
        "references": (
            _ARTICLE,
            _START,
            _END,
            _SURFACE,
            Column("entity", "int64", "number of the entity in its article"),
            Column("kind", "str", "name, nominal or pronoun"),
            Column("confidence", "float64", "how sure the entity is, 0 to 1; no probability"),
        ),
        "parties": (
            _ARTICLE,
            _PARTY,
            Column("kind", "str", "country, organisation, political party, group, person, or a user's own"),
            Column("colour", "str", "its colour in charts, such as #1f77b4", nullable=True),
        ),
        "sentiments": (
            _ARTICLE,
            _MENTION,
            _PARTY,
            _NEGATIVE,
            _NEUTRAL,
            _POSITIVE,
            Column("score", "float64", "positive - negative, -1 to 1; NA without evidence", nullable=True),
            Column("label", "str", "negative, neutral or positive; NA without evidence", nullable=True),
            Column("method", "str", "what scored it: neural or lexicon"),
            Column(
                "is_whole", "bool", "whether the whole sentence was read, not a window around the mention"
            ),
        ),
        "evidence": (
            _ARTICLE,
            _MENTION,
            Column("token", "int64", "number of the word that counted, in tokens"),
            _START,
            _END,
            _SURFACE,
            Column(
                "weight",
                "float64",
                "what the word adds: to the score (neural), or by the rules, about -4 to 4",
            ),
        ),
        "quotes": (
            _ARTICLE,
            _QUOTE,
            Column("start", "int64", "first character of the content, in Article.text"),
            Column("end", "int64", "character after the last of the content; a cue may stand in between"),
            _SURFACE,
            Column("kind", "str", "direct (in quotation marks), indirect, or mixed"),
            Column("cue_start", "Int64", "first character of the cue", nullable=True),
            Column("cue_end", "Int64", "character after the last of the cue", nullable=True),
            Column("speaker_start", "Int64", "first character of the words for the speaker", nullable=True),
            Column("speaker_end", "Int64", "character after the last of these", nullable=True),
            Column(
                "speaker", "str", "the speaker's full name, their party, or the words for them", nullable=True
            ),
            Column("speaker_party", "str", "the party that the speaker speaks for", nullable=True),
        ),
        "contents": (
            _ARTICLE,
            _QUOTE,
            _START,
            _END,
            _SURFACE,
        ),
        "stances": (
            _ARTICLE,
            Column("stance", "int64", "number of the stance in its article, from 0"),
            _SENTENCE,
            Column("source", "str", "who holds it: a party, a speaker of none, the author, or unattributed"),
            Column("source_kind", "str", "party, person, author or unattributed"),
            Column("source_entity", "str", "the person who holds it, where not the source", nullable=True),
            Column("target", "str", "the party that it is toward"),
            Column("target_entity", "str", "the person meant, where not the party itself", nullable=True),
            _MENTION,
            Column("basis", "str", "author (own words), quotation (a speaker's) or action (of the source)"),
            Column("quote", "Int64", "number of the quotation that it stands in", nullable=True),
            *(replace(column, nullable=False) for column in (_NEGATIVE, _NEUTRAL, _POSITIVE)),
            Column("score", "float64", "positive - negative, -1 to 1"),
            Column("label", "str", "negative, neutral or positive"),
        ),
        "keywords": (
            Column("article_id", "str", "the group that is counted; with another grouping, its column"),
            _TERM,
            _LENGTH,
            Column("surface", "str", "the commonest way in which the term is written"),
            _COUNT,
            Column("per_million", "float64", "occurrences per million words of the group"),
        ),
        "name_counts": (
            _TYPE,
            _NAME,
            Column(
                "short_form", "str", "a word or acronym used beside the name; empty in the name's own row"
            ),
            Column("n_articles", "int64", "articles with the name, or with both"),
            Column("n_mentions", "int64", "mentions in these articles"),
        ),
        "canonical_names": (
            _TYPE,
            _NAME,
            Column("canonical", "str", "the name that stands for all names of the same entity"),
            Column("reason", "str", "why it was joined or left alone; empty for any other canonical name"),
        ),
        "party_sentiment": (
            _PARTY,
            Column("n", "int64", "mentions"),
            Column("n_scored", "int64", "mentions with evidence for a score"),
            Column("n_units", "int64", "sentences (one article) or articles (several) with a scored mention"),
            Column("n_articles", "int64", "articles with one of the mentions"),
            *(replace(column, nullable=True) for column in _MEAN),
            Column("negative", "float64", "share of scored mentions labelled so, 0 to 1", nullable=True),
            Column("neutral", "float64", "share of scored mentions labelled so, 0 to 1", nullable=True),
            Column("positive", "float64", "share of scored mentions labelled so, 0 to 1", nullable=True),
            Column("verdict", "str", "what the mean comes to in words, such as leans favourable"),
        ),
        "comparison": (
            _PARTY,
            Column("group", "str", "a group of articles; NA is all of them", nullable=True),
            Column("other_party", "str", "the party to compare with; between groups the same"),
            Column(
                "other_group", "str", "the group to compare with; between parties the same", nullable=True
            ),
            Column("n", "int64", "articles (sentences of a single one) with a scored mention"),
            Column("other_n", "int64", "the same, of the other"),
            Column("mean", "float64", "mean sentiment, as in party_sentiment, -1 to 1"),
            Column("other_mean", "float64", "the same, of the other"),
            Column("difference", "float64", "mean - other_mean, or the interval's end next to it, -2 to 2"),
            *(replace(column, meaning=f"{column.meaning} on a side") for column in _MEAN[1:3]),
            Column("p", "float64", "two-sided, 0 to 1; NA with one unit on a side", nullable=True),
            Column("p_adjusted", "float64", "Holm's, over all pairs that are not few", nullable=True),
            Column("sampling_difference", "float64", "between mean scores as the method gives them, -2 to 2"),
            *(replace(column, meaning=f"{column.meaning} on a side") for column in _MEAN[4:]),
            Column("is_few", "bool", "whether a side has fewer than five articles (or sentences)"),
        ),
        "timeline": (
            Column("period", "datetime64[ms]", "first day of the period"),
            _PARTY,
            Column("n_articles", "int64", "articles of the period with one of the mentions"),
            Column("n", "int64", "mentions"),
            *(
                replace(
                    column,
                    meaning=column.meaning.replace("with one unit", "under three articles"),
                    nullable=True,
                )
                for column in _MEAN
            ),
        ),
        "share_of_voice": (
            replace(_PARTY, meaning="the party; NA for speakers of none", nullable=True),
            Column("n", "int64", "mentions, or quoted words"),
            Column("n_articles", "int64", "articles with one of them"),
            Column("share", "float64", "share of all in the group, 0 to 1"),
            *(
                replace(column, meaning=f"{end} end of the interval; NA with one article")
                for column, end in ((_LOW, "lower"), (_HIGH, "upper"))
            ),
        ),
        "quoted_words": (
            Column(
                "speaker", "str", "who speaks, as in quotes, or the author; NA if not known", nullable=True
            ),
            Column("speaker_party", "str", "the party that the speaker speaks for", nullable=True),
            Column("n", "int64", "words"),
            Column("direct", "int64", "words of these in quotation marks; of the author 0"),
            Column("reported", "int64", "words of these in reported speech; of the author 0"),
            Column("share", "float64", "share of all words, 0 to 1"),
        ),
        "robustness": (
            _PARTY,
            Column("n_units", "int64", "sentences (one article) or articles (several) with a scored mention"),
            Column("sampling_mean", "float64", "mean score as the method gives it, -1 to 1"),
            Column("verdict", "str", "what the corrected mean comes to in words, as in party_sentiment"),
            Column("lowest", "float64", "lowest sampling_mean without one unit; NA with one", nullable=True),
            Column(
                "highest", "float64", "highest sampling_mean without one unit; NA with one", nullable=True
            ),
            Column(
                "unit", "str", "the unit that moves the mean most: a sentence's number or an article's id"
            ),
            Column("moves", "float64", "sampling_mean - mean_without", nullable=True),
            Column("mean_without", "float64", "sampling_mean without that unit, -1 to 1", nullable=True),
            Column(
                "verdict_without",
                "str",
                "what the corrected mean comes to without that unit, judged as if none were missing",
            ),
            Column(
                "rests_on_one",
                "bool",
                "whether the verdict changes without that unit, or the mean moves by more than 0.1",
            ),
        ),
        "ranking": (
            _ARTICLE,
            Column("title", "str", "the headline; empty where there is none"),
            Column("source", "str", "outlet or agency", nullable=True),
            Column("published", "datetime64[ms]", "day of publication", nullable=True),
            Column("n", "int64", "scored mentions of the party"),
            Column("n_units", "int64", "sentences with one"),
            *_MEAN,
            Column("verdict", "str", "what the mean comes to in words"),
        ),
        "stories": (
            Column("story", "int64", "number of the story, from 0"),
            _ARTICLE,
            Column("source", "str", "outlet or agency", nullable=True),
            Column("published", "datetime64[ms]", "day of publication"),
            Column("similarity", "float64", "to the story's first article, 0 to 1; of that one 1"),
        ),
        "validation": (
            replace(_PARTY, meaning="the party; NA is all", nullable=True),
            Column("n", "int64", "labelled units"),
            *(
                Column(f"{name}{end}", "float64", f"{meaning}{words}", nullable=True)
                for name, meaning in (
                    ("accuracy", "share of labels that the model gives too, 0 to 1"),
                    ("macro_f1", "mean F1 of the labels that were given, 0 to 1"),
                    ("bias", "mean score of the model - mean of the labels (-1, 0, 1), -2 to 2"),
                )
                for end, words in (("", ""), ("_low", ", lower end"), ("_high", ", upper end"))
            ),
            Column("is_few", "bool", "whether there are fewer than 20 labelled units"),
        ),
        "uneven": (
            Column("by", "str", "party, or what articles are grouped by"),
            Column("group", "str", "a party or group of articles"),
            Column("other_group", "str", "the one to compare with"),
            Column("difference", "float64", "bias - bias of the other, -4 to 4"),
            *(
                replace(column, meaning=f"{end} end of the interval; NA with one article")
                for column, end in ((_LOW, "lower"), (_HIGH, "upper"))
            ),
        ),
        "confusion": (
            Column("predicted", "str", "the model's label"),
            Column("label", "str", "the label that people gave"),
            Column("n", "float64", "labelled units; with several coders also parts of one"),
            Column("share", "float64", "share of what the model labels so, 0 to 1", nullable=True),
            _LOW,
            _HIGH,
        ),
        "corrected": (
            replace(_PARTY, meaning="the party; NA is all", nullable=True),
            Column("n", "int64", "units that the model scored"),
            Column("n_labels", "int64", "labelled ones among them"),
            Column("mean", "float64", "mean score of the model, -1 to 1"),
            Column("corrected", "float64", "mean of the labels, estimated from both", nullable=True),
            _LOW,
            _HIGH,
            Column("labels_mean", "float64", "mean of the labels, from these alone", nullable=True),
            Column("labels_low", "float64", "lower end of its interval", nullable=True),
            Column("labels_high", "float64", "upper end of its interval", nullable=True),
            Column("lam", "float64", "how far the model is relied on; 0 is not at all", nullable=True),
        ),
        "stance_matrix": (
            Column("source", "str", "who holds the opinion, as in stances"),
            Column("source_kind", "str", "party, person, author or unattributed"),
            Column("target", "str", "whom it is of"),
            *_STANCES,
            Column("mean", "float64", "mean score as the method gives it, -1 to 1"),
            *(
                replace(column, meaning=f"{column.meaning}; it covers no error of the method")
                for column in (_LOW, _HIGH)
            ),
            *_STANCE_SHARES,
        ),
        "sentiment_by_voice": (
            _PARTY,
            Column("voice", "str", "who speaks: the author, a party, a speaker of none, or unattributed"),
            Column("voice_kind", "str", "party, person, author or unattributed"),
            *_STANCES,
            *_MEAN,
            *_STANCE_SHARES,
        ),
    }
)


def columns(table: str) -> list[str]:
    """Names of the columns of one of `TABLES`, in order."""
    return [column.name for column in TABLES[table]]


def make_table(table: str, values: Mapping[str, Sequence[object] | pd.Series]) -> pd.DataFrame:
    """Make a declared table from its columns.

    Parameters
    ----------
    table
        One of the names in `TABLES`.
    values
        For every declared column its values, all of one length. Other columns are an error.

    Returns
    -------
    DataFrame
        The declared columns, in order, in their declared types, with a fresh index.

    Raises
    ------
    TableError
        A column is missing, unknown, or does not fit its type.
    """
    names = columns(table)
    if set(values) != set(names):
        raise TableError(f"table {table}: has columns {sorted(values)}; expected {sorted(names)}")
    lengths = {name: len(values[name]) for name in names}
    if len(set(lengths.values())) > 1:
        raise TableError(f"table {table}: columns differ in length: {lengths}")
    return pd.DataFrame(
        {column.name: _converted(table, column, values[column.name]) for column in TABLES[table]}
    )


def _converted(table: str, column: Column, values: Sequence[object] | pd.Series) -> pd.Series:
    series = pd.Series(values).reset_index(drop=True)
    try:
        converted = series.astype(column.dtype)
        # pandas makes 1.5 an integer and NA a bool without a word.
        if column.dtype in ("int64", "bool") and not (series == converted).all():
            raise ValueError("a value is missing or would change")
    except (TypeError, ValueError) as error:
        raise TableError(f"table {table}: column {column.name} is not {column.dtype}: {error}") from error
    return converted


def empty_table(table: str) -> pd.DataFrame:
    """Make one of `TABLES` with all its columns and no rows."""
    return make_table(table, dict.fromkeys(columns(table), ()))


def article_table(articles: Sequence[Article]) -> pd.DataFrame:
    """Return the table `articles` of some articles, a row each; without articles it is empty."""
    names = (
        "article_id",
        "title",
        "source",
        "author",
        "published",
        "url",
        "language",
        "is_truncated",
        "duplicate_of",
        "text",
    )
    values: dict[str, Any] = {name: [getattr(article, name) for article in articles] for name in names}
    extra = [json.dumps(dict(one.extra), ensure_ascii=False) if one.extra else None for one in articles]
    return make_table("articles", {**values, "extra": pd.Series(extra, dtype="str")})


def check_table(table: str, frame: pd.DataFrame) -> None:
    """Verify that a frame has the declared columns and types, and NA only where allowed.

    Raises
    ------
    TableError
        The first difference found, naming the table and the column.
    """
    names = columns(table)
    if list(frame.columns) != names:
        raise TableError(f"table {table}: has columns {list(frame.columns)}; expected {names}")
    for column in TABLES[table]:
        series = frame[column.name]
        if series.dtype != column.dtype:
            raise TableError(
                f"table {table}: column {column.name} is {series.dtype}; expected {column.dtype}"
            )
        if not column.nullable and series.isna().any():
            raise TableError(f"table {table}: column {column.name} has missing values; none are allowed")


def rows(table: pd.DataFrame) -> Iterator[Any]:
    """Iterate over a table's rows as named tuples, whose fields have the declared types."""
    # A fifth of the time of `itertuples`, which takes strings out of a column one by one.
    columns = [table[name].tolist() for name in table.columns]
    # A name that is no identifier gives way to its number, as it does there.
    row: Any = namedtuple("Row", list(table.columns), rename=True)  # type: ignore[misc]
    return map(row._make, zip(*columns, strict=True))


@dataclass(frozen=True, slots=True)
class Analysis:
    """The tables of one or more articles; each attribute is a DataFrame declared in `TABLES`."""

    articles: pd.DataFrame
    sentences: pd.DataFrame
    tokens: pd.DataFrame
    mentions: pd.DataFrame
    entities: pd.DataFrame
    references: pd.DataFrame
    parties: pd.DataFrame
    quotes: pd.DataFrame
    contents: pd.DataFrame
    sentiments: pd.DataFrame
    evidence: pd.DataFrame
    stances: pd.DataFrame

    @classmethod
    def table_names(cls) -> list[str]:
        """Names of the tables, in order."""
        return [field.name for field in fields(cls)]

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table under its name, in order."""
        return {name: getattr(self, name) for name in self.table_names()}

    @property
    def article_ids(self) -> list[str]:
        """Ids of the articles, in order."""
        return self.articles["article_id"].tolist()

    def select(self, article_id: str) -> Analysis:
        """Keep one article.

        Raises
        ------
        ChoiceError
            No article has this id.
        """
        if article_id not in self.article_ids:
            raise ChoiceError(
                f"no article has the id {article_id!r}; there are: {', '.join(self.article_ids)}"
            )
        return self.keep([article_id])

    def keep(self, article_ids: Collection[str] | pd.Series) -> Analysis:
        """Keep the articles of these ids, in all tables; others are passed over."""
        return Analysis(
            **{
                name: table[table["article_id"].isin(article_ids)].reset_index(drop=True)
                for name, table in self.tables().items()
            }
        )

    def first_versions(self, cells: pd.Series | None = None) -> Analysis:
        """Keep of each story the first version that is there, by `duplicate_of` in `articles`.

        Parameters
        ----------
        cells
            What is compared, such as the outlet, a value for each row of `articles`: the first version in
            each cell then stays. By default there is one cell.

        Returns
        -------
        Analysis
            The same one where nothing is left out.
        """
        articles = self.articles
        if articles["duplicate_of"].isna().all():
            return self
        stories = pd.DataFrame({"story": articles["duplicate_of"].fillna(articles["article_id"])})
        is_later = (stories if cells is None else stories.assign(cell=cells)).duplicated()
        return self.keep(articles.loc[~is_later, "article_id"]) if is_later.any() else self

    @classmethod
    def stack(cls, parts: Sequence[Analysis]) -> Analysis:
        """Put the tables of several analyses one below the other; none gives empty tables."""
        if not parts:
            return cls(**{name: empty_table(name) for name in cls.table_names()})
        return cls(
            **{
                name: pd.concat([getattr(part, name) for part in parts], ignore_index=True)
                for name in cls.table_names()
            }
        )
