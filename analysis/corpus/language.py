"""The language of a text, by its script and by the commonest words of each language.

Running text is a third function words, names and places are none, and the lists take 8 KB. A text is foreign
where the words of another language are clearly more than the English ones; what is undecided is English. The
library py3langid (4.6 MB) reads character sequences, so that foreign names count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from analysis.resources import languages

# A shorter text may be a name or a foreign quotation.
_FEWEST_LETTERS = 60
_SAMPLE = 20_000
_WORD = re.compile(r"(?<!['’])\b[^\W\d_]+")
# Of all words: running English has 0.35 to 0.5, other languages 0.2 to 0.5 of their own lists. So many
# different ones have to be there: a name can be a word elsewhere (Ada is Indonesian for "there is").
_LEAST_SHARE, _LEAST_WORDS = 0.12, 4
# How many times as many foreign words as English ones: Dutch has "in", "is" and "was" too.
_TIMES = 1.8
# Letters of the scripts that one language or a few are written in.
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af\u1100-\u11ff]")),
    ("zh", re.compile("[\u3400-\u9fff]")),
    ("cyrillic", re.compile("[\u0400-\u04ff]")),
    ("arabic", re.compile("[\u0600-\u06ff\u0750-\u077f]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("hi", re.compile("[\u0900-\u097f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("th", re.compile("[\u0e00-\u0e7f]")),
    ("ka", re.compile("[\u10a0-\u10ff]")),
    ("hy", re.compile("[\u0530-\u058f]")),
    ("am", re.compile("[\u1200-\u137f]")),
)
_SCRIPT_NAMES: Mapping[str, str] = {
    "ja": "Japanese",
    "ko": "Korean",
    "zh": "Chinese",
    "cyrillic": "a language in Cyrillic letters, such as Russian",
    "arabic": "a language in Arabic letters",
    "el": "Greek",
    "he": "Hebrew",
    "hi": "Hindi or another language in Devanagari",
    "bn": "Bengali",
    "ta": "Tamil",
    "th": "Thai",
    "ka": "Georgian",
    "hy": "Armenian",
    "am": "Amharic",
}


def foreign_language(text: str) -> str | None:
    """Return the name of the language that a text is in, or None where it is English or cannot be told.

    Parameters
    ----------
    text
        Its first 20,000 characters are read. Fewer than 60 letters, or a text without running sentences, such
        as a list of names, cannot be told.
    """
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    for name, script in _SCRIPTS:
        # Chinese and Japanese say in twenty letters what takes sixty elsewhere.
        count = len(script.findall(sample))
        if count > letters / 2 and letters >= _FEWEST_LETTERS / (3 if name in ("ja", "ko", "zh") else 1):
            return _SCRIPT_NAMES[name]
        if name == "ja" and count > letters / 5 and letters >= _FEWEST_LETTERS / 3:
            return _SCRIPT_NAMES[name]
    if letters < _FEWEST_LETTERS:
        return None
    hits = dict.fromkeys(languages().names, 0)
    different: dict[str, set[str]] = {code: set() for code in hits}
    for word in words:
        for code in _codes_by_word().get(word.casefold(), ()):
            hits[code] += 1
            different[code].add(word.casefold())
    best = max(hits, key=hits.__getitem__)
    is_plain = len(different[best]) >= _LEAST_WORDS and hits[best] >= _LEAST_SHARE * len(words)
    return languages().names[best] if is_plain and hits[best] > _TIMES * hits["en"] else None


@cache
def _codes_by_word() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for code, words in languages().words.items():
        for word in words:
            found[word] = (*found.get(word, ()), code)
    return found
