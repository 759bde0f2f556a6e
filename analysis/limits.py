"""What the method that scored an article cannot see, in words."""

from __future__ import annotations

import pandas as pd

from analysis.display import Block, escape_markdown
from analysis.schema import Analysis
from analysis.wording import counted

_LIMITS_OF_LEXICON = (
    "**What the facts say.** A bare report of harm or help is counted only where a word in the list "
    "names the act. Irony, hints, and what is left out are not seen.",
    "**Words outside the list.** The method sums words with known weights in the clause around a "
    "mention. Topic words such as *war* and *peace* weigh nothing, so peace talks make nobody look good "
    "by themselves.",
)


def is_neural(result: Analysis) -> bool:
    """Tell whether the network scored everything."""
    return bool((result.sentiments["method"] == "neural").all())


def limits(result: Analysis) -> Block:
    """What the method cannot see, with how much of it there is in this article."""
    text = result.articles["text"].iloc[0]
    has_quotes = any(mark in text for mark in '“”"«»')
    language = result.articles["language"].iloc[0]
    points = []
    if pd.notna(language) and not str(language).lower().startswith("en"):
        points.append(
            f"**Language.** The article is marked as {escape_markdown(language)}; the method knows only "
            "English."
        )
    points.append(
        "**Who is a party.** Countries, organisations in a list and people who are named often enough are "
        "parties; others are not counted, however often they are named, unless a file parties.toml beside "
        "the article names them."
    )
    quoted = ", and this article does quote people" if has_quotes or len(result.quotes) else ""
    points += [
        "**Whose opinion it is.** In the mean of a party a judgement counts the same whether the author "
        f"passes it or somebody who is quoted{quoted}; the two are told apart only where it is said who says "
        "what of whom.",
        *(_limits_of_attribution(result) if len(result.quotes) or len(result.stances) else ()),
        "**Who is meant by “he” or “the country”.** Rules decide it where the text makes it plain, and err "
        "more often than names do; what they leave open is missed. Who speaks for a party is read from the "
        "words around a name (“the Turkish foreign minister”).",
        *(_limits_of_network(result) if is_neural(result) else _LIMITS_OF_LEXICON),
    ]
    return Block("\n".join(f"- {point}" for point in points))


def _limits_of_network(result: Analysis) -> list[str]:
    """What the network cannot see, with the sentences of this article that it read in part."""
    points = [
        "**What stands outside the sentence.** The model reads one sentence at a time. What the sentences "
        "before it say, irony that only they give away, and what is left out are not seen.",
        "**Who the party is.** Its name is hidden from the model, so that the same words give the same score "
        "whoever they are said of; what readers know of the party is therefore not seen either.",
        "**Who is cleared.** Words of guilt weigh on whoever stands beside them, also where a sentence says "
        "that somebody was acquitted, forgiven or not blamed.",
        "**Why.** The model has learned from sentences that people labelled, and errs: on about one in five "
        "such sentences that it had not seen, it gives another label than they did. The words named with a "
        "score are those that move it most, left out of the sentence and left alone: a hint at the reason, "
        "not the reason.",
    ]
    cut = int((~result.sentiments["is_whole"]).sum())
    if cut:
        points.append(
            f"**Very long sentences.** {counted(cut, 'mention')} "
            f"{'stands in a sentence' if cut == 1 else 'stand in sentences'} of more than about 200 words, "
            "of which just the part around the mention is read."
        )
    return points


def _limits_of_attribution(result: Analysis) -> list[str]:
    """What who says what of whom cannot see."""
    nobody = int(result.quotes["speaker"].isna().sum())
    missing = (
        f"; here {counted(nobody, 'quotation')} {'has' if nobody == 1 else 'have'} none" if nobody else ""
    )
    return [
        "**Who is quoted.** Quotations and their speakers are found by marks and verbs of saying, not always "
        f"rightly: some are missed, and some go to the wrong speaker or to none{missing}. A view that nobody "
        "is said to hold (“it was seen as a failure”) counts as the author’s.",
        "**What the author does with a quotation.** That somebody *claimed* and another *explained*, who is "
        "quoted first, longest or not at all, and whether a quotation is meant to be doubted, shows in no "
        "score.",
        "**Deeds as opinions.** What one party does to another is read as its opinion only within one "
        "sentence; to attack shows hostility, while a deed whose meaning the reader has to know is not seen.",
    ]
