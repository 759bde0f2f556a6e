"""What stands twice in an article, which files and web pages often have: its headline, or all of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

# A refrain or a motto is shorter.
_LEAST_BODY = 100
# Of a headline that a paragraph begins with: a shorter one may be its subject.
_LEAST_TITLE = 12
# Behind a headline: "Talks resume - Vell News".
_OUTLET = re.compile(r"\s[|–—-]\s[^|–—]{2,40}$")
_LONGEST_TITLE = 300


def without_title(title: str, body: Sequence[str]) -> list[str]:
    """Drop the headline where the text begins with it, in other case or with other marks or fused to it too.

    So it goes where only one of the two names the outlet behind it (``Talks resume - Vell News``).
    It stays where nothing else is there, and where a sentence only begins with the same words.
    """
    if not body or not _key(title):
        return list(body)
    rest = "" if _is_same_but_outlet(title, body[0]) else _after_title(title, body[0])
    if rest is None or not (rest or body[1:]):
        return list(body)
    return [rest, *body[1:]] if rest else list(body[1:])


def without_second_body(title: str, body: Sequence[str]) -> list[str]:
    """Drop the second of two equal bodies, where one follows the other, and the headline between them."""
    if len(body) == 1:
        half = (len(body[0]) + 1) // 2
        first, second = body[0][:half].strip(), body[0][half:].strip()
        return [first] if first == second and len(first) >= _LEAST_BODY else list(body)
    keys = [_key(paragraph) for paragraph in body]
    for middle in (number for number in range(1, len(keys)) if keys[number] == keys[0]):
        copy = keys[middle:]
        has_title = middle > 1 and keys[middle - 1] == _key(title)
        is_whole = len(copy) == middle - has_title and copy == keys[: len(copy)]
        if is_whole and sum(map(len, copy)) >= _LEAST_BODY:
            return list(body[: middle - has_title])
    return list(body)


def is_same(one: str, other: str) -> bool:
    """Tell whether two lines have the same letters and digits, whatever their case and marks."""
    return _key(one) == _key(other)


def is_end(line: str, block: str) -> bool:
    """Tell whether a block ends with a line, whatever their case and marks."""
    key = _key(line)
    return bool(key) and _key(block).endswith(key)


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def _is_same_but_outlet(title: str, paragraph: str) -> bool:
    if max(len(title), len(paragraph)) > _LONGEST_TITLE:
        return False
    for one, other in ((title, paragraph), (paragraph, title)):
        bare = _key(_OUTLET.sub("", one))
        if len(bare) >= _LEAST_TITLE and bare != _key(one) and bare == _key(other):
            return True
    return False


def _after_title(title: str, paragraph: str) -> str | None:
    """Return what follows the headline in a paragraph, None where it does not begin with it as one."""
    key = _key(title)
    keys = accumulate(map(_key, paragraph))
    place = next((number for number, found in enumerate(keys, 1) if len(found) >= len(key)), None)
    if place is None or _key(paragraph[:place]) != key:
        return None
    rest = paragraph[place:]
    if not _key(rest):
        return ""
    is_fused = rest[0].isupper() and paragraph[place - 1].islower()
    has_stop = rest[0] in ".!?:|" and rest[1:2].isspace() and rest[1:].lstrip()[:1].isupper()
    return rest.lstrip(".!?:| ") if len(key) >= _LEAST_TITLE and (is_fused or has_stop) else None
