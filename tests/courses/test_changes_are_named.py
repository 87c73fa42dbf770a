"""What a new revision changes is told by lecture identity."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from courses.changes import Leaf, compare

leaves = st.lists(
    st.builds(Leaf, lecture_id=st.integers(1, 6), title=st.just("讲"), fingerprint=st.integers(0, 2)),
    unique_by=lambda leaf: leaf.lecture_id,
    max_size=6,
)


@given(leaves)
def test_nothing_changes_against_itself(same):
    assert not compare(same, same).any


@given(leaves, leaves)
def test_added_and_removed_change_places_when_read_backwards(before, after):
    there, back = compare(before, after), compare(after, before)
    assert len(there.added) == len(back.removed)
    assert len(there.removed) == len(back.added)
    assert len(there.changed) == len(back.changed)
    assert there.reordered == back.reordered


@given(leaves, leaves)
def test_every_difference_is_noticed(before, after):
    assert compare(before, after).any == (before != after)


def test_a_lecture_that_changed_is_named_by_its_new_title():
    changes = compare([Leaf(1, "旧题", 0)], [Leaf(1, "新题", 1), Leaf(2, "加讲", 0)])
    assert changes.changed == ("新题",)
    assert changes.added == ("加讲",)
