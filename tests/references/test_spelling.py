"""Tests of analysis.references.spelling."""

from __future__ import annotations

import pytest

from analysis.references.spelling import body_parts, fold, is_acronym, is_initial, person_parts


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Łódź", "lodz"),
        ("Søren", "soren"),
        ("Weiß", "weiss"),
        ("Işık", "isik"),
        ("İzmir", "izmir"),
        ("O’Néill", "oneill"),
        ("Əli", "ali"),
        ("Đỗ", "do"),
        ("ÆØÅ", "aeoa"),
        ("हिंदी", "हिंदी"),
        ("한국", "한국"),
    ],
)
def test_accents_go_and_other_scripts_stay(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Dr. Ada B. Example", ("ada", "b", "example")),
        ("A.B. Example", ("a", "b", "example")),
        ("JK Example", ("j", "k", "example")),
        ("LI Wei", ("li", "wei")),
        ("Jean-Luc Example", ("jeanluc", "example")),
        ("Ada al-Example", ("ada", "example")),
        ("Ada Al Example", ("ada", "example")),
        ("al-Example", ("example",)),
        ("Al Example", ("al", "example")),
        ("Ben Example", ("ben", "example")),
        ("Ada ibn Example", ("ada", "binexample")),
        ("Abdel-Fattah el-Example", ("abdfattah", "example")),
        ("Oscar de la Muestra", ("oscar", "delamuestra")),
        ("de Gaulle", ("degaulle",)),
        ("Paula Abdul", ("paula", "abdul")),
        ("...", ()),
    ],
)
def test_words_of_a_person(name: str, words: tuple[str, ...]) -> None:
    assert person_parts(name).words == words


@pytest.mark.parametrize(
    ("name", "apart"),
    [
        ("Ada Example, Jr.", "jr"),
        ("Ada Example Sr", "sr"),
        ("Ada Example III", "iii"),
        ("Ada Example", ""),
        ("João Example Filho", "filho"),
        ("Agostinho Neto", ""),
    ],
)
def test_generations_of_a_name(name: str, apart: str) -> None:
    assert person_parts(name).apart == apart


@pytest.mark.parametrize(
    ("name", "gender"), [("Mrs. Example", "female"), ("Mr Example", "male"), ("Mr Bo Example", "")]
)
def test_a_title_tells_the_gender_of_a_last_name_alone(name: str, gender: str) -> None:
    assert person_parts(name).gender == gender


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("the Example Union", ("example", "union")),
        ("Example & Sons Co., Ltd.", ("example", "and", "sons")),
        ("Example S.p.A.", ("example",)),
        ("Example GmbH & Co. KG", ("example",)),
        ("The Limited", ("limited",)),
        ("World Example Fund (WEF)", ("world", "example", "fund")),
    ],
)
def test_words_of_an_organisation(name: str, words: tuple[str, ...]) -> None:
    assert body_parts(name, is_organisation=True).words == words


def test_a_place_keeps_what_looks_like_a_legal_form() -> None:
    assert body_parts("Example Co.", is_organisation=False).words == ("example", "co")


def test_brackets_keep_apart_unless_they_hold_the_acronym() -> None:
    assert body_parts("Example Party (U.S.)", is_organisation=True).apart == "us"
    assert body_parts("Example Party (EP)", is_organisation=True).apart == ""


def test_a_name_longer_than_any_is_one_word() -> None:
    assert person_parts("Ada " * 60).words == (("ada " * 60),)


@pytest.mark.parametrize(
    ("text", "expected"), [("FEU", True), ("F.E.U.", True), ("FOEU", True), ("Feu", False), ("FE", False)]
)
def test_acronyms_count_small_words_or_not(text: str, expected: bool) -> None:
    assert is_acronym(text, ("federation", "of", "example", "unions")) is expected


def test_a_letter_of_a_script_without_capitals_is_no_initial() -> None:
    assert (is_initial("a"), is_initial("王"), is_initial("ab")) == (True, False, False)
