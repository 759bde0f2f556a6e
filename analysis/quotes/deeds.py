"""Deeds that look like opinions: ``The league banned Example`` says nothing in anybody's words."""

from __future__ import annotations

import re
from functools import cache

from analysis.quotes.indirect import JUDGED
from analysis.quotes.page import FINITE
from analysis.quotes.sources import ADVERBS, AUXILIARIES, BE
from analysis.resources import attribution_cues

_WORD = re.compile(r"n['’]t\b|[a-z]+(?=n['’]t\b)|[a-z]+")
_MARK = re.compile("[“”„«»\"‘]|''|``")
_OPENING = frozenset("that to whether how what why who when where if as".split())
_SMALL = AUXILIARIES | ADVERBS | frozenset(("n’t", "ve", "s", "d", "ll"))


def is_deed(cue: str, content: str) -> bool:
    """Tell a deed: a lone verb that is not known to attribute an object, and no clause or marks in that.

    Of 123 such attributions that the network was not sure of in PolNeAR's development articles 39 were right.
    Without them the F1 of contents there rises from 77.9 to 78.3; of thresholds, 0.7 gives as much, 0.9 less.
    """
    lone = [word for word in _WORD.findall(cue.lower()) if word not in _SMALL and not word.endswith("ly")]
    # "In May" is no verb.
    words = _WORD.findall(content.replace("May", "").lower())
    if len(lone) != 1 or lone[0] in _speaking() or _MARK.search(content) or _OPENING.issuperset(words[:1]):
        return False
    prepositions = attribution_cues().prepositions
    if any(lone[0] in prepositions.get(word, ()) for word in words):
        return False
    return _clausal().isdisjoint(words)


def is_bare_passive(cue: str) -> bool:
    """Tell a passive of two words: ``was condemned``.

    Without a source it is nobody's word, and whether the network finds it hangs on the name beside it: over
    197 countries its probability is 0.24 to 0.92. In PolNeAR it costs 0.1 of the F1.
    """
    words = cue.casefold().split()
    return len(words) == 2 and words[0] in BE


@cache
def _speaking() -> frozenset[str]:
    cues = attribution_cues()
    return cues.verbs["bare"] | cues.verbs["after"] | cues.hearers | JUDGED


@cache
def _clausal() -> frozenset[str]:
    cues = attribution_cues()
    return FINITE.union(*cues.verbs.values(), *cues.prepositions.values(), ("n't", "n’t"))
