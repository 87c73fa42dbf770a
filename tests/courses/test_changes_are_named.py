"""What a new revision changes is told by lecture identity, in named classes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.change_words import LABELS, MEANINGS
from courses.changes import ChangeClass, Leaf, Shape, classify

TEXT = "组织关系跟着人走。介绍信的有效期最长九十天,过期要重新办理。"
aspects = st.dictionaries(
    st.sampled_from([ChangeClass.MEDIA, ChangeClass.GATE, ChangeClass.QUESTIONS]), st.integers(0, 1), max_size=3
)
leaves = st.lists(
    st.builds(Leaf, lecture_id=st.integers(1, 6), title=st.just("讲"), words=st.integers(0, 1), aspects=aspects),
    unique_by=lambda leaf: leaf.lecture_id,
    max_size=6,
)
shapes = st.builds(Shape, words=st.integers(0, 1), required=st.booleans(), leaves=leaves)


@given(shapes)
def test_nothing_changes_against_itself(same):
    assert not classify(same, same).any


@given(shapes, shapes)
def test_every_difference_is_noticed(before, after):
    assert classify(before, after).any == (before != after)


@given(shapes, shapes)
def test_added_and_removed_change_places_when_read_backwards(before, after):
    there, back = classify(before, after), classify(after, before)
    assert {one.lecture_id for one in there.of(ChangeClass.ADDED)} == {
        one.lecture_id for one in back.of(ChangeClass.REMOVED)
    }
    assert len(there.changed) == len(back.changed)
    assert len(there.of(ChangeClass.REORDERED)) == len(back.of(ChangeClass.REORDERED))


def leaf(**fields) -> Leaf:
    return Leaf(**({"lecture_id": 1, "title": "讲", "text": TEXT} | fields))


@pytest.mark.parametrize(
    ("after", "kinds"),
    [
        (leaf(text=TEXT.replace("最长", "最多")), [ChangeClass.WORDING]),
        (leaf(text=TEXT + TEXT[:12]), [ChangeClass.CONTENT]),
        (leaf(words=("新题",)), [ChangeClass.WORDING]),
        (leaf(aspects={ChangeClass.MEDIA: 7}), [ChangeClass.MEDIA]),
        (leaf(aspects={ChangeClass.QUESTIONS: "b"}), [ChangeClass.QUESTIONS]),
        (leaf(aspects={ChangeClass.GATE: "b", ChangeClass.MINUTES: 3}), [ChangeClass.GATE, ChangeClass.MINUTES]),
    ],
)
def test_each_change_of_a_lecture_has_its_class(after, kinds):
    changes = classify(Shape(leaves=[leaf()]), Shape(leaves=[after]))
    assert [one.kind for one in changes.items] == kinds


def test_one_lecture_that_goes_to_the_end_is_the_one_that_moved():
    before = [leaf(lecture_id=pk) for pk in (1, 2, 3, 4)]
    after = [leaf(lecture_id=pk) for pk in (2, 3, 4, 1)]
    changes = classify(Shape(leaves=before), Shape(leaves=after))
    assert [(one.kind, one.lecture_id) for one in changes.items] == [(ChangeClass.REORDERED, 1)]


def test_a_lecture_that_changed_is_named_by_its_new_title():
    changes = classify(Shape(leaves=[leaf(words=1, title="旧题")]), Shape(leaves=[leaf(words=2, title="新题")]))
    assert changes.changed == ("新题",)


def test_every_class_has_its_words():
    assert set(LABELS) == set(MEANINGS) == set(ChangeClass)
