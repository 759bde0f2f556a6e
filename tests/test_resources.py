"""Tests of the data that ships in analysis.resources."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

from analysis import resources
from analysis.corpus.furniture import is_furniture, matches
from analysis.parties import KINDS
from analysis.records import PARTY_KINDS, Party
from analysis.registry import identifier, surface_forms
from analysis.tokens import normalise, token_spans

PATTERNS = [pattern.pattern for patterns in resources.furniture() for pattern in patterns]

# What a text calls a people or a creed says nothing about how it judges them.
NAMES_OF_GROUPS = """
arab arabs asian asians african africans black blacks hispanic hispanics kurd kurds latino latinos tatar
tatars roma uyghur uyghurs rohingya indigenous native white whites
atheist atheists buddhist buddhists catholic catholics christian christians hindu hindus islam islamic jew
jews jewish judaism mormon mormons muslim muslims orthodox protestant protestants shiite shiites sikh sikhs
sunni sunnis god faith religion religious secular
anarchist anarchists capitalism capitalist communism communist communists conservative conservatives democrat
democrats fascism fascist fascists feminism feminist feminists islamist islamists leftist leftists liberal
liberals libertarian libertarians libertarianism loyalist loyalists marxist nationalism nationalist
nationalists nazi nazis populist populists progressive progressives republican republicans socialism socialist
socialists zionism zionist zionists
""".split()


def weights() -> dict[str, float]:
    """Give what counts in the end: VADER's list under ours."""
    overlay = {word: weight.value for word, weight in resources.political_lexicon().items()}
    return {**SentimentIntensityAnalyzer().lexicon, **overlay}


def test_there_is_furniture() -> None:
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("pattern", PATTERNS)
def test_furniture_patterns_are_bounded(pattern: str) -> None:
    bare = re.sub(r"\[[^\]]*\]", "x", re.sub(r"\\.", "x", pattern))
    assert not re.search(r"[*+]|\{\d*,\}", bare)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_furniture_patterns_are_lower_case(pattern: str) -> None:
    assert re.sub(r"\\.", "", pattern) == re.sub(r"\\.", "", pattern).casefold()


@pytest.mark.parametrize("end", ["", " zebra"])
@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a ",
        "1 ",
        "a-'",
        "share this ",
        "share on facebook and twitter or, ",
        "subscribe to our a-a-a-a ",
        "tags : : ",
        "copyright copyright ",
        "read more more ",
        "read also : ",
        "photo: ",
        "facebook ",
        "reporting by A ",
        "by A, ",
        "(A B/C ",
        "share this on via ",
    ],
)
def test_furniture_patterns_end_on_hostile_lines(piece: str, end: str) -> None:
    line = (piece * 300)[: 300 - len(end)].rstrip() + end
    # A pattern that backtracks without bound would not come back at all.
    assert not is_furniture(line)
    assert not matches(line, resources.furniture().after + resources.furniture().headings)


def test_stop_words_are_tokens() -> None:
    assert [word for word in resources.stop_words() if token_spans(word) != [(0, len(word))]] == []


def test_stop_words_are_as_tokens_are_normalised() -> None:
    assert [word for word in resources.stop_words() if word != normalise(word)] == []


@pytest.mark.parametrize("word", "against bill fire no not never under war peace".split())
def test_words_with_a_meaning_are_no_stop_words(word: str) -> None:
    assert word not in resources.stop_words()


def test_cue_verbs_are_lower_case() -> None:
    assert [verb for verb in resources.cue_verbs() if verb != verb.casefold()] == []


def test_cue_verbs_are_tokens() -> None:
    assert [verb for verb in resources.cue_verbs() if token_spans(verb) != [(0, len(verb))]] == []


def test_abbreviations_are_lower_case_without_the_last_stop() -> None:
    assert [word for word in resources.abbreviations() if word != word.casefold().rstrip(".")] == []


def test_lexicon_has_each_word_once() -> None:
    lines = resources.read_text("political_lexicon.csv").splitlines()[1:]
    counts = Counter(line.split(",")[0] for line in lines)
    assert [word for word, count in counts.items() if count > 1] == []


def test_lexicon_words_are_lower_case_tokens() -> None:
    words = resources.political_lexicon()
    assert [word for word in words if word != word.casefold() or token_spans(word) != [(0, len(word))]] == []


def test_lexicon_weights_are_in_range() -> None:
    assert [word for word, weight in resources.political_lexicon().items() if abs(weight.value) > 4] == []


def test_lexicon_directions_are_known() -> None:
    assert {weight.toward for weight in resources.political_lexicon().values()} == {"any", "agent", "patient"}


def test_names_of_parties_have_no_weight() -> None:
    forms = {
        form.casefold() for party in resources.shipped_parties().parties for form in surface_forms(party)
    }
    assert {word: weight for word, weight in weights().items() if word in forms and weight} == {}


def test_names_of_groups_have_no_weight() -> None:
    found = weights()
    assert {word: found[word] for word in NAMES_OF_GROUPS if found.get(word)} == {}


def test_lexicon_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        resources.political_lexicon()["war"] = resources.Weight(4, "any")  # type: ignore[index]


def parties(kind: str) -> list[Party]:
    return [party for party in resources.shipped_parties().parties if party.kind == kind]


def test_every_party_is_of_a_known_kind() -> None:
    assert {party.kind for party in resources.shipped_parties().parties} == set(PARTY_KINDS)


def test_countries_are_the_members_of_the_un_and_four_more() -> None:
    names = {party.name for party in parties("country")}
    assert len(names - {"Kosovo", "Palestine", "Taiwan", "Vatican"}) == len(names) - 4 == 193


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (
            "organisation",
            "United Nations, European Union, NATO, African Union, OPEC, International Monetary Fund",
        ),
        (
            "political party",
            "Republican Party (US), Democratic Party (US), Labour Party (UK), Bharatiya Janata Party",
        ),
        ("group", "Hamas, Hezbollah, Taliban, Islamic State, Kurdistan Workers' Party"),
    ],
)
def test_what_news_speaks_of_most_is_there(kind: str, names: str) -> None:
    assert {party.name for party in parties(kind)} >= set(names.split(", "))


def test_names_are_unique() -> None:
    counts = Counter(party.name for party in resources.shipped_parties().parties)
    assert [name for name, count in counts.items() if count > 1] == []


def test_ids_are_unique() -> None:
    counts = Counter(identifier(party) for party in resources.shipped_parties().parties)
    assert [name for name, count in counts.items() if count > 1] == []


def test_countries_of_parties_are_countries() -> None:
    countries = {party.name for party in parties("country")}
    of = {party.country for party in resources.shipped_parties().parties if party.country}
    assert of - countries == set()


def test_places_belong_to_countries_only() -> None:
    assert [p.name for p in resources.shipped_parties().parties if p.places and p.kind != "country"] == []


def forms_of(party: Party) -> set[str]:
    forms = set(surface_forms(party))
    return forms | {form.upper() for form in forms if len(form) >= 4}


def test_no_two_countries_share_a_name_in_any_case() -> None:
    counts = Counter(form for party in parties("country") for form in forms_of(party))
    assert [form for form, count in counts.items() if count > 1] == []


def test_a_form_is_of_one_sort_in_its_party() -> None:
    for party in resources.shipped_parties().parties:
        forms = [*party.aliases, *party.demonyms, *party.metonyms, *party.places]
        assert [form for form, count in Counter(forms).items() if count > 1] == [], party.name


def test_names_are_words_of_their_own() -> None:
    # A name that our tokens would split in the middle of a word could never be a whole mention.
    for party in resources.shipped_parties().parties:
        for form in surface_forms(party):
            assert form == form.strip()
            assert len(form) > 1
            assert not form.islower(), form


def test_longer_names_are_no_names_of_parties() -> None:
    registry = resources.shipped_parties()
    forms = {form for party in registry.parties for form in forms_of(party)}
    assert set(registry.not_parties) & forms == set()


def test_longer_names_are_listed_once() -> None:
    counts = Counter(resources.shipped_parties().not_parties)
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_country_has_a_demonym() -> None:
    # Dominican and Congolese mean the larger neighbour; of the Vatican nothing is named by a demonym.
    without = {"Dominica", "Republic of the Congo", "Vatican"}
    assert {party.name for party in parties("country") if not party.demonyms} == without


def test_namesakes_read_as_parties_that_ship() -> None:
    names = {party.name for party in resources.shipped_parties().parties} | {""}
    for namesake in resources.namesakes():
        assert {reading.party for reading in namesake.readings} <= names, namesake.name
        assert len(namesake.readings) > 1
        assert {reading.kind for reading in namesake.readings} <= set(KINDS)


def test_nouns_of_parties_are_for_kinds_that_ship_or_companies() -> None:
    assert set(resources.roles().party_nouns) == {*PARTY_KINDS, "company"}


@pytest.mark.parametrize("words", ["offices", "delegates", "occupations", "observers", "groups", "not_names"])
def test_words_for_people_are_lower_case(words: str) -> None:
    found = getattr(resources.roles(), words)
    assert len(found) > 5
    assert [word for word in found if word != word.casefold()] == []


def test_who_observes_holds_no_office() -> None:
    roles = resources.roles()
    assert roles.observers & (roles.offices | roles.occupations) == set()


def test_first_names_tell_a_gender() -> None:
    names = resources.first_names()
    assert len(names) > 3000
    assert set(names.values()) == {"male", "female", "both"}
    assert [name for name in names if not name[0].isupper()] == []


@pytest.mark.parametrize(("name", "gender"), [("Olena", "female"), ("Mehmet", "male"), ("Jordan", "both")])
def test_first_names_by_example(name: str, gender: str) -> None:
    assert resources.first_names()[name] == gender


def test_report_notebook_is_there() -> None:
    assert resources.report_notebook().is_file()


def test_errors_of_sentiment_are_those_of_the_kept_mentions() -> None:
    # 888 of NewsMTSC, and 581 of our own labels.
    found = {
        label: errors
        for (method, label), errors in resources.sentiment_errors().items()
        if method == "neural"
    }
    assert list(found) == ["negative", "neutral", "positive"]
    assert sum(errors.n for errors in found.values()) == 1469
    # network.md: accuracy 82.4 on both together.
    right = sum(errors.predicted[number] for number, errors in enumerate(found.values()))
    assert round(100 * right / 1469, 1) == 82.4
