"""Gates: every gate the grammar allows can be built in the form, and is read in words."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from courses.availability import Facts, judge
from courses.forms.gate_tree import MOST_OFFERED, acted, gate_of, offer_courses, read_form, read_gate
from courses.gates import described, opening

AT = datetime(2026, 11, 23, 19, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
LECTURES = ("aaaaaaaaaaaa", "bbbbbbbbbbbb")
COURSES = ("dddddddddddd",)
TITLES = {"aaaaaaaaaaaa": "甲讲", "bbbbbbbbbbbb": "乙讲", "dddddddddddd": "丁课"}
LEAVES = st.one_of(
    st.sampled_from(["from", "until"]).map(lambda code: {code: "2026-12-01T08:00:00+08:00"}),
    st.tuples(st.sampled_from(["completed", "passed"]), st.sampled_from(LECTURES)).map(lambda pair: dict([pair])),
    st.sampled_from(COURSES).map(lambda course: {"completed_course": course}),
)
GATES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=6,
)
FACTS = st.builds(
    Facts,
    at=st.just(AT),
    completed=st.frozensets(st.sampled_from(LECTURES)),
    passed=st.frozensets(st.sampled_from(LECTURES)),
    courses=st.frozensets(st.sampled_from(COURSES)),
)


def sent_by(whole) -> dict:
    data: dict = {"line": [line.path for line in whole.lines()]}
    for line in whole.lines():
        data |= {f"operator-{line.path}": line.operator, f"value-{line.path}": line.value}
        data |= {f"not-{line.path}": "1"} if line.negated else {}
    return data


@given(gate=GATES, facts=FACTS)
def test_a_gate_through_the_form_judges_as_before(gate, facts):
    again = gate_of(read_form(sent_by(read_gate(gate))))
    assert judge(again, facts).open == judge(gate, facts).open


@given(gate=GATES, facts=FACTS, language=st.sampled_from(["en", "zh-hans"]))
def test_a_closed_gate_always_says_why_and_every_gate_says_when(gate, facts, language):
    with translation.override(language):
        verdict = opening(judge(gate, facts), TITLES)
        assert verdict.open != bool(verdict.reason)
        assert "closed for you" not in verdict.reason
        assert described(gate, TITLES)


@pytest.mark.parametrize(
    ("gate", "words"),
    [
        ({}, "It is open from the beginning."),
        ({"completed": "aaaaaaaaaaaa"}, "It is open when “甲讲” completed."),
        (
            {"all": [{"passed": "bbbbbbbbbbbb"}, {"any": [{"completed": "aaaaaaaaaaaa"}, {"passed": "aaaaaaaaaaaa"}]}]},
            "It is open when “乙讲” passed and (“甲讲” completed or “甲讲” passed).",
        ),
        ({"not": {"completed": "aaaaaaaaaaaa"}}, "It is open when not (“甲讲” completed)."),
        ({"completed_course": "dddddddddddd"}, "It is open when the course “丁课” completed."),
        ({"completed": "cccccccccccc"}, "It is open when “a lecture that is no longer there” completed."),
    ],
)
def test_the_condition_is_one_sentence(gate, words):
    with translation.override("en"):
        assert described(gate, TITLES) == words


def test_one_of_several_ways_names_what_each_way_still_lacks():
    gate = {"any": [{"all": [{"completed": "aaaaaaaaaaaa"}, {"passed": "bbbbbbbbbbbb"}]}, {"passed": "aaaaaaaaaaaa"}]}
    with translation.override("en"):
        reason = opening(judge(gate, Facts(at=AT)), TITLES).reason
    assert reason == "It opens with any one of these: “甲讲” completed and “乙讲” passed / “甲讲” passed."


def test_buttons_add_group_and_remove_lines():
    whole = acted(read_gate({}), "add:0:any")
    whole = acted(whole, "add:0.0:completed")
    whole = acted(whole, "add:0.0:from")
    whole = acted(whole, "remove:0.0.0")
    assert [line.operator for line in whole.lines()] == ["all", "any", "from"]
    assert acted(whole, "remove:0") is whole
    assert acted(whole, "nonsense") is whole


@pytest.mark.django_db
def test_the_author_builds_a_gate_looks_at_it_and_saves(course, lectures, instructor, client_of):
    client, address = client_of(instructor), f"/studio/lectures/{lectures[2].public_id}/gate/"
    first = lectures[0].public_id
    form = {"line": ["0", "0.0"], "operator-0": "any", "operator-0.0": "completed", "value-0.0": first}
    with translation.override("en"):
        looked = client.post(address, form | {"act": "look"}, headers={"accept-language": "en"})
    assert looked.status_code == 200
    lectures[2].refresh_from_db()
    assert lectures[2].gate == {}
    assert client.post(address, form | {"act": "save"}).status_code == 302
    lectures[2].refresh_from_db()
    assert lectures[2].gate == {"any": [{"completed": first}]}
    assert client.get(address).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("which", [2, 1])
def test_a_lecture_that_does_not_come_before_is_refused_beside_its_line(course, lectures, instructor, client_of, which):
    address = f"/studio/lectures/{lectures[1].public_id}/gate/"
    form = {"line": ["0", "0.0"], "operator-0": "all", "operator-0.0": "completed"}
    sent = client_of(instructor).post(address, form | {"value-0.0": lectures[which].public_id, "act": "save"})
    assert sent.status_code == 422


def test_a_course_is_found_by_words_of_its_title_and_the_chosen_one_stays():
    courses = {f"course{number:06}": f"第{number}课" for number in range(90)} | {"dddddddddddd": "Party Fees"}
    sent = {"line": ["0", "0.0"], "operator-0": "all", "operator-0.0": "completed_course"}
    whole = read_form(sent | {"find-0.0": " party "})
    offer_courses(whole, courses)
    assert whole.parts[0].offered == [("dddddddddddd", "Party Fees")]
    whole = read_form(sent | {"find-0.0": "第", "value-0.0": "dddddddddddd"})
    offer_courses(whole, courses)
    assert whole.parts[0].offered[0] == ("dddddddddddd", "Party Fees")
    assert len(whole.parts[0].offered) == MOST_OFFERED + 1
