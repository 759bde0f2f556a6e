"""Tests of analysis.corpus.furniture."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from analysis.corpus.furniture import is_furniture, without_furniture

LABELLED = Path("/work/shared/eval/attribution.polnear_train.jsonl.gz")


@pytest.mark.parametrize(
    "line",
    [
        "your ad here",
        "ADVERTISEMENT",
        "Sponsored content",
        "Leave a comment",
        "Cancel reply",
        "3 comments",
        "Responses (3)",
        "Comments are closed.",
        "Join the conversation",
        "Your email address will not be published. Required fields are marked *",
        "Share this article",
        "Follow us on Facebook, Twitter and Instagram",
        "Share on WhatsApp",
        "Click to share on Twitter (Opens in new window)",
        "Subscribe",
        "Sign up for our morning newsletter",
        "Get the latest news in your inbox",
        "Read more »",
        "Related articles",
        "You may also like:",
        "Tags: Ukraine, Russia, talks",
        "← Previous article",
        "Back to top ↑",
        "Privacy policy",
        "Copyright 2022 Example News",
        "The post Talks resume in Vell appeared first on Example News.",
        "The post Talks resume first appeared on The Example.",
        "This article originally appeared in The Example.",
        "Copyright © 2022 Example News. All rights reserved.",
        "© 2022 Example News",
        "(c) 2022 Example News",
        "All rights reserved.",
        "* * *",
        "",
    ],
)
def test_furniture_after_the_story_goes(line: str) -> None:
    assert without_furniture(["The talks ended.", line]) == ["The talks ended."]


@pytest.mark.parametrize(
    "line",
    [
        "The talks ended.",
        "“No comment,” the minister said.",
        "Comments by the minister angered Kyiv.",
        "Copyright law was on the agenda, officials said.",
        "Contact us, the mediators told both sides.",
        "Follow us to peace, he urged.",
        "Leave a comment, or leave the room, she said.",
        "More news of the talks is expected on Friday.",
        "Print runs fell.",
        "Read more books, he said.",
        "Related talks were held in Geneva.",
        "Responses from both capitals came at once.",
        "Share the grain, the envoy said.",
        "Sign up for our army, the posters say.",
        "Subscribe to the treaty, he said.",
        "Tags on the weapons showed where they came from.",
        "Terms of the truce were kept secret.",
        "The previous post was held by a general.",
        "The post office appeared on the map, and first on the list of the ministry.",
        "The post on the border appeared first on Monday, when the guards were sent, he said.",
        "Topics of the talks were grain and gas.",
        "Top officials left.",
        "5",
        "A" * 301,
    ],
)
def test_a_sentence_is_kept(line: str) -> None:
    assert without_furniture(["Title", line]) == ["Title", line]


def test_what_may_be_of_the_story_goes_only_after_it() -> None:
    lines = ["Comments", "", "The talks ended."]
    assert without_furniture([*lines, "", "Share this", "", "Comments"]) == lines


def test_nothing_but_furniture_is_nothing() -> None:
    assert without_furniture(["", "Share this"]) == []


def test_input_is_left_alone() -> None:
    lines = ["The talks ended.", "Share this"]
    without_furniture(lines)
    assert lines == ["The talks ended.", "Share this"]


def test_lines_over_300_characters_are_no_furniture() -> None:
    assert not is_furniture("share this".ljust(301))


@pytest.mark.parametrize(
    "line",
    [
        "READ ALSO: Vell mocks Tamm",
        "Read more about the port: Vell mocks Tamm.",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "This website uses cookies. Manage preferences",
        "We and our 12 partners use cookies to store information.",
        "Photo: A guard near the port. (Anna Vell/Agency)",
        "A guard near the port. (Anna Vell/Agency)",
        "A guard near the port (Anna Vell/AP).",
        "A guard near the port (AP Photo/Anna Vell)",
        "A guard near the port. REUTERS/Anna Vell",
        "A guard near the port (Getty Images)",
        "A guard near the port. Photo: Anna Vell",
        "Image copyright Vell Image caption A guard near the port",
        "Additional reporting by Anna Vell in Oslo",
        "(Reporting by Anna Vell; editing by Ola Tamm.)",
        "Anna Vell contributed to this report.",
        "Vell News writers Anna Vell in Oslo and Ola Tamm contributed to this report from Iran.",
        "This story was originally published by Vell News.",
        "Get breaking news alerts in your inbox",
        "Sign up for our alerts",
        "By Anna Vell",
        "Sign up for our newsletter Vell Today",
        "Get the best stories in your inbox every morning",
        "CLICK HERE TO GET THE VELL APP",
        "Facebook Twitter WhatsApp Email",
        "Follow Anna Vell on Twitter @vell.",
        "VIDEO: Vell mocks Tamm",
        "Tags: port, guard",
        "View in browser",
        "View this email in your browser",
        "You are receiving this because you signed up. Unsubscribe | Manage preferences",
        "Unsubscribe | Manage preferences",
        "This article originally appeared on Example News: Talks resume",
    ],
)
def test_furniture_inside_the_story_goes(line: str) -> None:
    assert without_furniture(["One.", "", line, "", "Two."]) == ["One.", "", "", "Two."]


@pytest.mark.parametrize(
    "line",
    [
        "“Read more: it helps,” he said.",
        "Video: the art form of the century, he said.",
        "By then the port was closed.",
        "Reporting by the paper led to a trial.",
        "Photo editors left the firm.",
        "We use cookie cutters, the baker said.",
        "Click here, the clerk told her, and it is done.",
        "(RELATED: A headline) Then the guard left the port.",
        "SEE ALSO: A headline In Oslo, the guard of the port said that nobody was there when it came, and "
        "that he had slept.",
        "He ran as an independent (once/twice).",
        "They formed a coalition (Vell Democrats/Labour).",
        "Half of all voters agreed (Vell Research/Evening Post).",
        "1. Ola Tamm (Team Vell/NOR)",
        "Russia contributed.",
        "By Monday.",
        "Produced by Norway.",
        "This report was first published in 1994 and led to two arrests.",
        "This report was first published in 1994.",
        "The article was first published by Vell News.",
        "Have you checked what is hiding in your email?",
        "Sign up for emergency alerts on the county’s website.",
        "Join our Facebook group, the poster said.",
        "Source: who told you?",
        "Related – but not the same – talks failed.",
        "Chosen by lot",
        "Anna Vell said she contributed to this report.",
        "Most read nothing at all.",
        "The post by the minister appeared first on Facebook.",
        "This story first appeared in the twelfth century.",
        "View the harbour in a browser, and you will see why.",
        "You are receiving this because nobody else wants it, he told them.",
        "Unsubscribe from the party, he urged.",
    ],
)
def test_a_sentence_inside_the_story_is_kept(line: str) -> None:
    assert not is_furniture(line)


def test_a_list_of_links_goes_with_its_heading() -> None:
    lines = [
        "One.",
        "",
        "Most read",
        "",
        "A guard left",
        "Why ships come",
        "",
        "Is Vell next?",
        "",
        "Two is two.",
    ]
    assert [line for line in without_furniture(lines) if line] == ["One.", "Two is two."]


@pytest.mark.parametrize(
    "lines",
    [
        ["One.", "Most popular in Norway", "Cod", "Herring", "Two."],
        ["One.", "More on the budget", "Will taxes rise?", "They will."],
        ["One.", "More on the budget", "Will taxes rise?"],
    ],
)
def test_a_heading_of_the_story_takes_nothing_with_it(lines: list[str]) -> None:
    assert without_furniture(lines) == lines


def test_a_heading_over_the_last_links_is_none_of_the_story() -> None:
    assert without_furniture(["One.", "", "More from Vell News", "A guard left", "Is Vell next?"]) == ["One."]


def test_no_more_than_twelve_links_go() -> None:
    lines = ["Most read", *(f"Headline {number}" for number in range(14)), "Two."]
    assert without_furniture(lines) == ["Headline 12", "Headline 13", "Two."]


@pytest.mark.parametrize("lines", [["and the", "Most read", "books are"], ["He said", "read more", "Of it."]])
def test_a_piece_of_a_wrapped_sentence_is_kept(lines: list[str]) -> None:
    assert without_furniture(lines) == lines


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("He left. CLICK HERE TO GET THE VELL APP", "He left."),
        ("He left. (READ MORE: Vell mocks Tamm) She stayed.", "He left. She stayed."),
        ("He left. READ ALSO: Vell mocks Tamm", "He left."),
        ("He said: READ THIS.", "He said: READ THIS."),
        ("He left. CLICK HERE TO GET THE APP A guard stayed.", "He left. A guard stayed."),
        ("He left. (Reporting by Anna Vell; Editing by Ola Tamm)", "He left."),
        ("He told them to CLICK HERE TO WIN A CAR and they did.",) * 2,
        ("The sign was clear. CLICK HERE TO WIN A CAR, it said.",) * 2,
        ("He wrote (SEE: the law) and left.",) * 2,
    ],
)
def test_only_what_cries_it_out_goes_inside_a_paragraph(line: str, kept: str) -> None:
    assert without_furniture([line]) == [kept]


def real_paragraphs() -> Iterator[str]:
    with gzip.open(LABELLED, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield from filter(None, map(str.strip, json.loads(line)["text"].split("\n")))


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled articles are not on this machine")
def test_no_sentence_of_real_stories_is_lost() -> None:
    found = list(real_paragraphs())
    # Prose: twelve words and more, and neither credits in brackets nor a line about the writer.
    prose = [one for one in found if len(one.split()) >= 12 and not one.startswith(("(", "--"))]
    sample = prose[:: len(prose) // 200]
    assert len(sample) >= 200
    assert without_furniture(sample) == sample
    # All of these were looked at: credits, "Follow … on Twitter", "TOP STORIES".
    kept = set(without_furniture(found))
    assert sum(one not in kept for one in found) <= 60
