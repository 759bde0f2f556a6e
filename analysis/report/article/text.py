"""The article's text with everything marked, and what filters it."""

from __future__ import annotations

from html import escape

from analysis import annotate
from analysis.aggregate import party_mentions
from analysis.display import Block
from analysis.report.pages import Section
from analysis.schema import Analysis

_MOST_PARTIES = 12
_KEY = (
    "Each mention of a party is underlined: blue where the wording is read as favourable to it, orange and "
    "dashed where it is read as unfavourable. Point at a mention or tap it for its score. Words with dots "
    "below count most. Quotations and reported speech are shaded, and end with the speaker."
)


def marked_text(result: Analysis) -> Section:
    """Show the text, with a filter by party and a switch for scores."""
    parties = party_mentions(result)["party"].head(_MOST_PARTIES)
    text = annotate.text(result)
    chips = [
        '<label><input type="radio" name="party" value="" checked> all parties</label>',
        *(
            f'<label><input type="radio" name="party" value="{escape(party)}"> {escape(party)}</label>'
            for party in parties
        ),
        '<label><input type="checkbox" name="scores"> show all scores</label>',
    ]
    form = (
        '<form class="chips" data-filter="sidelight-text" aria-label="What to mark">'
        + "".join(chips)
        + "</form>"
    )
    note = f'<p class="note">{_KEY}</p>'
    return Section(
        "text",
        "The text",
        [
            Block(
                "Mentions of a party are in bold, the words that count most in italics. Sentences are "
                "numbered from 0.",
                note + form,
            ),
            text,
        ],
    )
