"""What somebody is said not to hold: ``denied that …``, ``never said that …``, ``rejected claims that …``."""

from __future__ import annotations

import re

import pandas as pd

from analysis.schema import rows

_DENY = frozenset(
    "deny denies denied denying dispute disputes disputed disputing refute refutes refuted".split()
)
# Who rejects a plan thinks ill of it; who rejects a claim does not hold it.
_REJECT = frozenset("reject rejects rejected rejecting dismiss dismisses dismissed dismissing".split())
_CLAIMS = frozenset(
    "claim claims accusation accusations allegation allegations suggestion suggestions report reports charge "
    "charges idea notion".split()
)
# Unlike who does not think so, who does not say so may hold anything.
_SAY = frozenset("say said claim claimed allege alleged suggest suggested state stated imply".split())
_ACCUSE = frozenset(
    "accuse accused accusing blame blamed blaming criticise criticised criticising criticize criticized "
    "criticizing condemn condemned condemning denounce denounced denouncing fault faulted faulting praise "
    "praised praising commend commended commending endorse endorsed endorsing".split()
)
_NOT = frozenset("not n't never neither nor nobody none declined refused without".split())
# Whose sentence begins so accuses nobody: ``Neither Peru nor Chile condemned it``.
_NOBODY = re.compile(r"(?:^|[.!?\n][’”\"']? ?)(?:Neither|None|Nobody|No(?: one)?)\b[^.,;:!?\n]{0,100}$")
_DECLINE = frozenset("refused refuses declined declines avoided avoids".split())
# Without one of these a cue makes no denial.
_TOLD = _DENY | _REJECT | _DECLINE | _ACCUSE | _SAY
_SHORT_OF = re.compile(r"\b(?:stop|stopp|fall|fell|stops|falls|stopped|stopping|falling) short of\b")
_FINITE = frozenset(
    "is are was were has have had will would can could may might must should did does do".split()
)
_WORD = re.compile(r"n['’]t\b|[a-z]+(?=n['’]t\b)|[a-z]+")
# Cues and the words that tell a clause are short.
_LONGEST_CUE, _LONGEST_OPENING, _NEAR = 120, 200, 20


def denied_quotes(articles: pd.DataFrame, quotes: pd.DataFrame) -> set[tuple[str, int]]:
    """Find the quotations, in reported words, whose speaker is said not to hold what they say.

    Parameters
    ----------
    articles, quotes
        Tables as declared in `schema.TABLES`.

    Returns
    -------
    set of (str, int)
        Article and number of each: a claim that its speaker denies, disputes or rejects, or does not make;
        not one that they do not deny.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    return {
        (row.article_id, row.quote)
        for row in rows(quotes)
        if row.cue_start is not pd.NA
        and row.kind != "direct"
        and _is_denial(texts[row.article_id], row.cue_start, row.cue_end, row.start, row.surface)
    }


def _is_denial(text: str, start: int, end: int, begins: int, content: str) -> bool:
    """Tell it by the cue, from `start` to `end`, and by what comes before it and before the content."""
    cue = text[start : min(end, start + _LONGEST_CUE)]
    words = _words(cue)
    own = set(words)
    if own.isdisjoint(_TOLD):
        return False
    between = _words(text[end : min(begins, end + _LONGEST_CUE)])
    opening = _words(content[:_LONGEST_OPENING])
    # "Denied Norway a loan" and "disputed its map" are opinions of their own.
    is_clause = opening[:1] == ["that"] or not _FINITE.isdisjoint(opening)
    denies = is_clause and not own.isdisjoint(_DENY)
    denies |= not own.isdisjoint(_REJECT | _DENY) and not _CLAIMS.isdisjoint(words + between + opening[:3])
    if denies:
        return own.isdisjoint(_NOT)
    if not own.isdisjoint(_DECLINE):
        said = [word for word in (*words, *between, *opening) if word != "to"]
        places = [place for place, word in enumerate(said) if word in _DECLINE]
        if not _ACCUSE.isdisjoint(said[places[0] + 1 : places[0] + 2]):
            return True
    before = text[max(0, start - _LONGEST_CUE) : start]
    is_nobody = _NOBODY.search(before) is not None or _SHORT_OF.search(before[-_NEAR:] + cue) is not None
    return any(
        word in _ACCUSE or (word in _SAY and is_clause)
        for place, word in enumerate(words)
        # "not yet said", "declined to say"
        if is_nobody or not _NOT.isdisjoint([*_words(before[-_NEAR:]), *words[:place]][-2:])
    )


def _words(text: str) -> list[str]:
    return [word.replace("’", "'") for word in _WORD.findall(text.lower())]
