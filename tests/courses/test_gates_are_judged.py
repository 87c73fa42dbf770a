"""The pure judge of gates: laws that hold for every gate, and the readings people rely on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.availability import (
    DEEPEST,
    Facts,
    GateMalformed,
    check,
    judge,
    leads_back,
    mentioned,
    mentioned_courses,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
LECTURES = st.sampled_from(["aaaaaaaaaaaa", "bbbbbbbbbbbb", "cccccccccccc"])
COURSES = st.sampled_from(["dddddddddddd", "eeeeeeeeeeee"])
MOMENTS = st.integers(-3, 3).map(lambda hours: NOON + timedelta(hours=hours))

leaves = st.one_of(
    st.fixed_dictionaries({"completed": LECTURES}),
    st.fixed_dictionaries({"passed": LECTURES}),
    st.fixed_dictionaries({"completed_course": COURSES}),
    st.fixed_dictionaries({"from": MOMENTS.map(datetime.isoformat)}),
    st.fixed_dictionaries({"until": MOMENTS.map(datetime.isoformat)}),
)
gates = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=6,
)
facts = st.builds(
    Facts,
    at=MOMENTS,
    completed=st.frozensets(LECTURES),
    passed=st.frozensets(LECTURES),
    courses=st.frozensets(COURSES),
)


def truth(gate, known):
    """The meaning of a gate, written a second time without explanations."""
    [(operator, operand)] = gate.items()
    meaning = {
        "all": lambda: all(truth(part, known) for part in operand),
        "any": lambda: any(truth(part, known) for part in operand),
        "not": lambda: not truth(operand, known),
        "from": lambda: known.at >= datetime.fromisoformat(operand),
        "until": lambda: known.at < datetime.fromisoformat(operand),
        "completed": lambda: operand in known.completed,
        "passed": lambda: operand in known.passed,
        "completed_course": lambda: operand in known.courses,
    }
    return meaning[operator]()


@given(gates, facts)
def test_the_verdict_is_the_meaning_of_the_gate(gate, known):
    verdict = judge(gate, known)
    assert verdict.open == truth(gate, known)
    assert verdict.open == (not verdict.unmet)


@given(gates, gates, facts)
def test_de_morgan_holds(one, other, known):
    neither = judge({"not": {"any": [one, other]}}, known)
    both_not = judge({"all": [{"not": one}, {"not": other}]}, known)
    assert neither.open == both_not.open


@given(gates, facts, LECTURES)
def test_a_gate_depends_only_on_the_lectures_it_mentions(gate, known, lecture):
    if lecture in mentioned(gate):
        return
    more = replace(known, completed=known.completed | {lecture}, passed=known.passed | {lecture})
    assert judge(gate, known) == judge(gate, more)


@given(gates, facts, COURSES)
def test_a_gate_depends_only_on_the_courses_it_mentions(gate, known, course):
    if course in mentioned_courses(gate):
        return
    assert judge(gate, known) == judge(gate, replace(known, courses=known.courses | {course}))


@given(st.dictionaries(st.integers(0, 6), st.frozensets(st.integers(0, 6), max_size=3)), st.integers(0, 6))
def test_a_course_waits_for_itself_exactly_where_a_path_leads_back(names, home):
    def reached(start: int) -> set[int]:
        found = set(names.get(start, ()))
        for _step in range(7):
            found |= {further for one in found for further in names.get(one, ())}
        return found

    edges = {str(one): frozenset(map(str, others)) for one, others in names.items()}
    circle = leads_back(
        str(home),
        edges.get(str(home), frozenset()),
        lambda some: frozenset[str]().union(*(edges.get(one, frozenset()) for one in some)),
    )
    assert circle == (home in reached(home))


@given(gates)
def test_every_gate_of_the_grammar_passes_the_check(gate):
    check(gate)


@given(facts)
def test_the_empty_gate_is_open(known):
    assert judge({}, known).open


def test_a_gate_opens_at_its_moment_and_closes_at_its_end():
    day = {"all": [{"from": NOON.isoformat()}, {"until": (NOON + timedelta(hours=1)).isoformat()}]}
    second = timedelta(seconds=1)
    assert not judge(day, Facts(at=NOON - second)).open
    assert judge(day, Facts(at=NOON)).open
    assert judge(day, Facts(at=NOON + timedelta(hours=1) - second)).open
    assert not judge(day, Facts(at=NOON + timedelta(hours=1))).open


def test_only_what_is_missing_is_named():
    gate = {"all": [{"completed": "aaaaaaaaaaaa"}, {"passed": "bbbbbbbbbbbb"}]}
    verdict = judge(gate, Facts(at=NOON, completed=frozenset({"aaaaaaaaaaaa"})))
    assert [(unmet.code, unmet.value) for unmet in verdict.unmet] == [("passed", "bbbbbbbbbbbb")]


@pytest.mark.parametrize(
    "gate",
    [
        {"all": {}},
        {"all": [{}]},
        {"any": "x"},
        {"not": []},
        {"from": "tomorrow"},
        {"from": "2026-11-23T12:00:00"},
        {"completed": 7},
        {"completed": ""},
        {"sometimes": []},
        {"from": NOON.isoformat(), "until": NOON.isoformat()},
        ["all"],
    ],
    ids=str,
)
def test_what_is_not_a_gate_is_refused(gate):
    with pytest.raises(GateMalformed):
        check(gate)


def test_a_gate_deeper_than_eight_levels_is_refused():
    gate: dict = {"completed": "aaaaaaaaaaaa"}
    for _level in range(DEEPEST):
        gate = {"not": gate}
    check(gate)
    with pytest.raises(GateMalformed):
        check({"not": gate})
