"""The tables that are made from those of an analysis: counts, means, comparisons and their like."""

from __future__ import annotations

from dataclasses import replace

from analysis.schema.column import ARTICLE, HIGH, LOW, MENTION, PARTY, Column

# Of people's labels as -1, 0 and 1, estimated from the scores; see `aggregate.errors`.
_MEAN = (
    Column("mean", "float64", "mean sentiment, corrected for measured errors of the method, -1 to 1"),
    replace(LOW, meaning="lower end of its interval, those errors included; NA with one unit"),
    replace(HIGH, meaning="upper end of its interval, those errors included; NA with one unit"),
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
    Column("n_labels", "int64", "labels that correct mean, low and high; 0 where there are too few"),
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
_TYPE = Column("type", "str", "person, organisation, place or group")
_NAME = Column("name", "str", "the fullest name in an article")
_TERM = Column("term", "str", "lower-case word or words")
_COUNT = Column("count", "int64", "occurrences")
_LENGTH = Column("n", "int64", "words in the term, 1 to 5")

DERIVED: dict[str, tuple[Column, ...]] = {
    "labelled": (
        ARTICLE,
        replace(MENTION, meaning="number of a mention that could be drawn for labelling"),
        Column("stratum", "int64", "the stratum that it was or could have been drawn from"),
        Column("weight", "float64", "one over its probability to be labelled; NA if not", nullable=True),
        Column("value", "float64", "mean of its labels as -1, 0 and 1; NA without", nullable=True),
        Column("labels", "str", "its labels, a line each; NA without", nullable=True),
        Column("coders", "str", "who gave them, a line each; NA without", nullable=True),
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
        Column("short_form", "str", "a word or acronym used beside the name; empty in the name's own row"),
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
        PARTY,
        Column("n", "int64", "mentions"),
        Column("n_scored", "int64", "mentions with evidence for a score"),
        Column("n_units", "int64", "sentences (one article) or articles (several) with a scored mention"),
        Column("n_articles", "int64", "articles with one of the mentions"),
        *(replace(column, nullable=column.dtype == "float64") for column in _MEAN),
        Column("negative", "float64", "share of scored mentions labelled so, 0 to 1", nullable=True),
        Column("neutral", "float64", "share of scored mentions labelled so, 0 to 1", nullable=True),
        Column("positive", "float64", "share of scored mentions labelled so, 0 to 1", nullable=True),
        Column("verdict", "str", "what the mean comes to in words, such as leans favourable"),
    ),
    "comparison": (
        PARTY,
        Column("group", "str", "a group of articles; NA is all of them", nullable=True),
        Column("other_party", "str", "the party to compare with; between groups the same"),
        Column("other_group", "str", "the group to compare with; between parties the same", nullable=True),
        Column("n", "int64", "articles (sentences of a single one) with a scored mention"),
        Column("other_n", "int64", "the same, of the other"),
        Column("mean", "float64", "mean sentiment, as in party_sentiment, -1 to 1"),
        Column("other_mean", "float64", "the same, of the other"),
        Column("n_labels", "int64", "labels that correct the mean; 0 where there are too few"),
        Column("other_n_labels", "int64", "the same, of the other"),
        Column("difference", "float64", "mean - other_mean, or the interval's end next to it, -2 to 2"),
        *(replace(column, meaning=f"{column.meaning} on a side") for column in _MEAN[1:3]),
        Column("p", "float64", "two-sided, 0 to 1; NA with one unit on a side", nullable=True),
        Column("p_adjusted", "float64", "Holm's, over all pairs that are not few", nullable=True),
        Column("sampling_difference", "float64", "between mean scores as the method gives them, -2 to 2"),
        *(replace(column, meaning=f"{column.meaning} on a side") for column in _MEAN[4:6]),
        Column("is_few", "bool", "whether a side has fewer than five articles (or sentences)"),
    ),
    "timeline": (
        Column("period", "datetime64[ms]", "first day of the period"),
        PARTY,
        Column("n_articles", "int64", "articles of the period with one of the mentions"),
        Column("n", "int64", "mentions"),
        *(
            replace(
                column,
                meaning=column.meaning.replace("with one unit", "under three articles"),
                nullable=column.dtype == "float64",
            )
            for column in _MEAN
        ),
    ),
    "share_of_voice": (
        replace(PARTY, meaning="the party; NA for speakers of none", nullable=True),
        Column("n", "int64", "mentions, or quoted words"),
        Column("n_articles", "int64", "articles with one of them"),
        Column("share", "float64", "share of all in the group, 0 to 1"),
        *(
            replace(column, meaning=f"{end} end of the interval; NA with one article")
            for column, end in ((LOW, "lower"), (HIGH, "upper"))
        ),
    ),
    "quoted_words": (
        Column("speaker", "str", "who speaks, as in quotes, or the author; NA if not known", nullable=True),
        Column("speaker_party", "str", "the party that the speaker speaks for", nullable=True),
        Column("n", "int64", "words"),
        Column("direct", "int64", "words of these in quotation marks; of the author 0"),
        Column("reported", "int64", "words of these in reported speech; of the author 0"),
        Column("share", "float64", "share of all words, 0 to 1"),
    ),
    "robustness": (
        PARTY,
        Column("n_units", "int64", "sentences (one article) or articles (several) with a scored mention"),
        Column("sampling_mean", "float64", "mean score as the method gives it, -1 to 1"),
        Column("verdict", "str", "what the corrected mean comes to in words, as in party_sentiment"),
        Column("lowest", "float64", "lowest sampling_mean without one unit; NA with one", nullable=True),
        Column("highest", "float64", "highest sampling_mean without one unit; NA with one", nullable=True),
        Column("unit", "str", "the unit that moves the mean most: a sentence's number or an article's id"),
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
        ARTICLE,
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
        ARTICLE,
        Column("source", "str", "outlet or agency", nullable=True),
        Column("published", "datetime64[ms]", "day of publication"),
        Column("similarity", "float64", "to the story's first article, 0 to 1; of that one 1"),
    ),
    "validation": (
        replace(PARTY, meaning="the party; NA is all", nullable=True),
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
            for column, end in ((LOW, "lower"), (HIGH, "upper"))
        ),
    ),
    "confusion": (
        Column("predicted", "str", "the model's label"),
        Column("label", "str", "the label that people gave"),
        Column("n", "float64", "labelled units; with several coders also parts of one"),
        Column("share", "float64", "share of what the model labels so, 0 to 1", nullable=True),
        LOW,
        HIGH,
    ),
    "corrected": (
        replace(PARTY, meaning="the party; NA is all", nullable=True),
        Column("n", "int64", "units that the model scored"),
        Column("n_labels", "int64", "labelled ones among them"),
        Column("mean", "float64", "mean score of the model, -1 to 1"),
        Column("corrected", "float64", "mean of the labels, estimated from both", nullable=True),
        LOW,
        HIGH,
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
            for column in (LOW, HIGH)
        ),
        *_STANCE_SHARES,
    ),
    "sentiment_by_voice": (
        PARTY,
        Column("voice", "str", "who speaks: the author, a party, a speaker of none, or unattributed"),
        Column("voice_kind", "str", "party, person, author or unattributed"),
        *_STANCES,
        *_MEAN,
        *_STANCE_SHARES,
    ),
}
