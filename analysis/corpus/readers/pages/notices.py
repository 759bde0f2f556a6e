"""Pages that hold no story: errors, walls, and questions about cookies."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.records import CorpusError
from analysis.resources import notice_patterns

# A story of so many words stays a story, whatever its headline.
_MOST_WORDS = 250
# Of the characters of a page, those in paragraphs of a notice.
_SHARE = 0.5


def check_story(paragraphs: Sequence[str], title: str, where: str) -> None:
    """Verify that a page holds a story.

    Raises
    ------
    CorpusError
        There is no paragraph; or few words, and they say what an error page or a consent page says.
    """
    saved = "save the page again when the browser shows the story"
    if _is_notice(paragraphs, title):
        raise CorpusError(
            f"{where}: holds no story but a consent or error page ({title or paragraphs[0][:60]!r}); {saved}"
        )
    if not paragraphs:
        raise CorpusError(f"{where}: holds no story that can be found; {saved}")


def _is_notice(paragraphs: Sequence[str], title: str) -> bool:
    text = [paragraph.casefold() for paragraph in paragraphs]
    if sum(len(paragraph.split()) for paragraph in text) >= _MOST_WORDS:
        return False
    headline = title.casefold().strip(" .!…")
    if any(pattern.fullmatch(headline) for pattern in notice_patterns("title")):
        return True
    known = sum(
        len(paragraph)
        for paragraph in text
        if any(pattern.search(paragraph) for pattern in notice_patterns("text"))
    )
    return known > _SHARE * sum(map(len, text))
