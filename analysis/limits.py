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
    quoted = ", and this article does quote people." if has_quotes else "."
    points += [
        "**Whose opinion it is.** A judgement counts the same whether the author passes it or somebody who "
        f"is quoted{quoted}",
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
        "**Why.** The model has learned from sentences that people labelled, and errs: on about one in five "
        "such sentences that it had not seen, it gives another label than they did. The words named with a "
        "score are those without which it would change most: a hint at the reason, not the reason.",
    ]
    cut = int((~result.sentiments["is_whole"]).sum())
    if cut:
        points.append(
            f"**Very long sentences.** {counted(cut, 'mention')} "
            f"{'stands in a sentence' if cut == 1 else 'stand in sentences'} of more than about 200 words, "
            "of which just the part around the mention is read."
        )
    return points
