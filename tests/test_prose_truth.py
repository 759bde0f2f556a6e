"""Every number and verdict that the prose names is that of the tables, counted here anew."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

import analysis as sl
from analysis import prose
from analysis.report.article.parties import parties as party_table
from analysis.schema import rows
from analysis.wording import interval, number, score
from tests.voices import Quote, articles, quoting

GOOD = "{0} is honest. {0} is generous. {0} is brave. {0} is trustworthy. {0} is admirable. "
BAD = "{0} is corrupt. {0} is dishonest. {0} is brutal. {0} is cruel. {0} is evil. "
TEXTS = {
    "nothing": "Rain fell on the quay.",
    "a place": "Talks were held in Oman.",
    "a sentence": "Iran is corrupt.",
    "no judging word": "Iran met Oman.",
    "a place and an actor": "Talks were held in Oman. Iran lied. Oman lied.",
    "one side": BAD.format("Iran"),
    "two sides": BAD.format("Iran") + GOOD.format("Oman"),
    "alike": GOOD.format("Iran") + GOOD.format("The United States"),
    "mixed": (BAD + GOOD).format("Iran") + "Norway met Iran.",
    "three": BAD.format("Iran") + GOOD.format("Oman") + (BAD + GOOD).format("Peru"),
    "many": " ".join(
        f"{name} lied." for name in ("Iran", "Oman", "Peru", "Chile", "Norway", "Spain", "Italy")
    ),
    "a title": "Iran is corrupt\n\nIran is honest. He said Iran is evil. It lied.",
}
_WORDS = {number(n): n for n in range(1, 11)} | {"once": 1, "twice": 2}


@functools.cache
def by_lexicon(name: str) -> sl.Analysis:
    title = TEXTS[name].split("\n")[0] if name == "a title" else ""
    return sl.analyze([sl.Article("a", TEXTS[name], title)], method="lexicon", evidence=True)


@pytest.fixture(params=[*TEXTS, "real", "real by words", "hostile", "quoted"])
def result(request: pytest.FixtureRequest) -> sl.Analysis:
    """An article's tables: a dozen made texts, the real article by both methods, and the hostile one."""
    match request.param:
        case "real" | "hostile":
            found = request.getfixturevalue(request.param)
        case "real by words":
            found = request.getfixturevalue("real_by_lexicon")
        case "quoted":
            text = "Iran lies, Ann Bee said. “Oman wins,” she said. Iran is evil, said Oman. Rain fell."
            quotes = [
                Quote("Ann Bee", "Iran", ("Iran lies",)),
                Quote("Ann Bee", "Iran", ("“Oman wins,”",), "direct"),
                Quote("Oman", "Oman", ("Iran is evil",)),
            ]
            found = quoting(articles(text), quotes)
        case name:
            found = by_lexicon(name)
    assert isinstance(found, sl.Analysis)
    return found


def acting(result: sl.Analysis) -> pd.DataFrame:
    """Mentions as actors with their scores, joined here by hand."""
    found = result.mentions.merge(result.sentiments.drop(columns="party"), on=["article_id", "mention"])
    return found[found["role"] == "actor"]


def numbers(words: str) -> int:
    return _WORDS[words] if words in _WORDS else int(words.replace(",", "").removesuffix(" times"))


def portraits(result: sl.Analysis) -> Iterator[tuple[str, str]]:
    for part in re.split("^### ", prose.portraits(result).markdown, flags=re.MULTILINE)[1:]:
        party, _, text = part.partition("\n\n")
        yield party, text


def test_verdicts_of_the_finding(result: sl.Analysis) -> None:
    text = prose.finding(result).markdown
    table = sl.party_sentiment(result).set_index("party")
    sure = table[table["verdict"] != "too few to judge"]
    for verdict, said in {
        "favourable": r"([^.;]*) (?:is|are) described favourably",
        "unfavourable": r"([^.;]*) (?:is|are) described unfavourably",
        "leans favourable": r"ording on ([^.;]*) leans favourable",
        "leans unfavourable": r"ording on ([^.;]*) leans unfavourable",
        "mixed": r"ording on ([^.;]*) is mixed",
        "no clear direction": r"ording on ([^.;]*) has no clear direction",
    }.items():
        names = ", ".join(re.findall(said, text))
        for party in sure.index[:5]:
            is_said = re.search(rf"\b{re.escape(party)}\b", names) is not None
            is_shown = 5 * table["n"][party] >= table["n"].max()
            assert is_said == (is_shown and table["verdict"][party] == verdict), (party, verdict)
    for name, n in re.findall(r"([\w ]+) \((\d+) sentences?\)", text):
        party = name.replace(" and ", "").replace("There are too few sentences on ", "").strip()
        party = re.sub(r"there are too few sentences on ", "", party)
        found = acting(result)
        own = found[(found["party"] == party) & found["score"].notna()]
        assert int(n) == own["sentence"].nunique() < 5


def test_difference_of_the_finding(result: sl.Analysis) -> None:
    text = prose.finding(result).markdown
    told = re.search(
        r"more favourable to (?:the )?([\w ]+) than to (?:the )?([\w ]+) \(difference (\S+), 95 % interval "
        r"(\S+) to (\S+)\)",
        text,
    )
    judged = sl.party_sentiment(result).query("verdict != 'too few to judge'")
    if told is None:
        assert ("too small to rank" in text) == (len(judged) > 1)
        return
    better, worse, difference, low, high = told.groups()
    means = acting(result).groupby("party")["score"].mean()
    assert means[better] > means[worse]
    assert 0 <= float(low) <= float(difference) <= float(high)
    pairs = sl.compare(result, None, between="party", party=judged["party"].tolist())
    pair = pairs[pairs["party"].isin([better, worse]) & pairs["other_party"].isin([better, worse])]
    assert pair["p_adjusted"].iloc[0] < 0.05
    assert [f"{value:.2f}" for value in sorted(pair[["low", "high"]].iloc[0].abs())] == [low, high]
    assert f"{abs(pair['difference'].iloc[0]):.2f}" == difference


def test_shares_of_the_finding(result: sl.Analysis) -> None:
    text = prose.finding(result).markdown
    words = result.tokens[result.tokens["is_word"]]
    spans = list(zip(result.contents["start"], result.contents["end"], strict=True))
    is_quoted = [
        any(start <= row.start and row.end <= end for start, end in spans) for row in words.itertuples()
    ]
    told = re.search(r"own words make up (\d+)", text)
    assert (told is not None) == any(is_quoted)
    if told is not None:
        assert int(told.group(1)) == round(100 * (1 - sum(is_quoted) / len(words)))
    most = re.search(r"most is (?:the )?([^,(]+?)(?: \(.*\))?, with (\d+)", text)
    if most is not None:
        shares = sl.quoted_words(result).dropna(subset=["speaker"]).iloc[1:]
        assert most.group(1) in set(shares[shares["n"] == shares["n"].max()]["speaker"])
        assert int(most.group(2)) == round(100 * shares["share"].max())


def test_the_table_of_parties(result: sl.Analysis) -> None:
    section = party_table(result)
    found = acting(result)
    if section is None:
        assert found.empty
        return
    lines = section.items[0].markdown.splitlines()[2:]  # type: ignore[union-attr]
    table = sl.party_sentiment(result)
    assert [line.split(" | ")[0].strip("| ") for line in lines] == table["party"].head(12).tolist()
    for line, row in zip(lines, rows(table), strict=False):
        _, mentions, verdict, how, links, *_ = (cell.strip() for cell in line.strip("|").split("|"))
        own = found[(found["party"] == row.party) & found["score"].notna()]
        assert int(mentions) == (result.mentions["party"] == row.party).sum()
        assert verdict == row.verdict
        assert how.split(" (")[0] == (score(row.mean) if len(own) else "no judging word")
        assert row.sampling_mean == pytest.approx(own["score"].mean(), nan_ok=True)
        if pd.notna(row.low):
            assert how.endswith(f"({interval(row.low, row.high)})")
        for name, label, extreme in (("most", "positive", "max"), ("least", "negative", "min")):
            clear = own[own["label"] == label]
            linked = re.search(rf"\[{name} favourable\]\(#s(\d+)\)", links)
            assert (linked is not None) == (len(clear) > 0)
            if linked is not None:
                reached = clear[clear["sentence"] == int(linked.group(1))]["score"].agg(extreme)
                assert reached == clear["score"].agg(extreme)


def test_numbers_of_the_portraits(result: sl.Analysis) -> None:
    found = acting(result)
    for party, text in portraits(result):
        own = result.mentions[result.mentions["party"] == party]
        actors = found[found["party"] == party]
        scored = actors[actors["score"].notna()]
        told = re.match(r"Mentioned (once|twice|[\d,]+ times): (.*?)\.(?: |$)(?=[A-Z]|$)", text)
        assert told is not None
        assert numbers(told.group(1)) == len(own)
        assert sum(map(int, re.findall(r"\((\d+)\)", told.group(2)))) == len(own)
        places = re.search(r"(\w+) of these only names? a place; as an actor it is mentioned ([^.]*)\.", text)
        assert (places is not None) == bool((own["role"] == "place").any())
        if places is not None:
            assert numbers(places.group(1).lower()) == (own["role"] == "place").sum()
            assert numbers(places.group(2)) == len(actors)
        check_readings(text, scored)
        mean = re.search(r"Over (\S+) sentences the mean is (\S+) \(95 % interval (.*?)\): ([^.]*)\.", text)
        few = re.search(r"That is (\S+) sentences?, too few to judge", text)
        assert (mean is not None or few is not None) == (len(scored) > 0)
        if mean is not None:
            assert numbers(mean.group(1)) == scored["sentence"].nunique() >= 5
            (row,) = rows(sl.party_sentiment(result).query("party == @party"))
            assert row.sampling_mean == pytest.approx(scored["score"].mean())
            assert mean.group(2) == score(row.mean)
            assert mean.group(3) == interval(row.low, row.high)
        if few is not None:
            assert numbers(few.group(1)) == scored["sentence"].nunique() < 5


def check_readings(text: str, scored: pd.DataFrame) -> None:
    counts = scored["label"].value_counts()
    for n, label in re.findall(
        r"(\w+) (?:as )?(negative|neutral|positive)\b(?=,| and|\.)", text.split("\n")[0]
    ):
        if n in _WORDS or n.isdigit():
            assert numbers(n) == counts[label]
        elif n in ("all", "both"):
            assert counts[label] == len(scored)


def test_sentences_of_the_portraits(result: sl.Analysis) -> None:
    found = acting(result)
    for party, text in portraits(result):
        for name, sentence, label, value in re.findall(
            r"\[(.*?)\]\(#s(\d+)\) is read as (\w+), ([−+]?[\d.]+\d)", text
        ):
            own = found[(found["party"] == party) & (found["sentence"] == int(sentence))]
            assert value in [score(one) for one in own[own["label"] == label]["score"]]
            is_title = result.sentences.set_index("sentence")["is_title"][int(sentence)]
            assert name == ("The headline" if is_title else f"Sentence {sentence}")


def test_numbers_of_the_quotations(result: sl.Analysis) -> None:
    text = prose.quoted(result).markdown
    told = re.match(
        r"Of ([\d,]+) words, ([\d,]+) \((\d+)\u00a0%\) are read as those of other people, in (.*?)\.", text
    )
    assert (told is not None) == (len(result.quotes) > 0)
    if told is None:
        return
    table = sl.quoted_words(result)
    assert numbers(told.group(1)) == table["n"].sum() == result.tokens["is_word"].sum()
    assert numbers(told.group(2)) == table["n"].iloc[1:].sum()
    single = result.quotes.drop_duplicates(["start", "end", "cue_start"])
    kinds = re.findall(
        r"(\w+) (quotation|passages? of reported speech with quoted words|passages? of reported speech)",
        told.group(4),
    )
    assert sum(numbers(n) for n, _ in kinds) == len(single)
    assert {kind for _, kind in kinds if kind == "quotation"} == (
        {"quotation"} if (single["kind"] == "direct").any() else set()
    )
    for name, n in re.findall(r"([A-Z][\w ]+) \((?:[\w, ]+, )?(once|twice|\d+ times)\)", text):
        speaker = name.removeprefix("The speakers are ").removeprefix("The speaker is ").split(" and ")[-1]
        own = result.quotes[result.quotes["speaker"] == speaker]
        if len(own):
            assert numbers(n) == len(own.drop_duplicates(["start", "end", "cue_start"]))


def test_opinions_are_those_of_the_tables(result: sl.Analysis) -> None:
    stances = result.stances
    for speaker, verb, label, value, sentence in re.findall(
        r"^- What (.*?) (says of|does to) .* is read as (\w+), ([−+][\d.]+): \[.*?\]\(#s(\d+)\)\.$",
        prose.opinions(result).markdown,
        re.MULTILINE,
    ):
        own: Any = stances[(stances["sentence"] == int(sentence)) & (stances["label"] == label)]
        own = own[(own["basis"] == "action") == (verb == "does to")]
        assert value in [score(one) for one in own["score"]], speaker
