"""What clients send is read strictly, and refused in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.answers import Chosen, Counted, Said, Written, from_payload, to_payload
from quizzes.content import (
    MultipleContent,
    NumericContent,
    Option,
    ShortTextContent,
    SingleContent,
    TrueFalseContent,
    Variant,
)
from quizzes.errors import AnswerInvalid
from quizzes.option_ids import option_ids
from quizzes.projection import Asked, to_wire
from quizzes.reading import LONGEST_ANSWER, read_answer
from tests.quizzes.strategies import answered

SINGLE = SingleContent(options=(Option(text="甲"), Option(text="乙")), right=0)
MULTIPLE = MultipleContent.with_right_options([("甲", True, ""), ("乙", False, "")])
TRUTH = TrueFalseContent(right=True)
TEXT = ShortTextContent(variants=(Variant(text="党章"),))
NUMBER = NumericContent.model_validate({"value": "32", "unit": "学时"})
IDS = option_ids(seed="seed", item="item", count=2)


def read(content, wire):
    return read_answer(content, ids=IDS, wire=wire)


@pytest.mark.parametrize("content", [SINGLE, MULTIPLE, TRUTH, TEXT, NUMBER])
@pytest.mark.parametrize("wire", [None, "", []])
def test_nothing_is_a_blank(content, wire):
    assert read(content, wire) is None


def test_each_kind_is_read():
    assert read(SINGLE, IDS[1]) == Chosen(frozenset({1}))
    assert read(MULTIPLE, [IDS[1], IDS[0]]) == Chosen(frozenset({0, 1}))
    assert read(TRUTH, "false") == Said(truth=False)
    assert read(TRUTH, True) == Said(truth=True)
    assert read(TEXT, " 党章 ") == Written("党章")
    assert read(NUMBER, "３２ 学时").number == 32


@pytest.mark.parametrize(
    ("content", "wire"),
    [
        (SINGLE, "unknown"),
        (SINGLE, [IDS[0], IDS[1]]),
        (SINGLE, True),
        (MULTIPLE, ["unknown"]),
        (MULTIPLE, [IDS[0]] * 3),
        (TRUTH, "maybe"),
        (TRUTH, ["true"]),
        (TEXT, ["党章"]),
        (TEXT, "x" * (LONGEST_ANSWER + 1)),
        (TEXT, "a\x00b"),
        (TEXT, "\ud800"),
        (NUMBER, "NaN"),
        (NUMBER, "1e400"),
        (NUMBER, "三十二"),
        (NUMBER, "32 天"),
        (NUMBER, True),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(content, wire):
    with pytest.raises(AnswerInvalid) as refused:
        read(content, wire)
    assert refused.value.detail


@given(answered, st.text(max_size=8))
def test_an_answer_survives_storage_and_the_wire(pair, seed):
    content, answer = pair
    kind = {
        SingleContent: "single",
        MultipleContent: "multiple",
        TrueFalseContent: "true_false",
        ShortTextContent: "short_text",
        NumericContent: "numeric",
    }[type(content)]
    assert from_payload(kind, to_payload(answer)) == answer
    asked = Asked(item="i", position=1, kind=kind, stem="", content=content, max_mark=1, seed=seed)
    if isinstance(answer, Written | Counted):
        return
    assert read_answer(content, ids=asked.ids, wire=to_wire(asked, answer)) == answer
