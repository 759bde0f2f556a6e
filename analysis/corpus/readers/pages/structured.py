"""What a page says of its story in JSON-LD (schema.org), which search engines read."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any

_ARTICLES = ("Article", "BlogPosting", "LiveBlogPosting", "Report")  # what a type ends with: NewsArticle
_MOST = 10_000  # objects that are looked at
_LONGEST = 10_000_000


def story_in(tree: Any) -> dict[str, Any]:
    """Return what a page's JSON-LD says of its story; empty where there is none, or it cannot be read.

    The names are those of a row; ``body`` is the text as it stands there, ``is_live`` marks a live blog.
    """
    stories = [item for item in _objects(tree) if _is_article(item)]
    if not stories:
        return {}
    # A page can list other stories too; its own is the one with most of a text, else the first.
    story = max(stories, key=lambda one: len(_body(one)))
    values = {
        "title": _words(story.get("headline")) or _words(story.get("name")),
        "author": _names(story.get("author")),
        "source": _names(story.get("publisher")),
        "published": _words(story.get("datePublished")),
        "url": _address(story.get("mainEntityOfPage")) or _address(story.get("url")),
        "language": _words(story.get("inLanguage")),
        "section": _listed(story.get("articleSection")),
        "tags": _listed(story.get("keywords")),
        "is_accessible_for_free": str(story.get("isAccessibleForFree", "")).casefold(),
        "body": _body(story),
        "is_live": "yes" if _is_live(story) else "",
    }
    return {name: value for name, value in values.items() if value}


def _objects(tree: Any) -> Iterator[Mapping[str, Any]]:
    waiting: list[Any] = []
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        if "ld+json" in (script.get("type") or "") and 0 < len(text) <= _LONGEST:
            try:
                waiting.append(json.loads(text, strict=False))
            except (ValueError, RecursionError):
                continue
    waiting.reverse()
    for _ in range(_MOST):
        if not waiting:
            return
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item[:_MOST])
        elif isinstance(item, Mapping):
            yield item
            # Below a story stand its people, its updates and what it belongs to.
            waiting += [item[name] for name in ("mainEntity", "@graph") if name in item]


def _is_article(item: Mapping[str, Any]) -> bool:
    return any(one.endswith(_ARTICLES) for one in _types(item))


def _is_live(item: Mapping[str, Any]) -> bool:
    return any(one.endswith("LiveBlogPosting") for one in _types(item))


def _types(item: Mapping[str, Any]) -> list[str]:
    types = item.get("@type")
    return [str(one) for one in (types if isinstance(types, list) else [types])]


def _body(story: Mapping[str, Any]) -> str:
    updates = story.get("liveBlogUpdate")
    listed = updates if isinstance(updates, list) else []
    parts = [_words(story.get("articleBody"))]
    for update in listed[:_MOST]:
        if isinstance(update, Mapping):
            parts += [_words(update.get("headline")), _words(update.get("articleBody"))]
    return "\n\n".join(part for part in parts if part)


def _words(value: Any) -> str:
    """Return text as a reader sees it; empty where the value is none."""
    value = value[0] if isinstance(value, list) and value else value
    return html.unescape(value).strip() if isinstance(value, str) else ""


def _names(value: Any) -> str:
    people = value if isinstance(value, list) else [value]
    names = [_words(one.get("name") if isinstance(one, Mapping) else one) for one in people[:100]]
    # An address in place of a name names nobody.
    return "; ".join(dict.fromkeys(name for name in names if name and "://" not in name))


def _listed(value: Any) -> str:
    return "; ".join(_words(one) for one in value[:100]) if isinstance(value, list) else _words(value)


def _address(value: Any) -> str:
    found = _words(value.get("@id") or value.get("url") if isinstance(value, Mapping) else value)
    return found if found.startswith(("http://", "https://")) else ""
