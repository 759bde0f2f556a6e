"""Tests of analysis.references.clusters."""

from __future__ import annotations

from analysis.references.clusters import Clusters


def test_joined_names_add_up_and_one_stands_for_all() -> None:
    clusters = Clusters([1, 2, 4], {})
    clusters.join(0, 1, "same")
    clusters.join(1, 2, "same")
    assert [clusters.root(name) for name in range(3)] == [2, 2, 2]
    assert clusters.articles(0) == 7


def test_what_is_kept_apart_keeps_apart_whole_clusters() -> None:
    clusters = Clusters([1, 1, 1], {0: {2}, 2: {0}})
    clusters.join(0, 1, "same")
    assert not clusters.may_join(1, 2)
    assert not clusters.may_join(2, 1)


def test_names_of_two_owners_are_not_joined() -> None:
    clusters = Clusters([1, 1, 1], {})
    clusters.own(0, "Ada")
    clusters.own(1, "Bo")
    clusters.join(2, 0, "same")
    assert not clusters.may_join(2, 1)
    assert clusters.owner(2) == "Ada"


def test_one_of_several_is_chosen_at_twenty_times_the_articles() -> None:
    assert Clusters([1, 20, 1], {}).choose(0, [1, 2]) == 1
    assert Clusters([1, 19, 1], {}).choose(0, [1, 2]) is None
    assert Clusters([1, 20, 1], {}).choose(0, [1, 2], is_strict=True) is None


def test_rivals_are_noted() -> None:
    clusters = Clusters([1, 2, 3], {})
    clusters.choose(0, [1, 2])
    assert clusters.rivals == {0: [2, 1]}


def test_none_is_chosen_of_those_that_stay_apart() -> None:
    assert Clusters([1, 1], {0: {1}, 1: {0}}).choose(0, [1]) is None
