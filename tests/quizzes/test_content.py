"""Content is checked on the way in, and an author's mistakes come back as sentences."""

import pytest
from hypothesis import given

from quizzes.content import ContentMalformed, QuestionKind, parse_content
from tests.quizzes.strategies import contents

GOOD = {
    "single": {"options": [{"text": "甲"}, {"text": "乙", "feedback": "再想想"}], "right": 1},
    "multiple": {
        "options": [{"text": "甲", "share": "1/2"}, {"text": "乙", "share": "1/2"}, {"text": "丙", "share": "-1/2"}]
    },
    "true_false": {"right": False},
    "short_text": {"variants": [{"text": "党章"}, {"text": "章程", "share": "1/2"}]},
    "numeric": {"value": "32", "tolerance": "0.5", "unit": "学时"},
}


@pytest.mark.parametrize("kind", QuestionKind)
def test_good_content_has_no_problems(kind):
    assert parse_content(kind, GOOD[kind]).problems() == []


@given(contents)
def test_content_survives_being_stored(content):
    kind = next(kind for kind, one in zip(QuestionKind, KIND_CLASSES, strict=True) if one == type(content).__name__)
    assert parse_content(kind, content.model_dump(mode="json")) == content


KIND_CLASSES = ("SingleContent", "MultipleContent", "TrueFalseContent", "ShortTextContent", "NumericContent")


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("essay", {}),
        ("single", {}),
        ("single", {"options": "甲乙", "right": 0}),
        ("single", GOOD["single"] | {"right": "1"}),
        ("single", GOOD["single"] | {"key": 1}),
        ("multiple", {"options": [{"text": "甲", "share": 0.5}]}),
        ("multiple", {"options": [{"text": "甲", "share": "2"}]}),
        ("multiple", {"options": [{"text": "甲", "share": "1/0"}]}),
        ("multiple", {"options": [{"text": "甲", "share": "1e999999999"}]}),
        ("true_false", {"right": "yes"}),
        ("numeric", {"value": "NaN"}),
        ("numeric", {"value": 1.5}),
        ("short_text", {"variants": [{"text": "x" * 1001}]}),
    ],
)
def test_data_of_the_wrong_shape_is_refused(kind, raw):
    with pytest.raises(ContentMalformed):
        parse_content(kind, raw)


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        ("single", {"options": [{"text": "甲"}], "right": 0}),
        ("single", {"options": [{"text": "甲"}, {"text": "甲 "}], "right": 0}),
        ("single", {"options": [{"text": "甲"}, {"text": ""}], "right": 0}),
        ("single", {"options": [{"text": "甲"}, {"text": "乙"}], "right": -1}),
        ("single", {"options": [{"text": str(n)} for n in range(21)], "right": 0}),
        ("multiple", {"options": [{"text": "甲", "share": "0"}, {"text": "乙", "share": "-1"}]}),
        ("multiple", {"options": [{"text": "甲", "share": "1/2"}, {"text": "乙", "share": "-1"}]}),
        ("short_text", {"variants": []}),
        ("short_text", {"variants": [{"text": "党章", "share": "1/2"}]}),
        ("short_text", {"variants": [{"text": "党章"}, {"text": "党 章"}]}),
        ("short_text", {"variants": [{"text": "党章"}, {"text": "宪法", "share": "-1"}]}),
        ("numeric", {"value": "1", "tolerance": "-1"}),
    ],
)
def test_an_authors_mistake_is_told_in_a_sentence(kind, raw):
    problems = parse_content(kind, raw).problems()
    assert problems
    assert all(problem.endswith((".", "。")) for problem in problems)
