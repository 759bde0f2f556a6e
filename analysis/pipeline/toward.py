"""The sentiment of a text toward one party."""

from __future__ import annotations

from dataclasses import dataclass

from analysis import sentiment
from analysis.corpus import make_article
from analysis.pipeline.analyzer import Analyzer, finder_of
from analysis.records import ChoiceError, Registry, UnknownPartyError, named_type


@dataclass(frozen=True, slots=True)
class Sentiment:
    """The sentiment of a text toward one party.

    `n` mentions, of which `n_scored` have a score; the mean `score` (-1 to 1) of these and its `label`, both
    None where none has one (the lexicon method without evidence); and the words that counted, with their
    weights.
    """

    party: str
    n: int
    n_scored: int
    score: float | None
    label: str | None
    evidence: tuple[tuple[str, float], ...]


def sentiment_toward(
    text: str, party: str, *, registry: Registry | None = None, method: str = "neural"
) -> Sentiment:
    """Score the sentiment of a sentence or text toward one party.

    Parameters
    ----------
    text
        What is scored.
    party
        The party's name, or anything that stands for it (``Kyiv`` for Ukraine), in capitals or not.
    registry, method
        As for `analyze`.

    Returns
    -------
    Sentiment
        The mean over the party's mentions that act; those that only name a place are left out. The label is
        the one that `analyze` gives the mention, or that of the mean where there are several.

    Raises
    ------
    UnknownPartyError
        No party is known under this name, or the text does not mention it.
    CorpusError
        The text is empty.
    ChoiceError
        The method is unknown, the party is no name, or the registry is none.

    Examples
    --------
    >>> sentiment_toward("Moscow annexed Crimea by force.", "Russia").label
    'negative'
    """
    if not isinstance(party, str):
        raise ChoiceError(f"party is {named_type(party)}; expected a name, such as 'Iran'")
    analyzer = Analyzer(registry=registry, method=method, evidence=True, duplicates="keep")
    name = finder_of(registry or Registry(), analyzer.min_mentions).resolve(party)
    if name is None:
        raise UnknownPartyError(
            f"no party is known as {party!r}; countries go by their English names, and a registry adds others"
        )
    result = analyzer([make_article(text)])
    mentions = result.mentions
    is_meant = (mentions["party"] == name) & (mentions["role"] == "actor")
    if not is_meant.any():
        others = ", ".join(mentions.loc[mentions["role"] == "actor", "party"].drop_duplicates()) or "none"
        raise UnknownPartyError(
            f"the text does not mention {name} as an actor; parties that it does: {others}"
        )
    found = result.sentiments[is_meant]
    scored = found["score"].dropna()
    score = float(scored.mean()) if len(scored) else None
    evidence = result.evidence[result.evidence["mention"].isin(found["mention"])].drop_duplicates("token")
    return Sentiment(
        party=name,
        n=len(found),
        n_scored=len(scored),
        score=score,
        label=sentiment.mean_label(found),
        evidence=tuple(zip(evidence["surface"], evidence["weight"], strict=True)),
    )
