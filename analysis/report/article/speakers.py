"""Who speaks in an article: shares of its words."""

from __future__ import annotations

import pandas as pd

from analysis.aggregate import quoted_words
from analysis.display import Block, escape_markdown
from analysis.limits import is_neural
from analysis.report.bars import share_bar
from analysis.report.pages import Section
from analysis.schema import Analysis, rows
from analysis.wording import in_brackets, listed, percent

_MOST = 5


def speakers(result: Analysis) -> Section | None:
    """Show the share of the words for each speaker, with direct and reported speech apart."""
    table = quoted_words(result)
    if len(table) < 2:
        text = "Nobody is quoted; all of it is read as the author’s own words."
        return Section("speakers", "Who speaks", [Block(text)], place="beside") if len(table) else None
    shown = [(_name(row), float(row.share)) for row in rows(table.head(_MOST + 1))]
    rest = float(table["share"].iloc[_MOST + 1 :].sum())
    if rest > 0:
        shown.append(("others", rest))
    direct, reported = (
        float(table[kind].sum() / max(table["n"].sum(), 1)) for kind in ("direct", "reported")
    )
    finders = "A model finds" if is_neural(result) else "Rules find"
    note = percent(f"Of all words, {_kinds(direct, reported)}. {finders} the speakers, not always rightly.")
    words = [percent(f"{escape_markdown(name)} {share:.0%}") for name, share in shown]
    return Section(
        "speakers",
        "Who speaks",
        [
            Block(
                f"Share of the words: {listed(words)}. {note}",
                f'{share_bar(shown)}<p class="note">{note}</p>',
            )
        ],
        place="beside",
    )


def _kinds(direct: float, reported: float) -> str:
    """Say how much of the text is quotation and how much reported speech, where there is some."""
    parts = [
        *([f"{direct:.0%} stand in quotation marks"] if direct else []),
        *([f"{reported:.0%} are reported speech"] if reported else []),
    ]
    return listed(parts)


def _name(row: object) -> str:
    speaker, party = row.speaker, row.speaker_party  # type: ignore[attr-defined]
    if pd.isna(speaker):
        return "speaker not found" if pd.isna(party) else str(party)
    if pd.isna(party) or party == speaker:
        return str(speaker)
    return f"{speaker} ({in_brackets(str(party))})"
