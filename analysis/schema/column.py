"""A column of a table, and the columns that several tables share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Dtype = Literal["Int64", "str", "int64", "float64", "bool", "datetime64[ms]"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its name, pandas dtype, meaning (with unit and range), and whether NA may be."""

    name: str
    dtype: Dtype
    meaning: str
    nullable: bool = False


ARTICLE = Column("article_id", "str", "the article's id, unique in a corpus")
START = Column("start", "int64", "first character in Article.text, from 0")
END = Column("end", "int64", "character after the last, in Article.text")
SURFACE = Column("surface", "str", "the text from start to end, as it stands")
SENTENCE = Column("sentence", "int64", "number of the sentence in its article, from 0")
MENTION = Column("mention", "int64", "number of the mention in its article, from 0")
PARTY = Column("party", "str", "the party's name")
NEGATIVE = Column("negative", "float64", "probability or share of negative, 0 to 1", nullable=True)
NEUTRAL = Column("neutral", "float64", "probability or share of neutral, 0 to 1", nullable=True)
POSITIVE = Column("positive", "float64", "probability or share of positive, 0 to 1", nullable=True)
LOW = Column("low", "float64", "lower end of the interval; NA with one unit", nullable=True)
HIGH = Column("high", "float64", "upper end of the interval; NA with one unit", nullable=True)
