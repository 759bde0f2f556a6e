"""Article texts that try to break the package, each made from a seed. All people in them are made up."""

from __future__ import annotations

import sys
from collections.abc import Callable
from random import Random
from typing import Any

import analysis as sl
from analysis.records import CorpusError

PARTIES = (
    "Ukraine|Russia|the U.S.|U.S.-China|Turkish|Ukrainians|Kyiv|the Kremlin|NATO|the EU|Georgia|Labour|Niger"
    "|Côte d’Ivoire|Türkiye|Guinea-Bissau|Athens, Ohio|UK|us|US$|The Turkish|Iran's|the Bank|PPP|MOSCOW"
).split("|")
PEOPLE = (
    "Kemal Aydin|Olena Marchuk|Jan van der Berg|Omar al-Amin|J. R. Lowe|Ann Lowe|Lowe|AYDIN|O’Dell|Xi Zyx"
    "|Marchuk’s|Ann-Marie D’Orsay IV|É. Ñandú|Mr. Zyx"
).split("|")
TITLES = (
    "Foreign Minister|President|Mr.|Mrs. |Dr.|Sen.|the president|the former minister|spokesman|Gen. "
    "|Its minister,|ambassador to|, the Turkish minister,|Vice President|the country|both sides|both men"
    "|the two countries"
).split("|")
PRONOUNS = "He|she|they|It|its|Their|each other|his|we|who|them".split("|")
CUES = (
    "said|told|according to|claimed that|denied|wrote:|asked,|accused|warned that|argued"
    "|added|—|says"
    "|did not say"
).split("|")
WORDS = (
    "attacked|praised|corrupt|not good|honest|peace|war in|met|never|very|was condemned by|sold tea to|left"
    "|announced|talks|condemned|supports|, but|because of|won|however|if|n’t|U.S|e.g.|1.5|No. 5"
).split("|")
MARKS = "“ ” „ ‟ ‘ ’ ‚ ‛ \" ' « » ‹ › 「 」 『 』 〝 〞 ＂ ` ´ '' `` ❝ ❞ ″ ′".split(" ")
GLUE = (" ", " ", " ", "", ". ", ".", ", ", "\n", "\n\n", "; ", "! ", "?” ", " “", "” ", "-", "—", "…", "’s ")
MARKUP = (
    "<script>f('Spain')</script>",
    "<img src=x onerror=f(1)>",
    '"><svg/onload=f()>',
    "</div></body>",
    "&lt;b&gt;&#x27;&amp;&nbsp;",
    "<!-- Russia -->",
    "=HYPERLINK(1)",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=2",
    "'=3",
    r"\frac{1}{2} $x_1^2$ \(a\) \begin{x}",
    "[a](javascript:f)",
    "![a](x)",
    "# a",
    "| a | b |",
    "```\n",
    "---\ntitle: [",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "${x}",
    '{"a": [1, {"b": null',
    "key: !!python/object:x",
    "https://example.org/?a=1&b=<c>",
    "a@example.org",
    "%s %n {0}",
    "..\\..\\x",
    "../../x",
    "\\x00",
    "]]>",
    "<![CDATA[",
)
MOJIBAKE = ("â€œ", "â€™s", "Ã©", "Ã¢â‚¬â„¢", "ï»¿", "\ufffd", "Â ", "ÐšÐ¸ÑÐ²", "â€”")
INVISIBLE = (
    "\u202e\u202d\u202a\u202c\u2066\u2067\u2069\u200b\u200c\u200d\u200e\u200f\ufeff\u00ad\u2060\u180e\u061c"
    "\u2028\u2029\x85\xa0\u3000"
)
SCRIPTS = (
    "Україна",
    "Россия",
    "中国外交部长",
    "مصر",
    "ישראל",
    "ประเทศไทย",
    "한국",
    "ΕΛΛΑΔΑ",
    "ﬁﬂ",
    "İıſßǅ",
    "हिन्दी",
    "१२३",
    "Ⅷ",
)
EMOJI = ("😀", "👩‍👩‍👧‍👦", "🇺🇦", "🇷🇺🇺🇸", "👍🏽", "❤️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣")


def characters(rng: Random, n: int, low: int = 0, high: int = sys.maxunicode) -> str:
    """Give characters of a range of Unicode, without the halves of pairs."""
    codes = (rng.randint(low, high) for _ in range(n))
    return "".join(chr(code) for code in codes if not 0xD800 <= code <= 0xDFFF)


def story(rng: Random) -> str:
    """Parties, people, titles, pronouns, verbs and marks in any order, with or without spaces."""
    kinds = (PARTIES, PEOPLE, TITLES, PRONOUNS, CUES, WORDS, MARKS)
    return "".join(rng.choice(rng.choice(kinds)) + rng.choice(GLUE) for _ in range(rng.randint(1, 60)))


def glued(rng: Random) -> str:
    """Glue the same without any space."""
    return story(rng).replace(" ", rng.choice(("", "", "\u200b", "_", "-", "\xa0", ".", "’")))


def report(rng: Random) -> str:
    """Write sentences as news has them, with quotations that may have no end."""
    return " ".join(
        f"{rng.choice(MARKS[:4])}{rng.choice(PARTIES)} {rng.choice(WORDS)} {rng.choice(PARTIES)},"
        f"{rng.choice(MARKS[:6])} {rng.choice(TITLES)} {rng.choice(PEOPLE)} {rng.choice(CUES)}."
        for _ in range(rng.randint(1, 6))
    )


def planes(rng: Random) -> str:
    """Take characters of all planes, or of one block, among names."""
    low = rng.choice((0, 0x300, 0x590, 0x2000, 0xE000, 0x10000, 0x1F000, 0xE0000, 0x10FF00))
    high = sys.maxunicode if rng.random() < 0.3 else min(low + 0x100, sys.maxunicode)
    return rng.choice(PARTIES) + characters(rng, rng.randint(1, 80), low, high) + rng.choice(PEOPLE)


def combining(rng: Random) -> str:
    """Put marks on the letters of names."""
    return "".join(
        char + characters(rng, rng.choice((0, 0, 1, 30)), 0x300, 0x36F) for char in story(rng)[:120]
    )


def scripts(rng: Random) -> str:
    """Mix scripts, emoji and characters that nobody sees into names."""
    parts = (*SCRIPTS, *EMOJI, *INVISIBLE, *MOJIBAKE)
    return "".join(
        rng.choice((rng.choice(parts), rng.choice(PARTIES), rng.choice(PEOPLE), rng.choice(GLUE)))
        for _ in range(rng.randint(1, 60))
    )


def hidden(rng: Random) -> str:
    """Strew invisible characters over a story."""
    return "".join(char + (rng.choice(INVISIBLE) if rng.random() < 0.1 else "") for char in story(rng))


def markup(rng: Random) -> str:
    """Mix markup, formulas and data formats with names."""
    return "".join(
        rng.choice((rng.choice(MARKUP), rng.choice(PARTIES), rng.choice(WORDS))) + rng.choice(GLUE)
        for _ in range(rng.randint(1, 40))
    )


def controls(rng: Random) -> str:
    """Strew control characters over a story."""
    return "".join(char + (characters(rng, 1, 0, 0x9F) if rng.random() < 0.1 else "") for char in story(rng))


def marks(rng: Random) -> str:
    """Give up to 1,000 quotation marks, of one kind or of all, with few words among them."""
    own = MARKS if rng.random() < 0.5 else [rng.choice(MARKS)]
    words = (*PARTIES, *CUES, " ", "\n")
    return "".join(
        rng.choice(own) + (rng.choice(words) if rng.random() < 0.1 else "")
        for _ in range(rng.choice((10, 100, 1_000)))
    )


def endless(rng: Random) -> str:
    """Give a sentence without an end."""
    kinds = (PARTIES, PEOPLE, WORDS, CUES)
    words = " ".join(rng.choice(rng.choice(kinds)) for _ in range(rng.choice((100, 300, 600))))
    return "".join(char for char in words if char not in ".?!:")


def long_words(rng: Random) -> str:
    """Repeat one thing as one long word or row of words."""
    unit = rng.choice(
        (*PARTIES, *PEOPLE, *MARKS, *EMOJI, "A", "a-", "A.", "é", "1", "0,", "’s", "(", "…", "_")
    )
    return rng.choice(PARTIES) + rng.choice(("", " ")) + unit * (rng.choice((1, 20, 4_000)) // len(unit) + 1)


def newlines(rng: Random) -> str:
    """Scatter words over very many lines."""
    ends = ("\n", "\r\n", "\r", "\n\n\n", " \n \n", "\x0b", "\x0c", "\u2028")
    words = (*PARTIES, *CUES, *MARKS)
    return "".join(
        rng.choice(ends) * rng.choice((1, 3, 200)) + (rng.choice(words) if rng.random() < 0.5 else "")
        for _ in range(20)
    )


def numbers(rng: Random) -> str:
    """Give numbers of all kinds, with parties among them."""
    kinds = (
        "1",
        "1.5",
        "-3",
        "1,000,000",
        "$5m",
        "٣",
        "²",
        "½",
        "1e308",
        "0x1F",
        "NaN",
        "inf",
        "NA",
        "null",
        "",
    )
    return "".join(rng.choice((rng.choice(kinds), rng.choice(PARTIES))) + rng.choice(GLUE) for _ in range(40))


def repeated(rng: Random) -> str:
    """Name one party over and over."""
    return (rng.choice(PARTIES) + rng.choice(GLUE)) * rng.choice((2, 20, 100))


GENERATORS: tuple[Callable[[Random], str], ...] = (
    *(story, story, story, glued, glued, report, report, report),
    *(planes, combining, scripts, hidden, markup, controls, marks, endless, long_words, newlines),
    *(numbers, repeated),
)


def text(rng: Random) -> str:
    """Give a text of up to three parts, each from one generator."""
    return rng.choice(GLUE).join(rng.choice(GENERATORS)(rng) for _ in range(rng.choice((1, 1, 2, 3))))


def field(rng: Random) -> str:
    """Give what a title, source or name of an author may be: a line, or anything."""
    return rng.choice((story, markup, planes, controls, glued))(rng)[: rng.choice((5, 40, 300))]


def article(seed: int) -> sl.Article:
    """Make the article of a seed: cleaned as from a file, or as a program may make it, without cleaning."""
    rng = Random(seed)  # noqa: S311
    body = text(rng)
    known: dict[str, Any] = {
        name: field(rng) for name in ("title", "source", "author", "url") if rng.random() < 0.6
    }
    name = f"{field(rng) if rng.random() < 0.5 else ''}{seed}"
    if rng.random() < 0.8:
        try:
            return sl.make_article(body, article_id=name, **known)
        except CorpusError:
            body = body or "-"  # nothing is left after cleaning
    title = known.pop("title", "")
    return sl.Article(name, f"{title}\n\n{body}" if title else body, title=title, **known)
