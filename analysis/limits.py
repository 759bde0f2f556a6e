"""What the method that scored an article cannot see, in words."""

from __future__ import annotations

import pandas as pd

from analysis.display import Block, escape_markdown
from analysis.resources import sentiment_errors
from analysis.schema import Analysis
from analysis.wording import counted, listed

# With fewer labels an interval may not hold what it promises: in simulations (as ``bench_validation.py``, one
# outlet, 100 and 400 mentions) those of 10 labels covered the truth in 89 to 96 % of trials, of 20 in 93 to
# 96 %.
FEW_LABELS = 20
# Of scores that were written to a file and read back.
_ROUNDING = 1e-3
_MEANT = {
    True: "This is worked out from the text, and is wrong more often than a name is.",
    False: "It is not worked out: only names count.",
}
_LIMITS_OF_LEXICON = (
    "**Words outside the list.** The method sums words with known weights in the clause around a "
    "mention. Topic words such as *war* and *peace* weigh nothing, so peace talks make nobody look good "
    "by themselves.",
)


def is_neural(result: Analysis) -> bool:
    """Tell whether the network scored everything, recalibrated or not."""
    return bool(result.sentiments["method"].str.startswith("neural").all())


def share_of_right_opinions(result: Analysis) -> str:
    """Say how many of the opinions of one party of another are right.

    On the gold stories that are set aside, about states and about organisations: 34 of 55 by the networks, 9
    of 26 by the lexicon.
    """
    return "about three in five" if is_neural(result) else "about a third"


def measured_method(result: Analysis, scores: pd.DataFrame | None = None) -> str | None:
    """Return the method that scored everything, where its errors were measured; else None.

    There are none of two methods together, nor of scores of one's own: those under another name in `method`,
    or in `scores` (by default `sentiments`) with a `score` that is not `positive` less `negative`.
    """
    methods = result.sentiments["method"].unique().tolist()
    scored = (result.sentiments if scores is None else scores).dropna(subset=["score"])
    gaps = (scored["positive"] - scored["negative"] - scored["score"]).abs()
    is_known = len(methods) == 1 and (methods[0], "neutral") in sentiment_errors()
    return str(methods[0]) if is_known and bool((gaps < _ROUNDING).all()) else None


def has_labels(result: Analysis) -> bool:
    """Tell whether there are labels enough to correct a mean, see `validation.with_labels`."""
    return int(result.labelled["value"].notna().sum()) >= FEW_LABELS


def these(result: Analysis) -> str:
    """Say which articles there are: this article, or these articles."""
    return "this article" if len(result.articles) == 1 else "these articles"


def covered(result: Analysis) -> str:
    """Say what the interval of a mean covers, as it stands behind that word."""
    choice = f"the choice of {'sentences' if len(result.articles) == 1 else 'articles'}"
    if has_labels(result):
        labels = f"labels of {these(result)}"
        if measured_method(result) is None:
            return f"{choice} and, where {labels} are enough to show them, the method’s errors"
        return (
            f"{choice} and the method’s errors, as {labels} show them or, where too few, labels of other news"
        )
    return f"{choice} and the method’s measured errors" if measured_method(result) else f"{choice} alone"


def first_limits() -> Block:
    """Say what a reader has to know before using a number: three points."""
    points = [
        "**Whose opinion it is.** A judgement counts toward a party’s mean whether the author makes it or "
        "somebody who is quoted; “The author against the people quoted” tells the two apart.",
        "**Events can be mistaken for judgements.** Where a party is bombed, sued or acquitted, strong words "
        "stand beside its name that judge nobody, or somebody else.",
        "**What is not in the sentence.** Each sentence is read by itself. Irony, hints and omissions are "
        "not seen.",
    ]
    return Block(_as_list(points))


def limits(result: Analysis) -> Block:
    """Say what else the method cannot see, with how much of it there is in this article."""
    languages = result.articles["language"].dropna().astype("str")
    others = sorted(set(languages[~languages.str.lower().str.startswith("en")]))
    points = []
    if others:
        named = listed([escape_markdown(language) for language in others])
        what = "The article is" if len(result.articles) == 1 else "Some articles are"
        points.append(f"**Language.** {what} marked as {named}; the method knows only English.")
    points += [
        "**Who is a party.** Countries, listed organisations and whoever is named often enough are parties. "
        "Others do not count unless a file parties.toml beside the article names them.",
        f"**Who is meant by “he” or “the country”.** {_MEANT[is_neural(result)]} Who belongs to a party is "
        "read from the words around a name (“the Turkish foreign minister”).",
        *(_limits_of_attribution(result) if len(result.quotes) or len(result.stances) else ()),
        *(_limits_of_network(result) if is_neural(result) else _LIMITS_OF_LEXICON),
    ]
    return Block(_as_list(points))


def accuracy(result: Analysis, here: str = "") -> Block:
    """Say how the numbers are made, and how often they were right where people had labelled the same.

    `here` is what labels of these articles say of that, in place of the figure for news in general.
    """
    seen = here or "On sentences that it had not seen it gave people’s own label about four times in five."
    made = (
        "A small neural network reads each mention of a party in its sentence, with the party’s name "
        "hidden, and gives probabilities of unfavourable, neutral and favourable; the score is the last "
        f"minus the first. {seen} "
        if is_neural(result)
        else "The judging words in the clause around a mention score it, by a published word list. "
        f"{f'{here} ' if here else ''}"
    )
    found = (
        "On news labelled by others, 87 in 100 names were found and given the right kind, six in seven "
        "pronouns led to the right person and four in five quotations to the right speaker, and "
        f"{share_of_right_opinions(result)} of the opinions of one party of another were right. "
        if is_neural(result)
        else ""
    )
    means = _means(result)
    opinions = (
        "Intervals of opinions of one party of another cover that choice alone."
        if len(result.stances)
        else ""
    )
    return Block(f"{made}{found}{means}{opinions}".rstrip())


def _means(result: Analysis) -> str:
    """Say what a mean and its interval are."""
    if has_labels(result):
        return (
            "A mean estimates the mean of the labels that people would give (−1, 0 or +1). Where a party has "
            f"{FEW_LABELS} labels or more that are of {these(result)}, they correct its mean, and the scores "
            "carry them over to the other mentions (prediction-powered inference). An interval covers "
            f"{covered(result)}. "
        )
    if measured_method(result):
        return (
            "A mean estimates the mean of the labels that people would give (−1, 0 or +1): it is the mean of "
            "the scores, corrected for the method’s errors where the mentions show that it must be. Its "
            f"interval covers {covered(result)}, as they were found on news that people had labelled; on "
            "other kinds of text it can be too narrow. "
        )
    return (
        f"A mean is that of the scores. Its interval covers {covered(result)}: nobody has measured the "
        "errors of what gave these scores. "
    )


def _as_list(points: list[str]) -> str:
    return "\n".join(f"- {point}" for point in points)


def _limits_of_network(result: Analysis) -> list[str]:
    """Say what the network cannot see, with the sentences of this article that it read in part."""
    points = [
        "**Who the party is.** Its name is hidden from the model, so that the same words give the same score "
        "whoever they are said of. What readers know of the party is not seen either.",
        "**Who is cleared.** Words of guilt weigh on whoever stands beside them, also where a sentence says "
        "that somebody was acquitted, forgiven or not blamed.",
        "**Why.** The words named with a score are those that move it most when they are left out, or left "
        "alone: a hint at the reason, not the reason.",
    ]
    cut = int((~result.sentiments["is_whole"]).sum())
    if cut:
        points.append(
            f"**Very long sentences.** {counted(cut, 'mention')} "
            f"{'stands in a sentence' if cut == 1 else 'stand in sentences'} of more than about 200 words, "
            "of which only the part around the mention is read."
        )
    return points


def _limits_of_attribution(result: Analysis) -> list[str]:
    """Say what can go wrong in finding who says what of whom."""
    nobody = int(result.quotes["speaker"].isna().sum())
    missing = (
        f" ({counted(nobody, 'passage')} {'has' if nobody == 1 else 'have'} none here)" if nobody else ""
    )
    return [
        "**Who is quoted.** Quotations, reported speech and their speakers are not always found rightly: "
        f"some are missed, and some go to the wrong speaker or to none{missing}. A view that nobody is said "
        "to hold (“it was seen as a failure”) counts as the author’s.",
        "**What the author does with a quotation.** No score shows that one speaker *claimed* and another "
        "*explained*, who is quoted first, longest or not at all, or whether a quotation is meant to be "
        "doubted.",
        "**Deeds as opinions.** What one party does to another is read as its opinion only within one "
        "sentence. To attack shows hostility; a deed whose meaning the reader has to know is not seen.",
    ]
