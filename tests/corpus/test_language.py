"""Tests of analysis.corpus.language."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from analysis.corpus import make_article
from analysis.corpus.language import foreign_language
from analysis.records import CorpusError

LABELLED = Path("/work/shared/eval/attribution.polnear_train.jsonl.gz")
GERMAN = "Der Minister sagte am Montag, dass die Verhandlungen noch nicht beendet seien."


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN, "German"),
        ("Le ministre a déclaré que les négociations ne sont pas terminées et continuent.", "French"),
        ("El ministro dijo el lunes que las negociaciones no han terminado y que siguen.", "Spanish"),
        ("De minister zei maandag dat de onderhandelingen nog niet zijn afgerond.", "Dutch"),
        ("Министр сказал в понедельник, что переговоры ещё не закончены и продолжаются.", "Cyrillic"),
        ("大臣は月曜日に、交渉はまだ終わっておらず、金曜日に続けられると述べた。", "Japanese"),
    ],
)
def test_other_languages_are_named(text: str, language: str) -> None:
    assert language in str(foreign_language(text))


@pytest.mark.parametrize(
    "text",
    [
        "The minister said on Monday that the talks with Der Spiegel and Le Monde are not over yet.",
        "Jürgen Müller, José García, Łukasz Wójcik, Søren Ågård, François Dupré, Çağla Yılmaz, İpek Şahin",
        "Der Minister sagte nein.",
        "Ada Example said: “Norway failed.” Ada Example criticised Norway. Ada Example left. Ada came.",
        "Town grain grain grain grain grain Ukraine’s Ukraine’s Ukraine’s Ukraine’s Ukraine’s grain.",
        "",
    ],
)
def test_english_names_and_short_texts_are_not_foreign(text: str) -> None:
    assert foreign_language(text) is None


def test_foreign_article_is_refused_in_one_line() -> None:
    with pytest.raises(CorpusError) as caught:
        make_article(GERMAN, title="Ende")
    assert str(caught.value) == (
        "article 'Ende': is in German, and only English can be judged; "
        "--language en (articles_from(..., language='en')) reads it all the same"
    )


def test_language_insists() -> None:
    assert make_article(GERMAN, language="en").text == GERMAN


@pytest.mark.skipif(not LABELLED.is_file(), reason="the labelled articles are not on this machine")
def test_no_real_english_story_is_foreign() -> None:
    with gzip.open(LABELLED, "rt", encoding="utf-8") as lines:
        assert {foreign_language(json.loads(line)["text"]) for line in lines} == {None}
