"""Tests of analysis.cleaning."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.cleaning import (
    NotTextError,
    decode,
    normalise_space,
    paragraphs,
    repair,
    without_addresses,
    without_markup,
)

STORY = "Kyiv’s café – “talks” cost €5"


@pytest.mark.parametrize(
    "data",
    [
        STORY.encode(),
        codecs.BOM_UTF8 + STORY.encode(),
        codecs.BOM_UTF16_LE + STORY.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + STORY.encode("utf-16-be"),
        STORY.encode("utf-16-le"),
        STORY.encode("utf-16-be"),
        STORY.encode("windows-1252"),
    ],
    ids=["utf-8", "utf-8-bom", "utf-16-le-bom", "utf-16-be-bom", "utf-16-le", "utf-16-be", "windows-1252"],
)
def test_decode_finds_the_encoding(data: bytes) -> None:
    assert decode(data) == STORY


ENGLISH = "The résumé of the attaché was read at the café by the naïve fiancé."
RUSSIAN = "Министр сказал в понедельник, что переговоры ещё не закончены."
POLISH = "Minister powiedział w poniedziałek, że negocjacje nie zostały zakończone i będą trwały."
GREEK = "Ο υπουργός είπε τη Δευτέρα ότι οι διαπραγματεύσεις δεν έχουν τελειώσει ακόμη."
TURKISH = "Bakan pazartesi günü müzakerelerin henüz bitmediğini söyledi, dışişleri de şöyle dedi."
CZECH = "Ministr v pondělí řekl, že jednání ještě neskončila a že budou pokračovat v pátek."
JAPANESE = "大臣は月曜日に、交渉はまだ終わっておらず、金曜日に続けられると述べた。"
CHINESE = "部长星期一表示，谈判尚未结束，将于星期五继续进行，双方都没有发表评论。"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (STORY, "mac_roman"),
        *((ENGLISH, encoding) for encoding in ("windows-1252", "iso8859_15", "mac_roman", "cp850", "cp437")),
        *((RUSSIAN, encoding) for encoding in ("windows-1251", "koi8_r", "iso8859_5", "cp866")),
        (POLISH, "iso8859_2"),
        (POLISH, "windows-1250"),
        (CZECH, "windows-1250"),
        (GREEK, "iso8859_7"),
        (TURKISH, "iso8859_9"),
        (TURKISH, "windows-1254"),
        (JAPANESE, "shift_jis"),
        (CHINESE, "gb18030"),
    ],
)
def test_decode_tells_code_pages_apart(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("undefined", [b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d"])
def test_decode_keeps_the_rest_beside_bytes_that_windows_1252_leaves_undefined(undefined: bytes) -> None:
    assert decode(b"caf\xe9 " + undefined + b" \x93talks\x94") == f"café {chr(undefined[0])} “talks”"


@pytest.mark.parametrize("text", ["", "a", "Київ і мир", "tab\tand\r\nline"])
def test_decode_reads_any_utf8(text: str) -> None:
    assert decode(text.encode()) == text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive or an office document"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"GIF89a", "a GIF picture"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (b"{\\rtf1", "an RTF document"),
        (b"\xd0\xcf\x11\xe0", "an old office document"),
        (b"text with a zero \x00 in it", "binary data"),
        (b"bells \x07\x07\x07", "binary data"),
    ],
)
def test_decode_names_what_is_no_text(data: bytes, kind: str) -> None:
    with pytest.raises(NotTextError) as caught:
        decode(data)
    assert str(caught.value) == f"looks like {kind}, not text"


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("Ukraineâ€™s cafÃ©", "Ukraine’s café"),
        ("â€œpeaceâ€\x9d", "“peace”"),
        ("war &amp; peace", "war & peace"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("ﬁnal", "final"),
        ("e\u0301t\u00e9", "été"),
        ("a\x07b\x1b[31mc", "abc"),
    ],
)
def test_repair(broken: str, whole: str) -> None:
    assert repair(broken) == whole


@pytest.mark.parametrize("text", ["“We don’t,” he said", "‘Yes’ – no — «nie» …", "5 < 7 &amp; more"])
def test_repair_keeps_what_is_whole(text: str) -> None:
    assert repair(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u00a0b\u2009c\u3000d", "a b c d"),
        ("a \t b", "a b"),
        (" a \n b ", "a\nb"),
        ("a\r\nb\rc\x0bd\x0ce\u2028f\u2029g\x85h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\n\nb", "a\n\nb"),
        ("\n\na\n\n", "a"),
        ("peace\u00adful\u200b \ufefftalks\u202e", "peaceful talks"),
        (" \u200b ", ""),
    ],
)
def test_normalise_space(text: str, expected: str) -> None:
    assert normalise_space(text) == expected


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_normalise_space_twice_is_once(text: str) -> None:
    once = normalise_space(text)
    assert normalise_space(once) == once


@settings(max_examples=100, deadline=None)
@given(st.text())
def test_normalise_space_leaves_only_spaces_and_line_feeds(text: str) -> None:
    assert {char for char in normalise_space(text) if char.isspace()} <= {" ", "\n"}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("The <b>Estonian</b> navy.<br/>It <em class='x'>left</em>.", "The Estonian navy.\nIt left."),
        ("<p>One.</p><p>Two.</p>", "\n\nOne.\n\n\n\nTwo.\n\n"),
        ("&lt;p&gt;One &amp;amp; two.", "\n\nOne & two."),
        ("One <!-- not shown --> two", "One  two"),
        ("One<script>var a = '<p>';</script> two<style>p {}</style>", "One two"),
        ("It&#8217;s &quot;over&quot;&nbsp;now", 'It’s "over"\u00a0now'),
    ],
)
def test_without_markup(text: str, plain: str) -> None:
    assert without_markup(text) == plain


@pytest.mark.parametrize(
    "text", ["5 < 7 > 3", "If a<b and b>c, a<p too, b>c", "<name> said", "R&D; AT&T", "a <!-- b", "<3", ""]
)
def test_without_markup_keeps_what_is_none(text: str) -> None:
    assert without_markup(text) == text


@pytest.mark.parametrize(
    "piece", ["<", "<p ", "<script>", "<!--", "&amp;", "<a href='", "<p =", "<b a", "[a](http://", "http://"]
)
def test_markup_of_a_megabyte_ends(piece: str) -> None:
    assert without_addresses(without_markup((piece * 1_000_000)[:1_000_000])) is not None


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("See https://vell.example/Russia-wins?a=1. It rained.", "See . It rained."),
        ("See www.vell.example/Iran for more", "See for more"),
        ("The [port of Oslo](https://vell.example/oslo) is open.", "The port of Oslo is open."),
        ("It left (https://vell.example/a).", "It left ."),
        ("He wrote pic.twitter.com/abcD on it", "He wrote on it"),
        ("The firm vell.example grew.", "The firm vell.example grew."),
    ],
)
def test_without_addresses(text: str, plain: str) -> None:
    assert without_addresses(text) == plain


LONG = "One paragraph on one line " * 5


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["One.", "", "Two."], ["One.", "Two."]),
        (["One.", "", "", "", "Two."], ["One.", "Two."]),
        (
            ["The talks", "ended. Both", "sides left.", "", "It rained."],
            ["The talks ended. Both sides left.", "It rained."],
        ),
        (["The talks", "ended.", "Both sides", "left."], ["The talks ended.", "Both sides left."]),
        (["He said “yes.”", "She left."], ["He said “yes.”", "She left."]),
        ([LONG, "Short one.", LONG], [LONG, "Short one.", LONG]),
        ([LONG, "", "Short one", "and another"], [LONG, "Short one", "and another"]),
        (["", "One.", ""], ["One."]),
        ([""], []),
        ([], []),
    ],
    ids=[
        "blank line",
        "blank lines",
        "hard-wrapped",
        "hard-wrapped without blank lines",
        "quotation at the end of a line",
        "one-line paragraphs",
        "one-line paragraphs with a blank line",
        "blank ends",
        "blank",
        "nothing",
    ],
)
def test_paragraphs(lines: list[str], expected: list[str]) -> None:
    assert paragraphs(lines) == expected


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(["", "The talks", "ended.", "Both sides left.", LONG])))
def test_paragraphs_lose_no_word(lines: list[str]) -> None:
    assert " ".join(paragraphs(lines)).split() == " ".join(lines).split()
