"""Option ids and their order tell nothing but what the seed says."""

from hypothesis import given
from hypothesis import strategies as st

from quizzes.content import MultipleContent, WeightedOption
from quizzes.option_ids import ID_LENGTH, option_ids, shown_order
from quizzes.projection import Asked, show

seeds = st.text("0123456789abcdef", min_size=32, max_size=32)


@given(seeds, st.integers(0, 20))
def test_ids_are_distinct_and_of_one_size(seed, count):
    ids = option_ids(seed=seed, item="item", count=count)
    assert len(set(ids)) == count
    assert {len(one) for one in ids} <= {ID_LENGTH}


@given(seeds, st.integers(0, 20))
def test_the_order_is_a_permutation_and_the_same_each_time(seed, count):
    order = shown_order(seed=seed, item="item", count=count)
    assert sorted(order) == list(range(count))
    assert order == shown_order(seed=seed, item="item", count=count)


@given(seeds, st.permutations(["1/2", "1/2", "-1/2", "0"]))
def test_what_is_shown_does_not_depend_on_the_key(seed, shares):
    def shown(weights):
        options = [{"text": text, "share": share} for text, share in zip("甲乙丙丁", weights, strict=True)]
        content = MultipleContent(options=tuple(WeightedOption.model_validate(option) for option in options))
        asked = Asked(item="i", position=1, kind="multiple", stem="?", content=content, max_mark=1, seed=seed)
        return show(asked, None, client_seq=0)

    assert shown(shares) == shown(["1", "0", "0", "0"])


def test_two_attempts_meet_options_under_different_ids():
    assert not set(option_ids(seed="a", item="i", count=6)) & set(option_ids(seed="b", item="i", count=6))
